"""What `doctor` says about the store."""

from __future__ import annotations

from pathlib import Path

from simulator.core.events import Fact
from simulator.store.health import ROOM_NEEDED, _engine, _room
from simulator.store.sqlite import SqliteStore


def test_a_sound_store_has_nothing_to_mend(path: Path) -> None:
    with SqliteStore(path, now=lambda: "2026-03-14T10:00:00.000Z") as store:
        store._keeper.join()
        store.append("run-1", [Fact("run_started")])
        first = {finding.code: finding.severity for finding in store.health()}
    assert first["backups"] == "note"
    with SqliteStore(path, now=lambda: "2026-03-15T10:00:00.000Z") as store:
        found = {finding.code: finding for finding in store.health()}
    assert {code: found[code].severity for code in ("integrity", "permissions", "backups")} == dict.fromkeys(
        ("integrity", "permissions", "backups"), "ok"
    )
    assert set(found) == {"sqlite-version", "integrity", "free-disk", "permissions", "backups"}


def test_an_engine_with_the_known_fault_is_noted_and_a_mended_one_is_not() -> None:
    assert [(finding.code, finding.severity) for finding in _engine((3, 51, 2))] == [("sqlite-version", "note")]
    assert [finding.severity for finding in _engine((3, 51, 3))] == ["ok"]


def test_a_disk_that_is_nearly_full_is_a_warning(tmp_path: Path) -> None:
    (finding,) = _room(tmp_path / "simulator.db", lambda _: ROOM_NEEDED - 1)
    assert finding.severity == "warning"
    assert finding.hint
    (finding,) = _room(tmp_path / "simulator.db", lambda _: ROOM_NEEDED)
    assert finding.severity == "ok"


def test_files_that_others_can_read_are_a_warning_with_the_command_that_mends_it(store: SqliteStore, path: Path) -> None:
    path.chmod(0o644)
    path.parent.chmod(0o755)
    found = [finding for finding in store.health() if finding.code == "permissions"]
    assert [finding.hint for finding in found] == [f"chmod 700 '{path.parent}'", f"chmod 600 '{path}'"]


def test_damage_is_an_error_with_the_way_out(path: Path) -> None:
    with SqliteStore(path) as store:
        store.append("run-1", [Fact("turn_taken", {"text": "x" * 3000}) for _ in range(20)])
    with path.open("r+b") as file:
        file.seek(path.stat().st_size - 4096 * 6)
        file.write(b"\xa5" * 4096 * 6)
    with SqliteStore(path) as store:
        (finding,) = [finding for finding in store.health() if finding.code == "integrity"]
    assert finding.severity == "error"
    assert "simulator restore" in finding.hint
