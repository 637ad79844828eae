"""Evidence first, levels second: quoted points for and against each criterion, and the four levels they add up to (DESIGN 7, DOMAIN 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from simulator.core.expression import Compare, Expression, Truth, questions
from simulator.core.moves import MOVES, WAIT
from simulator.core.records import dataclass
from simulator.core.rubric import Criterion, Rubric, Rule
from simulator.core.turn import Turn

MOST_A_TURN = 2
"""Points of one criterion that one turn can earn, or cost."""
LISTENING = frozenset({"open_question", "dig", "reflect"})
"""What has gone before where a scene begins in the middle: a drill is one moment, and its one line comes after the story."""
FOUR, THREE, TWO = 90, 60, 25
"""Per cent of par at which levels 4, 3 and 2 begin."""

Status = Literal["scored", "not-offered", "not-taken", "not-scored"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """`points` for (+) or against (-) a criterion, from one turn, with the exact words.

    `by` is `written` (a choice's `shows`) or `heard` (a rule of the rubric, named in `rule`). Not `certain`: hearing was not sure.
    """

    criterion: str
    take: int
    turn: int
    beat: str
    quote: str
    points: int
    by: Literal["written", "heard"]
    rule: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """How one take stands on one criterion.

    `level` is 1 to 4, or None (`not-offered`, `not-scored`); `low` and `high` differ where hearing was unsure. `net` and `par` are points.
    `capped_by` names the flag that holds the level down. `door` is the turn (number, words offered) that was passed by, for `not-taken`.
    """

    criterion: str
    status: Status
    level: int | None
    low: int | None
    high: int | None
    net: int
    par: int
    evidence: tuple[Evidence, ...] = ()
    capped_by: str = ""
    door: tuple[int, str] = (0, "")


# -- evidence ------------------------------------------------------------------------------------------------------------------


class _Heard:
    """Answers a rule's questions about one turn of a take (`core.expression.World`)."""

    def __init__(self, turns: Sequence[Turn], at: int) -> None:
        self.turns = turns
        self.at = at
        self.turn = turns[at]

    def number(self, name: str, arguments: tuple[str, ...]) -> int:
        if name == "turn":
            return self.turn.number
        if name == "words":
            return self.turn.words
        if name == "moves":
            return len(set(self.turn.moves))
        wanted = set(arguments)
        if name == "count":
            return sum(1 for turn in self.turns[: self.at + 1] if wanted.intersection(turn.moves))
        return self._in_a_row(wanted, one_thread=name == "chain")

    def _in_a_row(self, wanted: set[str], one_thread: bool) -> int:
        length = 0
        for turn in reversed(self.turns[: self.at + 1]):
            moves = set(turn.moves)
            if moves <= {WAIT}:
                continue
            if not wanted & moves:
                break
            length += 1
            if one_thread and opens_new_topic(moves):
                break
        return length

    def truth(self, name: str, arguments: tuple[str, ...]) -> bool:
        if name == "flag":
            return arguments[0] in self.turn.flags
        if name == "part":
            return self.turn.part in arguments
        if name == "voice":
            return ("organizer" if self.turn.you == "organizer" else "leader") in arguments
        if name == "turning_point":
            return bool(self.turn.turning_point)
        before = self.turns[: self.at]
        if name == "opened":
            return bool(before and before[-1].opened)
        if name == "earlier":
            told = self.turn.midway and LISTENING.intersection(arguments)
            return bool(told) or any(move in turn.moves for turn in before for move in arguments)
        if name == "previous":
            return bool(before) and any(move in before[-1].moves for move in arguments)
        return name in self.turn.moves


def opens_new_topic(moves: Iterable[str]) -> bool:
    """Whether a turn with these moves leaves the thread (DOMAIN 5, dig depth): something new without a dig or a reflection."""
    found = set(moves)
    return bool(found & {"open_question", "pitch", "fix"}) and not found & {"dig", "reflect"}


def _named_moves(expression: Expression) -> frozenset[str]:
    """The moves a rule looks for in the turn itself, to be quoted."""
    found: set[str] = set()
    for leaf in questions(expression):
        if isinstance(leaf, Truth) and not leaf.arguments:
            found.add(leaf.name)
        elif isinstance(leaf, Compare):
            found.update(leaf.left.arguments)
    return frozenset(found & set(MOVES))


def evidence_of_turn(rubric: Rubric, turns: Sequence[Turn], at: int) -> tuple[Evidence, ...]:
    """What turn `turns[at]` shows: its written points where it was chosen, else what the rubric's rules give for the moves heard; never both."""
    turn = turns[at]
    if not turn.own_words:
        return tuple(
            Evidence(name, turn.take, turn.number, turn.beat, turn.spoken.strip(), points, "written")
            for name, points in turn.shows.items()
            if points and name in rubric.criteria
        )
    worlds = [_Heard(turns, at)]
    if turn.sure_flags != turn.flags:
        worlds.append(_Heard((*turns[:at], replace(turn, flags=turn.sure_flags), *turns[at + 1 :]), at))
    found: list[Evidence] = []
    for criterion in rubric.criteria.values():
        for rules in ([r for r in criterion.rules if r.points > 0], [r for r in criterion.rules if r.points < 0]):
            found.extend(_within_the_most(criterion, rules, worlds))
    return tuple(found)


def _within_the_most(criterion: Criterion, rules: Iterable[Rule], worlds: Sequence[_Heard]) -> Iterable[Evidence]:
    """The rules that hold, weightiest first, cut to `MOST_A_TURN` points. `worlds` are the turn as heard and, where flags of it are in doubt, without
    them: what holds in one alone is not certain."""
    left, turn = MOST_A_TURN, worlds[0].turn
    for rule in sorted(rules, key=lambda rule: -abs(rule.points)):
        held = [world for world in worlds if rule.when.holds(world)] if left else []
        if held:
            size = min(left, abs(rule.points))
            left -= size
            points = size if rule.points > 0 else -size
            named = _named_moves(rule.when)
            # A rule that rests only on moves not heard surely enough may move a level, and so gives a range, never the mark itself.
            resting = named & set(turn.moves)
            certain = turn.certain and len(held) == len(worlds) and not (resting and resting <= turn.unsure)
            yield Evidence(criterion.id, turn.take, turn.number, turn.beat, turn.quote(named), points, "heard", rule.id, certain)


def evidence_of_take(rubric: Rubric, turns: Sequence[Turn]) -> tuple[Evidence, ...]:
    """The evidence of every turn of a take, in order. Silence is a turn; a rule may look at it."""
    return tuple(piece for at in range(len(turns)) for piece in evidence_of_turn(rubric, turns, at))


# -- levels --------------------------------------------------------------------------------------------------------------------


def net(evidence: Iterable[Evidence]) -> int:
    """The best positive evidence of each beat, once, minus every negative one (DESIGN 7)."""
    gained: dict[str, dict[int, int]] = {}
    lost = 0
    for piece in evidence:
        if piece.points > 0:
            turns = gained.setdefault(piece.beat, {})
            turns[piece.turn] = min(MOST_A_TURN, turns.get(piece.turn, 0) + piece.points)
        else:
            lost -= piece.points
    return sum(max(turns.values()) for turns in gained.values()) - lost


def level(points: int, par: int, spotless: bool) -> int:
    """The level of `points` where solid play earns `par` (> 0); `spotless` says that nothing speaks against it."""
    if spotless and points * 100 >= FOUR * par:
        return 4
    if points * 100 >= THREE * par:
        return 3
    return 2 if points * 100 >= TWO * par else 1


def mark(criterion: Criterion, par: int, turns: Sequence[Turn], evidence: Sequence[Evidence]) -> Mark:
    """The mark of a take on `criterion`; `evidence` may hold other criteria's too."""
    own = tuple(piece for piece in evidence if piece.criterion == criterion.id)
    certain = [piece for piece in own if piece.certain]
    points = net(certain)
    cap, flag = _cap(criterion, turns, certain=True)
    if par <= 0:
        return Mark(criterion.id, "not-scored", None, None, None, points, 0, own, flag)
    doors = [turn for turn in turns if criterion.id in turn.doors]
    if not own and not flag:
        if not doors:
            return Mark(criterion.id, "not-offered", None, None, None, 0, par)
        missed = next((turn for turn in doors if turn.turning_point), doors[0])
        return Mark(criterion.id, "not-taken", 1, 1, 1, 0, par, (), "", (missed.number, missed.offered.text if missed.offered else ""))
    unsure_for = [piece for piece in own if piece.certain or piece.points > 0]
    unsure_against = [piece for piece in own if piece.certain or piece.points < 0]
    worst_cap, _ = _cap(criterion, turns, certain=False)
    now = min(cap, _level_of(certain, par))
    low = min(worst_cap, _level_of(unsure_against, par))
    high = min(cap, _level_of(unsure_for, par))
    held = flag if cap < _level_of(certain, par) else ""
    return Mark(criterion.id, "scored", now, min(low, now), max(high, now), points, par, own, held)


def _level_of(evidence: Sequence[Evidence], par: int) -> int:
    return level(net(evidence), par, all(piece.points > 0 for piece in evidence))


def _cap(criterion: Criterion, turns: Sequence[Turn], certain: bool) -> tuple[int, str]:
    """The highest level left, and the flag that says so; with `certain=False` flags that hearing was unsure of count too."""
    found = [(4, "")]
    for turn in turns:
        if turn.certain or not certain:
            counted = turn.sure_flags if certain else turn.flags
            found.extend((criterion.caps[flag], flag) for flag in counted if flag in criterion.caps)
    return min(found)


def marks(rubric: Rubric, par: Mapping[str, int], turns: Sequence[Turn]) -> tuple[Mark, ...]:
    """The marks of a take, a criterion each, in the rubric's order. There is no total."""
    evidence = evidence_of_take(rubric, turns)
    return tuple(mark(criterion, par.get(criterion.id, 0), turns, evidence) for criterion in rubric.criteria.values())
