"""Owns the trained heads of the full tier: reading them from plain arrays, and turning what they see into calibrated shares."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any
from zlib import crc32

import numpy as np

from simulator.core.moves import MOVES, OTHER
from simulator.core.records import dataclass
from simulator.hearing.features import Features
from simulator.hearing.learn import log_softmax, sigmoid
from simulator.hearing.pattern import Pattern

CLASSES = (*MOVES, OTHER)
LEARNED_FLAGS = ("harm", "jargon", "empty")
"""Flags that are learned beside the rules; the others are too rare in what was coded, or rules do better."""
BUCKETS = 65_536
"""Words, letter groups and cues fall into this many numbered places by their checksum: no vocabulary to ship, and new words cost nothing."""


@dataclass(frozen=True, slots=True)
class View:
    """What a head sees: `meaning`, the float32 row that the reader made, and words and cues as `places` (0 to `BUCKETS`) with `values`."""

    meaning: Any
    places: Any
    values: Any


def place_of(feature: str) -> int:
    """The numbered place of a feature."""
    return crc32(feature.encode()) % BUCKETS


def hashed(features: Features) -> tuple[Any, Any]:
    """The numbered places of `features`, and their values as float32."""
    places = np.array([place_of(name) for name in features], dtype=np.int64)
    return places, np.array(list(features.values()), dtype=np.float32)


def view(meaning: Any, features: Features) -> View:
    """What is seen of an utterance, or of a whole answer."""
    return View(meaning, *hashed(features))


@dataclass(frozen=True, slots=True)
class Head:
    """One linear map: `meaning` of shape (width, names) and `words` of shape (BUCKETS, names), float32; `bias` of shape (names,)."""

    meaning: Any
    words: Any
    bias: Any

    def scores(self, view: View) -> Any:
        """The raw scores, shape (names,). One view at a time, and rounded: the last digits must not depend on the company."""
        return np.round((view.meaning @ self.meaning + view.values @ self.words[view.places] + self.bias).astype(np.float64), 4)


@dataclass(frozen=True, slots=True)
class Odds:
    """How sure it is that an answer makes a move: log-odds from its utterances and from the whole of it, weighed, and shifted move by move."""

    units: float
    answer: float
    shift: Any

    def shares(self, units: Any, answer: Any) -> Any:
        """The calibrated share of times, 0 to 1, that each move is made, shape (20,), from log shares of utterances and log-odds of the answer."""
        return sigmoid(self.units * any_of(units) + self.answer * answer + self.shift)


def any_of(units: Any) -> Any:
    """The log-odds, shape (20,), that at least one of the utterances with these log shares, shape (n, 21), makes each move."""
    there = np.clip(1.0 - np.prod(1.0 - np.exp(units[:, : len(MOVES)]), axis=0), 1e-4, 1 - 1e-4)
    return np.log(there / (1.0 - there))


@dataclass(frozen=True, slots=True)
class Speaking:
    """When it speaks: how sure it is of each move, the share in `cuts`, shape (20,), from which a move is heard, and the share `sure` below which it is
    not sure enough to be scored."""

    odds: Odds
    cuts: Any
    sure: float


@dataclass(frozen=True, slots=True)
class Trained:
    """All that is learned: heads over utterances and answers, when it speaks of an answer with marks and of one typed without any, and flags.

    A flag is heard from its score in `flag_cuts` on. Moves in `weak` were right too seldom on answers held out to be evidence by themselves.
    """

    unit: Head
    turn: Head
    flags: Head
    marked: Speaking
    unmarked: Speaking
    flag_cuts: tuple[float, ...]
    weak: frozenset[str] = frozenset()
    stamp: str = ""
    """A short name of exactly these heads."""

    def speaking(self, text: str) -> Speaking:
        """When it speaks of `text`: where nothing marks where one act ends, the utterances are cut worse, and the answer as a whole tells more."""
        return self.marked if _MARK.search(text) else self.unmarked


_MARK = Pattern(r"[.,;:?!…¿¡\n]")


def shares_of(head: Head, views: list[View]) -> Any:
    """Log shares of every class for each utterance, shape (views, 21)."""
    return log_softmax(np.stack([head.scores(view) for view in views]))


def read_head(arrays: Mapping[str, Any], name: str) -> Head:
    """A head from its whole-number arrays: `{name}_meaning`, `{name}_words` (int8), their steps, and `{name}_bias`."""

    def table(part: str) -> Any:
        return arrays[f"{name}_{part}"].astype(np.float32) * arrays[f"{name}_{part}_step"]

    return Head(table("meaning"), table("words"), arrays[f"{name}_bias"])


def _read_speaking(data: Mapping[str, Any]) -> Speaking:
    odds = Odds(float(data["units"]), float(data["answer"]), np.array(data["shift"], dtype=np.float64))
    return Speaking(odds, np.array(data["cuts"], dtype=np.float64), float(data["sure"]))


def read_trained(arrays: Mapping[str, Any], settings: Mapping[str, Any]) -> Trained:
    """All heads from their arrays and settings."""
    return Trained(
        unit=read_head(arrays, "unit"),
        turn=read_head(arrays, "turn"),
        flags=read_head(arrays, "flags"),
        marked=_read_speaking(settings["marked"]),
        unmarked=_read_speaking(settings["unmarked"]),
        flag_cuts=tuple(float(cut) for cut in settings["flag_cuts"]),
        weak=frozenset(settings["weak"]),
        stamp=str(settings.get("stamp", "")),
    )


@cache
def shipped_heads() -> Trained:
    """The heads that ship, read once."""
    folder = resources.files("simulator.hearing").joinpath("model")
    settings = json.loads(folder.joinpath("full.json").read_text(encoding="utf-8"))
    with folder.joinpath("full.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return read_trained({name: arrays[name] for name in arrays.files}, settings)
