"""The tables, as numbered steps from an empty file to the present shape; a step that has been released never changes."""

from __future__ import annotations

from collections.abc import Sequence

Step = Sequence[str]

APPLICATION = 0x4F524753
"""`PRAGMA application_id` of every file of this program: "ORGS"."""

STEPS: tuple[Step, ...] = (
    (
        # One row. `id` names this file as a writer, `seq` is its last device_seq; `revision` grows with every transaction.
        "CREATE TABLE device (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, seq INTEGER NOT NULL, revision INTEGER NOT NULL)",
        """CREATE TABLE stream (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, started TEXT NOT NULL, changed TEXT NOT NULL, events INTEGER NOT NULL
        ) WITHOUT ROWID""",
        "CREATE INDEX stream_by_kind ON stream (kind, started)",
        # `number` counts a stream's events as they arrive here, from 1, without gaps. WITHOUT ROWID keeps a stream together on disk.
        """CREATE TABLE event (
            stream TEXT NOT NULL REFERENCES stream (id), number INTEGER NOT NULL, id TEXT NOT NULL UNIQUE,
            device TEXT NOT NULL, device_seq INTEGER NOT NULL, at TEXT NOT NULL, role TEXT NOT NULL, person TEXT NOT NULL,
            type TEXT NOT NULL, data TEXT NOT NULL, v INTEGER NOT NULL, PRIMARY KEY (stream, number)
        ) WITHOUT ROWID""",
        "CREATE INDEX event_by_type ON event (stream, type, number)",
        "CREATE TABLE text (sha TEXT PRIMARY KEY, text TEXT NOT NULL)",
        "CREATE TABLE use (sha TEXT NOT NULL, stream TEXT NOT NULL REFERENCES stream (id), PRIMARY KEY (sha, stream)) WITHOUT ROWID",
        "CREATE INDEX use_by_stream ON use (stream)",
        "CREATE TABLE draft (stream TEXT NOT NULL, slot TEXT NOT NULL, text TEXT NOT NULL, changed TEXT NOT NULL, PRIMARY KEY (stream, slot))",
        "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        # The SHA-256 of the id of every deleted stream.
        "CREATE TABLE tombstone (hash TEXT PRIMARY KEY) WITHOUT ROWID",
        # A stream stands here only inside the transaction that deletes it; see the second trigger.
        "CREATE TABLE leaving (stream TEXT PRIMARY KEY) WITHOUT ROWID",
        "CREATE TRIGGER event_never_changes BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'an event never changes'); END",
        """CREATE TRIGGER event_goes_with_its_stream BEFORE DELETE ON event WHEN OLD.stream NOT IN (SELECT stream FROM leaving)
            BEGIN SELECT RAISE(ABORT, 'an event goes only with its whole stream'); END""",
        "INSERT INTO device VALUES (1, lower(hex(randomblob(16))), 0, 0)",
    ),
    (
        # Of whom somebody coaches there is a name; of most events there is none.
        "CREATE INDEX event_by_person ON event (person, type, stream) WHERE person <> ''",
    ),
)
