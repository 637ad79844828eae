"""The app as she meets it: from Home through a scene to the debrief, again, and back another day."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from simulator.content.catalogue import Catalogue
from simulator.core import events as e
from simulator.play.practice import Practice
from simulator.store.interface import Store
from simulator.tui.screens.practice import PracticeScreen
from tests.porch import porch
from tests.tui.support import SIZES, opened, same_as_snapshot, screen_text, turns, type_in, until

OWN = "Lupe sent me. What did the other two want?"
PROMISE = "What did it cost you? I'd like to hear it Thursday at six, and I'll bring Lupe."


def run(story: object) -> None:
    asyncio.run(story)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_screens_of_a_first_practice_look_as_they_did(store: Store, content: Path, size: tuple[int, int], language: str) -> None:
    async def story() -> None:
        async with opened(store, content, size, language) as (app, pilot):
            app.begin(Catalogue(content).load("porch-light"), seed=3)
            name = f"{language}-{size[0]}x{size[1]}"
            app.push_screen(app._first)
            await until(pilot, "BriefScreen")
            same_as_snapshot(app, f"brief-{name}")
            await pilot.press("enter")
            await until(pilot, "PracticeScreen")
            await pilot.press("f6")
            await pilot.pause(0.2)
            same_as_snapshot(app, f"practice-{name}")
            screen = app.screen
            assert isinstance(screen, PracticeScreen)
            screen.words.focus()
            await pilot.pause(0.1)
            await type_in(pilot, OWN)
            await pilot.press("enter")
            await turns(pilot, app, 1)
            await type_in(pilot, PROMISE)
            await pilot.press("enter")
            await until(pilot, "DebriefScreen")
            same_as_snapshot(app, f"debrief-{name}")

    run(story())


def test_a_first_start_asks_for_the_language_once_and_says_who_sees_this(
    store: Store, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simulator.tui.app import SimulatorApp

    monkeypatch.delenv("SIMULATOR_LANGUAGE")

    async def story() -> None:
        app = SimulatorApp(Catalogue(content), store)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, "FirstScreen")
            assert "Sólo usted ve" in screen_text(app)
            await pilot.press("down", "enter")
            await until(pilot, "ConsentScreen")
            assert "Si dice que no, de todos modos puede practicar todo." in " ".join(screen_text(app).split())
            await pilot.press("enter")
            await until(pilot, "HomeScreen")
            assert "¿Qué quiere practicar?" in screen_text(app)
        assert app.preferences.consent == "private"
        again = SimulatorApp(Catalogue(content), store)
        async with again.run_test(size=(80, 24)) as pilot:
            await until(pilot, "HomeScreen")
            assert "¿Qué quiere practicar?" in screen_text(again)

    run(story())


def test_every_keystroke_is_kept_and_home_leads_back_to_the_line(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            practice = Practice.start(store, porch(), seed=3, language="en")
            app.push_screen(PracticeScreen(practice))
            await until(pilot, "PracticeScreen")
            await type_in(pilot, "No clipb")
            await pilot.pause(0.2)
            assert store.draft(practice.run, practice.slot) == "No clipb"
        async with opened(store, content) as (app, pilot):
            await pilot.press("c")
            await until(pilot, "PracticeScreen")
            assert "No clipb" in screen_text(app)

    run(story())


def test_the_debrief_notes_what_she_says_and_opens_a_new_take_beside_the_first(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            practice = Practice.start(store, porch(), mode="choices", seed=3, language="en")
            practice.choose("pitch")
            app.push_screen(app.screen_for(practice))
            await until(pilot, "DebriefScreen")
            for _ in range(25):
                opened_page = getattr(app.screen, "open", "")
                if opened_page == "again":
                    break
                if opened_page == "word":
                    await type_in(pilot, "tired")
                await pilot.press("enter")
                await pilot.pause(0.05)
            await pilot.press("enter")
            await until(pilot, "PracticeScreen")
            assert practice.state.current == 2
            await type_in(pilot, "1")
            await pilot.press("enter")
            await turns(pilot, app, 1)
        noted = [event.type for event in store.events(practice.run)]
        assert e.FEELING_NAMED in noted
        assert e.ANSWER_PREDICTED in noted
        assert noted.count(e.TAKE_OPENED) == 2

    run(story())


def test_silence_takes_two_enters_and_pause_loses_nothing(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            practice = Practice.start(store, porch(), seed=3, language="en")
            app.push_screen(PracticeScreen(practice))
            await until(pilot, "PracticeScreen")
            await pilot.press("enter")
            await pilot.pause(0.1)
            assert practice.state.take.turns == 0
            await pilot.press("enter")
            await turns(pilot, app, 1)
            await pilot.press("f7")
            await until(pilot, "PauseScreen")
            assert practice.state.paused
            await pilot.press("enter")
            await until(pilot, "PracticeScreen")
            assert not practice.state.paused

    run(story())


def test_review_moves_from_line_to_line_and_shows_two_takes_side_by_side(store: Store, content: Path) -> None:
    async def story() -> None:
        practice = Practice.start(store, porch(), mode="choices", seed=3, language="en")
        practice.choose("pitch")
        practice.go_again(1, 1)
        practice.choose("credential")
        practice.choose("promise")
        async with opened(store, content, (120, 40)) as (app, pilot):
            await pilot.press("r")
            await until(pilot, "RunsScreen")
            await pilot.press("enter")
            await until(pilot, "ReviewScreen")
            await pilot.press("down")
            await pilot.pause(0.1)
            assert "Mrs. Alder: You're the third clipboard this month." in screen_text(app)
            await pilot.press("b")
            await pilot.pause(0.1)
            assert "amazing program" in screen_text(app)
            assert "No clipboard" in screen_text(app)

    run(story())


def test_the_language_is_switched_on_the_spot_on_every_screen(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            for key, name in (("p", "LibraryScreen"), ("s", "SettingsScreen"), ("r", "RunsScreen"), ("f1", "HelpScreen")):
                await pilot.press(key)
                await until(pilot, name)
                await pilot.pause(0.3)  # a long list shows its bar a moment later
                before = screen_text(app)
                await pilot.press("f9")
                await pilot.pause(0.1)
                assert screen_text(app) != before
                await pilot.press("f9")
                await pilot.pause(0.3)
                assert screen_text(app) == before
                await pilot.press("escape")
                await until(pilot, "HomeScreen")

    run(story())


def test_a_window_too_small_says_so(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content, (50, 15)) as (app, pilot):
            await pilot.pause(0.1)
            assert "too small" in screen_text(app)

    run(story())


HOSTILE = [
    "[/x]",
    "[@click=app.quit]go[/]",
    "[red]x",
    "\\[",
    "[/",
    "\x1b[2J\x1b]52;c;aGk=\x07",
    "\x9b31m",
    "\u202egnp",
    "a\u0301" * 40,
    "[type=x, v={'a[0]'}]",
    "👩‍👧",
    "﷽" * 5,
]


def test_text_that_would_act_or_crash_is_shown_as_it_is_on_every_screen(store: Store, content: Path) -> None:
    async def story() -> None:
        practice = Practice.start(store, porch(), seed=3, language="en", person="[/x] \x1b[2J")
        for text in HOSTILE[:2]:
            practice.say(text)
        practice.note(e.AVOIDANCE_NAMED, take=1, text="[/x]")
        practice.say("[/x] lupe sent me, what did the other two want [@click=app.quit]go[/]")
        async with opened(store, content) as (app, pilot):
            app.push_screen(PracticeScreen(practice))
            await until(pilot, "PracticeScreen")
            screen = app.screen
            assert isinstance(screen, PracticeScreen)
            for number, text in enumerate(HOSTILE):
                practice_turns = practice.state.take.turns
                if practice.state.take.ending:
                    break
                screen.words.text = text + " lupe sent me"
                await pilot.press("enter")
                await turns(pilot, app, practice_turns + 1)
                assert "\x1b" not in screen_text(app), number
            await until(pilot, "DebriefScreen")
            for _ in range(25):
                await pilot.press("f2")
                await pilot.pause(0.03)
                assert "\x1b" not in screen_text(app)
            from simulator.tui.screens.review import ReviewScreen

            app.push_screen(ReviewScreen(practice))
            await until(pilot, "ReviewScreen")
            for _ in range(practice.state.take.turns):
                await pilot.press("down")
                await pilot.pause(0.02)
            assert app.is_running

    run(story())


def test_a_scene_longer_than_the_window_is_read_from_its_beginning_and_typing_brings_its_end(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content, (60, 20)) as (app, pilot):
            loaded = Catalogue(content).load("spin-cycle")
            app.push_screen(PracticeScreen(Practice.start(store, loaded, seed=3, language="en")))
            await until(pilot, "PracticeScreen")
            shown = screen_text(app)
            assert "Sábado. Adentro hace calor" in shown
            assert "There is more below" in shown
            await pilot.press("pagedown")
            await pilot.pause(0.1)
            assert "There is more below" not in screen_text(app)
            await pilot.press("pageup")
            await pilot.pause(0.1)
            await type_in(pilot, "hola")
            await pilot.pause(0.1)
            assert "¿Nos" in screen_text(app)

    run(story())
