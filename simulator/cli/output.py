"""The only writer to standard output and standard error: clean lines, JSON lines, errors that teach."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import Any, TextIO

from simulator.core.text import clean_text

LONGEST = 200_000
_DRIVING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON allows unescaped and a terminal would act on."""


def use_utf8() -> None:
    """Speak UTF-8 whatever the terminal's habit; a letter it lacks becomes `?`, never a crash."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def line(text: str = "") -> None:
    """One line (or several) of text, without anything that could drive a terminal."""
    _write(sys.stdout, clean_text(text, LONGEST) + "\n")


def problem(text: str) -> None:
    """The same to standard error."""
    _write(sys.stderr, clean_text(text, LONGEST) + "\n")


def json_line(value: Any) -> None:
    """One JSON value on one line, without anything that could drive a terminal."""
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    _write(sys.stdout, _DRIVING.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def raw(data: bytes) -> None:
    """A document, byte for byte."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def json_error(code: str, message: str, file: str = "", line: int = 0, hint: str = "") -> None:
    """`{"error": …}` as DESIGN 11 has it."""
    json_line({"error": {"code": code, "message": message, "file": file, "line": line, "hint": hint}})


def _write(stream: TextIO, text: str) -> None:
    stream.write(text)
    stream.flush()


def is_terminal() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def read_line(prompt: str = "") -> str | None:
    """The next line of standard input, without its newline; None at its end."""
    if prompt:
        sys.stdout.write(prompt)
        sys.stdout.flush()
    text = sys.stdin.readline()
    return text.rstrip("\r\n") if text else None


def read_lines(limit: int) -> Iterator[str]:
    """The lines of standard input as they come, each up to `limit` characters; nothing but a newline ends one."""
    while text := sys.stdin.readline(limit):
        yield text.removesuffix("\n")


def read_all(limit: int) -> str:
    """Standard input, up to `limit` characters."""
    return sys.stdin.read(limit)
