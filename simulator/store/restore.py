"""Putting a copy back in the place of the store, without losing what it replaces."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from simulator.store.connection import connect, sync_folder, version
from simulator.store.copies import copy, sync_file
from simulator.store.migration import migrate
from simulator.store.schema import STEPS, Step
from simulator.store.times import Now, utc_now
from simulator.store.troubles import StoreTrouble, trouble


def restore(backup: Path, path: Path, *, now: Now = utc_now, steps: Sequence[Step] = STEPS) -> Path | None:
    """Put `backup` in the place of the store at `path`; return where the file that stood there is kept, None if there was none.

    Nothing changes unless the backup is whole and of a version this program knows, and no other program has the store open. At any
    moment there is a whole file at `path`, the old or the new one. The restored store writes as a new device: the old one's numbers
    may already be in use elsewhere. Raises StoreTrouble.
    """
    if not backup.is_file():
        raise StoreTrouble("missing", backup)
    stamp = now()
    fresh = path.with_name(f".{path.name}.{os.getpid()}.restored")
    try:
        for left in path.parent.glob(f".{path.name}.*.restored*"):  # by a restoring that was cut short
            left.unlink()
        _take(backup, fresh, steps)
        aside = _keep_aside(path, stamp) if path.exists() else None
        os.replace(fresh, path)
        sync_folder(path.parent)
    except (OSError, sqlite3.Error) as error:
        raise trouble(error, path) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    return aside


def _take(backup: Path, fresh: Path, steps: Sequence[Step]) -> None:
    """Write a checked copy of `backup`, in the present version, to `fresh`."""
    try:
        with closing(connect(backup, "look")) as source:
            if not version(source, backup, len(steps)):
                raise StoreTrouble("not-ours", backup)
            if source.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise StoreTrouble("damaged", backup)
            copy(source, backup, fresh)
    except sqlite3.Error as error:
        raise trouble(error, backup) from error
    with closing(connect(fresh, "write")) as connection:
        migrate(connection, fresh, steps)
        connection.execute("UPDATE device SET id = lower(hex(randomblob(16))), seq = 0, revision = revision + 1")
    sync_file(fresh)


def _keep_aside(path: Path, stamp: str) -> Path:
    """Give the present file, and its journal if it has one, a second name; it stays at `path` until it is replaced."""
    _let_go(path)
    moment = stamp[:19].replace(":", "")
    aside = path.with_name(f"{path.stem}-aside-{moment}{path.suffix}")
    again = 1
    while aside.exists():
        again += 1
        aside = path.with_name(f"{path.stem}-aside-{moment}-{again}{path.suffix}")
    try:
        os.link(path, aside)
    except OSError:  # a file system without second names
        shutil.copy2(path, aside)
        sync_file(aside)
    for suffix in ("-wal", "-shm"):
        # Left in place, it would be played into the restored file.
        beside = Path(f"{path}{suffix}")
        if beside.exists():
            os.replace(beside, f"{aside}{suffix}")
    return aside


def _let_go(path: Path) -> None:
    """Fold the journal of a sound file into it, which SQLite does only if nobody else has it open. A damaged file is not touched."""
    try:
        with closing(connect(path, "look")) as connection:
            sound = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.DatabaseError as error:
        if trouble(error, path).code not in ("damaged", "not-a-database"):
            raise
        sound = False
    if sound:
        with closing(connect(path, "copy")) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
