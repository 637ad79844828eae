"""The debrief as pages: what each shows and asks, and what is written down of an answer. Nothing here knows a widget.

The order is DESIGN 12's: her word first, then one keep, one edge, predict and see, again from that line, a week later, a real name and hour.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Literal

from textual.content import Content

from simulator.core import events as e
from simulator.core.compare import Alternative, alternatives
from simulator.core.debrief import Highlight, doubts
from simulator.core.meetings import next_to_call
from simulator.core.records import dataclass
from simulator.core.transcript import TakeView, Transcript
from simulator.core.turn import Turn
from simulator.phrases import Voice
from simulator.play.drafts import DEBRIEF_SLOT
from simulator.play.meetings import log
from simulator.play.practice import Practice
from simulator.play.progress import levels_due
from simulator.tui.widgets.chart import feelings
from simulator.tui.widgets.evidence import coached, highlight, mark, side_by_side
from simulator.tui.widgets.prose import Told, hang, one_line, paragraphs, plain, script

ENOUGH_TAKES = 2
"""Takes after which a real call is worth more than another one."""
GUESSES = ("opens", "little", "closes")
"""What she may predict of an answer; the index is what came: 1 - `Alternative.opens`."""
PROMISE = ("commit-who", "commit-what", "commit-when")
"""Three pages that make one fact; until the last is answered, what was said stays a draft."""
TYPED = ("word", "avoided", *PROMISE)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: a heading, what is shown, what can be picked (id, content), whether something may be typed.

    `entry` is the placeholder of the field, "" for none; `kept` what was said there before; `picked` the option that was taken before.
    """

    heading: str
    text: Told = ""
    options: tuple[tuple[str, Told], ...] = ()
    entry: str = ""
    kept: str = ""
    picked: str = ""


@dataclass(frozen=True, slots=True)
class Onward:
    """Where an answer leads: the `next` page, the same page told anew, a new take from `line`, the transcript, a document, Home."""

    to: Literal["next", "same", "again", "review", "export", "home"] = "next"
    line: int = 0


class Pages:
    """The debrief of the take that stands in `practice`."""

    def __init__(self, practice: Practice, say: Voice, language: str) -> None:
        self.practice = practice
        self.asked_levels = False
        self.speak(say, language)
        asked = {turn.number for turn in self.view.own if turn.confirmed is not None}
        self.doubts = sorted(asked.union(turn.number for turn in doubts(self.view.own)))
        """The lines asked about; fixed when the debrief opens, so that an answer does not bring up another question."""

    def speak(self, say: Voice, language: str) -> None:
        """From now on in this language."""
        self.say, self.language = say, language
        self.read()

    def read(self) -> None:
        """Read the run again: an answer may have changed what is shown."""
        self.transcript: Transcript = self.practice.transcript(self.language)
        self.view: TakeView = self.transcript.take(self.practice.state.current)
        self.others: tuple[Alternative, ...] = ()
        turn = self._edge_turn
        if turn is not None:
            state, material = self.practice.state, self.practice.material
            self.others = alternatives(state, material, turn.take, turn.number, self.language, turn.reply)

    @property
    def names(self) -> tuple[str, ...]:
        """The pages of this take in order; one about line or alternative n is called `name:n`."""
        first = () if self.view.from_take else ("word", "regret", "avoided")
        hearing = tuple(f"hearing:{number}" for number in self.doubts)
        guesses = tuple(f"predict:{at}" for at, _ in enumerate(self.others, 1))
        return (
            "ending", *first, *hearing, "apart", "told", "keep", "edge", *guesses, "see", "again", "later", "chart", "levels",
            "commit-who", "commit-what", "commit-when", "done",
        )  # fmt: skip

    def slot(self, name: str) -> str:
        """Where the draft of a page is kept."""
        return f"{DEBRIEF_SLOT}{self.view.number}.{name}"

    def page(self, name: str) -> Page | None:
        """What page `name` shows; None where it has nothing to say."""
        base, _, number = name.partition(":")
        found: Callable[..., Page | None] = getattr(self, f"_page_{base.replace('-', '_')}")
        return found(int(number)) if number else found()

    def answer(self, name: str, value: str) -> Onward:
        """Write down what was typed or picked on page `name`. Raises StoreTrouble."""
        base, _, number = name.partition(":")
        found: Callable[..., Onward | None] | None = getattr(self, f"_answer_{base.replace('-', '_')}", None)
        if found is None:
            return Onward()
        onward = (found(int(number), value) if number else found(value)) or Onward()
        if base in TYPED:
            self._store(name, value if base in PROMISE[:2] else "")
        self.read()
        return onward

    # -- her own word first ----------------------------------------------------------------------------------------------------

    def _page_ending(self) -> Page:
        def text(width: int) -> Content:
            parts: list[Content] = []
            if self.view.turns:
                last = self.view.turns[-1]
                mine = one_line(last.spoken) or self.say("clock-ran" if last.way == "clock" else "silence")
                parts = [
                    hang(Content.assemble(plain(self.say("you") + ": ", "bold $primary"), plain(mine)), width, 2),
                    script(last.answer, width),
                ]
            return paragraphs([*parts, script(self.view.scene, width)])

        return Page(self.say("debrief-ending", kind=self.say(self.view.ended_as)), text)

    def _page_word(self) -> Page:
        kept = self._draft("word") or self._noted(e.FEELING_NAMED, "word")
        return Page(self.say("ask-word"), self.say("ask-word-about"), entry=self.say("one-word"), kept=kept)

    def _answer_word(self, value: str) -> None:
        if value and value != self._noted(e.FEELING_NAMED, "word"):
            self.practice.note(e.FEELING_NAMED, take=self.view.number, word=value)

    def _page_regret(self) -> Page | None:
        lines = [turn for turn in self.view.turns if turn.spoken.strip()]
        if not lines:
            return None
        options = tuple((str(turn.number), self._numbered(turn)) for turn in lines)
        kept = self._noted(e.LINE_REGRETTED, "turn")
        return Page(self.say("ask-regret"), options=(("-", plain(self.say("none-of-them"))), *options), picked=kept)

    def _answer_regret(self, value: str) -> None:
        if value.isdecimal() and value != self._noted(e.LINE_REGRETTED, "turn"):
            self.practice.note(e.LINE_REGRETTED, take=self.view.number, turn=int(value))

    def _page_avoided(self) -> Page:
        kept = self._draft("avoided") or self._noted(e.AVOIDANCE_NAMED, "text")
        return Page(self.say("ask-avoided"), self.say("ask-avoided-about"), entry=self.say("in-your-words"), kept=kept)

    def _answer_avoided(self, value: str) -> None:
        if value and value != self._noted(e.AVOIDANCE_NAMED, "text"):
            self.practice.note(e.AVOIDANCE_NAMED, take=self.view.number, text=value)

    # -- were you heard right? -------------------------------------------------------------------------------------------------

    def _page_hearing(self, number: int) -> Page:
        turn = self._turn(number)
        primary = turn.heard.primary if turn.heard else ""
        move = self.practice.material.codebook.moves.get(primary)
        meant = self.say("something-else")
        if move is not None:
            meant = one_line(move.plain.get(self.language) or move.name.get(self.language, primary))
        text = paragraphs([plain(f"{turn.number}. {turn.spoken.strip()}", "bold"), plain(self.say("we-answered-as-if", meant=meant))])
        options = tuple((name, plain(self.say(f"heard-{name}"))) for name in ("right", "wrong", "skip"))
        answered = {True: "right", False: "wrong", None: ""}[turn.confirmed]
        return Page(self.say("ask-hearing"), text, options, picked=answered)

    def _answer_hearing(self, number: int, value: str) -> None:
        turn = self._turn(number)
        if value in ("right", "wrong") and turn.confirmed is not (value == "right"):
            self.practice.note(e.HEARING_ANSWERED, take=turn.take, turn=turn.number, right=value == "right")

    # -- what it did -----------------------------------------------------------------------------------------------------------

    def _page_apart(self) -> Page | None:
        if not self.view.from_take:
            return None
        other = self.transcript.take(self.view.from_take)
        return Page(self.say("apart-headline", a=other.number, b=self.view.number), partial(side_by_side, other, self.view, self.say))

    def _page_told(self) -> Page | None:
        """What each line of a drill did, well said or not; a whole scene says it of one line only."""
        lines = [turn for turn in self.view.turns if turn.coach] if self.view.drill else []
        return Page(self.say("told-headline"), partial(coached, lines, self.say)) if lines else None

    def _page_keep(self) -> Page | None:
        return self._highlight(self.view.keep)

    def _page_edge(self) -> Page | None:
        return self._highlight(self.view.edge)

    def _highlight(self, found: Highlight | None) -> Page | None:
        if found is None:
            return None
        found = replace(found, coach="", meant="") if self.view.drill else found  # told already
        return Page(self.say(found.kind), partial(highlight, found, self.practice.material, self.say, self.language))

    # -- predict, then see -----------------------------------------------------------------------------------------------------

    @property
    def _edge_turn(self) -> Turn | None:
        return next((turn for turn in self.view.turns if self.view.edge and turn.number == self.view.edge.turn), None)

    def _page_predict(self, at: int) -> Page | None:
        other, turn = self.others[at - 1], self._edge_turn
        if turn is None:
            return None
        who = self.practice.material.name(turn.to, self.practice.material.scenario.language) if turn.to else ""

        def text(width: int) -> Content:
            offered = script((turn.offered,), width) if turn.offered else Content("")
            rows = [
                hang(
                    Content.assemble(plain(self.say("instead") + " ", "$foreground 65%"), plain(f"“{one_line(other.say)}”", "bold")),
                    width,
                    2,
                )
            ]
            if other.subtitle:
                rows.append(hang(plain(one_line(other.subtitle), "$foreground 65%"), width, 4, 4))
            return paragraphs([plain(self.say("ask-predict-about"), "$foreground 65%"), offered, Content("\n").join(rows)])

        heading = self.say("ask-predict", number=at, count=len(self.others))
        options = tuple((guess, plain(self.say(f"guess-{guess}", who=who or self.say("she")))) for guess in GUESSES)
        return Page(heading, text, options, picked=self._guess(turn, other))

    def _answer_predict(self, at: int, value: str) -> None:
        other, turn = self.others[at - 1], self._edge_turn
        if turn is not None and value in GUESSES and value != self._guess(turn, other):
            self.practice.note(e.ANSWER_PREDICTED, take=turn.take, turn=turn.number, reply=other.reply, guess=value)

    def _guess(self, turn: Turn, other: Alternative) -> str:
        found = [note.data for note in self.transcript.notes(e.ANSWER_PREDICTED)]
        where = (turn.take, turn.number, other.reply)
        return next((str(data["guess"]) for data in reversed(found) if (data["take"], data["turn"], data["reply"]) == where), "")

    def _page_see(self) -> Page | None:
        turn = self._edge_turn
        if not self.others or turn is None:
            return None

        def text(width: int) -> Content:
            parts = []
            for at, other in enumerate(self.others, 1):
                came, guess = GUESSES[1 - other.opens], self._guess(turn, other)
                sign = {"opens": "+", "little": "·", "closes": "−"}[came]
                rows = [hang(plain(f"{at}. “{one_line(other.say)}”", "bold"), width, 3)]
                rows.append(script(other.answer[:3], width))
                guessed = self.say("you-guessed", guess=self.say(f"guessed-{guess}")) if guess in GUESSES else ""
                rows.append(
                    Content.assemble(
                        plain(f"{sign} {self.say(f'guessed-{came}')}", "bold $accent"), plain(f"  {guessed}", "$foreground 65%")
                    )
                )
                if other.coach:
                    rows.append(hang(plain(one_line(other.coach), "$foreground 65%"), width, 2, 2))
                parts.append(Content("\n").join(rows))
            return paragraphs(parts)

        return Page(self.say("see-headline"), text)

    # -- again -----------------------------------------------------------------------------------------------------------------

    def _page_again(self) -> Page | None:
        if not self.view.turns:
            return None
        edge = self._again_line()
        others = [turn for turn in self.view.turns if turn.number != edge]
        options = [
            (str(edge), self._numbered(self._turn(edge), self.say("again-from", line=edge) + "  ")),
            ("no", plain(self.say("again-no"))),
        ]
        options += [(str(turn.number), self._numbered(turn)) for turn in others]
        return Page(self.say("again-headline"), self.say("again-about"), tuple(options))

    def _again_line(self) -> int:
        return self.view.edge.turn if self.view.edge else len(self.view.turns)

    def _answer_again(self, value: str) -> Onward:
        if not value.isdecimal():
            return Onward()
        self.practice.go_again(self.view.number, int(value))
        return Onward("again", int(value))

    # -- afterwards ------------------------------------------------------------------------------------------------------------

    def _page_later(self) -> Page | None:
        if not self.view.later:
            return None
        parts = [plain(self.view.later)]
        if self.view.from_take:
            other = self.transcript.take(self.view.from_take)
            if other.later and other.later != self.view.later:
                parts.append(plain(f"{self.say('take', number=other.number)}: {other.later}", "$foreground 65%"))
        return Page(self.say("later"), paragraphs(parts))

    def _page_chart(self) -> Page | None:
        shown = feelings(self.view, self.practice.material, self.say)
        if not shown.plain:
            return None
        return Page(self.say("chart-headline"), paragraphs([shown, plain(self.say("chart-about"), "$foreground 65%")]))

    def _page_levels(self) -> Page | None:
        if not self.view.marks:
            return None
        if not self.asked_levels and not levels_due(self.practice.store):
            options = (("next", plain(self.say("levels-later"))), ("show", plain(self.say("levels-now"))))
            return Page(self.say("levels-headline"), self.say("levels-about"), options)

        def text(width: int) -> Content:
            return paragraphs([mark(found, self.practice.material, self.say, self.language, width) for found in self.view.marks])

        return Page(self.say("levels-headline"), text)

    def _answer_levels(self, value: str) -> Onward:
        if value != "show" or self.asked_levels:
            return Onward()
        self.asked_levels = True
        return Onward("same")

    # -- a real name, a day and an hour ----------------------------------------------------------------------------------------

    def _page_commit_who(self) -> Page | None:
        if self.transcript.notes(e.COMMITMENT_MADE):
            return None
        return Page(self.say("ask-who"), self.say("ask-who-about"), entry=self.say("a-name"), kept=self._draft("commit-who"))

    def _page_commit_what(self) -> Page | None:
        who = self._draft("commit-who")
        if not who:
            return None
        return Page(self.say("ask-what", who=who), entry=self.say("in-your-words"), kept=self._draft("commit-what"))

    def _page_commit_when(self) -> Page | None:
        who, what = self._draft("commit-who"), self._draft("commit-what")
        if not who:
            return None
        return Page(self.say("ask-when"), f"{who}. {what}", entry=self.say("day-and-hour"), kept=self._draft("commit-when"))

    def _answer_commit_who(self, value: str) -> None:
        """Kept as a draft until there is a day and an hour."""

    _answer_commit_what = _answer_commit_who

    def _answer_commit_when(self, value: str) -> None:
        who, what = self._draft("commit-who"), self._draft("commit-what")
        self.practice.note(e.COMMITMENT_MADE, take=self.view.number, who=who, what=what, when=value)
        self._store("commit-who", "")
        self._store("commit-what", "")

    def _page_done(self) -> Page:
        promised = self.transcript.notes(e.COMMITMENT_MADE)
        parts = [plain(self.say("done-about"))]
        if promised:
            data = promised[-1].data
            told = self.say("promised", who=data.get("who", ""), what=data.get("what", ""), when=data.get("when", ""))
            parts.insert(0, plain(told, "bold"))
        if len(self.transcript.takes) >= ENOUGH_TAKES:
            who = next_to_call(log(self.practice.store))
            enough = self.say("meetings-enough", name=who.name) if who else self.say("meetings-enough-nobody")
            parts.insert(0, plain(enough, "bold $accent"))
        options = tuple((name, plain(self.say(f"done-{name}"))) for name in ("review", "export", "home"))
        return Page(self.say("done-headline"), paragraphs(parts), options)

    def _answer_done(self, value: str) -> Onward:
        return Onward("review") if value == "review" else Onward("export") if value == "export" else Onward("home")

    # -- inside ----------------------------------------------------------------------------------------------------------------

    def _turn(self, number: int) -> Turn:
        return next(turn for turn in self.view.turns if turn.number == number)

    def _numbered(self, turn: Turn, before: str = "") -> Told:
        said = one_line(turn.spoken) or self.say("clock-ran" if turn.way == "clock" else "silence")
        return lambda width: hang(Content.assemble(plain(before, "bold"), plain(f"{turn.number}. {said}")), width, 3)

    def _noted(self, type: str, name: str) -> str:
        """What she said of this take before, "" if nothing."""
        found = [note.data for note in self.transcript.notes(type) if note.data.get("take") == self.view.number]
        return str(found[-1].get(name, "")) if found else ""

    def _draft(self, name: str) -> str:
        return self.practice.store.draft(self.practice.run, self.slot(name))

    def _store(self, name: str, text: str) -> None:
        self.practice.store.save_draft(self.practice.run, self.slot(name), text)
