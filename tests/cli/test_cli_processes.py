"""The program as the system sees it: signals, pipes, other processes reading what was just promised."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from benchmarks.kills import ordeal
from simulator.store.opening import open_store

Process = Callable[..., "subprocess.Popen[str]"]


def typed(child: subprocess.Popen[str], line: str) -> None:
    assert child.stdin is not None
    child.stdin.write(line + "\n")
    child.stdin.flush()


def read(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline()


def test_python_minus_m_is_the_same_program(process: Process) -> None:
    out, err = process("--version").communicate()
    assert out.startswith("simulator ")
    assert err == ""


def test_an_event_is_on_disk_before_its_line_is_printed(process: Process) -> None:
    child = process("practice", "porch-light", "--json")
    first = json.loads(read(child))
    assert (first["type"], list(first)[:2]) == ("run_started", ["type", "run"])
    told = [first, json.loads(read(child))]
    for line in ("", "No clipboard. Lupe sent me. What did the other two want?"):
        typed(child, line)
        told.append(json.loads(read(child)))
        with open_store() as seen_from_outside:
            there = {event.id for event in seen_from_outside.events(first["run"])}
        assert {event["id"] for event in told} <= there


def test_ctrl_c_leaves_with_130_and_keeps_the_run(process: Process) -> None:
    child = process("practice", "porch-light", "--json", start_new_session=True)
    run = json.loads(read(child))["run"]
    read(child)
    typed(child, "")
    read(child)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate()
    assert child.returncode == 128 + signal.SIGINT
    assert err.strip() == ""
    with open_store() as kept:
        assert [event.type for event in kept.events(run)] == ["run_started", "take_opened", "turn_taken"]


def test_a_reader_that_goes_away_is_no_reason_to_complain(process: Process) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    child = process("list", stdout=writer)
    os.close(writer)
    _, err = child.communicate()
    assert child.returncode == 128 + signal.SIGPIPE
    assert err == ""


def test_end_of_input_ends_it_cleanly(process: Process) -> None:
    child = process("practice", "porch-light", stdin=subprocess.DEVNULL)
    out, err = child.communicate()
    assert child.returncode == 0
    assert err == ""
    assert "Kept. Go on any time with: simulator resume " in out


def test_it_speaks_utf_8_wherever_it_runs(process: Process) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "latin-1", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    out, err = process("list", "--language", "es", env=env).communicate()
    assert "Junta de investigación" in out
    assert err == ""


def test_five_kills_lose_no_acknowledged_event_and_every_run_goes_on_at_its_line(tmp_path: Path) -> None:
    tally = ordeal(5, tmp_path / "killed")
    assert tally.kills == 5
    assert tally.acknowledged > 0
    assert tally.clean, tally.table()
