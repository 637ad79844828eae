"""A scenario's strings as a table for translators, and the table back into a translation file, with what changed in the meantime."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Literal

from simulator.content.editing import Change, comment_above, edit, fresh
from simulator.content.source import Source
from simulator.content.translation import OPTIONAL, addresses
from simulator.core.records import dataclass
from simulator.core.scenario import Scenario
from simulator.core.table import csv_text, read_csv

Status = Literal["new", "changed", "done", "optional"]
"""`new`: not translated. `changed`: the original is another than when it was translated or last exported. `done`: nothing to do."""
COLUMNS = ("scenario", "address", "status", "source", "translation", "comment", "before", "language", "hash")


@dataclass(frozen=True, slots=True)
class Entry:
    """One string: its address, the original and its hash, the translation, the comment above it, and the original as it was before."""

    address: str
    source: str
    translation: str
    comment: str
    status: Status
    before: str = ""

    @property
    def hash(self) -> str:
        """What tells one original from another."""
        return digest(self.source)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table that came back; `line` is its first in the file."""

    line: int
    scenario: str
    address: str
    translation: str
    comment: str
    hash: str
    language: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The text of a translation file after a table came back: what changed in it, and what to look at, as (line of the table, words)."""

    text: str
    changed: tuple[str, ...]
    notes: tuple[tuple[int, str], ...]


def digest(text: str) -> str:
    """Twelve hexadecimal digits of the SHA-256 of a string, blanks at its ends apart."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:12]


def entries(
    scenario: Scenario, original: Source, translated: Source | None, strings: Mapping[str, str], before: Mapping[str, str] | None = None
) -> tuple[Entry, ...]:
    """Every string of `scenario` that has text, in the order of its file. `before` gives each original as it was at an earlier time."""
    found = []
    for address, source in addresses(scenario):
        if not source.strip():
            continue
        translation = strings.get(address, "").strip("\n")
        earlier = before.get(address) if before is not None else None
        comment = (comment_above(translated, address) if translated else "") or comment_above(original, address)
        status: Status = "done" if translation.strip() else "optional" if _optional(address) else "new"
        if translation.strip() and earlier is not None and digest(earlier) != digest(source):
            status = "changed"
        found.append(Entry(address, source.strip("\n"), translation, comment, status, (earlier or "") if status == "changed" else ""))
    return tuple(found)


def _optional(address: str) -> bool:
    last = address.rpartition(".")[2]
    return last in OPTIONAL or (address.startswith("cast.") and last == "name")


def table(scenario: str, language: str, found: Iterable[Entry]) -> str:
    """The CSV that a translator gets."""
    rows = [(scenario, e.address, e.status, e.source, e.translation, e.comment, e.before, language, e.hash) for e in found]
    return csv_text([COLUMNS, *rows])


def read_table(text: str) -> tuple[Row, ...]:
    """The rows of a table that came back. Raises ValueError where it has no `address` or `translation`, or is no table."""
    rows: list[Row] = []
    for line, cells in read_csv(text):
        if "address" not in cells or "translation" not in cells:
            raise ValueError("line 1: the heading needs the columns `address` and `translation`")
        words = {key: cells.get(key, "").strip() for key in ("scenario", "address", "comment", "hash", "language")}
        translation = cells["translation"].replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
        rows.append(Row(line, translation=translation, **words))
    return tuple(rows)


def sources_of(text: str) -> Mapping[str, str]:
    """Each original by its address, out of an earlier table."""
    return {cells.get("address", "").strip(): cells.get("source", "") for _, cells in read_csv(text)}


def merge(scenario: Scenario, language: str, rows: Iterable[Row], translated: Source | None, strings: Mapping[str, str]) -> Merged:
    """The translation file with the texts of `rows` in it. Empty cells change nothing; unknown addresses and moved originals are told."""
    known = {address: source for address, source in addresses(scenario) if source.strip()}
    order = {address: number for number, address in enumerate(known)}
    changes: dict[str, Change] = {}
    notes: list[tuple[int, str]] = []
    for row in rows:
        if row.address not in known:
            notes.append((row.line, f"the scenario has no text at `{row.address}` any more; this row was left out"))
            continue
        if row.hash and row.hash != digest(known[row.address]):
            notes.append((row.line, f"the original of `{row.address}` has changed since this table was made; look at it again"))
        comment = comment_above(translated, row.address) if translated else ""
        new_comment = "" if row.comment == comment else row.comment
        if row.translation and (row.translation != strings.get(row.address, "").strip("\n") or new_comment):
            changes[row.address] = Change(row.translation, new_comment)
    ordered = {address: changes[address] for address in sorted(changes, key=order.__getitem__)}
    if translated is not None and translated.root is not None:
        text = edit(translated, ordered) if ordered else translated.text
    else:
        text = fresh({"scenario": scenario.id, "language": language}, ordered)
    return Merged(text, tuple(ordered), tuple(notes))
