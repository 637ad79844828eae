"""Owns the linear heads: reading them from JSON, and turning features into scores and calibrated confidence without numpy."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from typing import Any

from simulator.core.records import dataclass
from simulator.hearing.features import Features

SCALE = 100
"""Weights are shipped as whole hundredths: smaller to store, and exact to the last digit on every machine."""


@dataclass(frozen=True, slots=True)
class Head:
    """One linear map from features to a score for each name. `weights` gives (index of the name, weight) pairs flat, per feature."""

    names: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, Sequence[int]]

    def scores(self, features: Features) -> list[float]:
        """The raw score (log-odds up to a constant) of each name."""
        sums = [0.0] * len(self.names)
        weights = self.weights
        for name, value in features.items():
            row = weights.get(name)
            if row:
                for at in range(0, len(row), 2):
                    sums[row[at]] += value * row[at + 1]
        return [b + s / SCALE for b, s in zip(self.bias, sums, strict=True)]

    def weight(self, feature: str, at: int) -> float:
        """What `feature` at value 1 adds to the score of name number `at`."""
        row = self.weights.get(feature, ())
        return next((row[k + 1] / SCALE for k in range(0, len(row), 2) if row[k] == at), 0.0)


@dataclass(frozen=True, slots=True)
class Heads:
    """All that is learned: the heads over utterances and whole answers, how they are joined, and the calibration."""

    unit: Head
    turn: Head
    joined: float
    other: float
    calibration: tuple[tuple[float, float], ...]
    threshold: float

    def confidence(self, raw: float) -> float:
        """The share of answers that were right at this raw confidence, by straight lines between the measured points."""
        points = self.calibration
        if not points:
            return raw
        if raw <= points[0][0]:
            return points[0][1]
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if raw <= x1:
                return y0 + (y1 - y0) * (raw - x0) / (x1 - x0) if x1 > x0 else y1
        return points[-1][1]


def softmax(scores: Sequence[float]) -> list[float]:
    """Scores as shares that add up to one."""
    top = max(scores)
    powers = [exp(s - top) for s in scores]
    total = sum(powers)
    return [p / total for p in powers]


def read_head(data: Mapping[str, Any]) -> Head:
    """A head from its JSON shape."""
    return Head(tuple(data["names"]), tuple(data["bias"]), data["weights"])


def read_heads(data: Mapping[str, Any]) -> Heads:
    """All heads from their JSON shape."""
    return Heads(
        unit=read_head(data["unit"]),
        turn=read_head(data["turn"]),
        joined=float(data["joined"]),
        other=float(data["other"]),
        calibration=tuple((float(x), float(y)) for x, y in data["calibration"]),
        threshold=float(data["threshold"]),
    )


@cache
def shipped_heads() -> Heads:
    """The heads that ship, read once and only when something is first heard."""
    # Imported here: these cost more than all the rest of hearing, and only a first answer needs them.
    import json
    from importlib import resources

    text = resources.files("simulator.hearing").joinpath("model", "heads.json").read_text(encoding="utf-8")
    return read_heads(json.loads(text))
