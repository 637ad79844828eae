"""Routing by meaning: other words, the other language, and words that belong nowhere."""

from __future__ import annotations

import pytest

from simulator.core.moves import Heard, Spoken
from simulator.core.scenario import Reply, Target, Then
from simulator.hearing import hear
from simulator.hearing.meaning import Encoder
from simulator.hearing.route import route

HERE = Then(((None, Target(("here",))),))


def reply(name: str, *lines: str, moves: tuple[str, ...]) -> Reply:
    return Reply(name, lines[0], HERE, also=lines[1:], moves=moves)


CAR = (
    reply(
        "why",
        "Con el motor prendido. ¿Quién estaba en la puerta?",
        "¿Y por qué no se bajó?",
        "Siempre lo lleva y ayer no. ¿Qué pasó?",
        moves=("reflect", "dig"),
    ),
    reply(
        "tired", "Ha de haber salido muerta del turno, ¿verdad?", "es que trabajar de noche cansa mucho verdad", moves=("leading_question",)
    ),
    reply(
        "advice",
        "Yo que usted le pedía una cita a la maestra.",
        "por que no habla con la maestra, yo le ayudo a mandarle un mensaje",
        moves=("fix",),
    ),
    reply(
        "same",
        "A mí también me dejaban en la esquina, mi mamá nunca se bajaba.",
        "yo igual, mi mama nunca se bajaba del carro en mi escuela",
        moves=("self_share",),
    ),
    Reply("wait", "", HERE, moves=("wait",)),
)
SAID = (Spoken("Rosario", "Ayer le dije córrele, mijo, y me quedé en el carro. Con el motor prendido."),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("¿por que se quedo en el carro?", "why"),
        ("why did you stay in the car?", "why"),
        ("seguro andaba bien cansada del turno, no?", "tired"),
        ("debería hablar con su maestra", "advice"),
        ("my mom never got out of the car at school either", "same"),
        ("mañana hay partido de los Dodgers", None),
    ],
)
def test_an_answer_in_other_words_or_the_other_language_finds_its_reply(encoder: Encoder, text: str, expected: str | None) -> None:
    found = route(text, hear(text, SAID, "one_to_one"), CAR, by=encoder)
    assert (found.reply if found else None) == expected


def test_words_never_become_silence_and_silence_never_becomes_words(encoder: Encoder) -> None:
    found = route("…", Heard(moves=("wait",), primary="wait"), CAR, by=encoder)
    assert found is not None
    assert found.reply == "wait"
    said = route("espero", hear("espero"), CAR, by=encoder)
    assert said is None or said.reply != "wait"


def test_the_same_text_is_always_as_like_to_the_same_others(encoder: Encoder) -> None:
    others = [line for r in CAR for line in (r.say, *r.also) if line]
    first = encoder.alike("¿por qué?", others)
    assert first == encoder.alike("¿por qué?", list(others))
    assert encoder.alike("¿por qué?", others[:1]) == first[:1]
    assert Encoder().alike("¿por qué?", others) == first


def test_nothing_to_compare_with_is_no_likeness(encoder: Encoder) -> None:
    assert encoder.alike("hola", []) == []


def test_without_an_encoder_wording_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    found = route("por que no se bajo?", hear("por que no se bajo?", SAID), CAR, by="wording")
    assert found is not None
    assert found.reply == "why"
