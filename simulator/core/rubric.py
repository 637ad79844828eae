"""Rubrics: criteria, their four anchored levels, and the rules that turn heard moves into evidence (DOMAIN 3)."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.core.expression import Expression
from simulator.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """Evidence for or against a criterion: when it holds on a turn it gives `points` (-2 to +2, never 0)."""

    id: str
    when: Expression
    points: int
    says: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing a rubric looks at. `levels[language]` holds the four anchors, level 1 first; `caps` maps a flag to the highest level left."""

    id: str
    name: Mapping[str, str]
    question: Mapping[str, str]
    weight: int
    levels: Mapping[str, tuple[str, ...]]
    rules: tuple[Rule, ...]
    caps: Mapping[str, int]
    examples: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Rubric:
    """The criteria of one form, in the order of DOMAIN 3; weights sum to 100."""

    id: str
    name: Mapping[str, str]
    criteria: Mapping[str, Criterion]
