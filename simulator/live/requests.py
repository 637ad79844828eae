"""What a phone sends, as commands: nothing but known fields of known lengths gets through."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl

from simulator.core import room_commands as c

_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
FIELDS = 60
"""The most fields of a form."""


class Malformed(Exception):
    """A request that no page of ours sends."""


def fields(body: bytes, kind: str) -> dict[str, str]:
    """The fields of a form or of a flat JSON object, as text. Raises Malformed."""
    kind = kind.partition(";")[0].strip().casefold()
    try:
        if kind == "application/json":
            found = json.loads(body)
            if not isinstance(found, dict) or len(found) > FIELDS:
                raise Malformed
            if not all(isinstance(value, (str, int, bool)) for value in found.values()):
                raise Malformed
            return {str(key): str(value) for key, value in found.items()}
        if kind == "application/x-www-form-urlencoded":
            return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FIELDS))
    except (ValueError, RecursionError):
        raise Malformed from None
    raise Malformed


def commands(given: dict[str, str]) -> list[c.Command]:
    """What the fields ask for; several where several marks are given at once. Raises Malformed."""
    what = given.get("what", "")

    def text(name: str) -> str:
        return given.get(name, "").strip()

    made: Any
    if what in ("note", "attempt"):
        made = c.GiveNote(
            identity(given), text("kind") or "keep", text("quote"), text("effect"), text("instead"), text("criterion"), text("lens"), take(given),  # type: ignore[arg-type]  # decided there
            seconds(given), what == "attempt",
        )  # fmt: skip
    elif what == "tap":
        made = c.PressButton(identity(given), text("lens"), text("button"), take(given), seconds(given))
    elif what == "line":
        made = c.WriteLine(identity(given), text("text"), text("who") or "organizer", seconds(given))  # type: ignore[arg-type]  # decided there
    elif what == "marks":
        return [_mark(name.removeprefix("mark."), value) for name, value in given.items() if name.startswith("mark.")]
    elif what == "pass":
        made = c.Rate("", declined=True)
    elif what in ("feeling", "block"):
        made = c.Say(identity(given), what, text("feeling"), text("learning"))  # type: ignore[arg-type]  # one of the two
    elif what == "vote":
        made = c.Cast(text("option"))
    elif what == "changed":
        made = c.SeeChange(text("yes") == "yes")
    elif what == "focus":
        made = c.NameFocus(text("text"))
    elif what == "pause":
        made = c.AskPause()
    elif what == "commit":
        made = c.Commit(text("who"), text("doing"), text("when"), text("coach"))
    elif what == "me":
        language = text("language")
        made = c.Change("", text("name"), language if language in ("en", "es") else "")
    else:
        raise Malformed
    return [made]


def _mark(criterion: str, value: str) -> c.Command:
    if value not in ("1", "2", "3", "4", "none"):
        raise Malformed
    return c.Rate(criterion, None if value == "none" else int(value))


def identity(given: dict[str, str]) -> str:
    """The phone's own id of what it sends. Raises Malformed."""
    found = given.get("id", "")
    if not _ID.fullmatch(found):
        raise Malformed
    return found


def take(given: dict[str, str]) -> int:
    """The take it belongs to, 0 for the present one."""
    found = given.get("take", "")
    return int(found) if found.isascii() and found.isdigit() and len(found) < 6 else 0


def seconds(given: dict[str, str]) -> int | None:
    """The second it happened, where the phone says so."""
    found = given.get("seconds", "")
    return int(found) if found.isascii() and found.isdigit() and len(found) < 6 else None
