"""Label sets of any kind: read, refused with the line, and parted so that a group stays together."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.hearing.labelled import BadLabels, Labelled, folds_by_group, read_labels


def row(**fields: object) -> str:
    return json.dumps({"id": "1", "group": "a", "response": "Hola.", **fields})


def test_several_labels_or_one_are_read() -> None:
    many = read_labels([row(moves=["dig", "reflect"]), row(moves=["dig"]), "", row(moves=[])])
    assert (many.several, many.labels, len(many.answers)) == (True, ("dig", "reflect"), 3)
    one = read_labels([row(label="ask"), row(label="thank"), row(label="thank")])
    assert (one.several, one.labels) == (False, ("thank", "ask"))


def test_context_form_disputes_and_flags_are_read_where_they_are_there() -> None:
    found = read_labels(
        [
            row(
                moves=["dig"],
                lang="es",
                form="action",
                context=[{"who": "Ana", "says": "No."}, 7],
                disputed=["affirm"],
                flags=["self_answered"],
            ),
            row(moves=["pin"], context="odd"),
        ]
    ).answers
    assert (found[0].language, found[0].form, found[0].context[0].says, len(found[0].context)) == ("es", "action", "No.", 1)
    assert (found[0].disputed, found[0].flags, found[1].flags) == ({"affirm"}, {"self-answered"}, None)


def test_other_is_no_label() -> None:
    assert read_labels([row(moves=["other"]), row(moves=["dig", "pin"])]).answers[0].labels == frozenset()


def test_the_group_may_be_another_field() -> None:
    assert read_labels([row(moves=["dig"], dialogue="x"), row(moves=["pin"], dialogue="y")], "dialogue").answers[1].group == "y"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["{"], "Line 1 is not JSON"),
        (["[]"], "Line 1 needs at least"),
        ([row(label="a"), '{"response": 3}'], "Line 2 needs at least"),
        ([row()], 'Line 1 needs "moves"'),
        ([row(moves="dig")], 'Line 1 needs "moves"'),
        ([row(label="")], 'Line 1 needs "moves"'),
        ([row(label="a"), row(moves=["dig"])], 'Line 2 mixes "moves" with "label"'),
        ([], "no answer"),
        ([row(label="a"), row(label="a")], "only one label"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(lines: list[str], says: str) -> None:
    with pytest.raises(BadLabels, match=says):
        read_labels(lines)


def answers(groups: list[int]) -> list[Labelled]:
    return [Labelled(str(at), str(group), "en", "", (), "Hi.", frozenset()) for at, group in enumerate(groups)]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=200), st.integers(2, 6))
def test_a_group_falls_into_one_fold_and_the_folds_are_all_used(groups: list[int], folds: int) -> None:
    if len(set(groups)) < folds:
        with pytest.raises(BadLabels):
            folds_by_group(answers(groups), folds)
        return
    found = folds_by_group(answers(groups), folds)
    assert len({(group, fold) for group, fold in zip(groups, found, strict=True)}) == len(set(groups))
    assert set(found) == set(range(folds))
    assert found == folds_by_group(answers(groups), folds)
