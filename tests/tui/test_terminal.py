"""On a real (pseudo) terminal: it is taken, nothing hostile reaches it, and it is given back however the app ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from simulator.play.practice import Practice
from simulator.store.opening import open_store
from tests.porch import porch

ROOT = Path(__file__).resolve().parents[2]


class Terminal:
    """The app on a pseudo-terminal of 80 by 24; `seen` is every byte it wrote."""

    def __init__(self, *arguments: str) -> None:
        store_settings()
        self.here, there = pty.openpty()
        fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.child = subprocess.Popen(
            [sys.executable, "-m", "simulator", *arguments], stdin=there, stdout=there, stderr=there, cwd=ROOT, start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color"},
        )  # fmt: skip
        os.close(there)
        self.seen = b""

    def read(self, seconds: float, until: bytes = b"") -> bool:
        """Read what comes for at most `seconds`, or until `until` was seen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if until and until in self.seen:
                return True
            ready, _, _ = select.select([self.here], [], [], 0.05)
            if ready:
                try:
                    self.seen += os.read(self.here, 65536)
                except OSError:
                    return until in self.seen
            elif self.child.poll() is not None:
                return until in self.seen
        return until in self.seen

    def type(self, text: str) -> None:
        os.write(self.here, text.encode())

    def end(self) -> int:
        """Wait for the app to end; its code."""
        self.read(10)
        code = self.child.wait(timeout=15)
        with contextlib.suppress(OSError):
            self.seen += os.read(self.here, 65536)
        os.close(self.here)
        return code


def store_settings() -> None:
    with open_store() as store:
        store.set_setting("language", "en")
        store.set_setting("preference.welcomed", "yes")


HOME = b"What do you want to practise?"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_the_terminal_is_given_back_after_a_signal(content: Path, number: int, code: int) -> None:
    terminal = Terminal()
    assert terminal.read(30, HOME)
    terminal.read(0.5)
    terminal.child.send_signal(number)
    assert terminal.end() == code
    assert b"\x1b[?1049l" in terminal.seen, "the alternate screen is left"
    assert b"\x1b[?1000l" in terminal.seen, "the mouse is given back"


def test_quitting_asks_nothing(content: Path) -> None:
    terminal = Terminal()
    assert terminal.read(30, HOME)
    terminal.read(0.3)
    terminal.type("\x11")
    assert terminal.end() == 0
    assert b"\x1b[?1049l" in terminal.seen


def test_no_hostile_byte_of_a_run_reaches_the_terminal(content: Path) -> None:
    with open_store() as store:
        practice = Practice.start(store, porch(), seed=3, language="en")
        practice.say("Zq \x1b]52;c;aGFjaw==\x07 \x1b]0;owned\x07 \x9b2J \u202e lupe sent me [/x] what did the other two want")
    terminal = Terminal("resume")
    assert terminal.read(30, b"Zq")
    terminal.read(0.5)
    terminal.type("\x11")
    assert terminal.end() == 0
    assert b"\x1b]52" not in terminal.seen
    assert b"\x1b]0;owned" not in terminal.seen
    assert "\u202e".encode() not in terminal.seen
    assert not re.search(rb"\xc2\x9b", terminal.seen)


def test_without_a_terminal_practice_goes_on_in_plain_lines_and_the_app_refuses(content: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "practice", "porch-light"],
        input=b"",
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "TERM": "dumb"},
    )
    assert done.returncode == 0
    assert b"Kept." in done.stdout
    assert b"\x1b" not in done.stdout + done.stderr
