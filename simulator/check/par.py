"""What solid play earns: the least, over good endings, of the most points on a way to it without a costly reply (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from simulator.check.space import Space
from simulator.core.scenario import GOOD_ENDINGS, Beat, Reactions, Reply, Scenario

MOST_STATES = 20_000
MOST_LABELS = 24
"""Bounds that keep it quick; where one is met the result is `approximate`: it may be too low."""


@dataclass(frozen=True, slots=True)
class Par:
    """`points` by criterion (those above 0), and the criteria for which they may be too low."""

    points: Mapping[str, int] = field(default_factory=dict)
    approximate: frozenset[str] = frozenset()


def par(scenario: Scenario, reactions: Reactions) -> dict[str, int]:
    """The par of each criterion that can be earned; the author's own `par:` stands above what is computed."""
    return {**computed_par(scenario, reactions).points, **scenario.par}


def computed_par(scenario: Scenario, reactions: Reactions) -> Par:
    """The par of each criterion by search, whatever the author wrote."""
    graph = _Graph(Space(scenario, reactions, own_words=False, keep=_not_costly))
    criteria = dict.fromkeys(
        name for beat in scenario.beats.values() for r in beat.replies.values() for name, value in r.shows.items() if value > 0
    )
    points: dict[str, int] = {}
    approximate: set[str] = set()
    for criterion in criteria:
        most, exact = graph.most(criterion)
        if most and min(most.values()) > 0:
            points[criterion] = min(most.values())
        if not exact or not graph.complete:
            approximate.add(criterion)
    return Par(points, frozenset(approximate))


def _not_costly(beat: Beat, reply: Reply) -> bool:
    return all(value > 0 for value in reply.shows.values())


Label = tuple[int, tuple[int, ...]]
"""Points that are safe, and the best so far at each paying beat to which one may still come back."""


class _Graph:
    """Every state that replies without a cost lead to. `edges[state]` holds (reply, state) and, for good endings, (reply, -1 - ending)."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.replies: list[tuple[int, Reply]] = []
        self.good = [name for name, ending in space.scenario.endings.items() if ending.kind in GOOD_ENDINGS]
        self.at: list[int] = []
        self.edges: list[list[tuple[int, int]]] = []
        self.complete = True
        self._explore()
        self._prune()

    def _explore(self) -> None:
        space = self.space
        known: list[dict[int, int]] = [{} for _ in space.places]
        ids = {}
        for at, place in enumerate(space.places):
            for door in place.doors:
                ids[at, door.reply.id] = len(self.replies)
                self.replies.append((at, door.reply))
        endings = {name: -1 - number for number, name in enumerate(self.good)}
        queue: list[int] = []

        def number_of(beat: int, values: int) -> int | None:
            number = known[beat].get(values)
            if number is None:
                if len(self.at) >= MOST_STATES:
                    self.complete = False
                    return None
                number = known[beat][values] = len(self.at)
                self.at.append(beat)
                queue.append(values)
            return number

        number_of(*space.start())
        done = 0
        while done < len(queue):
            values, at = queue[done], self.at[done]
            done += 1
            place, found = space.places[at], []
            rest = values & ~place.touched
            for way in space.ways(place, values).ways:
                to = endings.get(way.ending) if way.ending else number_of(way.beat, (rest | way.bits) & space.places[way.beat].live)
                if to is not None:
                    found.append((ids[at, way.exit.reply], to))
            self.edges.append(found)
        last = space.scenario.max_turns_ending
        self.late = endings.get(last) if space.scenario.max_turns else None

    def _prune(self) -> None:
        """Drop edges from which no good ending can be reached."""
        before: list[list[int]] = [[] for _ in self.edges]
        useful = bytearray(len(self.edges))
        for number, found in enumerate(self.edges):
            for _, to in found:
                if to >= 0:
                    before[to].append(number)
                else:
                    useful[number] = 1
        if self.late is not None:
            useful = bytearray(b"\1" * len(self.edges))
        waiting = [number for number, flag in enumerate(useful) if flag]
        while waiting:
            for number in before[waiting.pop()]:
                if not useful[number]:
                    useful[number] = 1
                    waiting.append(number)
        self.edges = [[(reply, to) for reply, to in found if to < 0 or useful[to]] for found in self.edges]
        self.again = _comes_back({(self.at[number], self.at[to]) for number, found in enumerate(self.edges) for _, to in found if to >= 0})

    def most(self, criterion: str) -> tuple[dict[int, int], bool]:
        """The most points on a way to each good ending, and whether that is exact. Walked turn by turn, so that `max-turns` holds."""
        pays = [max(0, reply.shows.get(criterion, 0)) for _, reply in self.replies]
        paying = sorted({beat for (beat, _), value in zip(self.replies, pays, strict=True) if value})
        held = {at: tuple(beat for beat in paying if beat in self.again.get(at, ())) for at in set(self.at)}
        carries: dict[tuple[int, int], Callable[[Label], Label]] = {}
        limit, exact, turn = self.space.scenario.max_turns, True, 0
        best: dict[int, int] = {}
        kept: list[list[Label]] = [[] for _ in self.edges]
        start: Label = (0, (0,) * len(held[self.at[0]]))
        frontier: dict[int, list[Label]] = {0: [start]}
        kept[0].append(start)
        while frontier:
            turn += 1
            last = bool(limit) and turn >= limit
            following: dict[int, list[Label]] = {}
            for number, labels in frontier.items():
                at = self.at[number]
                for reply, to in self.edges[number]:
                    value = pays[reply]
                    if to >= 0 and last:
                        if self.late is None:
                            continue
                        to = self.late
                    for label in labels:
                        if value:
                            label = _paid(label, value, held[at].index(at) if at in held[at] else -1)
                        if to < 0:
                            best[to] = max(best.get(to, 0), label[0] + sum(label[1]))
                            continue
                        if label[1]:
                            way = (at, self.at[to])
                            if way not in carries:
                                carries[way] = _carry(held[at], held[self.at[to]])
                            label = carries[way](label)
                        if any(_dominates(other, label) for other in kept[to]):
                            continue
                        if len(kept[to]) >= MOST_LABELS:
                            kept[to] = [other for other in kept[to] if not _dominates(label, other)]
                            if len(kept[to]) >= MOST_LABELS:
                                exact = False
                                continue
                        kept[to].append(label)
                        following.setdefault(to, []).append(label)
            frontier = following
        return best, exact


def _paid(label: Label, value: int, slot: int) -> Label:
    safe, open_ = label
    if slot < 0:
        return safe + value, open_
    if open_[slot] >= value:
        return label
    return safe, (*open_[:slot], value, *open_[slot + 1 :])


def _carry(held: tuple[int, ...], there: tuple[int, ...]) -> Callable[[Label], Label]:
    """What becomes of a label on the way to a place from which some paying beats can no longer be reached."""
    stay = [slot for slot, beat in enumerate(held) if beat in there]
    leave = [slot for slot, beat in enumerate(held) if beat not in there]
    if not leave:
        return lambda label: label
    return lambda label: (label[0] + sum(label[1][slot] for slot in leave), tuple(label[1][slot] for slot in stay))


def _dominates(one: Label, other: Label) -> bool:
    """Whether whatever may still come, `one` ends with as many points as `other` at least."""
    return one[0] - other[0] >= sum(b - a for a, b in zip(one[1], other[1], strict=True) if b > a)


def _comes_back(edges: set[tuple[int, int]]) -> Mapping[int, frozenset[int]]:
    """The beats that can be reached from each beat, itself only where a way leads back."""
    after: dict[int, list[int]] = {}
    for one, other in edges:
        after.setdefault(one, []).append(other)

    def reached(start: int) -> Iterator[int]:
        seen: set[int] = set()
        waiting = list(after.get(start, ()))
        while waiting:
            beat = waiting.pop()
            if beat not in seen:
                seen.add(beat)
                yield beat
                waiting.extend(after.get(beat, ()))

    return {start: frozenset(reached(start)) for start in after}
