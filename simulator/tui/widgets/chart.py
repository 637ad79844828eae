"""Feelings over the turns, as rows of small bars with words: drawn in the debrief only, never during a take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from simulator.core.scenario import HIGHEST
from simulator.phrases import Voice
from simulator.tui.widgets.prose import plain

BARS = "▁▂▃▅▆█"
"""One sign a value, 0 to 5."""


def feelings(
    start: Mapping[str, int], after: Sequence[Mapping[str, int]], names: Mapping[str, str], say: Voice, width: int = 40
) -> Content:
    """A row for each meter that moved: its name, its value at the start and after each turn, first and last in figures.

    `start` and each of `after` map `person.meter` to 0..5; `names` maps people to how they are called.
    """
    rows: list[Content] = []
    shown = after[-width:]
    several = len({meter.split(".")[0] for meter in start}) > 1
    for meter in start:
        values = [start[meter], *(point.get(meter, start[meter]) for point in shown)]
        if len(set(values)) == 1:
            continue
        person, _, kind = meter.partition(".")
        known = kind in ("trust", "energy", "guard", "tension", "clock", "exposure")
        label = say(f"meter.{kind}") if known else kind
        title = f"{names.get(person, person)}, {label}" if several else label
        bars = "".join(BARS[min(HIGHEST, max(0, value))] for value in values)
        rows.append(Content.assemble(plain(title.ljust(24)), plain(bars, "$accent"), plain(f"  {values[0]} → {values[-1]}", "$text-muted")))
    return Content("\n").join(rows)
