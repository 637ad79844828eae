"""The feelings-over-lines chart as coordinates: what the page draws as SVG, told apart by dash, marker and label, not by colour alone."""

from __future__ import annotations

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
