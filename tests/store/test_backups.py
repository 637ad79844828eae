"""Copies, and putting them back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import Popen

import pytest

from simulator.core.events import Fact
from simulator.store import connection as connections
from simulator.store.paths import days_of
from simulator.store.restore import restore
from simulator.store.sqlite import SqliteStore
from simulator.store.troubles import StoreTrouble

Child = Callable[..., Popen[str]]


def opened_on(path: Path, day: str) -> SqliteStore:
    """A store whose copy of the day, if it needs one, is already made."""
    store = SqliteStore(path, now=lambda: f"{day}T10:00:00.000Z")
    store._keeper.join()
    return store


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def test_what_is_backed_up_comes_back_and_what_it_replaces_is_kept_aside(path: Path, tmp_path: Path) -> None:
    backup = tmp_path / "stick" / "runs.db"
    with SqliteStore(path) as store:
        store.append("run-1", [Fact("run_started", {"content": {}})], keep={"scenario": "scenario: a"})
        store.save_draft("run-1", "commitment", "Thursday")
        store.set_setting("language", "es")
        store.backup(backup)
        then = (store.events("run-1"), store.drafts(), store.settings())
        store.append("run-2", [Fact("run_started")])
    aside = restore(backup, path, now=lambda: "2026-03-14T10:00:00.000Z")
    with SqliteStore(path) as store:
        assert (store.events("run-1"), store.drafts(), store.settings()) == then
        assert store.events("run-2") == []
    assert aside is not None
    assert aside.name == "simulator-aside-2026-03-14T100000.db"
    with SqliteStore(aside) as store:
        assert len(store.events("run-2")) == 1


def test_a_restored_store_writes_as_another_device(path: Path, tmp_path: Path) -> None:
    """Or it would give numbers a second time that the lost days have already carried to other laptops."""
    with SqliteStore(path) as store:
        store.backup(tmp_path / "runs.db")
        (lost,) = store.append("run-1", [Fact("run_started")])
    restore(tmp_path / "runs.db", path)
    with SqliteStore(path) as store:
        (event,) = store.append("run-2", [Fact("run_started")])
        assert event.device != lost.device
        assert event.device_seq == 1
        assert store.merge([lost], {}).added == 1


def test_a_backup_is_one_file_that_needs_no_other(store: SqliteStore, tmp_path: Path) -> None:
    store.append("run-1", [Fact("run_started")])
    store.backup(tmp_path / "stick" / "runs.db")
    assert list(files(tmp_path / "stick")) == ["runs.db"]
    with closing(sqlite3.connect(tmp_path / "stick" / "runs.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (1,)


def test_a_backup_never_overwrites_a_file(store: SqliteStore, path: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    for taken in (tmp_path / "thesis.docx", path):
        with pytest.raises(StoreTrouble) as found:
            store.backup(taken)
        assert found.value.code == "exists"
    assert (tmp_path / "thesis.docx").read_text() == "years of work"


def test_a_backup_to_where_nothing_can_be_written_is_told(store: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "note").write_text("a file")
    with pytest.raises(StoreTrouble) as found:
        store.backup(tmp_path / "note" / "runs.db")
    assert found.value.code == "read-only"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda file: file.unlink(), "missing"),
        (lambda file: file.write_text("a letter to the principal"), "not-a-database"),
        (lambda file: file.write_bytes(b""), "not-ours"),
        (lambda file: file.write_bytes(file.read_bytes()[:30_000]), "damaged"),
        (lambda file: file.write_bytes(file.read_bytes()[:8192] + b"\xa5" * (file.stat().st_size - 8192)), "damaged"),
        (lambda file: change(file, "PRAGMA user_version = 999"), "newer"),
        (lambda file: change(file, "PRAGMA application_id = 7"), "not-ours"),
        (lambda file: change(file, "DROP TABLE event"), "damaged"),
    ],
)
def test_a_wrong_file_is_told_and_changes_nothing(spoil: Callable[[Path], object], code: str, path: Path, tmp_path: Path) -> None:
    backup = tmp_path / "runs.db"
    with SqliteStore(path) as store:
        store.append("run-1", [Fact("run_started", {"n": n, "text": "x" * 900}) for n in range(40)])
        store.backup(backup)
    spoil(backup)
    before = files(path.parent)
    with pytest.raises(StoreTrouble) as found:
        restore(backup, path)
    assert found.value.code == code
    assert str(backup) in found.value.message
    assert files(path.parent) == before


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)


def test_a_damaged_store_is_kept_aside_as_it_is_with_its_journal(path: Path, tmp_path: Path, child: Child) -> None:
    with SqliteStore(path) as store:
        store.append("run-1", [Fact("run_started")])
        store.backup(tmp_path / "runs.db")
    process = child(path, "append_until_killed", "ana")
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    process.wait()
    journal = Path(f"{path}-wal").read_bytes()
    path.write_bytes(b"\xa5" * 9000)
    aside = restore(tmp_path / "runs.db", path, now=lambda: "2026-03-14T10:00:00.000Z")
    assert aside is not None
    assert aside.read_bytes() == b"\xa5" * 9000
    assert Path(f"{aside}-wal").read_bytes() == journal
    assert not Path(f"{path}-wal").exists()
    with SqliteStore(path) as store:
        assert [info.id for info in store.streams()] == ["run-1"]


def test_two_files_kept_aside_in_one_second_have_two_names(path: Path, tmp_path: Path) -> None:
    with SqliteStore(path) as store:
        store.backup(tmp_path / "runs.db")
    first, second = (restore(tmp_path / "runs.db", path, now=lambda: "2026-03-14T10:00:00.000Z") for _ in range(2))
    assert first is not None
    assert second is not None
    assert first != second
    assert first.exists()
    assert second.exists()


def test_a_file_system_without_second_names_keeps_a_copy_aside(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with SqliteStore(path) as store:
        store.backup(tmp_path / "runs.db")
        store.append("run-1", [Fact("run_started")])

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    aside = restore(tmp_path / "runs.db", path)
    assert aside is not None
    with SqliteStore(aside) as store:
        assert len(store.events("run-1")) == 1


def test_a_store_that_a_program_has_open_is_not_replaced_under_it(
    path: Path, tmp_path: Path, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    with SqliteStore(path) as store:
        store.append("run-1", [Fact("run_started")])
        store.backup(tmp_path / "runs.db")
        with pytest.raises(StoreTrouble) as found:
            restore(tmp_path / "runs.db", path)
        assert found.value.code == "locked"
        store.append("run-1", [Fact("turn_taken")])
    for how in ("open", "IMMEDIATE", "EXCLUSIVE"):
        other = child(path, "hold", how)
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(StoreTrouble) as found:
            restore(tmp_path / "runs.db", path)
        assert found.value.code == "locked"
        other.communicate("\n")
    assert [file.name for file in path.parent.glob("*aside*")] == []
    assert restore(tmp_path / "runs.db", path) is not None


def test_a_store_is_restored_on_a_new_laptop(path: Path, tmp_path: Path) -> None:
    with SqliteStore(path) as store:
        store.append("run-1", [Fact("run_started")])
        store.backup(tmp_path / "runs.db")
    new = tmp_path / "new" / "home" / "simulator.db"
    assert restore(tmp_path / "runs.db", new) is None
    with SqliteStore(new) as store:
        assert len(store.events("run-1")) == 1


# -- every day -------------------------------------------------------------------------------------------------------------------


def test_a_copy_is_made_once_a_day_when_the_store_is_opened_and_the_last_five_are_kept(path: Path) -> None:
    for day in range(1, 9):
        for _ in range(2):
            with opened_on(path, f"2026-03-0{day}") as store:
                store.append("run-1", [Fact("turn_taken", {"day": day})])
    assert [file.name for file in days_of(path)] == [f"simulator-2026-03-0{day}.db" for day in (4, 5, 6, 7, 8)]
    with closing(sqlite3.connect(days_of(path)[-1])) as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (14,)


def test_no_copy_is_made_of_an_empty_store_or_of_one_that_has_not_changed(path: Path) -> None:
    opened_on(path, "2026-03-01").close()
    opened_on(path, "2026-03-02").close()
    assert days_of(path) == []
    with opened_on(path, "2026-03-03") as store:
        store.append("run-1", [Fact("run_started")])
    for day in ("2026-03-04", "2026-03-05", "2026-03-06"):
        opened_on(path, day).close()
    assert [file.name for file in days_of(path)] == ["simulator-2026-03-04.db"]


@pytest.mark.parametrize("what", ["draft", "setting", "merge"])
def test_any_change_is_reason_for_a_copy(what: str, path: Path, tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "other.db") as other:
        elsewhere = other.append("run-1", [Fact("run_started")])
    with opened_on(path, "2026-03-01") as store:
        if what == "draft":
            store.save_draft("run-1", "commitment", "x")
        elif what == "setting":
            store.set_setting("language", "es")
        else:
            store.merge(elsewhere, {})
    opened_on(path, "2026-03-02").close()
    assert len(days_of(path)) == 1


def test_a_damaged_store_never_pushes_out_the_good_copies(path: Path) -> None:
    for day in range(1, 7):
        with opened_on(path, f"2026-03-0{day}") as store:
            store.append("run-1", [Fact("turn_taken", {"text": "x" * 3000}) for _ in range(20)])
    good = {file.name: file.read_bytes() for file in days_of(path)}
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size - 4096 * 8)
        file.write(b"\xa5" * 4096 * 8)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE device SET revision = revision + 1")
        connection.commit()
    with opened_on(path, "2026-03-09") as store:
        findings = {finding.code: finding for finding in store.health()}
    assert findings["backups"].severity == "warning"
    assert findings["integrity"].severity == "error"
    assert {file.name: file.read_bytes() for file in days_of(path)} == good
    assert list((path.parent / "backups").glob(".*")) == []


def test_what_a_copy_cut_short_left_behind_is_cleared_away(path: Path) -> None:
    left = path.parent / "backups" / ".simulator-2026-03-01.db.4711.partial"
    with opened_on(path, "2026-03-01") as store:
        store.append("run-1", [Fact("run_started")])
        left.parent.mkdir(exist_ok=True)
        left.write_text("half a copy")
        store.delete("run-1")
    assert not left.exists()
