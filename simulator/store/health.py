"""Looking the store over: what `doctor` says about it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from simulator.store.connection import connect
from simulator.store.interface import Finding
from simulator.store.paths import backups_folder, days_of
from simulator.store.troubles import StoreTrouble, trouble

SOUND_SQLITE = (3, 51, 3)
"""Before it, two programs that write at the same moment could, very rarely, damage the file (the WAL-reset fault of 3.7.0 to 3.51.2)."""
ROOM_NEEDED = 200 * 1024 * 1024
"""Bytes of free disk below which it is time to make room."""


def look_over(path: Path, backup_trouble: StoreTrouble | None) -> list[Finding]:
    """Every finding about the store at `path`; `backup_trouble` is what kept the last automatic copy from being made."""
    return [*_engine(), *_whole(path), *_room(path), *_private(path), *_copies(path, backup_trouble)]


def _engine(present: tuple[int, ...] = sqlite3.sqlite_version_info) -> Iterator[Finding]:
    name = ".".join(map(str, present))
    if present >= SOUND_SQLITE:
        yield Finding("sqlite-version", "ok", f"SQLite {name}")
    else:
        yield Finding(
            "sqlite-version", "note", f"SQLite {name} has a rare fault that 3.51.3 mended: two programs writing at the same moment can damage the file",
            "Keep one window of the simulator open at a time, or use a Python that brings SQLite 3.51.3 or later.",
        )  # fmt: skip


def _whole(path: Path) -> Iterator[Finding]:
    damaged = StoreTrouble("damaged", path)
    try:
        with closing(connect(path, "read")) as connection:
            faults = [str(fault) for (fault,) in connection.execute("PRAGMA quick_check(3)")]
    except sqlite3.Error as error:
        faults, damaged = [str(error)], trouble(error, path)
    if faults == ["ok"]:
        yield Finding("integrity", "ok", f"{path} is whole")
    else:
        yield Finding("integrity", "error", f"{damaged.message} ({'; '.join(faults)})", damaged.hint)


def _room(path: Path, free_at: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free) -> Iterator[Finding]:
    free = free_at(path.parent)
    words = f"{free // 1024**2} MB free on the disk of {path.parent}"
    if free >= ROOM_NEEDED:
        yield Finding("free-disk", "ok", words)
    else:
        yield Finding("free-disk", "warning", words, f"Free some space: below {ROOM_NEEDED // 1024**2} MB saving may soon fail.")


def _private(path: Path) -> Iterator[Finding]:
    if os.name != "posix":
        return
    open_ones = [
        place
        for place in (path.parent, path, backups_folder(path), *days_of(path))
        if place.exists() and stat.S_IMODE(place.stat().st_mode) & 0o077
    ]
    if not open_ones:
        yield Finding("permissions", "ok", "Only you can read your runs")
    for place in open_ones:
        right = "700" if place.is_dir() else "600"
        yield Finding("permissions", "warning", f"Other people on this computer can look into {place}", f"chmod {right} '{place}'")


def _copies(path: Path, backup_trouble: StoreTrouble | None) -> Iterator[Finding]:
    days = days_of(path)
    if backup_trouble is not None:
        yield Finding("backups", "warning", f"Today's automatic copy could not be made. {backup_trouble.message}", backup_trouble.hint)
    elif days:
        yield Finding("backups", "ok", f"{len(days)} automatic copies, the last {days[-1]}")
    else:
        yield Finding("backups", "note", "There is no automatic copy yet", "One is made when you next open the simulator.")
