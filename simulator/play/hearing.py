"""Hearing with the codebook's examples in its ear, a trainer's own among them."""

from __future__ import annotations

from simulator.core.moves import Codebook
from simulator.hearing import Hearing, best_hearing


def hearing_for(codebook: Codebook) -> Hearing:
    """The best hearing here, taught by every example line of `codebook`. Waits for the encoder unless it was warmed before."""
    return best_hearing(codebook.lines)
