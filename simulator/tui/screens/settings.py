"""Choices made for good: language, own words or choices, timers, looks, motion, her name, her keys; and where everything lies."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from simulator.core.text import clean_line
from simulator.play.preferences import read_preferences, write_preference
from simulator.store.paths import home
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.themes import TERMINAL_COLOURS, THEMES
from simulator.tui.widgets.prose import Prose, plain


class SettingsScreen(SimulatorScreen):
    """One line a choice; Enter changes it."""

    NAME = "settings"

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="column"):
            yield Prose("", id="headline", classes="title")
            yield OptionList(id="choices", markup=False, classes="gap")
            yield Prose("", id="name-label", classes="quiet gap")
            yield Input(id="name", compact=True, max_length=80)
            yield Prose("", id="where", classes="quiet gap")

    def ready(self) -> None:
        self.query_one("#name", Input).value = self.sim.preferences.name
        self.retell()
        self.query_one("#choices").focus()

    def retell(self) -> None:
        super().retell()
        say, chosen = self.voice, self.sim.preferences
        self.query_one("#headline", Prose).tell(say("settings-headline"))
        values = {
            "language": say(f"language.{self.sim.language}"),
            "choices": say("mode-choices" if chosen.choices else "mode-words"),
            "timers": say("on" if chosen.timers else "off"),
            "theme": say(f"theme-{self.sim.theme}") if self.sim.theme in self.themes() else self.sim.theme,
            "motion": say("on" if chosen.motion else "off"),
            "keys": say("own-keys", count=len(chosen.keys)),
        }
        listed = self.query_one("#choices", OptionList)
        at = listed.highlighted or 0
        listed.clear_options()
        for name, value in values.items():
            content = Content.assemble(
                plain(f"{say(f'set-{name}')}: "), plain(value, "bold"), "  ", plain(say(f"set-{name}-about"), "$text-muted")
            )
            listed.add_option(Option(content, id=name))
        listed.highlighted = at
        self.query_one("#name-label", Prose).tell(say("set-name"))
        self.query_one("#where", Prose).tell(say("set-where", path=home()))

    def themes(self) -> list[str]:
        """The looks there are, in the order they come round."""
        return [theme.name for theme in THEMES] + [TERMINAL_COLOURS]

    @on(OptionList.OptionSelected, "#choices")
    def change(self, event: OptionList.OptionSelected) -> None:
        """The next value of what was picked."""
        name, chosen, store = event.option_id, self.sim.preferences, self.sim.store
        if name == "language":
            return self.sim.action_switch_language()
        if name == "keys":
            from simulator.tui.screens.own_keys import OwnKeysScreen

            self.app.push_screen(OwnKeysScreen())
            return None
        if name == "theme":
            themes = self.themes()
            self.app.theme = themes[(themes.index(self.app.theme) + 1) % len(themes)] if self.app.theme in themes else themes[0]
            write_preference(store, "theme", self.app.theme)
        elif name in ("choices", "timers", "motion"):
            write_preference(store, name, not getattr(chosen, name))
        self.sim.preferences = read_preferences(store)
        self.app.animation_level = "full" if self.sim.preferences.motion else "none"
        return self.retell()

    def on_screen_resume(self) -> None:
        if self.query("#where") and self.query("#too-small"):
            self.retell()

    @on(Input.Changed, "#name")
    def named(self, event: Input.Changed) -> None:
        """Her name, as it stands on transcripts."""
        if event.value != self.sim.preferences.name:
            write_preference(self.sim.store, "name", clean_line(event.value, 80))
            self.sim.preferences = read_preferences(self.sim.store)
