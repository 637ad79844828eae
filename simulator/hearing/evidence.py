"""Owns the evidence shown for a move: which words of an utterance carried it, exactly as the linear head added them up, and the nearest example."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from simulator.hearing.cues import cues, match_of
from simulator.hearing.features import Features
from simulator.hearing.pattern import Pattern
from simulator.hearing.words import words

Span = tuple[int, int]
Gain = Callable[[str], float]
"""What a feature adds to the score of the move that was heard over that of its nearest rival."""

_RAW = Pattern(r"[^\W_]+(?:['’][^\W_]+)*")
MOST = 3
"""Stretches of words that are marked in one utterance."""
WORTH = 0.3
"""A word is marked that adds at least this share of what the strongest one adds."""


def carried(text: str, start: int, end: int, features: Features, gain: Gain) -> tuple[Span, ...]:
    """The stretches of `text[start:end]` whose words spoke most for the move, in order; empty where no word did.

    `features` are those the head saw of this utterance. What a word adds is the sum over every feature it takes part in: itself, its pairs, its
    groups of letters, and the cues it belongs to, each shared out evenly. Where the meaning of the whole decided, no word may stand out.
    """
    piece = text[start:end]
    raw = [(start + m.start(), start + m.end()) for m in _RAW.each(piece)]
    if not raw:
        return ()
    adds = [0.0] * len(raw)
    owners: list[int] = []
    folded: list[str] = []
    for at, (a, b) in enumerate(raw):
        for word in words(text[a:b]):
            folded.append(word)
            owners.append(at)

    def add(name: str, places: Sequence[int]) -> None:
        value = features.get(name)
        if value is not None and places:
            share = value * gain(name) / len(places)
            for place in places:
                adds[place] += share

    _add_words(folded, owners, add)
    for cue in cues(piece):
        if (found := match_of(cue, piece)) is not None:
            first, last = found
            add(f"c:{cue}", sorted({owners[k] for k in range(first, min(last, len(owners)))}))
    return _stretches(raw, adds)


def _add_words(folded: Sequence[str], owners: Sequence[int], add: Callable[[str, Sequence[int]], None]) -> None:
    places: dict[str, list[int]] = {}
    for word, owner in zip(folded, owners, strict=True):
        places.setdefault(f"w:{word}", []).append(owner)
        if len(word) > 2:
            padded = f" {word} "
            for n in (3, 4):
                for i in range(len(padded) - n + 1):
                    places.setdefault(f"l:{padded[i : i + n]}", []).append(owner)
    bound = [("<", -1), *zip(folded, owners, strict=True), (">", -1)]
    for (one, left), (other, right) in itertools.pairwise(bound):
        places.setdefault(f"w:{one}_{other}", []).extend(owner for owner in (left, right) if owner >= 0)
    for name, found in places.items():
        add(name, found)


def _stretches(raw: Sequence[Span], adds: Sequence[float]) -> tuple[Span, ...]:
    """Neighbouring strong words made one stretch, the strongest `MOST`, in order."""
    top = max(adds)
    if top <= 0:
        return ()
    strong = [at for at, value in enumerate(adds) if value >= WORTH * top]
    runs: list[list[int]] = []
    for at in strong:
        # One small word between two strong ones is read with them.
        if runs and at - runs[-1][-1] <= 2:
            runs[-1].append(at)
        else:
            runs.append([at])
    best = sorted(runs, key=lambda run: (-sum(adds[at] for at in run), run[0]))[:MOST]
    return tuple(sorted((raw[run[0]][0], raw[run[-1]][1]) for run in best))
