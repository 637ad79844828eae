"""When levels are shown: from a person's third ended run on, or when she asks (DESIGN 7)."""

from __future__ import annotations

from simulator.store.interface import Store

LEVELS_FROM = 3


def levels_due(store: Store) -> bool:
    """Whether this person has ended enough runs for levels to be shown unasked."""
    return sum(1 for run in store.summaries() if run.ended is not None) >= LEVELS_FROM
