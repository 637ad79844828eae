"""Openings as a person meets them: one she has not met comes first, each person for herself, and a run keeps its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.content.source import parse_text
from simulator.content.walkthroughs import compile_walkthrough
from simulator.play.practice import CannotContinue, Practice, Refused, carry_on
from simulator.play.walkthrough import as_walkthrough
from simulator.store.interface import Store
from simulator.store.opening import open_store
from tests.porch import changed, porch

NAMES = ("evening", "warned", "inside")
OPENINGS = "openings:\n" + "".join(f"  {name}:\n    scene: |\n      It is {name}.\n" for name in NAMES) + "    then: story\nstart: door\n"
TEXT = changed("start: door\n", OPENINGS)


@pytest.fixture
def store(sealed_home: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("SIMULATOR_HEARING", "light")
    return open_store()


def started(store: Store, text: str = TEXT, **more: object) -> Practice:
    return Practice.start(store, porch(text), language="en", **more)  # type: ignore[arg-type]


def opening(practice: Practice) -> str:
    return practice.state.take.opening


def test_three_runs_meet_three_openings_and_three_more_meet_them_again(store: Store) -> None:
    assert {opening(started(store)) for _ in NAMES} == set(NAMES)
    assert {opening(started(store)) for _ in NAMES} == set(NAMES)


def test_what_one_person_met_is_new_to_another_on_the_same_machine(store: Store) -> None:
    for name in NAMES[:2]:
        started(store, person="Ana", opening=name)
    for name in NAMES[1:]:
        started(store, person="Bea", opening=name)
    assert opening(started(store, person="Ana")) == NAMES[2]
    assert opening(started(store, person="Bea")) == NAMES[0]


def test_a_rehearsal_from_the_middle_is_no_meeting(store: Store) -> None:
    started(store, beat="story")
    started(store, opening="warned", feelings={"alder.trust": 5})
    assert {opening(started(store)) for _ in NAMES} == set(NAMES)


def test_a_seed_draws_alone_whatever_was_met(store: Store) -> None:
    assert len({opening(started(store, seed=11)) for _ in range(4)}) == 1


def test_the_opening_is_read_first_and_again_from_the_beginning_and_after_a_resume(store: Store) -> None:
    practice = started(store, opening="warned")
    assert practice.moment.scene[0].text == "It is warned."
    practice.choose("credential")
    assert practice.moment.scene[0].text != "It is warned."
    practice.go_again(1, 1)
    again = Practice.resume(store, practice.run)
    assert again.moment.scene[0].text == "It is warned."
    assert again.moment.scene == practice.moment.scene


def test_one_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(Refused):
        started(store, opening="night")


def test_a_run_saved_as_a_walkthrough_keeps_its_opening(store: Store) -> None:
    practice = started(store, opening="inside")
    practice.choose("promise")
    found = compile_walkthrough(parse_text(as_walkthrough(practice.transcript()), "saved"), practice.material.scenario)
    assert found is not None
    assert found.opening == "inside"


def test_a_run_carried_over_keeps_its_opening_or_says_that_it_is_gone(store: Store) -> None:
    practice = started(store, opening="warned")
    practice.wait()
    newer = carry_on(store, practice.run, porch(TEXT.replace("It is warned.", "It is late.")))
    assert (opening(newer), newer.state.take.turns) == ("warned", 1)
    with pytest.raises(CannotContinue) as stopped:
        carry_on(store, practice.run, porch(TEXT.replace("  warned:\n", "  windy:\n")))
    assert stopped.value.name == "warned"


def test_a_run_from_before_there_were_openings_is_carried_over_without_one(store: Store) -> None:
    practice = started(store, text=changed("minutes: 5", "minutes: 6"))
    practice.wait()
    assert opening(carry_on(store, practice.run, porch(TEXT))) == ""
