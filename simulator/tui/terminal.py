"""How the terminal is taken and given back: whether there is one, signals, and what is said when something breaks."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable

from simulator.phrases import Voice
from simulator.store.paths import home

WENT_WRONG = 1
NO_TERMINAL = 2
SIGNAL = 128
PATIENCE = 3.0
"""Seconds to end in order after the terminal went away."""


def unfit(say: Voice) -> str:
    """Why the app cannot run here, or "". Textual draws on standard error, and hangs where there is no terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        return say("no-terminal")
    if os.environ.get("TERM", "") in ("dumb", "") and os.name != "nt":
        return say("dumb-terminal")
    return ""


def print_reason(reason: str) -> None:
    """Say why, where a person or a script can read it."""
    sys.stderr.write(reason + "\n")


def leave_on_signals(leave: Callable[[int], None]) -> None:
    """Call `leave(128 + number)` inside the running loop when the system asks the app to go."""
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, leave, SIGNAL + int(number))
        except (NotImplementedError, RuntimeError, ValueError):
            return  # Windows, or a test that runs the app beside the main thread


def leave_on_hangup(leave: Callable[[int], None]) -> None:
    """Call `leave(128 + SIGHUP)` when the terminal goes away without a word: Textual would read its silence for ever, on a whole core.

    Everything said is on disk by then; where the app cannot end in order, since nobody reads what it writes, it ends anyway.
    """
    if not hasattr(select, "poll") or not sys.stdin.isatty():
        return
    loop, code = asyncio.get_running_loop(), SIGNAL + int(signal.SIGHUP)

    def watch() -> None:
        gone = select.poll()
        gone.register(sys.stdin.fileno(), 0)
        if any(happened & select.POLLHUP for _, happened in gone.poll()):
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(leave, code)
            time.sleep(PATIENCE)
            os._exit(code)

    threading.Thread(target=watch, name="hangup", daemon=True).start()


def remember(error: BaseException | None) -> str:
    """Write where it broke to a file, without the values of any variable: her words are among them. Returns the path, or "" where it cannot be."""
    path = home() / "last-error.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)) if error else "", encoding="utf-8")
    except OSError:
        return ""
    return str(path)
