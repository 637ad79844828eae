"""Scoring: evidence, levels, caps, ranges, and the properties of DESIGN 7."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.grammar import parse_condition
from simulator.core.material import Speech
from simulator.core.moves import Heard, Unit
from simulator.core.rubric import Criterion, Rubric, Rule
from simulator.core.scoring import Evidence, evidence_of_take, level, mark, marks, net
from simulator.core.turn import Turn


def criterion(*rules: Rule, caps: dict[str, int] | None = None) -> Criterion:
    return Criterion("digging", {"en": "Digging"}, {}, 100, {}, rules, caps or {}, {})


def rule(when: str, points: int, name: str = "") -> Rule:
    return Rule(name or when, parse_condition(when), points, {})


def rubric(*rules: Rule, caps: dict[str, int] | None = None) -> Rubric:
    return Rubric("test", {}, {"digging": criterion(*rules, caps=caps)})


def said(number: int, *moves: str, flags: tuple[str, ...] = (), beat: str = "", sure: bool = True, text: str = "and then what") -> Turn:
    units = tuple(Unit(0, len(text), move, 0.9) for move in moves[-1:])
    heard = Heard(units, moves, moves[-1] if moves else "other", flags, not sure)
    return Turn(1, number, beat or f"b{number}", "organizer", "ana", "parent", "words", text, moves=moves, flags=flags, heard=heard)


def chose(number: int, points: int, beat: str = "") -> Turn:
    return Turn(1, number, beat or f"b{number}", "organizer", "ana", "parent", "choice", "as written", reply="r", shows={"digging": points})


def test_a_choice_shows_what_its_author_wrote_and_no_rule_is_asked() -> None:
    found = evidence_of_take(rubric(rule("not dig", 2)), [chose(1, -1)])
    assert [(piece.points, piece.by, piece.quote) for piece in found] == [(-1, "written", "as written")]


def test_own_words_show_what_the_rules_give_with_the_very_words() -> None:
    turn = said(1, "reflect", "dig", text="You waited. And then?")
    heard = Heard((Unit(0, 11, "reflect", 0.9), Unit(12, 21, "dig", 0.9)), ("reflect", "dig"), "dig")
    found = evidence_of_take(rubric(rule("dig", 1)), [replace(turn, heard=heard)])
    assert [(piece.points, piece.by, piece.rule, piece.quote) for piece in found] == [(1, "heard", "dig", "And then?")]


def test_a_scene_that_begins_in_the_middle_comes_after_the_listening_and_after_nothing_else() -> None:
    book = rubric(rule("name_interest and earlier(dig, reflect)", 1), rule("earlier(ask_specific)", -1))
    line = said(1, "name_interest")
    assert evidence_of_take(book, [line]) == ()
    assert [piece.points for piece in evidence_of_take(book, [replace(line, midway=True)])] == [1]


def test_one_turn_earns_at_most_two_points_of_a_criterion_and_costs_at_most_two() -> None:
    book = rubric(rule("dig", 2, "a"), rule("reflect", 1, "b"), rule("pitch", -2, "c"), rule("fix", -1, "d"))
    found = evidence_of_take(book, [said(1, "dig", "reflect", "pitch", "fix")])
    assert sum(piece.points for piece in found if piece.points > 0) == 2
    assert sum(piece.points for piece in found if piece.points < 0) == -2


@pytest.mark.parametrize(
    ("when", "moves", "expected"),
    [
        ("count(dig) >= 2", [("dig",), ("fix",), ("dig",)], [3]),
        ("run(closed_question) >= 2", [("closed_question",), ("closed_question",), ("dig",), ("closed_question",)], [2]),
        ("run(dig) >= 2", [("dig",), ("wait",), ("dig",)], [3]),
        ("chain(dig, reflect) >= 2", [("reflect",), ("open_question",), ("dig",), ("dig",)], [4]),
        ("earlier(dig) and ask_specific", [("ask_specific",), ("dig",), ("ask_specific",)], [3]),
        ("previous(pitch)", [("pitch",), ("dig",), ("dig",)], [2]),
        ("turn <= 1", [("dig",), ("dig",)], [1]),
        ("words > 2", [("dig",)], [1]),
        ("moves >= 2", [("dig", "reflect"), ("dig",)], [1]),
        ("part(official)", [("dig",)], []),
        ("part(parent) and voice(organizer)", [("dig",)], [1]),
        ("not dig", [("dig",), ("fix",)], [2]),
    ],
)
def test_rules_look_at_a_turn_or_at_several(when: str, moves: list[tuple[str, ...]], expected: list[int]) -> None:
    turns = [said(number, *found) for number, found in enumerate(moves, 1)]
    assert [piece.turn for piece in evidence_of_take(rubric(rule(when, 1)), turns)] == expected


def test_each_beat_counts_its_best_once_and_every_cost_counts() -> None:
    assert net([_piece(1, 1, "a"), _piece(2, 2, "a"), _piece(3, 1, "b"), _piece(4, -1, "a"), _piece(5, -2, "b")]) == 0


@pytest.mark.parametrize(
    ("points", "spotless", "expected"),
    [(9, True, 4), (9, False, 3), (8, True, 3), (6, True, 3), (5, True, 2), (3, True, 2), (2, True, 1), (-4, False, 1)],
)
def test_levels_stand_at_nine_six_and_two_and_a_half_tenths_of_par(points: int, spotless: bool, expected: int) -> None:
    assert level(points, 10, spotless) == expected


def test_nothing_offered_is_no_mark_and_a_door_passed_is_a_one_that_quotes_it() -> None:
    book = criterion(rule("dig", 1))
    assert mark(book, 4, [said(1, "fix")], ()).status == "not-offered"
    assert mark(book, 4, [said(1, "fix")], ()).level is None
    door = replace(said(2, "fix"), doors=("digging",), offered=Speech("Ana", "They laughed at me."))
    missed = mark(book, 4, [said(1, "fix"), door], ())
    assert (missed.status, missed.level, missed.door) == ("not-taken", 1, (2, "They laughed at me."))


def test_without_a_par_nothing_is_scored() -> None:
    assert marks(rubric(rule("dig", 1)), {}, [said(1, "dig")])[0].status == "not-scored"


def test_a_cap_always_wins() -> None:
    book = rubric(rule("dig", 2), caps={"harm": 1})
    turns = [said(1, "dig"), said(2, "dig"), said(3, "fix", flags=("harm",))]
    found = marks(book, {"digging": 4}, turns)[0]
    assert (found.level, found.capped_by) == (1, "harm")


def test_uncertain_hearing_gives_a_range_around_what_is_certain() -> None:
    book = rubric(rule("dig", 2), rule("pitch", -1))
    found = marks(book, {"digging": 4}, [said(1, "dig"), said(2, "dig", sure=False), said(3, "pitch", sure=False)])[0]
    assert (found.low, found.level, found.high) == (2, 2, 4)


def test_a_move_that_was_not_heard_surely_enough_is_no_evidence_by_itself() -> None:
    book = rubric(rule("dig", 2))
    turn = said(1, "dig")
    assert turn.heard is not None
    doubtful = replace(turn, heard=replace(turn.heard, unsure=("dig",)))
    found = marks(book, {"digging": 2}, [doubtful])[0]
    assert (found.low, found.level, found.high) == (1, 1, 4)
    assert marks(book, {"digging": 2}, [replace(doubtful, corrected_by="Lupe")])[0].level == 4


def test_harm_that_only_a_person_can_be_sure_of_gives_a_range_and_never_the_mark() -> None:
    book = rubric(rule("dig and not flag(harm)", 2), rule("flag(harm)", -1), caps={"harm": 1})
    capped = rubric(rule("dig", 2), caps={"harm": 1})
    clean, doubted, sure = said(1, "dig"), said(1, "dig", flags=("harm",)), said(1, "dig", flags=("harm",))
    assert doubted.heard is not None
    doubted = replace(doubted, heard=replace(doubted.heard, unsure=("harm",)))
    assert doubted.may_hurt
    found = [marks(book, {"digging": 2}, [turn])[0] for turn in (clean, doubted, sure)]
    assert [(one.low, one.high) for one in found] == [(4, 4), (1, 4), (1, 1)]
    assert [piece.certain for piece in found[1].evidence] == [False, False]
    trainer = replace(doubted, corrected_by="Lupe")
    assert not trainer.may_hurt
    assert [marks(capped, {"digging": 2}, [turn])[0].capped_by for turn in (doubted, trainer)] == ["", "harm"]


def test_her_own_word_that_she_was_heard_right_scores_nothing_and_a_trainers_does() -> None:
    book = rubric(rule("dig", 2))
    unsure = said(1, "dig", sure=False)
    assert marks(book, {"digging": 2}, [replace(unsure, confirmed=True)])[0].level == 1
    assert marks(book, {"digging": 2}, [replace(unsure, corrected_by="Lupe")])[0].level == 4


# -- properties ----------------------------------------------------------------------------------------------------------------


def _piece(turn: int, points: int, beat: str) -> Evidence:
    return Evidence("digging", 1, turn, beat, f"line {turn}", points, "written")


PIECES = st.lists(st.tuples(st.integers(-2, 2).filter(bool), st.sampled_from("abcd")), max_size=12)


def built(pieces: list[tuple[int, str]]) -> list[Evidence]:
    return [_piece(number, points, beat) for number, (points, beat) in enumerate(pieces, 1)]


def level_of(pieces: list[Evidence], par: int) -> int:
    found = mark(criterion(), par, [], pieces)
    return found.level if found.level is not None else 1


@given(PIECES, st.integers(1, 2), st.sampled_from("abcd"), st.integers(1, 8))
def test_more_for_it_never_lowers_a_level(pieces: list[tuple[int, str]], points: int, beat: str, par: int) -> None:
    assert level_of(built([*pieces, (points, beat)]), par) >= level_of(built(pieces), par)


@given(PIECES.filter(bool), st.integers(-2, -1), st.sampled_from("abcd"), st.integers(1, 8))
def test_more_against_it_never_raises_a_level(pieces: list[tuple[int, str]], points: int, beat: str, par: int) -> None:
    assert level_of(built([*pieces, (points, beat)]), par) <= level_of(built(pieces), par)


MOVES = st.lists(
    st.lists(st.sampled_from(["dig", "reflect", "pitch", "fix", "wait"]), min_size=1, max_size=3, unique=True), min_size=1, max_size=8
)
BOOK = rubric(rule("dig", 1, "d"), rule("chain(dig, reflect) >= 3", 2, "c"), rule("pitch and turn <= 3", -1, "p"), caps={"harm": 1})


@given(MOVES, st.lists(st.booleans(), min_size=8, max_size=8), st.integers(1, 8))
def test_the_same_turns_give_the_same_marks_and_a_range_holds_the_level(moves: list[list[str]], sure: list[bool], par: int) -> None:
    turns = [said(number, *found, sure=sure[number - 1]) for number, found in enumerate(moves, 1)]
    first, second = marks(BOOK, {"digging": par}, turns)[0], marks(BOOK, {"digging": par}, turns)[0]
    assert first == second
    if first.level is not None and first.low is not None and first.high is not None:
        assert first.low <= first.level <= first.high


@given(MOVES, st.integers(1, 8))
def test_every_scored_level_can_be_traced_to_words_that_were_said(moves: list[list[str]], par: int) -> None:
    turns = [said(number, *found, text=f"line number {number} here") for number, found in enumerate(moves, 1)]
    found = marks(BOOK, {"digging": par}, turns)[0]
    by_number = {turn.number: turn.text for turn in turns}
    assert found.status != "scored" or found.evidence
    assert all(piece.quote and piece.quote in by_number[piece.turn] for piece in found.evidence)


@given(MOVES, st.integers(1, 8), st.integers(0, 7))
def test_harm_is_never_talked_away_by_anything_else(moves: list[list[str]], par: int, at: int) -> None:
    turns = [said(number, *found) for number, found in enumerate(moves, 1)]
    at %= len(turns)
    turns[at] = replace(turns[at], flags=("harm",))
    assert marks(BOOK, {"digging": par}, turns)[0].level in (1, None)
