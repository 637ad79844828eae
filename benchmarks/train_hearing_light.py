"""Learns the light hearing tier and writes `simulator/hearing/model/heads.json`; `train_hearing.py` runs it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from hearing_data import FOLDS, ROOT, Answer, fold_of, hurried, hurried_with_places
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.isotonic import IsotonicRegression  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from simulator.core.moves import MOVES, OTHER, Heard, Spoken
from simulator.hearing.features import Features, setting, turn_features, utterance_features
from simulator.hearing.light import LightHearing
from simulator.hearing.model import SCALE, Heads, read_heads
from simulator.hearing.segment import segment

OUT = ROOT / "simulator" / "hearing" / "model" / "heads.json"
CLASSES = (*MOVES, OTHER)
SMALLEST = 5
"""Weights below this many hundredths are dropped: they decide nothing and fill the file."""

JOINED, OTHER_SHIFT = 0.4, -0.5
UNIT_C, TURN_C = 0.7, 0.5
WANTED, LEAST_SPOKEN = 0.7, 40
"""Abstain so that the primary move is right this often among what is spoken about, but always speak of so many answers."""


Row = tuple[Features, str, float]


def _unit_rows(answer: Answer, context: tuple[Spoken, ...], form: str, weight: float, bare: bool) -> list[Row]:
    text, places = hurried_with_places(answer.text) if bare else (answer.text, list(range(len(answer.text) + 1)))
    spans = segment(text)
    where = setting(context, form)
    texts = [text[a:b] for a, b in spans]
    rows: list[Row] = []
    for index, (first, last) in enumerate(spans):
        start, end = places[first], places[last - 1] + 1
        features = utterance_features(texts, index, where)
        moves = answer.moves_at(start, end)
        rows += [(features, move, weight / len(moves)) for move in moves]
    return rows


def unit_rows(answers: Sequence[Answer]) -> list[Row]:
    """Utterances with their moves: as typed, typed in a hurry, and with the context hidden."""
    rows: list[Row] = []
    for answer in answers:
        rows += _unit_rows(answer, answer.context, answer.form, 1.0, False)
        rows += _unit_rows(answer, answer.context, answer.form, 0.5, True)
        rows += _unit_rows(answer, (), "", 0.35, False)
    return rows


def seed_rows(extra: Sequence[tuple[str, str]], weight: float) -> list[Row]:
    """Rows of single lines that come without a moment."""
    rows: list[Row] = []
    bare = setting((), "")
    for move, line in extra:
        for text, share in ((line, weight), (hurried(line), weight / 2)):
            spans = segment(text)
            texts = [text[a:b] for a, b in spans]
            for index in range(len(texts)):
                rows.append((utterance_features(texts, index, bare), move, share / len(texts)))
    return rows


def _matrix(rows: Sequence[Features], least: int) -> tuple[csr_matrix, list[str]]:
    counts = Counter(name for features in rows for name in features)
    names = sorted(n for n, c in counts.items() if c >= least)
    at = {n: i for i, n in enumerate(names)}
    values, columns, starts = [], [], [0]
    for features in rows:
        for name, value in features.items():
            if name in at:
                columns.append(at[name])
                values.append(value)
        starts.append(len(values))
    return csr_matrix((np.array(values), np.array(columns), np.array(starts)), shape=(len(rows), len(names))), names


def _head(names: Sequence[str], features: Sequence[str], bias: Sequence[float], weights: np.ndarray[Any, Any]) -> dict[str, Any]:
    table: dict[str, list[int]] = {}
    whole = np.rint(weights * SCALE).astype(int)
    for column, feature in enumerate(features):
        row = [int(x) for at in np.flatnonzero(abs(whole[:, column]) >= SMALLEST) for x in (at, whole[at, column])]
        if row:
            table[feature] = row
    return {"names": list(names), "bias": [round(float(b), 3) for b in bias], "weights": table}


def fit_units(rows: Sequence[Row]) -> dict[str, Any]:
    """One head over all moves and `other` at once: an utterance has one move."""
    matrix, features = _matrix([r[0] for r in rows], 3)
    labels = np.array([CLASSES.index(r[1]) for r in rows])
    counts = Counter(labels.tolist())
    # Rare moves count for more, but by far not in proportion: a handful of lines must not outshout a hundred.
    weight = np.array([r[2] * (len(rows) / 21 / counts[int(y)]) ** 0.35 for r, y in zip(rows, labels, strict=True)])
    model = LogisticRegression(C=UNIT_C, max_iter=300, tol=1e-3).fit(matrix, labels, sample_weight=weight)
    coefficients = np.zeros((len(CLASSES), len(features)))
    bias = np.full(len(CLASSES), -20.0)
    for row, label in enumerate(model.classes_):
        coefficients[label] = model.coef_[row]
        bias[label] = model.intercept_[row]
    return _head(CLASSES, features, bias.tolist(), coefficients)


def fit_turns(answers: Sequence[Answer]) -> dict[str, Any]:
    """One yes-or-no head for each move over the whole answer; a disputed move is neither."""
    rows: list[Features] = []
    answers = [a for answer in answers for a in (answer, answer)]
    for number, answer in enumerate(answers):
        text = hurried(answer.text) if number % 2 and hurried(answer.text) else answer.text
        texts = [text[a:b] for a, b in segment(text)]
        rows.append(turn_features(text, texts, setting(answer.context, answer.form)))
    matrix, features = _matrix(rows, 3)
    coefficients = np.zeros((len(MOVES), len(features)))
    bias = np.full(len(MOVES), -4.0)
    for index, move in enumerate(MOVES):
        kept = [i for i, a in enumerate(answers) if move not in a.disputed]
        labels = np.array([move in answers[i].moves for i in kept])
        if labels.sum() < 3:
            continue
        model = LogisticRegression(C=TURN_C, max_iter=200, solver="liblinear").fit(
            matrix[kept], labels, sample_weight=np.where(np.array(kept) % 2, 0.5, 1.0)
        )
        coefficients[index] = model.coef_[0]
        bias[index] = model.intercept_[0]
    return _head(MOVES, features, bias.tolist(), coefficients)


def train(answers: Sequence[Answer], extra: Sequence[tuple[str, str]], weight: float = 1.6) -> dict[str, Any]:
    """All heads, not yet calibrated."""
    return {
        "unit": fit_units([*unit_rows(answers), *seed_rows(extra, weight)]),
        "turn": fit_turns(answers),
        "joined": JOINED,
        "other": OTHER_SHIFT,
        "calibration": [],
        "threshold": 0.0,
    }


_FITTED: dict[int, Heads] = {}


def cross_validated(
    answers: Sequence[Answer], taught: Sequence[Answer], extra: Sequence[tuple[str, str]], typed: Callable[[str], str] = lambda text: text
) -> list[tuple[Answer, Heard]]:
    """Each of `answers` with what is heard by heads, calibration and threshold that never saw its moment; `taught` only ever teach."""
    pairs: list[tuple[Answer, Heard]] = []
    for number in range(FOLDS):
        rest = [a for a in answers if fold_of(a) != number]
        if number not in _FITTED:
            _FITTED[number] = read_heads(calibrated(train([*rest, *taught], extra), rest, taught, extra))
        hearing = LightHearing(heads=_FITTED[number])
        pairs += [(a, hearing.hear(typed(a.text), a.context, a.form)) for a in answers if fold_of(a) == number]
    return pairs


def calibrated(
    heads: dict[str, Any], answers: Sequence[Answer], taught: Sequence[Answer], extra: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """`heads` with confidence measured on folds left out in turn, and the threshold above which the primary move is mostly right."""
    seen: list[tuple[float, bool]] = []
    folds = sorted({fold_of(a) for a in answers})
    for pair in zip(folds[::2], [*folds[1::2], folds[0]], strict=False):
        inner = read_heads(train([*(a for a in answers if fold_of(a) not in pair), *taught], extra))
        hearing = LightHearing(heads=inner)
        for answer in answers:
            if fold_of(answer) in pair:
                heard = hearing.hear(answer.text, answer.context, answer.form)
                seen.append((sure_of(heard), heard.primary in answer.primary))
    seen.sort()
    model = IsotonicRegression(y_min=0.02, y_max=0.98, out_of_bounds="clip").fit([s for s, _ in seen], [float(ok) for _, ok in seen])
    at = sorted({round(seen[int(q * (len(seen) - 1))][0], 3) for q in (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.96, 1)})
    points = [(x, round(float(y), 3)) for x, y in zip(at, model.predict(at), strict=True)]
    # The lowest confidence from which on the answers above it were right often enough together; never more than half kept silent for less.
    threshold = 1.0
    for index in range(len(seen) - LEAST_SPOKEN):
        above = seen[index:]
        if sum(ok for _, ok in above) / len(above) >= WANTED:
            threshold = above[0][0]
            break
    else:
        threshold = seen[-LEAST_SPOKEN][0]
    return {**heads, "calibration": points, "threshold": round(threshold, 3)}


def sure_of(heard: Heard) -> float:
    """The confidence of the primary move of an answer heard by heads that are not yet calibrated."""
    found = [u.confidence for u in heard.units if u.move == heard.primary]
    return found[-1] if found else 0.0


def ship(answers: Sequence[Answer], taught: Sequence[Answer], extra: Sequence[tuple[str, str]]) -> str:
    """Train on everything, write the heads, and tell about them."""
    heads = calibrated(train([*answers, *taught], extra), answers, taught, extra)
    OUT.write_text(json.dumps(heads, separators=(",", ":"), ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    return f"light: {OUT.stat().st_size // 1024} KB; threshold {heads['threshold']}"
