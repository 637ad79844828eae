"""Seeded random and greedy plays through the real rules: how often each reply is met, how long it takes, how it ends (DESIGN 5.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field
from random import Random
from typing import Any

from simulator.check.craft import points
from simulator.check.finding import Finding
from simulator.check.proof import Proof
from simulator.core.moves import Heard
from simulator.core.records import dataclass
from simulator.core.run import Choose, RunState, Say, StartRun, decide, evolve, takeable
from simulator.core.scenario import Reactions, Scenario

LONGEST = 200
"""Turns after which a play that does not end is broken off."""
GREEDY = 2
"""Every second play takes the reply that pays most among those it has not taken yet, but for one line in `STRAYS`; the others draw."""
STRAYS = 4
RARE, ALWAYS = 2, 95
"""Per cent of plays below which a reply is rare and from which it is always met."""


@dataclass(frozen=True, slots=True)
class Playthroughs:
    """`plays` plays: how many took each reply (`beat.reply`), how many came to each ending ("" where broken off), and their lengths in turns."""

    plays: int
    taken: Mapping[str, int] = field(default_factory=dict)
    endings: Mapping[str, int] = field(default_factory=dict)
    shortest: int = 0
    middle: int = 0
    longest: int = 0

    def coverage(self, reply: str) -> str:
        """`never`, `rare`, `sometimes` or `always`."""
        count = self.taken.get(reply, 0)
        if not count:
            return "never"
        return "rare" if count * 100 < RARE * self.plays else "always" if count * 100 >= ALWAYS * self.plays else "sometimes"

    def data(self) -> dict[str, Any]:
        """As JSON-able data."""
        return {
            "plays": self.plays, "turns": {"shortest": self.shortest, "median": self.middle, "longest": self.longest}, "endings": dict(self.endings),
            "replies": {name: {"taken": count, "coverage": self.coverage(name)} for name, count in self.taken.items()},
        }  # fmt: skip

    def sentence(self) -> str:
        """One sentence for the summary."""
        ends = ", ".join(
            f"{name or 'broken off'} {100 * count // self.plays} %"
            for name, count in sorted(self.endings.items(), key=lambda item: -item[1])
        )
        return f"Of {self.plays} plays the middle one took {self.middle} turns ({self.shortest} to {self.longest}); they ended at {ends}."

    def table(self) -> str:
        """How often each reply was taken, a line each."""
        width = max(map(len, self.taken), default=0)
        return "\n".join(
            f"  {name:<{width}}  {100 * count // max(1, self.plays):>3} %  {self.coverage(name)}" for name, count in self.taken.items()
        )


def play(scenario: Scenario, reactions: Reactions, number: int) -> Playthroughs:
    """`number` plays with seeds 1 to `number`."""
    taken = {f"{beat.id}.{reply}": 0 for beat in scenario.beats.values() for reply in beat.replies}
    endings: Counter[str] = Counter()
    turns: list[int] = []
    for seed in range(1, number + 1):
        state, lines = one_play(scenario, reactions, seed)
        endings[state.take.ending] += 1
        turns.append(state.take.turns)
        for line in lines:
            taken[line] += 1
    turns.sort()
    if not turns:
        return Playthroughs(0, taken)
    return Playthroughs(number, taken, dict(endings), turns[0], turns[len(turns) // 2], turns[-1])


def one_play(scenario: Scenario, reactions: Reactions, seed: int) -> tuple[RunState, frozenset[str]]:
    """One play by choices to its end, and the replies it took."""
    draw = Random(seed)
    greedy = seed % GREEDY == 0
    state = RunState(scenario, reactions)
    state = _after(state, StartRun(seed, "choices"))
    lines: set[str] = set()
    while not state.take.ending and state.take.turns < LONGEST:
        open_ = takeable(state)
        beat = state.take.beat
        if not open_:
            state = _after(state, Say("", Heard()))
            continue
        if greedy and draw.random() * STRAYS >= 1:
            name = max(open_, key=lambda reply: (f"{beat}.{reply.id}" not in lines, points(reply), draw.random())).id
        else:
            name = open_[int(draw.random() * len(open_))].id
        lines.add(f"{beat}.{name}")
        state = _after(state, Choose(name))
    return state, frozenset(lines)


def _after(state: RunState, command: StartRun | Choose | Say) -> RunState:
    facts = decide(state, command)
    assert isinstance(facts, tuple), facts
    for fact in facts:
        state = evolve(state, fact.type, fact.data)
    return state


def findings(played: Playthroughs, proof: Proof | None) -> Iterator[Finding]:
    """Replies that can be taken and that no play met."""
    if not played.plays or proof is None:
        return
    unmet = [name for name, count in played.taken.items() if not count and name in proof.takeable]
    if unmet:
        beat, _, reply = unmet[0].partition(".")
        listed = ", ".join(f"`{name}`" for name in unmet[:8]) + (f" and {len(unmet) - 8} more" if len(unmet) > 8 else "")
        yield Finding(
            "rarely-met", "info", f"beats.{beat}.replies.{reply}", f"can be taken, but none of {played.plays} plays came to it: {listed}",
            "Only a narrow way leads there. Fine if it is meant to be hard to find.",
        )  # fmt: skip
