"""How often somebody may ask: buckets that fill slowly, one for each phone, each address that guesses, and the room as a whole."""

from __future__ import annotations

import time
from collections.abc import Callable

KEPT = 5_000
"""Buckets remembered at most; the fullest are forgotten first, for they hold nothing against anybody."""


class Bucket:
    """`size` requests at once, refilled at `rate` a second."""

    def __init__(self, size: float, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.size, self.rate, self.clock = size, rate, clock
        self._held: dict[str, tuple[float, float]] = {}

    def take(self, name: str) -> bool:
        """Take one from the bucket `name`; False where it is empty."""
        now = self.clock()
        level = self.level(name)
        if level < 1:
            return False
        self._held[name] = (level - 1, now)
        if len(self._held) > KEPT:
            for full in sorted(self._held, key=self.level, reverse=True)[: KEPT // 2]:
                del self._held[full]
        return True

    def level(self, name: str) -> float:
        """What is in the bucket now."""
        level, at = self._held.get(name, (self.size, 0.0))
        return min(self.size, level + (self.clock() - at) * self.rate)

    def wait(self, name: str) -> int:
        """Whole seconds until there is one again."""
        return max(1, int((1 - self.level(name)) / self.rate) + 1)
