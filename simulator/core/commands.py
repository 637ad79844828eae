"""What can be asked of a run, in the imperative, and why it may be refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from simulator.core import events as e
from simulator.core.events import Data
from simulator.core.moves import Heard
from simulator.core.records import dataclass
from simulator.core.state import Mode


@dataclass(frozen=True, slots=True)
class StartRun:
    """Begin: `content` maps scenario, translation, rubric, moves, reactions to the SHA-256 of the text used.

    `opening` is an opening's id, "" for none; with None the seed draws one, unless an author begins at `beat`.
    """

    seed: int
    mode: Mode = "words"
    language: str = ""
    content: Data = field(default_factory=dict)
    beat: str = ""
    feelings: Mapping[str, int] = field(default_factory=dict)
    continues: str = ""
    """The run that this one carries on with a newer version of its scenario."""
    opening: str | None = None
    consent: str = "private"
    """What she agreed to before it began: `private`, or `coach`: what she sends may hold her notes and her name."""


@dataclass(frozen=True, slots=True)
class Choose:
    """Take a reply as written; the reply `wait` is silence."""

    reply: str


@dataclass(frozen=True, slots=True)
class Say:
    """Answer in own words. `reply` is the one hearing found nearest, `""` where none fits. Blank text is silence."""

    text: str
    heard: Heard
    reply: str = ""


@dataclass(frozen=True, slots=True)
class LetClockRun:
    """The beat's clock ran out before she answered."""


@dataclass(frozen=True, slots=True)
class TakeHelp:
    """Ask for the cue, or to see the replies."""

    kind: Literal["cue", "replies"]


@dataclass(frozen=True, slots=True)
class GoAgain:
    """Open a new take at line `turn` of `take` (`turn` one past the last is where that take stands)."""

    take: int
    turn: int = 1


@dataclass(frozen=True, slots=True)
class Pause:
    """Step out of the scene; nothing is at stake."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Step back in."""


@dataclass(frozen=True, slots=True)
class Note:
    """Remember something of the debrief: `type` is one of `NOTES`, `data` its fields; a line is named by `take` and `turn`."""

    type: str
    data: Data


NOTES = frozenset({
    e.EDGE_PICKED, e.FEELING_NAMED, e.LINE_REGRETTED, e.AVOIDANCE_NAMED, e.HEARING_ANSWERED, e.ANSWER_PREDICTED, e.COMMITMENT_MADE,
    e.CRITIQUE_GIVEN, e.CRITIQUE_ANSWERED, e.RATING_GIVEN, e.RATING_DECLINED, e.UNDONE, e.CONSENT_GIVEN,
})  # fmt: skip

Command = StartRun | Choose | Say | LetClockRun | TakeHelp | GoAgain | Pause | Resume | Note


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command was not carried out; `code` is permanent, `name` what it is about."""

    code: Literal[
        "not-started", "already-started", "over", "no-such-reply", "not-now", "no-such-line", "no-such-opening", "no-help", "no-clock", "unknown"
    ]  # fmt: skip
    name: str = ""
