"""What is heard in typed words, by either tier and in both languages, and the manners of hearing."""

from __future__ import annotations

import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core.moves import FLAGS, MOVES, OTHER, WAIT, Heard, Spoken
from simulator.hearing import Hearing, LightHearing, best_hearing, default_hearing, hear
from simulator.hearing.cues import CUES

PLAIN = [
    ("Will you vote for it on Tuesday, yes or no?", "pin", "action"),
    ("¿Va a votar por esto el martes, sí o no?", "pin", "action"),
    ("Can you come with me Thursday at five to meet the principal?", "ask_specific", "one_to_one"),
    ("¿Me acompaña el jueves a las cinco con la directora?", "ask_specific", "one_to_one"),
    ("You should ask for a meeting with the counselor.", "fix", "one_to_one"),
    ("Debería pedir una cita con la consejera.", "fix", "one_to_one"),
    ("I'll text you the address tomorrow morning.", "next_step", "one_to_one"),
    ("Le mando la dirección mañana en la mañana.", "next_step", "one_to_one"),
    ("No worries, we know you're busy.", "concede", "research_meeting"),
    ("No se preocupe, sabemos que está ocupado.", "concede", "research_meeting"),
    ("Gracias por decírmelo claro.", "affirm", "one_to_one"),
    ("Thank you for telling me the truth.", "affirm", "one_to_one"),
    ("What would you do differently next time?", "debrief_prompt", "evaluation"),
    ("¿Qué haría diferente la próxima vez?", "debrief_prompt", "evaluation"),
    ("How many children do you have?", "closed_question", "one_to_one"),
    ("¿Cuántos hijos tiene?", "closed_question", "one_to_one"),
]


@pytest.mark.parametrize(("text", "move", "form"), PLAIN)
def test_a_plain_move_is_heard_in_either_language(hearing: Hearing, text: str, move: str, form: str) -> None:
    assert hearing.hear(text, (), form).primary == move


@pytest.mark.parametrize(("text", "move", "form"), PLAIN)
def test_accents_capitals_and_marks_change_nothing(hearing: Hearing, text: str, move: str, form: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    bare = "".join(c for c in bare if c.isalnum() or c.isspace())
    assert hearing.hear(bare, (), form).primary == move


@pytest.mark.parametrize(
    ("one", "first", "two", "second"),
    [
        ("Will you call Ana tonight?", "ask_specific", "Will you help us with calls?", "ask_vague"),
        ("Could you send that by Friday?", "ask_specific", "Will you fund it in June, yes or no?", "pin"),
        ("I'll call the school for you.", "fix", "I'll call you Friday to hear how your call went.", "next_step"),
        ("You came, and that took something.", "affirm", "No worries, that's more than enough, forget the rest.", "concede"),
        ("I came to this because of my sister.", "self_share", "Our programme will change your life.", "pitch"),
        ("Did the board vote?", "closed_question", "Will you vote for it on the 12th, yes or no?", "pin"),
    ],
)
def test_minimal_pairs_are_told_apart(hearing: Hearing, one: str, first: str, two: str, second: str) -> None:
    assert (hearing.hear(one).primary, hearing.hear(two).primary) == (first, second)


def test_the_same_words_dig_when_they_follow_a_story(hearing: Hearing, rosario: tuple[Spoken, ...]) -> None:
    assert hearing.hear("¿Y usted qué hizo entonces?", rosario, "one_to_one").primary == "dig"
    assert hearing.hear("¿Y por qué se rieron?", rosario, "one_to_one").primary == "dig"


def test_a_demand_repeated_after_fog_is_a_pin(hearing: Hearing, pell: tuple[Spoken, ...]) -> None:
    assert hearing.hear("I heard exploring. Is that a yes or a no?", pell, "action").primary == "pin"


def test_silence_is_a_move(hearing: Hearing) -> None:
    for blank in ("", "   ", "\n\t"):
        assert hearing.hear(blank) == Heard(moves=(WAIT,), primary=WAIT)


def test_text_without_letters_is_never_scored(hearing: Hearing) -> None:
    for text in ("...", "😊👏", "123 456", "¿?", "[/]", "\x00\x07"):
        assert hearing.hear(text).abstained, text
        assert hearing.hear(text).moves == ()


def test_nonsense_is_not_scored(hearing: Hearing) -> None:
    assert hearing.hear("qwzx vbnm plok").abstained


words_ = st.lists(
    st.sampled_from(
        [
            "hola",
            "yo",
            "will",
            "you",
            "gracias",
            "pero",
            "¿qué",
            "pasó?",
            "no.",
            "yes!",
            "[/x]",
            "😊",
            "call",
            "martes",
            "I'll",
            ",",
            "…",
            "but",
            "so",
        ]
    ),
    max_size=30,
)


@pytest.mark.parametrize("made", [LightHearing, best_hearing])
@settings(max_examples=40, deadline=None)
@given(text=st.one_of(words_.map(" ".join), st.text(max_size=120)))
def test_hearing_is_deterministic_and_keeps_its_promises(made: Callable[[], Hearing], text: str) -> None:
    heard = made().hear(text, (Spoken("Ana, mother", "No."),), "one_to_one")
    assert heard == made().hear(text, (Spoken("Ana, mother", "No."),), "one_to_one")
    assert all(0 <= u.start < u.end <= len(text) and 0 <= u.confidence <= 1 for u in heard.units)
    assert all(a.end <= b.start for a, b in zip(heard.units, heard.units[1:], strict=False))
    assert set(heard.moves) <= {*MOVES, WAIT}
    assert len(set(heard.moves)) == len(heard.moves)
    assert heard.primary in heard.moves or heard.primary == OTHER
    assert set(heard.flags) <= set(FLAGS)
    assert list(heard.moves) == list(dict.fromkeys(u.move for u in heard.units if u.move != OTHER)) or heard.moves == (WAIT,)


@pytest.mark.parametrize(
    "text",
    ["a" * 20_000, "¿" * 20_000, "but " * 5_000, "y " * 10_000, "[/x]" * 5_000, "." * 20_000, "Yes, no. " * 2_200, "😊 " * 9_000, "I'll, " * 3_300, "(" * 20_000,
     "\x1b[31mhola\x07\x00 ¿qué pasó?", "1" * 20_000, "don't " * 3_300, "a\u0301" * 10_000, "usted " * 3_300, "¿no? " * 4_000],
)  # fmt: skip
def test_hostile_text_is_heard_in_good_time(text: str) -> None:
    hear("hola")
    started = time.thread_time()
    heard = hear(text, (Spoken(text, text),), "action")
    assert time.thread_time() - started < 5
    assert all(u.end <= len(text) for u in heard.units)


@pytest.mark.parametrize("made", [LightHearing, best_hearing])
def test_a_trainers_example_decides_lines_near_it(made: Callable[..., Hearing]) -> None:
    line = "The kettle is on and the door is open."
    taught = made({"redirect_include": [line, "What are you waiting for, comadre? You said no kid should wait."]})
    assert taught.hear(line).primary == "redirect_include"
    assert taught.hear("the kettle is on and the door is open").primary == "redirect_include"
    assert not taught.hear(line).abstained
    whole = taught.hear("What are you waiting for, comadre? You said no kid should wait.")
    assert whole.moves == ("redirect_include",)
    assert taught.hear("The kettle is not on and the door is open.").units[0].confidence != 0.95


@pytest.mark.parametrize("made", [LightHearing, best_hearing])
def test_examples_leave_other_lines_as_they_were(made: Callable[..., Hearing]) -> None:
    taught = made({"manage": ["The kettle is on and the door is open."]})
    for text, _, form in PLAIN:
        assert taught.hear(text, (), form) == made().hear(text, (), form)


def test_the_language_asked_for_changes_nothing() -> None:
    assert hear("¿Cuántos hijos tiene?", language="en") == hear("¿Cuántos hijos tiene?", language="es")


def test_every_cue_is_written_in_both_languages() -> None:
    assert all(english and spanish for english, spanish in CUES.values())


def test_the_default_hearing_is_made_once() -> None:
    assert default_hearing() is default_hearing()


def test_hearing_imports_nothing_heavy() -> None:
    code = "import sys, simulator.hearing; print([m for m in ('numpy', 'sklearn', 'scipy', 'yaml', 'textual') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
