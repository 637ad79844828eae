"""Owns cutting words into the pieces that the reader knows: the likeliest row of pieces for each word, as multilingual-e5-small was taught to cut them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

BEGIN, END, UNKNOWN = 0, 1, 2
"""The numbers of what opens a reading, of what parts its lines, and of a letter that no piece holds."""
SPACE = "▁"
"""What stands for the space before a word."""
LONGEST_WORD = 60
"""Letters of a word that are read: the work grows with it, and nobody says longer ones."""
KEPT = 20_000
"""Words remembered."""


class Pieces:
    """The pieces, from lines of a piece, a tab and how likely it is (a logarithm), in the order of their numbers."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Raises ValueError where a line has no likelihood."""
        rows = [line.rstrip("\n").split("\t") for line in lines]
        self._scores = [float(score) for _, score in rows]
        self._numbers = {piece: number for number, (piece, _) in enumerate(rows) if number > UNKNOWN}
        self._longest = max(map(len, self._numbers))
        self._unlikely = min(self._scores) - 10.0
        self._known: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self._scores)

    def of(self, text: str) -> list[int]:
        """The numbers of the pieces of `text`, word by word."""
        found: list[int] = []
        for word in unicodedata.normalize("NFKC", text).split():
            pieces = self._known.get(word)
            if pieces is None:
                pieces = self._cut(SPACE + word[:LONGEST_WORD])
                if len(self._known) < KEPT:
                    self._known[word] = pieces
            found += pieces
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        """The row of pieces whose likelihoods add up to most; of equals the one found first."""
        end = len(word)
        best = [0.0] + [float("-inf")] * end
        came: list[tuple[int, int]] = [(0, UNKNOWN)] * (end + 1)
        for start in range(end):
            for stop in range(start + 1, min(end, start + self._longest) + 1):
                number = self._numbers.get(word[start:stop])
                if number is not None and (score := best[start] + self._scores[number]) > best[stop]:
                    best[stop], came[stop] = score, (start, number)
            if (score := best[start] + self._unlikely) > best[start + 1]:
                best[start + 1], came[start + 1] = score, (start, UNKNOWN)
        pieces = []
        while end:
            end, number = came[end]
            pieces.append(number)
        return tuple(reversed(pieces))
