"""Critiques and marks in the app: written with live notes, kept as drafts, shown as the reveal allows, answered and rehearsed."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.core import events as e
from simulator.core.reveal import Reader, critiques_for, reader_in
from simulator.play.feedback import give_critique, give_mark
from simulator.play.practice import Practice
from simulator.store.interface import Store
from simulator.tui.app import SimulatorApp
from simulator.tui.screens.marks import MarksScreen
from simulator.tui.screens.review import ReviewScreen
from simulator.tui.widgets.choice import Choice
from simulator.tui.widgets.field import Line
from tests.porch import porch
from tests.tui.support import SIZES, opened, screen_text, type_in, until


def run(story: object) -> None:
    asyncio.run(story)  # type: ignore[arg-type]


def ended(store: Store) -> Practice:
    """A run of one line that ended."""
    practice = Practice.start(store, porch(), mode="choices", seed=3, language="en")
    practice.choose("pitch")
    return practice


async def review(app: SimulatorApp, pilot: Pilot[int], practice: Practice) -> None:
    app.push_screen(ReviewScreen(practice))
    await until(pilot, "ReviewScreen")
    await pilot.press("down")
    await pilot.pause(0.1)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_critique_is_written_with_notes_that_answer_and_is_pinned_to_the_line(store: Store, content: Path, size: tuple[int, int]) -> None:
    async def story() -> None:
        async with opened(store, content, size) as (app, pilot):
            practice = ended(store)
            await review(app, pilot, practice)
            await pilot.press("n")
            await until(pilot, "CritiqueScreen")
            app.screen.query_one("#field-effect").focus()
            await type_in(pilot, "Be more confident")
            await pilot.pause(0.2)
            app.screen.query_one("#notes").scroll_visible(animate=False)
            await pilot.pause(0.1)
            assert "about the person" in screen_text(app)
            await pilot.press("f2")
            await pilot.pause(0.1)
            assert type(app.screen).__name__ == "CritiqueScreen"  # nobody is named yet: the form stays
            app.screen.query_one("#field-effect", Line).value = "She held the chain."
            app.screen.query_one("#field-instead", Line).value = "Lupe sent me."
            app.screen.query_one("#field-criterion", Choice).action_turn(1)
            app.screen.query_one("#field-by", Line).value = "Beto"
            await pilot.pause(0.2)
            await pilot.press("f2")
            await until(pilot, "ReviewScreen")
            assert "She held the chain." in screen_text(app)
            assert "Beto" in screen_text(app)
        (said,) = critiques_for(Practice.resume(store, practice.run).transcript().remarks, Reader())
        assert (said.turn, said.critique.by, said.critique.instead, said.role) == (1, "Beto", "Lupe sent me.", "peer")
        assert not [draft for draft in store.drafts() if draft.slot.startswith("critique.")]

    run(story())


def test_a_critique_that_was_left_waits_for_her(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            practice = ended(store)
            await review(app, pilot, practice)
            await pilot.press("n")
            await until(pilot, "CritiqueScreen")
            app.screen.query_one("#field-effect").focus()
            await type_in(pilot, "The chain")
            await pilot.pause(0.2)
            await pilot.press("escape")
            await until(pilot, "ReviewScreen")
            await pilot.press("n")
            await until(pilot, "CritiqueScreen")
            assert "The chain" in screen_text(app)

    run(story())


def test_tab_leads_from_field_to_field(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            practice = ended(store)
            await review(app, pilot, practice)
            await pilot.press("n")
            await until(pilot, "CritiqueScreen")
            app.screen.query_one("#field-kind").focus()
            await pilot.press("right", "tab")
            assert app.screen.query_one("#field-kind", Choice).value == "change"
            assert app.focused is app.screen.query_one("#field-effect")

    run(story())


def test_marks_open_only_after_her_own(store: Store, content: Path) -> None:
    async def story() -> None:
        practice = ended(store)
        for name, level in (("Beto", 1), ("Chela", 2), ("Dora", 4)):
            give_mark(practice, reader_in(practice.run, "peer", name), criterion="opening", level=level)
        give_mark(practice, reader_in(practice.run, "trainer", "Gil"), criterion="opening", level=3)
        async with opened(store, content, (120, 40)) as (app, pilot):
            app.push_screen(MarksScreen(practice, 1))
            await until(pilot, "MarksScreen")
            shown = screen_text(app)
            assert "Trainer" not in shown
            assert "the middle of" not in shown
            assert "1 one" in shown and "4 four" in shown  # noqa: PT018 (the anchors are in view)
            await pilot.press("1")
            await pilot.pause(0.2)
            shown = screen_text(app)
            assert "Trainer: 3 solid" in shown
            assert "the middle of 3: 2" in shown
            assert "own mark and the trainer" in " ".join(shown.split())
            assert not {"Beto", "Chela", "Dora"} & set(shown.split())
            await pilot.press("w")
            await until(pilot, "AsWhomScreen")
            app.screen.query_one("#field-role", Choice).value = "trainer"
            app.screen.query_one("#field-name", Line).value = "Hana"
            await pilot.press("f2")
            await until(pilot, "MarksScreen")
            shown = screen_text(app)
            assert "Trainer, Hana" in shown
            assert "solid" not in shown
            await pilot.press("0")
            await pilot.pause(0.2)
            assert "Trainer: 3 solid" in screen_text(app)

    run(story())


def test_she_answers_a_critique_or_rehearses_it_as_a_new_take(store: Store, content: Path) -> None:
    async def story() -> None:
        practice = ended(store)
        give_critique(
            practice, reader_in(practice.run, "trainer", "Gil"), kind="change", turn=1, effect="She froze.", instead="Lupe sent me."
        )
        async with opened(store, content) as (app, pilot):
            await review(app, pilot, practice)
            assert "She froze." in screen_text(app)
            await pilot.press("a")
            await until(pilot, "AnswerScreen")
            app.screen.query_one("#field-text").focus()
            await type_in(pilot, "I felt it")
            await pilot.press("f2")
            await until(pilot, "ReviewScreen")
            assert "I felt it" in screen_text(app)
            await pilot.press("a")
            await until(pilot, "AnswerScreen")
            await pilot.press("f4")
            await until(pilot, "PracticeScreen")
            assert "Try it aloud: Lupe sent me." in screen_text(app)
            assert practice.state.current == 2
        opened_takes = [event.data for event in store.events(practice.run) if event.type == e.TAKE_OPENED]
        assert opened_takes[1]["from_turn"] == 1

    run(story())


def test_others_words_wait_for_a_peer_s_own(store: Store, content: Path) -> None:
    async def story() -> None:
        practice = ended(store)
        give_critique(practice, reader_in(practice.run, "trainer", "Gil"), kind="change", turn=1, effect="She froze.")
        async with opened(store, content) as (app, pilot):
            app.reading_as = ("peer", "Beto")
            await review(app, pilot, practice)
            assert "She froze." not in screen_text(app)
            await pilot.press("up")
            await pilot.pause(0.1)
            assert "What others said (1)" in screen_text(app)

    run(story())
