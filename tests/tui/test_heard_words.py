"""The words that carried a move are told apart on screen without colour, with the move in plain language and a known example."""

from __future__ import annotations

from dataclasses import replace

from simulator.core.moves import Codebook, Heard, Move, Unit
from simulator.core.turn import Turn
from simulator.phrases import voice
from simulator.phrases.common import COMMON
from simulator.tui.widgets.evidence import heard
from tests.porch import porch


def test_the_words_that_carried_a_move_are_underlined() -> None:
    move, text = "self_share", "[b]Lupe sent me."
    named = Move(move, {"en": "Self-share"}, {}, {}, {"en": "who sent you"}, {})
    material = replace(porch().material, codebook=Codebook({move: named}, {}))
    unit = Unit(0, len(text), move, 0.9, ((3, 12),), "I work with Mesa Común; Lupe sent me.")
    turn = Turn(
        1,
        1,
        "door",
        "organizer",
        "alder",
        "parent",
        "words",
        text,
        moves=("self_share",),
        heard=Heard((unit,), ("self_share",), "self_share"),
    )
    shown = heard(turn, material, voice("en", COMMON), "en", 60)
    assert len(shown) == 1
    lines = shown[0].plain.splitlines()
    assert lines[0].strip() == f"“{text}”"
    assert "Heard as" in lines[1]
    assert "Lupe sent me." in lines[-1]
    underlined = [shown[0].plain[span.start : span.end] for span in shown[0].spans if "underline" in str(span.style)]
    assert underlined == ["Lupe sent"]


def test_a_chosen_line_shows_nothing_heard() -> None:
    turn = Turn(1, 1, "door", "organizer", "alder", "parent", "choice", "Lupe sent me.", moves=("self_share",))
    assert heard(turn, porch().material, voice("es", COMMON), "es") == []


def test_what_may_have_hurt_is_told_until_a_trainer_has_spoken() -> None:
    harmed = Heard((Unit(0, 5, "other", 0.9),), (), "other", ("harm",), False, ("harm",))
    turn = Turn(1, 1, "door", "organizer", "alder", "parent", "words", "Oh no", flags=("harm",), heard=harmed)
    shown = heard(turn, porch().material, voice("es", COMMON), "es", 60)
    assert " ".join(" ".join(piece.plain for piece in shown).split()) == (
        "Esto pudo haber lastimado a alguien. Cuenta solo si su capacitadora lo dice."
    )
    assert heard(replace(turn, corrected_by="Lupe"), porch().material, voice("es", COMMON), "es", 60) == []
