"""Turns typed words into organizing moves, offline, in English, Spanish and both at once, and says when it is not sure."""

from __future__ import annotations

from simulator.hearing.hear import Hearing, LightHearing, default_hearing, hear
from simulator.hearing.meaning import warm
from simulator.hearing.route import Route, route, similar

__all__ = ["Hearing", "LightHearing", "Route", "default_hearing", "hear", "route", "similar", "warm"]
