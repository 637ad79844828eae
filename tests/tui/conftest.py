"""A store of this test's own, light hearing, and the porch among the scenarios."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.store.interface import Store
from simulator.store.opening import open_store
from tests.tui.support import porch_home


@pytest.fixture
def content(sealed_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIMULATOR_HEARING", "light")
    monkeypatch.setenv("TERM", "xterm-256color")
    # Hearing is light here for speed; the screens look as they do where the full tier hears.
    monkeypatch.setattr("simulator.tui.screens.brief.tier_here", lambda: "full")
    return porch_home(sealed_home)


@pytest.fixture
def store(content: Path) -> Iterator[Store]:
    with open_store() as kept:
        yield kept
