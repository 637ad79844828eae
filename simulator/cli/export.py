"""`simulator export RUN --to FORMAT`: take a run home as a document."""

from __future__ import annotations

import os
from pathlib import Path

import click

from simulator.cli import output
from simulator.cli.shared import find_run, language_option, spoken, store
from simulator.export import READERS, WRITERS, Reader, export, suggested_name
from simulator.play.practice import Practice
from simulator.play.walkthrough import as_walkthrough
from simulator.store.paths import home

WALKTHROUGH = "walkthrough"
"""For authors: the run as a play that `check` can repeat."""


@click.command("export")
@click.argument("run", default="last")
@click.option("--to", "to", type=click.Choice([*sorted(WRITERS), WALKTHROUGH]), default="md", show_default=True, help="The format.")
@click.option("-o", "--output", "target", help="A file, or a folder (`there/` is made); `-` writes to standard output.")
@click.option("--levels", is_flag=True, help="With levels by criterion.")
@click.option(
    "--for", "reader", type=click.Choice(READERS), default="trainee", show_default=True, help="For whom: what it holds depends on it."
)
@click.option("--by", "person", default="", metavar="NAME", help="With --for: the reader's name; what she gave opens what others gave.")
@language_option
def command(run: str, to: str, target: str | None, levels: bool, reader: Reader, person: str, language: str | None) -> None:
    """Write the transcript of a run: her lines, what they did, what was said of them. Without RUN: the newest."""
    with store() as kept:
        practice = Practice.resume(kept, find_run(kept, run).id)
        transcript = practice.transcript(spoken(language, practice.language, kept))
    if to == WALKTHROUGH:
        data, name = as_walkthrough(transcript).encode(), f"{transcript.started[:10]}.yaml"
    else:
        data = export(transcript, to, reader=reader, person=person, include_levels=levels, templates=home() / "templates")
        name = suggested_name(transcript, to)
    if target == "-":
        return output.raw(data)
    path = Path(target or name)
    try:
        if target is not None and target.endswith(("/", os.sep)):
            path.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            path = path / name
        path.write_bytes(data)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None
    return output.line(str(path))
