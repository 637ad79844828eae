"""Leaving nothing behind: every file that the program has written for a person, but the scenarios she wrote herself."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from simulator.store.paths import backups_folder

FILES = ("last-copy.txt", "last-error.txt", "signing-key")
FOLDERS = ("exports",)


def erase_everything(database: Path, home: Path) -> list[Path]:
    """Delete the store at `database` with its journal and copies, and what lies in `home`. Returns what was there. Raises OSError.

    Each file is blanked first, so that an undelete finds nothing; a disk that keeps old blocks by itself may still hold some: encrypt the disk.
    """
    gone: list[Path] = []
    whole = [database.with_name(database.name + ending) for ending in ("", "-wal", "-shm", "-journal")]
    whole += [home / name for name in FILES]
    whole += sorted(database.parent.glob(f".{database.name}.*.partial"))
    for path in whole:
        if path.is_file():
            _blank(path)
            path.unlink()
            gone.append(path)
    for folder in (backups_folder(database), *(home / name for name in FOLDERS)):
        if folder.is_dir():
            for path in folder.rglob("*"):
                if path.is_file() and not path.is_symlink():
                    _blank(path)
            shutil.rmtree(folder)
            gone.append(folder)
    return gone


def _blank(path: Path) -> None:
    with suppress(OSError), path.open("rb+") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(b"\0" * min(left, 2**20))
        file.flush()
        os.fsync(file.fileno())
