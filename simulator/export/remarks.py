"""The notes of the debrief and the critiques, as plain data: known types only, and only those meant for the reader."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.core import events as e
from simulator.core.pseudonyms import public_name
from simulator.core.reveal import Said, all_marks_for, critiques_for, in_force, ratings_of
from simulator.core.transcript import Remark
from simulator.core.turn import Turn
from simulator.export.options import Reader
from simulator.export.telling import Data, Telling
from simulator.phrases.export import EXPORT

FIELDS: Mapping[str, tuple[str, ...]] = {
    e.EDGE_PICKED: ("criterion",),
    e.FEELING_NAMED: ("word",),
    e.LINE_REGRETTED: (),
    e.AVOIDANCE_NAMED: ("text",),
    e.HEARING_ANSWERED: ("right",),
    e.ANSWER_PREDICTED: ("reply", "guess"),
    e.COMMITMENT_MADE: ("who", "what", "when", "coach"),
    e.LINE_MARKED: ("text", "seconds"),
    e.CRITIQUE_GIVEN: ("kind", "quote", "effect", "instead", "criterion"),
}
"""What is told of each type, besides when, by whom and of which line. Other types are left out; marks stand by themselves, see `marks_of_people`."""

_ONLY_FOR: Mapping[str, tuple[Reader, ...]] = {
    e.FEELING_NAMED: ("trainee",),
    e.LINE_REGRETTED: ("trainee",),
    e.AVOIDANCE_NAMED: ("trainee",),
    e.ANSWER_PREDICTED: ("trainee",),
    e.COMMITMENT_MADE: ("trainee", "trainer"),
    e.CRITIQUE_GIVEN: ("trainee", "trainer", "facilitator", "peer", "counterpart"),
}
"""What she wrote to herself, and the real people she named, go no further than this (DOMAIN 8.2)."""


def remarks(telling: Telling) -> list[Data]:
    """What was noted of the run and its reader may read, in the order of its log; what was undone is gone."""
    found = in_force(telling.transcript.remarks)
    critiques = {said.critique.id: said for said in critiques_for(found, telling.lock)}
    told = []
    for remark in found:
        if remark.type not in FIELDS or telling.reader not in _ONLY_FOR.get(remark.type, (telling.reader,)):
            continue
        if remark.type != e.CRITIQUE_GIVEN:
            told.append(_remark(telling, remark))
        elif said := critiques.get(str(remark.data.get("id") or remark.id)):
            told.append({**_remark(telling, remark), **_around(telling, said)})
    return told


def _around(telling: Telling, said: Said) -> Data:
    """What came of a critique: its id, what was answered, the takes that rehearsed it."""
    answers = [
        {"says": answer.stance, "name": telling.say(f"stance.{answer.stance}") if answer.stance else "", "text": answer.text}
        for answer in said.answers
    ]
    return {"id": said.critique.id, "seconds": said.seconds, "answers": answers, "rehearsed": list(said.rehearsed)}


def marks_of_people(telling: Telling) -> list[Data]:
    """What people rated, as far as the reveal lock opens it to this reader: one row a take and criterion."""
    rows: list[Data] = []
    if telling.reader == "teaching":
        return rows
    for marks in all_marks_for(ratings_of(telling.transcript.remarks), telling.lock):
        own = marks.own.level if marks.own else None
        rows.append({
            "take": marks.take, "criterion": telling.criterion(marks.criterion), "waits_for": marks.waits_for, "peers": marks.peers,
            "own": {"level": own, "level_name": _level(telling, own), "declined": marks.own.declined} if marks.own else None,
            "shown": [
                {
                    "role": shown.role, "name": telling.say(f"role-name.{shown.role}"), "count": shown.count, "median": shown.median,
                    "levels": [{"level": level, "level_name": _level(telling, level)} for level in shown.levels if level is not None],
                }
                for shown in marks.shown
            ],
        })  # fmt: skip
    return rows


def _level(telling: Telling, level: int | None) -> str:
    return telling.say(f"level.{level}") if level else ""


def _remark(telling: Telling, remark: Remark) -> Data:
    told: Data = {
        "type": remark.type,
        "at": remark.at,
        "by": {"role": remark.role, "name": public_name(remark.by) or _someone(remark.role)},
    }
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


def _someone(role: str) -> str:
    """What stands for the name of one who has none, where her role is not one of ours either: a log from elsewhere may hold anything."""
    return "" if f"role.{role}" in EXPORT else role or "?"


def _plain(value: object) -> object:
    return value if isinstance(value, (bool, int)) or value is None else str(value)


def _line(telling: Telling, take: object, number: object) -> Turn | None:
    """The line a remark is pinned to: its number in the take as played, lines taken over from an earlier take included."""
    turns = next((view.turns for view in telling.transcript.takes if view.number == take), ())
    return next((turn for turn in turns if turn.number == number), None)


def _reply(telling: Telling, turn: Turn, reply: str) -> tuple[str, str]:
    beat = telling.material.scenario.beats[turn.beat]
    return f"beats.{turn.beat}.replies.{reply}.say", beat.replies[reply].say if reply in beat.replies else ""
