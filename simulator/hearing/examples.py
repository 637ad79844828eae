"""Owns the influence of a trainer's examples: a line that is nearly one of them takes its move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from simulator.core.moves import MOVES
from simulator.core.records import dataclass
from simulator.hearing.similarity import similar, stems_of
from simulator.hearing.words import words

NEAR = 0.9
"""How alike a line must be to an example to take its move."""

_WIDEST = 3
"""An example may span this many utterances."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Taught:
    """Spans after joining those that together make an example, and the moves that examples decided, by index."""

    spans: list[Span]
    moves: dict[int, str] = field(default_factory=dict)


class Examples:
    """Lines of each move, indexed by their rarest-looking stem so that looking one up stays cheap."""

    def __init__(self, examples: Mapping[str, Sequence[str]]) -> None:
        self._lines: dict[str, list[tuple[str, str]]] = {}
        self._exact: dict[tuple[str, ...], str] = {}
        for move in sorted(examples, key=lambda m: MOVES.index(m) if m in MOVES else len(MOVES)):
            for line in examples[move]:
                if not (key := tuple(words(line))):
                    continue
                self._exact.setdefault(key, move)
                for stem in stems_of(line):
                    self._lines.setdefault(stem, []).append((line, move))

    def move_of(self, text: str) -> str | None:
        """The move of the example nearest to `text`, where one is near enough."""
        if not self._exact or not (key := tuple(words(text))):
            return None
        if key in self._exact:
            return self._exact[key]
        stems = stems_of(text)
        weightiest = sorted(stems, key=lambda s: (-stems[s], s))[:2]
        best, decided = NEAR, None
        for line, move in dict.fromkeys(pair for s in weightiest for pair in self._lines.get(s, ())):
            # Turning a line round with «not» must not keep its move, however alike the rest is.
            if _negated(line) == _negated(text) and (score := similar(text, line)) >= best:
                best, decided = score + 1e-9, move
        return decided

    def places(self, text: str, spans: Sequence[Span]) -> Taught:
        """`spans` with those joined that together make an example, and what the examples decide."""
        if not self._exact:
            return Taught(list(spans))
        taught = Taught([])
        index = 0
        while index < len(spans):
            for width in range(min(_WIDEST, len(spans) - index), 0, -1):
                whole = (spans[index][0], spans[index + width - 1][1])
                move = self.move_of(text[whole[0] : whole[1]])
                if move is not None or width == 1:
                    if move is not None:
                        taught.moves[len(taught.spans)] = move
                    taught.spans.append(whole)
                    index += width
                    break
        return taught


_NEGATIONS = frozenset(
    ["not", "no", "dont", "didnt", "doesnt", "cant", "wont", "isnt", "arent", "never", "nobody", "nunca", "nadie", "tampoco"]
)


def _negated(text: str) -> bool:
    return sum(w in _NEGATIONS for w in words(text)) % 2 == 1
