"""`simulator export RUN --to FORMAT`: take a run home as a document."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import output
from simulator.cli.shared import find_run, language_option, spoken, store
from simulator.export import WRITERS, export, suggested_name
from simulator.play.practice import Practice
from simulator.store.paths import home


@click.command("export")
@click.argument("run", default="last")
@click.option("--to", "to", type=click.Choice(sorted(WRITERS)), default="md", show_default=True, help="The format.")
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), help="A file, or a folder; `-` writes to standard output.")
@click.option("--levels", is_flag=True, help="With levels by criterion.")
@language_option
def command(run: str, to: str, target: Path | None, levels: bool, language: str | None) -> None:
    """Write the transcript of a run: her lines, what they did, what was said of them. Without RUN: the newest."""
    with store() as kept:
        practice = Practice.resume(kept, find_run(kept, run).id)
        transcript = practice.transcript(spoken(language, practice.language, kept))
    templates = home() / "templates"
    data = export(transcript, to, include_levels=levels, templates=templates if templates.is_dir() else None)
    if target is not None and str(target) == "-":
        return output.raw(data)
    path = target if target is not None else Path(suggested_name(transcript, to))
    if path.is_dir():
        path = path / suggested_name(transcript, to)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None
    return output.line(str(path))
