"""Owns how sure the full tier is: signs of doubt about an utterance and about an answer, and a calibrated share of times it is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Any

from simulator.core.moves import MOVES, OTHER

Signs = dict[str, float]
_CLASSES = (*MOVES, OTHER)


@dataclass(frozen=True, slots=True)
class Sureness:
    """A logistic curve over named signs."""

    bias: float
    weights: Mapping[str, float]

    def of(self, signs: Signs) -> float:
        """The share of times, 0 to 1, that what shows these signs is right."""
        score = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in signs.items())
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))

    @staticmethod
    def read(data: Mapping[str, Any]) -> Sureness:
        """From its JSON shape."""
        return Sureness(float(data["bias"]), {str(k): float(v) for k, v in data["weights"].items()})


def log_odds(share: float) -> float:
    """The logarithm of the odds of a share, kept finite."""
    kept = max(0.01, min(0.99, share))
    return log(kept / (1.0 - kept))


def unit_signs(shares: Any, turn: Any, chosen: int, text: str) -> Signs:
    """Signs about one utterance heard as class number `chosen`: log shares of shape (21,), log-odds over the whole answer of shape (20,)."""
    ranked = sorted((float(s) for s in shares), reverse=True)
    own = float(shares[chosen])
    return {
        "share": log_odds(exp(own)),
        "margin": own - (ranked[1] if own >= ranked[0] else ranked[0]),
        "answer": max(-4.0, min(4.0, float(turn[chosen]))) if chosen < len(turn) else 0.0,
        "short": 1.0 if len(text.split()) < 4 else 0.0,
        f"move={_CLASSES[chosen]}": 1.0,
    }


def answer_signs(path: Sequence[int], sure: Sequence[float], at: int) -> Signs:
    """Signs about a whole answer whose utterances were heard as the classes `path`, each so `sure`, `at` the primary."""
    best: dict[int, float] = {}
    for chosen, share in zip(path, sure, strict=True):
        if chosen < len(MOVES):
            best[chosen] = max(best.get(chosen, 0.0), share)
    moves = list(best.values()) or [sure[at]]
    return {
        "primary": log_odds(sure[at]),
        "mean": log_odds(sum(moves) / len(moves)),
        "least": log_odds(min(moves)),
        "several": float(len(moves) - 1),
        "nothing": 1.0 if not best else 0.0,
    }
