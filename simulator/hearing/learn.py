"""Owns learning: linear heads fitted to rows by L-BFGS in numpy alone, the same way every time; what ships and what is taught is learned here."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from simulator.core.records import dataclass

MEMORY = 8
"""Steps that L-BFGS remembers."""
BIAS_PULL = 0.01
"""How much less than a weight the bias of a class is pulled."""


class Table(Protocol):
    """What is seen of many texts: `rows` by `width` numbers, dense or sparse."""

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and width."""
        ...

    def times(self, weights: Any) -> Any:
        """The table times `weights` of shape (width, names): shape (rows, names)."""
        ...

    def back(self, slopes: Any) -> Any:
        """The turned table times `slopes` of shape (rows, names): shape (width, names)."""
        ...


@dataclass(frozen=True, slots=True)
class Dense:
    """A table as one float32 array."""

    rows: Any

    @property
    def shape(self) -> tuple[int, int]:
        return self.rows.shape[0], self.rows.shape[1]

    def times(self, weights: Any) -> Any:
        return self.rows @ weights

    def back(self, slopes: Any) -> Any:
        return self.rows.T @ slopes


@dataclass(frozen=True, slots=True)
class Fitted:
    """One linear map: `weights` of shape (width, names) and `bias` of shape (names,)."""

    weights: Any
    bias: Any

    def scores(self, table: Table) -> Any:
        """Raw scores, shape (rows, names)."""
        return table.times(self.weights) + self.bias


def fit(table: Table, wanted: Any, weight: Any, pull: float, *, several: bool, start: Fitted | None = None, rounds: int = 60) -> Fitted:
    """The linear map that gives each row of `table` its `wanted` share of each class, shape (rows, names).

    One softmax over the classes, or yes or no for each where `several` may hold at once. `weight` has shape (rows, 1) or (rows, names). `pull` draws
    the weights to nothing, or to `start` where it is given: so a map that has learned much keeps it, but for what new rows speak against.
    """
    width, names = table.shape[1], wanted.shape[1]
    wanted, weight = (
        wanted.astype(np.float32),
        np.broadcast_to(np.asarray(weight, dtype=np.float32), (len(wanted), names if several else 1)),
    )
    centre = np.zeros((width + 1, names)) if start is None else np.vstack([start.weights, start.bias[None]]).astype(np.float64)
    pulls = np.full((width + 1, 1), pull)
    pulls[-1] *= BIAS_PULL

    def loss(flat: Any) -> tuple[float, Any]:
        now = flat.reshape(width + 1, names)
        whole = now.astype(np.float32)
        scores = table.times(whole[:-1]) + whole[-1]
        if several:
            cost = float((weight * (np.logaddexp(0, scores) - wanted * scores)).sum(dtype=np.float64))
            wrong = (sigmoid(scores) - wanted) * weight
        else:
            logs = log_softmax(scores)
            cost = -float((weight * wanted * logs).sum(dtype=np.float64))
            wrong = (np.exp(logs) * wanted.sum(1, keepdims=True) - wanted) * weight
        slope = np.vstack([table.back(wrong), wrong.sum(0, keepdims=True)]).astype(np.float64)
        away = now - centre
        return cost + 0.5 * float((pulls * away * away).sum()), (slope + pulls * away).ravel()

    best = descend(loss, centre.ravel(), rounds).reshape(width + 1, names)
    return Fitted(best[:-1].astype(np.float32), best[-1].astype(np.float32))


def descend(loss: Callable[[Any], tuple[float, Any]], start: Any, rounds: int, enough: float = 1e-6) -> Any:
    """Where the smooth `loss` (which gives its value and slope) is least, by L-BFGS from `start`; at most `rounds` steps."""
    at = start.copy()
    value, slope = loss(at)
    steps: deque[tuple[Any, Any, float]] = deque(maxlen=MEMORY)
    for _ in range(rounds):
        way = -_bent(slope, steps)
        fall = float(slope @ way)
        if fall >= 0:
            steps.clear()
            way, fall = -slope, -float(slope @ slope)
        if fall == 0:
            return at
        size = 1.0 if steps else min(1.0, 1.0 / max(1e-12, float(np.abs(slope).sum())))
        for _ in range(25):
            then = at + size * way
            new_value, new_slope = loss(then)
            if new_value <= value + 1e-4 * size * fall:
                break
            size *= 0.5
        else:
            return at
        # Wolfe's second rule: a step that still falls steeply was too short.
        while not steps and float(new_slope @ way) < 0.9 * fall and size < 1e6:
            longer = at + 2 * size * way
            longer_value, longer_slope = loss(longer)
            if longer_value > value + 2e-4 * size * fall:
                break
            size, then, new_value, new_slope = 2 * size, longer, longer_value, longer_slope
        moved, turned = then - at, new_slope - slope
        bend = float(moved @ turned)
        if bend > 1e-10:
            steps.append((moved, turned, 1.0 / bend))
        settled = value - new_value <= enough * max(abs(value), abs(new_value), 1.0)
        at, value, slope = then, new_value, new_slope
        if settled:
            break
    return at


def _bent(slope: Any, steps: deque[tuple[Any, Any, float]]) -> Any:
    """`slope` bent by the remembered steps, as L-BFGS does."""
    way = slope.copy()
    shares = []
    for moved, turned, weight in reversed(steps):
        share = weight * float(moved @ way)
        way -= share * turned
        shares.append(share)
    if steps:
        moved, turned, weight = steps[-1]
        way *= 1.0 / (weight * float(turned @ turned))
    for (moved, turned, weight), share in zip(steps, reversed(shares), strict=True):
        way += (share - weight * float(turned @ way)) * moved
    return way


def sigmoid(scores: Any) -> Any:
    """Log-odds as shares."""
    return 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))


def log_softmax(scores: Any) -> Any:
    """Rows of scores as logarithms of shares that add up to one."""
    down = scores - scores.max(1, keepdims=True)
    return down - np.log(np.exp(down).sum(1, keepdims=True))
