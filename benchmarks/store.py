"""How fast the store is, and whether it keeps its word: `python benchmarks/store.py`, `… --kills 200`, `… --faults 200`.

`--kills` kills a process that writes with four threads, again and again, and holds the file against what that process was told.
`--faults` needs a C compiler and Linux: a shim makes system calls on the file fail as a broken or full disk does.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "store")]

from simulator.core.events import By, Event, Fact  # noqa: E402
from simulator.store.ids import uuid7s  # noqa: E402
from simulator.store.sqlite import SqliteStore  # noqa: E402

TURN = Fact(
    "turn_taken",
    {"take": 1, "turn": 3, "beat": "dryers", "way": "words", "text": "Cuénteme de ayer en la mañana. " * 4, "felt": {"rosario.trust": 1}},
)
RUNS, EVENTS = 1_000, 100


def milliseconds(work: Callable[[], object], times: int = 15) -> tuple[float, float]:
    """Median and worst of `times` runs of `work`."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), max(taken)


def say(what: str, figure: str, budget: str = "") -> None:
    print(f"{what:<58}{figure:>26}   {budget}")


def measure(folder: Path) -> None:
    """Print every figure."""
    flushes = folder / "flush"
    with flushes.open("wb") as file:

        def flush() -> None:
            file.write(b"x" * 400)
            file.flush()
            os.fsync(file.fileno())

        middle, worst = milliseconds(flush, 200)
    say("one sync of the disk, the floor", f"{middle:.2f} ms, worst {worst:.1f}")

    with SqliteStore(folder / "append.db") as store:
        middle, worst = milliseconds(lambda: store.append("run-1", [TURN]), 400)
        say("append, one caller", f"{middle:.2f} ms, worst {worst:.1f}")
        say("", f"{1000 / middle:,.0f} a second")
        began = time.perf_counter()
        threads = [threading.Thread(target=lambda n=n: [store.append(f"run-{n}", [TURN]) for _ in range(100)]) for n in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        say("append, 32 callers at once", f"{3200 / (time.perf_counter() - began):,.0f} a second")
        middle, worst = milliseconds(lambda: store.save_draft("run-1", "take-1.turn-1", "Cuénteme de ay"), 100)
        say("draft", f"{middle:.2f} ms, worst {worst:.1f}")

    path = folder / "large" / "simulator.db"
    middle, worst = milliseconds(lambda: SqliteStore(folder / f"{time.perf_counter_ns()}" / "s.db").close(), 9)
    say("make a new store and close it", f"{middle:.1f} ms, worst {worst:.1f}")
    with SqliteStore(path) as store:
        began = time.perf_counter()
        events = list(invented())
        for start in range(0, len(events), 10_000):
            store.merge(events[start : start + 10_000], {})
        say(f"merge {len(events):,} events", f"{time.perf_counter() - began:.1f} s with making them")
        store.append("long", [TURN] * 200)
    say("size", f"{path.stat().st_size / len(events):.0f} bytes an event")
    SqliteStore(path).close()  # the day's copy
    middle, worst = milliseconds(lambda: SqliteStore(path).close())
    opening = [opened(path) for _ in range(15)]
    say("open, warm", f"{statistics.median(opening):.1f} ms, worst {max(opening):.1f}", "at most 15 ms")
    say("open and close, warm", f"{middle:.1f} ms, worst {worst:.1f}")
    with SqliteStore(path) as store:
        middle, worst = milliseconds(lambda: store.events("long"))
        say(f"events of a run of 200 among {len(events):,}", f"{middle:.2f} ms, worst {worst:.1f}")
        middle, worst = milliseconds(store.summaries)
        say(f"summaries of {RUNS + 1:,} runs", f"{middle:.1f} ms, worst {worst:.1f}", "at most 50 ms")
        middle, worst = milliseconds(store.streams)
        say(f"streams, {RUNS + 1:,} runs", f"{middle:.1f} ms, worst {worst:.1f}")
        middle, worst = milliseconds(lambda: store.append("long", [TURN]), 100)
        say("append to it", f"{middle:.2f} ms, worst {worst:.1f}")
        middle, worst = milliseconds(lambda: store.merge(events[:10_000], {}), 3)
        say("merge 10,000 events that are all known", f"{middle:.0f} ms, worst {worst:.0f}")
        numbers = count()
        middle, worst = milliseconds(lambda: store.backup(folder / f"copy-{next(numbers)}.db"), 3)
        say("backup", f"{middle:.0f} ms, worst {worst:.0f}")
        middle, worst = milliseconds(store.health, 3)
        say("health", f"{middle:.0f} ms, worst {worst:.0f}")
        middle, worst = milliseconds(lambda: store.delete(f"run-{next(numbers)}"), 3)
        say("delete a run, its automatic copy included", f"{middle:.0f} ms, worst {worst:.0f}")


def opened(path: Path) -> float:
    """Milliseconds until a store is open."""
    began = time.perf_counter()
    store = SqliteStore(path)
    taken = (time.perf_counter() - began) * 1000
    store.close()
    return taken


def invented() -> Iterator[Event]:
    """RUNS runs of EVENTS events each."""
    new_id = uuid7s()
    by = By("trainee", "Ana")
    seq = count(1)
    for run in range(RUNS):
        at = f"2026-03-{1 + run % 28:02d}T10:{run % 60:02d}:00.000Z"
        facts = [
            Fact(
                "run_started",
                {"scenario": "spin-cycle", "title": "Spin cycle", "form": "one_to_one", "seed": run, "content": {"scenario": "0" * 64}},
            )
        ]
        facts += [
            Fact("take_opened", {"take": 1, "beat": "dryers", "feelings": {}}),
            *[TURN] * (EVENTS - 3),
            Fact("take_ended", {"take": 1, "ending": "thursday"}),
        ]
        for fact in facts:
            yield Event(new_id(), f"run-{run}", "other", next(seq), at, by, fact.type, fact.data)


# -- keeping its word ------------------------------------------------------------------------------------------------------------


def kill(folder: Path, times: int) -> None:
    """Kill a writing process `times` times at moments drawn by chance."""
    from test_crashes import checked

    path = folder / "kills" / "simulator.db"
    chance = random.Random()
    promised: list[str] = []
    events = 0
    for done in range(1, times + 1):
        process = child(path, "append_until_killed", "ana", "bea", "cruz", "dora")
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(chance.randrange(1, 40))]
        time.sleep(chance.random() * 0.03)
        process.kill()
        told += process.stdout.readlines()
        process.wait()
        promised += [line for line in told if line.startswith("event")]
        events = checked(path, promised)
        print(f"\r{done} kills: {len(promised):,} events acknowledged, {events:,} there", end="", flush=True)
    print(": every one of them, none twice, numbered without gaps")


SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static long calls = 0;
static int fails(int fd) {
    char link[64], name[512];
    if (getenv("FAULT_FILE") == NULL || access(getenv("FAULT_FILE"), F_OK) != 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, name, sizeof name - 1);
    if (n < 0) return 0;
    name[n] = 0;
    if (strstr(name, "simulator.db") == NULL || strstr(name, "-shm") != NULL) return 0;
    long every = atol(getenv("FAULT_EVERY"));
    if (__atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST) % every != every - 1) return 0;
    errno = atoi(getenv("FAULT_ERRNO"));
    return 1;
}
#define SHIM(name, args, call) \
    ssize_t name args { \
        static ssize_t (*real) args; \
        if (!real) real = dlsym(RTLD_NEXT, #name); \
        if (fails(fd)) return -1; \
        return real call; \
    }
SHIM(pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o))
SHIM(pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o))
#define SYNC(name) \
    int name(int fd) { \
        static int (*real)(int); \
        if (!real) real = dlsym(RTLD_NEXT, #name); \
        if (fails(fd)) return -1; \
        return real(fd); \
    }
SYNC(fsync)
SYNC(fdatasync)
"""


def fault(folder: Path, times: int) -> None:
    """Let system calls on the file fail in `times` processes, each after another number of calls."""
    from test_crashes import checked

    source, shim = folder / "shim.c", folder / "shim.so"
    source.write_text(SHIM)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", shim, source, "-ldl"], check=True)
    path = folder / "faults" / "simulator.db"
    chance = random.Random()
    promised: list[str] = []
    troubles: dict[str, int] = {}
    for done in range(1, times + 1):
        armed = folder / "armed"
        armed.unlink(missing_ok=True)
        faults = {"FAULT_FILE": str(armed), "FAULT_EVERY": str(chance.randrange(2, 40)), "FAULT_ERRNO": chance.choice(("5", "28"))}
        process = child(path, "append_in_spite_of_faults", armed, env={**os.environ, **faults, "LD_PRELOAD": str(shim)})
        told, _ = process.communicate()
        assert process.returncode == 0
        promised += [line for line in told.splitlines(keepends=True) if line.startswith("event")]
        for line in told.splitlines():
            if line.startswith("trouble"):
                troubles[line] = troubles.get(line, 0) + 1
        events = checked(path, promised)
        assert events == len(promised)
        print(f"\r{done} processes: {len(promised):,} events acknowledged, {events:,} there; {troubles}", end="", flush=True)
    print()


def child(path: Path, *arguments: object, env: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """The process of the tests that uses a store."""
    command = [sys.executable, str(ROOT / "tests" / "store" / "child.py"), str(path), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)


def main() -> None:
    """Measure, or do what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--faults", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.kills:
            kill(Path(folder), asked.kills)
        if asked.faults:
            fault(Path(folder), asked.faults)
        if not asked.kills and not asked.faults:
            measure(Path(folder))


if __name__ == "__main__":
    main()
