"""The first screen comes in its own look, whole, and what can wait until it stands does."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from simulator.content.catalogue import Catalogue
from simulator.play.practice import Practice
from simulator.store.interface import Store
from simulator.tui.app import SimulatorApp
from simulator.tui.screens.practice import PracticeScreen
from simulator.tui.themes import TERMINAL_COLOURS, THEMES
from tests.tui.support import screen_text


def open_and(app: SimulatorApp, look: Callable[[], object] = lambda: None) -> None:
    """Open the app, `look` at it once its first screen stands, and leave."""

    async def story() -> None:
        async with app.run_test() as pilot:
            await pilot.pause()
            await pilot.pause()
            look()

    asyncio.run(story())


def made(store: Store, content: Path, theme: str = "") -> SimulatorApp:
    store.set_setting("preference.welcomed", "yes")
    if theme:
        store.set_setting("preference.theme", theme)
    return SimulatorApp(Catalogue(content), store)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_first_screen_wears_the_look_that_was_chosen(store: Store, content: Path, theme: Theme) -> None:
    app = made(store, content, theme.name)

    def look() -> None:
        assert app.current_theme is theme
        assert app.screen.styles.background == Color.parse(theme.background or "")
        assert app.screen.query_one("#headline").styles.color == Color.parse(theme.to_color_system().generate()["primary"])

    open_and(app, look)


def test_the_terminal_s_own_colours_are_left_to_it(store: Store, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = made(store, content)

    def look() -> None:
        assert app.theme == TERMINAL_COLOURS
        assert app.native_ansi_color

    open_and(app, look)


def test_another_look_is_put_on_while_the_app_runs(store: Store, content: Path) -> None:
    app = made(store, content)

    async def story() -> None:
        async with app.run_test() as pilot:
            for theme in (*THEMES[1:], THEMES[0]):
                app.theme = theme.name
                await pilot.pause()
                assert app.screen.styles.background == Color.parse(theme.background or "")

    asyncio.run(story())


def test_hearing_is_loaded_when_the_scene_stands_on_the_screen(store: Store, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    practice = Practice.start(store, Catalogue(content).load("porch-light"), seed=1, language="en")
    shown: list[str] = []
    monkeypatch.setattr(PracticeScreen, "begin_to_hear", lambda screen: shown.append(screen_text(screen.sim)))
    open_and(made(store, content).go_on(practice))
    assert len(shown) == 1
    assert practice.moment.scene[-1].text.split()[0] in shown[0]


def test_garbage_is_looked_for_again_once_the_first_screen_stands(store: Store, content: Path) -> None:
    gc.disable()
    try:
        open_and(made(store, content))
        assert gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()
