"""Another process that uses a store: `python child.py PATH WHAT …`. It prints a line for each thing it has been promised."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from simulator.core.events import Fact
from simulator.store.sqlite import SqliteStore
from simulator.store.troubles import StoreTrouble

LINE = threading.Lock()


def tell(*words: object) -> None:
    with LINE:
        sys.stdout.write(" ".join(map(str, words)) + "\n")
        sys.stdout.flush()


def append_until_killed(path: Path, *threads: str) -> None:
    """Each thread appends to a stream of its own and to one they share, and keeps a draft; it tells each as soon as it may be relied on."""
    store = SqliteStore(path)

    def work(name: str) -> None:
        n = 0
        while True:
            n += 1
            for stream in (name, "shared"):
                for event in store.append(stream, [Fact("turn_taken", {"n": n, "who": name})] * (1 + n % 3)):
                    tell("event", stream, event.id, event.device_seq)
            store.save_draft(name, "take-1.turn-1", f"draft {n}")
            tell("draft", name, n)

    for name in threads:
        threading.Thread(target=work, args=(name,)).start()


def append_some(path: Path, name: str, count: str) -> None:
    """Wait for a word, then append `count` events to a stream of its own and to a shared one."""
    with SqliteStore(path) as store:
        tell("ready")
        sys.stdin.readline()
        for n in range(int(count)):
            for stream in (name, "shared"):
                store.append(stream, [Fact("turn_taken", {"n": n, "who": name})])
    tell("done")


def open_only(path: Path) -> None:
    """Open, write one event, close."""
    with SqliteStore(path) as store:
        store.append("one", [Fact("run_started")])
    tell("done")


def hold(path: Path, how: str) -> None:
    """Hold the file until told to stop: with a transaction (`IMMEDIATE`), with every lock there is (`EXCLUSIVE`), or just `open`."""
    connection = sqlite3.connect(path, isolation_level=None)
    if how == "EXCLUSIVE":
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("SELECT count(*) FROM event").fetchone() if how == "open" else connection.execute("BEGIN IMMEDIATE")
    if how == "EXCLUSIVE":
        connection.execute("UPDATE device SET revision = revision + 1")
    tell("held")
    sys.stdin.readline()
    connection.close()


def die_at(path: Path, statement: str) -> None:
    """Append, tell, append again, and be killed just before the `statement`-th statement of the writing connection after that."""
    store = SqliteStore(path)
    store.save_draft("a", "take-1.turn-2", "hers")
    for event in store.append("a", [Fact("turn_taken", {"n": 1})]):
        tell("event", "a", event.id, event.device_seq)
    left = int(statement)

    def count(_: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    store._writer._connection.set_trace_callback(count)
    store.append("a", [Fact("turn_taken", {"n": 2}), Fact("take_ended", {"n": 3})], after=1, keep={"rubric": "text"}, clear_draft=True)
    tell("survived")


def write_within(path: Path, room: str) -> None:
    """Append long lines until the system lets the file grow no further (`room` bytes a file), tell the trouble, and then go on with more room."""
    import resource

    with SqliteStore(path) as store:
        store.append("a", [Fact("turn_taken", {"text": "first"})])
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), hard))
        written = 1
        try:
            while True:
                store.append("a", [Fact("turn_taken", {"text": "x" * 5000})])
                written += 1
        except StoreTrouble as trouble:
            tell(trouble.code, written, len(store.events("a")))
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        store.append("a", [Fact("turn_taken", {"text": "again"})])
        tell("after", len(store.events("a")))


def append_in_spite_of_faults(path: Path, armed: str) -> None:
    """Append on a disk that fails now and then while the file `armed` exists; tell what was acknowledged and what was not."""
    store = SqliteStore(path)
    Path(armed).touch()
    for n in range(25):
        try:
            for event in store.append("run-1", [Fact("turn_taken", {"n": n, "text": "x" * 700}), Fact("take_ended", {"n": n})]):
                tell("event", event.stream, event.id, event.device_seq)
        except StoreTrouble as trouble:
            tell("trouble", trouble.code)
    Path(armed).unlink()
    for event in store.append("run-1", [Fact("run_paused")]):
        tell("event", event.stream, event.id, event.device_seq)
    store.close()


def open_as_nobody(path: Path) -> None:
    """Try to open and write as a user without rights; tell the trouble."""
    if os.geteuid() == 0:
        os.setuid(65534)
    try:
        with SqliteStore(path) as store:
            store.append("a", [Fact("run_started")])
    except StoreTrouble as trouble:
        tell(trouble.code)
    else:
        tell("written")


if __name__ == "__main__":
    globals()[sys.argv[2]](Path(sys.argv[1]), *sys.argv[3:])
