"""Choices made for good: language, own words or choices, timers, looks, motion, her name, her keys; and where everything lies."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from simulator.core.text import clean_line
from simulator.play.preferences import CONSENTS
from simulator.store.paths import home
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.themes import TERMINAL_COLOURS, THEMES
from simulator.tui.widgets.field import Line
from simulator.tui.widgets.prose import Prose, plain

LOOKS = (*(theme.name for theme in THEMES), TERMINAL_COLOURS)
"""In the order they come round."""


class SettingsScreen(SimulatorScreen):
    """One line a choice; Enter changes it."""

    NAME = "settings"

    def parts(self) -> ComposeResult:
        with VerticalScroll(classes="column", can_focus=False):
            yield Prose("", id="headline", classes="title")
            yield OptionList(id="choices", markup=False)
            yield Prose("", id="name-label", classes="quiet")
            yield Line(id="name", compact=True, max_length=80)
            yield Prose("", id="where", classes="quiet gap")

    def tell_all(self) -> None:
        say, chosen = self.voice, self.sim.preferences
        self.query_one("#headline", Prose).tell(say("settings-headline"))
        looks = self.app.theme
        values = {
            "language": say(f"language.{self.sim.language}"),
            "choices": say("mode-choices" if chosen.choices else "mode-words"),
            "timers": say("on" if chosen.timers else "off"),
            "theme": say(f"theme-{looks}") if looks in LOOKS else looks,
            "motion": say("on" if chosen.motion else "off"),
            "consent": say(f"consent-short-{chosen.consent or CONSENTS[0]}"),
            "keys": say("own-keys", count=len(chosen.keys)),
        }
        rows = [
            Option(
                Content.assemble(
                    plain(f"{say(f'set-{name}')}: "), plain(value, "bold"), "  ", plain(say(f"set-{name}-about"), "$foreground 65%")
                ),
                id=name,
            )
            for name, value in values.items()
        ]
        self.refill(self.query_one("#choices", OptionList), rows)
        self.query_one("#name-label", Prose).tell(say("set-name"))
        self.query_one("#where", Prose).tell(say("set-where", path=home()))

    def ready(self) -> None:
        name = self.query_one("#name", Line)
        with name.prevent(Input.Changed):
            name.value = self.sim.preferences.name
        self.query_one("#choices").focus()

    @on(OptionList.OptionSelected, "#choices")
    def change(self, event: OptionList.OptionSelected) -> None:
        """The next value of what was picked."""
        name = event.option_id or ""
        if name == "language":
            return self.sim.action_switch_language()
        if name == "keys":
            from simulator.tui.screens.own_keys import OwnKeysScreen

            self.app.push_screen(OwnKeysScreen())
            return None
        if name == "consent":
            self.sim.prefer("consent", CONSENTS[1 - CONSENTS.index(self.sim.preferences.consent or CONSENTS[0])])
        elif name == "theme":
            at = LOOKS.index(self.app.theme) if self.app.theme in LOOKS else -1
            self.app.theme = LOOKS[(at + 1) % len(LOOKS)]
            self.sim.prefer("theme", self.app.theme)
        else:
            self.sim.prefer(name, not getattr(self.sim.preferences, name))
            self.app.animation_level = "full" if self.sim.preferences.motion else "none"
        return self.tell_all()

    @on(Input.Changed, "#name")
    def named(self, event: Input.Changed) -> None:
        """Her name, as it stands on transcripts."""
        name = clean_line(event.value, 80)
        if name != self.sim.preferences.name:
            self.sim.prefer("name", name)
