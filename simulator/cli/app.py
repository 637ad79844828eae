"""Open the app."""

from __future__ import annotations

from simulator.cli.play import Plan
from simulator.cli.shared import catalogue, store
from simulator.content.catalogue import Loaded
from simulator.play.practice import Practice
from simulator.store.interface import Store


def open_app() -> int:
    """The app at its Home screen; its exit code."""
    from simulator.tui.app import SimulatorApp

    with store() as kept:
        return SimulatorApp(catalogue(), kept).run_here()


def open_practice(kept: Store, loaded: Loaded, plan: Plan) -> int:
    """The app at the brief of a scenario; its exit code."""
    from simulator.tui.app import SimulatorApp

    app = SimulatorApp(catalogue(), kept)
    begun = app.begin(loaded, mode=plan.mode, language=plan.language, seed=plan.seed, person=plan.person, opening=plan.opening)
    return begun.run_here()


def open_run(kept: Store, practice: Practice) -> int:
    """The app where a run stands; its exit code."""
    from simulator.tui.app import SimulatorApp

    return SimulatorApp(catalogue(), kept).go_on(practice).run_here()
