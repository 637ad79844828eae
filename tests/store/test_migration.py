"""Files of every version that was ever released open today."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from simulator.core.events import Fact
from simulator.store.restore import restore
from simulator.store.schema import APPLICATION, STEPS, Step
from simulator.store.sqlite import SqliteStore
from simulator.store.troubles import StoreTrouble

VERSION_1 = Path(__file__).parent / "version-1.sql"
NEXT = (*STEPS, ("ALTER TABLE draft ADD COLUMN caret INTEGER NOT NULL DEFAULT 0", "CREATE TABLE cohort (id TEXT PRIMARY KEY)"))
BROKEN = (STEPS[0], ("CREATE TABLE cohort (id TEXT PRIMARY KEY)", "ALTER TABLE nowhere ADD COLUMN x"))


def on(day: str, path: Path, steps: Sequence[Step]) -> SqliteStore:
    return SqliteStore(path, now=lambda: f"{day}T10:00:00.000Z", steps=steps)


@pytest.fixture
def old(path: Path) -> Path:
    """The file as version 1 wrote it."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_1.read_text(encoding="utf-8"))
    return path


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        return int(found)


def test_a_file_of_version_1_opens_and_holds_what_it_held(old: Path) -> None:
    with SqliteStore(old) as store:
        (summary,) = store.summaries()
        assert (summary.id, summary.opened["scenario"], summary.takes, summary.ended) == (
            "run-1",
            "spin-cycle",
            1,
            {"ending": "thursday", "take": 1},
        )
        assert [event.device_seq for event in store.events("run-1")] == [1, 2, 3, 4]
        assert store.events("run-1")[2].data["text"] == "¿Cómo estuvo ayer?"
        assert store.text(store.events("run-1")[0].data["content"]["scenario"]) == "scenario: spin-cycle\n"
        assert store.draft("run-1", "commitment") == "Rosario, jueves"
        assert store.settings() == {"language": "es"}
        assert store.is_deleted("run-0")
        assert store.append("run-1", [Fact("take_opened", {"take": 2})], after=4)[0].device_seq == 5
    assert version_of(old) == len(STEPS)


def test_the_first_step_has_not_changed_since_it_was_released(old: Path, tmp_path: Path) -> None:
    SqliteStore(tmp_path / "new.db", steps=STEPS[:1]).close()
    tables: list[list[str]] = []
    for file in (old, tmp_path / "new.db"):
        with closing(sqlite3.connect(file)) as connection:
            tables.append(sorted(sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")))
    assert tables[0] == tables[1]


def test_an_older_file_is_brought_up_and_a_copy_of_it_kept(old: Path) -> None:
    with on("2026-03-14", old, NEXT) as store:
        assert len(store.events("run-1")) == 4
    assert version_of(old) == len(NEXT)
    kept = old.parent / "backups" / "simulator-version-1-2026-03-14.db"
    assert version_of(kept) == 1
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (4,)


def test_a_step_that_fails_leaves_the_file_as_it_was(old: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        on("2026-03-14", old, BROKEN)
    assert version_of(old) == 1
    with SqliteStore(old) as store:
        assert len(store.events("run-1")) == 4


def test_an_older_program_leaves_the_newer_file_alone(old: Path) -> None:
    on("2026-03-14", old, NEXT).close()
    with pytest.raises(StoreTrouble) as found:
        SqliteStore(old)
    assert found.value.code == "newer"


def test_opening_again_migrates_nothing(old: Path) -> None:
    on("2026-03-14", old, NEXT).close()
    on("2026-03-15", old, NEXT).close()
    assert [file.name for file in (old.parent / "backups").glob("*version*")] == ["simulator-version-1-2026-03-14.db"]


def test_an_older_backup_is_brought_up_as_it_is_restored(old: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "simulator.db"
    restore(old, target, steps=NEXT)
    assert version_of(target) == len(NEXT)
    assert version_of(old) == 1
    with on("2026-03-14", target, NEXT) as store:
        assert len(store.events("run-1")) == 4


def test_a_file_says_whose_it_is(path: Path) -> None:
    SqliteStore(path).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
