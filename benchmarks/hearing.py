"""Measures the light hearing tier: grouped five-fold cross-validation on the labelled answers, by language, and its speed.

Run `python benchmarks/hearing.py` with scikit-learn, numpy and PyYAML installed. What two coders disagreed on counts for nobody.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import train_hearing as training

from simulator.core.moves import FLAGS, MOVES, Heard
from simulator.hearing.hear import LightHearing

Pair = tuple[training.Answer, Heard]


class Tally:
    """Hits, false alarms and misses."""

    def __init__(self) -> None:
        self.hits = self.false = self.missed = 0

    def add(self, truth: bool, heard: bool) -> None:
        """Count one decision."""
        self.hits += truth and heard
        self.false += heard and not truth
        self.missed += truth and not heard

    @property
    def precision(self) -> float:
        """Of what was heard, the share that was there."""
        return self.hits / max(1, self.hits + self.false)

    @property
    def recall(self) -> float:
        """Of what was there, the share that was heard."""
        return self.hits / max(1, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.hits / max(1, 2 * self.hits + self.false + self.missed)


def _moves(pairs: Iterable[Pair]) -> tuple[Tally, dict[str, Tally]]:
    together, each = Tally(), {move: Tally() for move in MOVES}
    for answer, heard in pairs:
        for move in MOVES:
            if move not in answer.disputed:
                together.add(move in answer.moves, move in heard.moves)
                each[move].add(move in answer.moves, move in heard.moves)
    return together, each


def _flags(pairs: Iterable[Pair]) -> dict[str, Tally]:
    each = {flag: Tally() for flag in FLAGS}
    for answer, heard in pairs:
        for flag in FLAGS:
            if flag not in answer.disputed_flags:
                each[flag].add(flag in answer.flags, flag in heard.flags)
    return each


def _line(name: str, pairs: Sequence[Pair]) -> str:
    together, each = _moves(pairs)
    there = [t for t in each.values() if t.hits + t.missed]
    right = sum(h.primary in a.primary for a, h in pairs) / len(pairs)
    spoke = [(a, h) for a, h in pairs if not h.abstained]
    sure = sum(h.primary in a.primary for a, h in spoke) / max(1, len(spoke))
    precision = _moves(spoke)[0].precision
    return (
        f"{name:8} n={len(pairs):3}  micro-F1 {together.f1:.3f}  macro-F1 {sum(t.f1 for t in there) / max(1, len(there)):.3f} ({len(there)} moves)"
        f"  primary {right:.3f}  | speaks {len(spoke) / len(pairs):.2f}: primary {sure:.3f}, move precision {precision:.3f}"
    )


def report(pairs: Sequence[Pair]) -> None:
    """Print everything that `docs/hearing.md` quotes."""
    groups = defaultdict(list)
    for pair in pairs:
        groups[pair[0].language].append(pair)
    print(_line("all", pairs))
    for language, some in sorted(groups.items()):
        print(_line(language, some))
    print("\nmove                 there  P     R     F1")
    for move, tally in _moves(pairs)[1].items():
        print(f"{move:20} {tally.hits + tally.missed:4}  {tally.precision:.2f}  {tally.recall:.2f}  {tally.f1:.2f}")
    print("\nflag                 there  P     R")
    for flag, tally in _flags(pairs).items():
        print(f"{flag:20} {tally.hits + tally.missed:4}  {tally.precision:.2f}  {tally.recall:.2f}")


def pace(answers: Sequence[training.Answer]) -> None:
    """Print milliseconds per answer with the heads that ship, the first one apart: it loads them."""
    started = time.perf_counter()
    hearing = LightHearing()
    hearing.hear("Hola", (), "")
    print(f"\nload {1000 * (time.perf_counter() - started):.0f} ms")
    times = []
    for answer in answers:
        started = time.perf_counter()
        hearing.hear(answer.text, answer.context, answer.form)
        times.append((1000 * (time.perf_counter() - started), len(answer.text.split())))
    plain = sorted(t for t, _ in times)
    long = sorted(t for t, n in times if 40 <= n <= 60)
    print(f"per answer: median {plain[len(plain) // 2]:.1f} ms, 95th {plain[int(len(plain) * 0.95)]:.1f} ms; ", end="")
    print(f"40 to 60 words: median {long[len(long) // 2]:.1f} ms, worst {long[-1]:.1f} ms" if long else "")


def main() -> None:
    """Cross-validate, print, and time."""
    answers = training.labelled()
    report(training.cross_validated(answers, training.single_lines()))
    hurried = training.cross_validated(answers, training.single_lines(), training.hurried)
    print("\ntyped without capitals, accents and marks:\n" + _line("hurried", hurried))
    pace(answers)


if __name__ == "__main__":
    main()
