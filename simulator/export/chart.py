"""Charts as coordinates, for whoever draws them: feelings over lines, marks side by side. Told apart by dash, marker and label, not by colour alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simulator.export.telling import Data

WIDTH, HEIGHT = 440, 190
LEFT, RIGHT, TOP, BOTTOM = 26, 106, 14, 164
"""Margins: numbers at the left, each line's name at the right, line numbers below."""
HIGHEST = 5
APART = 15
"""Least distance between two names at the right, in pixels."""
DASHES = ("", "7 4", "2 3", "9 3 2 3", "12 4", "4 2")
MARKERS = ("circle", "square", "triangle", "diamond")


def chart(person: Data, number: int, turning_points: list[int]) -> Data | None:
    """The chart of one person in take `number`; None where nothing ever moved. `turning_points` are line numbers."""
    meters = person["meters"]
    if not any(len(set(meter["levels"])) > 1 for meter in meters):
        return None
    most = len(meters[0]["levels"]) - 1
    step = (WIDTH - LEFT - RIGHT) / max(1, most)
    every = max(1, -(-most // 12))

    def across(line: int) -> str:
        return f"{LEFT + step * line:.1f}"

    lines = []
    for at, meter in enumerate(meters):
        lift = 2.5 * at - 1.25 * (len(meters) - 1)
        points = [(across(n), f"{_down(level) + lift:.1f}") for n, level in enumerate(meter["levels"])]
        lines.append({
            "name": meter["name"], "levels": meter["levels"], "dash": DASHES[at % len(DASHES)], "marker": MARKERS[at % len(MARKERS)],
            "tone": at % len(MARKERS) + 1, "points": " ".join(f"{x},{y}" for x, y in points),
            "marks": [{"x": x, "y": y} for x, y in points], "end": float(points[-1][1]),
        })  # fmt: skip
    return {
        "id": f"feelings-{number}-{person['person']}", "name": person["name"], "take": number, "width": WIDTH, "height": HEIGHT,
        "left": LEFT, "right": WIDTH - RIGHT, "top": TOP, "bottom": BOTTOM, "lines": _labelled(lines),
        "grid": [{"y": f"{_down(level):.1f}", "level": level} for level in range(HIGHEST + 1)],
        "ticks": [{"x": across(n), "line": n} for n in range(most + 1) if n % every == 0 or n == most],
        "turns": [{"x": across(n), "line": n} for n in turning_points if n <= most],
    }  # fmt: skip


def _down(level: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * min(HIGHEST, max(0, level)) / HIGHEST


def _labelled(lines: list[Data]) -> list[Data]:
    """`lines` with `label`, the height of each name, pushed apart so that none covers another, and back up where they would leave the chart."""
    lowest = -float("inf")
    ordered = sorted(lines, key=lambda line: line["end"])
    for line in ordered:
        lowest = max(line["end"], lowest + APART)
        line["label"] = lowest
    highest = float(BOTTOM)
    for line in reversed(ordered):
        highest = min(line["label"], highest)
        line["label"] = highest
        highest -= APART
    for line in lines:
        line["label"] = f"{line['label'] + 4:.1f}"
        del line["end"]
    return lines


# -- marks side by side --------------------------------------------------------------------------------------------------------

RATERS = {"own": "circle", "counterpart": "triangle", "peer": "diamond", "trainer": "square"}
"""Whose marks are drawn, in this order, and by which sign."""
_MARKS_LEFT, _ROW, _ROWS_TOP, _LEVELS = 170, 34, 58, 4
_LONGEST_NAME = 26


def marks_chart(rows: Sequence[Data], say: Mapping[str, str]) -> Data | None:
    """Own mark, counterpart's, peers' median and trainer's beside each other, a row a criterion; None where no mark is open to this reader.

    `alt` says the same in words.
    """
    shown = [(row, found) for row in rows if (found := marks_shown(row))]
    if not shown:
        return None
    step = (WIDTH - _MARKS_LEFT - 40) / (_LEVELS - 1)
    order, several = list(RATERS), len({row["take"] for row, _ in shown}) > 1
    present = [role for role in order if any(role in found for _, found in shown)]
    drawn: list[Data] = []
    for number, (row, found) in enumerate(shown):
        name = row["criterion"]["name"] + (f" ({row['take']})" if several else "")
        marks = [
            {
                # so that equal marks stand side by side
                "x": f"{_MARKS_LEFT + step * (level - 1) + (order.index(role) - 1.5) * 5:.1f}", "marker": RATERS[role], "tone": order.index(role) + 1,
            }
            for role, level in found.items()
        ]  # fmt: skip
        words = ", ".join(f"{say['legend.' + role]} {level:g}" for role, level in found.items())
        label = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
        drawn.append({"y": f"{_ROWS_TOP + _ROW * number}", "label": label, "marks": marks, "words": f"{name}: {words}"})
    return {
        "width": WIDTH, "height": _ROWS_TOP + _ROW * len(shown), "left": _MARKS_LEFT, "right": f"{_MARKS_LEFT + step * (_LEVELS - 1):.1f}",
        "legend_y": 12, "ticks_y": 38, "rows": drawn, "alt": "; ".join(row["words"] for row in drawn),
        "legend": [
            {"x": f"{14 + at * 105}", "name": say[f"legend.{role}"], "marker": RATERS[role], "tone": order.index(role) + 1} for at, role in enumerate(present)
        ],
        "ticks": [{"x": f"{_MARKS_LEFT + step * (level - 1):.1f}", "level": level} for level in range(1, _LEVELS + 1)],
    }  # fmt: skip


def marks_shown(row: Data) -> dict[str, float]:
    """The marks of a row of `ratings` that can be drawn, by who gave them; several of one role as their mean."""
    found: dict[str, float] = {}
    if row["own"] and row["own"]["level"]:
        found["own"] = row["own"]["level"]
    for mark in row["shown"]:
        levels = [level["level"] for level in mark["levels"]]
        value = mark["median"] if mark["role"] == "peer" else sum(levels) / len(levels) if levels else None
        if value is not None and mark["role"] in RATERS:
            found[mark["role"]] = value
    return {role: found[role] for role in RATERS if role in found}
