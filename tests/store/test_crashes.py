"""Being killed, and several processes at once: what was acknowledged is there, once, and numbered without gaps."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from subprocess import Popen

from simulator.core.events import Fact
from simulator.store.sqlite import SqliteStore

Child = Callable[..., Popen[str]]
KILLS = 20


def checked(path: Path, told: Iterable[str]) -> int:
    """Open the store and hold it against what a killed process was told; return how many events it has."""
    promised = [line.split() for line in told if line.endswith("\n")]
    with SqliteStore(path) as store:
        stored = {info.id: store.events(info.id) for info in store.streams()}
        for what, stream, value, *_ in promised:
            if what == "event":
                assert value in {event.id for event in stored[stream]}
        for what, stream, value, *_ in promised:
            if what == "draft":
                kept = store.draft(stream, "take-1.turn-1")
                # The draft that was being saved at the moment of the kill may be there as well.
                assert int(kept.removeprefix("draft ")) >= int(value)
    events = [event for own in stored.values() for event in own]
    assert len({event.id for event in events}) == len(events)
    assert sorted(event.device_seq for event in events) == list(range(1, len(events) + 1))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for stream, own in stored.items():
            rows = connection.execute("SELECT number FROM event WHERE stream = ? ORDER BY number", (stream,)).fetchall()
            assert [number for (number,) in rows] == list(range(1, len(own) + 1))
            assert connection.execute("SELECT events FROM stream WHERE id = ?", (stream,)).fetchone() == (len(own),)
    return len(events)


def killed_after(process: Popen[str], lines: int) -> list[str]:
    """Read `lines` lines from `process`, kill it with no warning, and return all that it had said."""
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(lines)]
    process.kill()
    told += process.stdout.readlines()
    process.wait()
    return told


def test_whatever_was_acknowledged_survives_being_killed_at_any_moment(path: Path, child: Child) -> None:
    chance = random.Random(20260314)
    told: list[str] = []
    before = 0
    for _ in range(KILLS):
        told += killed_after(child(path, "append_until_killed", "ana", "bea", "cruz"), chance.randrange(1, 60))
        now = checked(path, [line for line in told if line.startswith("event")])
        assert now > before
        before = now


def test_a_draft_survives_being_killed(path: Path, child: Child) -> None:
    told = killed_after(child(path, "append_until_killed", "ana"), 30)
    assert any(line.startswith("draft") for line in told)
    checked(path, told)


def test_killed_before_any_statement_of_a_transaction_leaves_all_of_it_or_nothing(tmp_path: Path, child: Child) -> None:
    survived = False
    statement = 0
    while not survived:
        path = tmp_path / str(statement) / "simulator.db"
        process = child(path, "die_at", statement)
        told, _ = process.communicate()
        survived = "survived" in told
        checked(path, [line for line in told.splitlines(keepends=True) if line.startswith("event")])
        with SqliteStore(path) as store:
            assert len(store.events("a")) == (3 if survived else 1)
            assert store.draft("a", "take-1.turn-2") == ("" if survived else "hers")
        statement += 1
    assert statement > 8


def test_two_processes_at_once_lose_nothing_and_number_without_gaps(path: Path, child: Child) -> None:
    SqliteStore(path).close()
    processes = [child(path, "append_some", name, 60) for name in ("ana", "bea")]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        out, _ = process.communicate("go\n")
        assert out == "done\n"
    assert checked(path, []) == 240
    with SqliteStore(path) as store:
        for name in ("ana", "bea"):
            assert [event.data["n"] for event in store.events(name)] == list(range(60))
            assert [event.data["n"] for event in store.events("shared") if event.data["who"] == name] == list(range(60))


def test_processes_that_create_the_same_store_at_once_all_succeed(path: Path, child: Child) -> None:
    processes = [child(path, "open_only") for _ in range(4)]
    assert [process.communicate()[0] for process in processes] == ["done\n"] * 4
    assert checked(path, []) == 4


def test_a_reader_that_follows_a_stream_misses_nothing_while_others_write(path: Path, child: Child) -> None:
    with SqliteStore(path) as store:
        processes = [child(path, "append_some", name, 40) for name in ("ana", "bea")]
        for process in processes:
            assert process.stdout is not None
            assert process.stdin is not None
            process.stdout.readline()
            process.stdin.write("go\n")
            process.stdin.flush()
        seen: list[str] = []
        while len(seen) < 80:
            store.append("mine", [Fact("turn_taken")])
            seen += [event.id for event in store.events("shared", after=len(seen))]
        assert len(set(seen)) == 80
        assert set(seen) == {event.id for event in store.events("shared")}
