"""The lock between people's marks on a run: whatever the order of acts, nobody sees another's mark before giving or declining her own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from simulator.core import events as e
from simulator.core.critique import REVEAL_ORDER
from simulator.core.reveal import Reader, all_marks_for, critiques_for, marks_for, ratings_of, waiting_for


@dataclass(frozen=True)
class Act:
    """One thing somebody did, shaped as a remark."""

    type: str
    by: str
    role: str
    data: dict[str, Any] = field(default_factory=dict)
    at: str = "2026-05-01T10:00:00.000Z"
    id: str = ""


PEOPLE = (
    ("self", "Ana"),
    ("counterpart", "Beto"),
    ("peer", "Chela"),
    ("peer", "Dora"),
    ("peer", "Eli"),
    ("peer", "Fe"),
    ("trainer", "Gil"),
)
READERS = [Reader(role, name) for role, name in PEOPLE]  # type: ignore[arg-type]


@st.composite
def acts(draw: st.DrawFn) -> list[Act]:
    """Marks given, declined, corrected and taken back, critiques too, in any order."""
    found: list[Act] = []
    for at in range(draw(st.integers(0, 25))):
        role, person = draw(st.sampled_from(PEOPLE))
        data: dict[str, Any] = {"take": draw(st.integers(1, 2)), "criterion": draw(st.sampled_from(["digging", "close"]))}
        kind = draw(st.sampled_from([e.RATING_GIVEN, e.RATING_GIVEN, e.RATING_DECLINED, e.CRITIQUE_GIVEN, e.UNDONE]))
        if kind == e.RATING_GIVEN:
            data["level"] = draw(st.integers(1, 4))
        elif kind == e.CRITIQUE_GIVEN:
            data |= {"kind": "keep", "effect": f"seen by {person}"}
        elif kind == e.UNDONE:
            data = {"event": f"act-{draw(st.integers(0, 25))}"}
        found.append(Act(kind, "" if role == "self" and draw(st.booleans()) else person, role, data, id=f"act-{at}"))
    return found


def answered(given_acts: list[Act], reader: Reader, take: int, criterion: str) -> bool:
    """By the book: is a mark or a refusal of hers in force?"""
    undone = {act.data["event"] for act in given_acts if act.type == e.UNDONE}
    return any(
        act.type in (e.RATING_GIVEN, e.RATING_DECLINED) and act.id not in undone and act.role == reader.role
        and (act.role == "self" or act.by == reader.person) and act.data["take"] == take and act.data["criterion"] == criterion
        for act in given_acts
    )  # fmt: skip


@given(acts(), st.sampled_from(READERS))
def test_nobody_sees_a_mark_before_giving_or_declining_her_own_and_nobody_before_the_one_who_practised(
    done: list[Act], reader: Reader
) -> None:
    for marks in all_marks_for(ratings_of(done), reader):
        mine = answered(done, reader, marks.take, marks.criterion)
        hers = answered(done, Reader(), marks.take, marks.criterion)
        assert (marks.own is not None) == mine
        if not (mine and hers):
            assert marks.shown == ()
        assert marks.waits_for == ("own" if not mine else "" if hers else "self")


@given(acts(), st.sampled_from(READERS))
def test_what_is_shown_stands_in_the_order_of_the_reveal_and_peers_only_as_a_median_of_three(done: list[Act], reader: Reader) -> None:
    for marks in all_marks_for(ratings_of(done), reader):
        places = [REVEAL_ORDER.index(shown.role) for shown in marks.shown]
        assert places == sorted(set(places))
        for shown in marks.shown:
            if shown.role == "peer":
                assert shown.levels == ()
                assert shown.count >= 3
                assert shown.median is not None
            assert shown.role != reader.role or reader.role in ("peer", "trainer", "counterpart")


@given(acts(), st.sampled_from(READERS), st.randoms())
def test_the_lock_does_not_depend_on_the_order_in_which_different_people_acted(done: list[Act], reader: Reader, chance: Any) -> None:
    """Only the order of one person's own acts counts: hers that came later supersedes."""
    waiting: dict[tuple[str, str], list[Act]] = {}
    for act in done:
        waiting.setdefault((act.role, "" if act.role == "self" else act.by), []).append(act)
    mixed: list[Act] = []
    while any(waiting.values()):
        mixed.append(waiting[chance.choice([key for key, own in waiting.items() if own])].pop(0))
    for take in (1, 2):
        for criterion in ("digging", "close"):
            first, second = (marks_for(ratings_of(some), reader, take, criterion) for some in (done, mixed))
            assert (first.own, first.waits_for, first.peers) == (second.own, second.waits_for, second.peers)
            assert [(s.role, sorted(map(str, s.levels)), s.median) for s in first.shown] == [
                (s.role, sorted(map(str, s.levels)), s.median) for s in second.shown
            ]


@given(acts(), st.sampled_from(READERS))
def test_a_missing_peer_blocks_no_one(done: list[Act], reader: Reader) -> None:
    without = [act for act in done if act.role != "peer" or act.by == reader.person or act.type == e.UNDONE]
    for marks in all_marks_for(ratings_of(without), reader):
        whole = marks_for(ratings_of(done), reader, marks.take, marks.criterion)
        assert [s for s in whole.shown if s.role != "peer"] == list(marks.shown)


@given(acts(), st.sampled_from(READERS))
def test_words_are_read_at_once_by_the_one_they_are_about_and_by_others_after_their_own(done: list[Act], reader: Reader) -> None:
    undone = {act.data["event"] for act in done if act.type == e.UNDONE}
    standing = [act for act in done if act.type == e.CRITIQUE_GIVEN and act.id not in undone]
    shown = critiques_for(done, reader)
    assert len(shown) + waiting_for(done, reader) == len(standing)
    if reader.role == "self":
        assert len(shown) == len(standing)
    for said in shown:
        if reader.role != "self":
            assert any(
                act.by == reader.person and act.role == reader.role and act.data.get("take") == said.take and act.id not in undone
                for act in done if act.type != e.UNDONE
            )  # fmt: skip


def test_one_who_stays_unnamed_keeps_her_own_mark_apart() -> None:
    given_marks = [
        Act(e.RATING_GIVEN, "", "peer", {"take": 1, "criterion": "close", "level": n, "rater": f"p{n}"}, id=f"x{n}") for n in (1, 2, 3)
    ]
    own = Act(e.RATING_DECLINED, "", "trainee", {"take": 1, "criterion": "close"}, id="s")
    (marks,) = all_marks_for(ratings_of([*given_marks, own]), Reader())
    assert [(shown.median, shown.count) for shown in marks.shown] == [(2.0, 3)]


def test_what_a_foreign_log_got_wrong_is_left_out() -> None:
    wrong = [
        Act(e.RATING_GIVEN, "Eli", "peer", {"take": "1", "criterion": "close", "level": 2}), Act(e.RATING_GIVEN, "Eli", "peer", {"take": 1, "level": 2}),
        Act(e.RATING_GIVEN, "Eli", "peer", {"take": 1, "criterion": "close", "level": 9}), Act(e.RATING_GIVEN, "Eli", "owner", {"take": 1, "criterion": "c"}),
        Act(e.RATING_GIVEN, "Eli", "peer", {"take": 1, "criterion": "close", "level": True}),
    ]  # fmt: skip
    assert ratings_of(wrong) == ()
