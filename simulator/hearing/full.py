"""Owns the full tier: heads over the meaning of each utterance, of the answer and of the line it answers, joined with its words and cues."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import numpy as np

from simulator.core.moves import Unit
from simulator.hearing.evidence import Gain
from simulator.hearing.features import Setting, turn_features, utterance_features
from simulator.hearing.listen import TAUGHT, Judged, Listener, primary_of
from simulator.hearing.meaning import Encoder
from simulator.hearing.segment import Span
from simulator.hearing.sureness import answer_signs, unit_signs
from simulator.hearing.trained import CLASSES, Trained, View, log_shares, place_of, shipped_heads, turn_view, unit_view

LIKE = 0.35
"""How alike in meaning an example must be to be shown beside a line."""

_ENDS = frozenset(".!?;…\n")
"""Marks that end a sentence: utterances on either side of one stay apart, though both make the same move."""


class FullHearing(Listener):
    """Hearing by meaning and wording. A trainer's `examples` (move → lines) decide the move of lines near to them."""

    tier: ClassVar[str] = "full"

    def __init__(self, encoder: Encoder, examples: Mapping[str, Sequence[str]] | None = None, heads: Trained | None = None) -> None:
        super().__init__(examples)
        self._encoder = encoder
        self._trained = heads if heads is not None else shipped_heads()

    @property
    def threshold(self) -> float:
        return self._trained.threshold

    def scores(self, text: str, spans: Sequence[Span], where: Setting) -> tuple[Any, Any]:
        """Log shares of every class for each utterance, shape (spans, 21), and the log-odds of every move for the answer, shape (20,)."""
        units, answer = views(self._encoder, text, spans, where)
        turn = self._trained.turn.scores(answer)
        return self._trained.join(np.stack([self._trained.unit.scores(view) for view in units]), turn), turn

    def judge(self, text: str, spans: Sequence[Span], fixed: Mapping[int, str], where: Setting) -> Judged:
        shares, turn = self.scores(text, spans, where)
        for index, move in fixed.items():
            shares[index] = -30.0
            shares[index, CLASSES.index(move)] = 0.0
        path = likeliest(shares, self._trained.stay)
        signs = [unit_signs(shares[i], turn, path[i], text[a:b]) for i, (a, b) in enumerate(spans)]
        sure = [TAUGHT if i in fixed else self._trained.unit_sureness.of(sign) for i, sign in enumerate(signs)]
        at = primary_of([CLASSES[k] for k in path])
        answer = TAUGHT if at in fixed else self._trained.answer_sureness.of(answer_signs(path, sure, at))
        units = [Unit(a, b, CLASSES[k], round(s, 3)) for (a, b), k, s in zip(spans, path, sure, strict=True)]
        joined, at = join_neighbours(text, units, at)
        return joined, at, answer

    def gains(self, text: str, spans: Sequence[Span], where: Setting) -> Callable[[int, str], Gain]:
        shares, _ = self.scores(text, spans, where)
        table = self._trained.unit.words

        def of(index: int, move: str) -> Gain:
            at = CLASSES.index(move)
            rival = max((k for k in range(len(CLASSES)) if k != at), key=lambda k: float(shares[index, k]))
            more = table[:, at] - table[:, rival]
            return lambda name: float(more[place_of(name)])

        return of

    def nearest_example(self, line: str, move: str) -> str:
        lines = self._lines.get(move, ())
        if not lines:
            return ""
        alike = self._encoder.alike(line, lines)
        best = max(range(len(lines)), key=alike.__getitem__)
        return lines[best] if alike[best] >= LIKE else ""


def views(encoder: Encoder, text: str, spans: Sequence[Span], where: Setting) -> tuple[list[View], View]:
    """What the heads see of each of `spans` of an answer, and of the whole of it."""
    texts = [text[a:b] for a, b in spans]
    whole = text[: spans[-1][1]]
    vectors = encoder.together(texts if texts == [whole] else [*texts, whole])
    said = encoder.vectors([where.line])[0] if where.line else np.zeros_like(vectors[0])
    units = [unit_view(vectors[i], vectors[-1], said, utterance_features(texts, i, where)) for i in range(len(texts))]
    return units, turn_view(vectors[-1], said, turn_features(whole, texts, where))


def likeliest(shares: Any, stay: float) -> list[int]:
    """The likeliest row of classes for utterances with these log shares, where keeping the class of the one before is worth `stay`."""
    best = log_shares(shares[0])
    came: list[Any] = []
    for row in shares[1:]:
        kept = best + stay
        moved = best.max()
        came.append(np.where(kept >= moved, np.arange(len(best)), int(best.argmax())))
        best = np.maximum(kept, moved) + log_shares(row)
    path = [int(best.argmax())]
    for back in reversed(came):
        path.append(int(back[path[-1]]))
    return path[::-1]


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
