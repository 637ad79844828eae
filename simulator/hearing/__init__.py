"""Turns typed words into organizing moves, offline, in English, Spanish and both at once, and says when it is not sure."""

from __future__ import annotations

import os

# Before numpy is first imported: its matrices here are small, and two threads waiting for each other on a busy machine make a sentence of 3 ms cost 200.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from simulator.hearing.beat import hear_at
from simulator.hearing.light import LightHearing
from simulator.hearing.listen import Hearing
from simulator.hearing.route import Route, route, similar
from simulator.hearing.tiers import best_hearing, default_hearing, hear, tier_here, warm

__all__ = [
    "Hearing",
    "LightHearing",
    "Route",
    "best_hearing",
    "default_hearing",
    "hear",
    "hear_at",
    "route",
    "similar",
    "tier_here",
    "warm",
]
