"""Practise in plain lines: one statement a line, with the speaker's name; the debrief follows in `plain/debrief.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Thread

from simulator.core import events as e
from simulator.core.commands import Refusal
from simulator.core.material import Speech
from simulator.core.scenario import WAIT_REPLY
from simulator.core.text import clean_line
from simulator.phrases import Voice, voice
from simulator.phrases.common import COMMON
from simulator.phrases.plain import PLAIN
from simulator.plain.answers import number_in
from simulator.plain.debrief import Debrief
from simulator.play.practice import Moment, Practice, Refused

MOST_LINES = 9999
Write = Callable[[str], None]
Read = Callable[[str], str | None]
"""Given a prompt, the next line without its newline; None at the end of input."""


class EndOfInput(Exception):
    """There is nothing more to read; the run is kept."""


class PlainPractice:
    """One practice, line by line. `interactive` says that a person sits there: only then is anything asked that is not the scene."""

    def __init__(self, practice: Practice, read: Read, write: Write, *, interactive: bool, levels: bool, resumed: bool = False) -> None:
        self.practice = practice
        self.read_line = read
        self.write = write
        self.interactive = interactive
        self.levels = levels
        self.resumed = resumed
        self.voice: Voice = voice(practice.language, COMMON, PLAIN)
        self.debrief = Debrief(practice, self.ask, write, self.voice, interactive=interactive, levels=levels)

    def run(self) -> None:
        """Play until the person stops or the input ends."""
        try:
            self.open()
            self.show(with_answer=False)
            if self.practice.state.take.ending:
                self.debrief.give()
            while True:
                self.step()
        except EndOfInput:
            self.write("")
            self.write(self.voice("kept", run=self.practice.run))

    # -- what is shown ---------------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Who she is, why she is here, what is kept."""
        practice, say = self.practice, self.voice
        scenario, material = practice.material.scenario, practice.material
        if self.resumed:
            self.write(say("resumed", turn=practice.state.take.turns + 1))
            draft = practice.draft()
            if draft:
                self.write(say("draft", text=" ".join(draft.split())))
            return
        self.write(say("private"))
        title = material.words("title", scenario.title, practice.language)
        self.write(say("title", title=title, form=say(f"form.{scenario.form}"), minutes=scenario.minutes))
        self.paragraph(material.words("brief", scenario.brief, practice.language))
        if scenario.goal:
            self.write(say("goal", goal=" ".join(material.words("goal", scenario.goal, practice.language).split())))
        if scenario.content_note:
            note = material.words("content-note", scenario.content_note, practice.language)
            self.write(say("content-note", note=" ".join(note.split())))
        self.write(self.voiced(practice.moment.you))
        self.write(say("how-choices" if practice.state.mode == "choices" else "how-words"))
        if practice.state.mode == "words" and practice.heard_by_wording:
            self.write(say("heard-by-wording"))
        if self.interactive:
            self.pick_edge()
        self.write("")

    def pick_edge(self) -> None:
        """One growing edge, declared before the scene (DOMAIN 6.2)."""
        criteria = list(self.practice.material.rubric.criteria.values())
        for number, criterion in enumerate(criteria, 1):
            self.write(f"{number}. {criterion.name.get(self.practice.language, criterion.id)}")
        picked = number_in(self.ask(self.voice("edge-which")), len(criteria))
        if picked is not None:
            self.practice.note(e.EDGE_PICKED, criterion=criteria[picked - 1].id)

    def voiced(self, you: str) -> str:
        """Whom the trainee speaks as."""
        if you == "organizer":
            return self.voice("voice-organizer")
        return self.voice("voice", name=self.practice.material.name(you, self.practice.material.scenario.language))

    def paragraph(self, text: str) -> None:
        """Prose, line by line."""
        for line in text.splitlines():
            if line.strip():
                self.write(line.strip())

    def speeches(self, lines: Iterable[Speech]) -> None:
        """Speech with its speaker's name, narration bare, subtitles beneath."""
        for line in lines:
            self.write(f"{line.speaker}: {line.text}" if line.speaker else line.text)
            if line.subtitle:
                self.write(self.voice("subtitle", text=line.subtitle))

    def show(self, with_answer: bool = True, before: Moment | None = None) -> None:
        """What is to be seen where the take stands."""
        moment = self.practice.moment
        if with_answer:
            self.speeches(moment.answer)
        self.speeches(moment.scene)
        if moment.ending:
            return
        if before is not None and before.you != moment.you:
            self.write(self.voiced(moment.you))
        self.exhibit(moment.exhibit)
        if moment.words_limit:
            self.write(self.voice("limit", words=moment.words_limit))
        self.replies(moment)

    def exhibit(self, name: str) -> None:
        """A small table or chart, a row a line."""
        if not name:
            return
        exhibit, material = self.practice.material.scenario.exhibits[name], self.practice.material
        self.write(material.words(f"exhibits.{name}.title", exhibit.title, self.practice.language))
        for row in exhibit.rows:
            self.write("  " + (": " if exhibit.kind == "bars" else ", ").join(row))

    def replies(self, moment: Moment) -> None:
        """The replies, numbered, where she may see them."""
        for number, reply in enumerate(moment.replies, 1):
            if reply.id == WAIT_REPLY:
                self.write(self.voice("reply-wait", number=number))
                continue
            self.write(self.voice("reply", number=number, say=" ".join(reply.say.split())))
            under = self.practice.material.words(
                f"beats.{self.practice.state.take.beat}.replies.{reply.id}.say", "", self.practice.language
            )
            if under and under != reply.say:
                self.write(self.voice("subtitle", text=" ".join(under.split())))

    # -- what she does ---------------------------------------------------------------------------------------------------------

    def ask(self, prompt: str) -> str:
        """A line from her. Raises EndOfInput."""
        line = self.read_line(f"{prompt.rstrip()} " if self.interactive else "")
        if line is None or line.strip() in ("/quit", "/salir"):
            raise EndOfInput
        return line

    def step(self) -> None:
        """Read one line and carry it out."""
        if self.interactive:
            Thread(target=self.practice.listen, name="listening", daemon=True).start()
        line = self.ask(self.voice("prompt"))
        if self.practice.state.paused:
            self.practice.step_back_in()
            self.write(self.voice("stepped-in"))
            if not line.strip():
                return self.show(with_answer=False)
        if line.strip().startswith("/"):
            return self.command(*line.strip().split(maxsplit=1))
        if self.practice.state.take.ending:
            return None
        before = self.practice.moment
        try:
            if not self.speak(line, before):
                return None
        except Refused as refused:
            return self.write(self.voice("no-such-command", command=refused.refusal.name or refused.refusal.code))
        self.write("")
        self.show(before=before)
        if self.practice.state.take.ending:
            self.debrief.give()
        return None

    def speak(self, line: str, moment: Moment) -> bool:
        """Choose by number where replies are seen, else say it in her own words. False where the number is none."""
        text = line.strip()
        if moment.replies and text.isdecimal():
            number = number_in(text, len(moment.replies))
            if number is None:
                self.write(self.voice("no-such-number", most=len(moment.replies)))
                return False
            self.practice.choose(moment.replies[number - 1].id)
        elif text:
            self.practice.say(line)
        else:
            self.practice.wait()
        return True

    def command(self, name: str, argument: str = "") -> None:
        """Carry out `/name argument`."""
        if name == "/help":
            return self.write(self.voice("help"))
        if name in ("/back", "/again"):
            return self.go_back(argument)
        if name == "/levels":
            return self.debrief.marks() if self.practice.state.take.ending else self.write(self.voice("levels-at-the-end"))
        if self.practice.state.take.ending or name not in ("/cue", "/replies", "/pause"):
            return self.write(self.voice("no-such-command", command=clean_line(name)))
        if name == "/pause":
            self.practice.pause()
            return self.write(self.voice("paused"))
        if name == "/cue":
            try:
                self.practice.help("cue")
            except Refused:
                return self.write(self.voice("no-cue"))
            return self.write(self.voice("cue", cue=" ".join(self.practice.moment.cue.split())))
        self.practice.help("replies")
        return self.replies(self.practice.moment)

    def go_back(self, argument: str) -> None:
        """Open a new take at a line (`3`, or `1.3` for another take's), by default the last one."""
        state = self.practice.state
        take, _, line = argument.strip().rpartition(".")
        number = number_in(take, len(state.takes)) if take else state.current
        turn = number_in(line, MOST_LINES) if line else max(state.take.turns, 1)
        try:
            if number is None or turn is None:
                raise Refused(Refusal("no-such-line", argument))
            self.practice.go_again(number, turn)
        except Refused:
            return self.write(self.voice("no-such-line", line=clean_line(argument) or turn))
        self.write(self.voice("going-back", take=self.practice.state.current, turn=turn))
        return self.show(with_answer=False)
