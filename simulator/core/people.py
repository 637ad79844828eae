"""Who is coached and what was agreed with them: profiles, assignments, contacts, promises, cohorts; folds of their own logs.

A profile field that was set on two laptops keeps both values: nobody's is lost, and a person sees it. Nothing here compares people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, timedelta
from typing import Literal

from simulator.core import events as e
from simulator.core.events import Event
from simulator.core.records import dataclass

FIELDS = ("name", "organization", "team", "coach", "language", "sign")
"""What a profile may hold. `sign` is what stands for her name in what she sends without it."""
AssignmentKind = Literal["scenario", "critique", "reading", "writing"]
ASSIGNMENT_KINDS: tuple[AssignmentKind, ...] = ("scenario", "critique", "reading", "writing")
KEPT = ("yes", "partly", "no")
"""What may have become of a promise."""
RETREATS = 5
RETREAT_DAYS = 3
MONTHS = 7


@dataclass(frozen=True, slots=True)
class Assignment:
    """Practice that a coach gave: `what` is a scenario's id or a title; `takes`, `unaided` and `words` are what was asked; `due` YYYY-MM-DD or ""."""

    id: str
    kind: AssignmentKind
    what: str
    takes: int = 1
    unaided: bool = False
    words: int = 0
    due: str = ""
    note: str = ""
    given: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A promise that was asked about at a later contact: `kept` is one of `KEPT`, `why` fear, skill, circumstance or words of their own."""

    promise: str
    kept: str
    why: str
    at: str


@dataclass(frozen=True, slots=True)
class Page:
    """Something she wrote and chose to send: an answer to an `assignment` (its id, or ""), or a page about a swallowed line."""

    text: str
    assignment: str
    at: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is coached. `values` maps each field to what is in force: one value, or several where laptops differ."""

    stream: str
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    assignments: tuple[Assignment, ...] = ()
    contacts: tuple[str, ...] = ()
    """When the coach spoke with her, ISO 8601."""
    asked: tuple[Asked, ...] = ()
    pages: tuple[Page, ...] = ()

    @property
    def unread(self) -> tuple[Page, ...]:
        """The pages that came since the coach last spoke with her."""
        last = self.contacts[-1] if self.contacts else ""
        return tuple(page for page in self.pages if page.at > last)

    @property
    def name(self) -> str:
        """What she is called: every value that is in force."""
        return " / ".join(self.values.get("name", ()))

    def first(self, field: str) -> str:
        """One value of a field, "" for none."""
        return next(iter(self.values.get(field, ())), "")

    @property
    def open(self) -> tuple[Assignment, ...]:
        """What she was given and has not closed."""
        return tuple(assignment for assignment in self.assignments if not assignment.closed)


@dataclass(frozen=True, slots=True)
class Cohort:
    """The people of one programme: dates (day, what), members by their stream and the team they are in."""

    stream: str
    name: str = ""
    dates: tuple[tuple[str, str], ...] = ()
    members: Mapping[str, str] = field(default_factory=dict)


def person_of(stream: str, events: Iterable[Event]) -> Person:
    """Fold a person's log."""
    latest: dict[str, dict[str, tuple[str, str]]] = {}
    assignments: dict[str, Assignment] = {}
    contacts: list[str] = []
    asked: list[Asked] = []
    pages: list[Page] = []
    for event in events:
        data = event.data
        if event.type in (e.PERSON_OPENED, e.PROFILE_SET):
            for name in FIELDS:
                if isinstance(data.get(name), str):
                    latest.setdefault(name, {})[event.device] = (event.at, str(data[name]))
        elif event.type == e.ASSIGNMENT_GIVEN:
            kind = data.get("kind")
            assignments[event.id] = Assignment(
                event.id, kind if kind in ASSIGNMENT_KINDS else "reading", str(data.get("what", "")), _number(data.get("takes"), 1),
                bool(data.get("unaided")), _number(data.get("words"), 0), str(data.get("due", "")), str(data.get("note", "")), event.at,
            )  # fmt: skip
        elif event.type == e.ASSIGNMENT_CLOSED and str(data.get("assignment")) in assignments:
            old = assignments[str(data["assignment"])]
            assignments[old.id] = Assignment(
                old.id, old.kind, old.what, old.takes, old.unaided, old.words, old.due, old.note, old.given, True
            )
        elif event.type == e.PAGE_SENT:
            pages.append(Page(str(data.get("text", "")), str(data.get("assignment", "")), event.at))
        elif event.type == e.CONTACT_HELD:
            contacts.append(str(data.get("at") or event.at))
        elif event.type == e.PROMISE_ASKED:
            asked.append(Asked(str(data.get("promise", "")), str(data.get("kept", "")), str(data.get("why", "")), event.at))
    values = {name: tuple(dict.fromkeys(value for _, value in sorted(by_device.values()) if value)) for name, by_device in latest.items()}
    return Person(stream, values, tuple(assignments.values()), tuple(sorted(contacts)), tuple(asked), tuple(pages))


def _number(value: object, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else default


def cohort_of(stream: str, events: Iterable[Event]) -> Cohort:
    """Fold a cohort's log. A day that was given a new meaning has the new one; "" takes it out."""
    name, dates, members = "", {}, {}
    for event in events:
        data = event.data
        if event.type == e.COHORT_OPENED:
            name = str(data.get("name", name))
        elif event.type == e.DATE_SET:
            dates[str(data.get("day", ""))] = str(data.get("what", ""))
        elif event.type == e.MEMBER_JOINED:
            members[str(data.get("person", ""))] = str(data.get("team", ""))
        elif event.type == e.MEMBER_LEFT:
            members.pop(str(data.get("person", "")), None)
    return Cohort(stream, name, tuple(sorted((day, what) for day, what in dates.items() if what)), members)


def programme(start: date) -> tuple[tuple[date, date], ...]:
    """The retreats of a programme that starts on `start`: five of three days, spread over seven months, each (first day, last day)."""
    whole = MONTHS * 30 - RETREAT_DAYS
    firsts = [start + timedelta(days=round(whole * at / (RETREATS - 1))) for at in range(RETREATS)]
    return tuple((first, first + timedelta(days=RETREAT_DAYS - 1)) for first in firsts)
