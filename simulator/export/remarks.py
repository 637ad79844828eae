"""The notes of the debrief and the critiques, as plain data: known types only, and only those meant for the reader."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.core import events as e
from simulator.core.transcript import Remark
from simulator.core.turn import Turn
from simulator.export.options import Reader
from simulator.export.telling import Data, Telling

FIELDS: Mapping[str, tuple[str, ...]] = {
    e.EDGE_PICKED: ("criterion",),
    e.FEELING_NAMED: ("word",),
    e.LINE_REGRETTED: (),
    e.AVOIDANCE_NAMED: ("text",),
    e.HEARING_ANSWERED: ("right",),
    e.ANSWER_PREDICTED: ("reply", "guess"),
    e.COMMITMENT_MADE: ("who", "what", "when"),
    e.CRITIQUE_GIVEN: ("kind", "quote", "effect", "instead", "criterion"),
}
"""What is told of each type, besides when, by whom and of which line. Other types are left out: ratings wait for the reveal lock."""

_ONLY_FOR: Mapping[str, tuple[Reader, ...]] = {
    e.FEELING_NAMED: ("trainee",),
    e.LINE_REGRETTED: ("trainee",),
    e.AVOIDANCE_NAMED: ("trainee",),
    e.ANSWER_PREDICTED: ("trainee",),
    e.COMMITMENT_MADE: ("trainee", "trainer"),
}
"""What she wrote to herself, and the real people she named, go no further than this (DOMAIN 8.2)."""


def remarks(telling: Telling) -> list[Data]:
    """What was noted of the run, in the order of its log; what was undone is gone."""
    found = telling.transcript.remarks
    undone = {str(value) for remark in found if remark.type == e.UNDONE for value in remark.data.values()}
    return [
        _remark(telling, remark)
        for remark in found
        if remark.type in FIELDS and remark.id not in undone and telling.reader in _ONLY_FOR.get(remark.type, (telling.reader,))
    ]


def _remark(telling: Telling, remark: Remark) -> Data:
    told: Data = {"type": remark.type, "at": remark.at, "by": {"role": remark.role, "name": remark.by}}
    told |= {name: _plain(remark.data.get(name)) for name in FIELDS[remark.type]}
    if told.get("criterion"):
        told["criterion"] = telling.criterion(str(told["criterion"]))
    take = remark.data.get("take")
    told["of_take"] = take if isinstance(take, int) else None
    turn = _line(telling, take, remark.data.get("turn"))
    told["line"] = {**telling.reference(turn), "said": telling.quote(turn, turn.spoken.strip())} if turn else None
    if "reply" in told:
        told["said"] = telling.words(*_reply(telling, turn, str(told["reply"]))) if turn else None
    return told


def _plain(value: object) -> object:
    return value if isinstance(value, (bool, int)) or value is None else str(value)


def _line(telling: Telling, take: object, number: object) -> Turn | None:
    """The line a remark is pinned to: its number in the take as played, lines taken over from an earlier take included."""
    turns = next((view.turns for view in telling.transcript.takes if view.number == take), ())
    return next((turn for turn in turns if turn.number == number), None)


def _reply(telling: Telling, turn: Turn, reply: str) -> tuple[str, str]:
    beat = telling.material.scenario.beats[turn.beat]
    return f"beats.{turn.beat}.replies.{reply}.say", beat.replies[reply].say if reply in beat.replies else ""
