"""Home: go on where she stopped, practise, look back; what comes later has its place."""

from __future__ import annotations

from datetime import date

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.content.entries import Entry, drills, entries, scenes
from simulator.core.diagnostics import ContentError
from simulator.core.meetings import A_WEEK, held_in_week, next_to_call
from simulator.core.records import dataclass
from simulator.play.assignments import assigned_here, assignment_line
from simulator.play.drafts import DEBRIEF_SLOT
from simulator.play.meetings import log
from simulator.play.progress import drill_of_today, unfinished
from simulator.store.interface import Summary
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.prose import Prose, hang, plain

ORDER = ("continue", "meetings", "practise", "drill", "review", "library", "progress", "room", "people", "settings", "help", "quit")
LABEL = 12
"""Cells of the first column."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What Home offers to go on with: a run that is open, or one whose debrief was left before its end."""

    run: Summary
    debrief: bool


class HomeScreen(SimulatorScreen):
    """The first thing seen, and where Esc leads back to."""

    NAME = "home"
    waiting: Waiting | None = None
    due: Entry | None = None
    """The three-minute drill of today."""

    def parts(self) -> ComposeResult:
        with VerticalScroll(classes="column", can_focus=False):
            yield Prose("", id="headline", classes="title gap")
            yield Prose("", id="promise", classes="quiet")
            yield OptionList(id="menu", markup=False)
            yield Prose("", id="kept", classes="quiet")

    def tell_all(self) -> None:
        say = self.voice
        self.waiting = self.what_waits()
        self.due = drill_of_today(self.sim.store, drills(self.sim.books), date.today().toordinal())
        self.query_one("#headline", Prose).tell(say("home-headline"))
        self.query_one("#promise", Prose).tell(say("home-promise"))
        given = assigned_here(self.sim.store)
        told = [say("home-assigned", what=assignment_line(given[0], say))] if given else []
        self.query_one("#kept", Prose).tell("\n".join([*told, say("home-kept")]))
        rows = [(name, self.about(name)) for name in ORDER if self.offers(name)]
        width = min(72, self.app.size.width - 8)
        menu = [Option(_row(say(f"home-{name}"), about, width), id=name) for name, about in rows]
        self.refill(self.query_one("#menu", OptionList), menu)

    def ready(self) -> None:
        self.query_one("#menu").focus()

    def on_resize(self, event: events.Resize) -> None:
        if self.query("#too-small"):
            self.tell_all()

    def offers(self, action: str) -> bool:
        return {"continue": self.waiting is not None, "drill": self.due is not None}.get(action, True)

    def about(self, name: str) -> str:
        """What stands beside an entry."""
        say = self.voice
        if name == "continue" and self.waiting is not None:
            phrase = "home-continue-debrief" if self.waiting.debrief else "home-continue-under"
            return say(phrase, title=self.title_of(self.waiting.run), date=self.waiting.run.changed[:10])
        if name == "practise":
            shown = scenes(self.sim.books)
            return say("home-practise-under", count=len(shown), minutes=shown[0].minutes) if shown else say("home-practise-empty")
        if name == "drill" and self.due is not None:
            return say("home-drill-under", skill=say(f"skill.{self.due.drill}"))
        if name == "review":
            count = len(self.sim.store.summaries())
            return say("home-review-under", count=count) if count else say("home-review-empty")
        if name == "meetings":
            found = log(self.sim.store)
            who = next_to_call(found)
            held = held_in_week(found, date.today())
            if who is None:
                return say("home-meetings-nobody", held=held, wanted=A_WEEK)
            return say("home-meetings-under", held=held, wanted=A_WEEK, name=who.name)
        return say(f"home-{name}-under")

    def title_of(self, run: Summary) -> str:
        """A run's title in the language now spoken."""
        titles = {entry.id: entry.titles for entry in entries(self.sim.books)}
        own = str(run.opened.get("title", ""))
        return titles.get(str(run.opened.get("scenario", "")), {}).get(self.sim.language, own)

    def what_waits(self) -> Waiting | None:
        """The newest run that is open or whose debrief was left in the middle; None where nothing waits."""
        runs = self.sim.store.summaries()
        left = {draft.stream for draft in self.sim.store.drafts() if draft.slot.startswith(DEBRIEF_SLOT)}
        found = [Waiting(run, False) for run in (unfinished(runs),) if run]
        found += [Waiting(run, True) for run in runs if run.id in left and all(run != waiting.run for waiting in found)][:1]
        return max(found, key=lambda waiting: waiting.run.changed, default=None)

    @on(OptionList.OptionSelected, "#menu")
    async def picked(self, event: OptionList.OptionSelected) -> None:
        """Go there."""
        name = event.option_id or ""
        if name in ("help", "quit"):
            await self.app.run_action(name, self.app)
        else:
            await self.run_action({"practise": "library"}.get(name, name))

    def action_continue(self) -> None:
        """Back to what waits."""
        if self.waiting is None:
            return self.notify(self.voice("nothing-to-continue"), markup=False)
        from simulator.play.practice import Practice

        try:
            practice = Practice.resume(self.sim.store, self.waiting.run.id)
        except ContentError as error:
            return self.tell_trouble(self.voice("cannot-open", problem=str(error).splitlines()[0]))
        if practice.state.paused:
            self.attempt(practice.step_back_in)
        self.app.push_screen(self.sim.screen_for(practice))
        return None

    def action_drill(self) -> None:
        """Three minutes of one skill."""
        from simulator.tui.screens.brief import BriefScreen

        if self.due is None:
            return self.notify(self.voice("library-empty"), markup=False)
        try:
            loaded = self.sim.books.load(self.due.id)
        except ContentError as error:
            return self.tell_trouble(self.voice("cannot-open", problem=str(error).splitlines()[0]))
        self.app.push_screen(BriefScreen(loaded))
        return None

    def action_library(self) -> None:
        """Choose what to practise."""
        from simulator.tui.screens.library import LibraryScreen

        self.app.push_screen(LibraryScreen())

    def action_review(self) -> None:
        """Past runs."""
        from simulator.tui.screens.runs import RunsScreen

        self.app.push_screen(RunsScreen())

    def action_room(self) -> None:
        """Facilitate a room."""
        from simulator.tui.screens.room_open import RoomOpenScreen

        self.app.push_screen(RoomOpenScreen())

    def action_meetings(self) -> None:
        """Real meetings, before practice."""
        from simulator.tui.screens.meetings import MeetingsScreen

        self.app.push_screen(MeetingsScreen())

    def action_people(self) -> None:
        """Whom she coaches."""
        from simulator.tui.screens.people import PeopleScreen

        self.app.push_screen(PeopleScreen())

    def action_progress(self) -> None:
        """What practice has shown."""
        from simulator.tui.screens.progress import ProgressScreen

        self.app.push_screen(ProgressScreen())

    def action_settings(self) -> None:
        """Language, choices, timers, looks."""
        from simulator.tui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())


def _row(label: str, about: str, width: int) -> Content:
    """An entry's name in a column of its own, what it is beside it."""
    name = plain(label.ljust(LABEL), "bold")
    return hang(Content.assemble(name, plain(about, "$foreground 65%")), width, LABEL)
