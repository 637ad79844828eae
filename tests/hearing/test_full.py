"""The full tier: meaning beside wording, utterances joined again, honest about which tier hears."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.core.moves import MOVES, Spoken, Unit
from simulator.hearing import LightHearing, best_hearing, default_hearing, hear
from simulator.hearing.full import FullHearing, join_neighbours, likeliest
from simulator.hearing.meaning import Encoder
from simulator.hearing.sureness import Sureness
from simulator.hearing.trained import BUCKETS, CLASSES, shipped_heads

DIG, PITCH = CLASSES.index("dig"), CLASSES.index("pitch")


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


def test_a_doubtful_utterance_leans_towards_its_neighbour_and_a_clear_one_does_not() -> None:
    shares = np.full((2, len(CLASSES)), -9.0)
    shares[0, DIG] = -0.1
    shares[1, DIG], shares[1, PITCH] = -0.8, -0.7
    assert likeliest(shares, 0.0) == [DIG, PITCH]
    assert likeliest(shares, 0.3) == [DIG, DIG]
    shares[1, PITCH] = -0.1
    assert likeliest(shares, 0.3) == [DIG, PITCH]


def test_sureness_stays_a_share_whatever_the_signs() -> None:
    curve = Sureness(0.0, {"share": 1e9})
    assert 0.0 <= curve.of({"share": -1.0}) < 0.01
    assert 0.99 < curve.of({"share": 1.0, "unknown": 5.0}) <= 1.0


def test_the_heads_that_ship_fit_the_moves() -> None:
    heads = shipped_heads()
    assert heads.unit.words.shape == (BUCKETS, len(CLASSES))
    assert heads.turn.words.shape == (BUCKETS, len(MOVES))
    assert 0.0 < heads.threshold < 1.0


def test_an_answer_too_long_to_be_meant_is_heard_at_its_beginning() -> None:
    heard = hear("How many children do you have? " + "blah " * 3_000, (), "one_to_one")
    assert heard.units[0].move == "closed_question"
