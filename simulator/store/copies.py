"""Copies of the file of runs: whole and checked, or not at all; one a day, some days kept."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from simulator.store.connection import connect, create, sync_folder
from simulator.store.deletion import take_out_of_copies
from simulator.store.paths import backups_folder, days_of
from simulator.store.troubles import StoreTrouble, trouble

KEPT = 5
"""Daily copies kept."""


def copy(source: sqlite3.Connection, path: Path, target: Path) -> None:
    """Write what `source`, open on the store at `path`, holds to `target`, over what is there, as one file that needs no other.

    A copy that does not pass SQLite's own check replaces nothing. Raises StoreTrouble.
    """
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        partial.unlink(missing_ok=True)
        create(partial)
        with closing(connect(partial, "copy")) as written:
            source.backup(written)
            written.execute("PRAGMA journal_mode = DELETE")
            if written.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise StoreTrouble("damaged", path)
        sync_file(partial)
        os.replace(partial, target)
        sync_folder(target.parent)
    except (OSError, sqlite3.Error) as error:
        found = trouble(error, target)
        raise (StoreTrouble("damaged", path) if found.code in ("damaged", "not-a-database") else found) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def keep_day(source: sqlite3.Connection, path: Path, today: str) -> None:
    """Make the copy of `today` (`YYYY-MM-DD`) if there is none and something changed since the last; keep the last five. Raises as `copy`."""
    days = days_of(path)
    target = backups_folder(path) / f"{path.stem}-{today}.db"
    revision = _revision(source)
    if not revision or target in days or (days and _revision_in(days[-1]) == revision):
        return
    drop_partial_copies(path, older_than=24 * 3600)
    copy(source, path, target)
    for old in days_of(path)[:-KEPT]:
        old.unlink(missing_ok=True)
    # Another program may have deleted a run while this copy was being made.
    take_out_of_copies([target], [sha for (sha,) in source.execute("SELECT hash FROM tombstone")])


def drop_partial_copies(path: Path, older_than: float) -> None:
    """Remove what a copy that was cut short left behind in the backups more than `older_than` seconds ago."""
    for partial in backups_folder(path).glob(f".{path.stem}-*"):
        with suppress(OSError):
            if time.time() - partial.stat().st_mtime >= older_than:
                partial.unlink()


def sync_file(path: Path) -> None:
    """Make what was written to a file, which nobody else has open, outlast a power cut."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _revision(connection: sqlite3.Connection) -> int:
    (revision,) = connection.execute("SELECT revision FROM device").fetchone()
    return int(revision)


def _revision_in(day: Path) -> int:
    """Of a copy; -1, which no store has, if it cannot be read."""
    with suppress(sqlite3.Error), closing(connect(day, "look")) as connection:
        return _revision(connection)
    return -1
