"""Where a room stands: who is there, the position in the block that only the facilitator moves, and what everybody gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from simulator.core.critique import Critique, RaterRole, Rating
from simulator.core.records import dataclass

Phase = Literal["", "lobby", "frame", "take", "silent", "voices", "reveal", "rehearse", "commit", "rotate", "closed"]
PHASES: tuple[Phase, ...] = ("lobby", "frame", "take", "silent", "voices", "reveal", "rehearse", "commit", "rotate", "closed")
Role = Literal["organizer", "counterpart", "observer", "timekeeper", "guest", "facilitator"]
ROLES: tuple[Role, ...] = ("organizer", "counterpart", "observer", "timekeeper", "guest")
"""What the facilitator may ask somebody to be. Whoever holds the console is the facilitator."""
FACILITATOR = "facilitator"
"""The person id of whoever holds the console, on the laptop or on her phone."""

LENSES: Mapping[str, tuple[str, ...]] = {
    "questions": ("open", "closed-question", "stacked", "answered-herself"),
    "doors": ("opened", "closed", "stepped-over", "came-back"),
    "silence": ("organizer-talks", "counterpart-talks", "silence", "interrupted"),
    "ask": ("asked", "owned-yes", "cheap-yes", "clear-no", "day-and-hour"),
    "power": ("framed", "conceded", "named-interest", "rescued"),
    "scribe": (),
}
"""What an observer may look through (`training` 4.5), each with the buttons it has; the scribe writes lines down instead."""

PLANNED: Mapping[str, int] = {
    "lobby": 180, "frame": 180, "take": 300, "silent": 120, "voices": 120, "reveal": 480, "rehearse": 300, "commit": 180, "rotate": 120,
}  # fmt: skip
"""Seconds a phase has in the forty-five minute block; of `voices`, each voice."""
VOICES: tuple[str, ...] = ("feelings", "organizer", "counterpart-in", "counterpart-out")
"""Who speaks when, before the observers' notes: one word each, the organizer first, the counterpart in role and then out of it (DOMAIN 6.2)."""

Naming = Literal["named", "trainer", "anonymous"]
NAMINGS: tuple[Naming, ...] = ("named", "trainer", "anonymous")
"""Who learns whose note it is: everybody, the facilitator alone, nobody in the room."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the room. `token` is the hash of her phone's secret, "" for one whom the facilitator wrote down by hand."""

    id: str
    name: str
    language: str = "en"
    role: Role = "observer"
    lens: str = ""
    token: str = ""
    banned: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """Milliseconds `spent` before `since`, when it was last set going (None: it stands still), of `planned` seconds."""

    planned: int = 0
    spent: int = 0
    since: int | None = None

    def elapsed(self, now: int) -> int:
        """Milliseconds on the clock; a laptop's clock that was set back costs nothing."""
        return self.spent + (max(0, now - self.since) if self.since is not None else 0)


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment the facilitator marked: the `seconds` of its take, and the words where she caught them."""

    number: int
    take: int
    seconds: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """What a scribe wrote down: `who` is organizer or counterpart; `number` counts the take's lines of the organizer from 1."""

    id: str
    take: int
    who: Literal["organizer", "counterpart"]
    text: str
    seconds: int
    number: int
    by: str = ""


@dataclass(frozen=True, slots=True)
class RoomTake:
    """One attempt: who played, the run it belongs to, and what it went back to. `from_mark` 0 is the beginning of `from_take`."""

    number: int
    run: str
    organizer: str
    counterpart: str
    round: int = 1
    from_take: int = 0
    from_mark: int = 0
    from_seconds: int = 0
    rehearsal: bool = False
    note: str = ""
    seconds: int = 0
    """How long it has been running when it was last stopped or left."""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """An observer's critique with its stamp: the take, the second, the lens it was seen through. `attempt`: what she would try, given in a freeze."""

    critique: Critique
    person: str
    take: int
    seconds: int
    lens: str = ""
    attempt: bool = False
    hidden: bool = False
    picked: bool = False

    @property
    def id(self) -> str:
        """The client's own id of it, by which it arrives once."""
        return self.critique.id


@dataclass(frozen=True, slots=True)
class Tap:
    """One press on a lens's button."""

    id: str
    person: str
    take: int
    lens: str
    button: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote on the next line: `options` by id, the words of each, who voted for which, and how it was settled ("" while open)."""

    number: int
    options: Mapping[str, str]
    cast: Mapping[str, str] = field(default_factory=dict)
    settled: str = ""
    open: bool = True

    def tally(self) -> dict[str, int]:
        """Votes for each option."""
        return {option: sum(1 for choice in self.cast.values() if choice == option) for option in self.options}

    @property
    def leading(self) -> str:
        """The option with most votes, the first of equals."""
        tally = self.tally()
        return max(tally, key=lambda option: tally[option])


@dataclass(frozen=True, slots=True)
class Commitment:
    """Who does what by when, and the coach who asks about it."""

    person: str
    who: str
    what: str
    when: str
    coach: str = ""
    take: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A word of feeling or the evaluation of the block itself, by one person: `kind` is `feeling` or `block`."""

    person: str
    kind: Literal["feeling", "block"]
    feeling: str
    learning: str = ""
    take: int = 0


@dataclass(frozen=True, slots=True)
class Stage:
    """The position in the block: all that a transition moves and an undo puts back. `voice` counts from 1; `shown` is the note on the projector."""

    phase: Phase = ""
    clock: Clock = Clock()
    round: int = 1
    take: int = 0
    frozen: bool = False
    voice: int = 0
    shown: str = ""
    revealed: tuple[str, ...] = ()
    marks_shown: tuple[RaterRole, ...] = ()

    @property
    def playing(self) -> bool:
        """Whether a scene is being played, frozen or not."""
        return self.phase in ("take", "rehearse")


@dataclass(frozen=True, slots=True)
class RoomState:
    """A room. What people gave only grows; `stage` moves, and `past` holds every stage before it for undo."""

    title: str = ""
    form: str = "one_to_one"
    scenario: str = ""
    language: str = "en"
    script: bool = False
    institute: bool = False
    naming: Naming = "named"
    criteria: tuple[str, ...] = ()
    hall: str = ""
    number: int = 0
    content: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    key: str = ""
    stage: Stage = Stage()
    past: tuple[Stage, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)
    takes: Mapping[int, RoomTake] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    lines: tuple[SpokenLine, ...] = ()
    notes: Mapping[str, Note] = field(default_factory=dict)
    taps: tuple[Tap, ...] = ()
    ratings: tuple[Rating, ...] = ()
    locked: frozenset[int] = frozenset()
    """Takes whose marks have been shown: nothing more is marked there."""
    said: Mapping[str, Said] = field(default_factory=dict)
    commitments: tuple[Commitment, ...] = ()
    votes: tuple[Vote, ...] = ()
    changed: Mapping[int, Mapping[str, bool]] = field(default_factory=dict)
    """Take → person → whether she saw the change that was rehearsed."""
    focus: str = ""
    pause_asked: bool = False
    blanked: bool = False
    ids: frozenset[str] = frozenset()
    """Every client id that has arrived."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How much each person has sent."""
    written: tuple[str, ...] = ()
    """The runs written when the room closed."""

    @property
    def open(self) -> bool:
        """Whether it was opened and not closed."""
        return self.stage.phase not in ("", "closed")

    @property
    def take(self) -> RoomTake | None:
        """The take being played or talked about."""
        return self.takes.get(self.stage.take)

    @property
    def vote(self) -> Vote | None:
        """The vote that is open."""
        return self.votes[-1] if self.votes and self.votes[-1].open else None

    def present(self) -> tuple[Person, ...]:
        """Everybody who belongs, in the order of coming."""
        return tuple(person for person in self.people.values() if not person.banned)

    def in_role(self, role: Role) -> tuple[Person, ...]:
        """Those who have a role now."""
        return tuple(person for person in self.present() if person.role == role)

    def by_token(self, token: str) -> Person | None:
        """Whose phone this is, by the hash of its secret."""
        return next((p for p in self.people.values() if token and p.token == token and not p.banned), None)

    def rater_role(self, person: str, take: int) -> RaterRole:
        """What somebody is to a take: who played it says it of herself."""
        played = self.takes.get(take)
        if person == FACILITATOR:
            return "trainer"
        if played and played.organizer == person:
            return "self"
        return "counterpart" if played and played.counterpart == person else "peer"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not done; `code` is permanent and has a phrase `room-refused.<code>`, `name` what it is about."""

    code: Literal[
        "not-open", "closed", "not-yours", "not-now", "no-person", "no-note", "no-take", "no-vote", "no-more", "nothing-to-undo", "nobody",
        "self-first", "locked", "no-marks-here", "unknown", "empty", "too-many", "already",
    ]  # fmt: skip
    name: str = ""
