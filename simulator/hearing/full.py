"""Owns the full tier: heads over what the reader makes of each utterance and of the whole answer, joined with their words and cues."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar

import numpy as np

from simulator.core.moves import MOVES, OTHER, Spoken, Unit
from simulator.hearing.evidence import Gain
from simulator.hearing.features import Features, Setting, setting, turn_features, wider_features
from simulator.hearing.listen import TAUGHT, Judged, Listener, primary_of
from simulator.hearing.meaning import Meaning
from simulator.hearing.reader import Reader, shipped_reader
from simulator.hearing.segment import Span, segment
from simulator.hearing.trained import CLASSES, LEARNED_FLAGS, Trained, View, place_of, shares_of, shipped_heads, view

EXPECTED = 1.0
"""How much likelier, in log-odds, a move is that the author gave to the written reply an answer is like (`benchmarks/routing.py --beat`)."""
NONE = len(MOVES)
"""The class number of `other`."""
LIKE = 0.35
"""How alike in meaning an example must be to be shown beside a line."""

_ENDS = frozenset(".!?;…\n")
"""Marks that end a sentence: utterances on either side of one stay apart, though both make the same move."""


class FullHearing(Listener):
    """Hearing by meaning and wording. A trainer's `examples` (move → lines) decide the move of lines near to them."""

    tier: ClassVar[str] = "full"

    def __init__(self, meaning: Meaning, examples: Mapping[str, Sequence[str]] | None = None, heads: Trained | None = None) -> None:
        super().__init__(examples)
        self._meaning = meaning
        self._trained = heads if heads is not None else shipped_heads()
        self._reader = shipped_reader()
        # An answer is heard twice where a written reply is found for it, and again to explain it: the work is the same.
        self._scored = lru_cache(maxsize=4)(self._scores)

    @property
    def threshold(self) -> float:
        return self._trained.marked.sure

    def threshold_of(self, text: str) -> float:
        return self._trained.speaking(text).sure

    @property
    def weak(self) -> frozenset[str]:
        return self._trained.weak

    def _scores(self, text: str, spans: tuple[Span, ...], where: Setting) -> tuple[Any, Any, Any]:
        """Log shares of every class for each utterance, shape (spans, 21), the share of times that the answer makes each move, shape (20,), and the
        scores of the learned flags."""
        units, answer = views(self._reader, text, spans, where)
        shares = shares_of(self._trained.unit, units)
        odds = self._trained.speaking(text).odds.shares(shares, self._trained.turn.scores(answer))
        return shares, odds, self._trained.flags.scores(answer)

    def listen(self, context: Sequence[Spoken] = (), form: str = "") -> None:
        super().listen(context, form)
        self._reader.listen(form, setting(context, form).before)

    def cut(self, text: str, where: Setting) -> list[Span]:
        return cut(self._reader, text, where)

    def judge(self, text: str, spans: Sequence[Span], fixed: Mapping[int, str], where: Setting, expected: Collection[str] = ()) -> Judged:
        shares, odds, raised = (scores.copy() for scores in self._scored(text, tuple(spans), where))
        for index, move in fixed.items():
            shares[index] = -30.0
            shares[index, CLASSES.index(move)] = 0.0
            if move != OTHER:
                odds[CLASSES.index(move)] = TAUGHT
        for move in expected:
            if move in MOVES:
                odds[MOVES.index(move)] = likelier(odds[MOVES.index(move)], EXPECTED)
        path = placed(shares, odds, odds >= self._trained.speaking(text).cuts)
        at = primary_of([CLASSES[k] for k in path])
        units = [
            Unit(a, b, CLASSES[k], round(float(odds[k] if k != NONE else np.exp(shares[i, NONE])), 3))
            for i, ((a, b), k) in enumerate(zip(spans, path, strict=True))
        ]
        sure = float(odds[path[at]]) if path[at] != NONE else min(1.0 - float(odds.max()), float(np.exp(shares[at, NONE])))
        joined, at = join_neighbours(text, units, at)
        flags = tuple(flag for flag, there in zip(LEARNED_FLAGS, raised >= self._trained.flag_cuts, strict=True) if there)
        return joined, at, sure, flags

    def gains(self, text: str, spans: Sequence[Span], where: Setting) -> Callable[[int, str], Gain]:
        shares, _, _ = self._scored(text, tuple(spans), where)
        table = self._trained.unit.words

        def of(index: int, move: str) -> Gain:
            at = CLASSES.index(move)
            rival = max((k for k in range(len(CLASSES)) if k != at), key=lambda k: float(shares[index, k]))
            more = table[:, at] - table[:, rival]
            return lambda name: float(more[place_of(name)])

        return of

    def features(self, texts: Sequence[str], index: int, where: Setting) -> Features:
        return wider_features(texts, index, where)

    def nearest_example(self, line: str, move: str) -> str:
        lines = self._lines.get(move, ())
        if not lines:
            return ""
        alike = self._meaning.alike(line, lines)
        best = max(range(len(lines)), key=alike.__getitem__)
        return lines[best] if alike[best] >= LIKE else ""


def cut(reader: Reader, text: str, where: Setting) -> list[Span]:
    """The utterances of an answer: those that its marks and openings tell apart, and within them those that the reader does."""
    return reader.cut(where.form, where.before, text, segment(text))


def features_of(text: str, spans: Sequence[Span], where: Setting) -> tuple[list[Features], Features]:
    """The words and cues of each of `spans` of an answer, and of the whole of it."""
    texts = [text[a:b] for a, b in spans]
    return [wider_features(texts, index, where) for index in range(len(texts))], turn_features(text[: spans[-1][1]], texts, where)


def views(reader: Reader, text: str, spans: Sequence[Span], where: Setting) -> tuple[list[View], View]:
    """What the heads see of each of `spans` of an answer, and of the whole of it."""
    units, answer = features_of(text, spans, where)
    rows, whole = reader.read(where.form, where.before, [text[a:b] for a, b in spans])
    return [view(row, features) for row, features in zip(rows, units, strict=True)], view(whole, answer)


def likelier(share: float, by: float) -> float:
    """A share, 0 to 1, with its log-odds raised by `by`."""
    kept = min(max(float(share), 1e-6), 1 - 1e-6)
    return 1.0 / (1.0 + (1.0 - kept) / kept * float(np.exp(-by)))


def placed(shares: Any, odds: Any, heard: Any) -> list[int]:
    """The class number of each utterance with these log shares, shape (n, 21), so that every move that is `heard`, shape (20,), has one of its own.

    A move for which there is no utterance left, the surer ones served first, is not heard after all.
    """
    allowed = [*(int(k) for k in np.flatnonzero(heard)), NONE]
    path = [max(allowed, key=lambda k: (float(row[k]), -k)) for row in shares]
    for move in sorted(allowed[:-1], key=lambda k: (-float(odds[k]), k)):
        if move not in path:
            free = [i for i, k in enumerate(path) if k == NONE or path.count(k) > 1]
            if free:
                path[max(free, key=lambda i: (float(shares[i, move] - shares[i, path[i]]), -i))] = move
    return path


def join_neighbours(text: str, units: Sequence[Unit], at: int) -> tuple[list[Unit], int]:
    """`units` with neighbours of one move inside one sentence made one, and where the unit `at` went.

    Clauses are cut finer than people hear them, so that a new act is never missed; what does the same thing is one act.
    """
    joined: list[Unit] = []
    moved = 0
    for index, unit in enumerate(units):
        last = joined[-1] if joined else None
        if last and last.move == unit.move and not _ENDS & set(text[last.end - 1 : unit.start]):
            joined[-1] = Unit(last.start, unit.end, unit.move, max(last.confidence, unit.confidence))
        else:
            joined.append(unit)
        if index == at:
            moved = len(joined) - 1
    return joined, moved
