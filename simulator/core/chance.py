"""Luck without chance: a whole number that hangs on a key alone, so that the same seed meets the same luck everywhere."""

from __future__ import annotations

from hashlib import blake2b


def chance(key: str) -> int:
    """A whole number from 0 to 2**64 - 1, the same for the same `key` on every machine."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")
