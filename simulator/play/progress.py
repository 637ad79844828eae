"""Where a person stands with her runs: which one is open, whether levels are shown yet (DESIGN 7), which openings she has met (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.core import events as e
from simulator.core.scenario import Scenario
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


def openings_met(store: Store, scenario: Scenario, person: str) -> list[str]:
    """The opening of each earlier run of `scenario` by `person` ("" where no name was given) on this machine, rehearsals left out."""
    if not scenario.openings:
        return []
    runs = [run for run in store.summaries() if run.opened.get("scenario") == scenario.id and "rehearsed_from" not in run.opened]
    return [run.opened["opening"] for run in runs if run.opened.get("opening") and _began(store, run.id) == person]


def _began(store: Store, run: str) -> str:
    """Who began a run."""
    first = store.last_of(run, e.RUN_STARTED)
    return first.by.person if first else ""
