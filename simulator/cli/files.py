"""Files that verbs read and write: whole or not at all, with words for what goes wrong."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from simulator.core.diagnostics import ContentError, Diagnostic


def read_text(path: Path, most: int) -> str:
    """The text of a file: UTF-8 with or without BOM, else Windows' own letters. Raises ContentError where it cannot be read."""
    try:
        size = path.stat().st_size
        if size > most:
            raise unreadable(path, f"this file is {size / 2**20:.0f} MB; at most {most // 2**20} MB are read", "Is this the right file?")
        data = path.read_bytes()
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else (error.strerror or "it cannot be read")
        raise unreadable(path, f"this file cannot be opened: {reason}", "Check the name and the folder.") from None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def unreadable(path: Path, message: str, hint: str = "", line: int = 1) -> ContentError:
    """An error about a file as a whole."""
    return ContentError([Diagnostic(str(path), line, 1, "cannot-read", "error", message, hint)])


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet. Raises click.UsageError."""
    if path.exists():
        raise click.UsageError(f"{path} is there already. Choose another name; nothing was written.")
    write_whole(path, data)


def write_whole(path: Path, data: bytes) -> None:
    """Write `path` whole or not at all, over whatever was there. Raises click.UsageError."""
    with whole(path) as file:
        file.write(data)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write into, which takes its name only once everything is in it: stopped halfway, it was never there."""
    made: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        made = Path(name)
        with os.fdopen(handle, "wb") as file:
            yield file
        made.chmod(0o666 & ~_umask())
        made.replace(path)
        made = None
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None
    finally:
        if made is not None:
            made.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
