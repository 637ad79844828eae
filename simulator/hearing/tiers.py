"""Owns which tier hears: the full one where the sentence encoder is there, else the light one, which says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from simulator.hearing.meaning import is_here, shipped_meaning

if TYPE_CHECKING:
    from simulator.core.moves import Heard, Spoken
    from simulator.hearing.listen import Hearing
    from simulator.hearing.taught import Lesson


def tier_here() -> Literal["full", "light"]:
    """Which tier hears on this computer, without loading it."""
    return "full" if is_here() else "light"


def best_hearing(
    examples: Mapping[str, Sequence[str]] | None = None, lessons: Sequence[Lesson] = (), learned: Path | None = None
) -> Hearing:
    """The best hearing this machine has; its `tier` tells which. `examples` (move → lines) decide the move of lines near to them.

    A trainer's `lessons` do the same, and are learned besides where the full tier hears; `learned` is where that is kept. Waits for the sentence
    encoder, about a second, the first time. `SIMULATOR_HEARING=light` keeps to the light tier.
    """
    from simulator.hearing.light import LightHearing  # telling which tier is here must not load what hears
    from simulator.hearing.taught import by_move

    lines = dict(examples or {})
    for move, taught in by_move(lessons).items():
        lines[move] = (*lines.get(move, ()), *taught)
    encoder = shipped_meaning()
    if encoder is None:
        return LightHearing(lines)
    # Imported here: it needs numpy, which a machine without the encoder may lack, and which listing scenarios must not load.
    from simulator.hearing.full import FullHearing
    from simulator.hearing.reader import shipped_reader
    from simulator.hearing.refit import refit
    from simulator.hearing.trained import shipped_heads

    return FullHearing(encoder, lines, refit(shipped_reader(), shipped_heads(), lessons, learned))


@cache
def default_hearing() -> Hearing:
    """The hearing that a program uses unless told otherwise; made once."""
    return best_hearing()


def hear(text: str, context: Sequence[Spoken] = (), form: str = "", language: str = "") -> Heard:
    """`default_hearing().hear(…)`."""
    return default_hearing().hear(text, context, form, language)
