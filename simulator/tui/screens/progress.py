"""What practice has shown, criterion by criterion, and when each is due again."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from simulator.core.practice import Gap, Observed, gaps, observed
from simulator.core.reveal import Reader
from simulator.phrases.common import COMMON
from simulator.play.assignments import assigned_here, assignment_line
from simulator.play.coaching import own_runs, practised
from simulator.play.plan import plan
from simulator.play.told import criterion_name
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.prose import Prose, hang, paragraphs, plain

BARS = {1: "▂", 2: "▄", 3: "▆", 4: "█"}


class ProgressScreen(SimulatorScreen):
    """Observed levels only; where hers and a trainer's mark differ, she alone is told."""

    NAME = "progress"
    READING = "#shown"

    def parts(self) -> ComposeResult:
        yield Prose("", id="headline", classes="title")
        with VerticalScroll(id="shown", classes="column tall"):
            yield Prose("", id="told")

    def tell_all(self) -> None:
        say, store = self.voice, self.sim.store
        runs = practised(store, own_runs(store))
        seen = tuple(one for events in runs for one in observed(events, Reader()))
        given = assigned_here(store)
        self.query_one("#headline", Prose).tell(say("progress-title"))

        def told(width: int) -> Content:
            parts = [self.chart(seen, width), self.between(gaps(runs), width)]
            if given:
                lines = [plain(say("assigned-title"), "bold"), *(hang(plain(f"· {assignment_line(one, say)}"), width, 2) for one in given)]
                parts.insert(0, Content("\n").join(lines))
            return paragraphs(parts)

        self.query_one("#told", Prose).tell(told)

    def ready(self) -> None:
        self.query_one("#shown").focus()

    def chart(self, seen: tuple[Observed, ...], width: int) -> Content:
        """A row a criterion: its name, a bar a take, when again."""
        say, books, language = self.voice, self.sim.books, self.sim.language
        due = plan(seen)
        if not due:
            return hang(plain(say("progress-none")), width, 0)
        today, name_width = date.today().isoformat(), max(16, min(34, width - 34))
        rows, form = [hang(plain(say("progress-how"), "$foreground 65%"), width, 0), Content("")], ""
        for one in sorted(due, key=lambda one: one.form):
            if one.form != form:
                form = one.form
                rows.append(plain(say(f"form.{form}") if f"form.{form}" in COMMON else form, "bold"))
            name = criterion_name(books, one.form, one.criterion, language)[:name_width].ljust(name_width)
            bars = "".join(BARS[level] for level in one.levels[-12:])
            again = say("progress-due-now") if one.day <= today else say("progress-due", day=one.day)
            figures = ", ".join(map(str, one.levels[-4:]))
            rows.append(
                Content.assemble(plain(f"  {name} "), plain(bars, "$accent"), plain(f" {figures}  "), plain(again, "$foreground 65%"))
            )
        return Content("\n").join(rows)

    def between(self, found: tuple[Gap, ...], width: int) -> Content:
        """Where her own mark and a trainer's differ."""
        differ = [gap for gap in found if gap.mine != gap.trainers]
        if not differ:
            return Content("")
        told = "; ".join(self.voice("progress-gap-one", name=gap.criterion, mine=gap.mine, theirs=gap.trainers) for gap in differ[-5:])
        return hang(plain(self.voice("progress-gap", what=told), "$foreground 65%"), width, 0)

    def copyable(self) -> str:
        return self.query_one("#told", Prose).words
