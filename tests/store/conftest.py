"""Stores to test with: a clock that moves a second a look, and other processes to share a file with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.store.sqlite import SqliteStore

CHILD = Path(__file__).parent / "child.py"
ROOT = Path(__file__).parents[2]


class Clock:
    """Every look is a second later; `day` can be set."""

    def __init__(self, day: str = "2026-03-14") -> None:
        self.day = day
        self.seconds = 0

    def __call__(self) -> str:
        self.seconds += 1
        return f"{self.day}T10:{self.seconds // 60:02d}:{self.seconds % 60:02d}.000Z"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "simulator.db"


@pytest.fixture
def store(path: Path, clock: Clock) -> Iterator[SqliteStore]:
    with SqliteStore(path, now=clock) as opened:
        yield opened


@pytest.fixture
def child() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start `child.py` with arguments; whatever still runs at the end of the test is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: Any, **options: Any) -> subprocess.Popen[str]:
        command = [sys.executable, str(CHILD), *map(str, arguments)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True, cwd=ROOT, **options)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
