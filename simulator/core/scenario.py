"""The compiled, immutable scenario: beats, replies, endings, cast, and the reaction table.

Every id is its author's and permanent. Nothing here is keyed on position. `Scenario` says what may happen; `run.py` says what did.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import Literal

from simulator.core.expression import Expression
from simulator.core.records import dataclass

SKILLS = (
    "digging", "silence", "interest", "pin", "fog", "dominant-voice", "who-what-when", "anger", "respecting-no", "feedback", "getting-the-meeting",
)  # fmt: skip
"""What a drill may practise, one at a time."""

LOWEST, HIGHEST = 0, 5
"""The ends of every meter."""

ENDING_KINDS = ("step", "honest-no", "door-open", "nothing", "false-yes", "harm")
GOOD_ENDINGS = frozenset({"step", "honest-no"})
WAIT_REPLY = "wait"
ADRIFT = "adrift"
"""The built-in ending of kind `nothing`, for a scenario that has none of its own."""
SPOKEN = "spoken"
"""The built-in ending of a take that people played aloud in a room."""

EndingKind = Literal["step", "honest-no", "door-open", "nothing", "false-yes", "harm"]


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line of a scene: speech by `speaker` (a cast id) or, where it is empty, narration."""

    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """A counterpart. `feels` gives each of her meters its first value, 0 to 5."""

    id: str
    name: str
    part: str = "parent"
    feels: Mapping[str, int] = field(default_factory=dict)
    about: str = ""
    interest: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a `then` may lead: one beat or ending, or several of which chance draws one. An ending's id carries `ending=True`."""

    names: tuple[str, ...]
    ending: bool = False


@dataclass(frozen=True, slots=True)
class Then:
    """`branches` in order, each with its guard; the last has none."""

    branches: tuple[tuple[Expression | None, Target], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing the trainee can say. `feel` maps (cast id, meter) to a change and replaces reactions there; `silenced` drops them all."""

    id: str
    say: str
    then: Then
    also: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    shows: Mapping[str, int] = field(default_factory=dict)
    feel: Mapping[tuple[str, str], int] = field(default_factory=dict)
    silenced: bool = False
    sets: tuple[str, ...] = ()
    reveals: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    answer: tuple[Line, ...] = ()
    coach: str = ""
    to: str = ""
    when: Expression | None = None
    once: bool = False


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What typed words that fit no reply get."""

    scene: tuple[Line, ...]
    then: Then


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds of silence, after which the scene goes on by itself."""

    seconds: int
    then: Target


@dataclass(frozen=True, slots=True)
class Limit:
    """Words after which the trainee is cut off: a microphone, a timekeeper's card."""

    words: int
    then: Target


@dataclass(frozen=True, slots=True)
class Beat:
    """One moment. `you` is whom the trainee voices here (resolved), `to` whom she speaks to unless a reply says otherwise (resolved)."""

    id: str
    scene: tuple[Line, ...]
    replies: Mapping[str, Reply]
    again: tuple[Line, ...] = ()
    cue: str = ""
    turning_point: str = ""
    otherwise: Otherwise | None = None
    clock: Clock | None = None
    limit: Limit | None = None
    exhibit: str = ""
    you: str = "organizer"
    to: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a take can stop; `later` is what happened a week later."""

    id: str
    kind: EndingKind
    scene: tuple[Line, ...]
    later: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """One way the scene may begin: read before the beat `then`, with `feel` and `sets` true from the start; the run's seed draws one."""

    id: str
    scene: tuple[Line, ...]
    then: str
    feel: Mapping[tuple[str, str], int] = field(default_factory=dict)
    sets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A small table (first row the heading) or bar chart (label, value)."""

    id: str
    title: str
    kind: Literal["bars", "table"]
    rows: tuple[tuple[str, ...], ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Allowance:
    """A smell accepted on purpose: `code` at `place` (`""`, `beat`, `beat.reply`, an ending's id), and why."""

    code: str
    reason: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reaction:
    """One row of the reaction table: a move or flag, a threshold on a declared meter, and what it moves."""

    id: str
    on: str
    meter: str = ""
    operator: str = ""
    threshold: int = 0
    feel: Mapping[str, int] = field(default_factory=dict)
    flag: bool = False


class Rows(tuple[Reaction, ...]):
    """The rows of one part, in the table's order."""

    @cached_property
    def by_cause(self) -> Mapping[str, tuple[Reaction, ...]]:
        """The same by the move or flag they react to (no two of which share a name), so that a line looks at a few and not at all."""
        found: dict[str, tuple[Reaction, ...]] = {}
        for row in self:
            found[row.on] = (*found.get(row.on, ()), row)
        return found


Reactions = Mapping[str, Rows]
"""The reaction rows of each part (DOMAIN 7.1)."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole scenario in its own language. `translations` are kept apart: see `Translation`."""

    id: str
    title: str
    form: str
    rubric: str
    language: str
    you: str
    cast: Mapping[str, Cast]
    start: str
    beats: Mapping[str, Beat]
    endings: Mapping[str, Ending]
    difficulty: int = 1
    minutes: int = 10
    brief: str = ""
    goal: str = ""
    content_note: str = ""
    facts: tuple[str, ...] = ()
    par: Mapping[str, int] = field(default_factory=dict)
    max_turns: int = 0
    max_turns_ending: str = ""
    facilitator: str = ""
    lenses: tuple[str, ...] = ()
    exhibits: Mapping[str, Exhibit] = field(default_factory=dict)
    allow: tuple[Allowance, ...] = ()
    openings: Mapping[str, Opening] = field(default_factory=dict)
    drill: str = ""
    """The one skill it drills (of `SKILLS`): a scenario of one moment and one or two lines; "" for a whole scene."""

    @property
    def starts(self) -> tuple[str, ...]:
        """The beats a take may begin in: those its openings lead to, else `start`; each once."""
        return tuple(dict.fromkeys(opening.then for opening in self.openings.values())) or (self.start,)

    @property
    def nothing_ending(self) -> str:
        """The ending when people stop waiting: the first of kind `nothing`, else the built-in one."""
        return next((e.id for e in self.endings.values() if e.kind == "nothing"), ADRIFT)


@dataclass(frozen=True, slots=True)
class Translation:
    """A scenario's text in another language: `strings` maps an address such as `beats.door.scene` to text; missing ones fall back."""

    scenario: str
    language: str
    strings: Mapping[str, str]

    def lines(self, address: str) -> tuple[str, ...]:
        """The translated lines at `address`, one per physical line; empty where there is none."""
        text = self.strings.get(address, "")
        return tuple(text.splitlines()) if text else ()
