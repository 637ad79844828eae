"""The notation as a JSON Schema for editors, made from the same key lists that the compiler reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from simulator.content import compile as notation
from simulator.content.source import LANGUAGES
from simulator.core.moves import FORMS, PARTS
from simulator.core.scenario import ENDING_KINDS, SKILLS, WAIT_REPLY

Schema = dict[str, Any]
_ID = "^[a-z][a-z0-9]*([-_][a-z0-9]+)*$"
_TEXT: Schema = {"type": ["string", "number", "boolean"], "description": "Text; everything is read as text."}


def schema() -> Schema:
    """The schema of a scenario file (draft 2020-12)."""
    reply = _mapping(notation.REPLY, ("say", "then"), once=_word(("yes", "no")))
    silence = _mapping(notation.REPLY, ("then",))
    spoken = f"^(?!{WAIT_REPLY}$)" + _ID.removeprefix("^")
    replies = {"type": "object", "properties": {WAIT_REPLY: silence}, "patternProperties": {spoken: reply}, "additionalProperties": False}
    beat = _mapping(notation.BEAT, ("scene", "replies"), replies=replies, otherwise=_mapping(("scene", "then"), ("scene", "then")))
    ending = _mapping(notation.ENDING, ("scene",), kind=_word(ENDING_KINDS))
    person = _mapping(notation.CAST, ("name",), part=_word(PARTS))
    exhibit = _mapping(notation.EXHIBIT, ("title", "rows"), kind=_word(("bars", "table")))
    opening = _mapping(notation.OPENING, ("scene",))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Organizer simulator scenario",
        **_mapping(
            notation.TOP,
            notation.TOP_REQUIRED,
            form=_word(FORMS),
            language=_word(LANGUAGES),
            drill=_word(SKILLS),
            difficulty={"enum": [1, 2, 3, "1", "2", "3"]},
            cast=_named(person),
            beats=_named(beat),
            endings=_named(ending),
            exhibits=_named(exhibit),
            openings=_named(opening),
        ),
    }


def _mapping(keys: Iterable[str], required: Iterable[str], **special: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {key: special.get(key, _TEXT) for key in keys},
        "required": list(required),
        "additionalProperties": False,
    }


def _named(child: Schema) -> Schema:
    return {"type": "object", "patternProperties": {_ID: child}, "additionalProperties": False}


def _word(words: Iterable[str]) -> Schema:
    return {"enum": list(words)}
