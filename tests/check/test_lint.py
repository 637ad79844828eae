"""What `allow` accepts and what it cannot, where findings stand, and what is no smell. Each smell's own example is its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from porch_light import SCENARIO, check, codes, lay_over

from simulator.check.places import Places
from simulator.content.source import parse_text

REAL = "beats:\n  door:\n    scene: |\n      Mrs. Alder: They teach in the Oakland Unified School District."
HEAR = "beats:\n  door:\n    replies:\n      ask-again:\n        say: |\n          What were the other two after, then?\n        then: end thursday"


def test_an_allowance_accepts_a_smell_in_its_place(tmp_path: Path) -> None:
    assert "real-name" in codes(check(tmp_path, lay_over(REAL)))
    found = codes(check(tmp_path, lay_over(REAL + "\n    allow: real-name because the district asked for it")))
    assert "real-name" not in found
    assert "needless-allow" not in found


@pytest.mark.parametrize(
    ("place", "accepted"),
    [
        ("allow: hear-alike because they are meant to", True),
        ("beats:\n  door:\n    allow: hear-alike because they are meant to", True),
        ("beats:\n  door:\n    replies:\n      ask-again:\n        allow: hear-alike because they are meant to", True),
        ("beats:\n  door:\n    replies:\n      ask:\n        allow: hear-alike because they are meant to", False),
        ("endings:\n  thursday:\n    allow: hear-alike because they are meant to", False),
    ],
)
def test_an_allowance_reaches_what_stands_inside_its_place_and_nothing_else(place: str, accepted: bool, tmp_path: Path) -> None:
    found = codes(check(tmp_path, lay_over(place, lay_over(HEAR))))
    assert ("hear-alike" not in found) == accepted
    assert ("needless-allow" in found) == (not accepted)


def test_an_error_cannot_be_allowed(tmp_path: Path) -> None:
    text = lay_over("allow: stuck because it is a dream\nbeats:\n  door:\n    replies:\n      ask:\n        then: door")
    report = check(tmp_path, text)
    assert {"stuck", "needless-allow"} <= codes(report)
    assert "cannot accept an error" in next(d.message for d in report.diagnostics if d.code == "needless-allow")


def test_a_misspelt_code_in_an_allowance_is_answered_with_the_nearest(tmp_path: Path) -> None:
    report = check(tmp_path, lay_over(REAL + "\nallow: real-names because we asked"))
    found = next(d for d in report.diagnostics if d.code == "needless-allow")
    assert "real-name" in found.hint


def test_replies_that_are_never_open_together_may_sound_alike(tmp_path: Path) -> None:
    base = lay_over(
        "facts: told\nbeats:\n  door:\n    replies:\n      tell:\n        say: |\n          My brother had one.\n        sets: told\n        then: door",
        lay_over(HEAR),
    )
    assert "hear-alike" in codes(check(tmp_path, base))
    apart = lay_over("beats:\n  door:\n    replies:\n      ask:\n        if: not told\n      ask-again:\n        if: told", base)
    assert "hear-alike" not in codes(check(tmp_path, apart))


def test_jargon_that_she_used_first_or_that_is_explained_is_no_smell(tmp_path: Path) -> None:
    say = "beats:\n  door:\n    replies:\n      ask:\n        shows: opening +1\n        say: |\n          {}"
    assert "unexplained-jargon" in codes(check(tmp_path, lay_over(say.format("Did the LCAP change?"))))
    assert "unexplained-jargon" not in codes(check(tmp_path, lay_over(say.format("Did the LCAP, the yearly plan, change?"))))
    assert "unexplained-jargon" not in codes(check(tmp_path, lay_over(say.format("A welcome mat. Who did that?"))))
    officials = lay_over(say.format("Did the LCAP change?") + "\ncast:\n  alder:\n    part: official")
    assert "unexplained-jargon" not in codes(check(tmp_path, officials))


def test_a_name_inside_another_word_is_not_a_real_name(tmp_path: Path) -> None:
    assert "real-name" not in codes(check(tmp_path, lay_over("brief: |\n  The LAUSDorf shop, and a mayor named Bassett.")))


def test_a_finding_in_a_block_stands_on_the_line_of_its_words(tmp_path: Path) -> None:
    report = check(tmp_path, lay_over("brief: |\n  First line.\n  Then Oakland Unified School District."))
    found = next(d for d in report.diagnostics if d.code == "real-name")
    line = report.texts[found.file].split("\n")[found.line - 1]
    assert line[found.column - 1 :].startswith("Oakland Unified")


def test_an_address_is_found_by_its_keys_and_its_unknown_end_is_left_off() -> None:
    places = Places(parse_text(SCENARIO, "porch"))
    lines = SCENARIO.split("\n")
    line, column = places.at("beats.door.replies.ask.then")
    assert lines[line - 1][column - 1 :] == "then: end thursday"
    assert places.at("beats.door.replies.ask.then", 4) == (line, column + len("then: end "))
    assert places.at("beats.door.replies.ask.coach") == places.at("beats.door.replies.ask")
    assert places.at("") == (1, 1)


def test_what_the_proof_knows_is_not_said_twice(tmp_path: Path) -> None:
    island = "beats:\n  island:\n    scene: |\n      Sand.\n    replies:\n      swim:\n        say: |\n          Now.\n        then: end thursday"
    assert "unreachable-beat" in codes(check(tmp_path, lay_over(island)))
    assert "never-reached" not in codes(check(tmp_path, lay_over(island)))
    circle = [d.code for d in check(tmp_path, lay_over("beats:\n  door:\n    replies:\n      ask:\n        then: door")).diagnostics]
    assert "stuck" in circle
    assert "dead-end" not in circle


def test_a_language_without_a_file_is_noted_and_a_loose_file_is_left_in_peace(tmp_path: Path) -> None:
    from simulator.check import check_path
    from simulator.content.catalogue import Catalogue

    report = check(tmp_path, SCENARIO)
    assert [d.severity for d in report.diagnostics if d.code == "missing-translation"] == ["info"]
    (tmp_path / "mine.yaml").write_text(SCENARIO, "utf-8")
    loose = check_path(tmp_path / "mine.yaml", Catalogue())
    assert not codes(loose) & {"missing-translation", "folder-name"}
