"""Owns what a trainer teaches: her own file of lines with the moves they make, one JSON object a line, that anybody can open and mend."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from simulator.core.moves import MOVES, OTHER, Spoken
from simulator.core.records import dataclass
from simulator.core.text import clean_line, clean_text
from simulator.hearing.labelled import BadLabels

NAME = "moves-taught.jsonl"
"""The file in the person's own content folder."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One line and the move it makes (`other` for none), with what was said just before and the form of the meeting where they are known."""

    line: str
    move: str
    before: tuple[Spoken, ...] = ()
    form: str = ""

    def to_data(self) -> dict[str, Any]:
        """The lesson as one line of the file."""
        data: dict[str, Any] = {"response": self.line, "moves": [] if self.move == OTHER else [self.move]}
        if self.before:
            data["context"] = [{"who": s.who, "says": s.says} for s in self.before]
        return {**data, "form": self.form} if self.form else data


def read_lessons(lines: Iterable[str], where: str = "") -> list[Lesson]:
    """Lessons from lines of `{"response", "moves" (one, or none for `other`) or "label", "context", "form"}`; where an answer makes several moves,
    `units` with the text `t` and the move `m` of each. Raises BadLabels with the line."""
    found: list[Lesson] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            found += _lessons(line, f"{where} line {number}".strip())
    return found


def _lessons(line: str, where: str) -> list[Lesson]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLabels(f"{where} is not JSON: {error}") from None
    if not isinstance(row, Mapping) or not isinstance(row.get("response"), str) or not row["response"].strip():
        raise BadLabels(f'{where} needs {{"response": "…", "moves": ["dig"]}}.')
    said = row.get("context")
    before = tuple(
        Spoken(clean_line(str(c.get("who", ""))), clean_text(str(c.get("says", ""))))
        for c in (said if isinstance(said, list) else ()) if isinstance(c, Mapping)
    )  # fmt: skip
    form = clean_line(str(row.get("form") or ""))
    units = row.get("units")
    if isinstance(units, list) and units:
        pairs: list[tuple[Any, Any]] = [(u.get("t"), u.get("m")) for u in units if isinstance(u, Mapping)]
    else:
        moves = row.get("moves", [row["label"]] if isinstance(row.get("label"), str) else None)
        if not isinstance(moves, list) or len(moves) > 1:
            raise BadLabels(
                f'{where} needs one move in "moves"; give an answer that makes several as "units": [{{"t": "…", "m": "dig"}}, …].'
            )
        pairs = [(row["response"], moves[0] if moves else OTHER)]
    for text, move in pairs:
        if not isinstance(text, str) or not text.strip():
            raise BadLabels(f"{where} has a unit without text.")
        if move not in (*MOVES, OTHER):
            raise BadLabels(f"{where}: `{move}` is no move. There is {', '.join((*MOVES, OTHER))}.")
    return [Lesson(clean_text(text).strip(), move, before, form) for text, move in pairs]


def lessons_at(path: Path) -> list[Lesson]:
    """The lessons kept in `path`; none where there is no such file. Raises BadLabels."""
    try:
        return read_lessons(path.read_text("utf-8-sig").splitlines(), path.name)
    except FileNotFoundError:
        return []
    except UnicodeDecodeError as error:
        raise BadLabels(f"{path.name} is not UTF-8 text: {error.reason} at byte {error.start}.") from None


def keep_lessons(path: Path, new: Sequence[Lesson]) -> int:
    """Add lessons to `path`, whole or not at all; how many were new. A line taught twice is kept once, with its latest move."""
    old = lessons_at(path)
    kept = {(lesson.line, lesson.before, lesson.form): lesson for lesson in [*old, *new]}
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".moves-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(lesson.to_data(), ensure_ascii=False) + "\n" for lesson in kept.values())
    os.replace(name, path)
    return len(set(kept.values()) - set(old))


def stamp(lessons: Sequence[Lesson]) -> str:
    """A short name of exactly these lessons, for what was learned from them."""
    return sha256(json.dumps([lesson.to_data() for lesson in lessons], sort_keys=True).encode()).hexdigest()[:16]


def by_move(lessons: Iterable[Lesson]) -> dict[str, tuple[str, ...]]:
    """The lines of each move."""
    found: dict[str, tuple[str, ...]] = {}
    for lesson in lessons:
        if lesson.move != OTHER:
            found[lesson.move] = (*found.get(lesson.move, ()), lesson.line)
    return found
