"""A Twine story as both of its file formats hold it: passages with names, tags and text, and what was noticed while reading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

MAX_BYTES = 20 * 2**20
MAX_PASSAGES = 5_000
NoteCode = Literal["dropped", "script", "changed", "unsure"]
"""`dropped`: it is not in the scenario. `script`: a way through the story that only a program knew. `changed`: it is there, in another shape.
`unsure`: look at it."""

_IFID = re.compile(r"[0-9A-Z-]{8,63}\Z")


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that did not come over as it was; `line` is that of the file, from 1."""

    line: int
    code: NoteCode
    message: str
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage. `line` is where its text begins in the file; `position` and `size` are Twine's, such as `600,400`."""

    name: str
    text: str = ""
    tags: tuple[str, ...] = ()
    line: int = 1
    position: str = ""
    size: str = ""


@dataclass(frozen=True)
class Story:
    """A story. `start` is the name of its first passage, "" where it has none."""

    title: str
    passages: tuple[Passage, ...]
    start: str = ""
    ifid: str = ""
    format: str = ""
    format_version: str = ""
    tag_colors: Mapping[str, str] = field(default_factory=dict)
    zoom: float | None = None
    notes: tuple[Note, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Passage]:
        """Each passage by its name."""
        return {passage.name: passage for passage in self.passages}


def is_ifid(text: str) -> bool:
    """Whether `text` is an identifier as the Treaty of Babel has it: 8 to 63 digits, capital letters and hyphens."""
    return bool(_IFID.match(text))
