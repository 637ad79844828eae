"""Deleting for good."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from subprocess import Popen

import pytest

from simulator.core.events import Fact
from simulator.store import sqlite as sqlite_module
from simulator.store.interface import StreamDeleted
from simulator.store.paths import copies_of
from simulator.store.sqlite import SqliteStore
from simulator.store.troubles import StoreTrouble

SECRET = "Rosario me dijo que le tiene miedo al director"


def sha(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def opened_on(path: Path, day: str) -> SqliteStore:
    """A store whose copy of the day, if it needs one, is already made."""
    store = SqliteStore(path, now=lambda: f"{day}T10:00:00.000Z")
    store._keeper.join()
    return store


def left_in(folder: Path, words: str) -> list[str]:
    """The files under `folder` that hold `words`."""
    return [file.name for file in folder.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]


def test_a_deleted_run_is_gone_with_its_drafts(store: SqliteStore) -> None:
    store.append("run-1", [Fact("run_started"), Fact("turn_taken", {"text": SECRET})])
    store.append("run-2", [Fact("run_started")])
    store.save_draft("run-1", "commitment", SECRET)
    store.delete("run-1")
    assert store.events("run-1") == []
    assert [info.id for info in store.streams()] == ["run-2"]
    assert store.drafts() == []
    assert store.is_deleted("run-1")
    assert not store.is_deleted("run-2")


def test_no_byte_of_a_deleted_run_is_left_in_any_file_while_the_store_is_still_open(store: SqliteStore, path: Path) -> None:
    for n in range(40):
        store.append("run-1", [Fact("turn_taken", {"text": SECRET, "n": n})], keep={"scenario": f"scenario: {SECRET}"})
    store.save_draft("run-1", "commitment", SECRET)
    assert left_in(path.parent, SECRET)
    store.delete("run-1")
    assert left_in(path.parent, SECRET) == []
    assert left_in(path.parent, "run-1") == []


def test_rows_that_were_moved_about_leave_no_copy_behind(store: SqliteStore, path: Path) -> None:
    chance = random.Random(8)
    store._writer.alone(lambda connection: connection.execute("PRAGMA synchronous = OFF"))
    for _ in range(1500):
        stream = f"run-{chance.randrange(20)}"
        store.append(stream, [Fact("turn_taken", {"text": f"{SECRET} {stream}. " + "x" * chance.randrange(900)})])
    for n in range(19):
        store.delete(f"run-{n}")
        assert left_in(path.parent, f"{SECRET} run-{n}.") == []
    assert left_in(path.parent, f"{SECRET} run-19.") != []


def test_a_deleted_run_goes_from_the_automatic_copies_too(path: Path) -> None:
    for day in ("2026-03-14", "2026-03-15", "2026-03-16"):
        with opened_on(path, day) as store:
            store.append("run-1", [Fact("turn_taken", {"text": SECRET})], keep={"scenario": f"{SECRET} {day}"})
            store.append("run-2", [Fact("run_started")])
    with opened_on(path, "2026-03-17") as store:
        store.delete("run-1")
        assert left_in(path.parent, SECRET) == []
        assert len(copies_of(path)) == 3
    with closing(sqlite3.connect(copies_of(path)[-1])) as copy:
        assert copy.execute("SELECT id, events FROM stream").fetchall() == [("run-2", 3)]


def test_a_copy_that_cannot_be_read_goes_as_a_whole(store: SqliteStore, path: Path) -> None:
    broken = path.parent / "backups" / "simulator-2025-01-01.db"
    store.append("run-1", [Fact("turn_taken", {"text": SECRET})])
    broken.parent.mkdir(exist_ok=True)
    broken.write_text(SECRET)
    store.delete("run-1")
    assert not broken.exists()


def test_content_goes_only_when_no_run_uses_it_any_more(store: SqliteStore) -> None:
    shared, own = "scenario: shared", "scenario: own"
    store.append(
        "run-1", [Fact("run_started", {"content": {"scenario": sha(shared), "rubric": sha(own)}})], keep={"scenario": shared, "rubric": own}
    )
    store.append("run-2", [Fact("run_started", {"content": {"scenario": sha(shared)}})])
    store.delete("run-1")
    assert store.text(sha(shared)) == shared
    with pytest.raises(KeyError):
        store.text(sha(own))
    store.delete("run-2")
    with pytest.raises(KeyError):
        store.text(sha(shared))


def test_nothing_more_can_be_written_to_a_deleted_run(store: SqliteStore) -> None:
    store.append("run-1", [Fact("run_started")])
    store.delete("run-1")
    with pytest.raises(StreamDeleted):
        store.append("run-1", [Fact("turn_taken")], after=1)
    with pytest.raises(StreamDeleted):
        store.save_draft("run-1", "commitment", SECRET)
    assert store.streams() == []
    assert store.drafts() == []


def test_deleting_twice_or_what_never_was_is_no_error(store: SqliteStore) -> None:
    store.append("run-1", [Fact("run_started")])
    store.delete("run-1")
    store.delete("run-1")
    store.delete("run-9")
    assert store.is_deleted("run-9")


def test_what_is_remembered_of_a_deleted_run_is_a_hash(store: SqliteStore, path: Path) -> None:
    store.append("run-1", [Fact("run_started")])
    store.delete("run-1")
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT * FROM tombstone").fetchall() == [(sha("run-1"),)]
        assert other.execute("SELECT * FROM leaving").fetchall() == []


def test_a_deletion_that_was_cut_short_is_finished_at_the_next_opening(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SqliteStore(path)
    store.append("run-1", [Fact("turn_taken", {"text": SECRET})])
    with SqliteStore(path, now=lambda: "2031-01-01T00:00:00.000Z"):  # makes a copy that holds the words
        pass
    assert left_in(path.parent / "backups", SECRET)
    with monkeypatch.context() as patched:
        patched.setattr(sqlite_module, "rewrite", lambda connection: connection.execute("no such statement"))
        with pytest.raises(sqlite3.OperationalError):
            store.delete("run-1")
    store.close()
    assert left_in(path.parent, SECRET)
    with SqliteStore(path):
        pass
    assert left_in(path.parent, SECRET) == []


def test_a_run_is_deleted_while_another_program_has_the_store_open(
    store: SqliteStore, path: Path, child: Callable[..., Popen[str]]
) -> None:
    store.append("run-1", [Fact("turn_taken", {"text": SECRET})])
    other = child(path, "hold", "open")
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    store.delete("run-1")
    assert left_in(path.parent, SECRET) == []


def test_a_full_disk_while_sweeping_up_is_told(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.append("run-1", [Fact("turn_taken", {"text": SECRET})])

    def full(connection: sqlite3.Connection) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(sqlite_module, "rewrite", full)
    with pytest.raises(StoreTrouble) as trouble:
        store.delete("run-1")
    assert trouble.value.code == "disk-full"
    assert store.is_deleted("run-1")
