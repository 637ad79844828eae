"""The debrief in plain lines: her word first, then one keep, one edge, a comparison, a week later, and a promise (DESIGN 12, DOMAIN 6.2)."""

from __future__ import annotations

from collections.abc import Callable

from simulator.core import events as e
from simulator.core.compare import alternatives
from simulator.core.debrief import Highlight, doubts
from simulator.core.heard import acts
from simulator.core.meetings import next_to_call
from simulator.core.scoring import Mark
from simulator.core.transcript import TakeView, Transcript
from simulator.core.turn import Turn
from simulator.phrases import Voice
from simulator.plain.answers import number_in
from simulator.play.meetings import log
from simulator.play.practice import Practice

ENOUGH_TAKES = 2
"""Takes after which a real call is worth more than another one."""


class Debrief:
    """What is said and asked after an ending; nothing is asked where nobody sits."""

    def __init__(
        self, practice: Practice, ask: Callable[[str], str], write: Callable[[str], None], voice: Voice, *, interactive: bool, levels: bool
    ) -> None:
        self.practice = practice
        self.ask_aloud = ask
        self.write = write
        self.voice = voice
        self.interactive = interactive
        self.levels = levels
        self.shown_later = False

    def give(self) -> None:
        """The whole debrief of the take that has just ended."""
        say, view = self.voice, self.view()
        self.write("")
        self.write(say("ended", kind=say(view.ended_as)))
        self.write(say("debrief"))
        if self.interactive and not self.has_answered(view.number):
            self.ask_her(view)
        self.hearing(view)
        view = self.view()
        for turn in view.own:
            if turn.may_hurt:
                self.write(f"{turn.number}. “{_flat(turn.spoken)}”  {say('heard-hurts')}")
        if view.drill:
            for turn in view.turns:
                self.coached(turn.coach, turn.meant)
        elif view.keep is None and view.edge is None:
            self.write(say("nothing-to-quote"))
        for highlight in (view.keep, view.edge):
            if highlight is not None:
                self.highlight(highlight)
                self.heard(next(turn for turn in view.turns if turn.number == highlight.turn))
        if view.edge is not None:
            self.compare(view, view.edge.turn)
        if view.from_take:
            self.side_by_side(view)
        if view.later:
            self.write(say("later", text=_flat(view.later)))
        if self.levels:
            self.marks()
        elif not self.shown_later:
            self.write(say("levels-later"))
            self.shown_later = True
        if self.interactive and not self.transcript().notes(e.COMMITMENT_MADE):
            self.commit()
        if len(self.practice.state.takes) >= ENOUGH_TAKES:
            who = next_to_call(log(self.practice.store))
            self.write(say("enough", name=who.name) if who else say("enough-nobody"))
        self.write(say("again"))

    def ask(self, prompt: str) -> str:
        """Her answer, "" for none; a command typed here is none, and never kept as if it were one."""
        answer = self.ask_aloud(prompt).strip()
        return "" if answer.startswith("/") else answer

    def transcript(self) -> Transcript:
        return self.practice.transcript()

    def view(self) -> TakeView:
        return self.transcript().take(self.practice.state.current)

    def has_answered(self, take: int) -> bool:
        """Whether she was asked about `take` before, and said something."""
        types = (e.FEELING_NAMED, e.LINE_REGRETTED, e.AVOIDANCE_NAMED)
        return any(remark.type in types and remark.data.get("take") == take for remark in self.transcript().remarks)

    def ask_her(self, view: TakeView) -> None:
        """Her own word, line and avoidance come before anything is shown."""
        say, take = self.voice, view.number
        word = self.ask(say("ask-feeling"))
        if word:
            self.practice.note(e.FEELING_NAMED, take=take, word=word)
        for turn in view.turns:
            self.write(f"{turn.number}. {' '.join(turn.spoken.split()) or say('silence')}")
        line = number_in(self.ask(say("ask-regret")), len(view.turns))
        if line is not None:
            self.practice.note(e.LINE_REGRETTED, take=take, turn=line)
        avoided = self.ask(say("ask-avoided"))
        if avoided:
            self.practice.note(e.AVOIDANCE_NAMED, take=take, text=avoided)

    def hearing(self, view: TakeView) -> None:
        """«We answered as if you meant this; right?»"""
        say, codebook, language = self.voice, self.practice.material.codebook, self.practice.language
        unsure = doubts(view.own)
        if not unsure:
            return
        if not self.interactive:
            if any(not turn.certain for turn in unsure):
                self.write(say("unsure-lines"))
                for turn in unsure:
                    if not turn.certain:
                        self.write(f"  {turn.number}. “{_flat(turn.spoken)}”")
            return
        for turn in unsure:
            primary = turn.heard.primary if turn.heard else ""
            move = codebook.moves.get(primary)
            if move is None:
                continue
            meant = move.plain.get(language) or move.name[language]
            answer = self.ask(say("ask-meant", turn=turn.number, quote=_flat(turn.spoken), meant=_flat(meant))).casefold()
            if answer in say("yes-letters").split():
                self.practice.note(e.HEARING_ANSWERED, take=turn.take, turn=turn.number, right=True)
            elif answer in say("no-letters").split():
                self.practice.note(e.HEARING_ANSWERED, take=turn.take, turn=turn.number, right=False)

    def highlight(self, highlight: Highlight) -> None:
        """A quoted line with what it did."""
        say = self.voice
        values = {"turn": highlight.turn, "criterion": self.criterion(highlight.criterion), "quote": _flat(highlight.quote)}
        if highlight.kind == "missed":
            phrase = "missed" if highlight.reaction else "missed-silent"
            self.write(say(phrase, speaker=highlight.speaker or "…", said=_flat(highlight.reaction), **values))
        else:
            self.write(say(highlight.kind, **values))
            if highlight.reaction:
                phrase = "reaction" if highlight.speaker else "reaction-narrated"
                self.write(say(phrase, speaker=highlight.speaker, reaction=highlight.reaction))
        why = self.rule(highlight.criterion, highlight.rule)
        if why:
            self.write(say("because", why=why))
        if highlight.kind != "keep" and not self.view().drill:
            self.coached(highlight.coach, highlight.meant)

    def coached(self, coach: str, meant: str) -> None:
        """What a line did to the other person; of a drill's every line, well said or not."""
        if coach and meant:
            self.write(self.voice("coach", coach=self.voice("coach-meant", line=_flat(meant))))
        if coach:
            self.write(self.voice("coach", coach=_flat(coach)))

    def heard(self, turn: Turn) -> None:
        """What was heard in a typed line, act by act, with the words that carried it."""
        say, codebook, language = self.voice, self.practice.material.codebook, self.practice.language
        for act in acts(turn) if turn.moves else ():
            move = codebook.moves.get(act.move)
            if move is None:
                continue
            name, meant = move.name.get(language, act.move), _flat(move.plain.get(language, ""))
            self.write(f"    “{_flat(act.text)}”  {say('heard-act', name=name, meant=meant)}")
            if act.words:
                self.write(f"      {say('heard-words', words=' · '.join(_flat(word) for word in act.words))}")
            if act.like:
                self.write(f"      {say('heard-like', line=_flat(act.like))}")

    def criterion(self, name: str) -> str:
        criterion = self.practice.material.rubric.criteria[name]
        return criterion.name.get(self.practice.language, name)

    def rule(self, criterion: str, rule: str) -> str:
        rules = self.practice.material.rubric.criteria[criterion].rules
        return next((r.says.get(self.practice.language, "") for r in rules if r.id == rule), "")

    def compare(self, view: TakeView, number: int) -> None:
        """Predict, then see what other replies would have got at the same line."""
        turn = next(t for t in view.turns if t.number == number)
        found = alternatives(self.practice.state, self.practice.material, turn.take, number, self.practice.language, turn.reply)
        if not found:
            return
        say = self.voice
        self.write(say("compare", turn=number))
        for at, other in enumerate(found, 1):
            self.write(say("would-get", number=at, say=_flat(other.say)))
        if self.interactive:
            guess = number_in(self.ask(say("predict")), len(found))
            if guess is not None:
                self.practice.note(e.ANSWER_PREDICTED, take=turn.take, turn=number, reply=found[guess - 1].reply, guess="opens-most")
        for at, other in enumerate(found, 1):
            first = next((line for line in other.answer if line.speaker), other.answer[0] if other.answer else None)
            if first is not None:
                answer = f"{first.speaker}: {first.text}" if first.speaker else first.text
                self.write(say("would-answer", answer=f"{at}. {answer}"))

    def side_by_side(self, view: TakeView) -> None:
        """Where the two takes part."""
        other = self.transcript().take(view.from_take)
        for mine, theirs in zip(view.own, other.turns[view.inherited :], strict=False):
            first, second = (_flat(t.spoken) or self.voice("silence") for t in (theirs, mine))
            self.write(self.voice("takes-apart", turn=mine.number, a=other.number, b=view.number, first=first, second=second))

    def marks(self) -> None:
        """Levels, each with the lines it stands on."""
        view = self.view()
        if not view.marks:
            return
        self.write(self.voice("marks"))
        for mark in view.marks:
            self.mark(mark)

    def mark(self, mark: Mark) -> None:
        say = self.voice
        name = self.criterion(mark.criterion)
        if mark.status != "scored" or mark.level is None:
            level = f"{mark.level} {say(f'level.{mark.level}')}" if mark.level else "–"
            self.write(say("mark", name=name, level=level, why=say(f"mark.{mark.status}")))
            if mark.door[1]:
                self.write(f"    {say('line', number=mark.door[0])}: “{_flat(mark.door[1])}”")
            return
        why = say("mark.scored", net=min(mark.net, mark.par), par=mark.par)
        if mark.low != mark.high:
            why += "; " + say("mark.range", low=mark.low, high=mark.high)
        if mark.capped_by:
            why += "; " + say("mark.capped", flag=mark.capped_by)
        self.write(say("mark", name=name, level=f"{mark.level} {say(f'level.{mark.level}')}", why=why))
        for piece in mark.evidence:
            self.write(
                say(
                    "mark-quote", sign="+" if piece.points > 0 else "−", points=abs(piece.points), turn=piece.turn, quote=_flat(piece.quote)
                )
            )

    def commit(self) -> None:
        """A real name, a day and an hour."""
        say = self.voice
        who = self.ask(say("ask-who"))
        if not who:
            return
        what, when = self.ask(say("ask-what")), self.ask(say("ask-when"))
        self.practice.note(e.COMMITMENT_MADE, who=who, what=what, when=when)
        self.write(say("committed", who=who, what=what, when=when))


def _flat(text: str) -> str:
    """`text` on one line."""
    return " ".join(text.split())
