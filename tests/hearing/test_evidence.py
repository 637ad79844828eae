"""Why a line was heard so: the words that carried it stand in the line, in order, and the example beside it is a known one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core.heard import acts
from simulator.core.moves import OTHER, Heard, Unit, heard_from_data, heard_to_data
from simulator.core.turn import Turn
from simulator.hearing import Hearing, LightHearing, best_hearing

LINES = {"fix": ("Yo que usted pediría una junta con la maestra.", "You should talk to the counselor."), "dig": ("¿Y luego qué pasó?",)}


def test_the_words_that_carry_a_move_are_marked(hearing: Hearing) -> None:
    text = "Yo que usted pediría una cita con la directora."
    heard = hearing.explain(text, hearing.hear(text, (), "one_to_one"), (), "one_to_one")
    assert heard.moves == ("fix",)
    marked = " ".join(text[a:b] for a, b in heard.units[0].words)
    assert "Yo que" in marked


@pytest.mark.parametrize("made", [LightHearing, best_hearing])
def test_the_example_shown_is_a_known_one_of_that_move(made: type[LightHearing]) -> None:
    hearing = made(LINES)
    text = "Yo que usted pediría una cita con la directora."
    heard = hearing.explain(text, hearing.hear(text, (), "one_to_one"), (), "one_to_one")
    assert [unit.like for unit in heard.units if unit.move == "fix"] == ["Yo que usted pediría una junta con la maestra."]


def test_nothing_is_shown_beside_a_line_that_is_like_no_example(hearing: Hearing) -> None:
    text = "Will you vote for it on Tuesday, yes or no?"
    assert all(unit.like == "" for unit in hearing.explain(text, hearing.hear(text)).units)


def test_explaining_changes_nothing_of_what_was_heard(hearing: Hearing) -> None:
    text = "Gracias por decirme. ¿Y usted qué hizo? Le llamo el viernes."
    heard = hearing.hear(text)
    told = hearing.explain(text, heard)
    assert (told.moves, told.primary, told.flags, told.abstained) == (heard.moves, heard.primary, heard.flags, heard.abstained)
    assert [(u.start, u.end, u.move, u.confidence) for u in told.units] == [(u.start, u.end, u.move, u.confidence) for u in heard.units]


@settings(max_examples=40, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from(["yo", "que", "gonna", "don't", "¿Y", "usted?", "xq", "😊", "I'll", "y/o", "No."])).map(" ".join),
    )
)
def test_marked_words_lie_in_their_utterance_in_order(text: str) -> None:
    for hearing in (LightHearing(LINES), best_hearing(LINES)):
        for unit in hearing.explain(text, hearing.hear(text)).units:
            places = [unit.start, *(at for span in unit.words for at in span), unit.end]
            assert places == sorted(places)
            assert unit.move != OTHER or unit.words == ()


def test_what_was_explained_is_remembered_and_what_was_not_reads_as_before() -> None:
    told = Heard((Unit(0, 9, "fix", 0.8, ((0, 2), (4, 9)), "Yo que usted."), Unit(10, 12, "other", 0.4)), ("fix",), "fix", unsure=("fix",))
    assert heard_from_data(heard_to_data(told)) == told
    plain = {"units": [[0, 9, "fix", 0.8]], "moves": ["fix"], "primary": "fix", "flags": [], "abstained": False}
    assert heard_to_data(heard_from_data(plain)) == plain


def test_a_face_is_given_each_act_cut_at_its_words() -> None:
    text = "Yo que usted hablaba. Ajá."
    heard = Heard((Unit(0, 21, "fix", 0.8, ((0, 6), (13, 20)), "x"), Unit(22, 26, "other", 0.4)), ("fix",), "fix")
    turn = Turn(1, 1, "b", "organizer", "ana", "parent", "words", text, moves=("fix",), heard=heard)
    act = acts(turn)[0]
    assert (act.text, act.words) == ("Yo que usted hablaba.", ("Yo que", "hablaba"))
    assert len(acts(turn)) == 1
    assert acts(Turn(1, 1, "b", "organizer", "ana", "parent", "choice", text, moves=("fix",))) == ()


def test_words_after_the_cut_off_are_not_shown() -> None:
    text = "Yo que usted hablaba."
    heard = Heard((Unit(0, 21, "fix", 0.8, ((0, 6), (13, 20))),), ("fix",), "fix")
    turn = Turn(1, 1, "b", "organizer", "ana", "parent", "words", text, moves=("fix",), heard=heard, cut=12)
    assert (acts(turn)[0].text, acts(turn)[0].words) == ("Yo que usted", ("Yo que",))
