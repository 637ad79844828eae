"""The one way to a SQLite connection: how it is opened and set, and whether what it opened is a file of ours."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from simulator.store.paths import days_of
from simulator.store.schema import APPLICATION
from simulator.store.troubles import StoreTrouble

BUSY_SECONDS = 5.0
"""How long to wait for another program to let go of the file."""

_WRITING = (
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",  # macOS: fsync alone leaves the words in the drive's own memory
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",  # VACUUM must not leave her words in a temporary folder
    "PRAGMA foreign_keys = ON",
)
_READING = ("PRAGMA query_only = ON", "PRAGMA trusted_schema = OFF", "PRAGMA temp_store = MEMORY")


def connect(path: Path, use: Literal["write", "read", "copy", "look"]) -> sqlite3.Connection:
    """Open an existing file: to `write`, to `read`, as the target of a `copy`, or to `look` at it and leave no trace. Raises sqlite3.Error.

    A connection may go from thread to thread, but serves one at a time.
    """
    mode = "rw"
    if use == "look":
        # A file with no journal beside it is nobody's: without locks it can be read from a stick that nothing can be written to.
        mode = "ro" if Path(f"{path}-wal").exists() else "ro&immutable=1"
    name = path.absolute().as_posix()
    uri = f"file://{'' if name.startswith('/') else '/'}{quote(name)}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        for pragma in {"write": _WRITING, "read": _READING, "copy": (), "look": _READING}[use]:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def create(path: Path) -> None:
    """Make sure that there is a file, only for her own eyes, in a folder only for her own eyes. Raises OSError, StoreTrouble."""
    if days_of(path) and not path.exists():
        raise StoreTrouble("emptied", path)
    if not path.parent.is_dir():
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except FileExistsError:  # a file stands where the folder should be
            raise StoreTrouble("read-only", path) from None
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        if not (os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK)):
            raise StoreTrouble("read-only", path) from None


def version(connection: sqlite3.Connection, path: Path, latest: int) -> int:
    """The version of the tables, 0 in an empty file. Raises StoreTrouble where it is no whole file of ours, or newer than `latest`."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables and not found:
        if days_of(path):
            raise StoreTrouble("emptied", path)
        return 0
    if application != APPLICATION:
        raise StoreTrouble("not-ours", path)
    if found > latest:
        raise StoreTrouble("newer", path, f"version {found}, this program knows {latest}")
    if not {"device", "stream", "event"} <= tables:
        raise StoreTrouble("damaged", path, "tables are missing")
    return int(found)


def use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Set the journal that lets readers read while one writes. SQLite does not wait by itself if two programs do this at once."""
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.01)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Make a renaming in `folder` outlast a power cut, where the system can."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
