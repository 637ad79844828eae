"""Kill plain runs at random moments and look whether each kept its word: `python benchmarks/kills.py [--kills 200]`.

A practice is fed through a pipe, its words and its numbers in turn, and ended by `kill -9`: after a random number of events, or after a random
time, which may fall before the first. Then the store is held against what had been acknowledged, the run is opened again, and the next
process goes on with it from the line where it says that it stands.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from simulator.core import events as e
from simulator.store.interface import Store
from simulator.store.opening import open_store

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 60
"""Lines after which a new run is begun."""
AT_ONCE = 8
"""Lines fed to one process: more than it gets through mostly."""

SCENARIO = """\
scenario: treadmill
title: Treadmill
form: one_to_one
rubric: one_to_one
language: en
you: organizer
cast:
  ana:
    name: Ana
    feels: trust 2
start: bench
beats:
  bench:
    scene: |
      Ana: And then?
    replies:
      more:
        say: |
          Tell me more.
        then: bench
endings:
  over:
    scene: |
      Ana: Good night.
"""
"""A conversation that ends only when its words are left out: a number always fits, and no two lines of words follow each other."""


@dataclass
class Tally:
    """What became of it all. `wrong_line` counts runs that did not stand where their events say; `words_gone` lines that were there neither said nor as a draft."""

    kills: int = 0
    runs: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    wrong_line: int = 0
    words_gone: int = 0
    drafts: int = 0
    before_any: int = 0

    @property
    def clean(self) -> bool:
        """Whether every promise was kept."""
        return not (self.lost or self.doubled or self.out_of_order or self.wrong_line or self.words_gone)

    def table(self) -> str:
        """One row a promise."""
        rows = (
            ("kills", self.kills), ("of them before the first event", self.before_any), ("runs", self.runs), ("events acknowledged", self.acknowledged),
            ("  lost", self.lost), ("  doubled", self.doubled), ("  out of order", self.out_of_order),
            ("runs that resumed at a wrong line", self.wrong_line), ("lines of words gone", self.words_gone),
            ("words that were kept as a draft", self.drafts),
        )  # fmt: skip
        return "\n".join(f"{name:36} {number:8}" for name, number in rows)


def line_of(turn: int, run: int) -> str:
    """What is typed as line `turn` of a run: words that no other line has, or a number."""
    return "1" if turn % 2 == 0 else f"On day {turn} of {run} they closed the door"


def ordeal(kills: int, home: Path, seed: int = 7) -> Tally:
    """Kill `kills` times, with all data in `home`."""
    folder = home / "content" / "scenarios" / "treadmill"
    folder.mkdir(parents=True)
    (folder / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    environment = {
        **os.environ,
        "SIMULATOR_HOME": str(home),
        "SIMULATOR_LANGUAGE": "en",
        "SIMULATOR_HEARING": "light",
        "PYTHONPATH": str(ROOT),
    }
    chance, tally, run = random.Random(seed), Tally(), ""
    with open_store(home / "simulator.db") as store:
        while tally.kills < kills:
            done = _turns(store, run)
            if not run or len(done) >= LONGEST:
                run, done = "", []
                tally.runs += 1
            verb = ["resume", run] if run else ["practice", "treadmill", "--choices"]
            fed = [line_of(len(done) + at, tally.runs) for at in range(1, AT_ONCE + 1)]
            known = {info.id for info in store.streams()}
            told = _killed([*verb, "--json"], fed, chance, environment)
            tally.kills += 1
            tally.acknowledged += len(told)
            tally.before_any += not told
            if not run:
                # A run may have begun without being told of; it is gone on with all the same.
                run = told[0]["run"] if told else next(iter({info.id for info in store.streams()} - known), "")
                if not run:
                    tally.runs -= 1
                    continue
            _hold_against(store, run, told, tally)
            _look_at_line(store, run, tally, environment)
    return tally


def _killed(arguments: list[str], fed: list[str], chance: random.Random, environment: dict[str, str]) -> list[dict[str, Any]]:
    """Start, feed, kill at a random moment; every event that was acknowledged in a whole line."""
    command = [sys.executable, "-m", "simulator", *arguments]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment)
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write("".join(f"{line}\n" for line in fed).encode())
    child.stdin.flush()
    heard: list[bytes] = []
    if chance.random() < 0.7:
        for _ in range(chance.randrange(1, AT_ONCE)):
            heard.append(child.stdout.readline())
        timer = threading.Timer(chance.random() * 0.02, child.kill)
    else:
        timer = threading.Timer(chance.random() * 1.2, child.kill)
    timer.start()
    heard += child.stdout.readlines()  # until it is dead
    child.wait()
    timer.cancel()
    with suppress(OSError):
        child.stdin.close()
    return [json.loads(line) for line in heard if line.endswith(b"\n")]


def _turns(store: Store, run: str) -> list[dict[str, Any]]:
    return [dict(event.data) for event in store.events(run) if event.type == e.TURN_TAKEN] if run else []


def _hold_against(store: Store, run: str, told: list[dict[str, Any]], tally: Tally) -> None:
    """What was acknowledged is there, once, in its order; what was typed is there word by word."""
    there = store.events(run)
    ids = [event.id for event in there]
    told_ids = [event["id"] for event in told]
    tally.lost += len(set(told_ids) - set(ids))
    tally.doubled += len(ids) - len(set(ids))
    tally.out_of_order += [name for name in ids if name in set(told_ids)] != told_ids
    for number, turn in enumerate(_turns(store, run), 1):
        tally.doubled += turn["turn"] != number
        tally.words_gone += turn.get("text", "1") != line_of(number, tally.runs)


def _look_at_line(store: Store, run: str, tally: Tally, environment: dict[str, str]) -> None:
    """Open the run as its person would: it stands at the line after the last, with what had been typed there."""
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "resume", run], stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", cwd=ROOT,
        env=environment, check=False,
    )  # fmt: skip
    stands = re.match(r"You are back where you were\. Line (\d+)\.", done.stdout)
    following = len(_turns(store, run)) + 1
    tally.wrong_line += stands is None or int(stands[1]) != following or done.returncode != 0
    for draft in _drafts(store, run):
        tally.drafts += 1
        tally.words_gone += draft != line_of(following, tally.runs) or f"not yet said: {draft}" not in done.stdout


def _drafts(store: Store, run: str) -> Iterator[str]:
    return (draft.text for draft in store.drafts() if draft.stream == run)


def main() -> int:
    """Print the table; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    with tempfile.TemporaryDirectory() as home:
        tally = ordeal(parser.parse_args().kills, Path(home))
    print(tally.table())
    return int(not tally.clean)


if __name__ == "__main__":
    sys.exit(main())
