"""Home: go on where she stopped, practise, look back; the rest has its place."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.content.entries import entries
from simulator.play.practice import Practice
from simulator.play.progress import unfinished
from simulator.store.interface import Summary
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.prose import Prose, plain


class HomeScreen(SimulatorScreen):
    """The first thing seen, and where Esc leads back to."""

    NAME = "home"
    ORDER: ClassVar[tuple[str, ...]] = ("continue", "practise", "review", "library", "settings", "help", "quit")

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="column"):
            yield Prose("", id="headline", classes="title gap")
            yield Prose("", id="promise", classes="quiet")
            yield OptionList(id="menu", markup=False, classes="gap")
            yield Prose("", id="kept", classes="quiet gap")

    def ready(self) -> None:
        self.retell()
        self.query_one("#menu").focus()

    def on_screen_resume(self) -> None:
        if self.is_mounted and self.query("#menu"):
            self.retell()

    def retell(self) -> None:
        if self.query("#too-small"):
            super().retell()
        say = self.voice
        self.query_one("#headline", Prose).tell(say("home-headline"))
        self.query_one("#promise", Prose).tell(say("home-promise"))
        self.query_one("#kept", Prose).tell(say("home-kept"))
        menu = self.query_one("#menu", OptionList)
        at = menu.highlighted or 0
        menu.clear_options()
        for name in self.ORDER:
            content = self.entry(name)
            if content is not None:
                menu.add_option(Option(content, id=name))
        menu.highlighted = min(at, menu.option_count - 1)

    def entry(self, name: str) -> Content | None:
        """One line of the menu and what is under it; None where it makes no sense yet."""
        say = self.voice
        if name == "continue":
            run = unfinished(self.sim.store.summaries())
            if run is None:
                return None
            under = say("home-continue-under", title=self.title_of(run), date=run.changed[:10])
        elif name == "practise":
            under = say("home-practise-under", count=len(entries(self.sim.books)))
        elif name == "review":
            count = len(self.sim.store.summaries())
            under = say("home-review-under", count=count) if count else say("home-review-empty")
        else:
            under = say(f"home-{name}-under")
        return Content.assemble(plain(say(f"home-{name}"), "bold"), "  ", plain(under, "$text-muted"))

    def title_of(self, run: Summary) -> str:
        """A run's title in the language now spoken."""
        titles = {entry.id: entry.titles for entry in entries(self.sim.books)}
        own = str(run.opened.get("title", ""))
        return titles.get(str(run.opened.get("scenario", "")), {}).get(self.sim.language, own)

    @on(OptionList.OptionSelected, "#menu")
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Go there."""
        name = event.option_id or ""
        if name == "continue":
            self.action_continue()
        elif name in ("practise", "library"):
            self.action_library()
        elif name == "review":
            self.action_review()
        elif name == "settings":
            self.action_settings()
        elif name == "help":
            self.sim.action_help()
        elif name == "quit":
            self.app.exit(0)

    def action_continue(self) -> None:
        """Back into the newest run that is not over."""
        run = unfinished(self.sim.store.summaries())
        if run is None:
            return self.notify(self.voice("nothing-to-continue"), markup=False)
        from simulator.tui.screens.practice import PracticeScreen

        practice = Practice.resume(self.sim.store, run.id)
        if practice.state.paused:
            practice.step_back_in()
        self.app.push_screen(PracticeScreen(practice, resumed=True))
        return None

    def action_library(self) -> None:
        """Choose what to practise."""
        from simulator.tui.screens.library import LibraryScreen

        self.app.push_screen(LibraryScreen())

    def action_review(self) -> None:
        """Past runs."""
        from simulator.tui.screens.review import RunsScreen

        self.app.push_screen(RunsScreen())

    def action_settings(self) -> None:
        """Language, choices, timers, looks."""
        from simulator.tui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())
