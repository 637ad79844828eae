"""`new` writes a scenario that checks clean, plays, and is whole in both languages; it never writes over anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.check import check_path
from simulator.content.catalogue import Catalogue
from simulator.content.scaffold import KINDS, new_scenario
from simulator.content.source import LANGUAGES
from simulator.core.moves import FORMS
from tests.cli.conftest import Simulator


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_a_new_scenario_of_any_form_checks_clean_in_either_language(tmp_path: Path, form: str, language: str) -> None:
    folder = tmp_path / "my-first"
    for path, text in new_scenario("my-first", form, language).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    report = check_path(folder, Catalogue())
    assert [(d.code, d.message) for d in report.diagnostics if d.severity != "info"] == []
    assert report.walkthroughs == 1
    assert report.scenario is not None
    assert (report.scenario.form, report.scenario.language, len(report.scenario.openings)) == (form, language, 3)


def test_every_form_has_a_first_scene() -> None:
    assert tuple(KINDS) == FORMS


def test_what_was_written_can_be_checked_and_played_at_once(simulator: Simulator, sealed_home: Path) -> None:
    told = simulator("new", "my-kitchen", "--form", "house_meeting", "--language", "es")
    assert told.code == 0
    assert "simulator check my-kitchen --watch" in told.out
    assert simulator("check", "my-kitchen", "--strict").code == 0
    played = simulator("practice", "my-kitchen", "--json", "--opening", "calm", typed=("Me mandó Lupe; soy Sam.",))
    assert played.lines[2]["reply"] == "honest"
    assert {row["id"]: row["languages"] for row in simulator("list", "--json").json["scenarios"]}["my-kitchen"] == ["es", "en"]


def test_it_goes_where_it_is_told(simulator: Simulator, tmp_path: Path) -> None:
    told = simulator("new", "my-kitchen", "--in", tmp_path)
    assert (tmp_path / "my-kitchen" / "scenario.yaml").is_file()
    assert str(tmp_path / "my-kitchen") in told.out
    assert simulator("check", tmp_path / "my-kitchen", "--strict").code == 0


def test_nothing_is_written_over(simulator: Simulator, tmp_path: Path) -> None:
    simulator("new", "my-kitchen", "--in", tmp_path)
    file = tmp_path / "my-kitchen" / "scenario.yaml"
    file.write_text("mine", encoding="utf-8")
    again = simulator("new", "my-kitchen", "--in", tmp_path)
    assert again.code == 2
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["My Kitchen", "../up", "a/b", "", "-x", "x" * 99, "ñandú"])
def test_a_name_that_cannot_be_a_folder_is_refused(simulator: Simulator, tmp_path: Path, name: str) -> None:
    place = tmp_path / "mine"
    assert simulator("new", "--in", place, "--", name).code == 2
    assert not place.exists()
