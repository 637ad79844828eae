"""What a trainer teaches is kept, heard from then on, and leaves the rest as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.core.moves import Spoken
from simulator.hearing import best_hearing
from simulator.hearing.labelled import BadLabels
from simulator.hearing.reader import shipped_reader
from simulator.hearing.refit import refit
from simulator.hearing.taught import Lesson, keep_lessons, lessons_at, read_lessons
from simulator.hearing.trained import shipped_heads

SPOON = [
    Lesson("Where does the spoon go in your house?", "dig"),
    Lesson("And the spoon, who holds the spoon here?", "dig"),
    Lesson("¿Quién trae la cuchara en su casa?", "dig"),
]


def test_lessons_are_kept_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "content" / "moves-taught.jsonl"
    lesson = Lesson("¿Y eso?", "dig", (Spoken("Ana", "Se rieron."),), "one_to_one")
    assert keep_lessons(path, [lesson, Lesson("Ajá.", "other")]) == 2
    assert lessons_at(path) == [lesson, Lesson("Ajá.", "other")]
    assert keep_lessons(path, [lesson]) == 0
    assert keep_lessons(path, [Lesson("Ajá.", "affirm")]) == 1
    assert lessons_at(path) == [lesson, Lesson("Ajá.", "affirm")]


def test_there_are_no_lessons_where_there_is_no_file(tmp_path: Path) -> None:
    assert lessons_at(tmp_path / "none.jsonl") == []


def test_an_answer_that_makes_several_moves_is_given_in_units() -> None:
    row = {"response": "Se rieron. ¿Y luego?", "units": [{"t": "Se rieron.", "m": "reflect"}, {"t": "¿Y luego?", "m": "dig"}]}
    assert [(lesson.line, lesson.move) for lesson in read_lessons([json.dumps(row)])] == [("Se rieron.", "reflect"), ("¿Y luego?", "dig")]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{", "line 1 is not JSON"),
        ("[" * 50_000, "line 1 is not JSON"),
        ("7", "line 1 needs"),
        ('{"response": " ", "moves": ["dig"]}', "line 1 needs"),
        ('{"response": "Hi"}', "line 1 needs one move"),
        ('{"response": "Hi", "moves": ["dig", "pin"]}', "line 1 needs one move"),
        ('{"response": "Hi", "moves": ["digg"]}', "`digg` is no move"),
        ('{"response": "Hi", "units": [{"m": "dig"}]}', "a unit without text"),
    ],
)
def test_a_lesson_that_cannot_be_read_is_named(row: str, says: str) -> None:
    with pytest.raises(BadLabels, match=says):
        read_lessons([row])


def test_lines_near_to_what_was_taught_are_heard_as_taught() -> None:
    heads = shipped_heads()
    taught = best_hearing({}, SPOON)
    line = "So the spoon, where does it go at your place?"
    before, after = (best_hearing({}, lessons).hear(line, (), "one_to_one") for lessons in ((), SPOON))
    assert taught.hear(SPOON[0].line).primary == "dig"
    assert "dig" in after.moves or "dig" in before.moves
    assert refit(shipped_reader(), heads, SPOON).unit.bias is not heads.unit.bias


def test_other_lines_are_heard_as_before() -> None:
    taught, plain = best_hearing({}, SPOON), best_hearing()
    for text in ("Yo que usted pediría una junta.", "Will you vote for it on Tuesday, yes or no?", "Le mando la dirección mañana."):
        assert taught.hear(text).moves == plain.hear(text).moves


def test_what_was_learned_is_kept_and_learned_anew_when_the_lessons_change(tmp_path: Path) -> None:
    kept, heads = tmp_path / "learned.npz", shipped_heads()
    first = refit(shipped_reader(), heads, SPOON, kept)
    again = refit(shipped_reader(), heads, SPOON, kept)
    assert (first.unit.words == again.unit.words).all()
    other = refit(shipped_reader(), heads, SPOON[:1], kept)
    assert (first.unit.bias != other.unit.bias).any()
    kept.write_bytes(b"broken")
    assert (refit(shipped_reader(), heads, SPOON, kept).unit.words == first.unit.words).all()


def test_no_lessons_leave_the_heads_that_ship() -> None:
    assert refit(shipped_reader(), shipped_heads(), []) is shipped_heads()
