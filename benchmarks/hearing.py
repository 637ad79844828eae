"""Measures both tiers of hearing: grouped five-fold cross-validation on the labelled answers, by language, and their speed.

Run `python benchmarks/hearing.py` with scikit-learn, numpy, PyYAML and the sentence encoder installed. What two coders disagreed on counts for nobody.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import train_hearing as full
import train_hearing_light as light
from hearing_data import Answer, agreement, hurried, labelled, single_lines, written

from simulator.core.moves import FLAGS, MOVES, OTHER, Heard
from simulator.hearing import LightHearing, best_hearing
from simulator.hearing.listen import Hearing

Pair = tuple[Answer, Heard]


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


def _parts(answer: Answer, heard: Heard) -> tuple[int, int]:
    """How many of the moves heard are right, and how many can be judged."""
    judged = set(heard.moves) - answer.disputed
    return len(judged & answer.moves), len(judged)


def risk(rows: Sequence[tuple[float, Answer, Heard]]) -> None:
    """Print how right hearing is when it speaks of the surest part of the answers only: all together and by language."""
    print("\nspeaks of  " + "  ".join(f"{name:>22}" for name in ("all", "en", "es")) + "   (move precision, primary right)")
    for share in (1.0, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1):
        cells = []
        for language in ("", "en", "es"):
            some = sorted((r for r in rows if r[1].language.startswith(language)), key=lambda r: -r[0])
            kept = some[: max(1, round(share * len(some)))]
            right, judged = (sum(x) for x in zip(*(_parts(a, h) for _, a, h in kept), strict=True))
            cells.append(f"{right / max(1, judged):.2f}  {sum(h.primary in a.primary for _, a, h in kept) / len(kept):.2f}")
        print(f"{share:9.0%}  " + "  ".join(f"{cell:>22}" for cell in cells))


def units(pairs: Sequence[Pair]) -> None:
    """Print how right single utterances are above a confidence, whatever is made of the answer as a whole."""
    rows = []
    for answer, heard in pairs:
        for unit in heard.units:
            if unit.move != OTHER:
                there = answer.moves_at(unit.start, unit.end)
                rows.append((unit.confidence, there.count(unit.move) / len(there)))
    rows.sort(reverse=True)
    print("\nutterances by confidence: share of them, right, mean confidence")
    for low, high in ((0.8, 1.01), (0.7, 0.8), (0.6, 0.7), (0.5, 0.6), (0.4, 0.5), (0.3, 0.4), (0.0, 0.3)):
        some = [(c, ok) for c, ok in rows if low <= c < high]
        if some:
            print(
                f"{low:.1f} and up  {len(some) / len(rows):.2f}  {sum(ok for _, ok in some) / len(some):.2f}  {sum(c for c, _ in some) / len(some):.2f}"
            )


def pace(name: str, hearing: Hearing, answers: Sequence[Answer]) -> None:
    """Print milliseconds per answer with the heads that ship, once they are loaded."""
    hearing.hear("Hola", (), "")
    times = []
    for answer in answers:
        hearing.hear("", answer.context, answer.form)
        started = time.perf_counter()
        hearing.hear(answer.text, answer.context, answer.form)
        times.append((1000 * (time.perf_counter() - started), len(answer.text.split())))
    plain = sorted(t for t, _ in times)
    long = sorted(t for t, n in times if 40 <= n <= 60)
    print(f"{name} per answer: median {plain[len(plain) // 2]:.1f} ms, 95th {plain[int(len(plain) * 0.95)]:.1f} ms; ", end="")
    print(f"40 to 60 words: median {long[len(long) // 2]:.1f} ms, 95th {long[int(len(long) * 0.95)]:.1f} ms" if long else "")


def main() -> None:
    """Cross-validate, print, and time. With the word `full`, the full tier alone."""
    answers, taught, extra = tuple(labelled()), tuple(written()), tuple(single_lines())
    for name, some in (("labelled", answers), ("written", taught)):
        print(f"coders, {name}:", {key: round(value, 3) for key, value in agreement(some).items()})
    print(f"\nFULL TIER, {len(taught)} written answers and {len(extra)} single lines besides")
    pairs = full.cross_validated(answers, taught, extra)
    report(pairs)
    print("\ntyped without capitals, accents and marks:\n" + _line("hurried", full.cross_validated(answers, taught, extra, hurried)))
    risk(full.ranked(answers, taught, extra))
    units(pairs)
    pace("full", best_hearing(), answers)
    if "full" not in sys.argv[1:]:
        print("\nLIGHT TIER")
        report(light.cross_validated(answers, taught, extra))
        print("\ntyped without capitals, accents and marks:\n" + _line("hurried", light.cross_validated(answers, taught, extra, hurried)))
        pace("light", LightHearing(), answers)


if __name__ == "__main__":
    main()
