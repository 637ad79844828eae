"""Plays by a rule of thumb (always the longest, the first, the kindest, a question, or anything): none of them may earn solid levels (DOMAIN 0.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from random import Random
from statistics import median
from typing import Any

from simulator.check.finding import Finding
from simulator.check.par import most
from simulator.check.playthroughs import LONGEST
from simulator.core import events as e
from simulator.core.events import By, Event
from simulator.core.material import Material
from simulator.core.moves import Heard
from simulator.core.records import dataclass
from simulator.core.run import Choose, RunState, Say, StartRun, decide, evolve, takeable
from simulator.core.scenario import WAIT_REPLY, Reply
from simulator.core.scoring import FOUR, Mark
from simulator.core.transcript import transcript

PLAYS = 7
"""Plays of each rule from each opening; the median of an odd number is one of them."""
MOST_PLAYS = 42
"""Plays of each rule altogether, however many openings there are."""
SKETCH = 3
"""Beats below which a file is a sketch and nobody's levels are looked at."""
MEDIAN = 2
"""The highest median level that play by a rule of thumb may come to."""
KIND = frozenset({"affirm", "concede"})
ASKING = frozenset({"open_question", "closed_question", "leading_question"})
"""A question for its own sake: digging is none (DOMAIN 0.4: nodding is not digging)."""

Rule = Callable[[Reply], int]
RULES: Mapping[str, tuple[str, Rule | None]] = {
    "random": ("anything", None),
    "longest": ("always the longest reply", lambda reply: len(reply.say)),
    "first": ("always the first reply as written", lambda reply: 0),
    "kindest": ("always the kindest reply", lambda reply: len(KIND.intersection(reply.moves)) + ("empty" in reply.flags)),
    "asking": ("always a question", lambda reply: len(ASKING.intersection(reply.moves))),
}
"""By name: how it is told, and what it looks for in a reply; chance decides among equals, but for the first as written."""


@dataclass(frozen=True, slots=True)
class Cheap:
    """`levels` by rule: the median level of its plays, None where nothing was scored. `low` and `high` by criterion over all plays."""

    levels: Mapping[str, float | None] = field(default_factory=dict)
    low: Mapping[str, int] = field(default_factory=dict)
    high: Mapping[str, int] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """As JSON-able data."""
        return {"median_levels": dict(self.levels)}

    def sentence(self) -> str:
        """One sentence for the summary."""
        told = ", ".join(f"{name} {'not scored' if level is None else f'{level:g}'}" for name, level in self.levels.items())
        return f"Played by rule of thumb, the median level is: {told}."


def play_cheaply(material: Material, par: Mapping[str, int]) -> Cheap:
    """Play `material` by every rule, from every opening, measured against `par`."""
    levels: dict[str, float | None] = {}
    low: dict[str, int] = {}
    high: dict[str, int] = {}
    openings = tuple(material.scenario.openings or ("",))
    each = max(1, min(PLAYS, MOST_PLAYS // len(openings)))
    for name, (_, rule) in RULES.items():
        medians = []
        for number in range(each * len(openings)):
            found = _marks(material, par, name == "first", rule, openings[number % len(openings)], number + 1)
            for mark in found:
                if mark.level is not None:
                    low[mark.criterion] = min(low.get(mark.criterion, 4), mark.level)
                    high[mark.criterion] = max(high.get(mark.criterion, 1), mark.level)
            scored = [mark.level for mark in found if mark.level is not None]
            if scored:
                medians.append(median(scored))
        levels[name] = median(medians) if medians else None
    return Cheap(levels, low, high)


def _marks(material: Material, par: Mapping[str, int], in_order: bool, rule: Rule | None, opening: str, seed: int) -> tuple[Mark, ...]:
    """The marks of one play to its end."""
    draw = Random(seed)
    state = RunState(material.scenario, material.reactions)
    log: list[Event] = []

    def after(state: RunState, command: StartRun | Choose | Say) -> RunState:
        facts = decide(state, command)
        assert isinstance(facts, tuple), facts
        for fact in facts:
            data = {**fact.data, "par": dict(par)} if fact.type == e.TAKE_ENDED else fact.data
            log.append(Event(str(len(log)), "cheap", "check", len(log) + 1, "", By(), fact.type, data))
            state = evolve(state, fact.type, data)
        return state

    state = after(state, StartRun(seed, "choices", opening=opening))
    while not state.take.ending and state.take.turns < LONGEST:
        open_ = takeable(state)
        spoken = [reply for reply in open_ if reply.id != WAIT_REPLY] or list(open_)
        if not spoken:
            state = after(state, Say("", Heard()))
        elif rule is None:
            state = after(state, Choose(open_[int(draw.random() * len(open_))].id))
        elif in_order:
            state = after(state, Choose(spoken[0].id))
        else:
            state = after(state, Choose(max(spoken, key=lambda reply: (rule(reply), draw.random())).id))
    view = transcript(log, material).takes[0]
    return view.marks


def findings(cheap: Cheap, material: Material, par: Mapping[str, int], computed: Mapping[str, int]) -> Iterator[Finding]:
    """Rules of thumb that earn too much, and levels that nobody can come to. A sketch of a beat or two is spared.

    `par` is what levels are measured against, `computed` what solid play earns: only where an author asks for more is it searched for.
    """
    scenario = material.scenario
    whole = len(scenario.beats) >= SKETCH
    for name, level in cheap.levels.items():
        if whole and level is not None and level > MEDIAN:
            yield Finding(
                "cheap-play", "warning", "beats", f"{RULES[name][0]} ends at a median level of {level:g}; without the craft it should not be above {MEDIAN}",
                "Let such replies cost something in more beats, or make the good ones shorter, plainer, less kind, less of a question.",
            )  # fmt: skip
    for criterion, points in par.items():
        if computed.get(criterion, 0) * 100 < FOUR * points and cheap.high.get(criterion, 1) < 4:
            best, exact = most(scenario, material.reactions, criterion)
            if exact and best * 100 < FOUR * points:
                yield Finding(
                    "level-out-of-reach", "warning", "par", f"nobody can come to level 4 of `{criterion}`: its par is {points}, and the most that one way pays is {best}",
                    "Set a lower `par:`, or let more replies show it.",
                )  # fmt: skip
        if whole and points > 0 and cheap.low.get(criterion, 1) > 1:
            yield Finding(
                "level-out-of-reach", "warning", "rubric", f"nobody came to level 1 of `{criterion}`, however carelessly they played",
                "Let a careless reply cost it, or let it be missed: what cannot be missed teaches nothing.",
            )  # fmt: skip
