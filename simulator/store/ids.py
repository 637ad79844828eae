"""UUIDv7 ids (RFC 9562) that only ever grow, so that ids made by one process sort as they were made."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable

_CHANCE = 74  # bits of chance after the 48 of milliseconds


def milliseconds() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def uuid7s(clock: Callable[[], int] = milliseconds, chance: Callable[[int], int] = secrets.randbits) -> Callable[[], str]:
    """A maker of ids, each greater than the one before even if the clock stands still or goes back; safe in threads."""
    lock = threading.Lock()
    last = 0

    def new_id() -> str:
        nonlocal last
        with lock:
            last = max(clock() << _CHANCE | chance(_CHANCE), last + 1 + chance(32))
            high, low = last >> 62, last & (1 << 62) - 1
        digits = f"{high >> 12:012x}7{high & 0xFFF:03x}{0b10 << 62 | low:016x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    return new_id
