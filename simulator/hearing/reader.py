"""Owns the reader: a small transformer, in numpy alone, that reads an answer after the lines it answers, finds where its clauses begin, and makes a row
of numbers of each clause and of the whole of it, out of which the heads tell what they do.

Its weights are the lower layers of multilingual-e5-small (Wang et al. 2024, MIT licence), learned further from the coded answers by `benchmarks/train_reader.py`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import numpy as np

from simulator.core.moves import Spoken
from simulator.core.records import dataclass
from simulator.hearing.features import TRAINEE
from simulator.hearing.pieces import BEGIN, END, Pieces
from simulator.hearing.segment import Span

HEADS = 12
"""Ways in which each layer looks from one piece to the others."""
WIDTH = 384
BEFORE, LINE, OWN_LINE, ANSWER = 96, 64, 24, 200
"""Pieces read of all that was said before, of a line of it, of the trainee's own line, and of an answer at once."""
PARTS = 4
"""Parts of an answer that are read, some five hundred words; nobody says more at once."""
LINES = 2
"""Lines before the answer that are read."""
TINY = 1e-12
_FAR = 80.0
BEGINS = 0.0
"""The score, in log-odds, from which on a word begins a clause."""
_STATES = 64
"""Moments whose lines stay read: their work is done before the answer comes."""
_ANSWERS = 4
"""Parts of answers that stay read: an answer is cut, then heard, and heard again knowing the beat."""


def laid_out(pieces: Pieces, form: str, before: Sequence[tuple[str, Spoken]]) -> tuple[int, ...]:
    """The numbers of what is read before the answer: the form of the meeting and the last lines, each after its speaker.

    `before` pairs each line with the name to read for its speaker.
    """
    found = [BEGIN, *pieces.of(form.replace("_", " "))]
    for name, line in before[-LINES:]:
        said = pieces.of(line.says)
        most = OWN_LINE if name == TRAINEE else LINE
        if len(said) > most:
            # What was said last is what is answered.
            said = said[-most:]
        found += [END, *pieces.of(f"{name}:")[:12], *said]
    return (*found[: BEFORE - 1], END)


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: looking (`look` of shape (384, 1152), `found` of shape (384, 384)) and thinking (`wide`, `narrow`), each with biases and a norm."""

    look: Any
    look_bias: Any
    found: Any
    found_bias: Any
    found_norm: Any
    wide: Any
    wide_bias: Any
    narrow: Any
    narrow_bias: Any
    norm: Any


class Reader:
    """The reader, from its arrays and pieces. Pure but for remembering what was read before answers; safe in threads."""

    def __init__(self, arrays: Mapping[str, Any], pieces: Pieces) -> None:
        self.pieces = pieces
        self._words, self._steps = arrays["words"], arrays["words_steps"].astype(np.float32)
        self._places = arrays["places"].astype(np.float32)
        self._norm = arrays["norm"]
        self._layers = [
            _asking(Layer(**{name: whole_of(arrays, f"{number}_{name}") for name in Layer.__dataclass_fields__}))
            for number in range(int(arrays["layers"]))
        ]
        self._hurts, self._hurts_bias = arrays["hurts"][:, 0], float(arrays["hurts_bias"][0])
        self._cut, self._cut_bias = arrays["cut"][:, 0], float(arrays["cut_bias"][0])
        self._before = lru_cache(maxsize=_STATES)(self._read_before)
        self._states = lru_cache(maxsize=_ANSWERS)(self._read_answer)

    def listen(self, form: str, before: Sequence[tuple[str, Spoken]]) -> None:
        """Read what was said before an answer, while the answer is still to come: half of the work."""
        self._before(laid_out(self.pieces, form, before))

    def cut(self, form: str, before: Sequence[tuple[str, Spoken]], text: str, spans: Sequence[Span]) -> list[Span]:
        """`spans` of an answer, cut further where a clause begins in them that nothing marks. `before` as in `laid_out`."""
        words = [(a + m.start(), a + m.end()) for a, b in spans for m in re.finditer(r"\S+", text[a:b])]
        told = laid_out(self.pieces, form, before)
        scores: list[float] = []
        for part in _parts([self._clause(text[a:b]) for a, b in words])[:PARTS]:
            firsts = np.cumsum([1, *(len(word) for word in part[:-1])])
            state = self._states(told, tuple(number for word in part for number in word))
            scores += (np.concatenate([state[firsts - 1], state[firsts]], axis=1) @ self._cut + self._cut_bias).tolist()
        begins = {start for (start, _), score in zip(words, scores, strict=False) if score >= BEGINS} | {start for start, _ in spans}
        found: list[Span] = []
        for start, end in words:
            if start in begins:
                found.append((start, end))
            else:
                found[-1] = (found[-1][0], end)
        return found

    def read(self, form: str, before: Sequence[tuple[str, Spoken]], clauses: Sequence[str]) -> tuple[Any, Any]:
        """A row for each clause, shape (clauses, 1152), and one for the whole answer, shape (769,), whose last number tells how much the clause hurts that
        hurts most.

        `before` as in `laid_out`. A long answer is read in parts, each after the same lines; of what comes after `PARTS` of them nothing is known.
        """
        told = laid_out(self.pieces, form, before)
        parts = _parts([self._clause(clause) for clause in clauses])[:PARTS]
        rows, wholes = zip(*(self._read(told, part) for part in parts), strict=True)
        known, whole = np.concatenate(rows), np.mean(wholes, axis=0)
        most = float((known @ self._hurts).max()) + self._hurts_bias
        unread = np.zeros((len(clauses) - len(known), known.shape[1]), np.float32)
        return np.concatenate([known, unread]), np.append(whole, np.float32(most))

    def _clause(self, text: str) -> list[int]:
        return self.pieces.of(text)[:ANSWER] or [END]

    def _read(self, told: tuple[int, ...], clauses: Sequence[Sequence[int]]) -> tuple[Any, Any]:
        state = self._states(told, tuple(number for clause in clauses for number in clause))
        whole, first = state[1:-1].mean(0), state[0]
        stops = np.cumsum([1, *(len(clause) for clause in clauses)])
        rows = [np.concatenate([state[a:b].mean(0), whole, first]) for a, b in itertools.pairwise(stops)]
        return np.stack(rows), np.concatenate([whole, first])

    def _read_answer(self, told: tuple[int, ...], numbers: tuple[int, ...]) -> Any:
        """What becomes of each piece of an answer, shape (pieces and one before and after them, 384)."""
        state = self._opened([END, *numbers, END], len(told), 1)
        for layer, (keys, values) in zip(self._layers, self._before(told), strict=True):
            state = _thought(layer, state, keys, values)
        return state

    def _read_before(self, told: tuple[int, ...]) -> list[tuple[Any, Any]]:
        """What each layer of an answer looks back to: keys and values of shape (heads, pieces, 32). The lines before know nothing of the answer."""
        state = self._opened(told, 0, 0)
        known = []
        for number, layer in enumerate(self._layers):
            known.append(_looked(layer, state)[1:])
            if number + 1 < len(self._layers):
                nothing = np.zeros((HEADS, 0, state.shape[1] // HEADS), np.float32)
                state = _thought(layer, state, nothing, nothing)
        return known

    def _opened(self, numbers: Sequence[int], start: int, part: int) -> Any:
        packed = self._words[list(numbers)]
        rows = np.concatenate([packed & 15, packed >> 4], axis=2).astype(np.float32) - 8.0
        rows = (rows * self._steps[list(numbers)][:, :, None]).reshape(len(numbers), -1)
        return _normed(rows + self._places[part, start : start + len(numbers)], self._norm)


def _parts(clauses: Sequence[Sequence[int]]) -> list[list[Sequence[int]]]:
    """Clauses in parts of at most `ANSWER` pieces."""
    parts: list[list[Sequence[int]]] = [[]]
    room = ANSWER
    for clause in clauses:
        if len(clause) > room and parts[-1]:
            parts.append([])
            room = ANSWER
        parts[-1].append(clause)
        room -= len(clause)
    return parts


def whole_of(arrays: Mapping[str, Any], name: str) -> Any:
    """An array as it is, or out of whole numbers and the step of each column."""
    step = arrays.get(f"{name}_step")
    return arrays[name] if step is None else arrays[name].astype(np.float32) * step


def _asking(layer: Layer) -> Layer:
    """`layer` with what is asked scaled, once here and not each time it is compared."""
    scale = np.where(np.arange(3 * WIDTH) < WIDTH, (WIDTH // HEADS) ** -0.5, 1.0).astype(np.float32)
    return replace(layer, look=layer.look * scale, look_bias=layer.look_bias * scale)


def _normed(rows: Any, norm: Any) -> Any:
    rows = rows - rows.mean(1, keepdims=True)
    return rows / np.sqrt((rows * rows).mean(1, keepdims=True) + TINY) * norm[0] + norm[1]


def _looked(layer: Layer, state: Any) -> Any:
    """Queries, keys and values of shape (3, heads, pieces, 32)."""
    return (state @ layer.look + layer.look_bias).reshape(len(state), 3, HEADS, -1).transpose(1, 2, 0, 3)


def _thought(layer: Layer, state: Any, keys: Any, values: Any) -> Any:
    """The next state of an answer that looks at itself and back at `keys` and `values`."""
    asked, own_keys, own_values = _looked(layer, state)
    keys, values = np.concatenate([keys, own_keys], axis=1), np.concatenate([values, own_values], axis=1)
    near = asked @ keys.transpose(0, 2, 1)
    # The highest of all is taken off, not that of each row, and rows are summed up beside their values: many short sums are slow.
    near = np.exp(np.maximum(near - near.max(), -_FAR))
    ones = np.ones((*values.shape[:2], 1), np.float32)
    seen = near @ np.concatenate([values, ones], axis=2)
    seen = (seen[:, :, :-1] / seen[:, :, -1:]).transpose(1, 0, 2).reshape(state.shape)
    state = _normed(state + seen @ layer.found + layer.found_bias, layer.found_norm)
    wide = state @ layer.wide + layer.wide_bias
    wide /= 1.0 + np.exp(np.float32(-1.702) * wide)
    return _normed(state + wide @ layer.narrow + layer.narrow_bias, layer.norm)


@cache
def shipped_reader() -> Reader:
    """The reader that ships, loaded once: a fifth of a second and 60 MB."""
    folder = resources.files("simulator.hearing").joinpath("model")
    pieces = Pieces(folder.joinpath("pieces.txt").read_text(encoding="utf-8").splitlines())
    with folder.joinpath("reader.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return Reader({name: arrays[name] for name in arrays.files}, pieces)
