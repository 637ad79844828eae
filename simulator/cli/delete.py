"""`simulator delete RUN`: really delete a run."""

from __future__ import annotations

import click

from simulator.cli import output
from simulator.cli.shared import find_run, store


@click.command("delete")
@click.argument("run")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(run: str, yes: bool) -> None:
    """Delete a run for good: its lines, drafts and notes, here and in the automatic backups. It cannot be brought back."""
    with store() as kept:
        found = find_run(kept, run)
        if not yes:
            if not output.is_terminal():
                raise click.UsageError("Nothing was deleted: without a terminal, say --yes.")
            click.confirm(f"Delete {found.opened.get('title', '')} of {found.started[:10]} for good?", abort=True)
        kept.delete(found.id)
    output.line(found.id)
