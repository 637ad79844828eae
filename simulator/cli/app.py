"""Open the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.play import Plan
from simulator.cli.shared import catalogue, store
from simulator.content.catalogue import Loaded
from simulator.play.practice import Practice
from simulator.store.interface import Store

if TYPE_CHECKING:
    from simulator.play.hall import Hall, Serving


def serving(hall: Hall) -> Serving:
    """The server of a room; the app is handed it and never imports it. Raises OSError where no port can be had."""
    from simulator.live.serving import RoomServer

    return RoomServer(hall)


def open_app(*, room: bool = False) -> int:
    """The app at its Home screen, or where a room is chosen; its exit code."""
    from simulator.tui.app import SimulatorApp

    with store() as kept:
        app = SimulatorApp(catalogue(), kept, serving)
        return (app.choose_room() if room else app).run_here()


def open_room(kept: Store, hall: Hall, server: Serving) -> int:
    """The app at a room's console; its exit code."""
    from simulator.tui.app import SimulatorApp

    return SimulatorApp(catalogue(), kept, serving).facilitate(hall, server).run_here()


def open_practice(kept: Store, loaded: Loaded, plan: Plan) -> int:
    """The app at the brief of a scenario; its exit code."""
    from simulator.tui.app import SimulatorApp

    app = SimulatorApp(catalogue(), kept, serving)
    begun = app.begin(loaded, mode=plan.mode, language=plan.language, seed=plan.seed, person=plan.person, opening=plan.opening)
    return begun.run_here()


def open_run(kept: Store, practice: Practice) -> int:
    """The app where a run stands; its exit code."""
    from simulator.tui.app import SimulatorApp

    return SimulatorApp(catalogue(), kept, serving).go_on(practice).run_here()
