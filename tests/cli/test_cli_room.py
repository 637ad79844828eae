"""`simulator room` without the app: the first line, commands from a pipe, events as lines, coming back, paper, deleting."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from simulator.cli import run
from simulator.store.opening import open_store
from tests.porch import ROOT, porch_text


@pytest.fixture(autouse=True)
def porch_here(sealed_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = sealed_home / "content" / "scenarios" / "porch-light"
    folder.mkdir(parents=True)
    (folder / "scenario.yaml").write_text(porch_text(), encoding="utf-8")
    monkeypatch.setenv("SIMULATOR_HEARING", "light")


def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lines: str, *arguments: str) -> list[dict[str, Any]]:
    """What a headless room says to `lines`, each line a JSON object."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    assert run(["room", *arguments, "--headless"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_first_line_says_where_the_room_is_and_the_rest_are_events(capsys: Any, monkeypatch: Any) -> None:
    lines = told(capsys, monkeypatch, "take\nmark signature\nfreeze\nfreeze\nvoice\nreveal\nundo\nblank\nclose\n", "porch-light")
    first = lines[0]
    assert first["type"] == "room_opened"
    assert first["url"].startswith("http://")
    assert len(first["code"]) == 8
    assert [line["type"] for line in lines[1:]] == [
        "take_opened", "line_marked", "take_frozen", "take_goes_on", "phase_entered", "phase_entered", "undone", "projector_blanked", "room_closed",
        "runs_written", "runs",
    ]  # fmt: skip
    assert len(lines[-1]["runs"]) == 1


def test_what_cannot_be_done_is_an_error_on_a_line_and_the_room_goes_on(capsys: Any, monkeypatch: Any) -> None:
    lines = told(capsys, monkeypatch, "freeze\nnonsense\nswap\nrole Nobody organizer\nrewind x\n\nstate\nhelp\n", "porch-light")
    assert [line["error"]["code"] for line in lines[1:6]] == ["not-now", "unknown", "nobody", "no-person", "unknown"]
    assert lines[6]["phase"] == "lobby"
    assert "freeze" in lines[7]["commands"]


def test_the_facilitator_enters_everything_where_no_phone_connects(capsys: Any, monkeypatch: Any) -> None:
    script = """seat Ana
seat Beto
role Ana organizer
role Beto counterpart
lens Beto power
focus wait after I ask
take
line What did the other two want?
line counterpart: They wanted a signature.
note keep | what did the other two want | he came out on the porch | | | Beto
silent
rate close 2 Ana
pass Ana
voice
reveal
reveal
rehearse
line And you?
commit
commit Rosa | sit on her porch | Thursday at six | Lupe
rotate
evaluate tired | stop sooner
close
"""
    lines = told(capsys, monkeypatch, script, "porch-light")
    assert [line for line in lines if "error" in line] == []
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run(["export", "last", "--to", "md", "-o", "-"]) == 0
    page = capsys.readouterr().out
    for words in ("What did the other two want?", "he came out on the porch", "And you?", "Ana"):
        assert words in page, words


def test_at_the_end_of_input_the_room_stays_open_and_is_gone_on_with(capsys: Any, monkeypatch: Any) -> None:
    first = told(capsys, monkeypatch, "take\nmark\n", "porch-light")[0]
    again = told(capsys, monkeypatch, "close\n", "--resume", "last")
    assert (again[0]["room"], again[0]["code"], again[0]["pin"], again[0]["phase"]) == (first["room"], first["code"], first["pin"], "take")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run(["room", "--resume", "last", "--headless"]) == 2


def test_a_blank_room_needs_one_line(capsys: Any, monkeypatch: Any) -> None:
    lines = told(capsys, monkeypatch, "take\nclose\n", "--blank", "--who", "a grandmother of three", "--hides", "she signed already")
    assert lines[0]["title"] == "A conversation with a grandmother of three"
    assert "signed already" not in str(lines)


def test_triads_answer_to_their_numbers(capsys: Any, monkeypatch: Any) -> None:
    lines = told(capsys, monkeypatch, "take\n2: freeze\n3: freeze\nclose\n", "porch-light", "--triads", "2")
    assert lines[0]["groups"] == [1, 2]
    assert [(line["type"], line.get("group")) for line in lines[1:4]] == [("take_opened", 1), ("take_opened", 2), ("take_frozen", 2)]
    assert lines[4]["error"]["code"] == "unknown"


def test_no_line_gives_away_what_phones_come_in_with(capsys: Any, monkeypatch: Any) -> None:
    lines = told(capsys, monkeypatch, "seat Ana\ncode\n", "porch-light")
    assert all("token" not in line and "key" not in line for line in lines[1:])


def test_a_port_that_is_taken_is_told_with_its_own_exit_code(capsys: Any, monkeypatch: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))
        assert run(["room", "porch-light", "--headless", "--port", str(taken.getsockname()[1])]) == 5
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "port"


def test_without_a_port_asked_for_the_next_free_one_is_taken(capsys: Any, monkeypatch: Any) -> None:
    from simulator.live import serving

    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        monkeypatch.setattr(serving, "PORT", taken.getsockname()[1])
        assert told(capsys, monkeypatch, "", "porch-light")[0]["port"] != taken.getsockname()[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "no scenario"), ([], "Name a scenario"), (["porch-light", "--criteria", "nothing"], "no criterion"), (["--resume", "abc"], "no room"),
        (["--purge", "abc"], "no room"), (["porch-light", "--naming", "x"], "naming"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_said_in_words(arguments: list[str], words: str, capsys: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run(["room", *arguments, "--headless"]) == 2
    assert words in capsys.readouterr().err


def test_a_purge_wants_to_be_sure_and_then_leaves_nothing(capsys: Any, monkeypatch: Any) -> None:
    first = told(capsys, monkeypatch, "seat Inconfundible\ntake\nclose\n", "porch-light")[0]
    assert run(["room", "--purge", first["room"]]) == 2
    assert run(["room", "--purge", first["room"], "--yes"]) == 0
    with open_store() as store:
        assert store.streams("room") == []
        assert store.summaries() == []


def test_the_sheets_are_written_in_either_language(tmp_path: Path, capsys: Any) -> None:
    for language, words in (("en", "Worksheet"), ("es", "Hoja de observación")):
        path = tmp_path / f"{language}.html"
        assert run(["room", "porch-light", "--paper", str(path), "--language", language]) == 0
        page = path.read_text(encoding="utf-8")
        assert words in page
        assert "http://" not in page
        assert "https://" not in page
        assert page.count('class="sheet"') >= 8
        pages = tmp_path / f"{language}.pdf"
        assert run(["room", "porch-light", "--paper", str(pages), "--language", language]) == 0
        assert pages.read_bytes().startswith(b"%PDF-")


def test_ended_from_outside_it_leaves_in_order_and_can_be_gone_on_with(sealed_home: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(
        [sys.executable, "-m", "simulator", "room", "porch-light", "--headless"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdin is not None
    first = json.loads(child.stdout.readline())
    child.stdin.write("take\n")
    child.stdin.flush()
    assert json.loads(child.stdout.readline())["type"] == "take_opened"
    began = time.monotonic()
    child.send_signal(signal.SIGTERM)
    assert child.wait(15) == 128 + signal.SIGTERM
    assert time.monotonic() - began < 15
    with open_store() as store:
        assert [info.id for info in store.streams("room")] == [first["room"]]
