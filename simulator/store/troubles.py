"""What can go wrong with the file of runs, in words for the person whose runs they are."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path
from typing import Literal

from simulator.store.paths import backups_folder

Code = Literal[
    "damaged",
    "emptied",
    "not-a-database",
    "not-ours",
    "newer",
    "locked",
    "disk-full",
    "read-only",
    "disk-trouble",
    "exists",
    "missing",
    "other-database",
]

_WORDS: dict[Code, tuple[str, str]] = {
    "damaged": (
        "The file that holds your runs is damaged: {path}",
        "Nothing was changed in it; do not delete it. Put a good copy back with `simulator restore FILE`: copies of the last days lie in "
        "{backups}, and the damaged file is kept aside. To practise today without it, start afresh in another folder by setting "
        "SIMULATOR_HOME to that folder.",
    ),
    "emptied": (
        "The file that holds your runs is empty or gone: {path}",
        "Put the last copy back with `simulator restore FILE`: copies of the last days lie in {backups}. To start afresh on purpose, "
        "move that folder somewhere else first.",
    ),
    "not-a-database": (
        "This is not a file of runs: {path}",
        "It was left as it is. If your runs used to be in it, put a good copy back with `simulator restore FILE` (copies of the last days "
        "lie in {backups}). If it is something else, move it away and start again.",
    ),
    "not-ours": (
        "This file belongs to another program: {path}",
        "It was left as it is. Name the file you meant, or move this one away and start again.",
    ),
    "newer": (
        "A newer version of this program has written {path}, and this one cannot read it safely",
        "It was left as it is. Install the newer version of the simulator and open it with that.",
    ),
    "locked": (
        "Another program is using {path} and does not let go",
        "Close other windows of the simulator, or let a backup or cloud program finish with the file, and do the last step again. "
        "Everything saved before is safe.",
    ),
    "disk-full": (
        "The disk is full: the last step could not be written to {path}",
        "Free some space (a hundred megabytes is plenty) and do the last step again. Everything saved before is safe.",
    ),
    "read-only": (
        "Nothing can be written in {folder}",
        "Ask whoever set up this computer for the right to write there, or set SIMULATOR_HOME to a folder of your own.",
    ),
    "disk-trouble": (
        "The disk reports a fault while working with {path}",
        "Do the last step again. If it happens once more, copy {folder} to another disk before anything else. Everything saved before "
        "was on disk.",
    ),
    "exists": ("There is already a file {path}", "It was left as it is. Choose another name."),
    "missing": ("There is no file {path}", "Look whether the name is right; copies of the last days lie in {backups}."),
    "other-database": (
        "SIMULATOR_DATABASE_URL names a database that this version does not know: {path}",
        "Databases shared by several sites come with a later version. Remove the setting to keep your runs on this computer, "
        "or name a file: sqlite:///runs.db",
    ),
}


class StoreTrouble(Exception):
    """The store could not do it. `code` is permanent; `message` says what is wrong and where, `hint` what to do."""

    def __init__(self, code: Code, path: Path | str, detail: str = "") -> None:
        message, hint = _WORDS[code]
        self.code: Code = code
        self.path = str(path)
        self.detail = detail
        folder = str(Path(path).parent)
        self.message = message.format(path=self.path, folder=folder)
        self.hint = hint.format(path=self.path, folder=folder, backups=backups_folder(Path(path)))
        super().__init__(f"{self.message}. {self.hint}")


_BY_SQLITE: dict[int, Code] = {
    sqlite3.SQLITE_IOERR: "disk-trouble",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_PROTOCOL: "locked",
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_PERM: "read-only",
    sqlite3.SQLITE_CANTOPEN: "read-only",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "not-a-database",
}
_BY_SYSTEM: dict[int, Code] = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "disk-full",
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
    errno.EROFS: "read-only",
    errno.ENOTDIR: "read-only",
    errno.ENOENT: "missing",
    errno.EEXIST: "exists",
}


def trouble(error: sqlite3.Error | OSError, path: Path) -> StoreTrouble:
    """The trouble behind an error of SQLite or of the operating system while working with the store at `path`."""
    if isinstance(error, OSError):
        return StoreTrouble(_BY_SYSTEM.get(error.errno or 0, "disk-trouble"), path, str(error))
    number: int = getattr(error, "sqlite_errorcode", 0)
    if number == sqlite3.SQLITE_READONLY_DBMOVED:
        return StoreTrouble("missing", path, str(error))
    code = _BY_SQLITE.get(number & 0xFF)  # the low byte is the kind of error, the rest says more of it
    if code is None:
        raise error  # a mistake in this program, to be seen as one
    return StoreTrouble(code, path, str(error))
