"""The JSON Schemas of what other programs read: a run's events as `practice --json` tells them, and the JSON export."""

from __future__ import annotations

from typing import Any

from simulator.core import events as e
from simulator.export.options import READERS

Schema = dict[str, Any]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_NUMBER: Schema = {"type": "integer"}
_YES: Schema = {"type": "boolean"}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _is(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _shape(**fields: Schema) -> Schema:
    """An object with these fields, all of them there; a later version may have more."""
    return {"type": "object", "properties": fields, "required": list(fields)}


_LINE: dict[str, Schema] = {"take": _NUMBER, "turn": _NUMBER}
_EVIDENCE = _shape(
    **_LINE, criterion=_is("named"), beat=_TEXT, quote=_is("text"), points={"type": "integer", "minimum": -2, "maximum": 2}, by={"enum": ["written", "heard"]},
    rule=_TEXT, why=_TEXT, certain=_YES,
)  # fmt: skip
_COACH = _shape(text=_TEXT, language=_TEXT, of=_TEXT)
_DEFS: dict[str, Schema] = {
    "text": _shape(text=_TEXT, language=_TEXT),
    "speech": _shape(speaker=_TEXT, text=_TEXT, language=_TEXT, subtitle=_TEXT),
    "named": _shape(id=_TEXT, name=_TEXT),
    "evidence": _EVIDENCE,
    "coach": _COACH,
    "highlight": _shape(
        **_LINE, kind={"enum": ["keep", "edge", "missed"]}, criterion=_is("named"), mine=_or_null(_is("text")), theirs=_or_null(_is("speech")), why=_TEXT,
        coach=_or_null(_is("coach")),
    ),
    "turn": _shape(
        **_LINE, beat=_TEXT, at=_TEXT, you=_TEXT, speaker=_TEXT, to=_or_null(_is("named")), part=_TEXT, way={"enum": ["words", "choice", "silence", "clock"]},
        own_words=_YES, aided=_YES, turning_point=_or_null(_is("text")), before=_list(_is("speech")), said=_or_null(_is("text")), unheard=_TEXT, text=_TEXT,
        cut=_or_null(_COUNT), subtitle=_TEXT, answer=_list(_is("speech")), reaction=_or_null(_is("speech")), reply=_TEXT, moves=_list(_shape(id=_TEXT, name=_TEXT, words=_list(_TEXT))),
        flags=_list(_is("named")), heard=_or_null(_is("heard")), certain=_YES, confirmed=_or_null(_YES), corrected_by=_TEXT, evidence=_list(_is("evidence")),
        coach=_or_null(_is("coach")), doors=_list(_TEXT), opened=_list(_is("named")),
        felt=_list(_shape(person=_TEXT, name=_TEXT, meter=_TEXT, change=_NUMBER, says=_TEXT)), feelings={"type": "object", "additionalProperties": _COUNT},
    ),
    "heard": _shape(
        units=_list(
            _shape(
                start=_COUNT, end=_COUNT, move=_TEXT, confidence={"type": "number", "minimum": 0, "maximum": 1},
                words=_list(_shape(start=_COUNT, end=_COUNT, text=_TEXT)), like=_TEXT,
            )
        ), primary=_TEXT, abstained=_YES
    ),
    "mark": _shape(
        criterion=_is("named"), question=_TEXT, evidence=_list(_is("evidence")), door=_or_null(_shape(**_LINE, theirs=_or_null(_is("speech")))),
        status={"enum": ["scored", "not-offered", "not-taken", "not-scored"]}, level=_or_null(_is("level")), level_name=_TEXT, low=_or_null(_is("level")),
        high=_or_null(_is("level")), net=_NUMBER, par=_NUMBER, capped_by=_or_null(_is("named")), says=_TEXT, anchor=_TEXT,
    ),
    "level": {"type": "integer", "minimum": 1, "maximum": 4},
    "count": _shape(id=_TEXT, value={"type": "number"}, of={"type": "number"}, says=_TEXT, guide=_TEXT, lines=_list(_shape(**_LINE, quote=_is("text")))),
    "take": _shape(
        number=_COUNT, from_take=_COUNT, from_turn=_COUNT, inherited=_COUNT, aided=_YES, turns=_list(_is("turn")), closing=_list(_is("speech")), ending=_TEXT,
        kind=_or_null(_is("named")), later=_or_null(_is("text")), keep=_or_null(_is("highlight")), edge=_or_null(_is("highlight")), marks=_list(_is("mark")),
        counts=_list(_is("count")),
        feelings=_list(_shape(person=_TEXT, name=_TEXT, meters=_list(_shape(id=_TEXT, name=_TEXT, levels=_list(_COUNT))))),
    ),
    "remark": _shape(
        type={"enum": list(e.RUN_EVENTS)}, at=_TEXT, by=_shape(role=_TEXT, name=_TEXT), of_take=_or_null(_NUMBER),
        line=_or_null(_shape(**_LINE, said=_is("text"))),
    ),
    "rating": _shape(
        take=_NUMBER, criterion=_is("named"), waits_for={"enum": ["", "own", "self"]}, peers=_COUNT,
        own=_or_null(_shape(level=_or_null(_is("level")), level_name=_TEXT, declined=_YES)),
        shown=_list(_shape(role=_TEXT, name=_TEXT, count=_COUNT, median=_or_null({"type": "number"}), levels=_list(_shape(level=_is("level"), level_name=_TEXT)))),
    ),
}  # fmt: skip


def export_schema() -> Schema:
    """The schema of `export --to json`."""
    scenario = _shape(
        id=_TEXT, title=_or_null(_is("text")), form=_is("named"), rubric=_TEXT, language=_TEXT, difficulty=_COUNT, minutes=_COUNT, brief=_or_null(_is("text")),
        goal=_or_null(_is("text")), content_note=_or_null(_is("text")), cast=_list(_shape(id=_TEXT, name=_TEXT, part=_TEXT)),
    )  # fmt: skip
    return {
        "$schema": _DRAFT, "title": "Organizer simulator: one run as a JSON export", "$defs": _DEFS,
        **_shape(
            format={"const": "organizer-simulator/transcript"}, version={"const": 1}, language={"enum": ["en", "es"]}, reader={"enum": list(READERS)}, levels=_YES,
            run=_TEXT, person=_TEXT, mode={"enum": ["words", "choices"]}, seed=_NUMBER, started=_TEXT, date=_TEXT, ended=_YES, paused=_YES, rehearsed_from=_TEXT,
            scenario=scenario, told=_or_null(_COUNT), keep=_or_null(_is("highlight")), edge=_or_null(_is("highlight")), watching=_list(_is("named")),
            commitments=_list(_shape(who={}, what={}, when={}, at=_TEXT)), next=_list(_shape(criterion=_is("named"), day=_TEXT, date=_TEXT)), takes=_list(_is("take")), remarks=_list(_is("remark")), ratings=_list(_is("rating")),
            consent=_TEXT, left_out=_list(_TEXT),
        ),
    }  # fmt: skip


def run_schema() -> Schema:
    """The schema of one line of `practice --json`: an event, its data beside its type."""
    by = _shape(role=_TEXT, person=_TEXT)
    line = _shape(type={"enum": list(e.RUN_EVENTS)}, run=_TEXT, id=_TEXT, at={"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT"}, by=by)
    turn = _shape(take=_COUNT, turn=_COUNT, beat=_TEXT, way={"enum": ["words", "choice", "silence", "clock"]})
    needs: dict[str, Schema] = {
        e.RUN_STARTED: _shape(scenario=_TEXT, seed=_NUMBER, mode={"enum": ["words", "choices"]}, language=_TEXT, content={"type": "object"}),
        e.TAKE_OPENED: _shape(take=_COUNT, beat=_TEXT), e.TURN_TAKEN: turn, e.TAKE_ENDED: _shape(take=_COUNT, ending=_TEXT, kind=_TEXT),
    }  # fmt: skip
    cases = [{"if": {"properties": {"type": {"const": type}}}, "then": shape} for type, shape in needs.items()]
    return {"$schema": _DRAFT, "title": "Organizer simulator: one event of a run", **line, "allOf": cases}
