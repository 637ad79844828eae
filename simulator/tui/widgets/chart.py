"""Feelings over the turns, as rows of small bars with words: drawn in the debrief only, never during a take."""

from __future__ import annotations

from textual.content import Content

from simulator.core.material import Material
from simulator.core.scenario import HIGHEST
from simulator.core.transcript import TakeView
from simulator.phrases import Voice
from simulator.tui.widgets.prose import plain

BARS = "▁▂▃▅▆█"
"""One sign a value, 0 to 5."""
MOST_POINTS = 40
"""The latest turns that find room; earlier ones are left out."""
SPACIOUS = 12
"""Up to so many turns a bar gets three cells and its line's number beneath."""


def feelings(view: TakeView, material: Material, say: Voice) -> Content:
    """A row for each meter that moved: its name, its value before her first line and after each, and in words where it went."""
    turns = view.turns[-MOST_POINTS:]
    wide = 3 if len(turns) <= SPACIOUS else 1
    several = len({meter.split(".")[0] for meter in view.start}) > 1
    rows: list[tuple[str, list[int]]] = []
    for meter, first in view.start.items():
        values = [first, *(turn.feelings.get(meter, first) for turn in turns)]
        if len(set(values)) > 1:
            rows.append((_label(meter, material, say, several), values))
    if not rows:
        return Content("")
    column = max(len(label) for label, _ in rows) + 2
    shown = [
        Content.assemble(
            plain(label.ljust(column)),
            plain("".join(BARS[min(HIGHEST, max(0, value))].ljust(wide) for value in values), "$accent"),
            plain(f"  {say('meter-went', way=say(_way(values)), first=values[0], last=values[-1])}", "$foreground 65%"),
        )
        for label, values in rows
    ]
    if wide > 1:
        numbers = "".join(str(turn.number).ljust(wide) for turn in turns)
        shown.append(plain(say("chart-lines").ljust(column) + "·".ljust(wide) + numbers, "$foreground 65%"))
    return Content("\n").join(shown)


def _label(meter: str, material: Material, say: Voice, several: bool) -> str:
    """`trust`, or `Rosario, trust` where several people feel."""
    person, _, kind = meter.partition(".")
    known = kind in ("trust", "energy", "guard", "tension", "clock", "exposure")
    label = say(f"meter.{kind}") if known else kind
    first_name = material.name(person, material.scenario.language).split(" ")[0]
    return f"{first_name}, {label}" if several else label


def _way(values: list[int]) -> str:
    """The phrase for where a meter went, all in all."""
    return "meter-rose" if values[-1] > values[0] else "meter-fell" if values[-1] < values[0] else "meter-back"
