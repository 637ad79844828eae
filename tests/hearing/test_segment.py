"""An answer is cut into utterances, and nothing of it is lost."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.hearing.segment import segment

TALK = st.lists(
    st.sampled_from(
        [
            "yo",
            "and",
            "pero",
            "but",
            "¿qué",
            "pasó?",
            "I'll",
            "call",
            "...",
            "…",
            "!",
            "Dr.",
            "3.5",
            "\n",
            "y",
            "sí,",
            "😊",
            "(ok)",
            "«no»",
            ";",
            "so",
        ]
    )
).map(" ".join)


def cut(text: str) -> list[str]:
    """The utterances of `text` as strings."""
    return [text[a:b] for a, b in segment(text)]


@settings(max_examples=200, deadline=None)
@given(st.one_of(TALK, st.text(max_size=200)))
def test_utterances_are_exact_substrings_in_order_that_never_overlap(text: str) -> None:
    spans = segment(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


@settings(max_examples=200, deadline=None)
@given(st.one_of(TALK, st.text(max_size=200)))
def test_no_letter_or_figure_is_ever_dropped(text: str) -> None:
    inside = {i for a, b in segment(text) for i in range(a, b)}
    assert all(i in inside for i, c in enumerate(text) if c.isalnum())


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("You waited. Who laughed?", ["You waited.", "Who laughed?"]),
        ("Se rieron. ¿Y usted qué hizo?", ["Se rieron.", "¿Y usted qué hizo?"]),
        ("gracias por venir pero necesito que firme", ["gracias por venir", "pero necesito que firme"]),
        ("I went to college, and what did you do after that?", ["I went to college,", "and what did you do after that?"]),
        ("órale, I'll text you the day before", ["órale,", "I'll text you the day before"]),
        ("Dr. Pell, it is 3.5 million.", ["Dr. Pell, it is 3.5 million."]),
        ("Le dije que sí... y usted cómo lo ve?", ["Le dije que sí...", "y usted cómo lo ve?"]),
    ],
)
def test_sentences_and_new_acts_stand_apart(text: str, pieces: list[str]) -> None:
    assert cut(text) == pieces


def test_a_name_called_before_a_question_stays_with_it() -> None:
    assert cut("Doña Chela, ¿usted qué opina?") == ["Doña Chela, ¿usted qué opina?"]


def test_a_condition_stays_with_what_hangs_on_it() -> None:
    assert cut("Si las juntara un día en su casa, ¿vendría alguien?") == ["Si las juntara un día en su casa, ¿vendría alguien?"]
