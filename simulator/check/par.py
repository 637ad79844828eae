"""What solid play earns: the least, over good endings, of the most points on a way to it without a costly reply (DESIGN 7).

Where a scenario opens in several ways, that is worked out from each opening, and the least of them counts: the bar may hang on what was
drawn as little as on the way that was taken, so that two takes under two openings can be compared. An opening from which no such way pays
a criterion at all, or leads to no good ending, does not take the criterion away from the others; in it the criterion reads "not offered".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from simulator.check.space import Space
from simulator.core.records import dataclass
from simulator.core.scenario import GOOD_ENDINGS, Beat, Reactions, Reply, Scenario

MOST_STATES = 20_000
MOST_LABELS = 64
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
        found = [graph.most(criterion, start) for start in dict.fromkeys(graph.starts)]
        least = [min(best.values()) for best, _ in found if best and max(best.values()) > 0]
        if least and min(least) > 0:
            points[criterion] = min(least)
        if not graph.complete or not all(exact for _, exact in found):
            approximate.add(criterion)
    return Par(points, frozenset(approximate))


def most(scenario: Scenario, reactions: Reactions, criterion: str) -> tuple[int, bool]:
    """The most points of `criterion` that any way to any ending earns with nothing against it, and whether that is exact.

    Other criteria may be hurt on the way: this is what level 4 of this one needs (`core.scoring.level`).
    """
    space = Space(scenario, reactions, own_words=False, keep=lambda beat, reply: reply.shows.get(criterion, 0) >= 0)
    graph = _Graph(space, tuple(scenario.endings))
    found = [graph.most(criterion, start) for start in dict.fromkeys(graph.starts)]
    best = max((max(points.values(), default=0) for points, _ in found), default=0)
    return best, graph.complete and all(exact for _, exact in found)


def _not_costly(beat: Beat, reply: Reply) -> bool:
    return all(value > 0 for value in reply.shows.values())


Points = tuple[int, tuple[int, ...]]
"""Points that are safe, and the best so far at each paying beat to which one may still come back."""
Label = tuple[int, tuple[int, ...], int]
"""The same, and the turns it took where `max-turns` makes them count."""


class _Graph:
    """Every state that the replies of `space` lead to. `edges[state]` holds (reply, state) and, for the `wanted` endings, (reply, -1 - ending)."""

    def __init__(self, space: Space, wanted: Sequence[str] | None = None) -> None:
        self.space = space
        self.replies: list[tuple[int, Reply]] = []
        good = [name for name, ending in space.scenario.endings.items() if ending.kind in GOOD_ENDINGS]
        self.good = good if wanted is None else list(wanted)
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

        self.starts = [number for start in space.starts().values() if (number := number_of(*start)) is not None]
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
        self.order = _in_order(self.edges, self.starts)
        self.again = _comes_back({(self.at[number], self.at[to]) for number, found in enumerate(self.edges) for _, to in found if to >= 0})

    def most(self, criterion: str, start: int) -> tuple[dict[int, int], bool]:
        """The most points on a way from state `start` to each good ending, and whether that is exact."""
        pays = [max(0, reply.shows.get(criterion, 0)) for _, reply in self.replies]
        paying = sorted({beat for (beat, _), value in zip(self.replies, pays, strict=True) if value})
        held = {at: tuple(beat for beat in paying if beat in self.again.get(at, ())) for at in set(self.at)}
        carries: dict[tuple[int, int], Callable[[Points], Points]] = {}
        limit, exact = self.space.scenario.max_turns, True
        best: dict[int, int] = {}
        kept: list[list[Label]] = [[] for _ in self.edges]
        kept[start].append((0, (0,) * len(held[self.at[start]]), 0))
        done = [0] * len(self.edges)

        def walk(number: int) -> Iterator[int]:
            """Carry the new labels of a state on; the states that have got one from it."""
            nonlocal exact
            labels, at = kept[number][done[number] :], self.at[number]
            done[number] = len(kept[number])
            for reply, to in self.edges[number]:
                value = pays[reply]
                for safe, open_, turns in labels:
                    points = _paid((safe, open_), value, held[at].index(at) if at in held[at] else -1) if value else (safe, open_)
                    turns += 1 if limit else 0
                    goes = to
                    if goes >= 0 and limit and turns >= limit:
                        if self.late is None:
                            continue
                        goes = self.late
                    if goes < 0:
                        best[goes] = max(best.get(goes, 0), points[0] + sum(points[1]))
                        continue
                    if points[1]:
                        way = (at, self.at[to])
                        if way not in carries:
                            carries[way] = _carry(held[at], held[self.at[to]])
                        points = carries[way](points)
                    label = (*points, turns)
                    if any(_dominates(other, label) for other in kept[to]):
                        continue
                    kept[to][done[to] :] = [other for other in kept[to][done[to] :] if not _dominates(label, other)]
                    if len(kept[to]) >= MOST_LABELS:
                        exact = False
                        continue
                    kept[to].append(label)
                    yield to

        for group in self.order:
            waiting, inside = list(group), set(group)
            while waiting:
                waiting.extend(to for to in walk(waiting.pop()) if to in inside)
        return best, exact


def _paid(points: Points, value: int, slot: int) -> Points:
    safe, open_ = points
    if slot < 0:
        return safe + value, open_
    if open_[slot] >= value:
        return points
    return safe, (*open_[:slot], value, *open_[slot + 1 :])


def _carry(held: tuple[int, ...], there: tuple[int, ...]) -> Callable[[Points], Points]:
    """What becomes of points on the way to a place from which some paying beats can no longer be reached."""
    stay = [slot for slot, beat in enumerate(held) if beat in there]
    leave = [slot for slot, beat in enumerate(held) if beat not in there]
    if not leave:
        return lambda points: points
    return lambda points: (points[0] + sum(points[1][slot] for slot in leave), tuple(points[1][slot] for slot in stay))


def _dominates(one: Label, other: Label) -> bool:
    """Whether whatever may still come, `one` ends with as many points as `other` at least."""
    if one[2] > other[2]:
        return False
    if not one[1]:
        return one[0] >= other[0]
    return one[0] - other[0] >= sum(b - a for a, b in zip(one[1], other[1], strict=True) if b > a)


def _in_order(edges: list[list[tuple[int, int]]], starts: Iterable[int]) -> list[list[int]]:
    """The states that `starts` lead to, grouped by circles (strongly connected components, after Tarjan), each group before those it leads to."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack = bytearray(len(edges))
    groups: list[list[int]] = []
    work: list[tuple[int, Iterator[tuple[int, int]]]] = []

    def enter(number: int) -> None:
        index[number] = low[number] = len(index)
        stack.append(number)
        on_stack[number] = 1
        work.append((number, iter(edges[number])))

    def search() -> None:
        while work:
            number, rest = work[-1]
            for _, to in rest:
                if to < 0:
                    continue
                if to not in index:
                    enter(to)
                    break
                if on_stack[to]:
                    low[number] = min(low[number], index[to])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[number])
                if low[number] == index[number]:
                    group: list[int] = []
                    while not group or group[-1] != number:
                        group.append(stack.pop())
                        on_stack[group[-1]] = 0
                    groups.append(group)

    for start in starts:
        if start not in index:
            enter(start)
            search()
    groups.reverse()
    return groups


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
