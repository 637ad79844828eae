"""Owns the figures of hearing: how right it is, label by label, how honest its confidence is, and what it gains by keeping silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simulator.hearing.labelled import LabelSet

SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4)
"""Of the surest labels, how much is kept in the risk-coverage table."""
BINS = 10


@dataclass(slots=True)
class Tally:
    """Hits, false alarms, misses, and what was rightly left."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    left: int = 0

    def add(self, truth: bool, heard: bool) -> None:
        """Count one decision."""
        self.hits += truth and heard
        self.false += heard and not truth
        self.missed += truth and not heard
        self.left += not truth and not heard

    @property
    def there(self) -> int:
        """How often it was there."""
        return self.hits + self.missed

    @property
    def precision(self) -> float:
        """Of what was heard, the share that was there."""
        return self.hits / max(1, self.hits + self.false)

    @property
    def recall(self) -> float:
        """Of what was there, the share that was heard."""
        return self.hits / max(1, self.there)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.hits / max(1, 2 * self.hits + self.false + self.missed)

    @property
    def kappa(self) -> float:
        """Cohen's: agreement beyond what chance would give."""
        total = self.hits + self.false + self.missed + self.left
        if not total:
            return 0.0
        same = (self.hits + self.left) / total
        said, true = (self.hits + self.false) / total, self.there / total
        return beyond_chance(same, said * true + (1 - said) * (1 - true))


def beyond_chance(same: float, chance: float) -> float:
    """Cohen's kappa from the shares of agreement found and expected."""
    return (same - chance) / (1 - chance) if chance < 1 else 0.0


@dataclass(frozen=True, slots=True)
class Said:
    """What was heard in one answer: each label with its confidence, 0 to 1."""

    labels: Mapping[str, float]
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is known of one set, or of one language in it. `right` holds (confidence, was it so) of every label heard."""

    answers: int
    labels: Mapping[str, Tally]
    exact: float
    kappa: float
    right: tuple[tuple[float, bool], ...]
    flags: Mapping[str, Tally] = field(default_factory=dict)

    @property
    def micro(self) -> float:
        """F1 over all decisions together."""
        found = list(self.labels.values())
        hits, wrong = sum(t.hits for t in found), sum(t.false + t.missed for t in found)
        return 2 * hits / max(1, 2 * hits + wrong)

    @property
    def macro(self) -> float:
        """The mean F1 of the labels that are there."""
        there = [tally.f1 for tally in self.labels.values() if tally.there]
        return sum(there) / max(1, len(there))

    @property
    def calibration(self) -> float:
        """Expected calibration error: how far confidence lies from the share that is right, over ten bins of confidence."""
        bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
        for sure, ok in self.right:
            bins[min(BINS - 1, int(sure * BINS))].append((sure, ok))
        return sum(abs(sum(s for s, _ in b) - sum(ok for _, ok in b)) for b in bins if b) / max(1, len(self.right))

    def surest(self, share: float) -> float:
        """The share that is right among the surest `share` of the labels heard."""
        kept = sorted(self.right, key=lambda pair: -pair[0])[: max(1, round(share * len(self.right)))]
        return sum(ok for _, ok in kept) / max(1, len(kept))

    def to_data(self) -> dict[str, Any]:
        """The figures as JSON-able data."""
        return {
            "answers": self.answers, "micro_f1": self.micro, "macro_f1": self.macro, "kappa": self.kappa, "exact": self.exact,
            "calibration_error": self.calibration,
            "surest": {f"{share:.1f}": self.surest(share) for share in SHARES},
            "labels": {name: _row(tally) for name, tally in self.labels.items()},
            "flags": {name: _row(tally) for name, tally in self.flags.items() if tally.there or tally.false},
        }  # fmt: skip


def _row(tally: Tally) -> dict[str, Any]:
    return {"there": tally.there, "precision": tally.precision, "recall": tally.recall, "f1": tally.f1, "kappa": tally.kappa}


def figures(given: LabelSet, heard: Sequence[Said], language: str = "", flags: Iterable[str] = ()) -> Figures:
    """What `heard` is worth on the answers of `given`, in the same order; of one `language` only where it is named."""
    pairs = [(a, s) for a, s in zip(given.answers, heard, strict=True) if not language or a.language.startswith(language)]
    each = {name: Tally() for name in given.labels}
    raised = {flag: Tally() for flag in flags}
    right: list[tuple[float, bool]] = []
    exact = 0
    for answer, said in pairs:
        for name, tally in each.items():
            if name not in answer.disputed:
                tally.add(name in answer.labels, name in said.labels)
        judged = {name: sure for name, sure in said.labels.items() if name not in answer.disputed}
        right += [(sure, name in answer.labels) for name, sure in judged.items()]
        exact += judged.keys() == answer.labels
        if answer.flags is not None:
            for flag, tally in raised.items():
                if flag not in answer.disputed_flags:
                    tally.add(flag in answer.flags, flag in said.flags)
    count = max(1, len(pairs))
    if given.several:
        there = [tally.kappa for tally in each.values() if tally.there]
        kappa = sum(there) / max(1, len(there))
    else:
        chance = sum((t.hits + t.false) * t.there for t in each.values()) / count**2
        kappa = beyond_chance(exact / count, chance)
    return Figures(len(pairs), each, exact / count, kappa, tuple(right), raised)
