"""`strings` from the command line: a table out, a table in, and nothing written that would not load."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Simulator


def test_a_table_goes_to_a_translator_and_comes_back(simulator: Simulator, porch_light: Path, tmp_path: Path) -> None:
    table = tmp_path / "porch.csv"
    assert "strings, " in simulator("strings", "export", "porch-light", "-o", table).out
    assert "porch-light,beats.story.scene,new," in table.read_text(encoding="utf-8-sig")
    table.write_text("scenario;address;translation\nporch-light;endings.closed.scene;Se apaga la luz.\n", encoding="utf-8")
    result = simulator("strings", "import", table)
    assert (result.code, result.out.splitlines()[-1].endswith("1 strings changed")) == (0, True)
    assert "Se apaga la luz." in (porch_light / "es.yaml").read_text(encoding="utf-8")
    assert simulator("check", "porch-light", "--no-proof").code == 0


def test_only_what_is_left_to_do_when_asked(simulator: Simulator) -> None:
    out = simulator("strings", "export", "porch-light", "--todo").out
    assert ",title,done," not in out
    assert ",new," in out


def test_a_table_that_would_break_the_translation_changes_nothing(simulator: Simulator, porch_light: Path, tmp_path: Path) -> None:
    table = tmp_path / "bad.csv"
    before = (porch_light / "es.yaml").read_text(encoding="utf-8")
    table.write_text("scenario,address,translation\nporch-light,beats.door.scene,Nadie: Hola\n", encoding="utf-8")
    result = simulator("strings", "import", table)
    assert (result.code, (porch_light / "es.yaml").read_text(encoding="utf-8")) == (3, before)
    assert "Nadie" in result.err


def test_what_is_no_table_is_refused_in_plain_words(simulator: Simulator, tmp_path: Path) -> None:
    table = tmp_path / "bad.csv"
    table.write_text("hello", encoding="utf-8")
    result = simulator("strings", "import", table, "--scenario", "porch-light")
    assert result.code == 2 or "names no scenario" in result.err or "columns" in result.err
    assert simulator("strings", "export", "porch-light", "--language", "en").code == 2


def test_what_changed_since_an_older_file_is_marked(simulator: Simulator, porch_light: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.csv"
    assert simulator("strings", "export", "porch-light", "-o", old).code == 0
    scenario = porch_light / "scenario.yaml"
    scenario.write_text(scenario.read_text(encoding="utf-8").replace("The porch light comes on.", "The light comes on."), encoding="utf-8")
    out = simulator("strings", "export", "porch-light", "--since", old, "--todo").out
    assert "porch-light,beats.door.scene,changed," in out
    assert "The porch light comes on." in out
