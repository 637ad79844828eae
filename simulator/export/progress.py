"""Progress as a page: a row a criterion, its levels as a small drawing and as figures, the day it is due again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simulator.export.documents import ours
from simulator.export.sandbox import rendered, shipped_sandbox
from simulator.phrases import voice
from simulator.phrases.coaching import COACHING
from simulator.phrases.common import COMMON

STEP, HEIGHT, ROW = 22, 44, 10
"""Pixels from one level to the next in time, of a drawing, and of one level."""


def progress_page(rows: Sequence[dict[str, Any]], language: str, today: str) -> bytes:
    """`rows` hold `name`, `form`, `levels` (1 to 4, oldest first), `by` (machine or trainer, of each) and `day` (YYYY-MM-DD); a page that needs
    nothing else. The same rows on the same day give the same bytes."""
    say = voice(language, COMMON, COACHING)
    given = {
        "language": language,
        "title": say("progress-title"), "how": say("progress-how"), "none": say("progress-none"),
        "columns": [say(f"progress-column.{column}") for column in ("criterion", "levels", "again")],
        "rows": [_row(row, say("progress-due-now") if row["day"] <= today else row["day"], say("progress-by-trainer")) for row in rows],
    }  # fmt: skip
    return rendered(shipped_sandbox(tuple(ours().items()), False), "progress.html.j2", given).encode()


def _row(row: dict[str, Any], due: str, by_trainer: str) -> dict[str, Any]:
    levels, by = list(row["levels"]), list(row["by"])
    points = [
        {"x": 8 + at * STEP, "y": HEIGHT - level * ROW + 2, "level": level, "trainer": by[at] == "trainer"}
        for at, level in enumerate(levels)
    ]
    return {
        "name": row["name"], "form": row["form"], "due": due, "width": 16 + max(len(levels) - 1, 0) * STEP, "height": HEIGHT,
        "points": points, "line": " ".join(f"{point['x']},{point['y']}" for point in points),
        "told": ", ".join(f"{level} ({by_trainer})" if by[at] == "trainer" else str(level) for at, level in enumerate(levels)),
    }  # fmt: skip
