"""What stands for a name where names do not travel."""

from __future__ import annotations

import hashlib
import re

SIGN = "~"
"""How a name that stands for another begins."""
_SIGN = re.compile(r"~[0-9a-f]{16}")


def pseudonym(place: str, name: str) -> str:
    """What stands for `name` in `place` (a run, a device): always the same there, and of no use to find the name or to find her elsewhere."""
    folded = " ".join(name.casefold().split())
    return f"{SIGN}{hashlib.sha256(f'{place}/{folded}'.encode()).hexdigest()[:16]}" if folded else ""


def is_pseudonym(name: str) -> bool:
    """Whether `name` stands for another."""
    return _SIGN.fullmatch(name) is not None


def public_name(name: str) -> str:
    """`name` as it may be shown, "" where it only stands for one."""
    return "" if is_pseudonym(name) else name
