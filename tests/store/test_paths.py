"""Where data lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.store import paths
from simulator.store.opening import open_store, store_path
from simulator.store.troubles import StoreTrouble


def test_simulator_home_moves_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIMULATOR_HOME", str(tmp_path))
    assert paths.home() == tmp_path
    assert paths.database_path() == tmp_path / "simulator.db"
    assert paths.user_content() == tmp_path / "content"
    assert paths.exports() == tmp_path / "exports"


def test_without_it_data_lies_in_the_platforms_own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SIMULATOR_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert paths.home().name == "organizer-simulator"
    assert tmp_path in paths.home().parents


def test_a_home_that_is_written_with_a_tilde_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SIMULATOR_HOME", "~/practice")
    assert paths.home() == tmp_path / "practice"


@pytest.mark.parametrize(
    ("url", "file"), [("sqlite:///runs.db", "runs.db"), ("sqlite:////srv/our%20runs.db", "/srv/our runs.db"), ("", "home/simulator.db")]
)
def test_a_url_may_name_a_file(url: str, file: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIMULATOR_HOME", "home")
    monkeypatch.setenv("SIMULATOR_DATABASE_URL", url)
    assert store_path() == tmp_path / file


@pytest.mark.parametrize("url", ["postgresql://ana:hidden@db.example/runs", "sqlite:///", "mysql://x", "runs.db", "http://[x"])
def test_another_database_is_refused_without_showing_its_password(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMULATOR_DATABASE_URL", url)
    with pytest.raises(StoreTrouble, match="later version") as trouble:
        open_store()
    assert trouble.value.code == "other-database"
    assert "hidden" not in str(trouble.value)


def test_the_store_opens_where_the_surroundings_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SIMULATOR_DATABASE_URL", raising=False)
    monkeypatch.setenv("SIMULATOR_HOME", str(tmp_path / "a" / "b"))
    with open_store():
        assert (tmp_path / "a" / "b" / "simulator.db").is_file()
