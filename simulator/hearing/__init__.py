"""Turns typed words into organizing moves, offline, in English, Spanish and both at once, and says when it is not sure.

What this package offers is loaded by name when it is first asked for: to tell which tier hears here, nothing that hears is needed."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

# Before numpy is first imported: its matrices here are small, and two threads waiting for each other on a busy machine make a sentence of 3 ms cost 200.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if TYPE_CHECKING:
    from simulator.hearing.beat import hear_at
    from simulator.hearing.light import LightHearing
    from simulator.hearing.listen import Hearing
    from simulator.hearing.tiers import best_hearing, default_hearing, hear, tier_here

_HOMES = {
    "Hearing": "listen",
    "LightHearing": "light",
    "best_hearing": "tiers",
    "default_hearing": "tiers",
    "hear": "tiers",
    "hear_at": "beat",
    "tier_here": "tiers",
}

__all__ = ["Hearing", "LightHearing", "best_hearing", "default_hearing", "hear", "hear_at", "tier_here"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
