"""Measures fairness: the same act with and without accents, misspelt, abbreviated, in another Spanish, in both languages, by other names, must be heard alike.

Run `python benchmarks/fairness.py [--flips]`; `SIMULATOR_HEARING=light` measures the light tier.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from simulator.core.moves import Spoken
from simulator.hearing import default_hearing

DATA = Path(__file__).resolve().parent / "data" / "fairness" / "same_acts.txt"


@dataclass(frozen=True)
class Act:
    """One act: the moment, its base line, and (tag, line) of each other way to say it."""

    form: str
    context: tuple[Spoken, ...]
    base: str
    others: tuple[tuple[str, str], ...]


def acts(path: Path = DATA) -> Iterator[Act]:
    """Every act of the set, in order."""
    for block in path.read_text("utf-8").split("\n## ")[1:]:
        head, *lines = [line for line in block.splitlines() if line.strip()]
        form, said = (part.strip() for part in head.split("|", 1))
        who, _, says = said.partition("::")
        pairs = [tuple(part.strip() for part in line.split("|", 1)) for line in lines]
        yield Act(form, (Spoken(who.strip(), says.strip()),), pairs[0][1], tuple((tag, line) for tag, line in pairs[1:]))


def main() -> None:
    """Hear every act in every way and print how often something else is heard."""
    hearing = default_hearing()
    flips: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for act in acts():
        base = hearing.hear(act.base, act.context, act.form)
        for tag, line in act.others:
            heard = hearing.hear(line, act.context, act.form)
            for name in ("all", tag):
                flips[name][0] += 1
                flips[name][1] += heard.primary != base.primary
                flips[name][2] += set(heard.moves) != set(base.moves)
            if "--flips" in sys.argv[1:] and set(heard.moves) != set(base.moves):
                print(f"{tag:9} {','.join(base.moves) or 'other'} -> {','.join(heard.moves) or 'other'}   {line}")
    print(f"{hearing.tier} tier")
    for name, (there, primary, moves) in sorted(flips.items()):
        print(f"{name:9} {there:4} lines  primary flips {primary / there:.3f}  set of moves flips {moves / there:.3f}")


if __name__ == "__main__":
    main()
