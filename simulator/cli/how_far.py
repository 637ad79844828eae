"""How far a long job has come, on standard error where a person looks; Esc stops it as Ctrl+C does."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import click

Item = TypeVar("Item")
ESCAPE = "\x1b"


def each(items: Sequence[Item], label: str) -> Iterator[Item]:
    """`items` one by one under a bar. Raises click.Abort where Esc is pressed between two of them."""
    if len(items) < 2 or not sys.stderr.isatty():
        yield from items
        return
    with _keys() as pressed, click.progressbar(items, label=label, file=sys.stderr, show_eta=len(items) > 5) as bar:
        for item in bar:
            if ESCAPE in pressed():
                raise click.Abort
            yield item


@contextmanager
def _keys() -> Iterator[_Pressed]:
    """A way to ask which keys were pressed meanwhile; nothing is read where standard input is no terminal."""
    if not sys.stdin.isatty():
        yield _Pressed()
        return
    try:
        import termios
        import tty
    except ImportError:  # Windows
        yield _WindowsPressed()
        return
    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin, termios.TCSANOW)
    try:
        yield _TerminalPressed()
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, before)


class _Pressed:
    def __call__(self) -> str:
        return ""


class _TerminalPressed(_Pressed):
    def __call__(self) -> str:
        import os
        import select

        waiting, _, _ = select.select([sys.stdin], [], [], 0)
        return os.read(sys.stdin.fileno(), 64).decode(errors="replace") if waiting else ""


class _WindowsPressed(_Pressed):
    def __call__(self) -> str:
        import importlib

        console = importlib.import_module("msvcrt")
        return str(console.getwch()) if console.kbhit() else ""
