"""Owns which tier hears: the full one where the sentence encoder is there, else the light one, which says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from simulator.core.moves import Heard, Spoken
from simulator.hearing.light import LightHearing
from simulator.hearing.listen import Hearing
from simulator.hearing.meaning import shipped_meaning


def best_hearing(examples: Mapping[str, Sequence[str]] | None = None) -> Hearing:
    """The best hearing this machine has; its `tier` tells which. `examples` (move → lines) decide the move of lines near to them.

    Waits for the sentence encoder, about a second, unless `warm` has loaded it before. `SIMULATOR_HEARING=light` keeps to the light tier.
    """
    encoder = shipped_meaning()
    if encoder is None:
        return LightHearing(examples)
    # Imported here: it needs numpy, which a machine without the encoder may lack, and which listing scenarios must not load.
    from simulator.hearing.full import FullHearing

    return FullHearing(encoder, examples)


@cache
def default_hearing() -> Hearing:
    """The hearing that a program uses unless told otherwise; made once."""
    return best_hearing()


def hear(text: str, context: Sequence[Spoken] = (), form: str = "", language: str = "") -> Heard:
    """`default_hearing().hear(…)`."""
    return default_hearing().hear(text, context, form, language)
