"""Agreement by the published examples, and what it refuses to say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.agreement import ENOUGH, agreements, calibrate, first_marks, icc_agreement, ordinal_alpha
from simulator.core.critique import Rating

N = None
KRIPPENDORFF = [
    (1, 1, N, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4), (4, 4, 4, 4), (1, 1, 2, 1), (2, 2, 2, 2), (N, 5, 5, 5),
    (N, N, 1, 1), (N, N, 3, N),
]  # fmt: skip
"""Krippendorff's reliability data: twelve units, four observers."""
SHROUT_FLEISS = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]
"""Six targets, four judges."""


def test_ordinal_alpha_of_the_book_s_example() -> None:
    assert ordinal_alpha(KRIPPENDORFF) == pytest.approx(0.815, abs=0.0005)


def test_icc_of_the_book_s_example() -> None:
    assert icc_agreement(SHROUT_FLEISS) == pytest.approx(0.29, abs=0.005)


def test_perfect_agreement_is_one_and_chance_is_about_nothing() -> None:
    assert ordinal_alpha([(1, 1), (2, 2), (3, 3), (4, 4)]) == pytest.approx(1)
    assert icc_agreement([(1, 1), (2, 2), (3, 3)]) == pytest.approx(1)
    assert (ordinal_alpha([(1, 4), (4, 1), (1, 4), (4, 1)]) or 0) < 0


@pytest.mark.parametrize("units", [[], [(1, N)], [(2, 2), (2, 2)], [(N, N)]])
def test_where_nothing_can_be_told_nothing_is(units: list[tuple[int | None, ...]]) -> None:
    assert ordinal_alpha(units) is None


def test_icc_says_nothing_of_one_row_or_of_no_difference() -> None:
    assert icc_agreement([(1, 2)]) is None
    assert icc_agreement([(2, 2), (2, 2)]) is None


@given(st.lists(st.lists(st.one_of(st.none(), st.integers(1, 4)), min_size=3, max_size=3), max_size=15), st.randoms())
def test_alpha_does_not_depend_on_the_order_of_raters_or_units_and_is_at_most_one(units: list[list[int | None]], chance: object) -> None:
    alpha = ordinal_alpha(units)
    mixed = [list(reversed(unit)) for unit in reversed(units)]
    other = ordinal_alpha(mixed)
    assert (alpha is None) == (other is None)
    if alpha is not None and other is not None:
        assert alpha == pytest.approx(other)
        assert alpha <= 1 + 1e-9


def rated(by: str, level: int | None, take: int = 1, role: str = "trainer") -> Rating:
    return Rating(by, role, take, "digging", level)  # type: ignore[arg-type]


def test_below_eight_shared_takes_it_says_that_it_is_not_enough() -> None:
    few = {f"run-{n}": [rated("a", 1 + n % 4), rated("b", 1 + n % 4)] for n in range(ENOUGH - 1)}
    (found,) = agreements(few, "digging")
    assert (found.together, found.alpha, found.light) == (ENOUGH - 1, None, "not-enough")


def test_a_pair_is_told_apart_and_self_marks_are_no_ratings() -> None:
    runs = {
        f"run-{n}": [rated("a", 1 + n % 4), rated("b", 1 + n % 4), rated("c", 4 - n % 4), rated("me", 4, role="self")] for n in range(12)
    }
    found = {agreement.raters: agreement for agreement in agreements(runs, "digging")}
    assert set(found) == {(), ("a", "b"), ("a", "c"), ("b", "c")}
    assert found["a", "b"].light == "good"
    assert found["a", "c"].light == "none"
    assert agreements(runs, "close") == ()


def test_only_the_first_mark_counts_since_later_ones_were_given_after_the_reveal() -> None:
    assert [rating.level for rating in first_marks([rated("a", 1), rated("a", 4), rated("b", 2)])] == [1, 2]


def test_calibration_is_near_within_one_level_and_says_which_way_she_leans() -> None:
    found = calibrate(
        {"opening": 4, "digging": 1, "self": None, "close": None}, {"opening": 3, "digging": 3, "self": None, "close": 2, "care": 2}
    )
    assert [(one.criterion, one.near) for one in found.compared] == [
        ("opening", True),
        ("digging", False),
        ("self", True),
        ("close", False),
    ]
    assert found.near == 2
    assert found.lean == pytest.approx(-0.5)
