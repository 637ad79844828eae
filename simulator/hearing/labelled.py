"""Owns label sets: answers somebody coded, read from JSON lines with labels of any kind, and parted into folds by group."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from simulator.core.moves import OTHER, Spoken
from simulator.core.records import dataclass
from simulator.core.text import clean_line, clean_text


class BadLabels(Exception):
    """A label set that cannot be read; the message says which line and why."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One answer with what it is said to do; what is `disputed` counts neither for nor against."""

    id: str
    group: str
    language: str
    form: str
    context: tuple[Spoken, ...]
    text: str
    labels: frozenset[str]
    disputed: frozenset[str] = frozenset()
    flags: frozenset[str] | None = None
    disputed_flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LabelSet:
    """Answers, the labels there are (commonest first), and whether an answer may have `several`."""

    answers: tuple[Labelled, ...]
    labels: tuple[str, ...]
    several: bool


def read_labels(lines: Iterable[str], group: str = "group") -> LabelSet:
    """A label set from lines of `{"id", "group", "language", "form", "context", "response", "moves" or "label"}`.

    `group` names the field that is kept together. Raises BadLabels.
    """
    found: list[Labelled] = []
    several: bool | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = _row(line, number)
        many = "moves" in row
        if several is not None and many != several:
            raise BadLabels(f'Line {number} mixes "moves" with "label"; a set has one or the other on every line.')
        several = many
        found.append(_answer(row, number, group))
    if not found or several is None:
        raise BadLabels("There is no answer in it.")
    counts: dict[str, int] = {}
    for answer in found:
        for label in answer.labels:
            counts[label] = counts.get(label, 0) + 1
    if len(counts) < 2:
        raise BadLabels("There is only one label in it; there is nothing to tell apart.")
    return LabelSet(tuple(found), tuple(sorted(counts, key=lambda name: (-counts[name], name))), several)


def _row(line: str, number: int) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadLabels(f"Line {number} is not JSON: {error}") from None
    if not isinstance(row, dict) or not isinstance(row.get("response"), str):
        raise BadLabels(f'Line {number} needs at least {{"response": "…", "moves": […]}} or {{"response": "…", "label": "…"}}.')
    if isinstance(row.get("moves"), list) and all(isinstance(name, str) for name in row["moves"]):
        return row
    if "moves" not in row and isinstance(row.get("label"), str) and row["label"]:
        return row
    raise BadLabels(f'Line {number} needs "moves", a list of names, or "label", one name.')


def _answer(row: Mapping[str, Any], number: int, group: str) -> Labelled:
    said = [c for c in row.get("context") or () if isinstance(c, dict)] if isinstance(row.get("context"), list) else []
    flags = row.get("flags")
    return Labelled(
        id=str(row.get("id", number)),
        group=str(row.get(group, row.get("id", number))),
        language=str(row.get("language") or row.get("lang") or ""),
        form=str(row.get("form") or ""),
        context=tuple(Spoken(clean_line(str(c.get("who", ""))), clean_text(str(c.get("says", "")))) for c in said),
        text=row["response"],
        labels=frozenset(row["moves"]) - {OTHER} if "moves" in row else frozenset([row["label"]]),
        disputed=_names(row.get("disputed")),
        flags=_flags(flags) if isinstance(flags, list) else None,
        disputed_flags=_flags(row.get("disputed_flags")),
    )


def _names(value: Any) -> frozenset[str]:
    return frozenset(name for name in value if isinstance(name, str)) if isinstance(value, list) else frozenset()


def _flags(value: Any) -> frozenset[str]:
    return frozenset(name.replace("_", "-") for name in _names(value))


def folds_by_group(answers: Sequence[Labelled], folds: int) -> list[int]:
    """The fold of each answer: a group falls whole into one fold, the folds are about even, and the same every time."""
    sizes: dict[str, int] = {}
    for answer in answers:
        sizes[answer.group] = sizes.get(answer.group, 0) + 1
    if len(sizes) < folds:
        raise BadLabels(f"There are {len(sizes)} groups, too few for {folds} folds.")
    full = [0] * folds
    place: dict[str, int] = {}
    for name in sorted(sizes, key=lambda group: sha256(group.encode()).hexdigest()):
        place[name] = full.index(min(full))
        full[place[name]] += sizes[name]
    return [place[answer.group] for answer in answers]
