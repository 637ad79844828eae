"""What can be asked of a room, in the imperative. Those marked `facilitator` are hers alone; every other one is also hers to enter for somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import ClassVar, Literal

from simulator.core.critique import CritiqueKind
from simulator.core.records import dataclass
from simulator.core.room_state import Naming, Phase, Role


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """Begin. `content` maps the parts of the scenario to the SHA-256 of their texts; `code` is typed by people, `key` is in the QR."""

    title: str
    form: str
    scenario: str
    language: str
    criteria: tuple[str, ...]
    content: Mapping[str, str] = field(default_factory=dict)
    script: bool = False
    institute: bool = False
    naming: Naming = "named"
    hall: str = ""
    number: int = 0
    code: str = ""
    key: str = ""
    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Join:
    """Somebody comes in by phone (`token` is the hash of her secret), or is written down by the facilitator (`token` "")."""

    person: str
    name: str
    language: str
    token: str = ""
    facilitator: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Change:
    """Another name, language, role or lens for somebody; "" leaves it. Role and lens are the facilitator's to give."""

    person: str
    name: str = ""
    language: str = ""
    role: Role | Literal[""] = ""
    lens: str = ""
    facilitator: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Ban:
    """Drop somebody's token and hide her notes."""

    person: str
    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Go:
    """Move to a phase; "" is the next one. Into `take` or `rehearse` a new take is opened, for the run `run` if its organizer has none yet."""

    phase: Phase = ""
    run: str = ""
    note: str = ""
    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Freeze:
    """Stop the scene, or set it going again: `on` None turns it over."""

    on: bool | None = None
    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class MarkLine:
    """Mark this moment, with the words where they were caught."""

    text: str = ""
    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Rewind:
    """A new take from a mark (0: from the beginning; None: the last one)."""

    mark: int | None = None
    run: str = ""
    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Swap:
    """Somebody else plays, "" the next observer: in a scene as a new take from this second, frozen until it is set going."""

    role: Literal["organizer", "counterpart"] = "organizer"
    person: str = ""
    run: str = ""
    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class NextVoice:
    """The next voice; after the last one the notes."""

    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Reveal:
    """The next note, or `note`; when there are no more, or `marks` is asked for, the next role's marks."""

    note: str = ""
    marks: bool = False
    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Pick:
    """Put a note before the others, or take that back."""

    note: str
    on: bool = True
    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Hide:
    """Keep a note from the room, or let it back."""

    note: str
    on: bool = True
    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Blank:
    """Blank the projector, or show it again: None turns it over."""

    on: bool | None = None
    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class AddTime:
    """More time on the present clock."""

    seconds: int = 60
    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last transition back; what people gave meanwhile stays."""

    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class OpenVote:
    """Ask the room for the next line; `options` maps ids to words."""

    options: Mapping[str, str]
    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Cast:
    """Vote; a later vote of the same person replaces it."""

    option: str
    person: str = ""
    facilitator: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class CloseVote:
    """Settle it: on `option`, or on the one that leads."""

    option: str = ""
    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class WriteLine:
    """A scribe's line; hers who has the scribe's lens, the timekeeper's, or the facilitator's."""

    id: str
    text: str
    who: Literal["organizer", "counterpart"] = "organizer"
    seconds: int | None = None
    facilitator: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class GiveNote:
    """An observer's note. `take` 0 and `seconds` None mean here and now; `attempt` is what she would try, asked in a freeze."""

    id: str
    kind: CritiqueKind = "keep"
    quote: str = ""
    effect: str = ""
    instead: str = ""
    criterion: str = ""
    lens: str = ""
    take: int = 0
    seconds: int | None = None
    attempt: bool = False
    person: str = ""
    facilitator: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class PressButton:
    """A lens's button was pressed."""

    id: str
    lens: str
    button: str
    take: int = 0
    seconds: int | None = None
    person: str = ""
    facilitator: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Rate:
    """A mark of 1 to 4, None for "not offered"; or `declined`. Criterion "" with `declined` passes on all that are left."""

    criterion: str
    level: int | None = None
    declined: bool = False
    take: int = 0
    person: str = ""
    facilitator: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Say:
    """One word of feeling after a scene, or the two-minute evaluation of the block."""

    id: str
    kind: Literal["feeling", "block"]
    feeling: str
    learning: str = ""
    person: str = ""
    facilitator: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class SeeChange:
    """Whether what was rehearsed did change."""

    yes: bool
    person: str = ""
    facilitator: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class NameFocus:
    """The one thing to watch, in the organizer's words."""

    text: str
    facilitator: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class AskPause:
    """Time out: anybody may ask for it."""

    facilitator: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Commit:
    """The organizer's commitment: with whom, what, by when, and the coach who asks."""

    who: str
    what: str
    when: str
    coach: str = ""
    person: str = ""
    facilitator: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class ChangeCode:
    """A new code and QR; the old ones let nobody in any more."""

    code: str
    key: str
    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Close:
    """The end of the room."""

    facilitator: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class RunsWritten:
    """What the room gave has been written into these runs."""

    runs: tuple[str, ...]
    facilitator: ClassVar[bool] = True


Command = (
    OpenRoom | Join | Change | Ban | Go | Freeze | MarkLine | Rewind | Swap | NextVoice | Reveal | Pick | Hide | Blank | AddTime | Undo | OpenVote
    | Cast | CloseVote | WriteLine | GiveNote | PressButton | Rate | Say | SeeChange | NameFocus | AskPause | Commit | ChangeCode | Close
    | RunsWritten
)  # fmt: skip
