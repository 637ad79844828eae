"""Flags are raised on what is careless and on nothing near it: a false alarm of harm costs more than a miss."""

from __future__ import annotations

import pytest

from simulator.core.moves import Spoken
from simulator.hearing import hear


@pytest.mark.parametrize(
    "text",
    ["Are you here legally?", "¿Y tiene papeles?", "If you really loved your kids you'd come.", "Si de verdad le importaran sus hijos vendría.",
     "Don't be such a victim.", "Cuéntenos todo con detalle aunque llore.", "She's undocumented, so she gets it.", "no les va a pasar nada, se lo prometo"],
)  # fmt: skip
def test_harm_is_heard(text: str) -> None:
    assert "harm" in hear(text).flags


@pytest.mark.parametrize(
    "text",
    ["Do you have the papers from the school?", "Did you bring your papers from the meeting?", "I promise to call you Friday.", "You love your kids and it shows.",
     "Nobody here will ask about anyone's status.", "¿Tiene los papeles de la junta?", "No les voy a mentir.", "Cuénteme con calma.", "You are not a victim here, you are angry."],
)  # fmt: skip
def test_what_only_sounds_like_harm_is_not_flagged(text: str) -> None:
    assert "harm" not in hear(text).flags


@pytest.mark.parametrize(
    "text",
    ["These parents just don't value education.", "los papás de aquí son bien apáticos", "Es que aquí la gente no se quiere superar."],
)
def test_blaming_families_is_a_deficit(text: str) -> None:
    assert "deficit" in hear(text).flags


@pytest.mark.parametrize("text", ["It's in the LCAP supplemental.", "Vamos a hacer un uno a uno.", "su hijo es LTEL"])
def test_words_of_the_trade_are_jargon(text: str) -> None:
    assert "jargon" in hear(text).flags


@pytest.mark.parametrize(
    "text", ["It's in the LCAP, the plan for the money.", "Es el LCAP, o sea el plan del distrito.", "It's called the LCAP."]
)
def test_words_explained_in_the_same_breath_are_not_jargon(text: str) -> None:
    assert "jargon" not in hear(text).flags


def test_a_word_the_listener_used_first_is_not_jargon() -> None:
    said = (Spoken("Carmen, grandmother", "They keep canceling his IEP meeting."),)
    assert "jargon" not in hear("When was the last IEP meeting?", said, "one_to_one").flags


def test_bare_praise_is_empty_and_praise_with_evidence_is_not() -> None:
    assert "empty" in hear("Great job!!").flags
    assert "empty" in hear("qué padre, felicidades!!").flags
    assert "empty" not in hear("You kept your voice steady when he interrupted you.").flags


def test_two_questions_are_stacked_and_one_is_not() -> None:
    assert "stacked" in hear("How many kids do you have? And which school do they go to?").flags
    assert "stacked" in hear("¿En qué grado va? ¿Y quién es su maestra?").flags
    assert "stacked" not in hear("How many kids do you have?").flags


def test_a_question_answered_at_once_is_self_answered() -> None:
    assert "self-answered" in hear("Why did nobody come? I think it was the rain.").flags
    assert "self-answered" not in hear("Why did nobody come? My sister asked me that.").flags


def test_speaking_for_a_leader_needs_a_leader_who_was_asked() -> None:
    asked = (
        Spoken("Gloria Tuala, mother", "I have a question about the calendar."),
        Spoken("Mr. Dent, director of programs", "Mrs. Tuala, what is it you want from us?"),
    )
    answer = "The calendar opens once a year, and eleven families missed it."
    assert "answers-for" in hear(answer, asked, "research_meeting").flags
    assert "answers-for" not in hear("Gloria, that one is yours.", asked, "research_meeting").flags
    assert "answers-for" not in hear(answer, asked[1:], "research_meeting").flags
    assert "answers-for" not in hear(answer).flags
