"""Cross-validation of the whole pipeline: what can be learned is learned, nothing is seen before it is measured, and strange sets are refused."""

from __future__ import annotations

import json

import pytest

from simulator.hearing import LightHearing
from simulator.hearing.cross import cross_validate
from simulator.hearing.evaluate import all_figures, heard_by, told
from simulator.hearing.labelled import BadLabels, LabelSet, read_labels
from simulator.hearing.meaning import Encoder

ASKS = [
    "Can you come on {}?",
    "Will you bring the list on {}?",
    "could you call her {} at six",
    "¿Puede venir el {}?",
    "¿me acompaña el {}?",
]
THANKS = ["Thank you for {}.", "thanks so much for {}", "We appreciate {}!", "Gracias por {}.", "Le agradezco {}."]
THINGS = ["tuesday", "the fifth", "the key", "march", "your time", "the chairs", "lo de ayer", "el café"]


def made(several: bool) -> LabelSet:
    rows = []
    for group, thing in enumerate(THINGS):
        for label, lines in (("ask", ASKS), ("thank", THANKS)):
            for line in lines:
                text, labels = line.format(thing), [label]
                if several and group % 2:
                    text, labels = f"{text} {THANKS[0].format(thing)}", ["thank"] if label == "thank" else ["ask", "thank"]
                fields = {"moves": labels} if several else {"label": labels[0]}
                rows.append(json.dumps({"group": group, "response": text, **fields}))
    return read_labels(rows)


@pytest.mark.parametrize("several", [False, True])
def test_what_can_be_told_apart_is_told_apart(several: bool, encoder: Encoder) -> None:
    given = made(several)
    found = all_figures(given, cross_validate(given, encoder, 4), False)["all"]
    assert found.macro > 0.9


def test_without_the_encoder_it_learns_by_wording(encoder: Encoder) -> None:
    given = made(False)
    assert all_figures(given, cross_validate(given, None, 4), False)["all"].macro > 0.8


def test_labels_dealt_out_by_group_cannot_be_guessed() -> None:
    rows = [json.dumps({"group": group, "response": f"group {group}", "label": "ab"[group % 2]}) for group in range(20) for _ in range(3)]
    given = read_labels(rows)
    assert all_figures(given, cross_validate(given, None, 5), False)["all"].kappa < 0.5


def test_the_figures_are_told_in_plain_lines() -> None:
    given = made(True)
    lines = list(told(given, all_figures(given, cross_validate(given, None, 4), False), "4 parts"))
    assert lines[0].startswith("80 answers in 8 groups, 2 labels, several to an answer; 4 parts")
    assert any(line.startswith("thank ") for line in lines)


def test_what_ships_is_measured_on_our_moves_alone() -> None:
    with pytest.raises(BadLabels, match="is none of them"):
        heard_by(LightHearing(), made(True))
    given = read_labels(
        [
            json.dumps({"response": text, "moves": moves})
            for text, moves in (("¿Y luego qué pasó?", ["dig"]), ("Yo que usted pediría una junta.", ["fix"]))
        ]
    )
    found = heard_by(LightHearing(), given)
    assert [set(said.labels) for said in found] == [set(LightHearing().hear(a.text).moves) for a in given.answers]
