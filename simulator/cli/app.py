"""Open the app."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from simulator.cli.shared import catalogue, store

if TYPE_CHECKING:
    from simulator.cli.play import Plan
    from simulator.content.catalogue import Loaded
    from simulator.play.hall import Hall, Serving
    from simulator.play.practice import Practice
    from simulator.store.interface import Store
    from simulator.tui.app import SimulatorApp


def serving(hall: Hall) -> Serving:
    """The server of a room; the app is handed it and never imports it. Raises OSError where no port can be had."""
    from simulator.live.serving import RoomServer

    return RoomServer(hall)


def app_on(kept: Store) -> SimulatorApp:
    """The app, to be told where to open. Until it stands on the terminal nothing it makes is garbage, and Python need not look for any."""
    gc.disable()
    from simulator.tui.app import SimulatorApp

    return SimulatorApp(catalogue(), kept, serving)


def run(app: SimulatorApp) -> int:
    """Run it on this terminal; its exit code."""
    try:
        return app.run_here()
    finally:
        gc.enable()


def open_app(*, room: bool = False) -> int:
    """The app at its Home screen, or where a room is chosen; its exit code."""
    with store() as kept:
        app = app_on(kept)
        return run(app.choose_room() if room else app)


def open_room(kept: Store, hall: Hall, server: Serving) -> int:
    """The app at a room's console; its exit code."""
    return run(app_on(kept).facilitate(hall, server))


def open_practice(kept: Store, loaded: Loaded, plan: Plan) -> int:
    """The app at the brief of a scenario; its exit code."""
    begun = app_on(kept).begin(loaded, mode=plan.mode, language=plan.language, seed=plan.seed, person=plan.person, opening=plan.opening)
    return run(begun)


def open_run(kept: Store, practice: Practice) -> int:
    """The app where a run stands; its exit code."""
    return run(app_on(kept).go_on(practice))
