"""The reader reads an answer after the lines it answers, and only the order and the words of those decide what it makes of it."""

from __future__ import annotations

from importlib import resources
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core.moves import FLAGS, MOVES, Spoken
from simulator.hearing.features import TRAINEE, before_of
from simulator.hearing.pieces import BEGIN, END
from simulator.hearing.reader import ANSWER, BEFORE, LINES, Reader, _thought, laid_out, shipped_reader
from simulator.hearing.segment import segment

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
        assert arrays["hurts"].shape == (1152, 1)
        assert arrays["cut"].shape == (768, 1)


def test_every_clause_gets_a_row_and_the_whole_answer_one() -> None:
    rows, whole = shipped_reader().read("one_to_one", SAID, ["¿Tres veces?", "¿Y usted qué hizo?"])
    assert rows.shape == (2, 1152)
    assert whole.shape == (769,)
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


def test_what_is_typed_without_a_mark_is_cut_where_a_clause_begins() -> None:
    text = "gracias por contarme eso y usted que les dijo cuando se rieron yo tambien pase por algo asi con mi hijo"
    spans = shipped_reader().cut("one_to_one", SAID, text, [(0, len(text))])
    assert [text[a:b] for a, b in spans] == [
        "gracias por contarme eso", "y usted que les dijo cuando se rieron", "yo tambien pase por algo asi con mi hijo",
    ]  # fmt: skip


def test_an_answer_that_was_cut_is_not_read_a_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with np.load(str(resources.files("simulator.hearing") / "model" / "reader.npz"), allow_pickle=False) as arrays:
        reader = Reader({name: arrays[name] for name in arrays.files}, shipped_reader().pieces)
    read = []
    monkeypatch.setattr("simulator.hearing.reader._thought", lambda *given: read.append(given) or _thought(*given))
    reader.listen("one_to_one", SAID)
    before = len(read)
    assert before > 0
    text = "im so sorry that happened what did she say after"
    spans = reader.cut("one_to_one", SAID, text, segment(text))
    once = len(read) - before
    assert once > 0
    reader.read("one_to_one", SAID, [text[a:b] for a, b in spans])
    assert len(read) == before + once


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_cutting_further_keeps_every_word_in_order_and_every_place_where_a_clause_began(text: str) -> None:
    spans = segment(text)
    cut = shipped_reader().cut("house_meeting", SAID, text, spans)
    assert " ".join(text[a:b] for a, b in cut).split() == " ".join(text[a:b] for a, b in spans).split()
    assert {start for start, _ in spans} <= {start for start, _ in cut}
    assert all(a[1] <= b[0] for a, b in pairwise(cut))


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=120), st.text(max_size=80), st.text(max_size=20))
def test_nothing_that_can_be_typed_stops_the_reader(text: str, said: str, who: str) -> None:
    rows, whole = shipped_reader().read("house_meeting", before_of((Spoken(who, said),)), [text])
    assert np.isfinite(rows).all()
    assert np.isfinite(whole).all()


@pytest.mark.parametrize("form", ["", "one_to_one", "no such form"])
def test_a_form_it_never_heard_of_is_only_words(form: str) -> None:
    assert laid_out(shipped_reader().pieces, form, ())[0] == BEGIN
