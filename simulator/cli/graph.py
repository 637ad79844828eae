"""`simulator graph ID`: a scenario as a map."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import output
from simulator.cli.files import write_whole
from simulator.cli.shared import catalogue, language_option, load, spoken
from simulator.core.graph import dot, mermaid


@click.command("graph")
@click.argument("scenario")
@click.option("--to", "to", type=click.Choice(["mermaid", "dot"]), default="mermaid", show_default=True, help="Which drawing program.")
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), help="A file.")
@language_option
def command(scenario: str, to: str, target: Path | None, language: str | None) -> None:
    """Who leads where in a scenario: beats, endings, the first words of each reply, and conditions."""
    material = load(catalogue(), scenario).material
    text = (mermaid if to == "mermaid" else dot)(material, spoken(language, material.scenario.language))
    if target is None:
        return output.raw(text.encode())
    write_whole(target, text.encode())
    return output.line(str(target))
