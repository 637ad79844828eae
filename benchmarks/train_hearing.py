"""Learns the heads of both tiers of hearing, deterministically, and writes what ships into `simulator/hearing/model/`.

Run `python benchmarks/train_hearing.py` (minutes on two quiet cores) with scikit-learn, scipy, PyYAML and the sentence encoder installed, after
`train_reader.py` has learned the reader. The heads of the full tier are fitted to words and cues by `simulator/hearing/learn.py`, as evaluation and
teaching are, and laid together with the reader's own; both are calibrated on answers that neither learned from.
"""

from __future__ import annotations

import os

# One thread, so that sums are added up in one order on every machine.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import train_hearing_light as light
from hearing_data import (
    FOLDS,
    ROOT,
    Answer,
    agreement,
    cut_alike,
    first_round,
    fold_of,
    hurried,
    hurried_with_places,
    labelled,
    meant_to_hurt,
    read_by_nobody,
    single_lines,
    written,
)

from simulator.core.moves import FLAGS, MOVES, Heard
from simulator.hearing.features import Features, setting
from simulator.hearing.full import FullHearing, cut, features_of, views
from simulator.hearing.learn import Dense, Fitted, fit
from simulator.hearing.meaning import Encoder
from simulator.hearing.reader import shipped_reader
from simulator.hearing.segment import segment
from simulator.hearing.trained import BUCKETS, CLASSES, LEARNED_FLAGS, Trained, View, any_of, hashed, read_trained, shares_of

MODEL = ROOT / "simulator" / "hearing" / "model"
HEARD, READ = 0.4, 0.6
"""What the heads hear by words and cues counts, and what the reader's own heads tell."""
UNIT_PULL, TURN_PULL, ODDS_PULL = 1.0, 2.0, 30.0
"""How strongly weights are pulled to nothing."""
BARE, ALONE, LINE, DISPUTED = 0.5, 0.35, 0.6, 0.5
"""What a copy typed in a hurry, a copy without its context, a single line, and an utterance the coders heard differently count, beside 1."""
EVENED = 0.2
"""Rare moves count for more, but by far not in proportion: a handful of lines must not outshout a hundred."""
FLAG_PULL, FLAGGED, FLAG_RIGHT = 0.7, 4.0, {"harm": 0.6, "jargon": 0.7, "empty": 0.8}
"""For flags: the pull, what an answer that has one counts beside one that has none, and how often a learned flag must be right."""
ROUNDS = 50
NEW = 20
"""How often an answer counts in calibration whose writer nothing was learned from."""
WANTED = 0.8
"""Not sure enough below the share above which of the moves heard in answers held out this many are right."""
WEAK, LEAST = 0.6, 8
"""A move right less often than this where it is heard surely enough to be scored, or heard so less than `LEAST` times, is no evidence by itself."""

Row = tuple[Any, Any, Any, Any]
"""The places and values of words and cues, the wanted share of each class, and what it weighs (a number, or one for each class)."""
Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Words:
    """A sparse table of words and cues."""

    rows: csr_matrix
    turned: csr_matrix

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and width."""
        return self.rows.shape[0], BUCKETS

    def times(self, weights: Any) -> Any:
        """The table times weights."""
        return self.rows @ weights

    def back(self, slopes: Any) -> Any:
        """The turned table times slopes."""
        return self.turned @ slopes


def _table(rows: Sequence[Row]) -> Words:
    starts = np.cumsum([0, *(len(places) for places, *_ in rows)])
    values, places = np.concatenate([row[1] for row in rows]), np.concatenate([row[0] for row in rows])
    words = csr_matrix((values, places, starts), shape=(len(rows), BUCKETS))
    return Words(words, words.T.tocsr())


def _row(features: Features, wanted: Any, weight: Any) -> Row:
    return (*hashed(features), wanted, weight)


@cache
def reader_heads() -> dict[str, Any]:
    """The reader's own heads: `unit` of shape (1152, 21), `turn` of shape (769, moves and flags), and their biases."""
    with np.load(MODEL / "reader.npz", allow_pickle=False) as arrays:
        heads = {name: arrays[name] for name in ("unit", "unit_bias", "turn", "turn_bias")}
    # The last number of the row of an answer, how much the worst of its clauses hurts, is told of harm alone.
    worst = np.eye(heads["turn"].shape[1], dtype=np.float32)[[len(MOVES) + FLAGS.index("harm")]]
    return heads | {"turn": np.concatenate([heads["turn"], worst])}


def _packed(name: str, heard: Fitted, read: Any, read_bias: Any) -> dict[str, Any]:
    """Both heads laid together: weights as whole numbers of -127 to 127 with a step for each class."""
    arrays: dict[str, Any] = {f"{name}_bias": (HEARD * heard.bias + READ * read_bias).astype(np.float32)}
    for part, weights in (("meaning", READ * read), ("words", HEARD * heard.weights)):
        step = np.maximum(abs(weights).max(0), 1e-6) / 127
        arrays[f"{name}_{part}"] = np.rint(weights / step).astype(np.int8)
        arrays[f"{name}_{part}_step"] = step.astype(np.float32)
    return arrays


def _shares(moves: Sequence[str]) -> Any:
    return np.array([moves.count(name) / len(moves) for name in CLASSES], dtype=np.float32)


def _bare_of(answer: Answer) -> tuple[str, list[int]]:
    text, places = hurried_with_places(answer.text)
    return (text, places) if text else (answer.text, list(range(len(answer.text))))


@cache
def unit_rows(answer: Answer) -> list[Row]:
    """The utterances of an answer with their moves: as typed, typed in a hurry, and with the context hidden."""
    rows: list[Row] = []
    bare, places = _bare_of(answer)
    plain, clauses = list(range(len(answer.text))), segment(answer.text)
    for text, spans, at, context, form, weight in (
        (answer.text, clauses, plain, answer.context, answer.form, 1.0),
        (bare, cut_alike(bare, places, answer), places, answer.context, answer.form, BARE),
        (answer.text, clauses, plain, (), "", ALONE),
    ):
        for (start, end), seen in zip(spans, features_of(text, spans, setting(context, form))[0], strict=True):
            moves = answer.moves_at(at[start], at[end - 1] + 1)
            rows.append(_row(seen, _shares(moves), weight if len(set(moves)) == 1 else weight * DISPUTED))
    return rows


@cache
def line_rows(move: str, line: str) -> list[Row]:
    """A single line, which comes without a moment, as typed and typed in a hurry."""
    rows: list[Row] = []
    for text, weight in ((line, LINE), (hurried(line), LINE * BARE)):
        seen = features_of(text, segment(text), setting((), ""))[0]
        rows += [_row(one, _shares([move]), weight / len(seen)) for one in seen]
    return rows


@cache
def turn_rows(answer: Answer) -> list[Row]:
    """A whole answer with its moves, as typed and typed in a hurry; a disputed move is neither there nor not."""
    wanted = np.array([move in answer.moves for move in MOVES], dtype=np.float32)
    known = np.array([move not in answer.disputed for move in MOVES], dtype=np.float32)
    where = setting(answer.context, answer.form)
    bare, places = _bare_of(answer)
    return [
        _row(features_of(text, spans, where)[1], wanted, known * weight)
        for text, spans, weight in ((answer.text, segment(answer.text), 1.0), (bare, cut_alike(bare, places, answer), BARE))
    ]


@cache
def flag_rows(answer: Answer) -> list[Row]:
    """A whole answer with the flags that are learned, weighed as in `turn_rows`."""
    wanted = np.array([flag in answer.flags for flag in LEARNED_FLAGS], dtype=np.float32)
    known = np.array([flag not in answer.disputed_flags for flag in LEARNED_FLAGS], dtype=np.float32) * (1 + (FLAGGED - 1) * wanted)
    return [(places, values, wanted, known * weight) for (places, values, _, _), weight in zip(turn_rows(answer), (1.0, BARE), strict=True)]


@dataclass(frozen=True)
class ByWords:
    """The heads over words and cues alone, before the reader's own are laid beside them."""

    unit: Fitted
    turn: Fitted
    flags: Fitted


def by_words(answers: Iterable[Answer], extra: Lines) -> ByWords:
    """The three heads fitted to words and cues."""
    answers = list(answers)
    units = [row for answer in answers for row in unit_rows(answer)] + [row for move, line in extra for row in line_rows(move, line)]
    wanted = np.stack([row[2] for row in units])
    weight = np.array([row[3] for row in units], dtype=np.float32)
    there = (wanted * weight[:, None]).sum(0) + 1
    weight *= wanted @ ((there.mean() / there) ** EVENED)
    unit = fit(_table(units), wanted, weight[:, None], UNIT_PULL, several=False, rounds=ROUNDS)
    turn, flags = (
        fit(_table(rows), np.stack([row[2] for row in rows]), np.stack([row[3] for row in rows]), pull, several=True, rounds=ROUNDS)
        for rows, pull in (
            ([row for answer in answers for row in turn_rows(answer)], TURN_PULL),
            ([row for answer in answers for row in flag_rows(answer)], FLAG_PULL),
        )
    )
    return ByWords(unit, turn, flags)


def heads(heard: ByWords) -> dict[str, Any]:
    """The arrays of the three heads, those over words laid together with the reader's."""
    read, count = reader_heads(), len(MOVES)
    raised = [count + FLAGS.index(flag) for flag in LEARNED_FLAGS]
    return (
        _packed("unit", heard.unit, read["unit"], read["unit_bias"])
        | _packed("turn", heard.turn, read["turn"][:, :count], read["turn_bias"][:count])
        | _packed("flags", heard.flags, read["turn"][:, raised], read["turn_bias"][raised])
    )


_SPEAKS_OF_ALL = {"units": 1.0, "answer": 0.0, "shift": [0.0] * len(MOVES), "cuts": [0.5] * len(MOVES), "sure": 0.0}
UNCALIBRATED = {"marked": _SPEAKS_OF_ALL, "unmarked": _SPEAKS_OF_ALL, "flag_cuts": [9.0] * len(LEARNED_FLAGS), "weak": []}


@dataclass(frozen=True)
class Held:
    """What heads that never saw its moment made of an answer, as typed or `bare`: log-odds of each move from its utterances, and from the whole of it."""

    answer: Answer
    bare: bool
    units: Any
    turn: Any
    flags: Any


@cache
def _seen(answer: Answer, bare: bool) -> tuple[list[View], View]:
    text = _bare_of(answer)[0] if bare else answer.text
    where = setting(answer.context, answer.form)
    return views(shipped_reader(), text, cut(shipped_reader(), text, where), where)


def _held(answer: Answer, trained: Trained, bare: bool) -> Held:
    units, whole = _seen(answer, bare)
    return Held(answer, bare, any_of(shares_of(trained.unit, units)), trained.turn.scores(whole), trained.flags.scores(whole))


@cache
def learned(answers: tuple[Answer, ...], extra: Lines) -> dict[str, Any]:
    """The heads, learned from those answers that the reader learned from too."""
    return heads(by_words([answer for answer in answers if not read_by_nobody(answer)], extra))


@cache
def held_out(answers: tuple[Answer, ...], extra: Lines) -> tuple[Held, ...]:
    """Every answer that nothing was learned from, as typed and typed in a hurry, as the heads hear it."""
    trained = read_trained(learned(answers, extra), UNCALIBRATED)
    return tuple(_held(answer, trained, bare) for answer in answers if read_by_nobody(answer) for bare in (False, True))


def calibrated(every: Sequence[Held]) -> dict[str, Any]:
    """When to speak of answers with marks and without, and which moves are weak, from answers held out. Those of writers never learned from count more:
    whoever types in the field is one."""
    every = [h for h in every for _ in range(1 if h.answer.id[0] == "w" else NEW)]
    plain = [h for h in every if not h.bare]
    marked, weak = _speaking(plain)
    return {
        "marked": marked, "unmarked": _speaking([h for h in every if h.bare])[0], "weak": weak,
        "flag_cuts": [_flag_cut(plain, k, flag) for k, flag in enumerate(LEARNED_FLAGS)],
    }  # fmt: skip


def _speaking(some: Sequence[Held]) -> tuple[dict[str, Any], list[str]]:
    """How sure to be of each move, from where on it is heard and sure enough to be scored; and the moves that are weak."""
    units, turn = np.stack([h.units for h in some]), np.stack([h.turn for h in some])
    there = np.array([[move in h.answer.moves for move in MOVES] for h in some])
    known = np.array([[move not in h.answer.disputed for move in MOVES] for h in some])
    odds = _calibrated_odds(units, turn, there, known)
    shares = 1 / (1 + np.exp(-(odds["units"] * units + odds["answer"] * turn + np.array(odds["shift"]))))
    best = max((_micro(shares >= cut, there, known), -float(cut)) for cut in np.arange(0.2, 0.61, 0.01))
    said = shares >= -best[1]
    pairs = sorted(zip(shares[said & known], there[said & known], strict=True), reverse=True)
    right = np.cumsum([ok for _, ok in pairs])
    sure = min((share for at, (share, _) in enumerate(pairs) if right[at] >= WANTED * (at + 1)), default=1.0)
    weak = [
        move for k, move in enumerate(MOVES)
        if (heard := (shares[:, k] >= sure) & known[:, k]).sum() < LEAST or (there[:, k] & heard).sum() < WEAK * heard.sum()
    ]  # fmt: skip
    return {**odds, "cuts": [round(-best[1], 3)] * len(MOVES), "sure": round(float(sure), 3)}, weak


def _flag_cut(some: Sequence[Held], at: int, flag: str) -> float:
    """The lowest score from which on a learned flag is right as often as it must be."""
    known = [h for h in some if flag not in h.answer.disputed_flags and not meant_to_hurt(h.answer)]
    pairs = sorted(((float(h.flags[at]), flag in h.answer.flags) for h in known), reverse=True)
    right = np.cumsum([ok for _, ok in pairs])
    good = [score for n, (score, _) in enumerate(pairs) if n >= 9 and right[n] >= FLAG_RIGHT[flag] * (n + 1)]
    return round(min(good, default=9.0), 3)


def _calibrated_odds(units: Any, turn: Any, there: Any, known: Any) -> dict[str, Any]:
    """One logistic curve over both log-odds, with a shift for each move that is pulled to nothing."""
    rows, columns = np.nonzero(known)
    table = np.zeros((len(rows), 2 + len(MOVES)), np.float32)
    table[:, 0], table[:, 1] = units[rows, columns], turn[rows, columns]
    table[np.arange(len(rows)), 2 + columns] = 1
    found = fit(Dense(table), there[rows, columns][:, None], np.ones((len(rows), 1)), ODDS_PULL, several=True, rounds=200)
    weights = found.weights[:, 0]
    return {
        "units": round(float(weights[0]), 4), "answer": round(float(weights[1]), 4),
        "shift": [round(float(w + found.bias[0]), 4) for w in weights[2:]],
    }  # fmt: skip


def _micro(said: Any, there: Any, known: Any) -> float:
    hits = float((said & there & known).sum())
    return 2 * hits / max(1.0, float((said & known).sum() + (there & known).sum()))


def cross_validated(
    answers: tuple[Answer, ...], extra: Lines, typed: Callable[[str], str] = lambda text: text
) -> list[tuple[Answer, Heard]]:
    """Each answer that nothing was learned from, with what is heard in it; calibration and cuts come from the other folds of those."""
    arrays, rest = learned(answers, extra), held_out(answers, extra)
    meaning = Encoder()
    hearings = [
        FullHearing(meaning, heads=read_trained(arrays, calibrated([h for h in rest if fold_of(h.answer) != n]))) for n in range(FOLDS)
    ]
    return [(a, hearings[fold_of(a)].hear(typed(a.text), a.context, a.form)) for a in answers if read_by_nobody(a)]


def stamped(settings: Mapping[str, Any], arrays: Mapping[str, Any]) -> dict[str, Any]:
    """`settings` with a name of exactly these heads."""
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode())
    for name in sorted(arrays):
        digest.update(arrays[name].tobytes())
    return {**settings, "stamp": digest.hexdigest()[:16]}


def ship(answers: tuple[Answer, ...], extra: Lines) -> str:
    """Learn, calibrate on what was kept apart, write the heads, and tell about them."""
    arrays = learned(answers, extra)
    settings = stamped(calibrated(held_out(answers, extra)), arrays)
    np.savez_compressed(MODEL / "full.npz", **arrays)
    (MODEL / "full.json").write_text(json.dumps(settings, indent=1, sort_keys=True) + "\n", "utf-8")
    return f"full: {(MODEL / 'full.npz').stat().st_size // 1024} KB; cut {settings['marked']['cuts'][0]}, sure {settings['marked']['sure']}, weak {settings['weak']}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn both tiers and write them."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args(arguments)
    answers, extra = (*labelled(), *written()), tuple(single_lines())
    print(f"{len(answers)} answers, {len(extra)} single lines")
    print("coders of the written ones:", {name: round(value, 3) for name, value in agreement(written()).items()})
    print(ship(answers, extra))
    print(light.ship(labelled(), [answer for answer in written() if first_round(answer)], extra))


if __name__ == "__main__":
    main()
