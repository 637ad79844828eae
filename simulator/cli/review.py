"""`simulator review RUN`: read a past run line by line, evidence beside it."""

from __future__ import annotations

import click

from simulator.cli import output
from simulator.cli.shared import find_run, json_option, language_option, spoken, store
from simulator.export import export
from simulator.play.practice import Practice


@click.command("review")
@click.argument("run", default="last")
@click.option("--levels", is_flag=True, help="With levels by criterion.")
@language_option
@json_option
def command(run: str, levels: bool, language: str | None, as_json: bool) -> None:
    """Read a past run: her lines, what they did, what she said afterwards. Without RUN: the newest."""
    with store() as kept:
        practice = Practice.resume(kept, find_run(kept, run).id)
        chosen = spoken(language, practice.language, kept)
        output.raw(export(practice.transcript(chosen), "json" if as_json else "md", include_levels=levels))
