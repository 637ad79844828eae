"""Run the app without a terminal and read its screen as text, a character a cell."""

from __future__ import annotations

import difflib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from simulator.content.catalogue import Catalogue
from simulator.store.interface import Store
from simulator.tui.app import SimulatorApp
from tests.porch import porch_text

SNAPSHOTS = Path(__file__).parent / "snapshots"
SIZES = ((60, 20), (80, 24), (120, 40))


def porch_home(home: Path) -> Path:
    """The porch as the person's own scenario."""
    folder = home / "content" / "scenarios" / "porch-light"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scenario.yaml").write_text(porch_text(), encoding="utf-8")
    return home / "content"


@asynccontextmanager
async def opened(
    store: Store, content: Path, size: tuple[int, int] = (80, 24), language: str = "en"
) -> AsyncIterator[tuple[SimulatorApp, Pilot[int]]]:
    """The app at Home, after the very first screen, in `language`."""
    store.set_setting("language", language)
    store.set_setting("preference.welcomed", "yes")
    app = SimulatorApp(Catalogue(content), store)
    app.speak(language, keep=False)  # whatever the environment of the tests says
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def screen_text(app: SimulatorApp) -> str:
    """What stands on the screen, line by line, without trailing blanks."""
    rows = ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
    return "\n".join(row.rstrip() for row in rows) + "\n"


async def type_in(pilot: Pilot[int], text: str) -> None:
    """Press the keys of `text` one by one."""
    await pilot.press(
        *(
            {" ": "space", "¿": "¿", "?": "question_mark", ".": "full_stop", ",": "comma", "'": "apostrophe"}.get(sign, sign)
            for sign in text
        )
    )


async def until(pilot: Pilot[int], name: str) -> None:
    """Wait until a screen of that class is open and has settled."""
    for _ in range(100):
        await pilot.pause(0.02)
        if type(pilot.app.screen).__name__ == name:
            await pilot.pause(0.05)
            return
    raise AssertionError(f"{name} did not open; {type(pilot.app.screen).__name__} stands")


async def turns(pilot: Pilot[int], app: SimulatorApp, number: int) -> None:
    """Wait until the run has that many turns or its scene is over; the first line heard by meaning waits for the encoder."""
    for _ in range(3000):
        await pilot.pause(0.02)
        practice = getattr(app.screen, "practice", None)
        if practice is not None and (practice.state.take.turns >= number or practice.state.take.ending):
            await pilot.pause(0.05)
            return
    raise AssertionError(f"turn {number} was not taken")


def same_as_snapshot(app: SimulatorApp, name: str) -> None:
    """The screen is as it was when it was last looked at; `UPDATE_SNAPSHOTS=1` keeps it as it is now."""
    path, now = SNAPSHOTS / f"{name}.txt", screen_text(app)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(now, encoding="utf-8")
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    changed = "\n".join(difflib.unified_diff(before.splitlines(), now.splitlines(), "kept", "now", lineterm=""))
    assert now == before, f"{name} looks different (UPDATE_SNAPSHOTS=1 keeps it):\n{changed}"
