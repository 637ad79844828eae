"""When the file, the disk or another program makes trouble: plain words, nothing lost, nothing half written."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from simulator.core.events import Fact
from simulator.store import connection as connections
from simulator.store.sqlite import SqliteStore
from simulator.store.troubles import StoreTrouble, trouble

Child = Callable[..., Popen[str]]


def opened(path: Path) -> StoreTrouble:
    """The trouble in opening `path`, which must leave the file as it was."""
    before = path.read_bytes()
    with pytest.raises(StoreTrouble) as found:
        SqliteStore(path)
    assert path.read_bytes() == before
    return found.value


def opened_on(path: Path, day: str) -> SqliteStore:
    """A store whose copy of the day, if it needs one, is already made."""
    store = SqliteStore(path, now=lambda: f"{day}T10:00:00.000Z")
    store._keeper.join()
    return store


@pytest.fixture
def written(path: Path) -> Path:
    """A store that holds a run and is closed."""
    with SqliteStore(path) as store:
        for n in range(200):
            store.append(f"run-{n % 7}", [Fact("turn_taken", {"n": n, "text": "x" * 200})])
    return path


# -- the file --------------------------------------------------------------------------------------------------------------------


def test_a_damaged_file_is_told_at_once_with_the_way_out(written: Path) -> None:
    with written.open("r+b") as file:
        file.truncate(written.stat().st_size // 2)
    found = opened(written)
    assert found.code == "damaged"
    for word in (str(written), "simulator restore", str(written.parent / "backups"), "SIMULATOR_HOME"):
        assert word in str(found)


def test_a_file_of_garbage_is_told_at_once(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\x00\xff garbage " * 500)
    assert opened(path).code == "not-a-database"


def test_an_emptied_or_vanished_file_is_not_taken_for_a_new_one_if_there_are_copies(path: Path) -> None:
    for day in ("2026-03-14", "2026-03-15"):
        with opened_on(path, day) as store:
            store.append("run-1", [Fact("run_started")])
    path.write_bytes(b"")
    assert opened(path).code == "emptied"
    path.unlink()
    with pytest.raises(StoreTrouble, match="backups"):
        SqliteStore(path)
    assert not path.exists()


def test_a_file_without_its_tables_is_damaged(written: Path) -> None:
    with closing(sqlite3.connect(written)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DROP TABLE event")
        connection.execute("PRAGMA journal_mode = DELETE")
    assert opened(written).code == "damaged"


def test_damage_in_the_middle_is_told_when_it_is_met(written: Path) -> None:
    size = written.stat().st_size
    with written.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xa5" * (size - 4096 * 2))
    with SqliteStore(written) as store, pytest.raises(StoreTrouble) as found:
        [store.events(f"run-{n}") for n in range(7)]
    assert found.value.code == "damaged"


def test_a_file_of_a_newer_version_is_left_alone(written: Path) -> None:
    with closing(sqlite3.connect(written)) as connection:
        connection.execute("PRAGMA user_version = 999")
        connection.execute("PRAGMA journal_mode = DELETE")
    found = opened(written)
    assert found.code == "newer"
    assert "newer version" in found.hint


def test_a_database_of_another_program_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    assert opened(path).code == "not-ours"


def test_the_files_are_for_her_eyes_only(path: Path) -> None:
    with SqliteStore(path) as store:
        store.append("run-1", [Fact("run_started")])
        found = {file: stat.S_IMODE(file.stat().st_mode) for file in path.parent.rglob("*")}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {mode for file, mode in found.items() if file.is_dir()} <= {0o700}
    assert {mode for file, mode in found.items() if file.is_file()} == {0o600}


# -- rights ----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that users without rights can look into."""
    folder = Path(tempfile.mkdtemp(prefix="store-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_folder_in_which_nothing_can_be_written_is_told(public: Path, child: Child) -> None:
    public.chmod(0o555)
    assert child(public / "simulator.db", "open_as_nobody").communicate()[0] == "read-only\n"
    assert child(public / "deeper" / "simulator.db", "open_as_nobody").communicate()[0] == "read-only\n"
    public.chmod(0o755)


def test_a_store_that_can_be_read_and_not_written_is_told(public: Path, child: Child) -> None:
    path = public / "simulator.db"
    with SqliteStore(path) as store:
        store.append("run-1", [Fact("run_started")])
    path.chmod(0o444)
    public.chmod(0o555)
    assert child(path, "open_as_nobody").communicate()[0] == "read-only\n"
    public.chmod(0o755)


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a note")
    for path in (tmp_path / "home" / "simulator.db", tmp_path / "home" / "deeper" / "simulator.db"):
        with pytest.raises(StoreTrouble) as found:
            SqliteStore(path)
        assert found.value.code == "read-only"


# -- another program -------------------------------------------------------------------------------------------------------------


def test_a_store_that_another_program_writes_to_without_end_is_told_and_works_again_afterwards(
    path: Path, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    with SqliteStore(path) as store:
        store.append("run-1", [Fact("run_started")])
        other = child(path, "hold", "IMMEDIATE")
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreTrouble) as found:
            store.append("run-1", [Fact("turn_taken")])
        assert found.value.code == "locked"
        assert len(store.events("run-1")) == 1
        other.communicate("\n")
        store.append("run-1", [Fact("turn_taken")])
        assert len(store.events("run-1")) == 2


def test_a_store_that_another_program_has_wholly_to_itself_is_told_on_opening(
    path: Path, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    SqliteStore(path).close()
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    other = child(path, "hold", "EXCLUSIVE")
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    with pytest.raises(StoreTrouble) as found:
        SqliteStore(path)
    assert found.value.code == "locked"
    other.communicate("\n")
    SqliteStore(path).close()


# -- the disk --------------------------------------------------------------------------------------------------------------------


def test_a_disk_on_which_the_file_can_grow_no_further_loses_nothing_and_works_again_with_more_room(path: Path, child: Child) -> None:
    out, _ = child(path, "write_within", 300_000).communicate()
    told, later = (line.split() for line in out.splitlines())
    code, acknowledged, there = told[0], int(told[1]), int(told[2])
    assert code in ("disk-full", "disk-trouble")
    assert acknowledged == there > 5
    assert later == ["after", str(there + 1)]
    with SqliteStore(path) as store:
        assert len(store.events("a")) == there + 1


def test_a_full_disk_is_told_and_the_store_works_again_with_more_room(store: SqliteStore) -> None:
    pages = store._writer.alone(lambda connection: connection.execute("PRAGMA page_count").fetchone()[0])
    store._writer.alone(lambda connection: connection.execute(f"PRAGMA max_page_count = {pages + 2}").fetchone())
    store.append("run-1", [Fact("run_started")])
    with pytest.raises(StoreTrouble) as found:
        store.append("run-1", [Fact("turn_taken", {"text": "x" * 50_000})], clear_draft=True)
    assert found.value.code == "disk-full"
    assert "Everything saved before is safe" in found.value.hint
    store.append("run-1", [Fact("turn_taken", {"text": "short"})], after=1)
    store._writer.alone(lambda connection: connection.execute("PRAGMA max_page_count = 1000000").fetchone())
    store.append("run-1", [Fact("turn_taken", {"text": "x" * 50_000})], after=2)
    assert [event.device_seq for event in store.events("run-1")] == [1, 2, 3]


def held_up(store: SqliteStore) -> tuple[threading.Event, threading.Thread]:
    """Keep the writer busy until the event is set, so that what is asked for meanwhile gathers."""
    gate, busy = threading.Event(), threading.Event()

    def wait(_: sqlite3.Connection) -> None:
        busy.set()
        gate.wait()

    holder = threading.Thread(target=store._writer.alone, args=(wait,))
    holder.start()
    busy.wait()
    return gate, holder


class Faulty:
    """A connection whose `at`-th statement from now on meets a fault of the disk; everything else is the real one's."""

    def __init__(self, real: sqlite3.Connection, number: int) -> None:
        self.real, self.number = real, number
        self.at = -1

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def _fails(self) -> None:
        self.at -= 1
        if self.at == -1:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = self.number
            raise error

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        self._fails()
        return self.real.execute(*arguments)

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        self._fails()
        return self.real.executemany(*arguments)


@pytest.mark.parametrize(
    ("number", "code"),
    [(sqlite3.SQLITE_IOERR_FSYNC, "disk-trouble"), (sqlite3.SQLITE_IOERR_WRITE, "disk-trouble"), (sqlite3.SQLITE_FULL, "disk-full")],
)
def test_a_fault_of_the_disk_at_any_statement_is_told_and_leaves_no_part_of_an_event(number: int, code: str, store: SqliteStore) -> None:
    store.append("run-1", [Fact("run_started")])
    store.save_draft("run-1", "take-1.turn-1", "hers")
    faulty = Faulty(store._writer._connection, number)
    store._writer._connection = faulty  # type: ignore[assignment]
    failures = 0
    while True:
        faulty.at = failures
        codes: list[str] = []
        try:
            store.append("run-1", [Fact("turn_taken"), Fact("take_ended")], after=1, keep={"rubric": "text"}, clear_draft=True)
        except StoreTrouble as found:
            codes.append(found.code)
        if not codes:
            break
        failures += 1
        assert codes == [code]
        assert [event.type for event in store.events("run-1")] == ["run_started"]
        assert store.draft("run-1", "take-1.turn-1") == "hers"
    assert failures > 8
    assert [event.device_seq for event in store.events("run-1")] == [1, 2, 3]
    assert store.draft("run-1", "take-1.turn-1") == ""


def test_nobody_pays_for_the_fault_of_another_who_wrote_at_the_same_moment(store: SqliteStore) -> None:
    gate, holder = held_up(store)
    outcomes: dict[int, str] = {}

    def work(n: int) -> None:
        try:
            store.append("run-1" if n else "run-2", [Fact("turn_taken", {"n": n})], after=None if n else 5)
            outcomes[n] = "written"
        except Exception as error:
            outcomes[n] = type(error).__name__

    threads = [threading.Thread(target=work, args=(n,)) for n in range(5)]
    for thread in threads:
        thread.start()
    while store._writer._tasks.qsize() < 5:
        pass
    gate.set()
    for thread in (*threads, holder):
        thread.join()
    assert outcomes == {0: "StreamMoved", **dict.fromkeys(range(1, 5), "written")}
    assert sorted(event.data["n"] for event in store.events("run-1")) == [1, 2, 3, 4]


def test_those_who_wait_at_the_same_moment_share_one_transaction(store: SqliteStore, path: Path) -> None:
    gate, holder = held_up(store)
    threads = [threading.Thread(target=store.append, args=(f"run-{n}", [Fact("run_started")])) for n in range(30)]
    for thread in threads:
        thread.start()
    while store._writer._tasks.qsize() < 30:
        pass
    gate.set()
    for thread in (*threads, holder):
        thread.join()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT revision FROM device").fetchone() == (1,)
    assert len(store.streams()) == 30


# -- words -----------------------------------------------------------------------------------------------------------------------


def test_a_mistake_in_our_own_sql_is_not_dressed_up_as_trouble_of_hers(store: SqliteStore) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        store._writer.do(lambda connection: connection.execute("SELECT * FROM nowhere"))


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(13, "no"), "read-only"),
        (OSError(28, "full"), "disk-full"),
        (OSError(5, "fault"), "disk-trouble"),
        (FileNotFoundError(2, "gone"), "missing"),
    ],
)
def test_every_trouble_says_where_and_what_to_do(error: OSError, code: str) -> None:
    found = trouble(error, Path("/home/ana/simulator.db"))
    assert found.code == code
    assert "/home/ana" in found.message
    assert found.hint.endswith(".")
    assert str(found) == f"{found.message}. {found.hint}"
