"""The command line, in this process or in one of its own, with a short scenario of the person's own beside the shipped ones."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from simulator.cli import run
from tests.porch import porch_text

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Nobody came back, and she had given them her daughter's name."

PORCH_ES = """\
scenario: porch-light
language: es
title: La luz del porche
brief: |
  Las siete de la noche. El porche de la señora Alder.
beats:
  door:
    scene: |
      Se enciende la luz del porche. La cadena sigue puesta.
      Mrs. Alder: Usted es la tercera con tablita este mes.
    cue: |
      Ya se cansó de las tablitas. ¿Qué podría usted soltar?
"""

Typed = str | Callable[[], object]
"""A line that is typed, or something that happens before the next line is."""


class Keyboard(io.TextIOBase):
    """Standard input that nobody sits at: lines, and between them things that happen elsewhere meanwhile."""

    def __init__(self, typed: Iterator[Typed]) -> None:
        self.typed = typed

    def readline(self, limit: int = -1, /) -> str:
        for item in self.typed:
            if isinstance(item, str):
                return item + "\n"
            item()
        return ""

    def read(self, limit: int | None = -1, /) -> str:
        return "".join(iter(self.readline, ""))

    def isatty(self) -> bool:
        return False


@dataclass(frozen=True)
class Result:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its output, which is one JSON value."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Its output, which is one JSON value a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Simulator = Callable[..., Result]


@pytest.fixture
def porch_light(sealed_home: Path) -> Path:
    """The scenario of docs/notation.md, with a secret and a Spanish translation, in the person's own content."""
    folder = sealed_home / "content" / "scenarios" / "porch-light"
    folder.mkdir(parents=True)
    secret = f"    feels: trust 2, energy 2, guard 3\n    secret: |\n      {SECRET}\n"
    text = porch_text().replace("    feels: trust 2, energy 2, guard 3\n", secret)
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    (folder / "es.yaml").write_text(PORCH_ES, encoding="utf-8")
    return folder


@pytest.fixture
def simulator(monkeypatch: pytest.MonkeyPatch, porch_light: Path) -> Simulator:
    """Run the program with arguments; `typed` is what stands on standard input."""
    monkeypatch.setenv("SIMULATOR_HEARING", "light")

    def start(*arguments: object, typed: tuple[Typed, ...] = ()) -> Result:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", Keyboard(iter(typed)))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = run([str(argument) for argument in arguments])
        said = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
        return Result(code, *said)

    return start


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch, porch_light: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """The program in a process of its own, its three streams at hand; what still runs at the end of a test is killed."""
    monkeypatch.setenv("SIMULATOR_HEARING", "light")
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, **options: Any) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "simulator", *arguments]
        given = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": os.environ.copy()}
        started.append(subprocess.Popen(command, text=True, encoding="utf-8", cwd=ROOT, **{**given, **options}))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.communicate()
