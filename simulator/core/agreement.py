"""How far raters agree, for trainers' calibration only: ordinal Krippendorff's alpha, ICC(A,1), and distance from marks that are given with reasons.

Never about the one who practised. Where there is too little to say, it says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Literal

from simulator.core.critique import Rating
from simulator.core.records import dataclass

ENOUGH = 8
"""Jointly rated takes below which agreement is not told (reference: training, section 3)."""
AMBER, RED = 0.60, 0.40
"""Below the first agreement needs a talk, below the second it is none (Cicchetti's bands)."""
TOLERANCE = 1
"""Levels by which a mark may differ from the one given with reasons and still be near."""

Light = Literal["good", "talk", "none", "not-enough"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Raters on one criterion: how many takes `together`, alpha and ICC where they can be told, and what to make of it.

    `raters` are two ids for a pair, empty for all. `alpha` and `icc` are None below `ENOUGH` takes or where nothing varies.
    """

    criterion: str
    raters: tuple[str, ...]
    together: int
    alpha: float | None
    icc: float | None

    @property
    def light(self) -> Light:
        """Good, to be talked over, none to speak of, or not enough to tell."""
        told = self.alpha if self.alpha is not None else self.icc
        if self.together < ENOUGH or told is None:
            return "not-enough"
        return "good" if told >= AMBER else "talk" if told >= RED else "none"


def ordinal_alpha(units: Iterable[Sequence[int | None]]) -> float | None:
    """Krippendorff's alpha for ordinal data: `units` hold one rated thing's values each, None where a rater gave none.

    None where fewer than two values can be paired or where everybody always gave the same: then there is nothing to disagree about.
    """
    paired = [[value for value in unit if value is not None] for unit in units]
    paired = [values for values in paired if len(values) > 1]
    total = Counter(value for values in paired for value in values)
    n = sum(total.values())
    if n < 2 or len(total) < 2:
        return None
    ranks = sorted(total)

    def distance(one: int, other: int) -> float:
        low, high = min(one, other), max(one, other)
        between = sum(total[rank] for rank in ranks if low <= rank <= high)
        return (between - (total[one] + total[other]) / 2) ** 2

    seen = sum(
        distance(one, other) / (len(values) - 1) for values in paired for at, one in enumerate(values) for to, other in enumerate(values) if at != to
    ) / n  # fmt: skip
    expected = sum(total[one] * total[other] * distance(one, other) for one in ranks for other in ranks if one != other) / (n * (n - 1))
    return 1 - seen / expected if expected else None


def icc_agreement(table: Sequence[Sequence[float]]) -> float | None:
    """ICC(A,1), two-way, absolute agreement, one rater (McGraw and Wong): `table` has a row a rated thing and a column a rater, none missing.

    None with fewer than two rows or columns, or where nothing varies.
    """
    n, k = len(table), len(table[0]) if table else 0
    if n < 2 or k < 2:
        return None
    mean = sum(map(sum, table)) / (n * k)
    rows = [sum(row) / k for row in table]
    columns = [sum(row[at] for row in table) / n for at in range(k)]
    between_rows = k * sum((row - mean) ** 2 for row in rows) / (n - 1)
    between_columns = n * sum((column - mean) ** 2 for column in columns) / (k - 1)
    left = sum((table[i][j] - rows[i] - columns[j] + mean) ** 2 for i in range(n) for j in range(k)) / ((n - 1) * (k - 1))
    below = between_rows + (k - 1) * left + k * (between_columns - left) / n
    return (between_rows - left) / below if abs(below) > 1e-12 else None


def first_marks(ratings: Iterable[Rating]) -> tuple[Rating, ...]:
    """Each rater's first mark on each take and criterion: what she thought before she saw anybody else's."""
    found: dict[tuple[str, int, str], Rating] = {}
    for rating in ratings:
        found.setdefault((rating.by, rating.take, rating.criterion), rating)
    return tuple(found.values())


def agreements(runs: Mapping[str, Sequence[Rating]], criterion: str) -> tuple[Agreement, ...]:
    """Agreement on one criterion over `runs` (id → every mark given there): all raters first, then each pair that ever rated the same take.

    Those who practised are left out: a self-mark is no rating. Where more than two raters cover takes unevenly, only alpha is told.
    """
    given: dict[tuple[str, int], dict[str, int]] = {}
    for run, ratings in runs.items():
        for rating in first_marks(ratings):
            if rating.criterion == criterion and rating.role != "self" and rating.level is not None:
                given.setdefault((run, rating.take), {})[rating.by] = rating.level
    raters = sorted({rater for marks in given.values() for rater in marks})
    found = [_among(criterion, (), raters, given)] if len(raters) > 2 else []
    found += [_among(criterion, pair, pair, given) for pair in combinations(raters, 2)]
    return tuple(agreement for agreement in found if agreement.together)


def _among(criterion: str, named: tuple[str, ...], raters: Sequence[str], given: Mapping[tuple[str, int], Mapping[str, int]]) -> Agreement:
    units = [[marks.get(rater) for rater in raters] for marks in given.values()]
    shared = [unit for unit in units if sum(value is not None for value in unit) > 1]
    if len(shared) < ENOUGH:
        return Agreement(criterion, named, len(shared), None, None)
    whole = [[float(value) for value in unit if value is not None] for unit in shared if None not in unit]
    return Agreement(criterion, named, len(shared), ordinal_alpha(shared), icc_agreement(whole) if len(whole) >= ENOUGH else None)


# -- calibration ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compared:
    """A rater's mark beside one that is given with reasons: None is "not offered". `near`: within one level, or both "not offered"."""

    criterion: str
    mine: int | None
    gold: int | None

    @property
    def difference(self) -> int | None:
        """Hers minus the other, None where one of them is "not offered"."""
        return self.mine - self.gold if self.mine is not None and self.gold is not None else None

    @property
    def near(self) -> bool:
        """Within the tolerance."""
        return abs(self.difference) <= TOLERANCE if self.difference is not None else self.mine is self.gold


@dataclass(frozen=True, slots=True)
class Calibration:
    """A rater over one or more conversations: every comparison, how many are near, and whether she is on the whole `strict` or `lenient`."""

    compared: tuple[Compared, ...]

    @property
    def near(self) -> int:
        """How many are within the tolerance."""
        return sum(one.near for one in self.compared)

    @property
    def lean(self) -> float:
        """The mean of her differences: above 0 she gives more than the reasons would, below 0 less; 0 where there is none."""
        differences = [one.difference for one in self.compared if one.difference is not None]
        return sum(differences) / len(differences) if differences else 0.0


def calibrate(mine: Mapping[str, int | None], gold: Mapping[str, int | None]) -> Calibration:
    """Hers beside those given with reasons, for every criterion that she marked, in the rubric's order."""
    return Calibration(tuple(Compared(name, mine[name], level) for name, level in gold.items() if name in mine))
