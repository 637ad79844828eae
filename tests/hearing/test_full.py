"""The full tier: meaning beside wording, utterances joined again, honest about which tier hears."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.moves import MOVES, Spoken, Unit
from simulator.hearing import LightHearing, best_hearing, default_hearing, hear
from simulator.hearing.full import FullHearing, join_neighbours, placed
from simulator.hearing.meaning import Encoder
from simulator.hearing.trained import BUCKETS, CLASSES, any_of, shipped_heads


def test_the_full_tier_hears_where_the_encoder_is_there() -> None:
    assert default_hearing().tier == "full"


def test_the_light_tier_hears_where_it_is_asked_for_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMULATOR_HEARING", "light")
    assert best_hearing().tier == "light"
    assert best_hearing().hear("¿Y luego qué pasó?") == LightHearing().hear("¿Y luego qué pasó?")


def test_the_light_tier_hears_where_there_is_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.hearing.tiers.shipped_meaning", lambda: None)
    assert best_hearing().tier == "light"


def test_one_answer_is_heard_alike_alone_and_among_others(encoder: Encoder) -> None:
    said = (Spoken("Rosario", "Se rieron de mí."),)
    texts = ["¿Y usted qué hizo?", "I'm Sam. What happened next?", "gracias, le llamo el viernes", "¿Y usted qué hizo?"]
    among = [hear(text, said, "one_to_one") for text in texts]
    for text, heard in zip(texts, among, strict=True):
        assert FullHearing(encoder).hear(text, said, "one_to_one") == heard


def test_what_was_just_said_decides_between_moves_with_the_same_words() -> None:
    said = (
        Spoken("Trainee", "Will you put four tutors in the June budget?"),
        Spoken("Dr. Pell, superintendent", "We are exploring every option."),
    )
    assert hear("So is that a yes or a no?", said, "action").primary == "pin"


def test_words_of_both_languages_in_one_breath_are_heard() -> None:
    assert hear("Can you come el jueves a las seis, con Lupe?", (), "one_to_one").primary == "ask_specific"
    assert hear("Yo que usted I would talk to the counselor.", (), "one_to_one").primary == "fix"


def test_neighbours_of_one_move_in_one_sentence_are_one_utterance() -> None:
    text = "we have free food and we win a lot. we rock"
    units = [Unit(0, 17, "pitch", 0.4), Unit(18, 35, "pitch", 0.6), Unit(36, 43, "pitch", 0.5)]
    assert join_neighbours(text, units, 2) == ([Unit(0, 35, "pitch", 0.6), Unit(36, 43, "pitch", 0.5)], 1)


def test_neighbours_of_different_moves_stay_apart() -> None:
    units = [Unit(0, 5, "dig", 0.4), Unit(6, 11, "pitch", 0.6)]
    assert join_neighbours("aaaaa bbbbb", units, 0) == (units, 0)


def shares(*rows: dict[str, float]) -> Any:
    """Log shares of utterances from the moves that stand out in each."""
    table = np.full((len(rows), len(CLASSES)), -9.0)
    for at, row in enumerate(rows):
        for move, value in row.items():
            table[at, CLASSES.index(move)] = value
    return table


def heard(*moves: str) -> Any:
    return np.array([move in moves for move in MOVES])


def names(path: list[int]) -> list[str]:
    return [CLASSES[k] for k in path]


ODDS = np.linspace(0.4, 0.6, len(MOVES))


def test_an_utterance_makes_no_move_that_the_answer_was_not_heard_to_make() -> None:
    one = shares({"dig": -0.1, "other": -3.0})
    assert names(placed(one, ODDS, heard("dig"))) == ["dig"]
    assert names(placed(one, ODDS, heard("pitch"))) == ["pitch"]
    assert names(placed(one, ODDS, heard())) == ["other"]


def test_every_move_that_was_heard_has_an_utterance_of_its_own_while_there_are_enough() -> None:
    two = shares({"dig": -0.1, "pitch": -2.0}, {"dig": -0.2, "pitch": -1.0})
    assert names(placed(two, ODDS, heard("dig", "pitch"))) == ["dig", "pitch"]
    assert names(placed(two, ODDS, heard("dig", "pitch", "pin"))) in (["dig", "pitch"], ["pitch", "dig"], ["pin", "dig"], ["dig", "pin"])


@given(st.integers(1, 6), st.lists(st.booleans(), min_size=len(MOVES), max_size=len(MOVES)), st.integers(0, 99))
def test_only_moves_that_were_heard_are_placed(count: int, said: list[bool], seed: int) -> None:
    chance = np.random.default_rng(seed)
    path = placed(chance.normal(size=(count, len(CLASSES))), ODDS, np.array(said))
    assert len(path) == count
    assert {CLASSES[k] for k in path} <= {move for move, there in zip(MOVES, said, strict=True) if there} | {"other"}
    assert len(set(path) - {len(MOVES)}) >= min(count, sum(said), 1)


def test_an_answer_is_surer_of_a_move_that_more_of_its_utterances_make() -> None:
    weak, strong = shares({"dig": -1.0, "other": -0.5}), shares({"dig": -1.0, "other": -0.5}, {"dig": -1.0, "other": -0.5})
    at = MOVES.index("dig")
    assert any_of(strong)[at] > any_of(weak)[at]
    assert np.isfinite(any_of(np.zeros((1, len(CLASSES))))).all()


def test_the_heads_that_ship_fit_the_moves() -> None:
    heads = shipped_heads()
    assert heads.unit.words.shape == (BUCKETS, len(CLASSES))
    assert heads.turn.words.shape == (BUCKETS, len(MOVES))
    for speaking in (heads.marked, heads.unmarked):
        assert speaking.cuts.shape == speaking.odds.shift.shape == (len(MOVES),)
        assert 0.0 < speaking.cuts.min() <= speaking.cuts.max() < speaking.sure < 1.0
    assert heads.weak < set(MOVES)
    assert heads.stamp


def test_a_move_that_is_not_heard_surely_enough_is_said_to_be_unsure() -> None:
    texts = [
        "hmm well the lunch thing maybe",
        "You know what that tells me.",
        "Ese camión ya ni pasa, fíjese.",
        "Two of them, and the key.",
    ]
    found = [hear(text, (Spoken("Ana, mother", "They never call."),), "one_to_one") for text in texts]
    for text, one in zip(texts, found, strict=True):
        sure = {unit.move: unit.confidence for unit in one.units}
        assert all(move in one.moves for move in one.unsure)
        assert all(move in one.unsure for move in one.moves if sure[move] < shipped_heads().speaking(text).sure)


def test_an_answer_too_long_to_be_meant_is_heard_at_its_beginning() -> None:
    heard = hear("How many children do you have? " + "blah " * 3_000, (), "one_to_one")
    assert heard.units[0].move == "closed_question"
