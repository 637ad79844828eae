"""Where a run and its takes stand: immutable snapshots that `run.evolve` moves on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from simulator.core.records import dataclass
from simulator.core.scenario import Beat, Reactions, Scenario

Mode = Literal["words", "choices", "room"]


@dataclass(frozen=True, slots=True)
class TakeState:
    """Where a take stands. `feelings` maps `person.meter` to 0..5; `turns` counts trainee turns; `before` is the state before the last one.

    `arrived` holds the beats she had been in before the present arrival; `spent` the once-replies used, as `beat.reply`; `opening` is the
    id of the one it began with, or "".
    """

    take: int
    beat: str
    feelings: Mapping[str, int]
    turns: int = 0
    facts: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()
    arrived: frozenset[str] = frozenset()
    spent: frozenset[str] = frozenset()
    astray: int = 0
    ending: str = ""
    before: TakeState | None = field(default=None, compare=False, repr=False)
    opening: str = ""

    def number(self, name: str, arguments: tuple[str, ...]) -> int:
        """Answer an expression (`core.expression.World`)."""
        return self.turns if name == "turns" else self.feelings[name]

    def truth(self, name: str, arguments: tuple[str, ...]) -> bool:
        """Answer an expression (`core.expression.World`)."""
        return arguments[0] in self.arrived if name == "visited" else name in self.facts


@dataclass(frozen=True, slots=True)
class RunState:
    """A run: its content and the takes so far. A blank state is `RunState(scenario, reactions)`."""

    scenario: Scenario
    reactions: Reactions = field(default_factory=dict)
    started: bool = False
    seed: int = 0
    mode: Mode = "words"
    language: str = ""
    takes: Mapping[int, TakeState] = field(default_factory=dict)
    current: int = 0
    paused: bool = False
    aided: frozenset[str] = frozenset()
    """Beats whose replies were shown: aided from then on, in every take."""
    cued: frozenset[str] = frozenset()

    @property
    def take(self) -> TakeState:
        """The take being played."""
        return self.takes[self.current]

    @property
    def beat(self) -> Beat:
        """The beat the take being played stands in."""
        return self.scenario.beats[self.take.beat]

    def at(self, take: int, turn: int) -> TakeState | None:
        """The state in which line `turn` of `take` was spoken (1 = her first); None where there is no such line."""
        state: TakeState | None = self.takes.get(take)
        while state is not None and state.turns >= turn:
            state = state.before
        return state if state is not None and state.turns == turn - 1 else None
