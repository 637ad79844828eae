"""Verbs: what they print, as text and as JSON, and the code they leave with."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from simulator.cli import VERBS, output, run
from simulator.store.opening import open_store
from tests.porch import porch_text


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMULATOR_HEARING", "light")
    monkeypatch.setattr(output, "is_terminal", lambda: False)


@pytest.fixture
def own(sealed_home: Path) -> Path:
    """The porch as the person's own scenario."""
    folder = sealed_home / "content" / "scenarios" / "porch-light"
    folder.mkdir(parents=True)
    (folder / "scenario.yaml").write_text(porch_text(), encoding="utf-8")
    return folder


def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str, typed: str = "") -> tuple[int, str, str]:
    """Run a verb with `typed` on standard input: its code, what it printed, what it complained of."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    code = run(list(arguments))
    found = capsys.readouterr()
    return code, found.out, found.err


Said = tuple[pytest.MonkeyPatch, pytest.CaptureFixture[str]]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
    return monkeypatch, capsys


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_every_verb_has_a_page_of_help(here: Said) -> None:
    for verb in VERBS:
        code, out, _ = said(*here, verb, "--help")
        assert code == 0
        assert out.startswith("Usage: simulator " + verb)


def test_without_a_verb_and_a_terminal_it_prints_short_help(sealed_home: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "simulator"], input=b"", capture_output=True, cwd=Path(__file__).parents[2])
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"practice" in done.stdout


def test_list_gives_the_shape_that_others_read(here: Said, own: Path) -> None:
    code, out, _ = said(*here, "list", "--json")
    assert code == 0
    found = {row["id"]: row for row in json.loads(out)["scenarios"]}
    assert found["spin-cycle"]["languages"] == ["es", "en"]
    assert set(found["porch-light"]) == {"id", "title", "form", "language", "languages", "difficulty", "minutes", "drill"}


def test_show_tells_the_brief_and_never_a_secret(here: Said) -> None:
    _, text, _ = said(*here, "show", "spin-cycle", "--language", "es")
    _, data, _ = said(*here, "show", "spin-cycle", "--json")
    assert "Lavandería Sol" in text
    for shown in (text, data):
        assert "tres frases en inglés" not in shown
        assert "secret" not in json.loads(data)


def test_a_practice_in_json_begins_with_the_run_and_writes_each_event_on_its_line(here: Said, own: Path) -> None:
    typed = "Lupe sent me. What did the other two want?\n"
    code, out, err = said(*here, "practice", "porch-light", "--plain", "--json", "--seed", "3", typed=typed)
    events = lines(out)
    assert (code, err) == (0, "")
    assert events[0]["type"] == "run_started"
    assert [event["type"] for event in events] == ["run_started", "take_opened", "turn_taken"]
    with open_store() as kept:
        assert [event.id for event in kept.events(events[0]["run"])] == [event["id"] for event in events]


def test_the_same_seed_gives_the_same_run_but_for_ids_and_times(here: Said, own: Path) -> None:
    def play() -> list[dict[str, Any]]:
        _, out, _ = said(*here, "practice", "porch-light", "--choices", "--json", "--seed", "5", typed="2\n1\n")
        return [{k: v for k, v in event.items() if k not in ("id", "at", "run")} for event in lines(out)]

    assert play() == play()


def test_end_of_input_keeps_the_run_and_it_can_be_resumed_reviewed_and_exported(here: Said, own: Path, tmp_path: Path) -> None:
    code, out, _ = said(*here, "practice", "porch-light", "--plain", "--choices", "--seed", "3", typed="2\n")
    assert code == 0
    assert "Kept." in out
    code, out, _ = said(*here, "resume", "--plain", typed="1\n")
    assert (code, "You are back where you were" in out) == (0, True)
    _, out, _ = said(*here, "runs", "--json")
    row = json.loads(out)["runs"][0]
    assert {"id", "scenario", "started", "ended", "takes"} <= set(row)
    for to in ("md", "html", "json", "walkthrough"):
        target = tmp_path / f"x.{to}"
        code, out, _ = said(*here, "export", row["id"][-6:], "--to", to, "-o", str(target))
        assert code == 0
        assert target.read_bytes()


def test_a_trainer_s_broken_file_gets_the_line_and_a_hint(here: Said, own: Path) -> None:
    path = own / "scenario.yaml"
    path.write_text(porch_text().replace("then: story\n", "then: storry\n", 1), encoding="utf-8")
    code, out, _ = said(*here, "check", str(path), "--json")
    assert code == 3
    found = [d for file in json.loads(out)["files"] for d in file["diagnostics"] if d["severity"] == "error"]
    assert (found[0]["code"], "`story`" in found[0]["hint"]) == ("dangling-beat", True)
    assert found[0]["line"] == 1 + porch_text()[: porch_text().index("then: story\n")].count("\n")
    code, _, err = said(*here, "practice", "porch-light")
    assert (code, "dangling-beat" in err) == (3, True)


def test_many_lines_are_heard_in_their_order(here: Said) -> None:
    rows = [
        {"id": n, "form": "one_to_one", "language": "en", "context": [{"who": "Ana", "says": "They laughed."}], "response": text}
        for n, text in enumerate(["Who laughed?", "", "¿Y luego?"])
    ]
    code, out, _ = said(*here, "hear", "--jsonl", typed="\n".join(json.dumps(row) for row in rows))
    found = lines(out)
    assert code == 0
    assert [row["id"] for row in found] == [0, 1, 2]
    assert set(found[0]) == {"id", "units", "moves", "primary", "flags", "abstained"}
    assert all(unit["text"] == rows[0]["response"][unit["start"] : unit["end"]] for unit in found[0]["units"])


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["practise"], 2, "practice"),
        (["show", "spin-cicle"], 2, "spin-cycle"),
        (["resume", "nothing"], 2, "no run"),
        (["explain", "unknown-kee"], 2, "unknown-key"),
        (["practice", "spin-cycle", "--from", "nowhere"], 2, "nowhere"),
        (["export", "--to", "pigeon"], 2, "pigeon"),
        (["hear", "--jsonl"], 2, "JSON"),
    ],
)
def test_a_mistake_is_told_with_the_nearest_right_word(here: Said, arguments: list[str], code: int, word: str) -> None:
    found, _, err = said(*here, *arguments, typed="not json\n")
    assert found == code
    assert word in err


def test_errors_come_as_json_where_json_was_asked_for(here: Said) -> None:
    code, out, _ = said(*here, "show", "spin-cicle", "--json")
    assert code == 2
    assert set(json.loads(out)["error"]) == {"code", "message", "file", "line", "hint"}


def test_a_damaged_database_is_told_and_not_touched(here: Said, sealed_home: Path) -> None:
    sealed_home.mkdir(parents=True)
    path = sealed_home / "simulator.db"
    path.write_bytes(b"not a database at all" * 300)
    code, _, err = said(*here, "runs")
    assert code == 4
    assert "restore" in err
    assert path.read_bytes() == b"not a database at all" * 300


def test_a_run_is_backed_up_restored_and_really_deleted(here: Said, own: Path, tmp_path: Path) -> None:
    said(*here, "practice", "porch-light", "--choices", typed="1\n")
    _, out, _ = said(*here, "runs", "--json")
    name = json.loads(out)["runs"][0]["id"]
    assert said(*here, "backup", str(tmp_path / "b.db"))[0] == 0
    assert said(*here, "backup", str(tmp_path / "b.db"))[0] == 2
    assert said(*here, "delete", name)[0] == 2
    assert said(*here, "delete", name, "--yes")[0] == 0
    assert json.loads(said(*here, "runs", "--json")[1])["runs"] == []
    assert said(*here, "restore", str(tmp_path / "b.db"))[0] == 0
    assert [row["id"] for row in json.loads(said(*here, "runs", "--json")[1])["runs"]] == [name]


def test_doctor_paths_explain_and_schema_answer(here: Said) -> None:
    assert said(*here, "doctor")[0] == 0
    assert "database" in json.loads(said(*here, "paths", "--json")[1])
    assert "Wrong" in said(*here, "explain", "unknown-key")[1]
    assert json.loads(said(*here, "schema")[1])["title"].startswith("Organizer simulator")
