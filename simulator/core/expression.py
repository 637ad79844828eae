"""The closed expression language of scenarios and rubric rules: what can be asked, and how it is answered.

Parsing lives in `content/grammar.py`. A tree is made of these nodes only, so a proof may walk it: no Python is ever evaluated.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from simulator.core.records import dataclass

COMPARISONS: Mapping[str, Callable[[int, int], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
"""What each comparing sign asks of the number on its left and the one on its right."""


class World(Protocol):
    """Whatever can answer the questions an expression asks.

    `number` answers names such as `rosario.trust`, `turns`, `count(dig, reflect)`; `truth` answers facts, `visited(beat)`, moves.
    """

    def number(self, name: str, arguments: tuple[str, ...]) -> int: ...

    def truth(self, name: str, arguments: tuple[str, ...]) -> bool: ...


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity the world knows: a meter, `turns`, a count."""

    name: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """A yes-or-no the world knows: a fact, `visited(beat)`, a move of this turn."""

    name: str
    arguments: tuple[str, ...] = ()

    def holds(self, world: World) -> bool:
        return world.truth(self.name, self.arguments)


@dataclass(frozen=True, slots=True)
class Compare:
    """A quantity against a constant; `operator` is one of `= != < <= > >=`."""

    left: Number
    operator: str
    right: int

    def holds(self, world: World) -> bool:
        return COMPARISONS[self.operator](world.number(self.left.name, self.left.arguments), self.right)


@dataclass(frozen=True, slots=True)
class Not:
    of: Expression

    def holds(self, world: World) -> bool:
        return not self.of.holds(world)


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Expression, ...]

    def holds(self, world: World) -> bool:
        return all(part.holds(world) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Expression, ...]

    def holds(self, world: World) -> bool:
        return any(part.holds(world) for part in self.parts)


Expression = Truth | Compare | Not | And | Or


def questions(expression: Expression | None) -> Iterator[Number | Truth | Compare]:
    """Every leaf of `expression`: comparisons (with their constants) and truths."""
    if expression is None:
        return
    if isinstance(expression, Not):
        yield from questions(expression.of)
    elif isinstance(expression, (And, Or)):
        for part in expression.parts:
            yield from questions(part)
    else:
        yield expression
