"""What can be done on the screen she came from, read from the registry."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from simulator.tui.keys import actions_of
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.foot_bar import key_name
from simulator.tui.widgets.prose import Prose, plain


class HelpScreen(SimulatorScreen):
    """Keys and what they do, for one screen."""

    NAME = "help"

    def __init__(self, about: str) -> None:
        super().__init__()
        self.about = about

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="column"):
            yield Prose("", id="headline", classes="title")
            yield Prose("", id="text", classes="gap")
            yield Prose("", id="keys", classes="gap")
            yield Prose("", id="more", classes="quiet gap")

    def ready(self) -> None:
        self.retell()

    def retell(self) -> None:
        super().retell()
        say = self.voice
        self.query_one("#headline", Prose).tell(say("help-headline"))
        self.query_one("#text", Prose).tell(say(f"help-{self.about or 'home'}"))
        rows = []
        for action in actions_of(self.about):
            keys = (self.sim.preferences.keys.get(action.id) or ",".join(action.keys)).split(",")
            shown = ", ".join(key_name(key) for key in keys)
            rows.append(Content.assemble(plain(shown.ljust(16), "bold"), plain(say(f"key.{action.id}.help"))))
        self.query_one("#keys", Prose).tell(Content("\n").join(rows))
        self.query_one("#more", Prose).tell(say("help-more"))
