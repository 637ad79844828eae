"""The store in one SQLite file: write-ahead log, one writer with group commit, as many readers as ask.

Long because it is every method of one interface, each a query or two."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

from simulator.core import events as e
from simulator.core.events import By, Event, Fact
from simulator.core.pseudonyms import is_pseudonym
from simulator.store.connection import connect, create, use_write_ahead_log
from simulator.store.copies import copy, drop_partial_copies, keep_day
from simulator.store.deletion import forget_the_leaving, is_deleted, rewrite, take_out, take_out_of_copies
from simulator.store.ids import uuid7s
from simulator.store.interface import Draft, Finding, Merged, Refused, StreamDeleted, StreamInfo, StreamMoved, Summary
from simulator.store.migration import migrate
from simulator.store.paths import copies_of
from simulator.store.rows import COLUMNS, Row, event_of, from_json, in_device_order, row_of, shas_named, to_json
from simulator.store.schema import STEPS, Step
from simulator.store.times import Now, utc_now
from simulator.store.troubles import StoreTrouble, trouble
from simulator.store.writer import Writer

_OPENING = threading.Lock()
"""Two threads must not create one file at once: whoever closes a file lets go of every lock its process holds on it."""

_TOUCH = "UPDATE device SET revision = revision + 1"
_INSERT = f"INSERT INTO event ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_GROW = """INSERT INTO stream (id, kind, started, changed, events) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
    started = min(started, excluded.started), changed = max(changed, excluded.changed), events = events + excluded.events"""
_SUMMARIES = """SELECT s.id, s.started, s.changed, s.events,
    (SELECT data FROM event WHERE stream = s.id AND type = :opens ORDER BY number LIMIT 1),
    (SELECT count(*) FROM event WHERE stream = s.id AND type = :take),
    (SELECT data FROM event WHERE stream = s.id AND type = :end ORDER BY number DESC LIMIT 1)
    FROM stream AS s WHERE s.kind = :kind ORDER BY s.started DESC, s.id DESC"""


class SqliteStore:
    """A `Store`; `open_store` makes one."""

    def __init__(self, path: Path, *, now: Now = utc_now, new_id: Callable[[], str] | None = None, steps: Sequence[Step] = STEPS) -> None:
        """Open the file at `path`, making or migrating it if need be. `steps` are the numbered steps of its tables. Raises StoreTrouble."""
        self.path = path.absolute()
        self._now = now
        self._day = now()[:10]
        self._new_id = new_id or uuid7s()
        self._readers: list[sqlite3.Connection] = []
        self._closed = False
        self._writer = Writer(self._opened(steps), self.path, _TOUCH)
        self._backup_trouble: StoreTrouble | None = None
        # Not a daemon: even a program that forgets to close waits at its end until the copy is whole.
        self._keeper = threading.Thread(target=self._keep, name="store-keeper")
        self._keeper.start()

    def _opened(self, steps: Sequence[Step]) -> sqlite3.Connection:
        try:
            with _OPENING:
                create(self.path)
            connection = connect(self.path, "write")
            try:
                migrate(connection, self.path, steps, self._day)
                use_write_ahead_log(connection)
            except BaseException:
                connection.close()
                raise
        except (OSError, sqlite3.Error) as error:
            raise trouble(error, self.path) from error
        return connection

    def _keep(self) -> None:
        """In the background: the day's copy, and the end of a deletion that was cut short."""
        try:
            with self._reading() as connection:
                keep_day(connection, self.path, self._day)
                leaving = [stream for (stream,) in connection.execute("SELECT stream FROM leaving")]
            if leaving:
                self._sweep()
        except StoreTrouble as found:
            self._backup_trouble = found
        except (OSError, sqlite3.Error) as error:
            self._backup_trouble = trouble(error, self.path)

    # -- events ----------------------------------------------------------------------------------------------------------------

    def new_stream(self) -> str:
        """See `Store`."""
        return self._new_id()

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
        """See `Store`."""
        if not facts:
            return ()
        whose = [by] * len(facts) if isinstance(by, By) else by
        written = [(fact.type, to_json(fact.data), who) for fact, who in zip(facts, whose, strict=True)]
        kept = {_sha(text): text for text in (keep or {}).values()}
        named = set(kept).union(*(shas_named(data) for _, data, _ in written))

        def write(connection: sqlite3.Connection) -> tuple[Event, ...]:
            there = _count(connection, stream)
            if after is not None and after != there:
                raise StreamMoved(stream, after, there)
            device, seq = connection.execute("SELECT id, seq FROM device").fetchone()
            at = self._now()
            rows: list[Row] = [
                (stream, there + n, self._new_id(), device, seq + n, at, who.role, who.person, type, data, 1)
                for n, (type, data, who) in enumerate(written, start=1)
            ]
            connection.execute(_GROW, (stream, kind, at, at, len(rows)))
            connection.executemany(_INSERT, rows)
            connection.execute("UPDATE device SET seq = ?", (seq + len(rows),))
            _link(connection, stream, named)
            connection.executemany("INSERT OR IGNORE INTO text VALUES (?, ?)", kept.items())
            if clear_draft is True:
                connection.execute("DELETE FROM draft WHERE stream = ?", (stream,))
            elif clear_draft:
                connection.execute("DELETE FROM draft WHERE stream = ? AND slot = ?", (stream, clear_draft))
            return tuple(event_of(row) for row in rows)

        return self._writer.do(write)

    def events(self, stream: str, after: int = 0) -> list[Event]:
        """See `Store`."""
        with self._reading() as connection:
            rows = connection.execute(
                f"SELECT {COLUMNS} FROM event WHERE stream = ? AND number > ? ORDER BY number", (stream, after)
            ).fetchall()
        return in_device_order([event_of(row) for row in rows])

    def last_of(self, stream: str, type: str) -> Event | None:
        """See `Store`."""
        with self._reading() as connection:
            row = connection.execute(
                f"SELECT {COLUMNS} FROM event WHERE stream = ? AND type = ? ORDER BY number DESC LIMIT 1", (stream, type)
            ).fetchone()
        return event_of(row) if row else None

    def events_of(self, types: Sequence[str], kind: str = "run", *, streams: Sequence[str] | None = None) -> list[Event]:
        """See `Store`."""
        named = ", ".join(f"e.{column.strip()}" for column in COLUMNS.split(","))
        asked = ", ".join("?" * len(types))
        # The streams lead: of each, the index finds the events of a type without reading the rest.
        query = f"SELECT {named} FROM stream AS s CROSS JOIN event AS e ON e.stream = s.id WHERE s.kind = ? AND e.type IN ({asked})"
        found: list[Event] = []
        with self._reading() as connection:
            if streams is None:
                rows = connection.execute(f"{query} ORDER BY s.started, s.id, e.number", (kind, *types)).fetchall()
            else:
                rows = [
                    row
                    for stream in streams
                    for row in connection.execute(f"{query} AND s.id = ? ORDER BY e.number", (kind, *types, stream))
                ]
        for _, own in groupby((event_of(row) for row in rows), key=lambda event: event.stream):
            found.extend(in_device_order(list(own)))
        return found

    def streams_by(self, person: str, type: str) -> list[str]:
        """See `Store`."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT stream FROM event WHERE person = ? AND person <> '' AND type = ? ORDER BY stream", (person, type)
            )
            return [stream for (stream,) in rows]

    def streams(self, kind: str = "run") -> list[StreamInfo]:
        """See `Store`."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT id, kind, started, changed, events FROM stream WHERE kind = ? ORDER BY started DESC, id DESC", (kind,)
            ).fetchall()
        return [StreamInfo(*row) for row in rows]

    def summaries(self, kind: str = "run") -> list[Summary]:
        """See `Store`."""
        opens = e.RUN_STARTED if kind == "run" else f"{kind}_opened"
        asked = {"kind": kind, "opens": opens, "take": e.TAKE_OPENED, "end": e.TAKE_ENDED}
        with self._reading() as connection:
            rows = connection.execute(_SUMMARIES, asked).fetchall()
        return [
            Summary(id, started, changed, events, from_json(opened or "{}"), takes, from_json(ended) if ended else None)
            for id, started, changed, events, opened, takes, ended in rows
        ]

    # -- content texts ---------------------------------------------------------------------------------------------------------

    def text(self, sha: str) -> str:
        """See `Store`."""
        return self.texts((sha,))[sha]

    def texts(self, shas: Iterable[str]) -> dict[str, str]:
        """See `Store`."""
        found: dict[str, str] = {}
        with self._reading() as connection:
            for sha in shas:
                row = connection.execute("SELECT text FROM text WHERE sha = ?", (sha,)).fetchone()
                if row is None:
                    raise KeyError(sha)
                found[sha] = row[0]
        return found

    # -- drafts and settings ---------------------------------------------------------------------------------------------------

    def save_draft(self, stream: str, slot: str, text: str) -> None:
        """See `Store`."""

        def write(connection: sqlite3.Connection) -> None:
            _count(connection, stream)
            if text:
                connection.execute("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?)", (stream, slot, text, self._now()))
            else:
                connection.execute("DELETE FROM draft WHERE stream = ? AND slot = ?", (stream, slot))

        self._writer.do(write)

    def draft(self, stream: str, slot: str) -> str:
        """See `Store`."""
        with self._reading() as connection:
            row = connection.execute("SELECT text FROM draft WHERE stream = ? AND slot = ?", (stream, slot)).fetchone()
        return row[0] if row else ""

    def drafts(self) -> list[Draft]:
        """See `Store`."""
        with self._reading() as connection:
            rows = connection.execute("SELECT stream, slot, text, changed FROM draft ORDER BY changed DESC, stream, slot").fetchall()
        return [Draft(*row) for row in rows]

    def settings(self) -> dict[str, str]:
        """See `Store`."""
        with self._reading() as connection:
            return dict(connection.execute("SELECT key, value FROM setting ORDER BY key").fetchall())

    def set_setting(self, key: str, value: str) -> None:
        """See `Store`."""
        self._writer.do(lambda connection: connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, value)))

    # -- deleting and merging --------------------------------------------------------------------------------------------------

    def delete(self, stream: str) -> None:
        """See `Store`."""
        self._keeper.join()
        self._writer.do(lambda connection: take_out(connection, stream))
        self._sweep()

    def _sweep(self) -> None:
        """Make an end of everything that is leaving: here first, then in the copies."""
        self._writer.alone(rewrite)
        with self._reading() as connection:
            hashes = [sha for (sha,) in connection.execute("SELECT hash FROM tombstone")]
        drop_partial_copies(self.path, older_than=0)
        take_out_of_copies(copies_of(self.path), hashes)
        self._writer.alone(forget_the_leaving)

    def is_deleted(self, stream: str) -> bool:
        """See `Store`."""
        with self._reading() as connection:
            return is_deleted(connection, stream)

    @property
    def device(self) -> str:
        """See `Store`."""
        with self._reading() as connection:
            (found,) = connection.execute("SELECT id FROM device").fetchone()
            return str(found)

    def tombstones(self) -> list[str]:
        """See `Store`."""
        with self._reading() as connection:
            return [sha for (sha,) in connection.execute("SELECT hash FROM tombstone ORDER BY hash")]

    def merge(self, events: Iterable[Event], texts: Mapping[str, str], *, kind: str | Mapping[str, str] = "run") -> Merged:
        """See `Store`."""
        given = [(event, row_of(event, 0)) for event in events]
        held = {_sha(text): text for text in texts.values()}

        def write(connection: sqlite3.Connection) -> Merged:
            added = known = 0
            refused: list[Refused] = []
            numbers: dict[str, int] = {}
            device, seq = connection.execute("SELECT id, seq FROM device").fetchone()
            for event, row in given:
                if event.stream not in numbers:
                    numbers[event.stream] = -1 if is_deleted(connection, event.stream) else _count(connection, event.stream)
                if numbers[event.stream] < 0:
                    refused.append(Refused(event.id, event.stream, "deleted"))
                    continue
                here = connection.execute(f"SELECT {COLUMNS} FROM event WHERE id = ?", (event.id,)).fetchone()
                if here is not None:
                    if _same(here, row):
                        known += 1
                    else:
                        refused.append(Refused(event.id, event.stream, "differs"))
                    continue
                added += 1
                numbers[event.stream] += 1
                of_kind = kind if isinstance(kind, str) else kind[event.stream]
                connection.execute(_GROW, (event.stream, of_kind, event.at, event.at, 1))
                connection.execute(_INSERT, (row[0], numbers[event.stream], *row[2:]))
                _link(connection, event.stream, shas_named(row[9]))
                if event.device == device:
                    seq = max(seq, event.device_seq)
            # What comes back from elsewhere under this device's name must not be numbered over.
            connection.execute("UPDATE device SET seq = ?", (seq,))
            for sha, text in held.items():
                if connection.execute("SELECT 1 FROM use WHERE sha = ? LIMIT 1", (sha,)).fetchone():
                    connection.execute("INSERT OR IGNORE INTO text VALUES (?, ?)", (sha, text))
            return Merged(added, known, tuple(refused))

        return self._writer.do(write)

    # -- keeping ---------------------------------------------------------------------------------------------------------------

    def backup(self, path: Path) -> None:
        """See `Store`."""
        if path.exists():
            raise StoreTrouble("exists", path)
        with self._reading() as connection:
            copy(connection, self.path, path)

    def health(self) -> list[Finding]:
        """See `Store`."""
        from simulator.store.health import look_over

        self._keeper.join()
        return look_over(self.path, self._backup_trouble)

    def close(self) -> None:
        """See `Store`."""
        self._keeper.join()
        self._closed = True
        while self._readers:
            self._readers.pop().close()
        # The last to close: it alone folds the journal into the file.
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read with, nobody else's meanwhile. Errors of SQLite come out as StoreTrouble."""
        if self._closed:
            raise RuntimeError("this store is closed")
        try:
            try:
                connection = self._readers.pop()
            except IndexError:
                connection = connect(self.path, "read")
            broken = False
            try:
                yield connection
            except sqlite3.Error:
                broken = True
                raise
            finally:
                if broken or self._closed:
                    connection.close()
                else:
                    self._readers.append(connection)
        except sqlite3.Error as error:
            raise trouble(error, self.path) from error


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _count(connection: sqlite3.Connection, stream: str) -> int:
    """How many events `stream` has. Raises StreamDeleted."""
    row = connection.execute("SELECT events FROM stream WHERE id = ?", (stream,)).fetchone()
    if row is None and is_deleted(connection, stream):
        raise StreamDeleted(stream)
    return row[0] if row else 0


def _link(connection: sqlite3.Connection, stream: str, shas: Iterable[str]) -> None:
    """Remember that `stream` uses these content texts, whether they are here yet or not."""
    connection.executemany("INSERT OR IGNORE INTO use (sha, stream) VALUES (?, ?)", [(sha, stream) for sha in shas])


def _same(one: Row, other: Row) -> bool:
    """Whether two rows hold the same event: all but the place at which it arrived, and the name where one of them has a pseudonym instead."""
    person = COLUMNS.split(", ").index("person")
    nameless = is_pseudonym(one[person]) or is_pseudonym(other[person])
    return all(a == b for at, (a, b) in enumerate(zip(one, other, strict=True)) if at != 1 and not (nameless and at == person))
