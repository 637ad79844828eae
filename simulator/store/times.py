"""What time it is, as events write it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Now = Callable[[], str]


def utc_now() -> str:
    """The present in UTC, ISO 8601 to the millisecond: `2026-11-23T23:15:00.123Z`. Such texts sort as times do."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
