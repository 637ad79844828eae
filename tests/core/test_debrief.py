"""What a debrief says first: what counts as a headline."""

from __future__ import annotations

from dataclasses import replace

from simulator.content.grammar import parse_condition
from simulator.core.debrief import edge
from simulator.core.material import Speech
from simulator.core.moves import Heard, Unit
from simulator.core.rubric import Criterion, Rubric, Rule
from simulator.core.scoring import marks
from simulator.core.turn import Turn


def criterion(name: str, when: str, points: int, caps: dict[str, int] | None = None) -> Criterion:
    return Criterion(name, {}, {}, 50, {}, (Rule(f"{name}-rule", parse_condition(when), points, {}),), caps or {}, {})


BOOK = Rubric(
    "asking", {}, {"opening": criterion("opening", "self_share", 1), "close": criterion("close", "ask_specific", -1, {"harm": 1})}
)
PAR = {"opening": 2}


def said(*moves: str, flags: tuple[str, ...] = (), sure: bool = True, text: str = "Thursday at six?") -> Turn:
    heard = Heard((Unit(0, len(text), moves[-1], 0.9),), moves, moves[-1], flags, not sure)
    return Turn(
        1, 1, "gate", "organizer", "ana", "parent", "words", text, "asked", moves, flags, heard,
        answer=(Speech("Ana", "Make it seven."),), doors=("opening",), offered=Speech("Ana", "Who are you?"),
    )  # fmt: skip


def test_what_a_rule_heard_for_a_criterion_that_is_not_scored_here_is_no_headline() -> None:
    line = replace(said("ask_specific"), doors=())
    assert edge(BOOK, [line], marks(BOOK, PAR, [line])) is None
    scored = edge(BOOK, [line], marks(BOOK, {**PAR, "close": 2}, [line]))
    assert scored
    assert (scored.kind, scored.criterion) == ("edge", "close")


def test_a_flag_that_caps_and_what_the_author_wrote_are_headlines_whatever_is_scored() -> None:
    hurtful = said("ask_specific", flags=("harm",))
    found = edge(BOOK, [hurtful], marks(BOOK, PAR, [hurtful]))
    assert found
    assert (found.kind, found.criterion) == ("edge", "close")
    chosen = replace(hurtful, way="choice", heard=None, flags=(), shows={"close": -1})
    written = edge(BOOK, [chosen], marks(BOOK, PAR, [chosen]))
    assert written
    assert (written.kind, written.criterion) == ("edge", "close")
