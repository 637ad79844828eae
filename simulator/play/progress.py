"""Where a person stands with her runs: which one is open, and whether levels are shown yet (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.store.interface import Store, Summary

LEVELS_FROM = 3


def levels_due(store: Store) -> bool:
    """Whether this person has ended enough runs for levels to be shown unasked."""
    return sum(1 for run in store.summaries() if run.ended is not None) >= LEVELS_FROM


def is_open(run: Summary) -> bool:
    """Whether the run's present take has no ending yet. Takes are numbered from 1 in the order they were opened."""
    return run.ended is None or run.ended.get("take") != run.takes


def unfinished(runs: Iterable[Summary]) -> Summary | None:
    """The newest run that can be gone on with; `runs` are newest first."""
    return next((run for run in runs if is_open(run)), None)
