"""`simulator resume RUN`: go on where a run stands."""

from __future__ import annotations

import click

from simulator.cli import output
from simulator.cli.play import play_lines, tell
from simulator.cli.shared import catalogue, find_run, load, store
from simulator.play.practice import CannotContinue, Practice, carry_on


@click.command("resume")
@click.argument("run", default="last")
@click.option("--plain", is_flag=True, help="Line by line.")
@click.option("--newer", is_flag=True, help="With the scenario as it is now, if the run still fits it; the old run stays.")
@click.option("--json", "as_json", is_flag=True, help="Each event as one JSON line. Implies --plain.")
def command(run: str, plain: bool, newer: bool, as_json: bool) -> int:
    """Go on with a run exactly where it stands, with the scenario as it was when it began. Without RUN: the newest."""
    with store() as kept:
        found = find_run(kept, run)
        if newer:
            try:
                practice = carry_on(kept, found.id, load(catalogue(), str(found.opened["scenario"])))
            except CannotContinue as stop:
                raise click.UsageError(
                    f"The scenario has changed: line {stop.turn} of take {stop.take} ({stop.name}) no longer fits. "
                    f"Go on with it as it was: simulator resume {found.id}"
                ) from None
        else:
            practice = Practice.resume(kept, found.id)
        if as_json:
            practice.listeners.append(tell)
        if plain or as_json or not output.is_terminal():
            return play_lines(kept, practice, as_json=as_json, resumed=True)
        from simulator.cli.app import open_run

        return open_run(kept, practice)
