"""Giving a mark on each criterion, its four described levels in view; what others gave opens as the reveal allows."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.core.reveal import SELF, Marks, Reader, marks_for, ratings_of, reader_in
from simulator.core.rubric import Criterion
from simulator.play.feedback import Unfit, give_mark
from simulator.play.practice import Practice
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.screens.critique import AsWhomScreen, say_unfit
from simulator.tui.widgets import feedback
from simulator.tui.widgets.prose import Prose, hang, one_line, paragraphs, plain


class MarksScreen(SimulatorScreen):
    """One take's criteria in a list; the keys 1 to 4 give a level, 0 gives none on purpose."""

    NAME = "marks"
    READING = "#beside"
    CSS_PATH = "review.tcss"

    def __init__(self, practice: Practice, take: int) -> None:
        super().__init__()
        self.practice, self.take = practice, take

    def parts(self) -> ComposeResult:
        yield Prose("", id="headline", classes="title")
        with Horizontal(id="both"):
            yield OptionList(id="lines", markup=False)
            with VerticalScroll(id="beside", can_focus=False):
                yield Prose("", id="evidence")

    def tell_all(self) -> None:
        say, reader = self.voice, self.reader
        who = (
            say(f"role-name.{reader.role}")
            if reader.role == SELF
            else say("said-by", role=say(f"role-name.{reader.role}"), name=reader.person)
        )
        self.query_one("#headline", Prose).tell(f"{say('marks-headline', number=self.take)}  ·  {who}")
        rows = []
        for criterion in self.criteria:
            own = self.marks(criterion).own
            level = "·" if own is None else "–" if own.level is None else str(own.level)
            name = criterion.name.get(self.sim.language, criterion.id)
            rows.append(Option(Content.assemble(plain(f"{level} ", "bold $accent"), plain(name)), id=criterion.id))
        self.refill(self.query_one("#lines", OptionList), rows)
        self.show_beside()

    def ready(self) -> None:
        self.query_one("#lines").focus()

    @property
    def reader(self) -> Reader:
        """As whom marks are given and read."""
        role, person = self.sim.reading_as
        return reader_in(self.practice.run, role, person)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The rubric's, in its order."""
        return tuple(self.practice.material.rubric.criteria.values())

    def marks(self, criterion: Criterion) -> Marks:
        """What the reveal opens on one criterion."""
        return marks_for(ratings_of(self.practice.transcript(self.sim.language).remarks), self.reader, self.take, criterion.id)

    def highlighted(self) -> Criterion:
        """The criterion she stands on."""
        return self.criteria[self.query_one("#lines", OptionList).highlighted or 0]

    @on(OptionList.OptionHighlighted, "#lines")
    def show_beside(self) -> None:
        """The question, the anchors, what stands in the lines, and the marks that are open."""
        say, language, criterion = self.voice, self.sim.language, self.highlighted()
        found, reader = self.marks(criterion), self.reader
        view = self.practice.transcript(language).take(self.take)
        pieces = [piece for mark in view.marks for piece in mark.evidence if piece.criterion == criterion.id and piece.certain]

        def shown(width: int) -> Content:
            quotes = [
                hang(
                    plain(f"{'+' if p.points > 0 else '−'} {say('line', number=p.turn)}: “{one_line(p.quote)}”", "$foreground 65%"),
                    width,
                    4,
                    2,
                )
                for p in pieces
            ]
            return paragraphs([
                plain(criterion.name.get(language, criterion.id), "bold"),
                hang(plain(one_line(criterion.question.get(language, ""))), width, 0),
                feedback.anchors(criterion, language, found.own.level if found.own else None, width),
                feedback.marks(found, say, width, reader.role == SELF),
                Content("\n").join(quotes),
            ])  # fmt: skip

        self.query_one("#evidence", Prose).tell(shown)

    def action_give(self, level: int) -> None:
        """Give a level, or with 0 none on purpose; a later one takes its place."""
        reader, criterion = self.reader, self.highlighted()
        try:
            given = self.attempt(lambda: give_mark(self.practice, reader, criterion=criterion.id, level=level or None, take=self.take))
        except Unfit as error:
            say_unfit(self, error)
            return
        if given is not None:
            self.tell_all()

    def action_as_whom(self) -> None:
        """Read and mark as somebody else."""
        self.app.push_screen(AsWhomScreen())

    def copyable(self) -> str:
        return self.query_one("#evidence", Prose).words
