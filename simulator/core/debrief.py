"""What a debrief says first: one line to keep and one edge, each quoted with what it did to the counterpart (DOMAIN 6.8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from simulator.core.records import dataclass
from simulator.core.rubric import Rubric
from simulator.core.scoring import Evidence, Mark
from simulator.core.turn import Turn


@dataclass(frozen=True, slots=True)
class Highlight:
    """One line that worked (`keep`), that cost (`edge`), or a door that was passed (`missed`, whose `quote` is the counterpart's)."""

    kind: Literal["keep", "edge", "missed"]
    take: int
    turn: int
    criterion: str
    quote: str
    reaction: str = ""
    speaker: str = ""
    rule: str = ""
    coach: str = ""
    meant: str = ""
    """The written line `coach` speaks of, where she used her own words."""


def keep(rubric: Rubric, turns: Sequence[Turn], marks: Sequence[Mark]) -> Highlight | None:
    """The best line of a take: most points, turning points first, then the weightier criterion, then the later line; None if nothing counts."""
    return _best("keep", rubric, turns, [piece for mark in marks for piece in _counted(mark) if piece.points > 0])


def edge(rubric: Rubric, turns: Sequence[Turn], marks: Sequence[Mark]) -> Highlight | None:
    """The line that cost most, in the same order; where none did, the weightiest door that was passed; None where there is neither."""
    costly = [piece for mark in marks for piece in _counted(mark) if piece.points < 0]
    found = _best("edge", rubric, turns, costly)
    if found is not None:
        return found
    return _missed(rubric, turns, marks)


DOUBT = 0.7
"""Below this confidence a line is worth asking about."""


def doubts(turns: Sequence[Turn], most: int = 2) -> tuple[Turn, ...]:
    """The lines to ask about, "we answered as if you meant this; right?": least sure first, not yet asked, at most `most`."""

    def sure(turn: Turn) -> float:
        primary = turn.heard.primary if turn.heard else ""
        return max((unit.confidence for unit in turn.units if unit.move == primary), default=0.0)

    asked = [turn for turn in turns if turn.own_words and turn.confirmed is None and (not turn.certain or sure(turn) < DOUBT)]
    return tuple(sorted(asked, key=lambda turn: (turn.certain, sure(turn), turn.number))[:most])


def _counted(mark: Mark) -> list[Evidence]:
    """The evidence worth a headline. What a rule heard for a criterion that this scene does not score says nothing of the line: an ask in a drill
    on asking is not premature. A flag that caps, and what the author wrote, always count."""
    scored = mark.status != "not-scored" or mark.capped_by
    return [piece for piece in mark.evidence if piece.certain and (scored or piece.by == "written")]


def _best(kind: Literal["keep", "edge"], rubric: Rubric, turns: Sequence[Turn], pieces: Sequence[Evidence]) -> Highlight | None:
    by_turn = {turn.number: turn for turn in turns}
    said = [piece for piece in pieces if piece.turn in by_turn and piece.quote]
    if not said:
        return None

    def rank(piece: Evidence) -> tuple[int, bool, int, int]:
        turn = by_turn[piece.turn]
        return abs(piece.points), bool(turn.turning_point), rubric.criteria[piece.criterion].weight, piece.turn

    piece = max(said, key=rank)
    turn = by_turn[piece.turn]
    reaction = turn.reaction
    return Highlight(
        kind, turn.take, turn.number, piece.criterion, piece.quote, reaction.text if reaction else "", reaction.speaker if reaction else "",
        piece.rule, turn.coach, turn.meant,
    )  # fmt: skip


def _missed(rubric: Rubric, turns: Sequence[Turn], marks: Sequence[Mark]) -> Highlight | None:
    weight = {mark.criterion: rubric.criteria[mark.criterion].weight for mark in marks}
    passed = [mark for mark in marks if mark.status == "not-taken"]
    if passed:
        mark = max(passed, key=lambda mark: weight[mark.criterion])
        return _door(turns, mark.criterion, mark.door[0])
    short = [mark for mark in marks if mark.level is not None and mark.level < 4]
    for mark in sorted(short, key=lambda mark: (mark.level or 0, -weight[mark.criterion])):
        taken = {piece.turn for piece in mark.evidence if piece.points > 0}
        doors = [turn for turn in turns if mark.criterion in turn.doors and turn.number not in taken]
        if doors:
            door = next((turn for turn in doors if turn.turning_point), doors[-1])
            return _door(turns, mark.criterion, door.number)
    return None


def _door(turns: Sequence[Turn], criterion: str, number: int) -> Highlight | None:
    turn = next((turn for turn in turns if turn.number == number), None)
    if turn is None or turn.offered is None:
        return None
    return Highlight(
        "missed",
        turn.take,
        turn.number,
        criterion,
        turn.offered.text,
        turn.spoken.strip(),
        turn.offered.speaker,
        "",
        turn.coach,
        turn.meant,
    )
