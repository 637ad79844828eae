"""Walkthroughs are replayed by the real rules; a step that no longer holds is named with its line, what was expected and what came."""

from __future__ import annotations

from pathlib import Path

import pytest
from porch_light import SCENARIO, check, lay_over

from simulator.check import FileReport, Options

PORCH = lay_over(
    "facts: named\n"
    "beats:\n  door:\n    replies:\n      lupe:\n        if: not named\n        say: |\n          Lupe from the corner house sent me.\n        moves: self_share\n"
    "        shows: opening +2\n        feel: alder.trust +1\n        sets: named\n        answer: |\n          Mrs. Alder: Lupe, is it.\n        then: door\n"
    "      pitch:\n        say: |\n          We have an amazing program for families like yours, sign here.\n        shows: opening -1\n        moves: pitch\n        then: end closed\n"
    "endings:\n  closed:\n    kind: nothing\n    scene: |\n      The porch light goes off."
)


def replayed(folder: Path, steps: list[str], choices: bool = False, text: str = PORCH) -> FileReport:
    home = folder / "porch-light" / "walkthroughs"
    home.mkdir(parents=True)
    head = ["walkthrough: Test", "choices: yes"] if choices else ["walkthrough: Test"]
    (home / "test.yaml").write_text("\n".join([*head, "steps: |", *(f"  {step}" for step in steps)]) + "\n", "utf-8")
    return check(folder, text, Options(playthroughs=0))


def failures(report: FileReport) -> list[tuple[int, str, str]]:
    return [(d.line, d.message, d.hint) for d in report.diagnostics if d.code == "walkthrough-failed"]


def test_a_walkthrough_that_holds_says_nothing(tmp_path: Path) -> None:
    steps = [
        "expect beat door", "expect words third clipboard", "choose lupe", "expect words Lupe, is it", "expect fact named", "expect feeling alder.trust = 3",
        "expect move self_share", "choose ask", "expect ending thursday", "expect level opening 4",
    ]  # fmt: skip
    report = replayed(tmp_path, steps, choices=True)
    assert failures(report) == []
    assert report.walkthroughs == 1


@pytest.mark.parametrize(
    ("step", "expected", "came"),
    [
        ("expect beat door", "the beat `door`", "the ending `closed`"),
        ("expect ending thursday", "the ending `thursday`", "ended at `closed`"),
        ("expect words Thursday", "“Thursday”", "The porch light goes off."),
        ("expect fact named", "the fact `named`", "none"),
        ("expect feeling alder.trust >= 5", "alder.trust >= 5", "alder.trust"),
        ("expect feeling alder.hope >= 5", "alder.hope", "alder.trust"),
        ("expect move dig", "`dig`", "pitch"),
        ("expect level opening >= 3", ">=3 of `opening`", "level 1"),
        ("choose ask", "`choose ask` comes too late", "ending"),
    ],
)
def test_a_step_that_fails_is_named_with_its_line_what_was_expected_and_what_came(
    step: str, expected: str, came: str, tmp_path: Path
) -> None:
    report = replayed(tmp_path, ["choose pitch", step], choices=True)
    [(line, message, hint)] = failures(report)
    assert line == 5
    assert expected in message
    assert came in message + hint
    assert report.fails()


def test_a_reply_that_may_not_be_taken_stops_the_walkthrough(tmp_path: Path) -> None:
    report = replayed(tmp_path, ["choose lupe", "choose lupe", "expect ending closed"], choices=True)
    [(line, message, hint)] = failures(report)
    assert line == 5
    assert "may not be taken now" in message
    assert "`ask`" in hint


def test_typed_words_are_heard_and_answered(tmp_path: Path) -> None:
    report = replayed(tmp_path, ["type What were the other two after?", "expect ending thursday"])
    assert failures(report) == []


def test_typed_words_may_come_in_the_language_of_a_translation(tmp_path: Path) -> None:
    folder = tmp_path / "porch-light"
    folder.mkdir()
    spanish = "scenario: porch-light\nlanguage: es\nbeats:\n  door:\n    replies:\n      lupe:\n        say: |\n          Me manda Lupe, la de la esquina.\n"
    (folder / "es.yaml").write_text(spanish, "utf-8")
    report = replayed(tmp_path, ["type Me manda Lupe, la de la esquina.", "expect fact named"])
    assert failures(report) == []


def test_words_that_fit_nothing_three_times_end_the_scene(tmp_path: Path) -> None:
    report = replayed(tmp_path, ["type xyzzy plugh", "type xyzzy plugh", "type xyzzy plugh", "expect ending closed"])
    assert failures(report) == []


def test_silence_is_a_step(tmp_path: Path) -> None:
    report = replayed(tmp_path, ["wait", "expect beat door", "wait", "wait", "expect ending closed"])
    assert failures(report) == []


def test_a_step_that_is_not_in_the_notation_is_reported_in_the_walkthroughs_own_file(tmp_path: Path) -> None:
    report = replayed(tmp_path, ["chose ask"], text=SCENARIO)
    [found] = [d for d in report.diagnostics if d.file.endswith("test.yaml")]
    assert (found.code, found.line) == ("not-understood", 3)
    assert "choose" in found.hint
