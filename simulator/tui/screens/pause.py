"""Stepped out: nothing runs, nothing is at stake."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.play.practice import Practice
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.prose import Prose, plain


class PauseScreen(SimulatorScreen):
    """Go back in, or leave it for another day."""

    NAME = "pause"

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice

    def parts(self) -> ComposeResult:
        with Vertical(classes="column"):
            yield Prose("", id="headline", classes="title gap")
            yield Prose("", id="about", classes="gap")
            yield OptionList(id="ways", markup=False, classes="gap")

    def tell_all(self) -> None:
        say = self.voice
        self.query_one("#headline", Prose).tell(say("paused"))
        self.query_one("#about", Prose).tell(say("paused-about"))
        ways = [Option(plain(say(f"pause-{way}")), id=way) for way in ("back-in", "home")]
        self.refill(self.query_one("#ways", OptionList), ways)

    def ready(self) -> None:
        self.query_one("#ways").focus()

    @on(OptionList.OptionSelected, "#ways")
    def picked(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == "back-in":
            return self.action_back_in()
        self.sim.go_home()
        return None

    def action_back_in(self) -> None:
        """Step back in."""
        self.attempt(self.practice.step_back_in)
        self.app.pop_screen()
