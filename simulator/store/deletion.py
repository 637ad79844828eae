"""Taking a stream out of a file so that none of its words is left in it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from simulator.store.connection import connect


def tombstone(stream: str) -> str:
    """What is remembered of a deleted stream: the SHA-256 of its id."""
    return hashlib.sha256(stream.encode()).hexdigest()


def is_deleted(connection: sqlite3.Connection, stream: str) -> bool:
    """Whether `stream` was deleted."""
    return connection.execute("SELECT 1 FROM tombstone WHERE hash = ?", (tombstone(stream),)).fetchone() is not None


def take_out(connection: sqlite3.Connection, stream: str) -> None:
    """Delete `stream` inside the running transaction. It stays in `leaving` until no copy of its words is left either."""
    connection.execute("INSERT OR IGNORE INTO tombstone VALUES (?)", (tombstone(stream),))
    connection.execute("INSERT OR IGNORE INTO leaving VALUES (?)", (stream,))
    for table in ("event", "use", "draft"):
        connection.execute(f"DELETE FROM {table} WHERE stream = ?", (stream,))
    connection.execute("DELETE FROM stream WHERE id = ?", (stream,))
    connection.execute("DELETE FROM text WHERE sha NOT IN (SELECT sha FROM use)")


def rewrite(connection: sqlite3.Connection) -> None:
    """Write the file anew, outside any transaction. `secure_delete` blanks what is deleted, but not the copies of a row that SQLite
    leaves behind on a page whenever it moves rows about; only a new file has none (docs/decisions/0002-store.md)."""
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def forget_the_leaving(connection: sqlite3.Connection) -> None:
    """The last step: nothing is left anywhere, so that nothing needs to be remembered but the tombstone."""
    connection.execute("DELETE FROM leaving")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def take_out_of_copies(copies: Iterable[Path], hashes: Iterable[str]) -> None:
    """Take every stream with these tombstones out of each copy. A copy from which it cannot be taken out goes as a whole."""
    wanted = set(hashes)
    for copy in copies:
        try:
            connection = connect(copy, "write")
            try:
                streams = {stream for (stream,) in connection.execute("SELECT id FROM stream UNION SELECT stream FROM draft")}
                going = [stream for stream in streams if tombstone(stream) in wanted]
                if going:
                    connection.execute("BEGIN IMMEDIATE")
                    for stream in going:
                        take_out(connection, stream)
                    connection.execute("COMMIT")
                    rewrite(connection)
                    forget_the_leaving(connection)
            finally:
                connection.close()
        except sqlite3.Error:
            copy.unlink(missing_ok=True)
