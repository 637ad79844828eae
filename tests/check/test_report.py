"""The report as JSON and in plain words, on whatever a path may hold, once or whenever a file is saved."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porch_light import SCENARIO, check, codes, lay_over

from simulator.check import FileReport, Options, check_path, render, watch
from simulator.content.catalogue import Catalogue, shipped

QUICK = Options(playthroughs=5, walkthroughs=False)


def test_the_rows_are_what_check_json_promises(tmp_path: Path) -> None:
    report = check(tmp_path, lay_over("title: Apt #4"))
    [row] = json.loads(json.dumps(report.rows()))
    assert row["path"].endswith("scenario.yaml")
    assert set(row) == {"path", "diagnostics", "proof", "playthroughs"}
    [found] = row["diagnostics"]
    assert set(found) == {"code", "severity", "line", "column", "message", "hint"}
    assert found["code"] == "comment-eats-text"
    assert row["proof"] == {}


def test_proof_and_plays_stand_in_the_row_of_the_scenario_and_other_files_in_their_own(tmp_path: Path) -> None:
    check(tmp_path, SCENARIO)
    report = check(tmp_path, "scenario: porch-light\nlanguage: es\ntitle: La luz\n", name="es.yaml")
    own, other = json.loads(json.dumps(report.rows()))
    assert own["proof"]["states"] >= 1
    assert own["proof"]["takeable"] == ["door.ask"]
    assert own["proof"]["par"] == {"opening": 1}
    assert own["playthroughs"]["replies"]["door.ask"] == {"taken": 10, "coverage": "always"}
    assert own["playthroughs"]["endings"] == {"thursday": 10}
    assert other["path"].endswith("es.yaml")
    assert [found["code"] for found in other["diagnostics"]] == ["missing-translation"]


def test_a_finding_is_shown_with_two_lines_around_it_a_caret_and_its_hint(tmp_path: Path) -> None:
    report = check(tmp_path, lay_over("beats:\n  door:\n    replies:\n      ask:\n        then: dor"))
    shown = render(report).split("\n")
    at = next(number for number, line in enumerate(shown) if "error dangling-beat: there is no beat `dor`" in line)
    assert shown[at].startswith(report.path)
    marked = next(number for number in range(at, at + 8) if shown[number].rstrip().endswith("^"))
    assert shown[marked - 1].endswith("then: dor")
    assert shown[marked].index("^") == shown[marked - 1].index("dor")
    assert any("Did you mean `door`?" in line for line in shown)


def test_the_summary_says_in_words_what_was_proven_and_played(tmp_path: Path) -> None:
    shown = render(check(tmp_path, SCENARIO), coverage=True)
    for part in (
        "1 beat, 1 reply",
        "thursday (step)",
        "nobody can get stuck",
        "1 of 1 replies",
        "1 turn away",
        "opening 1",
        "Of 10 plays",
        "door.ask  100 %  always",
    ):
        assert part in shown


def test_a_report_fails_on_errors_and_only_strictly_on_warnings(tmp_path: Path) -> None:
    smelly = check(tmp_path, SCENARIO)
    assert not smelly.fails()
    assert smelly.fails(strict=True)
    assert check(tmp_path, "scenario: porch-light").fails()


def test_a_rubric_the_moves_and_the_reactions_are_compiled_and_reported_too(tmp_path: Path) -> None:
    for path in (*sorted(shipped("rubrics").glob("*.yaml")), shipped("scenarios") / "reactions.yaml"):
        assert check_path(path, Catalogue(), QUICK).diagnostics == ()
    broken = tmp_path / "reactions.yaml"
    broken.write_text("reactions:\n  parent:\n    x:\n      on: digg\n      feel: trust +1\n", "utf-8")
    [found] = check_path(broken, Catalogue(), QUICK).diagnostics
    assert (found.code, "dig" in found.hint) == ("unknown-word", True)


def test_a_translation_or_a_walkthrough_is_checked_with_its_scenario(tmp_path: Path) -> None:
    check(tmp_path, SCENARIO)
    home = tmp_path / "porch-light"
    (home / "es.yaml").write_text("scenario: other\nlanguage: es\n", "utf-8")
    (home / "walkthroughs").mkdir()
    (home / "walkthroughs" / "one.yaml").write_text("walkthrough: One\nsteps: |\n  choose ask\n  expect beat door\n", "utf-8")
    assert "wrong-scenario" in codes(check_path(home / "es.yaml", Catalogue()))
    assert "walkthrough-failed" in codes(check_path(home / "walkthroughs" / "one.yaml", Catalogue()))


def test_a_path_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert codes(check_path(tmp_path / "nowhere", Catalogue())) == {"cannot-read"}
    assert codes(check_path(tmp_path, Catalogue())) == {"cannot-read"}


class Stop(Exception):
    """Ends a watch in a test."""


def _gather(reports: Iterator[FileReport], seen: list[FileReport]) -> None:
    for report in reports:
        seen.append(report)


def test_watching_reports_at_once_and_again_only_when_a_file_was_saved(tmp_path: Path) -> None:
    check(tmp_path, SCENARIO)
    home = tmp_path / "porch-light"
    waits = 0

    def wait(_: float) -> None:
        nonlocal waits
        waits += 1
        if waits == 3:
            (home / "scenario.yaml").write_text(lay_over("title: Apt #4"), "utf-8")
            os.utime(home / "scenario.yaml", (1, 1))
        if waits == 6:
            raise Stop

    seen: list[FileReport] = []
    with pytest.raises(Stop):
        _gather(watch([home], Catalogue(), QUICK, wait), seen)
    assert ["comment-eats-text" in codes(report) for report in seen] == [False, True]


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_no_change_to_a_good_file_makes_check_raise(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    text = lay_over(
        "facts: named\nbeats:\n  door:\n    clock: 20s then door\n    otherwise:\n      scene: |\n        She waits.\n      then: door if not named else end thursday"
    )
    at = data.draw(st.integers(0, len(text)))
    kind = data.draw(st.integers(0, 2))
    if kind == 0:
        text = text[:at] + text[at + data.draw(st.integers(1, 50)) :]
    elif kind == 1:
        text = text[:at] + data.draw(st.text(max_size=6)) + text[at:]
    else:
        lines = text.split("\n")
        lines.insert(data.draw(st.integers(0, len(lines))), lines[data.draw(st.integers(0, len(lines) - 1))])
        text = "\n".join(lines)
    report = check(tmp_path_factory.mktemp("any"), text.encode("utf-8", "replace"), QUICK)
    assert render(report, coverage=True)
    assert json.dumps(report.rows())
