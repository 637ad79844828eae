"""Asked once, before the first run: what may go into a file that she sends (DOMAIN 8.2). A no costs nothing."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.play.preferences import CONSENTS
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.prose import Prose, plain


class ConsentScreen(SimulatorScreen):
    """Private is the first answer, and what holds where none is given."""

    NAME = "consent"

    def parts(self) -> ComposeResult:
        with VerticalScroll(classes="column", can_focus=False):
            yield Prose("", id="headline", classes="title gap")
            yield Prose("", id="about", classes="gap")
            yield OptionList(id="ways", markup=False, classes="gap")

    def tell_all(self) -> None:
        say = self.voice
        self.query_one("#headline", Prose).tell(say("consent-headline"))
        self.query_one("#about", Prose).tell(say("consent-about"))
        self.refill(self.query_one("#ways", OptionList), [Option(plain(say(f"consent-{way}")), id=way) for way in CONSENTS])

    def ready(self) -> None:
        self.query_one("#ways").focus()

    @on(OptionList.OptionSelected, "#ways")
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Remember it; every run says so from now on."""
        self.sim.prefer("consent", event.option_id or CONSENTS[0])
        self.app.pop_screen()
