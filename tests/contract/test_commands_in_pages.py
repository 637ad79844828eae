"""Every command that a page tells people to type can be typed, and works."""

from __future__ import annotations

import io
import re
import shlex
import sys
from pathlib import Path

import pytest

from simulator.cli import run
from tests.porch import ROOT

PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
STAND_INS = {
    "FILE": "copy.db",
    "ARCHIVO": "copy.db",
    "RUN": "last",
    "PRÁCTICA": "last",
    "CODE": "dangling-beat",
    "<id>": "my-kitchen",
    "BEAT": "story",
    "rosario.trust=3": "vega.trust=3",
    "mi-cocina": "my-kitchen",
    "CÓDIGO": "dangling-beat",
    "ID": "my-kitchen",
    "NAME": "Ana",
    "NOMBRE": "Ana",
    "~…": "~0123456789abcdef",
}
LYING_THERE = {"story.twee": ":: Start\nHi.\n[[Go->End]]\n:: End\nBye.\n"}
"""Files that a person of the pages already has."""  # fmt: skip
"""What stands in a page for what a person fills in."""


def commands() -> list[str]:
    """The commands of all pages: between backticks, and lines of code."""
    found: dict[str, None] = {}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        found.update(dict.fromkeys(re.findall(r"`(simulator [^`\n]+)`", text)))
        found.update(dict.fromkeys(re.findall(r"^(?:\$ )?(simulator [^`\n]+)$", text, re.MULTILINE)))
    return list(found)


def typed(command: str) -> list[str]:
    """The arguments of `command` as a person would fill them in, without what needs somebody to end it."""
    words = shlex.split(re.sub(r"\s+>.*|\s+#.*", "", re.sub(r"<id>", "'<id>'", command)))[1:]
    filled = [STAND_INS.get(word, word) for word in words if word != "--watch"]
    return [*filled, "--yes"] if "delete" in filled[:2] else filled


def test_the_pages_do_name_commands() -> None:
    assert len(commands()) >= 10


@pytest.mark.parametrize("command", commands())
def test_a_command_of_a_page_works(
    command: str, sealed_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", "my-kitchen", "--language", "en"]) == 0
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIMULATOR_HEARING", "light")
    monkeypatch.setattr(sys, "stdin", io.StringIO("Lupe sent me. What did the other two want?\n"))
    assert run(["practice", "my-kitchen"]) == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    arguments = typed(command)
    for name, content in LYING_THERE.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    if arguments[:2] == ["check", "my-scenario"]:
        assert run(["twee", "import", "story.twee", "-o", "my-scenario"]) == 0
        arguments.append("--no-proof")
    if "letter.txt.j2" in arguments and "new" not in arguments:
        assert run(["template", "new", "letter.txt.j2"]) == 0
    if arguments[:2] == ["strings", "import"]:
        assert run(["strings", "export", "spin-cycle", "-o", "spin-cycle.csv"]) == 0
    if arguments[0] == "new":
        arguments[1] = "another-kitchen"
    if arguments[0] == "restore":
        assert run(["backup", "copy.db"]) == 0
    if arguments[:2] == ["room", "--resume"]:
        assert run(["room", "my-kitchen"]) == 0
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    if arguments[0] in ("people", "cohort", "assign") and arguments[1:2] != ["add"]:
        assert run(["people", "add", "Ana Ruiz"]) == 0
        if arguments[:2] not in (["cohort", "start"], ["cohort"]):
            assert run(["cohort", "start", "Autumn", "--from", "2026-09-18"]) == 0
    if arguments[:2] == ["bundle", "import"]:
        assert run(["bundle", "export", "last", "-o", "copy.db"]) == 0
    if arguments == ["check"]:
        arguments.append("my-kitchen")  # all that is shipped is looked over elsewhere
    code = run(arguments)
    assert code == 0, capsys.readouterr().err
