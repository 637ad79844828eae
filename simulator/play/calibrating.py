"""Calibration: marking a ready-made conversation, then seeing the marks that are given with reasons; before a retreat, for trainers and raters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simulator.core import events as e
from simulator.core.agreement import Calibration, Compared, calibrate
from simulator.core.events import By, Fact
from simulator.core.records import dataclass
from simulator.core.specimen import Specimen
from simulator.core.text import clean_line
from simulator.store.interface import Store

KIND = "calibration"
NOT_OFFERED = "none"


class UnfitMark(Exception):
    """A mark that cannot be: `name` is its text, `known` what could have been meant."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, tuple(known)


@dataclass(frozen=True, slots=True)
class Done:
    """One conversation that a rater marked: her comparison, and when."""

    specimen: str
    by: str
    at: str
    calibration: Calibration


def mark_specimen(store: Store, specimen: Specimen, marks: Mapping[str, int | None], by: str) -> Calibration:
    """Write her marks down, beside those given with reasons, and compare. Marks of criteria that the conversation does not mark are left out."""
    gold = {name: mark.level for name, mark in specimen.marks.items()}
    found = calibrate(marks, gold)
    data = {
        "specimen": specimen.id, "rubric": specimen.rubric,
        "marks": {one.criterion: {"mine": one.mine, "gold": one.gold} for one in found.compared},
    }  # fmt: skip
    streams = store.streams(KIND)
    stream = streams[-1].id if streams else store.new_stream()
    store.append(stream, [Fact(e.SPECIMEN_MARKED, data)], By("trainer", clean_line(by, 80)), kind=KIND)
    return found


def marked(store: Store, by: str = "") -> tuple[Done, ...]:
    """What was marked here, oldest first, by one rater or by all."""
    found = []
    for event in store.events_of((e.SPECIMEN_MARKED,), KIND):
        if by and event.by.person.casefold() != by.casefold():
            continue
        compared = tuple(
            Compared(str(name), both.get("mine"), both.get("gold"))
            for name, both in dict(event.data.get("marks", {})).items()
            if isinstance(both, dict)
        )
        found.append(Done(str(event.data.get("specimen", "")), event.by.person, event.at, Calibration(compared)))
    return tuple(found)


def read_marks(given: Sequence[str], specimen: Specimen) -> dict[str, int | None]:
    """`digging=3`, `self=none`. Raises UnfitMark."""
    found: dict[str, int | None] = {}
    for text in given:
        name, _, level = text.partition("=")
        name, level = name.strip(), level.strip().casefold()
        if name not in specimen.marks:
            raise UnfitMark(text, tuple(specimen.marks))
        if level not in ("1", "2", "3", "4", NOT_OFFERED):
            raise UnfitMark(text, ("1", "2", "3", "4", NOT_OFFERED))
        found[name] = None if level == NOT_OFFERED else int(level)
    return found
