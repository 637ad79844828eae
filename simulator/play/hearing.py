"""Hearing with the codebook's examples in its ear, and what a trainer has taught it on this computer."""

from __future__ import annotations

from pathlib import Path

from simulator.core.moves import Codebook
from simulator.hearing import Hearing, best_hearing
from simulator.hearing.labelled import BadLabels
from simulator.hearing.taught import NAME, lessons_at
from simulator.store.paths import user_content


def taught_path() -> Path:
    """The person's own file of lessons."""
    return user_content() / NAME


def hearing_for(codebook: Codebook) -> Hearing:
    """The best hearing here, taught by every example line of `codebook` and every lesson. Waits for the encoder, about a second, the first time.

    A file of lessons that cannot be read teaches nothing; `doctor` says so, and no practice stops for it.
    """
    path = taught_path()
    try:
        lessons = lessons_at(path)
    except (BadLabels, OSError):
        lessons = []
    return best_hearing(codebook.lines, lessons, path.with_suffix(".npz"))
