"""Ids."""

from __future__ import annotations

import uuid
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from simulator.store.ids import uuid7s


def test_an_id_is_a_uuid_of_version_7_that_holds_its_milliseconds() -> None:
    made = uuid.UUID(uuid7s(clock=lambda: 1_789_000_000_123)())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == 1_789_000_000_123


@given(st.lists(st.integers(0, 2**40), min_size=2), st.integers(0, 2**74 - 1))
def test_ids_only_ever_grow_even_if_the_clock_goes_back(times: list[int], chance: int) -> None:
    clock = iter(times)
    new_id = uuid7s(clock=lambda: next(clock), chance=lambda bits: chance & (1 << bits) - 1)
    made = [new_id() for _ in times]
    assert all(one < next_one for one, next_one in pairwise(made))
    assert {uuid.UUID(one).version for one in made} == {7}
    assert {uuid.UUID(one).variant for one in made} == {uuid.RFC_4122}
