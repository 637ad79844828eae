"""After the scene, a page at a time: her word first, one keep, one edge, predict and see, again from that line, a week later, a promise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from simulator.core import events as e
from simulator.core.compare import Alternative, alternatives
from simulator.core.debrief import doubts
from simulator.core.transcript import TakeView, Transcript
from simulator.core.turn import Turn
from simulator.play.practice import Practice
from simulator.play.progress import levels_due
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.chart import feelings
from simulator.tui.widgets.evidence import highlight, mark, side_by_side
from simulator.tui.widgets.prose import Prose, plain, script


@dataclass(frozen=True, slots=True)
class Page:
    """One page: a heading, what is shown, what can be picked, and whether something may be typed."""

    heading: str
    text: Content
    options: tuple[tuple[str, Content], ...] = ()
    entry: str = ""
    """The placeholder of the field; "" for none."""


FIRST = (
    "ending",
    "word",
    "regret",
    "avoided",
    "hearing",
    "keep",
    "edge",
    "predict",
    "see",
    "again",
    "later",
    "chart",
    "levels",
    "commit-who",
    "commit-what",
    "commit-when",
    "done",
)
LATER = (
    "ending",
    "hearing",
    "apart",
    "keep",
    "edge",
    "again",
    "later",
    "chart",
    "levels",
    "commit-who",
    "commit-what",
    "commit-when",
    "done",
)
"""The pages of a first take, and of a take that goes again from a line."""


class DebriefScreen(SimulatorScreen):
    """One take's debrief."""

    NAME = "debrief"
    CSS_PATH = "debrief.tcss"

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice
        self.at = 0
        self.asked_levels = False
        self.asked: tuple[Turn, ...] = ()
        self.others: tuple[Alternative, ...] = ()
        self.promise: dict[str, str] = {}
        self.redraw()

    def compose(self) -> ComposeResult:
        with Vertical(id="page"):
            yield Prose("", id="headline", classes="title")
            with VerticalScroll(id="shown"):
                yield Prose("", id="text")
            yield Input(id="entry", max_length=500)
            yield OptionList(id="ways", markup=False)

    def ready(self) -> None:
        self.open_page()

    def retell(self) -> None:
        super().retell()
        self.redraw()
        self.open_page()

    # -- where we are ----------------------------------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Read the run again: what was just noted may have changed what is shown."""
        self.transcript: Transcript = self.practice.transcript()
        self.view: TakeView = self.transcript.take(self.practice.state.current)
        self.pages = LATER if self.view.from_take else FIRST
        if not self.asked:
            self.asked = doubts(self.view.own)

    @property
    def page(self) -> str:
        """The page that is open."""
        return self.pages[self.at]

    def open_page(self, step: int = 1) -> None:
        """Show the page at `at`, or the next in the direction of `step` that has something to say."""
        while True:
            found: Page | None = getattr(self, f"page_{self.page.replace('-', '_')}")()
            if found is not None:
                break
            self.at = min(max(self.at + step, 0), len(self.pages) - 1)
        self.query_one("#headline", Prose).tell(found.heading)
        self.query_one("#text", Prose).tell(found.text)
        self.query_one("#shown", VerticalScroll).scroll_home(animate=False)
        entry, ways = self.query_one("#entry", Input), self.query_one("#ways", OptionList)
        entry.display = bool(found.entry)
        entry.value = ""
        entry.placeholder = found.entry
        ways.clear_options()
        options = found.options or (("next", plain(self.voice("go-on"))),)
        ways.add_options([Option(content, id=name) for name, content in options])
        ways.highlighted = 0
        (entry if found.entry else ways).focus()

    def turn_page(self) -> None:
        """The next page."""
        if self.at < len(self.pages) - 1:
            self.at += 1
            self.redraw()
            self.open_page()

    def action_previous(self) -> None:
        """The page before."""
        if self.at:
            self.at -= 1
            self.redraw()
            self.open_page(step=-1)

    def action_next(self) -> None:
        """The next page, with nothing said on this one."""
        self.turn_page()

    @on(Input.Submitted, "#entry")
    def typed(self, event: Input.Submitted) -> None:
        self.answer(event.value.strip())

    @on(OptionList.OptionSelected, "#ways")
    def picked(self, event: OptionList.OptionSelected) -> None:
        entry = self.query_one("#entry", Input)
        self.answer(entry.value.strip() if entry.display else str(event.option_id))

    def answer(self, value: str) -> None:
        """Carry out what was typed or picked on this page."""
        answer: Callable[[str], bool] | None = getattr(self, f"answer_{self.page.replace('-', '_')}", None)
        if answer is None or answer(value):
            self.turn_page()

    # -- pages -----------------------------------------------------------------------------------------------------------------

    def page_ending(self) -> Page:
        last = self.view.turns[-1:] if self.view.turns else ()
        rows = [script(turn.answer) for turn in last if turn.answer] + [script(self.view.scene)]
        return Page(self.voice("debrief-ending", kind=self.voice(f"kind.{self.view.kind}")), Content("\n\n").join(rows))

    def page_word(self) -> Page:
        return Page(self.voice("ask-word"), plain(self.voice("ask-word-about")), entry=self.voice("one-word"))

    def answer_word(self, value: str) -> bool:
        if value:
            self.practice.note(e.FEELING_NAMED, take=self.view.number, word=value)
        return True

    def page_regret(self) -> Page | None:
        lines = [turn for turn in self.view.turns if turn.spoken.strip()]
        if not lines:
            return None
        options = [(str(turn.number), plain(f"{turn.number}. {' '.join(turn.spoken.split())}")) for turn in lines]
        return Page(self.voice("ask-regret"), Content(""), (("-", plain(self.voice("none-of-them"))), *options))

    def answer_regret(self, value: str) -> bool:
        if value.isdigit():
            self.practice.note(e.LINE_REGRETTED, take=self.view.number, turn=int(value))
        return True

    def page_avoided(self) -> Page:
        return Page(self.voice("ask-avoided"), plain(self.voice("ask-avoided-about")), entry=self.voice("in-your-words"))

    def answer_avoided(self, value: str) -> bool:
        if value:
            self.practice.note(e.AVOIDANCE_NAMED, take=self.view.number, text=value)
        return True

    def page_hearing(self) -> Page | None:
        turn = next((t for t in self.asked if self.view_turn(t.number).confirmed is None), None)
        if turn is None:
            return None
        primary = turn.heard.primary if turn.heard else ""
        move = self.practice.material.codebook.moves.get(primary)
        meant = (
            " ".join((move.plain.get(self.sim.language) or move.name.get(self.sim.language, primary)).split())
            if move
            else self.voice("something-else")
        )
        text = Content("\n\n").join(
            [plain(f"{turn.number}. {turn.spoken.strip()}", "bold"), plain(self.voice("we-answered-as-if", meant=meant))]
        )
        options = tuple((name, plain(self.voice(f"heard-{name}"))) for name in ("right", "wrong", "skip"))
        return Page(self.voice("ask-hearing"), text, options)

    def answer_hearing(self, value: str) -> bool:
        turn = next((t for t in self.asked if self.view_turn(t.number).confirmed is None), None)
        if turn is not None and value in ("right", "wrong"):
            self.practice.note(e.HEARING_ANSWERED, take=turn.take, turn=turn.number, right=value == "right")
        self.asked = tuple(t for t in self.asked if turn is not None and t.number != turn.number) or (
            () if turn is None else self.asked[:0]
        )
        self.redraw_only()
        if self.asked:
            self.open_page()
            return False
        return True

    def redraw_only(self) -> None:
        """Read the run again without asking anew about what was not heard for sure."""
        kept = self.asked
        self.redraw()
        self.asked = kept

    def view_turn(self, number: int) -> Turn:
        """Line `number` of the take."""
        return next(turn for turn in self.view.turns if turn.number == number)

    def page_keep(self) -> Page | None:
        if self.view.keep is None:
            return None
        return Page(self.voice("keep"), highlight(self.view.keep, self.practice.material, self.voice, self.sim.language))

    def page_edge(self) -> Page | None:
        if self.view.edge is None:
            return None
        return Page(self.voice(self.view.edge.kind), highlight(self.view.edge, self.practice.material, self.voice, self.sim.language))

    def page_predict(self) -> Page | None:
        if self.view.edge is None:
            return None
        turn = self.view_turn(self.view.edge.turn)
        self.others = alternatives(self.practice.state, self.practice.material, turn.take, turn.number, self.sim.language, turn.reply)
        if not self.others:
            return None
        offered = script((turn.offered,)) if turn.offered else Content("")
        options = tuple((str(at), plain(f"{at}. {' '.join(other.say.split())}")) for at, other in enumerate(self.others, 1))
        return Page(
            self.voice("ask-predict"), Content("\n\n").join([offered, plain(self.voice("ask-predict-about"), "$text-muted")]), options
        )

    def answer_predict(self, value: str) -> bool:
        if value.isdigit() and self.view.edge is not None:
            turn = self.view_turn(self.view.edge.turn)
            reply = self.others[int(value) - 1].reply
            self.practice.note(e.ANSWER_PREDICTED, take=turn.take, turn=turn.number, reply=reply, guess="opens-most")
        return True

    def page_see(self) -> Page | None:
        if not self.others:
            return None
        rows = []
        for at, other in enumerate(self.others, 1):
            sign = {1: "+", 0: "·", -1: "−"}[other.opens]
            rows.append(Content.assemble(plain(f"{at}. {' '.join(other.say.split())}", "bold")))
            rows.append(Content.assemble(plain(f"{sign} {self.voice(f'opens-{other.opens}')}  ", "$accent"), script(other.answer[:3])))
            if other.coach:
                rows.append(plain(other.coach, "$text-muted"))
        return Page(self.voice("see-headline"), Content("\n\n").join(rows))

    def page_again(self) -> Page | None:
        edge = self.view.edge.turn if self.view.edge else len(self.view.turns)
        if not self.view.turns:
            return None
        options = [("edge", plain(self.voice("again-from", line=edge)))]
        options += [
            (str(t.number), plain(self.voice("again-other", line=t.number, said=" ".join(t.spoken.split())[:60] or self.voice("silence"))))
            for t in self.view.turns
            if t.number != edge
        ]
        return Page(
            self.voice("again-headline"),
            plain(self.voice("again-about")),
            (*options[:1], ("no", plain(self.voice("again-no"))), *options[1:]),
        )

    def answer_again(self, value: str) -> bool:
        if value == "no" or value == "next":
            return True
        edge = self.view.edge.turn if self.view.edge else len(self.view.turns)
        self.go_again(edge if value == "edge" else int(value))
        return False

    def go_again(self, line: int) -> None:
        """Open a new take at `line` and go into the scene."""
        from simulator.tui.screens.practice import PracticeScreen

        self.practice.go_again(self.view.number, line)
        self.app.switch_screen(PracticeScreen(self.practice))

    def page_apart(self) -> Page | None:
        if not self.view.from_take:
            return None
        other = self.transcript.take(self.view.from_take)
        return Page(self.voice("apart-headline", a=other.number, b=self.view.number), side_by_side(other, self.view, self.voice))

    def page_later(self) -> Page | None:
        if not self.view.later:
            return None
        rows = [plain(self.view.later)]
        if self.view.from_take:
            other = self.transcript.take(self.view.from_take)
            if other.later and other.later != self.view.later:
                rows.append(plain(f"{self.voice('take', number=other.number)}: {other.later}", "$text-muted"))
        return Page(self.voice("later"), Content("\n\n").join(rows))

    def page_chart(self) -> Page | None:
        scenario = self.practice.material.scenario
        names = {person: self.practice.material.name(person, scenario.language) for person in scenario.cast}
        shown = feelings(self.view.start, [turn.feelings for turn in self.view.turns], names, self.voice)
        if not shown.plain:
            return None
        return Page(self.voice("chart-headline"), Content("\n\n").join([shown, plain(self.voice("chart-about"), "$text-muted")]))

    def page_levels(self) -> Page | None:
        if not self.view.marks:
            return None
        if not self.asked_levels and not levels_due(self.sim.store):
            options = (("next", plain(self.voice("levels-later"))), ("show", plain(self.voice("levels-now"))))
            return Page(self.voice("levels-headline"), plain(self.voice("levels-about")), options)
        rows = [mark(found, self.practice.material, self.voice, self.sim.language) for found in self.view.marks]
        return Page(self.voice("levels-headline"), Content("\n\n").join(rows))

    def answer_levels(self, value: str) -> bool:
        if value == "show":
            self.asked_levels = True
            self.open_page()
            return False
        return True

    def page_commit_who(self) -> Page:
        return Page(self.voice("ask-who"), plain(self.voice("ask-who-about")), entry=self.voice("a-name"))

    def answer_commit_who(self, value: str) -> bool:
        self.promise = {"who": value} if value else {}
        return True

    def page_commit_what(self) -> Page | None:
        return (
            Page(self.voice("ask-what", who=self.promise["who"]), Content(""), entry=self.voice("in-your-words")) if self.promise else None
        )

    def answer_commit_what(self, value: str) -> bool:
        self.promise["what"] = value
        return True

    def page_commit_when(self) -> Page | None:
        return Page(self.voice("ask-when"), Content(""), entry=self.voice("day-and-hour")) if self.promise else None

    def answer_commit_when(self, value: str) -> bool:
        promise = self.promise
        self.practice.note(e.COMMITMENT_MADE, take=self.view.number, who=promise["who"], what=promise["what"], when=value)
        return True

    def page_done(self) -> Page:
        promised = self.transcript.notes(e.COMMITMENT_MADE)
        rows = [plain(self.voice("done-about"))]
        if promised:
            data = promised[-1].data
            rows.insert(
                0, plain(self.voice("promised", who=data.get("who", ""), what=data.get("what", ""), when=data.get("when", "")), "bold")
            )
        options = tuple((name, plain(self.voice(f"done-{name}"))) for name in ("review", "export", "home"))
        return Page(self.voice("done-headline"), Content("\n\n").join(rows), options)

    def answer_done(self, value: str) -> bool:
        if value == "review":
            from simulator.tui.screens.review import ReviewScreen

            self.app.switch_screen(ReviewScreen(self.practice))
        elif value == "export":
            self.action_export()
        else:
            self.app.pop_screen()
        return False

    def action_export(self) -> None:
        """Write the transcript as a page that opens in any browser."""
        from simulator.tui.saving import save_transcript

        self.notify(
            self.voice("saved", path=save_transcript(self.practice, self.sim.language, levels_due(self.sim.store))),
            markup=False,
            timeout=10,
        )

    def copyable(self) -> str:
        return self.query_one("#text", Prose).words
