"""`simulator backup FILE`: copy all runs into one file."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import output
from simulator.cli.shared import store


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Copy all runs into FILE, whole and checked, while the program may go on running."""
    if file.exists():
        raise click.UsageError(f"{file} is there already. Choose another name; nothing was written.")
    with store() as kept:
        kept.backup(file)
    output.line(str(file))
