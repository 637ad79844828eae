"""The reader reads an answer after the lines it answers, and only the order and the words of those decide what it makes of it."""

from __future__ import annotations

from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core.moves import FLAGS, MOVES, Spoken
from simulator.hearing.features import TRAINEE, before_of
from simulator.hearing.pieces import BEGIN, END
from simulator.hearing.reader import ANSWER, BEFORE, LINES, laid_out, shipped_reader

SAID = before_of((Spoken("Trainee", "¿Y cómo le ha ido?"), Spoken("Araceli Quijano, mamá", "Le han cambiado la ayudante tres veces.")))


def test_the_trainee_s_own_lines_all_bear_one_name() -> None:
    assert [name for name, _ in SAID] == [TRAINEE, "Araceli Quijano, mamá"]
    assert before_of((Spoken("Organizadora", "Hola"),))[0][0] == TRAINEE


def test_the_last_lines_are_laid_out_before_the_answer_and_older_ones_left() -> None:
    pieces = shipped_reader().pieces
    older = before_of((Spoken("Araceli", "Buenas tardes."),))
    assert laid_out(pieces, "one_to_one", (*older, *SAID)) == laid_out(pieces, "one_to_one", SAID)
    assert LINES == 2


def test_of_a_long_line_its_end_is_read() -> None:
    pieces = shipped_reader().pieces
    long = before_of((Spoken("Dr. Pell", "We are committed. " * 80 + "Will you come?"),))
    told = laid_out(pieces, "action", long)
    assert len(told) <= BEFORE
    assert (told[0], told[-1]) == (BEGIN, END)
    end = pieces.of("Will you come?")
    assert list(told[-1 - len(end) : -1]) == end


def test_the_reader_that_ships_knows_a_row_for_every_piece() -> None:
    with np.load(str(resources.files("simulator.hearing") / "model" / "reader.npz"), allow_pickle=False) as arrays:
        assert len(arrays["words"]) == len(arrays["words_steps"]) == len(shipped_reader().pieces)
        assert arrays["unit"].shape == (1152, len(MOVES) + 1)
        assert arrays["turn"].shape == (768, len(MOVES) + len(FLAGS))


def test_every_clause_gets_a_row_and_the_whole_answer_one() -> None:
    rows, whole = shipped_reader().read("one_to_one", SAID, ["¿Tres veces?", "¿Y usted qué hizo?"])
    assert rows.shape == (2, 1152)
    assert whole.shape == (768,)
    assert np.isfinite(rows).all()
    assert np.isfinite(whole).all()


def test_the_same_words_are_read_otherwise_after_other_lines() -> None:
    other = before_of((Spoken("Dr. Pell, superintendent", "We are exploring every option."),))
    first, second = (shipped_reader().read(form, said, ["¿Sí o no?"])[0] for form, said in (("one_to_one", SAID), ("action", other)))
    assert not np.allclose(first, second, atol=0.1)


def test_reading_twice_gives_the_same_rows_whatever_was_read_between() -> None:
    first = shipped_reader().read("one_to_one", SAID, ["¿Y usted qué hizo?"])
    shipped_reader().read("", (), ["Something else, said at length, to somebody else."])
    again = shipped_reader().read("one_to_one", SAID, ["¿Y usted qué hizo?"])
    assert (first[0] == again[0]).all()
    assert (first[1] == again[1]).all()


def test_a_very_long_answer_is_read_in_parts() -> None:
    clauses = [f"Number {at} of the things I wanted to say," for at in range(60)]
    rows, _ = shipped_reader().read("action", SAID, clauses)
    assert rows.shape == (60, 1152)
    assert np.abs(rows[-1]).max() > 0
    endless = shipped_reader().read("action", SAID, clauses * 5)[0]
    assert endless.shape == (300, 1152)
    assert np.abs(endless[-1]).max() == 0
    one = ["word " * (3 * ANSWER)]
    assert shipped_reader().read("action", SAID, one)[0].shape == (1, 1152)


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=120), st.text(max_size=80), st.text(max_size=20))
def test_nothing_that_can_be_typed_stops_the_reader(text: str, said: str, who: str) -> None:
    rows, whole = shipped_reader().read("house_meeting", before_of((Spoken(who, said),)), [text])
    assert np.isfinite(rows).all()
    assert np.isfinite(whole).all()


@pytest.mark.parametrize("form", ["", "one_to_one", "no such form"])
def test_a_form_it_never_heard_of_is_only_words(form: str) -> None:
    assert laid_out(shipped_reader().pieces, form, ())[0] == BEGIN
