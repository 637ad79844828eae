"""A scenario as a transition system: states are a beat and its live variables, ways are what leads on from them (DESIGN 5.2).

The rules are those of `core.run`, written once more as small compiled steps so that hundreds of thousands of states can be walked;
`tests/check/test_space.py` walks both side by side. All variables of a state are packed into one whole number: a bit for a yes or no,
three for a meter. What can happen in a beat depends on few of them, so it is worked out once for each value of those few.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from simulator.core.expression import And, Compare, Expression, Not, Or, Truth, questions
from simulator.core.moves import WAIT
from simulator.core.openings import Beginning, beginning
from simulator.core.records import dataclass
from simulator.core.scenario import HIGHEST, LOWEST, WAIT_REPLY, Beat, Reaction, Reactions, Reply, Scenario, Target, Then

Guard = Callable[[int], bool]
Variable = tuple[str, str]
"""(`meter`, `rosario.trust`), (`fact`, name), (`visited`, beat), (`spent`, `beat.reply`) or (`turns`, "")."""
TURNS: Variable = ("turns", "")
Keep = Callable[[Beat, Reply], bool]
METER_BITS, LOST = 3, (1, 2)
"""How often in a row typed words may fit nothing before the scene ends, the first without a cost and the second with one."""


@dataclass(frozen=True, slots=True)
class Field:
    """Where a variable stands in the number: shifted by `shift`, `mask` wide."""

    shift: int
    mask: int

    @property
    def bits(self) -> int:
        """The bits it covers."""
        return self.mask << self.shift


@dataclass(frozen=True, slots=True)
class Way:
    """One way on: by `exit` the touched variables become `bits`, and the scene goes to the beat numbered `beat` or (-1) to `ending`."""

    exit: Exit
    bits: int
    beat: int
    ending: str


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways on from a beat: `any_reply` says whether one may be taken; `lost[n]` are the ways of words that fit nothing the n-th time."""

    any_reply: bool
    ways: tuple[Way, ...]
    lost: Mapping[int, tuple[Way, ...]]


class Exit:
    """One way out of a beat before chance and conditions. `way` is `choice`, `words` (heard too unsurely to move her), `cut`, `clock` or `lost`."""

    __slots__ = ("fixed", "followed", "leaves", "reply", "rows", "sets", "then", "way")

    def __init__(self, way: str, reply: str, then: tuple[tuple[Guard | None, Target], ...], followed: list[bool]) -> None:
        self.way = way
        self.reply = reply
        self.then = then
        self.followed = followed
        """Which branches of its `then` a search has taken."""
        self.fixed: tuple[tuple[Field, int], ...] = ()
        self.rows: tuple[tuple[Field, tuple[tuple[Guard | None, int], ...]], ...] = ()
        self.sets = 0
        self.leaves = 0


class Door:
    """A reply with the condition under which it may be taken, and its exits: as written first, then as heard."""

    __slots__ = ("exits", "reply", "spent", "taken", "when")

    def __init__(self, reply: Reply, when: Guard | None, spent: int, exits: tuple[Exit, ...]) -> None:
        self.reply = reply
        self.when = when
        self.spent = spent
        self.exits = exits
        self.taken = False

    def open(self, values: int) -> bool:
        """Whether it may be taken."""
        return not values & self.spent and (self.when is None or self.when(values))


class Place:
    """A beat: its replies, what happens without one, and the bits of what is live and of what is read or moved here (`touched`)."""

    __slots__ = ("beat", "doors", "energy", "known", "live", "lost", "others", "silence", "together", "touched")

    def __init__(self, beat: Beat, live: int) -> None:
        self.beat = beat
        self.live = live
        self.touched = 0
        self.known: dict[int, Ways] = {}
        self.together: set[tuple[str, ...]] = set()
        """The sets of replies that a search found open at one time."""
        self.doors: tuple[Door, ...] = ()
        self.others: tuple[Exit, ...] = ()
        self.lost: Exit | None = None
        """Typed words that fit no reply."""
        self.silence: Exit | None = None
        """An empty line where no reply `wait` may be taken."""
        self.energy: Field | None = None


class Space:
    """The transition system of `scenario`. With `own_words=False` only replies as written lead on, and of them those that `keep` holds."""

    def __init__(self, scenario: Scenario, reactions: Reactions, own_words: bool = True, keep: Keep | None = None) -> None:
        self.scenario = scenario
        self.reactions = reactions
        self.own_words = own_words
        self.keep: Keep = keep or (lambda beat, reply: True)
        self.index = {name: at for at, name in enumerate(scenario.beats)}
        self.turn_cap = self._turn_cap()
        live = self._live()
        self.fields = self._lay_out({variable for found in live.values() for variable in found})
        self.places = [Place(beat, sum(self.fields[v].bits for v in live[beat.id])) for beat in scenario.beats.values()]
        for place in self.places:
            self._furnish(place, live[place.beat.id])

    def starts(self) -> dict[str, tuple[int, int]]:
        """By opening ("" where there are none): the number of the beat a take begins in, and the first values of what is live there."""
        return {opening: self._start(beginning(self.scenario, opening)) for opening in (self.scenario.openings or ("",))}

    def _start(self, begins: Beginning) -> tuple[int, int]:
        at = self.index[begins.beat]
        known = {("meter", name): value for name, value in begins.feelings.items()} | {("fact", name): 1 for name in begins.facts}
        return at, self.places[at].live & sum(value << self.fields[v].shift for v, value in known.items() if v in self.fields)

    def ways(self, place: Place, values: int) -> Ways:
        """What leads on from `place` with these values. A way leads to `(values & ~place.touched | way.bits) & live` of its beat."""
        key = values & place.touched
        found = place.known.get(key)
        if found is None:
            found = place.known[key] = self._ways(place, key)
        return found

    def _ways(self, place: Place, values: int) -> Ways:
        open_ = [door for door in place.doors if door.open(values)]
        found: dict[tuple[str, int, int, str], Way] = {}
        place.together.add(tuple(door.reply.id for door in open_))
        for door in open_:
            door.taken = True
        for exit in (*(exit for door in open_ for exit in door.exits), *place.others):
            for way in self._taken(place, exit, values):
                found.setdefault((exit.reply if not self.own_words else "", way.bits, way.beat, way.ending), way)
        lost = {}
        if place.lost and place.silence:
            waits = any(door.reply.id == WAIT_REPLY for door in open_)
            for time in LOST:
                exits = (place.lost,) if waits else (place.lost, place.silence)
                lost[time] = tuple(dict.fromkeys(way for exit in exits for way in self._taken(place, exit, values, cost=time > 1)))
        return Ways(bool(open_), tuple(found.values()), lost)

    def _taken(self, place: Place, exit: Exit, values: int, cost: bool = False) -> Iterator[Way]:
        """The outcomes of one exit, several where chance draws. `cost` takes a point of energy as well."""
        new = values
        tired = place.energy if cost else None
        changes = [(field, change) for field, change in exit.fixed]
        changes += [(field, _strongest(rows, values)) for field, rows in exit.rows]
        if tired and not any(field is tired for field, _ in changes):
            changes.append((tired, 0))
        for field, change in changes:
            was = values >> field.shift & field.mask
            now = min(HIGHEST, max(LOWEST, was + change - (1 if field is tired else 0)))
            new += (now - was) << field.shift
        new |= exit.sets
        turns = self.fields.get(TURNS)
        if turns and turns.bits & place.touched and (new >> turns.shift & turns.mask) < self.turn_cap:
            new += 1 << turns.shift
        for number, (guard, target) in enumerate(exit.then):
            if guard is None or guard(new):
                exit.followed[number] = True
                bits = new | exit.leaves
                for name in dict.fromkeys(target.names):
                    yield Way(exit, bits, -1, name) if target.ending else Way(exit, bits, self.index[name], "")
                return
        raise AssertionError("the last branch of a `then` has no guard")

    # -- liveness --------------------------------------------------------------------------------------------------------------

    def _turn_cap(self) -> int:
        """Beyond this many turns no comparison changes its answer."""
        caps = [
            leaf.right + (0 if leaf.operator in (">=", "<") else 1)
            for beat in self.scenario.beats.values()
            for expression in _guards(beat)
            for leaf in questions(expression)
            if isinstance(leaf, Compare) and leaf.left.name == "turns"
        ]
        return max(caps, default=0)

    def _live(self) -> dict[str, set[Variable]]:
        """The variables that some guard reachable from each beat can read, directly or through a row of the reaction table."""
        beats = self.scenario.beats
        live = {name: {v for guard in _guards(beat) for v in _reads(guard)} for name, beat in beats.items()}
        for beat in beats.values():
            live[beat.id] |= {("spent", f"{beat.id}.{reply.id}") for reply in beat.replies.values() if reply.once}
        leads = {name: {n for target in _targets(beat) if not target.ending for n in target.names} for name, beat in beats.items()}
        rows = {name: [row for said in _spoken(beat) for row in self._rows(*said)] for name, beat in beats.items()}
        growing = True
        while growing:
            growing = False
            for name in reversed(tuple(beats)):
                found = live[name].union(*(live[follower] for follower in leads[name]))
                while more := {("meter", f"{to}.{row.meter}") for to, row in rows[name] if row.meter and _moves(row, to, found)} - found:
                    found |= more
                if found != live[name]:
                    live[name] = found
                    growing = True
        return live

    def _rows(self, moves: Iterable[str], flags: Iterable[str], to: str) -> Iterator[tuple[str, Reaction]]:
        person = self.scenario.cast.get(to)
        for row in self.reactions.get(person.part, ()) if person else ():
            if row.on in (flags if row.flag else moves) and (not row.meter or row.meter in (person.feels if person else ())):
                yield to, row

    # -- building --------------------------------------------------------------------------------------------------------------

    def _lay_out(self, variables: Iterable[Variable]) -> dict[Variable, Field]:
        fields, shift = {}, 0
        for variable in sorted(variables):
            width = METER_BITS if variable[0] == "meter" else self.turn_cap.bit_length() if variable == TURNS else 1
            fields[variable] = Field(shift, (1 << width) - 1)
            shift += width
        return fields

    def _bits(self, live: Iterable[Variable], wanted: Iterable[Variable]) -> int:
        return sum(self.fields[variable].bits for variable in set(wanted).intersection(live))

    def _furnish(self, place: Place, live: set[Variable]) -> None:
        """Compile the exits of a beat; only what is live in it is looked at and moved."""
        beat = place.beat
        place.energy = self.fields[energy] if (energy := ("meter", f"{beat.to}.energy")) in live else None
        leaving = self._bits(live, [("visited", beat.id)])
        place.doors = tuple(self._door(place, reply, live, leaving) for reply in beat.replies.values() if self.keep(beat, reply))
        exits = [exit for door in place.doors for exit in door.exits]
        if self.own_words:
            others = [self._exit("clock", "", _always(beat.clock.then), leaving)] if beat.clock else []
            others += [self._exit("cut", "", _always(beat.limit.then), leaving)] if beat.limit else []
            place.others = tuple(others)
            aside = beat.otherwise.then if beat.otherwise else _always(Target((beat.id,)))
            place.lost = self._exit("lost", "", aside, leaving)
            place.silence = self._exit("lost", "", aside, leaving, place.lost.followed)
            place.silence.fixed, place.silence.rows, asked = self._pushes((WAIT,), (), beat.to, {}, live)
            exits += [*others, place.silence]
            place.touched |= asked | (place.energy.bits if place.energy else 0)
        place.touched |= self._bits(live, (variable for guard in _guards(beat) for variable in _reads(guard))) | self._bits(live, [TURNS])
        for exit in exits:
            place.touched |= exit.sets | exit.leaves
            for field, _ in (*exit.fixed, *exit.rows):
                place.touched |= field.bits

    def _door(self, place: Place, reply: Reply, live: set[Variable], leaving: int) -> Door:
        beat = place.beat
        spent = self._bits(live, [("spent", f"{beat.id}.{reply.id}")]) if reply.once else 0
        too_long = beat.limit is not None and len(reply.say.split()) > beat.limit.words
        cut = _always(beat.limit.then) if beat.limit else None
        written = self._exit("choice", reply.id, cut if too_long and cut else reply.then, leaving | spent)
        overrides = {f"{person}.{meter}": change for (person, meter), change in reply.feel.items()}
        moves, flags = ((), ()) if reply.silenced else (reply.moves, reply.flags)
        written.fixed, written.rows, asked = self._pushes(moves, flags, reply.to or beat.to, overrides, live)
        place.touched |= asked
        exits = [written]
        if self.own_words and reply.id != WAIT_REPLY:
            if written.fixed or written.rows or too_long:
                exits.append(self._exit("words", reply.id, reply.then, leaving | spent, None if too_long else written.followed))
            if cut:
                exits.append(self._exit("cut", reply.id, cut, leaving | spent))
        for exit in exits:
            exit.sets = self._bits(live, (("fact", name) for name in reply.sets))
        return Door(reply, compile_guard(reply.when, self.fields) if reply.when else None, spent, tuple(exits))

    def _exit(self, way: str, reply: str, then: Then, leaves: int, followed: list[bool] | None = None) -> Exit:
        branches = tuple((compile_guard(guard, self.fields) if guard else None, target) for guard, target in then.branches)
        exit = Exit(way, reply, branches, [False] * len(branches) if followed is None else followed)
        exit.leaves = leaves
        return exit

    def _pushes(
        self, moves: Iterable[str], flags: Iterable[str], to: str, overrides: Mapping[str, int], live: set[Variable]
    ) -> tuple[tuple[tuple[Field, int], ...], tuple[tuple[Field, tuple[tuple[Guard | None, int], ...]], ...], int]:
        """What moves live meters: changes that are always the same, rows of the reaction table that ask a meter, and the bits they ask."""
        fixed = {v: change for name, change in overrides.items() if (v := ("meter", name)) in live}
        rows: dict[Variable, list[tuple[Guard | None, int]]] = {}
        asked = 0
        for person, row in self._rows(tuple(moves), tuple(flags), to):
            for meter, change in row.feel.items():
                variable = ("meter", f"{person}.{meter}")
                if variable in live and f"{person}.{meter}" not in overrides:
                    guard = None
                    if row.meter:
                        field = self.fields["meter", f"{person}.{row.meter}"]
                        guard = _comparison(field, row.operator, row.threshold)
                        asked |= field.bits
                    rows.setdefault(variable, []).append((guard, change))
        dependent = []
        for variable, found in rows.items():
            if all(guard is None for guard, _ in found):
                fixed[variable] = _strongest(tuple(found), 0)
            else:
                dependent.append((self.fields[variable], tuple(found)))
        return tuple((self.fields[variable], change) for variable, change in fixed.items() if change), tuple(dependent), asked


def _strongest(rows: tuple[tuple[Guard | None, int], ...], values: int) -> int:
    """The strongest rise and the strongest fall of the rows that hold, added (`core.run.react`)."""
    up = down = 0
    for guard, change in rows:
        if guard is None or guard(values):
            if change > up:
                up = change
            elif change < down:
                down = change
    return up + down


def _moves(row: Reaction, to: str, live: set[Variable]) -> bool:
    return any(("meter", f"{to}.{meter}") in live for meter in row.feel)


def _always(target: Target) -> Then:
    return Then(((None, target),))


def _guards(beat: Beat) -> Iterator[Expression]:
    """Every condition that is asked in a beat."""
    for reply in beat.replies.values():
        if reply.when is not None:
            yield reply.when
        yield from (guard for guard, _ in reply.then.branches if guard is not None)
    if beat.otherwise:
        yield from (guard for guard, _ in beat.otherwise.then.branches if guard is not None)


def _targets(beat: Beat) -> Iterator[Target]:
    """Everywhere a beat may lead, whatever the conditions."""
    for reply in beat.replies.values():
        yield from (target for _, target in reply.then.branches)
    if beat.otherwise:
        yield from (target for _, target in beat.otherwise.then.branches)
    else:
        yield Target((beat.id,))
    if beat.clock:
        yield beat.clock.then
    if beat.limit:
        yield beat.limit.then


def _spoken(beat: Beat) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """(moves, flags, whom) of all that can be said in a beat, silence too."""
    yield (WAIT,), (), beat.to
    for reply in beat.replies.values():
        if not reply.silenced:
            yield reply.moves, reply.flags, reply.to or beat.to


def _reads(expression: Expression) -> Iterator[Variable]:
    for leaf in questions(expression):
        if isinstance(leaf, Compare):
            yield TURNS if leaf.left.name == "turns" else ("meter", leaf.left.name)
        elif isinstance(leaf, Truth):
            yield ("visited", leaf.arguments[0]) if leaf.name == "visited" else ("fact", leaf.name)


def compile_guard(expression: Expression, fields: Mapping[Variable, Field]) -> Guard:
    """`expression` as a question to a state's number."""
    if isinstance(expression, Compare):
        variable = TURNS if expression.left.name == "turns" else ("meter", expression.left.name)
        return _comparison(fields[variable], expression.operator, expression.right)
    if isinstance(expression, Truth):
        bits = fields[("visited", expression.arguments[0]) if expression.name == "visited" else ("fact", expression.name)].bits
        return lambda values: values & bits != 0
    if isinstance(expression, Not):
        inner = compile_guard(expression.of, fields)
        return lambda values: not inner(values)
    parts = tuple(compile_guard(part, fields) for part in expression.parts)
    if isinstance(expression, And):
        return lambda values: all(part(values) for part in parts)
    assert isinstance(expression, Or)
    return lambda values: any(part(values) for part in parts)


def _comparison(field: Field, operator: str, right: int) -> Guard:
    shift, mask = field.shift, field.mask
    return {
        ">=": lambda values: values >> shift & mask >= right, "<=": lambda values: values >> shift & mask <= right,
        ">": lambda values: values >> shift & mask > right, "<": lambda values: values >> shift & mask < right,
        "=": lambda values: values >> shift & mask == right, "!=": lambda values: values >> shift & mask != right,
    }[operator]  # fmt: skip
