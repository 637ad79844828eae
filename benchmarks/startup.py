"""Measures how long a person waits: `--version`, `list` and the first line of a plain practice, against a bare Python that does nothing.

Run `python benchmarks/startup.py [ROUNDS]`. Every round starts each of them once, so that a busy machine slows all alike; medians are compared.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION_GOAL = 8.0
"""How many times a bare Python `--version` may take."""


def environment(home: Path) -> dict[str, str]:
    """The surroundings of a process whose data lie in `home`."""
    return {**os.environ, "SIMULATOR_HOME": str(home), "SIMULATOR_LANGUAGE": "en", "PYTHONPATH": str(ROOT)}


def to_end(command: list[str], env: dict[str, str]) -> float:
    """Seconds until `command` has ended."""
    begun = time.perf_counter()
    subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def to_first_line(command: list[str], env: dict[str, str]) -> float:
    """Seconds until `command` has said its first line; it is let go of then."""
    begun = time.perf_counter()
    with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        taken = time.perf_counter() - begun
        process.kill()
    return taken


def main(rounds: int = 15) -> int:
    """Print a table; 1 where `--version` misses its goal."""
    simulator = [sys.executable, "-m", "simulator"]
    ways: dict[str, tuple[Callable[[list[str], dict[str, str]], float], list[str]]] = {
        "python -c pass": (to_end, [sys.executable, "-c", "pass"]),
        "simulator --version": (to_end, [*simulator, "--version"]),
        "simulator --help": (to_end, [*simulator, "--help"]),
        "simulator list": (to_end, [*simulator, "list"]),
        "simulator practice --plain, first line": (to_first_line, [*simulator, "practice", "spin-cycle", "--plain"]),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory() as folder:
        env = environment(Path(folder))
        for _ in range(rounds + 1):  # the first round warms the disk and is not counted
            for name, (measure, command) in ways.items():
                taken[name].append(measure(command, env))
    bare = statistics.median(taken["python -c pass"][1:])
    print(f"{'':40} {'median':>9} {'least':>9} {'times bare':>11}")
    for name, seconds in taken.items():
        median = statistics.median(seconds[1:])
        print(f"{name:40} {median * 1e3:6.0f} ms {min(seconds[1:]) * 1e3:6.0f} ms {median / bare:10.1f}x")
    ratio = statistics.median(taken["simulator --version"][1:]) / bare
    print(f"--version takes {ratio:.1f} times a bare Python; the goal is at most {VERSION_GOAL:.0f}.")
    return int(ratio > VERSION_GOAL)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
