"""Real names that a person typed without meaning to."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.names import real_names, without_names

SCENE = "Rosario Cabrera folds a small uniform at Calle Nogal Elementary. Danny waits."
INSTEAD = {"person": "someone", "school": "a school"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Then Maria Hernandez told me about her son.", ["Maria Hernandez"]),
        ("Le dije a la señora Guadalupe que viniera.", ["Guadalupe"]),
        ("My kid goes to Lincoln Elementary too.", ["Lincoln Elementary"]),
        ("Va a la escuela Benito Juárez con mi hijo.", ["escuela Benito Juárez"]),
        ("I spoke with Principal Watkins on Tuesday.", ["Watkins"]),
        ("Teresa Maldonado was there.", ["Teresa Maldonado"]),
        ("Rosario Cabrera told me about Danny at Calle Nogal Elementary.", []),
        ("Muchas gracias. Nos vemos el Jueves.", []),
        ("I'm Alex. Thank you. What happened on Monday Morning?", []),
        ("Tell me about yesterday morning.", []),
        ("", []),
    ],
)
def test_what_looks_like_a_real_name_is_found_and_the_scene_s_own_is_not(text: str, names: list[str]) -> None:
    assert [one.text for one in real_names(text, SCENE)] == names


def test_a_listed_name_is_found_however_it_is_written() -> None:
    assert [one.text for one in real_names("we went to hoover high", listed=["Hoover High"])] == ["hoover high"]


def test_names_are_taken_out_and_the_rest_stays_as_it_was() -> None:
    text = "Maria Hernandez goes to Lincoln Elementary, and señora Lupita came."
    found = real_names(text, SCENE)
    assert without_names(text, found, INSTEAD) == "someone goes to a school, and señora someone came."


@given(st.text(max_size=300))
def test_any_text_can_be_looked_over_and_what_is_found_stands_there(text: str) -> None:
    found = real_names(text, SCENE)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    without_names(text, found, INSTEAD)
