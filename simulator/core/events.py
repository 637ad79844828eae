"""Facts about a run, in the past tense: the one log that every screen, score and export is folded from.

An event is plain data (`type` and a JSON-able `data`), so that a log of any age can be read. `docs/events.md` lists every type.
Ids, times and order come from outside: see `Stamp`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from simulator.core.records import dataclass

Data = Mapping[str, Any]

# What a run can remember. The order of this tuple is the order in which they are documented.
RUN_STARTED = "run_started"
TAKE_OPENED = "take_opened"
TURN_TAKEN = "turn_taken"
HELP_TAKEN = "help_taken"
TAKE_ENDED = "take_ended"
RUN_PAUSED = "run_paused"
RUN_RESUMED = "run_resumed"
EDGE_PICKED = "edge_picked"
FEELING_NAMED = "feeling_named"
LINE_REGRETTED = "line_regretted"
AVOIDANCE_NAMED = "avoidance_named"
HEARING_ANSWERED = "hearing_answered"
ANSWER_PREDICTED = "answer_predicted"
COMMITMENT_MADE = "commitment_made"
CRITIQUE_GIVEN = "critique_given"
CRITIQUE_ANSWERED = "critique_answered"
RATING_GIVEN = "rating_given"
RATING_DECLINED = "rating_declined"
UNDONE = "undone"
LINE_SPOKEN = "line_spoken"

# What a room remembers besides (`docs/events.md`).
ROOM_OPENED = "room_opened"
PERSON_JOINED = "person_joined"
PERSON_CHANGED = "person_changed"
PERSON_BANNED = "person_banned"
PHASE_ENTERED = "phase_entered"
TAKE_FROZEN = "take_frozen"
TAKE_GOES_ON = "take_goes_on"
LINE_MARKED = "line_marked"
VOICE_CALLED = "voice_called"
NOTE_GIVEN = "note_given"
NOTE_PICKED = "note_picked"
NOTE_HIDDEN = "note_hidden"
NOTE_REVEALED = "note_revealed"
MARKS_REVEALED = "marks_revealed"
BEHAVIOUR_TAPPED = "behaviour_tapped"
MINUTE_ADDED = "minute_added"
PROJECTOR_BLANKED = "projector_blanked"
FOCUS_NAMED = "focus_named"
PAUSE_ASKED = "pause_asked"
VOTE_OPENED = "vote_opened"
VOTE_CAST = "vote_cast"
VOTE_CLOSED = "vote_closed"
CHANGE_SEEN = "change_seen"
BLOCK_EVALUATED = "block_evaluated"
CODE_CHANGED = "code_changed"
ROOM_CLOSED = "room_closed"
RUNS_WRITTEN = "runs_written"
CONSENT_GIVEN = "consent_given"

# What is remembered of a person who is coached (`docs/events.md`).
PERSON_OPENED = "person_opened"
PROFILE_SET = "profile_set"
ASSIGNMENT_GIVEN = "assignment_given"
ASSIGNMENT_CLOSED = "assignment_closed"
PROMISE_ASKED = "promise_asked"
CONTACT_HELD = "contact_held"
PAGE_SENT = "page_sent"

# What is remembered of a cohort: a programme of dates, teams by organization.
COHORT_OPENED = "cohort_opened"
DATE_SET = "date_set"
MEMBER_JOINED = "member_joined"
MEMBER_LEFT = "member_left"

# What she keeps for herself of real meetings; it is never sent.
MEETING_NAMED = "meeting_named"
MEETING_MOVED = "meeting_moved"
MEETING_WRITTEN = "meeting_written"
LINE_SWALLOWED = "line_swallowed"

# What a rater marked of a ready-made conversation, to compare with marks that are given with reasons.
SPECIMEN_MARKED = "specimen_marked"

RUN_EVENTS: tuple[str, ...] = (
    RUN_STARTED, TAKE_OPENED, TURN_TAKEN, HELP_TAKEN, TAKE_ENDED, RUN_PAUSED, RUN_RESUMED, EDGE_PICKED, FEELING_NAMED,
    LINE_REGRETTED, AVOIDANCE_NAMED, HEARING_ANSWERED, ANSWER_PREDICTED, COMMITMENT_MADE, CRITIQUE_GIVEN,
    CRITIQUE_ANSWERED, RATING_GIVEN, RATING_DECLINED, UNDONE, LINE_SPOKEN, LINE_MARKED, CONSENT_GIVEN,
)  # fmt: skip
ROOM_EVENTS: tuple[str, ...] = (
    ROOM_OPENED, PERSON_JOINED, PERSON_CHANGED, PERSON_BANNED, PHASE_ENTERED, TAKE_OPENED, TAKE_FROZEN, TAKE_GOES_ON, MINUTE_ADDED, LINE_SPOKEN,
    LINE_MARKED, FOCUS_NAMED, PAUSE_ASKED, BEHAVIOUR_TAPPED, NOTE_GIVEN, NOTE_PICKED, NOTE_HIDDEN, RATING_GIVEN, RATING_DECLINED, FEELING_NAMED,
    VOICE_CALLED, NOTE_REVEALED, MARKS_REVEALED, CHANGE_SEEN, COMMITMENT_MADE, BLOCK_EVALUATED, VOTE_OPENED, VOTE_CAST, VOTE_CLOSED,
    PROJECTOR_BLANKED, CODE_CHANGED, UNDONE, ROOM_CLOSED, RUNS_WRITTEN,
)  # fmt: skip
PERSON_EVENTS: tuple[str, ...] = (
    PERSON_OPENED, PROFILE_SET, ASSIGNMENT_GIVEN, ASSIGNMENT_CLOSED, PROMISE_ASKED, CONTACT_HELD, PAGE_SENT,
)  # fmt: skip
COHORT_EVENTS: tuple[str, ...] = (COHORT_OPENED, DATE_SET, MEMBER_JOINED, MEMBER_LEFT)
MEETING_EVENTS: tuple[str, ...] = (MEETING_NAMED, MEETING_MOVED, MEETING_WRITTEN, LINE_SWALLOWED)
CALIBRATION_EVENTS: tuple[str, ...] = (SPECIMEN_MARKED,)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that has been decided but not yet written: an event without its stamp."""

    type: str
    data: Data = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class By:
    """Who did it: `trainee`, `self`, `peer`, `counterpart`, `trainer`, `facilitator` or `machine`, and a name where one was given."""

    role: str = "trainee"
    person: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A written fact. `id` is a UUIDv7, `at` UTC in ISO 8601; order is (`device`, `device_seq`) and `v` the version of its shape."""

    id: str
    stream: str
    device: str
    device_seq: int
    at: str
    by: By
    type: str
    data: Data
    v: int = 1

    def to_json(self) -> dict[str, Any]:
        """The event as one flat JSON object with the ten fields of DESIGN 3."""
        return {
            "id": self.id, "stream": self.stream, "device": self.device, "device_seq": self.device_seq, "at": self.at,
            "by": {"role": self.by.role, "person": self.by.person}, "type": self.type, "data": dict(self.data), "v": self.v,
        }  # fmt: skip
