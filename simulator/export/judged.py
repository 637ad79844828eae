"""What was made of the lines, as plain data: evidence, one keep and one edge, marks, counts; quotes always first."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.core.counts import Count
from simulator.core.debrief import Highlight
from simulator.core.scoring import Evidence, Mark
from simulator.core.transcript import TakeView
from simulator.core.turn import Turn
from simulator.export.telling import Data, Telling


def evidence(telling: Telling, piece: Evidence, turn: Turn) -> Data:
    """One piece of evidence: `points` (-2 to +2), the exact `quote`, `why` in words ("" for a written reply), and who says so."""
    return {
        "criterion": telling.criterion(piece.criterion), **telling.reference(turn), "beat": piece.beat,
        "quote": telling.quote(turn, piece.quote), "points": piece.points, "by": piece.by, "rule": piece.rule,
        "why": telling.rule(piece.criterion, piece.rule), "certain": piece.certain,
    }  # fmt: skip


def highlight(telling: Telling, found: Highlight | None, turns: Sequence[Turn]) -> Data | None:
    """A keep, an edge or a missed door: `mine` is the trainee's line, `theirs` the counterpart's (after it, or before a door), each or None."""
    if found is None:
        return None
    turn = next(turn for turn in turns if turn.number == found.turn)
    missed = found.kind == "missed"
    mine = turn.spoken.strip() if missed else found.quote
    return {
        "kind": found.kind, **telling.reference(turn), "criterion": telling.criterion(found.criterion),
        "mine": telling.quote(turn, mine) if mine else None, "theirs": telling.line(turn.offered if missed else turn.reaction),
        "why": telling.rule(found.criterion, found.rule), "coach": coach(telling, turn) if found.kind != "keep" else None,
    }  # fmt: skip


def coach(telling: Telling, turn: Turn) -> Data | None:
    """What the author says of the reply that was taken, or None; `of` is that reply's line where the trainee used her own words."""
    beat = telling.material.scenario.beats.get(turn.beat)
    reply = beat.replies.get(turn.reply) if beat else None
    said = telling.words(f"beats.{turn.beat}.replies.{turn.reply}.coach", reply.coach) if reply else None
    return {**said, "of": telling.say("coach-meant", line=" ".join(turn.meant.split())) if turn.meant else ""} if said else None


def mark(telling: Telling, found: Mark, view: TakeView) -> Data:
    """A take's mark on one criterion: quotes, then the level and what it stands on. `level` is 1 to 4 or None."""
    criterion = telling.material.rubric.criteria[found.criterion]
    turns = {turn.number: turn for turn in view.turns}
    number, door = found.door
    anchors = criterion.levels.get(telling.language, ())
    return {
        "criterion": telling.criterion(found.criterion), "question": criterion.question.get(telling.language, "").strip(),
        "evidence": [evidence(telling, piece, turns[piece.turn]) for piece in found.evidence],
        "door": {**telling.reference(turns[number]), "theirs": telling.line(turns[number].offered)} if door and number in turns else None,
        "status": found.status, "level": found.level, "level_name": telling.say(f"level.{found.level}") if found.level else "",
        "low": found.low, "high": found.high, "net": found.net, "par": found.par,
        "capped_by": telling.flag(found.capped_by) if found.capped_by else None,
        "says": _says(telling, found), "anchor": anchors[found.level - 1].strip() if found.level and len(anchors) == 4 else "",
    }  # fmt: skip


def _says(telling: Telling, found: Mark) -> str:
    """The level as a sentence, such as “two of the four points that solid play shows here”."""
    if found.status != "scored":
        return telling.say(f"mark.{found.status}")
    shown = str(min(found.net, found.par)).replace("-", "−")  # more than solid play asks for is not more than all of it
    parts = [telling.say("mark.scored", net=shown, par=found.par)]
    if found.low != found.high:
        parts.append(telling.say("mark.range", low=found.low, high=found.high))
    if found.capped_by:
        parts.append(telling.say("mark.capped", flag=telling.flag(found.capped_by)["name"]))
    return "; ".join(parts)


def count(telling: Telling, found: Count, view: TakeView) -> Data:
    """One process count with the lines to quote (DOMAIN 5): `value`, `of` (0 where there is nothing to compare), and it in words."""
    turns = {turn.number: turn for turn in view.turns}
    return {
        "id": found.id, "value": found.value, "of": found.of, "says": telling.say(f"count.{found.id}", value=found.value, of=found.of),
        "guide": telling.say("guide", guide=found.guide.replace("<=", "≤").replace(">=", "≥")),
        "lines": [{**telling.reference(turns[n]), "quote": telling.quote(turns[n], text)} for n, text in found.lines],
    }  # fmt: skip
