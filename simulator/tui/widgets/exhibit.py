"""A small table or bar chart as text."""

from __future__ import annotations

from textual.content import Content

from simulator.core.scenario import Exhibit
from simulator.tui.widgets.prose import plain

BAR = 24
"""Cells of the longest bar."""


def exhibit(shown: Exhibit, title: str) -> Content:
    """`shown` under its title: bars with their numbers, or columns set in line."""
    rows = [plain(title, "bold")]
    if shown.kind == "bars":
        rows.extend(_bars(shown))
    else:
        widths = [
            max((len(row[at]) for row in shown.rows if at < len(row)), default=0) for at in range(max(map(len, shown.rows), default=0))
        ]
        for number, row in enumerate(shown.rows):
            text = "  ".join(cell.ljust(widths[at]) for at, cell in enumerate(row)).rstrip()
            rows.append(plain(text, "bold" if number == 0 else ""))
    if shown.source:
        rows.append(plain(shown.source, "dim"))
    return Content("\n").join(rows)


def _bars(shown: Exhibit) -> list[Content]:
    values = [(row[0], float(row[1])) for row in shown.rows]
    longest = max((value for _, value in values), default=0) or 1
    width = max((len(label) for label, _ in values), default=0)
    return [
        Content.assemble(plain(label.ljust(width) + "  "), plain("█" * round(value / longest * BAR), "$accent"), plain(f" {row[1]}"))
        for (label, value), row in zip(values, shown.rows, strict=True)
    ]
