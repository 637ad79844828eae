"""Kill a plain run at random moments and look whether it kept its word: `python benchmarks/kills.py [--kills 200]`."""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Print how many events were acknowledged, lost and doubled, and how many runs could be resumed at their line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    kills = parser.parse_args().kills
    chance = random.Random(7)
    acknowledged = lost = doubled = resumed = 0
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(SIMULATOR_HOME=home, SIMULATOR_HEARING="light")
        from simulator.play.practice import Practice
        from simulator.store.opening import open_store

        for number in range(kills):
            child = subprocess.Popen(
                [sys.executable, "-m", "simulator", "practice", "spin-cycle", "--json", "--choices", "--seed", str(number)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=ROOT,
            )
            assert child.stdin
            assert child.stdout
            first = child.stdout.readline()
            typed = "".join(
                f"{chance.randint(1, 3)}\n/again 1\n" if chance.random() < 0.2 else f"{chance.randint(1, 4)}\n" for _ in range(400)
            )
            child.stdin.write(typed.encode())
            child.stdin.flush()
            time.sleep(chance.random() * 0.25)
            child.kill()
            told = [json.loads(line) for line in (first + child.stdout.read()).splitlines() if line.endswith(b"}")]
            child.wait()
            with open_store() as store:
                there = [event.id for event in store.events(told[0]["run"])]
                lost += sum(1 for event in told if event["id"] not in set(there))
                doubled += len(there) - len(set(there))
                practice = Practice.resume(store, told[0]["run"])
                turns = [event["turn"] for event in told if event["type"] == "turn_taken"]
                resumed += (
                    practice.state.take.turns >= 0 and len(practice.events) >= len(told) and (not turns or bool(practice.state.takes))
                )
            acknowledged += len(told)
    print(f"{kills} kills: {acknowledged} events acknowledged, {lost} lost, {doubled} doubled, {resumed} runs resumed")


if __name__ == "__main__":
    main()
