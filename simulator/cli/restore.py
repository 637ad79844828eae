"""`simulator restore FILE`: go back to a backup; what is there now is kept aside."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import output
from simulator.store.opening import store_path
from simulator.store.restore import restore


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Go back to the runs in FILE. What is there now is kept beside them under a dated name, never overwritten."""
    aside = restore(file, store_path())
    output.line(str(store_path()))
    if aside is not None:
        output.line(f"What was there before is kept: {aside}")
