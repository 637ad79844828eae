"""Owns the light tier: cues and linear heads over words, in pure Python; it works wherever Python does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import ClassVar

from simulator.core.moves import Unit
from simulator.hearing.evidence import Gain
from simulator.hearing.features import Setting, turn_features, utterance_features
from simulator.hearing.listen import TAUGHT, Judged, Listener, primary_of
from simulator.hearing.model import Heads, shipped_heads, softmax
from simulator.hearing.segment import Span
from simulator.hearing.similarity import similar

LIKE = 0.25
"""How alike in wording an example must be to be shown beside a line."""


class LightHearing(Listener):
    """Hearing by cues and linear heads over words. A trainer's `examples` (move → lines) decide the move of lines near to them."""

    tier: ClassVar[str] = "light"

    def __init__(self, examples: Mapping[str, Sequence[str]] | None = None, heads: Heads | None = None) -> None:
        super().__init__(examples)
        self._given = heads

    @property
    def _heads(self) -> Heads:
        return self._given if self._given is not None else shipped_heads()

    @property
    def threshold(self) -> float:
        return self._heads.threshold

    def judge(self, text: str, spans: Sequence[Span], fixed: Mapping[int, str], where: Setting, expected: Collection[str] = ()) -> Judged:
        heads = self._heads
        texts = [text[a:b] for a, b in spans]
        turn = heads.turn.scores(turn_features(text[: spans[-1][1]], texts, where))
        units: list[Unit] = []
        raw: list[float] = []
        for index, (start, end) in enumerate(spans):
            scores = heads.unit.scores(utterance_features(texts, index, where))
            joined = [s + heads.joined * t for s, t in zip(scores, turn, strict=False)] + [scores[-1] + heads.other]
            share = softmax(joined)
            best = max(range(len(share)), key=share.__getitem__)
            if index in fixed:
                units.append(Unit(start, end, fixed[index], TAUGHT))
                raw.append(1.0)
            else:
                units.append(Unit(start, end, heads.unit.names[best], round(heads.confidence(share[best]), 3)))
                raw.append(share[best])
        at = primary_of([unit.move for unit in units])
        return units, at, raw[at], ()

    def gains(self, text: str, spans: Sequence[Span], where: Setting) -> Callable[[int, str], Gain]:
        head = self._heads.unit
        texts = [text[a:b] for a, b in spans]

        def of(index: int, move: str) -> Gain:
            at = head.names.index(move)
            scores = head.scores(utterance_features(texts, index, where))
            rival = max((k for k in range(len(scores)) if k != at), key=scores.__getitem__)
            return lambda name: head.weight(name, at) - head.weight(name, rival)

        return of

    def nearest_example(self, line: str, move: str) -> str:
        best, found = LIKE, ""
        for example in self._lines.get(move, ()):
            if (likeness := similar(line, example)) > best:
                best, found = likeness, example
        return found
