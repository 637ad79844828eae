"""A ready-made conversation to critique, with the critique and the marks of somebody who knows, to compare one's own with (DOMAIN 6.6).

Every text is in both languages: a mapping from `en` and `es`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from simulator.core.critique import CritiqueKind
from simulator.core.records import dataclass

Quality = Literal["weak", "strong"]
Texts = Mapping[str, str]
QUALITIES: tuple[Quality, ...] = ("weak", "strong")


@dataclass(frozen=True, slots=True)
class SpecimenLine:
    """One line: `who` is an id of the cast, or "" for what is seen."""

    id: str
    says: Texts
    who: str = ""


@dataclass(frozen=True, slots=True)
class GoldCritique:
    """A critique as it should be: pinned to exact words of `line`, with what was seen in the other person; a change has a line to say instead."""

    id: str
    line: str
    kind: CritiqueKind
    criterion: str
    quote: Texts
    effect: Texts
    instead: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoldMark:
    """The level of one criterion, 1 to 4, None for "not offered", and why."""

    criterion: str
    level: int | None
    because: Texts


@dataclass(frozen=True, slots=True)
class Specimen:
    """A whole conversation to critique. `cast` maps ids to names, `you` is whose lines are critiqued; `gold` and `marks` are shown afterwards."""

    id: str
    title: Texts
    form: str
    rubric: str
    language: str
    quality: Quality
    brief: Texts
    cast: Mapping[str, str]
    you: str
    lines: tuple[SpecimenLine, ...]
    gold: tuple[GoldCritique, ...]
    marks: Mapping[str, GoldMark]
