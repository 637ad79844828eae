"""`simulator export RUN --to FORMAT`: take a run home as a document."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import output
from simulator.cli.shared import find_run, language_option, spoken, store
from simulator.export import WRITERS, export, suggested_name
from simulator.play.practice import Practice
from simulator.play.walkthrough import as_walkthrough
from simulator.store.paths import home

WALKTHROUGH = "walkthrough"
"""For authors: the run as a play that `check` can repeat."""


@click.command("export")
@click.argument("run", default="last")
@click.option("--to", "to", type=click.Choice([*sorted(WRITERS), WALKTHROUGH]), default="md", show_default=True, help="The format.")
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), help="A file, or a folder; `-` writes to standard output.")
@click.option("--levels", is_flag=True, help="With levels by criterion.")
@language_option
def command(run: str, to: str, target: Path | None, levels: bool, language: str | None) -> None:
    """Write the transcript of a run: her lines, what they did, what was said of them. Without RUN: the newest."""
    with store() as kept:
        practice = Practice.resume(kept, find_run(kept, run).id)
        transcript = practice.transcript(spoken(language, practice.language, kept))
    if to == WALKTHROUGH:
        data, name = as_walkthrough(transcript).encode(), f"{transcript.started[:10]}.yaml"
    else:
        data, name = export(transcript, to, include_levels=levels, templates=home() / "templates"), suggested_name(transcript, to)
    if target is not None and str(target) == "-":
        return output.raw(data)
    path = target if target is not None else Path(name)
    if path.is_dir():
        path = path / name
    try:
        path.write_bytes(data)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None
    return output.line(str(path))
