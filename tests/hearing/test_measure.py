"""The figures: F1, kappa, calibration and what silence gains, each on sets small enough to reckon by hand."""

from __future__ import annotations

import pytest

from simulator.hearing.labelled import Labelled, LabelSet
from simulator.hearing.measure import Said, Tally, figures


def answer(*labels: str, disputed: tuple[str, ...] = (), language: str = "en", flags: tuple[str, ...] | None = None) -> Labelled:
    return Labelled("", "", language, "", (), "", frozenset(labels), frozenset(disputed), None if flags is None else frozenset(flags))


def several(*answers: Labelled) -> LabelSet:
    return LabelSet(answers, ("dig", "pin"), True)


def test_f1_over_all_and_label_by_label() -> None:
    given = several(answer("dig"), answer("dig", "pin"), answer())
    found = figures(given, [Said({"dig": 0.9}), Said({"dig": 0.8}), Said({"pin": 0.6})])
    assert found.micro == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))
    assert (found.labels["dig"].f1, found.labels["pin"].f1) == (1.0, 0.0)
    assert found.macro == 0.5
    assert found.exact == pytest.approx(1 / 3)


def test_what_is_disputed_counts_neither_for_nor_against() -> None:
    given = several(answer(disputed=("dig",)), answer("pin"))
    found = figures(given, [Said({"dig": 0.9}), Said({"pin": 0.9})])
    assert (found.micro, found.exact, found.right) == (1.0, 1.0, ((0.9, True),))


def test_kappa_of_one_label_is_agreement_beyond_chance() -> None:
    given = LabelSet(tuple(answer(label) for label in ("dig", "dig", "pin", "pin")), ("dig", "pin"), False)
    assert figures(given, [Said({name: 1.0}) for name in ("dig", "dig", "pin", "pin")]).kappa == 1.0
    assert figures(given, [Said({"dig": 1.0})] * 4).kappa == 0.0
    assert figures(given, [Said({name: 1.0}) for name in ("dig", "dig", "dig", "pin")]).kappa == pytest.approx(0.5)


def test_calibration_error_is_how_far_confidence_lies_from_the_share_that_is_right() -> None:
    given = several(*[answer("dig")] * 3, answer())
    honest = figures(given, [Said({"dig": 0.75})] * 4)
    assert honest.calibration == pytest.approx(0.0)
    boastful = figures(given, [Said({"dig": 0.95})] * 4)
    assert boastful.calibration == pytest.approx(0.2)


def test_the_surest_part_is_taken_by_confidence() -> None:
    given = several(answer("dig"), answer(), answer("dig"), answer())
    found = figures(given, [Said({"dig": sure}) for sure in (0.9, 0.3, 0.8, 0.4)])
    assert (found.surest(0.5), found.surest(1.0)) == (1.0, 0.5)


def test_languages_and_flags_stand_apart() -> None:
    given = several(answer("dig", flags=("harm",)), answer("pin", language="es", flags=()))
    heard = [Said({"dig": 1.0}, frozenset({"harm"})), Said({"dig": 1.0}, frozenset({"harm"}))]
    whole = figures(given, heard, flags=("harm",))
    assert (whole.flags["harm"].precision, whole.flags["harm"].recall) == (0.5, 1.0)
    assert figures(given, heard, "es").micro == 0.0
    assert figures(given, heard, "en").to_data()["micro_f1"] == 1.0


def test_nothing_there_and_nothing_heard_divides_nothing() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1, Tally().kappa) == (0.0, 0.0, 0.0, 0.0)
    empty = figures(several(answer()), [Said({})])
    assert (empty.micro, empty.macro, empty.calibration, empty.surest(0.6)) == (0.0, 0.0, 0.0, 0.0)
