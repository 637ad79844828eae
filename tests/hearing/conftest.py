"""Shared by the tests of hearing: the sentence encoder, loaded once, hearing of either tier, and short ways to say who spoke before."""

from __future__ import annotations

import pytest

from simulator.core.moves import Spoken
from simulator.hearing import Hearing, LightHearing, default_hearing
from simulator.hearing.meaning import Encoder, shipped_meaning


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


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The encoder that every test shares."""
    found = shipped_meaning()
    assert found is not None
    return found


@pytest.fixture(params=["full", "light"])
def hearing(request: pytest.FixtureRequest) -> Hearing:
    """Either tier in turn."""
    return default_hearing() if request.param == "full" else LightHearing()
