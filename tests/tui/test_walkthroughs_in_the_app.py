"""Shipped walkthroughs played through the app, key by key, come to the same beats and the same end."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from simulator.content.catalogue import Catalogue, Loaded, shipped
from simulator.content.source import read_file
from simulator.content.walkthroughs import Walkthrough, compile_walkthrough
from simulator.play.practice import Practice
from simulator.store.interface import Store
from simulator.tui.app import SimulatorApp
from simulator.tui.screens.practice import PracticeScreen
from tests.tui.support import opened, screen_text, turns, until

PLAYED = (
    ("spin-cycle", "thursday-from-the-daughter", "es"),
    ("spin-cycle", "told-around", "en"),
    ("marisela-kitchen", "her-own-hands", "en"),
    ("pieces-of-complicated", "a-page-and-a-day", "es"),
)
TYPED = (("spin-cycle", "said-aloud-to-thursday", "es"), ("pieces-of-complicated", "yes-or-no", "en"))


def walkthrough(loaded: Loaded, scenario: str, name: str) -> Walkthrough:
    source = read_file(shipped("scenarios") / scenario / "walkthroughs" / f"{name}.yaml")
    found = compile_walkthrough(source, loaded.material.scenario, tuple(loaded.material.rubric.criteria))
    assert found is not None, source.diagnostics
    return found


async def step_through(app: SimulatorApp, pilot: Pilot[int], played: Walkthrough) -> int:
    """Do every step; the number of expectations that were looked at."""
    looked = 0
    for step in played.steps:
        screen = app.screen
        if step.kind in ("choose", "type", "wait"):
            assert isinstance(screen, PracticeScreen)
            taken = screen.practice.state.take.turns
            if step.kind == "choose":
                if not screen.practice.moment.replies:
                    await pilot.press("f6")
                    for _ in range(100):
                        await pilot.pause(0.02)
                        if screen.practice.moment.replies and not screen.busy:
                            break
                shown = [reply.id for reply in screen.practice.moment.replies]
                screen.words.focus()
                await pilot.press(*str(shown.index(step.argument) + 1), "enter")
            elif step.kind == "type":
                screen.words.focus()
                await pilot.pause()
                app.post_message(events.Paste(step.argument))
                await pilot.pause()
                await pilot.press("enter")
            else:
                await pilot.press("f4")
            await turns(pilot, app, taken + 1)
        elif step.kind == "beat":
            assert isinstance(screen, PracticeScreen)
            assert screen.practice.state.take.beat == step.argument
            looked += 1
        elif step.kind == "ending":
            await until(pilot, "DebriefScreen")
            assert app.screen.practice.state.take.ending == step.argument  # type: ignore[attr-defined]
            looked += 1
    return looked


def play(store: Store, content: Path, scenario: str, name: str, language: str) -> None:
    async def story() -> None:
        loaded = Catalogue(content).load(scenario)
        played = walkthrough(loaded, scenario, name)
        async with opened(store, content, (80, 24), language) as (app, pilot):
            app.push_screen(PracticeScreen(Practice.start(store, loaded, seed=played.seed, language=language)))
            await until(pilot, "PracticeScreen")
            assert await step_through(app, pilot, played) > 0
            await until(pilot, "DebriefScreen")
            assert screen_text(app).strip()

    asyncio.run(story())


@pytest.mark.parametrize(("scenario", "name", "language"), PLAYED)
def test_a_walkthrough_by_choices_comes_to_the_same_end_in_the_app(
    store: Store, content: Path, scenario: str, name: str, language: str
) -> None:
    play(store, content, scenario, name, language)


@pytest.mark.parametrize(("scenario", "name", "language"), TYPED)
def test_a_walkthrough_in_own_words_comes_to_the_same_end_in_the_app(
    store: Store, content: Path, monkeypatch: pytest.MonkeyPatch, scenario: str, name: str, language: str
) -> None:
    monkeypatch.delenv("SIMULATOR_HEARING")
    play(store, content, scenario, name, language)
