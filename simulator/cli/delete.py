"""`simulator delete RUN`: really delete a run, or everything."""

from __future__ import annotations

import click

from simulator.cli import output
from simulator.cli.shared import find_run, store
from simulator.store.erasing import erase_everything
from simulator.store.opening import store_path
from simulator.store.paths import home


@click.command("delete")
@click.argument("run", required=False)
@click.option("--everything", is_flag=True, help="Every run, person, meeting, draft, setting, backup and export on this computer.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(run: str | None, everything: bool, yes: bool) -> None:
    """Delete a run for good: its lines, drafts and notes, here and in the automatic backups. It cannot be brought back.

    With --everything nothing of yours is left here but scenarios you wrote yourself; what you sent to others is with them.
    """
    if bool(run) == everything:
        raise click.UsageError("Which run? `simulator runs` lists them; --everything deletes all there is.")
    if everything:
        _sure(yes, f"Delete everything of yours in {home()} for good?")
        for path in erase_everything(store_path(), home()):
            output.line(str(path))
        return
    with store() as kept:
        found = find_run(kept, str(run))
        _sure(yes, f"Delete {found.opened.get('title', '')} of {found.started[:10]} for good?")
        kept.delete(found.id)
    output.line(found.id)


def _sure(yes: bool, question: str) -> None:
    """Ask, where somebody sits there. Raises click.UsageError and click.Abort."""
    if yes:
        return
    if not output.is_terminal():
        raise click.UsageError("Nothing was deleted: without a terminal, say --yes.")
    click.confirm(question, abort=True)
