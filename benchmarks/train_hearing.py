"""Learns both tiers of hearing, deterministically, and writes what ships into `simulator/hearing/model/`.

Run `python benchmarks/train_hearing.py` (minutes on two cores) with scikit-learn, numpy, PyYAML and the sentence encoder installed.
"""

from __future__ import annotations

import os

# One thread, so that sums are added up in one order on every machine.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import train_hearing_light as light
from hearing_data import FOLDS, ROOT, Answer, agreement, fold_of, hurried, hurried_with_places, labelled, single_lines, written

from simulator.core.moves import MOVES, Heard
from simulator.hearing.features import setting
from simulator.hearing.full import FullHearing, likeliest, views
from simulator.hearing.listen import primary_of
from simulator.hearing.meaning import Encoder
from simulator.hearing.segment import segment
from simulator.hearing.sureness import Signs, Sureness, answer_signs, unit_signs
from simulator.hearing.trained import BUCKETS, CLASSES, Trained, View, read_trained

MODEL = ROOT / "simulator" / "hearing" / "model"
UNIT_PULL, TURN_PULL = 1.0, 2.0
"""How strongly weights are pulled to nothing."""
BARE, ALONE, LINE = 0.5, 0.35, 1.6
"""What a copy typed in a hurry, a copy without its context, and a single line count, beside an answer's utterance at 1."""
EVENED = 0.35
"""Rare moves count for more, but by far not in proportion: a handful of lines must not outshout a hundred."""
SETTINGS = {"joined": 0.4, "other": 0.0, "stay": 0.3}
WANTED = 0.77
"""Abstain so that of the moves of the answers that are left this share is right, on answers held out."""

Rows = list[tuple[View, Any, Any]]
"""What is seen, the wanted share of each class, and what it weighs (a number, or one for each class)."""


@cache
def encoder() -> Encoder:
    """The sentence encoder."""
    return Encoder()


def _fitted(rows: Rows, pull: float, several: bool) -> dict[str, Any]:
    """Weights of a linear map by L-BFGS: a softmax, or yes or no for each class where `several` may be true."""
    dense = np.stack([view.meaning for view, _, _ in rows])
    starts = np.cumsum([0, *(len(view.places) for view, _, _ in rows)])
    words = csr_matrix(
        (np.concatenate([v.values for v, _, _ in rows]), np.concatenate([v.places for v, _, _ in rows]), starts), shape=(len(rows), BUCKETS)
    )
    back = words.T.tocsr()
    wanted = np.stack([y for _, y, _ in rows]).astype(np.float32)
    weight = np.stack([np.broadcast_to(np.float32(w), wanted.shape[1:] if several else ()) for _, _, w in rows]).astype(np.float32)
    if not several:
        there = (wanted * weight[:, None]).sum(0) + 1
        weight = (weight * (wanted * (there.mean() / there) ** EVENED).sum(1))[:, None].astype(np.float32)
    width, names = dense.shape[1], wanted.shape[1]
    cuts = (width * names, (width + BUCKETS) * names)

    def loss(flat: Any) -> tuple[float, Any]:
        now = flat.astype(np.float32)
        scores = dense @ now[: cuts[0]].reshape(width, names) + words @ now[cuts[0] : cuts[1]].reshape(BUCKETS, names) + now[cuts[1] :]
        if several:
            cost = weight * (np.logaddexp(0, scores) - wanted * scores)
            wrong = (1 / (1 + np.exp(-scores)) - wanted) * weight
        else:
            scores -= scores.max(1, keepdims=True)
            powers = np.exp(scores)
            total = powers.sum(1, keepdims=True)
            cost = weight * (np.log(total) - (wanted * scores).sum(1, keepdims=True))
            wrong = (powers / total - wanted) * weight
        slope = np.concatenate([(dense.T @ wrong).ravel(), (back @ wrong).ravel(), wrong.sum(0)]).astype(np.float64)
        pulled = flat.copy()
        pulled[cuts[1] :] *= 0.01
        return float(cost.sum()) + 0.5 * pull * float(pulled @ pulled), slope + pull * pulled

    best = minimize(loss, np.zeros(cuts[1] + names), jac=True, method="L-BFGS-B", options={"maxiter": 60, "maxcor": 8, "ftol": 1e-6}).x
    return {
        "meaning": best[: cuts[0]].reshape(width, names),
        "words": best[cuts[0] : cuts[1]].reshape(BUCKETS, names),
        "bias": best[cuts[1] :].astype(np.float32),
    }


def _packed(name: str, fitted: Mapping[str, Any]) -> dict[str, Any]:
    """Weights as whole numbers of -127 to 127 with a step for each class."""
    arrays: dict[str, Any] = {f"{name}_bias": fitted["bias"]}
    for part in ("meaning", "words"):
        step = np.maximum(abs(fitted[part]).max(0), 1e-6) / 127
        arrays[f"{name}_{part}"] = np.rint(fitted[part] / step).astype(np.int8)
        arrays[f"{name}_{part}_step"] = step.astype(np.float32)
    return arrays


def _shares(moves: Sequence[str]) -> Any:
    return np.array([moves.count(name) / len(moves) for name in CLASSES], dtype=np.float32)


def _bare_of(answer: Answer) -> tuple[str, list[int]]:
    text, places = hurried_with_places(answer.text)
    return (text, places) if text else (answer.text, list(range(len(answer.text))))


@cache
def unit_rows(answer: Answer) -> Rows:
    """The utterances of an answer with their moves: as typed, typed in a hurry, and with the context hidden."""
    rows: Rows = []
    bare, places = _bare_of(answer)
    plain = list(range(len(answer.text)))
    for text, at, context, form, weight in (
        (answer.text, plain, answer.context, answer.form, 1.0),
        (bare, places, answer.context, answer.form, BARE),
        (answer.text, plain, (), "", ALONE),
    ):
        spans = segment(text)
        for (start, end), view in zip(spans, views(encoder(), text, spans, setting(context, form))[0], strict=True):
            if moves := answer.moves_at(at[start], at[end - 1] + 1):
                rows.append((view, _shares(moves), weight))
    return rows


@cache
def line_rows(move: str, line: str) -> Rows:
    """A single line, which comes without a moment, as typed and typed in a hurry."""
    rows: Rows = []
    for text, weight in ((line, LINE), (hurried(line), LINE * BARE)):
        seen = views(encoder(), text, segment(text), setting((), ""))[0]
        rows += [(view, _shares([move]), weight / len(seen)) for view in seen]
    return rows


@cache
def turn_rows(answer: Answer) -> Rows:
    """A whole answer with its moves, as typed and typed in a hurry; a disputed move is neither there nor not."""
    wanted = np.array([move in answer.moves for move in MOVES], dtype=np.float32)
    known = np.array([move not in answer.disputed for move in MOVES], dtype=np.float32)
    where = setting(answer.context, answer.form)
    return [
        (views(encoder(), text, segment(text), where)[1], wanted, known * weight)
        for text, weight in ((answer.text, 1.0), (_bare_of(answer)[0], BARE))
    ]


def heads(answers: Iterable[Answer], extra: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The arrays of both heads."""
    answers = list(answers)
    units = [row for answer in answers for row in unit_rows(answer)] + [row for move, line in extra for row in line_rows(move, line)]
    turns = [row for answer in answers for row in turn_rows(answer)]
    return _packed("unit", _fitted(units, UNIT_PULL, False)) | _packed("turn", _fitted(turns, TURN_PULL, True))


_CERTAIN = {"bias": 0.0, "weights": {}}


def uncalibrated(arrays: Mapping[str, Any]) -> Trained:
    """Heads that hear but cannot say how sure they are."""
    return read_trained(arrays, {**SETTINGS, "unit_sureness": _CERTAIN, "answer_sureness": _CERTAIN, "threshold": 0.0})


@dataclass(frozen=True)
class Held:
    """What heads that never saw its moment make of an answer: classes, the signs and rightness of each utterance."""

    answer: Answer
    path: list[int]
    signs: list[Signs]
    right: list[float]
    weight: float

    @property
    def precision(self) -> float:
        """The share of its heard moves that are right; of an answer in which none is heard, whether that is right."""
        heard = {CLASSES[k] for k in self.path if k < len(MOVES)} - self.answer.disputed
        if not heard:
            return float(CLASSES[self.path[primary_of([CLASSES[k] for k in self.path])]] in self.answer.primary)
        return len(heard & self.answer.moves) / len(heard)


def held(answer: Answer, trained: Trained, bare: bool) -> Held:
    """`answer`, as typed or typed in a hurry, heard by `trained`."""
    text, places = _bare_of(answer) if bare else (answer.text, list(range(len(answer.text))))
    spans = segment(text)
    shares, turn = FullHearing(encoder(), heads=trained).scores(text, spans, setting(answer.context, answer.form))
    path = likeliest(shares, trained.stay)
    moves = [answer.moves_at(places[a], places[b - 1] + 1) for a, b in spans]
    return Held(
        answer, path,
        [unit_signs(shares[i], turn, path[i], text[a:b]) for i, (a, b) in enumerate(spans)],
        [m.count(CLASSES[k]) / len(m) for m, k in zip(moves, path, strict=True)],
        BARE if bare else 1.0,
    )  # fmt: skip


def _curve(signs: Sequence[Signs], right: Sequence[float], weight: Sequence[float], c: float) -> Sureness:
    names = sorted({name for sign in signs for name in sign})
    table = np.array([[sign.get(name, 0.0) for name in names] for sign in signs] * 2)
    labels = np.repeat([1, 0], len(signs))
    shares = np.concatenate([np.array(right), 1 - np.array(right)]) * np.array([*weight, *weight])
    model = LogisticRegression(C=c, max_iter=500).fit(table, labels, sample_weight=shares)
    return Sureness.read({
        "bias": round(float(model.intercept_[0]), 4), "weights": {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True)},
    })  # fmt: skip


def _answer_signs(one: Held, units: Sureness) -> Signs:
    return answer_signs(one.path, [units.of(sign) for sign in one.signs], primary_of([CLASSES[k] for k in one.path]))


def calibrated(some: Sequence[Held]) -> dict[str, Any]:
    """How sure to be, and the threshold, from answers held out."""
    units = _curve([s for h in some for s in h.signs], [r for h in some for r in h.right], [h.weight for h in some for _ in h.signs], 0.5)
    answers = _curve([_answer_signs(h, units) for h in some], [h.precision for h in some], [h.weight for h in some], 1.0)
    ranked = sorted(((answers.of(_answer_signs(h, units)), h) for h in some if h.weight == 1.0), key=lambda pair: -pair[0])
    right = heard = 0
    threshold = 1.0
    for sure, one in ranked:
        moves = {CLASSES[k] for k in one.path if k < len(MOVES)} - one.answer.disputed
        right, heard = right + len(moves & one.answer.moves), heard + len(moves)
        if right >= WANTED * heard:
            threshold = sure
    return {
        "unit_sureness": {"bias": units.bias, "weights": dict(units.weights)},
        "answer_sureness": {"bias": answers.bias, "weights": dict(answers.weights)},
        "threshold": round(threshold, 3),
    }


@cache
def folded(answers: tuple[Answer, ...], taught: tuple[Answer, ...], extra: tuple[tuple[str, str], ...]) -> tuple[dict[str, Any], ...]:
    """The heads of each fold, trained on all that is not in it."""
    return tuple(heads([*(a for a in answers if fold_of(a) != number), *taught], extra) for number in range(FOLDS))


@cache
def held_out(answers: tuple[Answer, ...], taught: tuple[Answer, ...], extra: tuple[tuple[str, str], ...]) -> list[Held]:
    """Every answer heard by heads that never saw its moment, as typed and typed in a hurry."""
    every = [uncalibrated(arrays) for arrays in folded(answers, taught, extra)]
    return [held(a, every[fold_of(a)], bare) for a in answers for bare in (False, True)]


def cross_validated(
    answers: tuple[Answer, ...],
    taught: tuple[Answer, ...],
    extra: tuple[tuple[str, str], ...],
    typed: Callable[[str], str] = lambda text: text,
) -> list[tuple[Answer, Heard]]:
    """Each answer with what is heard by heads that never saw its moment; sureness and threshold come from the held-out rest."""
    arrays, rest = folded(answers, taught, extra), held_out(answers, taught, extra)
    hearings = [
        FullHearing(encoder(), heads=read_trained(arrays[n], {**SETTINGS, **calibrated([h for h in rest if fold_of(h.answer) != n])}))
        for n in range(FOLDS)
    ]
    return [(a, hearings[fold_of(a)].hear(typed(a.text), a.context, a.form)) for a in answers]


def ranked(
    answers: tuple[Answer, ...], taught: tuple[Answer, ...], extra: tuple[tuple[str, str], ...]
) -> list[tuple[float, Answer, Heard]]:
    """What `cross_validated` gives for answers as typed, each with how sure of it hearing was."""
    rest = held_out(answers, taught, extra)
    curves = [calibrated([h for h in rest if fold_of(h.answer) != n]) for n in range(FOLDS)]
    heard = cross_validated(answers, taught, extra)
    found = []
    for one, (answer, what) in zip((h for h in rest if h.weight == 1.0), heard, strict=True):
        curve = curves[fold_of(answer)]
        found.append((Sureness.read(curve["answer_sureness"]).of(_answer_signs(one, Sureness.read(curve["unit_sureness"]))), answer, what))
    return found


def ship(answers: tuple[Answer, ...], taught: tuple[Answer, ...], extra: tuple[tuple[str, str], ...]) -> str:
    """Train on everything, write the heads, and tell about them."""
    settings = {**SETTINGS, **calibrated(held_out(answers, taught, extra))}
    arrays = heads([*answers, *taught], extra)
    np.savez_compressed(MODEL / "full.npz", **arrays)
    (MODEL / "full.json").write_text(json.dumps(settings, indent=1, sort_keys=True) + "\n", "utf-8")
    return f"full: {(MODEL / 'full.npz').stat().st_size // 1024} KB; threshold {settings['threshold']}"


def main() -> None:
    """Train both tiers on everything and write them."""
    answers, taught, extra = tuple(labelled()), tuple(written()), tuple(single_lines())
    print(f"{len(answers)} labelled answers, {len(taught)} written ones, {len(extra)} single lines")
    if taught:
        print("coders of the written ones:", {name: round(value, 3) for name, value in agreement(taught).items()})
    print(ship(answers, taught, extra))
    print(light.ship(answers, taught, extra))


if __name__ == "__main__":
    main()
