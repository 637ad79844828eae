"""How long a verb takes to answer, against `python -c pass` in the same run: `python benchmarks/startup.py`."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 11
VERBS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "--version": [sys.executable, "-m", "simulator", "--version"],
    "--help": [sys.executable, "-m", "simulator", "--help"],
    "list": [sys.executable, "-m", "simulator", "list"],
    "practice --plain, no input": [sys.executable, "-m", "simulator", "practice", "spin-cycle", "--plain"],
}


def main() -> None:
    """Print medians in milliseconds and ratios to a bare interpreter."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "SIMULATOR_HOME": home, "SIMULATOR_HEARING": "light"}
        taken: dict[str, list[float]] = {name: [] for name in VERBS}
        for _ in range(ROUNDS):
            for name, command in VERBS.items():
                start = time.perf_counter()
                subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
                taken[name].append((time.perf_counter() - start) * 1000)
    bare = statistics.median(taken["python -c pass"])
    for name, times in taken.items():
        middle = statistics.median(times)
        print(f"{name:28} {middle:7.1f} ms   {middle / bare:5.1f} ×")


if __name__ == "__main__":
    main()
