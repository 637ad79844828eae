"""Hearing that knows the beat: the moves of the reply an answer is like make those moves likelier, and an answer like none is heard as anywhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import pytest

from simulator.core.moves import Heard, Spoken
from simulator.core.scenario import Reply, Target, Then
from simulator.hearing import best_hearing, hear_at
from simulator.hearing.full import likelier

HERE = Then(((None, Target(("here",))),))
DOOR = Reply("door", "Engine running. Who was at the door?", HERE, moves=("reflect", "dig"))
TIRED = Reply("tired", "You must have been exhausted after that shift, right?", HERE, moves=("leading_question",))
SAID = (Spoken("Rosario, mother", "I stayed in the car with the engine running."),)


@dataclass
class Listening:
    """A hearing that hears nothing and remembers what it was told to expect."""

    tier: str = "full"
    expected: list[tuple[str, ...]] = field(default_factory=list)

    def hear(self, text: str, context: Sequence[Spoken] = (), form: str = "", language: str = "", expected: Collection[str] = ()) -> Heard:
        self.expected.append(tuple(expected))
        return Heard()

    def explain(self, text: str, heard: Heard, context: Sequence[Spoken] = (), form: str = "") -> Heard:
        return heard


def test_the_reply_is_found_without_its_moves_and_then_its_moves_are_expected() -> None:
    hearing = Listening()
    _, found = hear_at(hearing, "Engine running... who was there at the door?", SAID, "one_to_one", "en", (DOOR, TIRED))
    assert found is not None
    assert found.reply == "door"
    assert hearing.expected == [(), ("reflect", "dig")]


def test_an_answer_like_no_reply_is_heard_once() -> None:
    hearing = Listening()
    _, found = hear_at(hearing, "Do you sell phone chargers?", SAID, "one_to_one", "en", (DOOR, TIRED))
    assert found is None
    assert hearing.expected == [()]


def test_an_expected_move_is_surer_and_no_move_is_made_certain() -> None:
    hearing = best_hearing()
    text = "Engine running. And who was standing at the door?"
    plain, known = (hearing.hear(text, SAID, "one_to_one", expected=moves) for moves in ((), ("dig",)))
    sure = [max((u.confidence for u in heard.units if u.move == "dig"), default=0.0) for heard in (plain, known)]
    assert sure[0] <= sure[1] < 1.0


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 1.0])
def test_likelier_stays_a_share_and_moves_one_way(share: float) -> None:
    assert likelier(share, 0.0) == pytest.approx(share, abs=1e-5)
    assert 0.0 <= likelier(share, -2.0) <= likelier(share, 0.0) <= likelier(share, 1.0) <= 1.0
