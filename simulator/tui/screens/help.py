"""What can be done on the screen she came from, read from the registry."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from simulator.tui.keys import Action, keys_of
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.foot_bar import key_name
from simulator.tui.widgets.prose import Prose, hang, plain

KEYS = 18
"""Cells of the column of keys."""


class HelpScreen(SimulatorScreen):
    """Keys and what they do, for one screen."""

    NAME = "help"
    READING = "#all"

    def __init__(self, about: str, actions: tuple[Action, ...]) -> None:
        super().__init__()
        self.about = about
        self.actions = actions

    def parts(self) -> ComposeResult:
        with VerticalScroll(classes="column", id="all"):
            yield Prose("", id="headline", classes="title")
            yield Prose("", id="text", classes="gap")
            yield Prose("", id="keys", classes="gap")
            yield Prose("", id="more", classes="quiet gap")

    def tell_all(self) -> None:
        say = self.voice
        self.query_one("#headline", Prose).tell(say("help-headline"))
        self.query_one("#text", Prose).tell(say(f"help-{self.about}"))
        self.query_one("#keys", Prose).tell(self.table)
        self.query_one("#more", Prose).tell(say("help-more"))

    def ready(self) -> None:
        self.query_one("#all").focus()

    def table(self, width: int) -> Content:
        """A row an action: its keys, what it does."""
        own, rows = self.sim.preferences.keys, []
        for action in self.actions:
            shown = ", ".join(key_name(key) for key in keys_of(action, own))
            row = Content.assemble(plain(shown.ljust(KEYS), "bold"), plain(self.voice(f"key.{action.id}.help")))
            rows.append(hang(row, width, KEYS))
        return Content("\n").join(rows)

    def copyable(self) -> str:
        return self.query_one("#keys", Prose).words
