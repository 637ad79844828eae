"""Exhaustive search over a scenario: what can ever be said, who can get stuck, which endings, secrets and points can be had (DESIGN 5.2)."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from simulator.check.finding import Finding
from simulator.check.par import computed_par, par
from simulator.check.space import Exit, Space, Way
from simulator.core.records import dataclass
from simulator.core.run import ASTRAY_ENDS
from simulator.core.scenario import GOOD_ENDINGS, Beat, Reactions, Reply, Scenario

__all__ = ["CAP", "Proof", "Stuck", "findings", "par", "prove"]

CAP = 200_000
"""States looked at before the proof gives up and says so."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """A beat where somebody can get stuck: without any reply to take, or without any way to an ending; `path` is a shortest way there."""

    beat: str
    why: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a search found. Not `complete`: it stopped at `states` states, and what was not found may still be there.

    `takeable` holds `beat.reply`; `dead` the branches of a `then` never taken, as (`beat.reply` or `beat.otherwise`, number from 1);
    `shortest` is the least number of turns to a good ending, 0 where none is reached; `manner` the endings of kind `step` that an
    official's scenario gives away although nothing was established; `together`, by beat, the sets of replies open at one time.
    `approximate` criteria have a `par` that may be too low. `openings` says of each whether a good ending can be reached from it; `alike`
    are pairs of them that play alike: the same beat, with the same values of whatever a condition may still read.
    """

    states: int = 0
    complete: bool = True
    beats: frozenset[str] = frozenset()
    takeable: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    secrets: frozenset[str] = frozenset()
    stuck: tuple[Stuck, ...] = ()
    dead: tuple[tuple[str, int], ...] = ()
    good: tuple[str, ...] = ()
    shortest: int = 0
    par: Mapping[str, int] = field(default_factory=dict)
    approximate: frozenset[str] = frozenset()
    manner: tuple[str, ...] = ()
    together: Mapping[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    openings: Mapping[str, bool] = field(default_factory=dict)
    alike: tuple[tuple[str, str], ...] = ()

    def may_stand_together(self, beat: str, one: str, other: str) -> bool:
        """Whether two replies of a beat can be open at the same time."""
        return not self.complete or any(one in names and other in names for names in self.together.get(beat, ()))


def prove(scenario: Scenario, reactions: Reactions, cap: int = CAP) -> Proof:
    """Search every state of `scenario`, up to `cap` of them."""
    space = Space(scenario, reactions)
    search = _Search(space, cap)
    search.walk()
    points = computed_par(scenario, reactions)
    good = tuple(name for name, ending in scenario.endings.items() if ending.kind in GOOD_ENDINGS and name in search.endings)
    return Proof(
        states=len(search.depth),
        complete=search.complete,
        beats=frozenset(search.beats),
        takeable=frozenset(f"{place.beat.id}.{door.reply.id}" for place in space.places for door in place.doors if door.taken),
        endings=frozenset(search.endings),
        secrets=frozenset(person for place in space.places for door in place.doors if door.taken for person in door.reply.reveals),
        stuck=tuple(search.stuck()),
        dead=tuple(_never_followed(space, search.beats)) if search.complete else (),
        good=good,
        shortest=min((search.endings[name] for name in good), default=0),
        par=points.points,
        approximate=points.approximate,
        manner=_won_by_manner(scenario, reactions, cap),
        together={place.beat.id: frozenset(place.together) for place in space.places},
        openings=search.openings(),
        alike=tuple(_alike(space)),
    )


class _Search:
    """A breadth-first walk. A state holds no turn count for the sake of `max-turns` alone: to come sooner is to be able to do all that
    coming later allows. How often she went astray is kept beside each state, since it never changes what replies can be taken."""

    def __init__(self, space: Space, cap: int) -> None:
        self.space = space
        self.cap = cap
        self.complete = True
        self.known: list[dict[int, int]] = [{} for _ in space.places]
        self.depth = array("l")
        self.at = array("l")
        self.earlier = array("l")
        self.by: list[Exit | None] = []
        """How each state was first come to: from which one, by which exit."""
        self.edges = (array("l"), array("l"))
        self.starts: dict[int, str] = {}
        """The states a take begins in, each with the first of its openings."""
        self.good = bytearray()
        """States that lead straight to a good ending."""
        self.ends = bytearray()
        """States that lead straight to an ending, or in which no reply can be taken: those are named by themselves."""
        self.silent: dict[int, int] = {}
        """By beat: the first state in which no reply can be taken."""
        self.beats: dict[str, int] = {}
        self.endings: dict[str, int] = {}
        """Each ending reached, with the least number of turns to it."""
        self._astray = bytearray()
        self._queue: deque[tuple[int, int, int, int]] = deque()

    def walk(self) -> None:
        """Visit every state."""
        space, limit = self.space, self.space.scenario.max_turns
        for opening, (beat, values) in space.starts().items():
            self.starts.setdefault(self._arrive(beat, values, 0, -1, None, 0), opening)
        opened: set[int] = set()
        queue = self._queue
        while queue:
            number, values, astray, turn = queue.popleft()
            turn += 1
            place = space.places[self.at[number]]
            ways = space.ways(place, values)
            rest = values & ~place.touched
            if number not in opened:
                opened.add(number)
                if not ways.any_reply:
                    self.silent.setdefault(self.at[number], number)
                    self.ends[number] = 1
                self._go(ways.ways, rest, number, turn, 0, limit)
            if space.own_words:
                if astray + 1 >= ASTRAY_ENDS:
                    self.endings.setdefault(space.scenario.nothing_ending, turn)
                else:
                    self._go(ways.lost[astray + 1], rest, number, turn, astray + 1, limit)

    def _go(self, ways: Iterable[Way], rest: int, number: int, turn: int, astray: int, limit: int) -> None:
        """Follow `ways`; `rest` holds the variables that they do not touch, `astray` how often in a row nothing has fitted."""
        places, scenario = self.space.places, self.space.scenario
        sources, targets = self.edges
        for way in ways:
            ending = way.ending
            if not ending and limit and turn >= limit:
                ending = scenario.max_turns_ending or scenario.nothing_ending
            if ending:
                self.endings.setdefault(ending, turn)
                if not astray:
                    self.ends[number] = 1
                if ending in scenario.endings and scenario.endings[ending].kind in GOOD_ENDINGS:
                    self.good[number] = 1
                continue
            beat = way.beat
            to = self._arrive(beat, (rest | way.bits) & places[beat].live, turn, number, way.exit, astray)
            if to >= 0 and not astray:
                sources.append(number)
                targets.append(to)

    def _arrive(self, beat: int, values: int, turn: int, number: int, exit: Exit | None, astray: int) -> int:
        """The number of the state, new or known; -1 past the cap."""
        known = self.known[beat]
        to = known.get(values, -1)
        if to < 0:
            if len(self.depth) >= self.cap:
                self.complete = False
                return -1
            to = len(self.depth)
            known[values] = to
            self.depth.append(turn)
            self.at.append(beat)
            self.earlier.append(number)
            self.by.append(exit)
            self.ends.append(0)
            self.good.append(0)
            self._astray.append(0)
            self.beats.setdefault(self.space.places[beat].beat.id, turn)
        if not self._astray[to] & (1 << astray):
            self._astray[to] |= 1 << astray
            self._queue.append((to, values, astray, turn))
        return to

    # -- what it means ---------------------------------------------------------------------------------------------------------

    def stuck(self) -> Iterator[Stuck]:
        """One place of each kind and beat, the nearest first."""
        name = [place.beat.id for place in self.space.places]
        for beat, number in self.silent.items():
            yield Stuck(name[beat], "no-reply", self.path(number))
        if self.space.scenario.max_turns or not self.complete:
            return
        saved = self._turns_to(self.ends)
        seen = set(self.silent)
        for number in range(len(self.depth)):
            if number not in saved and self.at[number] not in seen:
                seen.add(self.at[number])
                yield Stuck(name[self.at[number]], "no-ending", self.path(number))

    def openings(self) -> dict[str, bool]:
        """Of each opening, whether a good ending can be reached from it before the turns run out; empty where there are none."""
        if not self.space.scenario.openings:
            return {}
        turns, limit = self._turns_to(self.good), self.space.scenario.max_turns
        good = {number: number in turns and (not limit or turns[number] < limit) for number in self.starts if number >= 0}
        return {name: good.get(self.known[beat].get(values, -1), not self.complete) for name, (beat, values) in self.space.starts().items()}

    def _turns_to(self, goal: bytearray) -> dict[int, int]:
        """The states from which one that is marked in `goal` can be reached, with the least number of turns to it."""
        before: list[list[int]] = [[] for _ in self.depth]
        for number, to in zip(*self.edges, strict=True):
            before[to].append(number)
        turns = {number: 0 for number, marked in enumerate(goal) if marked}
        waiting = deque(turns)
        while waiting:
            at = waiting.popleft()
            for number in before[at]:
                if number not in turns:
                    turns[number] = turns[at] + 1
                    waiting.append(number)
        return turns

    def path(self, number: int) -> tuple[str, ...]:
        """A shortest way to a state: `opening tired` where there are openings, then `beat.reply`, or `beat (clock)`, in order."""
        steps: list[str] = []
        while (exit := self.by[number]) is not None:
            number = self.earlier[number]
            beat = self.space.places[self.at[number]].beat.id
            steps.append(f"{beat}.{exit.reply}" if exit.reply else f"{beat} ({exit.way})")
        if opening := self.starts[number]:
            steps.append(f"opening {opening}")
        return tuple(reversed(steps))


def _never_followed(space: Space, beats: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """The branches of a `then` that no state takes, in replies that can be taken."""
    for place in space.places:
        if place.beat.id not in beats:
            continue
        for door in place.doors:
            of_then = [exit for exit in door.exits if len(exit.then) == len(door.reply.then.branches) and exit.way != "cut"]
            if door.taken and of_then:
                for number in range(len(door.reply.then.branches)):
                    if not any(exit.followed[number] for exit in of_then):
                        yield f"{place.beat.id}.{door.reply.id}", number + 1
        if place.lost and place.beat.otherwise:
            yield from ((f"{place.beat.id}.otherwise", number + 1) for number, done in enumerate(place.lost.followed) if not done)


def _alike(space: Space) -> Iterator[tuple[str, str]]:
    """Each opening that plays as an earlier one does, after that one."""
    first: dict[tuple[int, int], str] = {}
    for opening, start in space.starts().items():
        earlier = first.setdefault(start, opening)
        if earlier != opening:
            yield earlier, opening


def _won_by_manner(scenario: Scenario, reactions: Reactions, cap: int) -> tuple[str, ...]:
    """Endings of kind `step` that can be had without any fact set or secret opened, where an official is in the cast (DOMAIN 0.4)."""
    if not any(person.part == "official" for person in scenario.cast.values()):
        return ()

    def by_manner(beat: Beat, reply: Reply) -> bool:
        return not reply.sets and not reply.reveals

    search = _Search(Space(scenario, reactions, own_words=False, keep=by_manner), cap)
    search.walk()
    return tuple(name for name in search.endings if name in scenario.endings and scenario.endings[name].kind == "step")


# -- in a trainer's words ------------------------------------------------------------------------------------------------------


def findings(scenario: Scenario, proof: Proof) -> Iterator[Finding]:
    """What the proof says about the file."""
    if not proof.complete:
        yield Finding(
            "unproved", "warning", "beats", f"unproved beyond {proof.states} states: this scenario remembers too much to be searched to its end",
            "Fewer meters, facts or `turns` read in conditions make it provable.",
        )  # fmt: skip
    for stuck in proof.stuck:
        way = " → ".join(stuck.path) if stuck.path else "it happens at once"
        if stuck.why == "no-reply":
            message = f"she can get stuck in `{stuck.beat}`: there is no reply that she may take there"
            hint = f"The shortest way: {way}. Give one reply no `if`, or add `wait`."
        else:
            message = f"she can get stuck in `{stuck.beat}`: from there no reply ever leads to an ending"
            hint = f"The shortest way: {way}. Let one reply lead on, or set `max-turns`."
        yield Finding("stuck", "error", f"beats.{stuck.beat}", message, hint)
    if proof.complete:
        yield from _never(scenario, proof)
    for ending in proof.manner:
        yield Finding(
            "won-by-manner", "warning", f"endings.{ending}", f"the ending `{ending}` can be won by manner alone: nobody has established a fact or opened a secret",
            "Officials do not yield to tone. Let a reply set a fact, and ask for that fact before this ending.",
        )  # fmt: skip
    if proof.complete and not proof.par and any(ending.kind in GOOD_ENDINGS for ending in scenario.endings.values()):
        yield Finding(
            "no-solid-path", "warning", "endings", "no good ending pays for solid play: there is no way to one without a costly reply on which points are earned",
            "Let at least one way to a good ending consist of replies that show something and cost nothing. Otherwise nothing is scored.",
        )  # fmt: skip
    for opening, good in proof.openings.items():
        if not good and proof.good:
            yield Finding(
                "opening-without-good-ending", "warning", f"openings.{opening}", f"whoever draws the opening `{opening}` can come to no good ending",
                "A hard opening is fine, a hopeless one is not. Soften its `feel`, or give a way on from it.",
            )  # fmt: skip
    for earlier, later in proof.alike:
        yield Finding(
            "same-opening", "warning", f"openings.{later}", f"the opening `{later}` plays just as `{earlier}` does: only its scene differs",
            "Let what is told there count: a `feel`, a fact with `sets`, another beat with `then`.",
        )  # fmt: skip
    for criterion, points in scenario.par.items():
        own = proof.par.get(criterion, 0)
        if abs(own - points) > max(1, own // 2):
            yield Finding(
                "par-differs", "info", "par", f"you set the par of `{criterion}` to {points}; solid play on the leanest way to a good ending earns {own}",
                "Fine if you mean it. Levels are measured against yours.",
            )  # fmt: skip


def _never(scenario: Scenario, proof: Proof) -> Iterator[Finding]:
    for beat in scenario.beats.values():
        if beat.id not in proof.beats:
            yield Finding(
                "never-reached",
                "warning",
                f"beats.{beat.id}",
                f"nobody ever comes to `{beat.id}`",
                "A condition on the way there can never hold.",
            )
            continue
        for reply in beat.replies.values():
            if f"{beat.id}.{reply.id}" not in proof.takeable:
                yield Finding(
                    "never-takeable", "warning", f"beats.{beat.id}.replies.{reply.id}.if",
                    f"the reply `{beat.id}.{reply.id}` can never be taken: its `if` never holds", "Check its numbers against where meters start.",
                )  # fmt: skip
    for name in scenario.endings:
        if name not in proof.endings:
            yield Finding(
                "ending-never-reached",
                "warning",
                f"endings.{name}",
                f"no play ever comes to the ending `{name}`",
                "Which reply should lead there?",
            )
    for where, number in proof.dead:
        beat_id, _, name = where.partition(".")
        at = f"beats.{beat_id}.otherwise.then" if name == "otherwise" else f"beats.{beat_id}.replies.{name}.then"
        yield Finding(
            "dead-branch", "warning", at, f"branch {number} of this `then` is never followed",
            "Its condition never holds here, or one before it always does.", 0,
        )  # fmt: skip
