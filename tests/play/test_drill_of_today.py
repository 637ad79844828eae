"""The drill of today: one never done, then the one done longest ago; whole scenes alone count toward levels."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.content.entries import Entry
from simulator.play.practice import Practice
from simulator.play.progress import LEVELS_FROM, drill_of_today, levels_due
from simulator.store.interface import Store
from simulator.store.opening import open_store
from tests.porch import changed, porch


@pytest.fixture
def store(sealed_home: Path) -> Store:
    return open_store()


def drill(name: str) -> Entry:
    return Entry(name, name, "one_to_one", "en", ("en",), 1, 3, {}, Path(name), "digging")


DRILLS = (drill("drill-a"), drill("drill-b"), drill("drill-c"))


def due(store: Store) -> set[str]:
    """The drills that one of four days would choose."""
    found = [drill_of_today(store, DRILLS, day) for day in range(4)]
    return {entry.id for entry in found if entry}


def done(store: Store, name: str) -> None:
    text = changed("scenario: porch-light\n", f"scenario: {name}\ndrill: digging\n")
    Practice.start(store, porch(text), mode="choices", seed=1, language="en").choose("pitch")


def test_one_never_done_comes_first_and_the_day_decides_among_several(store: Store) -> None:
    assert [drill_of_today(store, DRILLS, day) for day in (0, 1, 2, 3)] == [*DRILLS, DRILLS[0]]
    done(store, "drill-a")
    assert due(store) == {"drill-b", "drill-c"}


def test_when_all_were_done_the_one_done_longest_ago_comes(store: Store) -> None:
    for name in ("drill-b", "drill-c", "drill-a", "drill-b"):
        done(store, name)
    assert due(store) == {"drill-c"}


def test_where_there_are_no_drills_none_is_due(store: Store) -> None:
    assert drill_of_today(store, (), 7) is None


def test_drills_do_not_count_toward_levels(store: Store) -> None:
    for _ in range(LEVELS_FROM + 1):
        done(store, "drill-a")
    assert not levels_due(store)
    for _ in range(LEVELS_FROM):
        Practice.start(store, porch(), mode="choices", seed=1, language="en").choose("pitch")
    assert levels_due(store)
