"""`twee` and `graph` from the command line: files in, files out, nothing overwritten, every loss told."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Simulator

STORY = ":: StoryTitle\nBus\n\n:: Start\nAna: Hola.\n(set: $x to 1)\n[[Go->End]]\n\n:: End\nBye.\n"


def test_a_story_becomes_a_folder_that_check_takes(simulator: Simulator, tmp_path: Path) -> None:
    file = tmp_path / "bus.twee"
    file.write_text(STORY, encoding="utf-8")
    result = simulator("twee", "import", file, "-o", tmp_path / "bus")
    assert result.code == 0, result.err
    assert f"{file}:6: dropped: (set: $x to 1) (in “Start”)" in result.out
    assert simulator("check", tmp_path / "bus", "--no-proof").code == 0


def test_an_import_overwrites_nothing(simulator: Simulator, tmp_path: Path) -> None:
    file = tmp_path / "bus.twee"
    file.write_text(STORY, encoding="utf-8")
    assert simulator("twee", "import", file, "-o", tmp_path / "bus").code == 0
    mine = tmp_path / "bus" / "scenario.yaml"
    mine.write_text("mine", encoding="utf-8")
    again = simulator("twee", "import", file, "-o", tmp_path / "bus")
    assert (again.code, mine.read_text(encoding="utf-8")) == (2, "mine")
    assert "nothing was written" in again.err


def test_an_import_tells_a_program_what_it_tells_a_person(simulator: Simulator, tmp_path: Path) -> None:
    file = tmp_path / "bus.twee"
    file.write_text(STORY, encoding="utf-8")
    (row,) = simulator("twee", "import", file, "-o", tmp_path / "bus", "--json").json["stories"]
    assert (row["beats"], row["endings"], row["readable"]) == (1, 1, True)
    assert {"file": str(file), "line": 6, "code": "dropped", "message": "(set: $x to 1)", "passage": "Start"} in row["notes"]


def test_an_archive_becomes_a_folder_for_each_story(simulator: Simulator, tmp_path: Path) -> None:
    archive = tmp_path / "library.html"
    assert simulator("twee", "export", "porch-light", "spin-cycle", "-o", archive).code == 0
    assert simulator("twee", "import", archive, "-o", tmp_path / "library").code == 0
    assert sorted(path.name for path in (tmp_path / "library").iterdir()) == ["porch-light", "spin-cycle"]


def test_a_file_without_a_story_is_refused_in_plain_words(simulator: Simulator, tmp_path: Path) -> None:
    for name, data in (("a.txt", b"nothing"), ("b.html", b"<html></html>"), ("c.twee", b""), ("d.twee", b"\xff\xfe\x00")):
        file = tmp_path / name
        file.write_bytes(data)
        result = simulator("twee", "import", file, "-o", tmp_path / "out")
        assert result.code == 3, name
        assert "there is no Twine story in this file" in result.err
    assert simulator("twee", "import", tmp_path / "none.twee", "-o", tmp_path / "out").code == 3
    assert not (tmp_path / "out").exists()


def test_a_file_in_windows_letters_is_read(simulator: Simulator, tmp_path: Path) -> None:
    file = tmp_path / "bus.tw"
    file.write_bytes(STORY.replace("Hola", "Mañana").encode("cp1252"))
    assert simulator("twee", "import", file, "-o", tmp_path / "bus").code == 0
    assert "Mañana" in (tmp_path / "bus" / "scenario.yaml").read_text(encoding="utf-8")


def test_twee_goes_to_standard_output_and_holds_one_story(simulator: Simulator) -> None:
    assert ":: door [beat]" in simulator("twee", "export", "porch-light").out
    assert simulator("twee", "export", "porch-light", "spin-cycle").code == 2
    assert simulator("twee", "export", "porch-lihgt").code == 2


def test_a_map_is_drawn_for_either_program(simulator: Simulator, tmp_path: Path) -> None:
    assert simulator("graph", "porch-light").out.startswith("flowchart LR\n")
    assert simulator("graph", "porch-light", "--to", "dot", "-o", tmp_path / "porch.dot").code == 0
    assert (tmp_path / "porch.dot").read_text(encoding="utf-8").startswith('digraph "porch-light" {')
