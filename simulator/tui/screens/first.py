"""The very first thing seen, once: in which language, and that nobody else sees this (DESIGN 12, minute 1)."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.phrases import LANGUAGES, voice
from simulator.phrases.app import APP
from simulator.phrases.common import COMMON
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.prose import Prose, paragraphs, plain


class FirstScreen(SimulatorScreen):
    """Both languages stand here, since neither is chosen yet."""

    NAME = "first"

    def parts(self) -> ComposeResult:
        with VerticalScroll(classes="column", can_focus=False):
            yield Prose("", id="headline", classes="title gap")
            yield Prose("", id="about", classes="gap")
            yield OptionList(id="languages", markup=False, classes="gap")

    def tell_all(self) -> None:
        voices = [voice(language, COMMON, APP) for language in LANGUAGES]
        self.query_one("#headline", Prose).tell("  ·  ".join(say("app-title") for say in voices))
        self.query_one("#about", Prose).tell(paragraphs([plain(say("first-about")) for say in voices]))
        languages = [Option(plain(say("first-choose"), "bold"), id=language) for language, say in zip(LANGUAGES, voices, strict=True)]
        self.refill(self.query_one("#languages", OptionList), languages)

    def ready(self) -> None:
        listed = self.query_one("#languages", OptionList)
        listed.highlighted = LANGUAGES.index(self.sim.language)
        listed.focus()

    @on(OptionList.OptionSelected, "#languages")
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Speak it from now on."""
        self.sim.prefer("welcomed", True)
        from simulator.tui.screens.consent import ConsentScreen

        self.sim.speak(event.option_id or self.sim.language)
        self.app.switch_screen(ConsentScreen())
