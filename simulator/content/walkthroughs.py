"""Compile a walkthrough: a play that must keep working, one step a line; and write one from a run."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import field
from typing import Literal

from simulator.content.grammar import GrammarError, parse_condition
from simulator.content.nearest import suggest
from simulator.content.reading import Reader
from simulator.content.source import Source
from simulator.core.expression import Expression
from simulator.core.moves import MOVES, WAIT
from simulator.core.records import dataclass
from simulator.core.scenario import Scenario

Kind = Literal["choose", "type", "wait", "beat", "words", "ending", "level", "move", "feeling", "fact"]


@dataclass(frozen=True, slots=True)
class Step:
    """One line: what is done (`choose`, `type`, `wait`) or expected (the other kinds), its argument, and where it stands."""

    kind: Kind
    argument: str
    line: int
    condition: Expression | None = None
    level: tuple[str, str, int] = ("", "", 0)
    """For `level`: criterion, `=` or `>=`, 1 to 4."""


@dataclass(frozen=True, slots=True)
class Walkthrough:
    """A named list of steps, played with `seed`, in own words unless `choices`. `opening` is an opening's id; without it the seed draws one."""

    name: str
    steps: tuple[Step, ...] = field(default=())
    seed: int = 1
    choices: bool = False
    opening: str = ""


_LEVEL = re.compile(r"([a-z_-]+)\s*(=|>=)?\s*([1-4])\Z")


def compile_walkthrough(source: Source, scenario: Scenario, criteria: Collection[str] = ()) -> Walkthrough | None:
    """The walkthrough in `source`, or None where errors were reported."""
    if source.root is None or source.broken:
        return None
    reader, root = Reader(source), source.root
    reader.check_keys(root, ("walkthrough", "seed", "opening", "choices", "steps"), ("walkthrough", "steps"), "a walkthrough")
    name = reader.text(root, "walkthrough").strip()
    seed = reader.number(root, "seed", 0, 2**31, 1)
    choices = reader.one_of(root, "choices", ("yes", "no"), "a walkthrough", "no") == "yes"
    opening = reader.one_of(root, "opening", scenario.openings, "this scenario")
    steps: list[Step] = []
    node = root.fields.get("steps")
    first = (node.line + 1 if node.block else node.line) if node else 1
    for number, line in enumerate((node.text or "").split("\n") if node else ()):
        if line.strip():
            try:
                steps.append(_step(line.strip(), first + number, scenario, criteria))
            except GrammarError as error:
                source.report("not-understood", error.message, error.hint, first + number, node.column if node else 1)
    return None if source.broken else Walkthrough(name, tuple(steps), seed, choices, opening)


def _step(line: str, number: int, scenario: Scenario, criteria: Collection[str]) -> Step:
    verb, _, rest = line.partition(" ")
    rest = rest.strip()
    if verb == "wait" and not rest:
        return Step("wait", "", number)
    if verb == "choose":
        known = {reply for beat in scenario.beats.values() for reply in beat.replies}
        return Step("choose", _known(rest, known, "reply"), number)
    if verb == "type" and rest:
        return Step("type", rest, number)
    if verb != "expect":
        raise GrammarError(f"`{verb}` is not a step", 0, suggest(verb, ("choose", "type", "wait", "expect")))
    what, _, rest = rest.partition(" ")
    rest = rest.strip()
    if what == "beat":
        return Step("beat", _known(rest, scenario.beats, "beat"), number)
    if what == "ending":
        return Step("ending", _known(rest, scenario.endings, "ending"), number)
    if what == "words" and rest:
        return Step("words", rest, number)
    if what == "move":
        return Step("move", _known(rest, (*MOVES, WAIT), "move"), number)
    if what == "fact":
        return Step("fact", _known(rest, scenario.facts, "fact"), number)
    if what == "feeling":
        return Step("feeling", rest, number, condition=parse_condition(rest))
    if what == "level":
        match = _LEVEL.match(rest)
        if match is None:
            raise GrammarError(f"`{rest}` is not a level", 0, "Like `expect level digging >= 3`.")
        if criteria:
            _known(match[1], criteria, "criterion")
        return Step("level", rest, number, level=(match[1], match[2] or "=", int(match[3])))
    raise GrammarError(f"`expect {what}` is not known", 0, suggest(what, ("beat", "words", "ending", "level", "move", "feeling", "fact")))


def _known(name: str, known: Collection[str], what: str) -> str:
    if name not in known:
        raise GrammarError(f"there is no {what} `{name}`", 0, suggest(name, known))
    return name


def write_walkthrough(name: str, seed: int, steps: Collection[str], choices: bool = False, opening: str = "") -> str:
    """The text of a walkthrough file whose lines are `steps`."""
    head = [f"walkthrough: {name}", f"seed: {seed}"] + ([f"opening: {opening}"] if opening else []) + (["choices: yes"] if choices else [])
    return "\n".join([*head, "steps: |", *(f"  {' '.join(step.split())}" for step in steps)]) + "\n"
