"""Where a person stands with her runs: which is open, whether levels are shown yet (DESIGN 7), which openings she has met, which drill is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from simulator.core import events as e
from simulator.core.scenario import Scenario
from simulator.store.interface import Store, Summary

if TYPE_CHECKING:
    from simulator.content.entries import Entry

LEVELS_FROM = 3


def levels_due(store: Store) -> bool:
    """Whether this person has ended enough runs for levels to be shown unasked; three-minute drills do not count."""
    return sum(1 for run in store.summaries() if run.ended is not None and not run.opened.get("drill")) >= LEVELS_FROM


def drill_of_today(store: Store, drills: Sequence[Entry], day: int) -> Entry | None:
    """The drill to do on day number `day`: one never done before, else the one done longest ago; among equals the day decides."""
    last: dict[str, str] = {}
    for run in store.summaries():
        name = str(run.opened.get("scenario", ""))
        last[name] = max(last.get(name, ""), run.started)
    longest = min((last.get(entry.id, "") for entry in drills), default="")
    due = [entry for entry in drills if last.get(entry.id, "") == longest]
    return due[day % len(due)] if due else None


def is_open(run: Summary) -> bool:
    """Whether the run's present take has no ending yet. Takes are numbered from 1 in the order they were opened."""
    return run.ended is None or run.ended.get("take") != run.takes


def ended_as(run: Summary) -> str:
    """The phrase that names how the run's last ended take ended; "" while none has."""
    if run.ended is None:
        return ""
    return f"{'drill' if run.opened.get('drill') else 'kind'}.{run.ended.get('kind', 'nothing')}"


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
