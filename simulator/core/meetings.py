"""Real meetings, kept for oneself: a name, an attempt, a day, a conversation, its write-up (DOMAIN 2.11); and the lines that were swallowed in them.

Nothing here is ever sent, but a page about one swallowed line where she chooses to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date, timedelta
from typing import Literal, cast

from simulator.core import events as e
from simulator.core.events import Event
from simulator.core.records import dataclass

Stage = Literal["named", "attempted", "booked", "held", "written", "dropped"]
STAGES: tuple[Stage, ...] = ("named", "attempted", "booked", "held", "written", "dropped")
MOVES: tuple[Stage, ...] = ("attempted", "booked", "held", "dropped")
"""What she says of a meeting; `written` comes of writing it up."""
WRITE_UP = ("where", "story", "interest", "pressures", "anger", "gifts", "follows", "shared", "avoided", "next", "private")
"""The fields of a one-to-one's write-up, in the order of DOMAIN 2.11."""
A_WEEK = 5
"""One-to-ones a week that are the norm."""
TRIES = 3
"""Versions of a swallowed line to try."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One real person: how far it has come, when, what was written afterwards, and the line she wants to say there (`prep`)."""

    id: str
    name: str
    why: str = ""
    stage: Stage = "named"
    when: str = ""
    """The day and hour it is booked for, in her words."""
    changed: str = ""
    held: str = ""
    """The day it was held, ISO 8601."""
    attempts: int = 0
    write_up: Mapping[str, str] = field(default_factory=dict)
    prep: str = ""


@dataclass(frozen=True, slots=True)
class Swallowed:
    """What the parent said, what she swallowed, the versions she tried since and the one she chose; `drill` and `beat` name the moment nearest to it."""

    id: str
    parent: str
    mine: str
    drill: str = ""
    beat: str = ""
    tries: tuple[str, ...] = ()
    chosen: str = ""
    meeting: str = ""
    story: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """Everything of real meetings on this laptop."""

    meetings: tuple[Meeting, ...] = ()
    swallowed: tuple[Swallowed, ...] = ()

    def meeting(self, id: str) -> Meeting | None:
        """The meeting with this id."""
        return next((one for one in self.meetings if one.id == id), None)


def log_of(events: Iterable[Event]) -> Log:
    """Fold the log. What does not fit is passed over."""
    meetings: dict[str, Meeting] = {}
    swallowed: dict[str, Swallowed] = {}
    for event in events:
        data = event.data
        old = meetings.get(str(data.get("meeting", "")))
        if event.type == e.MEETING_NAMED:
            meetings[event.id] = Meeting(event.id, str(data.get("name", "")), str(data.get("why", "")), changed=event.at)
        elif event.type == e.MEETING_MOVED and old is not None and data.get("to") in MOVES:
            to = cast("Stage", data["to"])
            meetings[old.id] = replace(
                old, stage="written" if to == "held" and old.write_up else to, when=str(data.get("when") or (old.when if to != "dropped" else "")),
                changed=event.at, held=event.at if to == "held" else old.held, attempts=old.attempts + (to == "attempted"),
            )  # fmt: skip
        elif event.type == e.MEETING_WRITTEN and old is not None:
            told = {name: str(data[name]) for name in WRITE_UP if data.get(name)}
            meetings[old.id] = replace(old, stage="written", write_up=told, changed=event.at, held=old.held or event.at)
        elif event.type == e.LINE_SWALLOWED:
            tries = data.get("tries")
            said = {part: str(data.get(part) or "") for part in ("parent", "mine", "drill", "beat", "chosen", "meeting", "story")}
            known = tuple(map(str, tries)) if isinstance(tries, list) else ()
            one = Swallowed(str(data.get("line") or event.id), tries=known, at=event.at, **said)
            swallowed[one.id] = one
            if one.chosen and old is not None:
                meetings[old.id] = replace(old, prep=one.chosen)
    return Log(tuple(meetings.values()), tuple(swallowed.values()))


def next_to_call(log: Log) -> Meeting | None:
    """The next name to call: the one that has waited longest, those never tried before those tried; None where nobody waits."""
    waiting = [one for one in log.meetings if one.stage in ("named", "attempted")]
    return min(waiting, key=lambda one: (one.attempts, one.changed, one.id), default=None)


def held_in_week(log: Log, today: date) -> int:
    """How many meetings were held since Monday."""
    monday = (today - timedelta(days=today.weekday())).isoformat()
    return sum(1 for one in log.meetings if one.held and one.held[:10] >= monday)


def unwritten(log: Log) -> tuple[Meeting, ...]:
    """Meetings that were held and not written up."""
    return tuple(one for one in log.meetings if one.stage == "held")
