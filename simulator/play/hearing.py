"""Hearing with the codebook's examples in its ear, a trainer's own among them."""

from __future__ import annotations

from simulator.core.moves import Codebook
from simulator.hearing import Hearing, LightHearing


def hearing_for(codebook: Codebook) -> Hearing:
    """The hearing in force, taught by every example line of `codebook`."""
    return LightHearing({move.id: tuple(line for lines in move.examples.values() for line in lines) for move in codebook.moves.values()})
