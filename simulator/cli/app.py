"""Open the app."""

from __future__ import annotations

from simulator.cli.play import Plan
from simulator.cli.shared import catalogue, store
from simulator.content.catalogue import Loaded
from simulator.play.practice import Practice
from simulator.store.interface import Store


def open_app() -> None:
    """The app at its Home screen."""
    from simulator.tui.app import SimulatorApp

    SimulatorApp(catalogue(), store()).run_here()


def open_practice(kept: Store, loaded: Loaded, plan: Plan) -> None:
    """The app at the brief of a scenario."""
    from simulator.tui.app import SimulatorApp

    SimulatorApp(catalogue(), kept).begin(loaded, mode=plan.mode, language=plan.language, seed=plan.seed, person=plan.person).run_here()


def open_run(kept: Store, practice: Practice) -> None:
    """The app where a run stands."""
    from simulator.tui.app import SimulatorApp

    SimulatorApp(catalogue(), kept).go_on(practice).run_here()
