"""The app: what all screens share (runs, content, choices made for good, the voice), and how the terminal is taken and given back."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen

from simulator.content.catalogue import Catalogue, Loaded
from simulator.core.state import Mode
from simulator.phrases import LANGUAGES, Voice, voice
from simulator.phrases.app import APP
from simulator.phrases.common import COMMON
from simulator.play.practice import Practice
from simulator.play.preferences import read_preferences, write_preference
from simulator.store.interface import Store
from simulator.tui.keys import EVERYWHERE, actions_of, bindings
from simulator.tui.palette import Actions
from simulator.tui.themes import DEFAULT_THEME, TERMINAL_COLOURS, THEMES

SMALLEST = (60, 20)
"""Columns and lines below which the app says so instead of showing half of itself."""


class SimulatorApp(App[int]):
    """One window on one person's practice."""

    CSS_PATH = "base.tcss"
    COMMANDS = {Actions}  # noqa: RUF012 (Textual's own shape)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (78, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, books: Catalogue, store: Store) -> None:
        self.books = books
        self.store = store
        self.preferences = read_preferences(store)
        self.language = self.preferences.language or os.environ.get("SIMULATOR_LANGUAGE", "")[:2] or _system_language()
        self.voice: Voice = voice(self.language, COMMON, APP)
        self._first: Screen[None] | None = None
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self._chosen_theme()
        if not self.preferences.motion:
            self.animation_level = "none"

    # -- where to begin --------------------------------------------------------------------------------------------------------

    def begin(self, loaded: Loaded, *, mode: Mode = "words", language: str = "", seed: int | None = None, person: str = "") -> SimulatorApp:
        """Open at the brief of a scenario."""
        from simulator.tui.screens.brief import BriefScreen

        if language:
            self.speak(language, keep=False)
        self._first = BriefScreen(loaded, mode=mode, seed=seed, person=person)
        return self

    def go_on(self, practice: Practice) -> SimulatorApp:
        """Open where a run stands."""
        self._first = self.screen_for(practice)
        return self

    def screen_for(self, practice: Practice) -> Screen[None]:
        """The screen a run belongs on: its scene, or the debrief where the take has ended."""
        if practice.state.take.ending:
            from simulator.tui.screens.debrief import DebriefScreen

            return DebriefScreen(practice)
        from simulator.tui.screens.practice import PracticeScreen

        return PracticeScreen(practice)

    def on_mount(self) -> None:
        from simulator.tui.screens.home import HomeScreen

        self.title = self.voice("app-title")
        self._give_back_on_signals()
        self.rebind()
        self.push_screen(HomeScreen())
        if self._first is not None:
            self.push_screen(self._first)

    # -- voice -----------------------------------------------------------------------------------------------------------------

    def speak(self, language: str, *, keep: bool = True) -> None:
        """Switch the language of everything the app itself says, at once."""
        self.language = language if language in LANGUAGES else "en"
        self.voice = voice(self.language, COMMON, APP)
        if keep:
            write_preference(self.store, "language", self.language)
            self.preferences = read_preferences(self.store)
        if self.is_running:
            self.title = self.voice("app-title")
            self.rebind()
            for screen in self.screen_stack:
                retell = getattr(screen, "retell", None)
                if retell is not None:
                    retell()

    def rebind(self) -> None:
        """Give the app's own keys their names in the language now spoken."""
        self._bindings.key_to_bindings.clear()
        for binding in bindings(actions_of(EVERYWHERE), self.voice, self.preferences.keys):
            for key in binding.key.split(","):
                self._bindings.bind(key, binding.action, binding.description, show=binding.show, priority=binding.priority)
        self.refresh_bindings()

    def action_switch_language(self) -> None:
        """English to Spanish and back."""
        self.speak(LANGUAGES[1 - LANGUAGES.index(self.language)] if self.language in LANGUAGES else LANGUAGES[0])

    async def action_back(self) -> None:
        """One screen back; Home stays."""
        if len(self.screen_stack) > 2:
            self.pop_screen()

    async def action_quit(self) -> None:
        """Leave at once: nothing is at stake, everything is kept."""
        self.exit(0)

    def action_help(self) -> None:
        """What can be done here."""
        from simulator.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(getattr(self.screen, "NAME", "")))

    def action_copy(self) -> None:
        """Copy what the screen holds: to the terminal's clipboard and to a file, since many terminals refuse the first."""
        copied = getattr(self.screen, "copyable", lambda: "")()
        selected = self.screen.get_selected_text() or copied
        if not selected:
            self.notify(self.voice("nothing-to-copy"), markup=False)
            return
        from simulator.store.paths import home

        path = home() / "last-copy.txt"
        path.write_text(selected, encoding="utf-8")
        self.copy_to_clipboard(selected)
        self.notify(self.voice("copied", path=path), markup=False)

    # -- the terminal ----------------------------------------------------------------------------------------------------------

    def run_here(self) -> int:
        """Run on this terminal; 2 with the reason where there is none. Returns the exit code."""
        reason = unfit(self.voice)
        if reason:
            print_reason(reason)
            return 2
        result = self.run()
        if isinstance(result, int):
            return result
        return self.return_code if self.return_code is not None else 128 + signal.SIGINT

    def _give_back_on_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is None:
                continue
            try:
                loop.add_signal_handler(number, self._leave_by, int(number))
            except (NotImplementedError, RuntimeError, ValueError):
                return  # Windows, or a test that runs the app beside the main thread

    def _leave_by(self, number: int) -> None:
        self.exit(128 + number, return_code=128 + number)

    def _chosen_theme(self) -> str:
        if self.preferences.theme in self.available_themes:
            return self.preferences.theme
        return TERMINAL_COLOURS if os.environ.get("NO_COLOR") else DEFAULT_THEME


def unfit(say: Voice) -> str:
    """Why the app cannot run here, or "". Textual draws on standard error, and hangs where there is no terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        return say("no-terminal")
    if os.environ.get("TERM", "") in ("dumb", "") and os.name != "nt":
        return say("dumb-terminal")
    return ""


def print_reason(reason: str) -> None:
    """Say why, where a person or a script can read it."""
    sys.stderr.write(reason + "\n")


def _system_language() -> str:
    name = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "")[:2].lower()
    return name if name in LANGUAGES else "en"
