"""The app: what all screens share (runs, content, choices made for good, the voice), and which screen comes first."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen

from simulator.phrases import LANGUAGES, Voice, voice
from simulator.phrases.app import APP
from simulator.phrases.coaching import COACHING
from simulator.phrases.common import COMMON
from simulator.phrases.feedback import FEEDBACK
from simulator.phrases.meetings import MEETINGS
from simulator.play.preferences import Preferences, read_preferences, write_preference
from simulator.store.paths import home
from simulator.store.troubles import StoreTrouble
from simulator.tui.keys import actions_of, bindings
from simulator.tui.palette import Actions
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.terminal import NO_TERMINAL, WENT_WRONG, leave_on_hangup, leave_on_signals, print_reason, remember, unfit
from simulator.tui.themes import DEFAULT_THEME, TERMINAL_COLOURS, THEMES

if TYPE_CHECKING:
    from simulator.content.catalogue import Catalogue, Loaded
    from simulator.core.critique import RaterRole
    from simulator.core.state import Mode
    from simulator.play.hall import Hall, Serving
    from simulator.play.practice import Practice
    from simulator.store.interface import Store


class SimulatorApp(App[int]):
    """One window on one person's practice."""

    CSS_PATH = "base.tcss"
    COMMANDS = {Actions}  # noqa: RUF012 (Textual's own shape)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (78, "-normal"), (110, "-wide")]  # noqa: RUF012 (Textual's own shape)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012 (Textual's own shape)
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, books: Catalogue, store: Store, serving: Callable[[Hall], Serving] | None = None) -> None:
        """`serving` makes the server of a room; without it no room can be opened here."""
        self.serving = serving
        self.books = books
        self.store = store
        self.preferences: Preferences = read_preferences(store)
        self.language = _language(self.preferences)
        self.voice: Voice = voice(self.language, COMMON, FEEDBACK, COACHING, MEETINGS, APP)
        self._first: Screen[None] | None = None
        self.reading_as: tuple[RaterRole, str] = ("self", "")
        """As whom runs are read and marked: it decides what the reveal opens."""
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self._dress(self._chosen_theme())
        self.animation_level = "full" if self.preferences.motion else "none"

    # -- where to begin --------------------------------------------------------------------------------------------------------

    def begin(
        self, loaded: Loaded, *, mode: Mode | None = None, language: str = "", seed: int | None = None, person: str = "", opening: str = ""
    ) -> SimulatorApp:
        """Open at the brief of a scenario."""
        from simulator.tui.screens.brief import BriefScreen

        if language:
            self.speak(language, keep=False)
        return self._opening_at(BriefScreen(loaded, mode=mode, seed=seed, person=person, opening=opening))

    def go_on(self, practice: Practice) -> SimulatorApp:
        """Open where a run stands."""
        return self._opening_at(self.screen_for(practice))

    def _opening_at(self, first: Screen[None]) -> SimulatorApp:
        """Open at `first`; its styles are read with the app's own, so that they need not all be read again when it is shown."""
        self._first = first
        for path in first.css_path:
            self.stylesheet.read(path)
        return self

    def facilitate(self, hall: Hall, server: Serving) -> SimulatorApp:
        """Open at a room's console."""
        from simulator.tui.screens.room import RoomScreen

        self._first = RoomScreen(hall, server)
        return self

    def choose_room(self) -> SimulatorApp:
        """Open where a room is chosen."""
        from simulator.tui.screens.room_open import RoomOpenScreen

        self._first = RoomOpenScreen()
        return self

    def screen_for(self, practice: Practice) -> Screen[None]:
        """The screen a run belongs on: its scene, or the debrief where the take has ended."""
        if practice.state.take.ending:
            from simulator.tui.screens.debrief import DebriefScreen

            return DebriefScreen(practice)
        from simulator.tui.screens.practice import PracticeScreen

        return PracticeScreen(practice, resumed=True)

    def on_mount(self) -> None:
        self.title = self.voice("app-title")
        leave_on_signals(self._leave)
        if not self.is_headless:
            leave_on_hangup(self._leave)
        self.rebind()
        if self._first is not None:
            self.push_screen(self._first)  # Home is made when she goes there
        else:
            self.push_home()
        if not self.preferences.welcomed:
            from simulator.tui.screens.first import FirstScreen

            self.push_screen(FirstScreen())
        self.call_later(self.call_after_refresh, self.collect_again)

    def collect_again(self) -> None:
        """The first screen stands. Where looking for garbage was put off until now, what stands is not looked through again."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def push_home(self) -> None:
        """Open Home at the bottom of the stack."""
        from simulator.tui.screens.home import HomeScreen

        if len(self.screen_stack) > 1:
            self.switch_screen(HomeScreen())
        else:
            self.push_screen(HomeScreen())

    def go_home(self) -> None:
        """Close everything down to Home."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if getattr(self.screen, "NAME", "") != "home":
            self.push_home()

    # -- voice and choices -----------------------------------------------------------------------------------------------------

    def speak(self, language: str, *, keep: bool = True) -> None:
        """Switch the language of everything the app itself says, at once."""
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self.voice = voice(self.language, COMMON, FEEDBACK, COACHING, MEETINGS, APP)
        if keep:
            self.prefer("language", self.language)
        if self.is_running:
            self.title = self.voice("app-title")
            self.rebind()
            for screen in self.screen_stack:
                if isinstance(screen, SimulatorScreen) and screen.is_mounted:
                    screen.retell()

    def prefer(self, name: str, value: str | bool | dict[str, str]) -> None:
        """Keep a choice for good; where the store cannot, it holds until the app is closed."""
        self.preferences = replace(self.preferences, **{name: value})  # type: ignore[arg-type]  # a name has its own type
        try:
            write_preference(self.store, name, value)
        except StoreTrouble as trouble:
            self.notify(str(trouble), severity="error", markup=False)

    def rebind(self) -> None:
        """Give the keys their names in the language now spoken, a person's own keys first."""
        self._bindings.key_to_bindings.clear()
        for binding in bindings((action for action in actions_of("") if not action.on), self.voice, self.preferences.keys):
            self._bindings.key_to_bindings.setdefault(binding.key, []).append(binding)
        self.refresh_bindings()

    def _dress(self, theme: str) -> None:
        """Put on a look before anything is shown. A dark one with colours of its own differs from Textual's in those alone: it needs no watcher, which
        would have all styles read twice."""
        look = self.available_themes[theme]
        if look.dark and not look.ansi:
            self.set_reactive(App.theme, theme)
            self.stylesheet.set_variables(self.get_css_variables())
        else:
            self.theme = theme

    def _chosen_theme(self) -> str:
        if self.preferences.theme in self.available_themes:
            return self.preferences.theme
        return TERMINAL_COLOURS if os.environ.get("NO_COLOR") else DEFAULT_THEME

    # -- what can be done everywhere -------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action that stands everywhere makes sense on the screen that is open."""
        here = self.screen if self.screen_stack else None
        if not isinstance(here, SimulatorScreen):
            return True
        known = {a.does for a in actions_of("") if not a.on}
        return action not in known or any(a.does == action for a in here.offered())

    def action_switch_language(self) -> None:
        """English to Spanish and back."""
        self.speak(LANGUAGES[1 - LANGUAGES.index(self.language)])

    async def action_back(self) -> None:
        """One screen back; Home is at the bottom."""
        if len(self.screen_stack) > 2:
            self.pop_screen()
        else:
            self.go_home()

    async def action_quit(self) -> None:
        """Leave at once: nothing is at stake, everything is kept."""
        self.exit(0)

    async def action_copy_or_quit(self) -> None:
        """Copy what is selected, as many are used to; where nothing is, leave."""
        if self._selected():
            return self.action_copy()
        return await self.action_quit()

    def action_help(self) -> None:
        """What can be done here."""
        from simulator.tui.screens.help import HelpScreen

        if isinstance(self.screen, SimulatorScreen) and not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen.NAME, self.screen.offered()))

    def action_copy(self) -> None:
        """Copy what is selected or stands here: to the terminal's clipboard and to a file, since many terminals refuse the first."""
        copied = self._selected() or (self.screen.copyable() if isinstance(self.screen, SimulatorScreen) else "")
        if not copied:
            return self.notify(self.voice("nothing-to-copy"), markup=False)
        self.copy_to_clipboard(copied)
        path = home() / "last-copy.txt"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(copied, encoding="utf-8")
        except OSError as error:
            return self.notify(self.voice("copied-no-file", problem=error.strerror or error), markup=False)
        return self.notify(self.voice("copied", path=path), markup=False)

    def _selected(self) -> str:
        from textual.widgets import Input, TextArea  # most screens have no field

        field = self.focused
        marked = field.selected_text if isinstance(field, (Input, TextArea)) else ""
        return marked or self.screen.get_selected_text() or ""

    # -- the terminal ----------------------------------------------------------------------------------------------------------

    def run_here(self) -> int:
        """Run on this terminal; 2 with the reason where there is none. Returns the exit code."""
        reason = unfit(self.voice)
        if reason:
            print_reason(reason)
            return NO_TERMINAL
        result = self.run()
        return result if isinstance(result, int) else self.return_code or WENT_WRONG

    def _leave(self, code: int) -> None:
        self.exit(code, return_code=code)

    def _fatal_error(self) -> None:
        """Something broke. Textual would print every variable, her words among them; here where it broke goes to a file."""
        self.panic(Text(self.voice("went-wrong", path=remember(self._exception) or "–")))


def _language(chosen: Preferences) -> str:
    """What to speak at first: what the environment asks for, what she chose, what the system speaks."""
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    asked = (name[:2].lower() for name in (os.environ.get("SIMULATOR_LANGUAGE", ""), chosen.language, system))
    return next((name for name in asked if name in LANGUAGES), LANGUAGES[0])
