"""What a short typed answer means: a number out of a list."""

from __future__ import annotations

import re


def number_in(text: str, most: int) -> int | None:
    """The number from 1 to `most` that `text` is; None where it is anything else."""
    found = re.fullmatch(r"\s*(\d{1,4})\s*", text)
    return int(found[1]) if found and 1 <= int(found[1]) <= most else None
