"""When to practise what again: each criterion has a due date of its own, by spaced repetition (FSRS), fed by observed marks only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from simulator.core.practice import Observed
from simulator.core.records import dataclass

LONGEST = 60
"""Days after which a skill comes round again at the latest: retreats are seldom further apart."""


@dataclass(frozen=True, slots=True)
class Due:
    """A criterion of a form: the levels seen so far, oldest first, when it was last seen, and the day it is due (YYYY-MM-DD)."""

    form: str
    criterion: str
    levels: tuple[int, ...]
    last: str
    day: str
    by: tuple[str, ...] = ()


def plan(seen: Iterable[Observed]) -> tuple[Due, ...]:
    """A due date for every criterion that was ever seen, the soonest first. The same observations give the same plan."""
    from fsrs import Card, Rating, Scheduler  # 24 ms that only a plan pays

    ratings = {1: Rating.Again, 2: Rating.Hard, 3: Rating.Good, 4: Rating.Easy}
    scheduler = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=(), maximum_interval=LONGEST)
    found = []
    for (form, criterion), own in by_criterion(seen).items():
        card = Card(card_id=1, due=_moment(own[0].at))
        for one in own:
            card, _ = scheduler.review_card(card, ratings[one.level], _moment(one.at))
        found.append(
            Due(form, criterion, tuple(o.level for o in own), own[-1].at[:10], card.due.date().isoformat(), tuple(o.by for o in own))
        )
    return tuple(sorted(found, key=lambda due: (due.day, due.form, due.criterion)))


def by_criterion(seen: Iterable[Observed]) -> dict[tuple[str, str], Sequence[Observed]]:
    """Observations by form and criterion, oldest first."""
    grouped: dict[tuple[str, str], list[Observed]] = {}
    for one in sorted(seen, key=lambda one: (one.at, one.run)):
        grouped.setdefault((one.form, one.criterion), []).append(one)
    return dict(grouped)


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone(UTC)
