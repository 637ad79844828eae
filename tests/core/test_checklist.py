"""The checklist of DOMAIN 6.6 holds its own examples apart: the useful ones pass, the useless ones do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.checklist import QUESTIONS, checklist, hints, useful
from simulator.core.critique import Critique

USEFUL = [
    Critique(
        "1",
        "a",
        "change",
        "¿Y en qué grado va?",
        "She looked at the cup and gave you facts for five minutes.",
        "Tell me about him.",
        "digging",
    ),
    Critique("2", "a", "change", "I know it's hard with the budget.", "He thanked you and never answered.", "Yes or no?", "pin"),
    Critique("3", "a", "change", "Ándele, doña Chela.", "Se echó para atrás.", "Ahorita volvemos con usted al final.", "voices"),
    Critique("4", "a", "keep", "So your answer is no.", "The room got quiet and stayed.", "", "record"),
    Critique(
        "5",
        "a",
        "question",
        "¿Cuántos sillas? ¿A qué hora?",
        "Her answers went from sentences to words. What were you avoiding?",
        "",
        "frame",
    ),
]
USELESS = [
    (Critique("1", "a", "change", "", "Go deeper next time."), {"effect", "instead"}),
    (Critique("2", "a", "change", "x", "Be more confident!"), {"behaviour", "instead"}),
    (Critique("3", "a", "change", "x", "Te faltó empatía."), {"behaviour", "instead"}),
    (Critique("4", "a", "keep", "x", "Loved your story, so powerful!!"), {"effect", "hard"}),
    (Critique("5", "a", "keep", "x", "Great!"), {"effect"}),
    (Critique("6", "a", "change", "x", "Watch your tone.", "Be nicer."), {"behaviour"}),
    (Critique("7", "a", "change", "x", "She closed. You did it better than Ana.", "Tell me more."), {"respect"}),
    (Critique("8", "a", "change", "x", "- too fast\n- too loud\n- no ask", "Tell me more."), {"one"}),
]


@pytest.mark.parametrize("critique", USEFUL, ids=lambda c: c.id)
def test_a_useful_critique_passes(critique: Critique) -> None:
    answers = checklist(critique)
    assert useful(answers), [a for a in answers if not a.met]


@pytest.mark.parametrize(("critique", "missing"), USELESS, ids=[c.id for c, _ in USELESS])
def test_a_useless_one_is_told_what_it_lacks(critique: Critique, missing: set[str]) -> None:
    answers = checklist(critique)
    assert missing <= {answer.question for answer in answers if not answer.met}
    assert hints(answers)


def test_what_is_required_is_said_first() -> None:
    assert hints(checklist(Critique("1", "a", "change")))[:3] == ("moment", "effect", "instead")


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["keep", "change", "question"]))
def test_every_question_is_answered_whatever_is_typed(effect: str, instead: str, kind: str) -> None:
    answers = checklist(Critique("1", "a", kind, "q", effect, instead))  # type: ignore[arg-type]
    assert tuple(answer.question for answer in answers) == QUESTIONS


def test_a_line_too_long_for_a_mouth_is_no_alternative() -> None:
    answers = checklist(Critique("1", "a", "change", "q", "She looked away.", "word " * 60, "digging"))
    assert hints(answers) == ("instead-long",)
