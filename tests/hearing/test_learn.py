"""Learning: the one trainer finds what is best, keeps what it knew where it is told to, and is the same every time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.hearing.learn import Dense, Fitted, descend, fit, log_softmax, sigmoid


def points(seed: int, rows: int = 120) -> tuple[Any, Any]:
    """Rows of six numbers, and which of three classes each belongs to."""
    chance = np.random.default_rng(seed)
    table = chance.normal(size=(rows, 6)).astype(np.float32)
    return table, (table @ chance.normal(size=(6, 3))).argmax(1)


def test_it_goes_where_a_bowl_is_lowest() -> None:
    lowest = np.array([3.0, -2.0, 0.5])
    weights = np.array([1.0, 40.0, 0.2])
    found = descend(lambda x: (float((weights * (x - lowest) ** 2).sum()), 2 * weights * (x - lowest)), np.zeros(3), 200, 1e-14)
    assert found == pytest.approx(lowest, abs=1e-4)


def test_classes_that_can_be_told_apart_are() -> None:
    table, classes = points(1)
    found = fit(Dense(table), np.eye(3)[classes], np.ones((len(table), 1)), 0.1, several=False)
    assert (found.scores(Dense(table)).argmax(1) == classes).mean() > 0.95


def test_several_labels_may_hold_at_once() -> None:
    table, _ = points(2)
    there = np.stack([table[:, 0] > 0, table[:, 1] > 0], axis=1)
    found = fit(Dense(table), there, np.ones(there.shape), 0.1, several=True)
    assert ((found.scores(Dense(table)) > 0) == there).mean() > 0.95


def test_the_slope_is_nothing_where_it_stops() -> None:
    table, classes = points(3)
    wanted = np.eye(3)[classes]
    found = fit(Dense(table), wanted, np.ones((len(table), 1)), 1.0, several=False, rounds=300)
    wrong = np.exp(log_softmax(found.scores(Dense(table)))) - wanted
    assert np.abs(table.T @ wrong + found.weights).max() < 0.05


def test_rows_that_weigh_nothing_teach_nothing() -> None:
    table, classes = points(4)
    weight = np.ones((len(table), 1))
    weight[60:] = 0
    wanted = np.eye(3)[classes]
    turned = wanted.copy()
    turned[60:] = np.roll(turned[60:], 1, axis=1)
    one, other = (fit(Dense(table), y, weight, 1.0, several=False) for y in (wanted, turned))
    assert one.weights == pytest.approx(other.weights, abs=1e-5)


def test_what_was_known_is_kept_but_for_what_new_rows_speak_against() -> None:
    table, classes = points(5)
    known = fit(Dense(table), np.eye(3)[classes], np.ones((len(table), 1)), 0.5, several=False)
    one = np.zeros((1, 6), np.float32)
    one[0, 5] = 1.0
    new = np.eye(3)[[(known.scores(Dense(one)).argmax() + 1) % 3]]
    before = sigmoid(known.scores(Dense(one)))[0, new.argmax()]
    learned = fit(Dense(one), new, np.full((1, 1), 1.0), 5.0, several=False, start=known)
    after = sigmoid(learned.scores(Dense(one)))[0, new.argmax()]
    assert after > before
    assert (learned.scores(Dense(table)).argmax(1) == known.scores(Dense(table)).argmax(1)).mean() > 0.8
    nothing = fit(Dense(one), new, np.zeros((1, 1)), 1.0, several=False, start=known)
    assert nothing.weights == pytest.approx(known.weights)


def test_it_is_the_same_every_time() -> None:
    table, classes = points(6)

    def learned() -> Fitted:
        return fit(Dense(table), np.eye(3)[classes], np.ones((len(table), 1)), 1.0, several=False)

    assert np.array_equal(learned().weights, learned().weights)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-1e4, 1e4), min_size=2, max_size=6))
def test_shares_add_up_to_one_whatever_the_scores(scores: list[float]) -> None:
    rows = np.array([scores])
    assert np.exp(log_softmax(rows)).sum() == pytest.approx(1.0)
    assert ((sigmoid(rows) >= 0) & (sigmoid(rows) <= 1)).all()
