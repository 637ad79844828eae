"""What every store does, whatever database is behind it; `opening.open_store` gives one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self

from simulator.core.events import By, Data, Event, Fact
from simulator.core.records import dataclass


@dataclass(frozen=True, slots=True)
class StreamInfo:
    """One stream: `started` and `changed` are the earliest and latest time of an event in it, `events` their number."""

    id: str
    kind: str
    started: str
    changed: str
    events: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A stream as a list shows it: `opened` is the data of its opening event (empty if that is not here), `takes` counts `take_opened`,
    `ended` is the data of the last `take_ended`, None while there is none."""

    id: str
    started: str
    changed: str
    events: int
    opened: Data
    takes: int
    ended: Data | None


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed and not yet sent: `slot` names the field (`take-1.turn-4`, `commitment`), `changed` when it was last typed in."""

    stream: str
    slot: str
    text: str
    changed: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that `merge` left out: its stream was `deleted` here, or an event of the same id that `differs` is here already."""

    id: str
    stream: str
    why: Literal["deleted", "differs"]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: events `added`, events already `known`, events `refused` and why."""

    added: int
    known: int
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing `health` looked at. `code` is permanent; `hint` says what to do, "" where there is nothing to do."""

    code: str
    severity: Literal["ok", "note", "warning", "error"]
    message: str
    hint: str = ""


class StreamMoved(Exception):
    """Somebody else wrote to `stream`: the caller had seen `seen` events and there are `there`. Read what is new and decide again."""

    def __init__(self, stream: str, seen: int, there: int) -> None:
        super().__init__(f"{stream}: {there} events are there, {seen} were seen")
        self.stream, self.seen, self.there = stream, seen, there


class StreamDeleted(Exception):
    """`stream` was deleted on this machine, for good; nothing can be written to it any more."""

    def __init__(self, stream: str) -> None:
        super().__init__(f"{stream} was deleted")
        self.stream = stream


class Store(Protocol):
    """Streams of events, with the drafts, the content texts and the settings that go with them.

    Any method may be called from any thread, by several processes at once. Any may raise `StoreTrouble`; after it nothing of that
    call was written, all that was written before is still there, and the store may be used again.
    """

    def new_stream(self) -> str:
        """An id for a stream that does not exist yet."""
        ...

    def append(
        self,
        stream: str,
        facts: Sequence[Fact],
        by: By | Sequence[By] = By(),  # noqa: B008 (frozen)
        *,
        kind: str = "run",
        after: int | None = None,
        keep: Mapping[str, str] | None = None,
        clear_draft: bool | str = False,
    ) -> tuple[Event, ...]:
        """Write `facts` as the next events of `stream`, all or none; they are on disk when this returns. No facts, no writing.

        `by` is one person for all, or one for each of the facts. `kind` counts when the stream is new. `after` is how many events of the stream the caller has seen: StreamMoved where there are
        others. The values of `keep` are content texts to store, each under its SHA-256. `clear_draft` drops the stream's drafts in
        the same transaction: all of them, or the one slot named. Raises StreamDeleted.
        """
        ...

    def events(self, stream: str, after: int = 0) -> list[Event]:
        """Events of `stream` that arrived after the first `after`; what one device wrote stands in the order in which it wrote it.

        To follow a stream, add the length of each answer to `after`: nothing is missed and nothing comes twice.
        """
        ...

    def last_of(self, stream: str, type: str) -> Event | None:
        """The event of this type that arrived last, or None."""
        ...

    def events_of(self, types: Sequence[str], kind: str = "run", *, streams: Sequence[str] | None = None) -> list[Event]:
        """The events of these types in every stream of a kind, or in those named, stream by stream in the order in which they arrived."""
        ...

    def streams_by(self, person: str, type: str) -> list[str]:
        """The streams in which this person did something of this type, oldest first: found by an index, however much else is kept."""
        ...

    def text(self, sha: str) -> str:
        """The content text with this SHA-256. Raises KeyError."""
        ...

    def texts(self, shas: Iterable[str]) -> dict[str, str]:
        """Several content texts by SHA-256. Raises KeyError for the first that is missing."""
        ...

    def save_draft(self, stream: str, slot: str, text: str) -> None:
        """Keep what is typed and not yet sent; on disk when this returns. Empty text drops the draft. Raises StreamDeleted."""
        ...

    def draft(self, stream: str, slot: str) -> str:
        """What was kept there, "" if nothing."""
        ...

    def drafts(self) -> list[Draft]:
        """Every draft, the last typed first."""
        ...

    def streams(self, kind: str = "run") -> list[StreamInfo]:
        """The streams of a kind, newest first."""
        ...

    def summaries(self, kind: str = "run") -> list[Summary]:
        """The same with what a list shows of each, without reading whole streams: one query."""
        ...

    def settings(self) -> dict[str, str]:
        """All settings."""
        ...

    def set_setting(self, key: str, value: str) -> None:
        """Set one."""
        ...

    def delete(self, stream: str) -> None:
        """Really delete: events, drafts and the content texts no other stream names, here and in the automatic backups.

        What stays is the SHA-256 of the stream's id, so that `merge` does not bring it back. Deleting twice is no error.
        """
        ...

    def is_deleted(self, stream: str) -> bool:
        """Whether it was deleted here."""
        ...

    @property
    def device(self) -> str:
        """The id under which this store writes."""
        ...

    def tombstones(self) -> list[str]:
        """The SHA-256 of the id of every deleted stream."""
        ...

    def merge(self, events: Iterable[Event], texts: Mapping[str, str], *, kind: str | Mapping[str, str] = "run") -> Merged:
        """Take in events written elsewhere: a union by event id, so it may be repeated and done in any order; all of it or nothing.

        `kind` is that of every new stream, or of each by its id. An event that differs from the one here only in that one of them has a
        pseudonym for the name is known.

        Content texts are stored under what they hash to, and only if an event names them.
        """
        ...

    def backup(self, path: Path) -> None:
        """Write a whole, checked copy to `path`, which must not exist yet."""
        ...

    def health(self) -> list[Finding]:
        """Look the store over, thoroughly; takes about 0.2 s per million events."""
        ...

    def close(self) -> None:
        """Finish what was asked for and let go of the files. Nothing can be asked afterwards."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
