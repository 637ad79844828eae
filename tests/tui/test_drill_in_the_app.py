"""The drill of today: one key from Home to its brief, three minutes, and told as what the line did."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

from simulator.content.catalogue import Catalogue
from simulator.content.entries import drills
from simulator.phrases.common import COMMON
from simulator.play.practice import Practice
from simulator.play.progress import drill_of_today
from simulator.store.interface import Store
from simulator.tui.pages import Pages
from simulator.tui.screens.practice import PracticeScreen
from tests.tui.support import opened, screen_text, turns, type_in, until


def test_today_s_drill_is_one_key_from_home_and_ends_after_a_line(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            due = drill_of_today(store, drills(Catalogue(content)), date.today().toordinal())
            assert due is not None
            assert f"three minutes: {COMMON[f'skill.{due.drill}']['en']}" in " ".join(screen_text(app).replace("│", " ").split())
            await pilot.press("d")
            await until(pilot, "BriefScreen")
            assert "Three minutes." in screen_text(app)
            people = Catalogue(content).load(due.id).material.scenario.cast.values()
            assert not [person.name for person in people if person.name in screen_text(app)]
            await pilot.press("enter")
            await until(pilot, "PracticeScreen")
            screen = app.screen
            assert isinstance(screen, PracticeScreen)
            opening = screen.practice.state.take.opening
            assert screen.practice.material.scenario.openings[opening].scene[0].text[:20] in " ".join(screen_text(app).split())
            await type_in(pilot, "let me tell you about our wonderful program")
            await pilot.press("enter")
            await turns(pilot, app, 1)

    asyncio.run(story())


def test_an_opening_asked_for_is_the_one_that_is_read(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            app.begin(Catalogue(content).load("drill-digging"), opening="tranquilo")
            app.push_screen(app._first)
            await until(pilot, "BriefScreen")
            await pilot.press("enter")
            await until(pilot, "PracticeScreen")
            assert "no abre la malla" in " ".join(screen_text(app).split())

    asyncio.run(story())


def test_a_drill_tells_what_a_silent_line_did(store: Store, content: Path) -> None:
    practice = Practice.start(store, Catalogue(content).load("drill-digging"), seed=1, opening="diploma")
    practice.wait()
    pages = Pages(practice, lambda name, **values: name, "en")
    told = pages.page("told")
    assert told is not None
    assert callable(told.text)
    assert "in a drawer" in str(told.text(72))
    assert pages.page("keep") is None
