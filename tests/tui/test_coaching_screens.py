"""Real meetings, swallowed lines, people and progress in the app, by keyboard, in both languages and at every size."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.widgets import OptionList

from simulator.core import events as e
from simulator.core.meetings import next_to_call
from simulator.play.bundles import make_bundle
from simulator.play.coaching import add_person, facts_of, find_person, people
from simulator.play.meetings import log, move, name_somebody
from simulator.play.practice import Practice
from simulator.store.interface import Store
from simulator.store.sqlite import SqliteStore
from simulator.tui.screens.critique import CritiqueScreen
from simulator.tui.screens.meetings import SwallowedScreen
from simulator.tui.screens.review import ReviewScreen
from simulator.tui.widgets.choice import Choice
from simulator.tui.widgets.field import Line, Paragraphs
from tests.porch import porch
from tests.tui.support import SIZES, opened, screen_text, type_in, until


def run(story: object) -> None:
    asyncio.run(story)  # type: ignore[arg-type]


def ended(store: Store, person: str = "", mode: str = "choices") -> Practice:
    practice = Practice.start(store, porch(), mode="choices", seed=3, language="en", person=person)
    practice.choose("pitch")
    return practice


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "es"])
def test_home_shows_real_meetings_above_practice(store: Store, content: Path, size: tuple[int, int], language: str) -> None:
    name_somebody(store, "Rosario Cabrera")

    async def story() -> None:
        async with opened(store, content, size, language) as (app, pilot):
            assert "Rosario" in " ".join(screen_text(app).split())
            menu = app.screen.query_one("#menu", OptionList)
            assert menu.get_option_index("meetings") < menu.get_option_index("practise")
            await pilot.press("m")
            await until(pilot, "MeetingsScreen")
            assert "Rosario Cabrera" in screen_text(app)

    run(story())


def test_a_meeting_is_named_moved_and_written_up(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            await pilot.press("m")
            await until(pilot, "MeetingsScreen")
            await pilot.press("n")
            await until(pilot, "NameScreen")
            await type_in(pilot, "Chela")
            await pilot.press("f2")
            await until(pilot, "MeetingsScreen")
            assert "Next to call: Chela" in screen_text(app)
            await pilot.press("down", "down", "enter")
            await until(pilot, "MeetingScreen")
            app.screen.query_one("#field-to", Choice).value = "held"
            await pilot.press("f2")
            await until(pilot, "MeetingsScreen")
            assert "1 of 5" in screen_text(app)
            await pilot.press("enter")
            await until(pilot, "WriteUpScreen")
            app.screen.query_one("#field-story", Paragraphs).text = "Her son waits outside."
            await pilot.pause(0.1)
            await pilot.press("f2")
            await until(pilot, "MeetingsScreen")
        (chela,) = log(store).meetings
        assert (chela.stage, dict(chela.write_up)) == ("written", {"story": "Her son waits outside."})

    run(story())


def test_a_swallowed_line_finds_its_moment_and_goes_on_a_card(store: Store, content: Path) -> None:
    chela = name_somebody(store, "Chela")

    async def story() -> None:
        async with opened(store, content, (100, 40)) as (app, pilot):
            await pilot.press("m")
            await until(pilot, "MeetingsScreen")
            await pilot.press("l")
            await until(pilot, "SwallowedScreen")
            screen = app.screen
            assert isinstance(screen, SwallowedScreen)
            screen.query_one("#field-parent", Line).value = "You're the third one with a clipboard, said Maria Hernandez."
            screen.query_one("#field-mine", Line).value = "What did the other two want?"
            for _ in range(200):
                await pilot.pause(0.05)
                if screen.near:
                    break
            assert screen.near[0].scenario == "porch-light"
            screen.query_one("#notes").scroll_visible(animate=False)
            await pilot.pause(0.2)
            assert "Maria Hernandez" in screen_text(app)
            await pilot.press("f3")
            await pilot.pause(0.1)
            assert "Maria" not in screen.query_one("#field-parent", Line).value
            screen.query_one("#field-try-1", Line).value = "What did they want?"
            screen.query_one("#field-choose", Choice).value = "1"
            screen.query_one("#field-for", Choice).value = chela.id
            await pilot.press("f2")
            await until(pilot, "MeetingsScreen")
            assert "What did they want?" in screen_text(app)
        found = next_to_call(log(store))
        assert found is not None
        assert found.prep == "What did they want?"
        assert log(store).swallowed[0].drill == "porch-light"

    run(story())


def test_after_two_takes_it_says_enough_and_whom_to_call(store: Store, content: Path) -> None:
    name_somebody(store, "Chela")

    async def story() -> None:
        practice = ended(store)
        practice.go_again(1, 1)
        practice.choose("pitch")
        async with opened(store, content, (100, 40)) as (app, pilot):
            screen = app.screen_for(practice)
            app.push_screen(screen)
            await until(pilot, "DebriefScreen")
            screen.show("done")  # type: ignore[attr-defined]
            await pilot.pause(0.1)
            assert "Enough: call Chela." in screen_text(app)

    run(story())


def test_a_coach_takes_in_a_file_and_reads_what_was_sent_as_a_trainer(store: Store, content: Path, tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "trainee.db") as hers:
        sent = ended(hers, "Ana Ruiz")
        hers.append(sent.run, [], after=None)
        from simulator.play.bundles import agree

        agree(hers, sent.run, notes=True, name=True)
        (tmp_path / "ana.simrun").write_bytes(make_bundle(hers, [sent.run]))

    async def story() -> None:
        async with opened(store, content, (100, 40)) as (app, pilot):
            await pilot.press("g")
            await until(pilot, "PeopleScreen")
            await pilot.press("i")
            await until(pilot, "TakeInScreen")
            app.screen.query_one("#field-file", Line).value = str(tmp_path / "nothing.simrun")
            await pilot.press("f2")
            await pilot.pause(0.2)
            assert type(app.screen).__name__ == "TakeInScreen"
            app.screen.query_one("#field-file", Line).value = str(tmp_path / "ana.simrun")
            await pilot.press("f2")
            await until(pilot, "PeopleScreen")
            assert "not on your list: Ana Ruiz (1)" in screen_text(app)
            await pilot.press("end", "enter")
            await until(pilot, "AddPersonScreen")
            app.screen.query_one("#field-name", Line).value = "Ana"
            await pilot.press("f2")
            await until(pilot, "PeopleScreen")
            assert "waiting for you: 1" in screen_text(app)
            await pilot.press("end", "enter")
            await until(pilot, "PersonScreen")
            assert "One question for next time" in screen_text(app)
            await pilot.press("end", "enter")
            await until(pilot, "ReviewScreen")
            assert app.reading_as[0] == "trainer"
        (ana,) = people(store)
        from datetime import date

        assert facts_of(store, ana, date.today()).waiting == (sent.run,)

    run(story())


def test_an_assignment_and_a_contact_are_written_down(store: Store, content: Path) -> None:
    add_person(store, "Ana")

    async def story() -> None:
        async with opened(store, content, (100, 40)) as (app, pilot):
            await pilot.press("g")
            await until(pilot, "PeopleScreen")
            await pilot.press("end", "enter")
            await until(pilot, "PersonScreen")
            await pilot.press("enter")
            await until(pilot, "ContactScreen")
            await pilot.press("f2")
            await until(pilot, "PersonScreen")
            await pilot.press("down", "enter")
            await until(pilot, "AssignScreen")
            app.screen.query_one("#field-kind", Choice).value = "writing"
            app.screen.query_one("#field-what", Line).value = "What did you swallow?"
            app.screen.query_one("#field-due", Line).value = "soon"
            await pilot.press("f2")
            await pilot.pause(0.1)
            assert type(app.screen).__name__ == "AssignScreen"  # `soon` is no day
            app.screen.query_one("#field-due", Line).value = "2099-01-01"
            await pilot.press("f2")
            await until(pilot, "PersonScreen")
            assert "What did you swallow?" in screen_text(app)
        ana = find_person(store, "Ana")
        assert len(ana.contacts) == 1
        assert ana.open[0].due == "2099-01-01"

    run(story())


@pytest.mark.parametrize("language", ["en", "es"])
def test_progress_says_honestly_when_there_is_nothing_and_shows_what_there_is(store: Store, content: Path, language: str) -> None:
    async def story() -> None:
        async with opened(store, content, (80, 24), language) as (app, pilot):
            await pilot.press("v")
            await until(pilot, "ProgressScreen")
            assert {"en": "Nothing to show yet", "es": "Todavía no hay nada"}[language] in screen_text(app)
            await pilot.press("escape")
            practice = Practice.start(store, porch(), seed=3, language=language)
            practice.say("Lupe sent me. What did the other two want?")
            practice.say("What did it cost you? I'd like to hear it Thursday at six, and I'll bring Lupe.")
            assert practice.state.take.ending
            await pilot.press("v")
            await until(pilot, "ProgressScreen")
            shown = screen_text(app)
            assert any(bar in shown for bar in "▂▄▆█")

    run(story())


def test_a_run_is_sent_as_a_file_with_what_she_says(store: Store, content: Path, tmp_path: Path) -> None:
    async def story() -> None:
        practice = ended(store, "Ana Ruiz")
        async with opened(store, content) as (app, pilot):
            app.push_screen(ReviewScreen(practice))
            await until(pilot, "ReviewScreen")
            await pilot.press("f7")
            await until(pilot, "SendScreen")
            app.screen.query_one("#field-name", Choice).value = "yes"
            app.screen.query_one("#field-file", Line).value = str(tmp_path / "out" / "a.simrun")
            await pilot.press("f2")
            await until(pilot, "ReviewScreen")
        assert (tmp_path / "out" / "a.simrun").is_file()
        assert store.events(practice.run)[-1].type == e.CONSENT_GIVEN

    run(story())


def test_a_critique_that_names_somebody_real_is_warned_of_and_can_be_stripped(store: Store, content: Path) -> None:
    async def story() -> None:
        practice = ended(store)
        turn = practice.transcript().take(1).turns[0]
        async with opened(store, content, (100, 40)) as (app, pilot):
            app.push_screen(CritiqueScreen(practice, 1, turn))
            await until(pilot, "CritiqueScreen")
            effect = app.screen.query_one("#field-effect", Line)
            effect.value = "Just like Teresa Maldonado at Lincoln Elementary."
            await pilot.pause(0.2)
            assert "Teresa Maldonado" in screen_text(app)
            await pilot.press("f3")
            assert effect.value == "Just like someone at a school."

    run(story())


def test_nothing_of_real_meetings_reminds_anybody(store: Store, content: Path) -> None:
    rosario = name_somebody(store, "Rosario")
    move(store, rosario, "booked", "Thursday")

    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            await pilot.pause(0.3)
            assert not app.screen.query("Toast")
            assert app._notifications is not None
            assert len(list(app._notifications)) == 0

    run(story())
