"""Shared by the tests of hearing: nothing but short ways to say who spoke before."""

from __future__ import annotations

import pytest

from simulator.core.moves import Spoken


@pytest.fixture
def pell() -> tuple[Spoken, ...]:
    """An official asked for a commitment answers with fog."""
    return (
        Spoken("Trainee", "Will you put four reading tutors in your June recommendation, yes or no?"),
        Spoken("Dr. Pell, superintendent", "We are absolutely committed to exploring every option."),
    )


@pytest.fixture
def rosario() -> tuple[Spoken, ...]:
    """A mother in the middle of her story."""
    return (
        Spoken("Trainee", "Cuénteme de ayer en la mañana."),
        Spoken("Rosario Cabrera, mamá de Danny", "De niña me hicieron leer en inglés enfrente de todos y se rieron."),
    )
