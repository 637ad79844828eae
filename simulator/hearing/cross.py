"""Owns the pipeline that learns any label set, and its cross-validation: two views of an answer, by wording and by meaning, learned apart and fused."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from zlib import crc32

import numpy as np

from simulator.core.records import dataclass
from simulator.hearing.cues import cues, is_question
from simulator.hearing.features import setting
from simulator.hearing.labelled import Labelled, LabelSet, folds_by_group
from simulator.hearing.learn import Dense, Fitted, fit, log_softmax, sigmoid
from simulator.hearing.meaning import Encoder
from simulator.hearing.measure import Said
from simulator.hearing.pattern import Pattern
from simulator.hearing.reader import shipped_reader
from simulator.hearing.segment import segment
from simulator.hearing.words import fold

WORDS, LETTERS, CUES = 8192, 8192, 512
"""Numbered places that words and pairs of words, groups of 2 to 5 letters, and cues fall into by their checksum."""
BEFORE = 0.4
"""What a word of the line before counts beside one of the answer."""
WORD_PULL, MEANING_PULL = 0.3, 1.0
READ = 2.0
"""What the reader's row counts beside a sentence vector of length 1."""
EVENED = 0.5
"""Where an answer has one label, rare labels count for more, by this power of how much rarer they are."""

_TOKEN = Pattern(r"[^\W_]+|[?!.,¿¡%$]")


@dataclass(frozen=True, slots=True)
class Views:
    """What is seen of answers, a row each: counts of words and of letter groups, and the meaning of the answer, its end and the line before, with what
    the reader made of it."""

    words: Any
    letters: Any
    meaning: Any

    def of(self, rows: Any) -> Views:
        """Some of the rows."""
        return Views(self.words[rows], self.letters[rows], self.meaning[rows])


def _tokens(text: str) -> list[str]:
    return [match.group() for match in _TOKEN.each(fold(text[:2_000]))]


def _pairs(tokens: Sequence[str]) -> list[str]:
    joined = ["<", *tokens, ">"]
    return [*tokens, *(f"{a} {b}" for a, b in itertools.pairwise(joined))]


def _letters(tokens: Sequence[str]) -> list[str]:
    return [padded[i : i + n] for padded in (f" {t} " for t in tokens) for n in range(2, 6) for i in range(len(padded) - n + 1)]


def _count(row: Any, names: Sequence[str], by: float = 1.0) -> None:
    for name in names:
        row[crc32(name.encode()) % len(row)] += by


def views(encoder: Encoder | None, answers: Sequence[Labelled], tell: Callable[[str], None] = lambda _: None) -> Views:
    """The views of `answers`; without an encoder, which is the light tier, the meaning is cues alone."""
    words = np.zeros((len(answers), WORDS), np.float32)
    letters = np.zeros((len(answers), LETTERS), np.float32)
    marks = np.zeros((len(answers), CUES), np.float32)
    vectors = np.zeros((3, len(answers), 512), np.float32)
    read = np.zeros((len(answers), 768), np.float32)
    for at, answer in enumerate(answers):
        where = setting(answer.context, answer.form)
        line = where.line
        tokens = _tokens(answer.text)
        _count(words[at], _pairs(tokens))
        _count(words[at], [f"before {word}" for word in _tokens(line)], BEFORE)
        _count(letters[at], _letters(tokens))
        named = [*cues(answer.text), "asks" if is_question(answer.text) else "tells", f"length {min(6, len(tokens) // 5)}"]
        _count(marks[at], named)
        if encoder is not None and answer.text.strip():
            spans = segment(answer.text)
            first, last = spans[-1]
            # Without its last number, which tells of harm alone.
            whole = shipped_reader().read(where.form, where.before, [answer.text[a:b] for a, b in spans])[1][:-1]
            read[at] = whole / (np.linalg.norm(whole) + 1e-9)
            vectors[0, at], vectors[2, at] = encoder.together([answer.text, answer.text[first:last]])
            vectors[1, at] = encoder.vectors([line])[0] if line else 0
        if at % 1_000 == 999:
            tell(f"{at + 1} of {len(answers)} answers read")
    meaning = np.hstack([2 * vectors[0], vectors[1], vectors[2], READ * read, 0.5 * np.minimum(marks, 1)])
    return Views(np.log1p(words), np.log1p(letters), meaning)


@dataclass(frozen=True, slots=True)
class Learner:
    """Both maps and the rarities of words they were learned with."""

    rarity: tuple[Any, Any]
    words: Fitted
    meaning: Fitted
    several: bool

    def logs(self, seen: Views) -> Any:
        """The fused scores, shape (rows, labels): log-odds where several labels may hold, else logarithms of shares."""
        by_words = self.words.scores(_weighed(seen, self.rarity))
        by_meaning = self.meaning.scores(Dense(seen.meaning))
        if self.several:
            return (by_words + by_meaning) / 2
        return log_softmax((log_softmax(by_words) + log_softmax(by_meaning)) / 2)


def _rarity(counts: Any) -> Any:
    """The rarer a word, the more it weighs."""
    return (np.log((1 + len(counts)) / (1 + (counts > 0).sum(0))) + 1).astype(np.float32)


def _weighed(seen: Views, rarity: tuple[Any, Any]) -> Dense:
    parts = []
    for counts, weight in zip((seen.words, seen.letters), rarity, strict=True):
        rows = counts * weight
        rows /= np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9
        parts.append(rows)
    return Dense(np.hstack(parts))


def learn(seen: Views, wanted: Any, known: Any, several: bool) -> Learner:
    """A learner of rows `wanted`, shape (rows, labels), true or false; what is not `known` counts for nothing."""
    rarity = (_rarity(seen.words), _rarity(seen.letters))
    if several:
        weight = known.astype(np.float32)
    else:
        there = wanted.sum(0) + 1
        weight = (wanted @ (there.mean() / there) ** EVENED)[:, None].astype(np.float32)
    to = partial(fit, wanted=wanted.astype(np.float32), weight=weight, several=several)
    return Learner(rarity, to(_weighed(seen, rarity), pull=WORD_PULL), to(Dense(seen.meaning), pull=MEANING_PULL), several)


def _best_cut(shares: Any, there: Any, known: Any) -> float:
    """The share above which saying a label gives the best F1 here."""
    best, cut = -1.0, 0.5
    for tried in np.arange(0.1, 0.81, 0.04):
        said = (shares >= tried) & known
        hits = float((said & there).sum())
        found = 2 * hits / max(1.0, float(said.sum() + (there & known).sum()))
        if found > best + 1e-9:
            best, cut = found, float(tried)
    return cut


def _stretch(logs: Any, there: Any, known: Any, several: bool) -> tuple[float, float]:
    """How to stretch and shift held-out scores so that they become honest shares (Platt for several labels, a temperature for one)."""
    if several:
        row = Dense(logs[known].reshape(-1, 1).astype(np.float32))
        found = fit(row, there[known].reshape(-1, 1), np.ones((1, 1)), 1e-3, several=True, rounds=40)
        return float(found.weights[0, 0]), float(found.bias[0])
    costs = [(-float((log_softmax(logs * by)[there]).mean()), by) for by in np.arange(0.5, 2.55, 0.05)]
    return float(min(costs)[1]), 0.0


def cross_validate(given: LabelSet, encoder: Encoder | None, folds: int = 5, tell: Callable[[str], None] = lambda _: None) -> list[Said]:
    """Every answer as heard by a learner that never saw its group; its thresholds and calibration come from what was heard in the other folds."""
    answers, labels = given.answers, given.labels
    place = np.array(folds_by_group(answers, folds))
    there = np.array([[name in a.labels for name in labels] for a in answers])
    known = np.array([[name not in a.disputed for name in labels] for a in answers])
    seen = views(encoder, answers, tell)
    logs = np.zeros(there.shape)
    for number in range(folds):
        rest = np.flatnonzero(place != number)
        logs[place == number] = learn(seen.of(rest), there[rest], known[rest], given.several).logs(seen.of(place == number))
        tell(f"fold {number + 1} of {folds} learned")
    found: list[Said | None] = [None] * len(answers)
    for number in range(folds):
        other = place != number
        by, shift = _stretch(logs[other], there[other], known[other], given.several)
        if given.several:
            shares = sigmoid(logs * by + shift)
            cuts = [_best_cut(shares[other, k], there[other, k], known[other, k]) for k in range(len(labels))]
            for at in np.flatnonzero(place == number):
                found[at] = Said({name: float(shares[at, k]) for k, name in enumerate(labels) if shares[at, k] >= cuts[k]})
        else:
            shares = np.exp(log_softmax(logs * by))
            for at in np.flatnonzero(place == number):
                best = int(shares[at].argmax())
                found[at] = Said({labels[best]: float(shares[at, best])})
    return [said for said in found if said is not None]
