"""Past runs, newest first."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.content.entries import entries
from simulator.core.diagnostics import ContentError
from simulator.play.practice import Practice
from simulator.play.progress import ended_as, is_open
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.prose import Prose, plain


class RunsScreen(SimulatorScreen):
    """Every run; Enter opens one."""

    NAME = "runs"

    def parts(self) -> ComposeResult:
        with Vertical(classes="column tall"):
            yield Prose("", id="headline", classes="title")
            yield Prose("", id="empty", classes="quiet")
            yield OptionList(id="runs", markup=False)

    def tell_all(self) -> None:
        say = self.voice
        runs = self.sim.store.summaries()
        titles = {entry.id: entry.titles for entry in entries(self.sim.books)}
        self.query_one("#headline", Prose).tell(say("runs-headline"))
        self.query_one("#empty", Prose).tell("" if runs else say("runs-empty"))
        rows = []
        for run in runs:
            title = titles.get(str(run.opened.get("scenario", "")), {}).get(self.sim.language) or str(run.opened.get("title", ""))
            how = say("still-open") if is_open(run) else say(ended_as(run))
            about = f"{run.started[:16].replace('T', ' ')}  ·  {say('takes', count=run.takes)}  ·  {how}"
            rows.append(Option(Content.assemble(plain(title, "bold"), "\n", plain(about, "$foreground 65%")), id=run.id))
        listed = self.query_one("#runs", OptionList)
        self.refill(listed, rows)
        listed.display = bool(rows)

    def ready(self) -> None:
        self.query_one("#runs").focus()

    @on(OptionList.OptionSelected, "#runs")
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Open it."""
        from simulator.tui.screens.review import ReviewScreen

        try:
            practice = Practice.resume(self.sim.store, str(event.option_id))
        except ContentError as error:
            return self.tell_trouble(self.voice("cannot-open", problem=str(error).splitlines()[0]))
        self.app.push_screen(ReviewScreen(practice))
        return None
