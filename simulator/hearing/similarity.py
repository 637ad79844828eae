"""Owns how alike two wordings are: overlap of rare stems, both languages, accents and case stripped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import log, sqrt

from simulator.hearing.words import STOP, stem, words

_SMALL = 0.15
_NOT = frozenset(
    ["not", "no", "dont", "didnt", "doesnt", "cant", "wont", "isnt", "arent", "never", "nobody", "nunca", "nadie", "nada", "ni", "tampoco"]
)


@lru_cache(maxsize=4096)
def _stems(text: str) -> Mapping[str, float]:
    """The stems of `text` with their weight: small words count a little, so that two lines of small words can still be told apart."""
    counts: Counter[str] = Counter()
    weights: dict[str, float] = {}
    for word in words(text)[:400]:
        key = word if word in STOP or word in _NOT else stem(word)
        counts[key] += 1
        weights[key] = 0.5 if word in _NOT else _SMALL if word in STOP else 1.0 + min(len(word), 9) / 18
    return {key: weights[key] * (1 + log(count)) for key, count in counts.items()}


def similar(a: str, b: str, rarity: Mapping[str, float] | None = None) -> float:
    """How alike two wordings are, 0 to 1: the cosine of their weighted stems. `rarity` may weigh stems further."""
    one, other = _stems(a), _stems(b)
    if not one or not other:
        return 0.0

    def weight(key: str, plain: float) -> float:
        return plain * rarity.get(key, 1.0) if rarity else plain

    dot = sum(weight(k, v) * weight(k, other[k]) for k, v in one.items() if k in other)
    size = sqrt(sum(weight(k, v) ** 2 for k, v in one.items()) * sum(weight(k, v) ** 2 for k, v in other.items()))
    return min(1.0, dot / size) if size else 0.0


def stems_of(text: str) -> Mapping[str, float]:
    """The weighted stems that `similar` compares."""
    return _stems(text)
