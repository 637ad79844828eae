"""Which of a scenario's openings a run begins with, and what is true when it does (DESIGN 4: variants not yet seen)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from simulator.core.chance import chance
from simulator.core.records import dataclass
from simulator.core.scenario import HIGHEST, LOWEST, Scenario


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a first take stands before its first line: the beat, each meter (`person.meter`, 0 to 5), and the facts that are true."""

    beat: str
    feelings: dict[str, int]
    facts: tuple[str, ...] = ()


def draw_opening(scenario: Scenario, seed: int, seen: Iterable[str] = ()) -> str:
    """The id of the opening that `seed` draws among those met least often in `seen` (one id a run); "" where the scenario has none.

    Every one of those has the same chance, in the order they were written.
    """
    met = Counter(name for name in seen if name in scenario.openings)
    least = min((met[name] for name in scenario.openings), default=0)
    names = [name for name in scenario.openings if met[name] == least]
    return names[chance(f"{seed}/opening") % len(names)] if names else ""


def beginning(scenario: Scenario, opening: str = "") -> Beginning:
    """How a take begins with `opening` (an id, or "" for none). Raises KeyError where there is no such opening."""
    feelings = {f"{person.id}.{meter}": value for person in scenario.cast.values() for meter, value in person.feels.items()}
    if not opening:
        return Beginning(scenario.start, feelings)
    found = scenario.openings[opening]
    for (person, meter), change in found.feel.items():
        name = f"{person}.{meter}"
        feelings[name] = min(HIGHEST, max(LOWEST, feelings[name] + change))
    return Beginning(found.then, feelings, found.sets)
