"""Critiques and ratings: what is useful, what supersedes, and the lock between people's marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.critique import PEERS, REVEAL_ORDER, Critique, Rating, marks_of, standing, unlocked

LEVELS = st.one_of(st.none(), st.integers(1, 4))
RATINGS = st.lists(
    st.builds(
        Rating, by=st.sampled_from("abcdef"), role=st.sampled_from(REVEAL_ORDER), take=st.just(1), criterion=st.sampled_from(["digging", "close"]),
        level=LEVELS, declined=st.booleans(),
    ),
    max_size=20,
)  # fmt: skip


@pytest.mark.parametrize(
    ("given_parts", "useful"),
    [
        ({"quote": "x", "effect": "y"}, True),
        ({"quote": "x"}, False),
        ({"quote": "x", "effect": "y", "kind": "change"}, False),
        ({"quote": "x", "effect": "y", "kind": "change", "instead": "z"}, True),
    ],
)
def test_a_useful_critique_quotes_names_an_effect_and_offers_a_line(given_parts: dict[str, str], useful: bool) -> None:
    assert Critique(**{"id": "1", "by": "a", "kind": "keep", **given_parts}).useful is useful  # type: ignore[arg-type]


@given(RATINGS, st.sampled_from("abcdef"))
def test_nobody_is_shown_anything_before_her_own_mark(ratings: list[Rating], reader: str) -> None:
    others = [rating for rating in ratings if rating.by != reader]
    assert unlocked(others, reader, 1, "digging", REVEAL_ORDER) == ()


@given(RATINGS, st.sampled_from("abcdef"))
def test_declining_opens_the_lock_as_well_and_order_holds(ratings: list[Rating], reader: str) -> None:
    given_all = [*ratings, Rating(reader, "peer", 1, "digging", declined=True)]
    shown = unlocked(given_all, reader, 1, "digging", REVEAL_ORDER)
    assert [REVEAL_ORDER.index(s.role) for s in shown] == sorted(REVEAL_ORDER.index(s.role) for s in shown)
    assert unlocked(given_all, reader, 1, "digging", ()) == ()


@given(RATINGS)
def test_peers_come_as_a_median_of_three_or_not_at_all(ratings: list[Rating]) -> None:
    peers = [s for s in marks_of(ratings, 1, "digging", REVEAL_ORDER) if s.role == "peer"]
    numbers = [r for r in standing(ratings) if r.role == "peer" and r.criterion == "digging" and r.level is not None and not r.declined]
    assert bool(peers) == (len(numbers) >= PEERS)
    assert all(not s.levels and s.median is not None for s in peers)


@given(RATINGS)
def test_a_later_mark_supersedes(ratings: list[Rating]) -> None:
    kept = standing(ratings)
    assert len({(r.by, r.take, r.criterion) for r in kept}) == len(kept)
    for rating in kept:
        assert rating == [r for r in ratings if (r.by, r.criterion) == (rating.by, rating.criterion)][-1]
