"""`site` from the command line: a folder of its own, written over by itself and by nothing else."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import SECRET, Simulator


def test_a_site_is_written_and_written_again(simulator: Simulator, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert simulator("site", "porch-light", "spin-cycle", "-o", folder).code == 0
    assert (folder / "es" / "trainers" / "spin-cycle.html").is_file()
    assert simulator("site", "porch-light", "-o", folder, "--for", "trainee").code == 0
    left = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    assert "en/porch-light.html" in left
    assert not any("spin-cycle" in path or "trainers" in path for path in left)
    assert not any(SECRET in path.read_text(encoding="utf-8") for path in folder.rglob("*.html"))


def test_a_folder_with_other_files_is_left_alone(simulator: Simulator, tmp_path: Path) -> None:
    mine = tmp_path / "index.html"
    mine.write_text("mine", encoding="utf-8")
    result = simulator("site", "-o", tmp_path)
    assert (result.code, mine.read_text(encoding="utf-8")) == (2, "mine")
    assert "nothing was written" in result.err
