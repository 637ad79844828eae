"""What practice has shown, criterion by criterion: observed marks of unaided first takes, and nothing anybody thinks of herself (DESIGN 4 and 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from simulator.core import events as e
from simulator.core.events import By, Event, Fact
from simulator.core.material import Material
from simulator.core.records import dataclass
from simulator.core.reveal import Reader, all_marks_for, marks_for, ratings_of
from simulator.core.state import RunState
from simulator.core.transcript import Remark, transcript

NEEDED = (
    e.RUN_STARTED,
    e.HELP_TAKEN,
    e.TAKE_ENDED,
    e.HEARING_ANSWERED,
    e.RATING_GIVEN,
    e.RATING_DECLINED,
    e.UNDONE,
    e.COMMITMENT_MADE,
    e.CRITIQUE_GIVEN,
)
"""The types of events that progress and the coach's board are told from."""


@dataclass(frozen=True, slots=True)
class Observed:
    """A level that was seen on one criterion in an unaided first take. `by` is `machine` or `trainer`, whose mark stands above the machine's."""

    form: str
    criterion: str
    level: int
    at: str
    run: str
    scenario: str
    by: str = "machine"


@dataclass(frozen=True, slots=True)
class Gap:
    """For her eyes only: her own mark beside the last trainer's on the same take and criterion."""

    criterion: str
    mine: int
    trainers: int
    run: str


def levels_of(events: Iterable[Event], material: Material, take: int) -> dict[str, int]:
    """The levels of an ended take, by criterion; criteria that were not offered or are not scored are left out."""
    view = transcript(events, material).take(take)
    return {mark.criterion: mark.level for mark in view.marks if mark.level is not None}


def with_levels(state: RunState, events: Sequence[Event], facts: tuple[Fact, ...], material: Material) -> tuple[Fact, ...]:
    """A take's end, and her word on how a line was heard, remember the levels as they stand then: progress is told from them, without hearing anew.

    `facts` are about to be written after `events`, which led to `state`.
    """
    last = facts[-1] if facts else None
    if last is None or last.type not in (e.TAKE_ENDED, e.HEARING_ANSWERED) or state.mode not in ("words", "choices"):
        return facts
    take = int(last.data["take"])
    if last.type == e.HEARING_ANSWERED and not state.takes[take].ending:
        return facts
    pending = [Event("", "", "", 0, "", By(), fact.type, fact.data) for fact in facts]
    return (*facts[:-1], Fact(last.type, {**last.data, "levels": levels_of([*events, *pending], material, take)}))


def observed(events: Sequence[Event], reader: Reader) -> tuple[Observed, ...]:
    """What one run shows to `reader`, from the events named in `NEEDED`; nothing where it was aided, chosen from replies, or begun in the middle.

    A trainer's mark stands above the machine's once the reveal has opened it to that reader.
    """
    start = next((event for event in events if event.type == e.RUN_STARTED), None)
    if start is None or start.data.get("mode") == "choices" or "rehearsed_from" in start.data:
        return ()
    if any(event.type == e.HELP_TAKEN and event.data.get("kind") == "replies" and event.data.get("take") == 1 for event in events):
        return ()
    ended = next((event for event in events if event.type == e.TAKE_ENDED and event.data.get("take") == 1), None)
    if ended is None:
        return ()
    levels = {name: (level, "machine") for name, level in _levels(ended.data).items()}
    for event in events:
        if event.type == e.HEARING_ANSWERED and event.data.get("take") == 1 and "levels" in event.data:
            levels = {name: (level, "machine") for name, level in _levels(event.data).items()}
    ratings = ratings_of(_remarks(events))
    for name in {rating.criterion for rating in ratings if rating.role == "trainer" and rating.take == 1}:
        marks = marks_for(ratings, reader, 1, name)
        given = [level for shown in marks.shown if shown.role == "trainer" for level in shown.levels if level is not None]
        if reader.role == "trainer" and marks.own is not None and marks.own.level is not None:
            given.append(marks.own.level)
        if given:
            levels[name] = (given[-1], "trainer")
    form, scenario = str(start.data.get("form", "")), str(start.data.get("scenario", ""))
    return tuple(Observed(form, name, level, ended.at, start.stream, scenario, by) for name, (level, by) in levels.items())


def _remarks(events: Iterable[Event]) -> tuple[Remark, ...]:
    return tuple(Remark(event.type, event.data, event.by.person, event.by.role, event.at, event.id) for event in events)


def _levels(data: Mapping[str, Any]) -> dict[str, int]:
    given = data.get("levels")
    return {str(k): v for k, v in given.items() if isinstance(v, int) and 1 <= v <= 4} if isinstance(given, dict) else {}


def gaps(runs: Iterable[Sequence[Event]]) -> tuple[Gap, ...]:
    """Where her own mark and a trainer's stand on the same take and criterion: the last of each. Both were given, so the reveal has opened them."""
    found = []
    for events in runs:
        for marks in all_marks_for(ratings_of(_remarks(events)), Reader()):
            theirs = [level for shown in marks.shown if shown.role == "trainer" for level in shown.levels if level is not None]
            if marks.own is not None and marks.own.level is not None and theirs:
                found.append(Gap(marks.criterion, marks.own.level, theirs[-1], events[0].stream))
    return tuple(found)
