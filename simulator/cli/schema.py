"""`simulator schema`: what files and outputs look like, as JSON Schemas."""

from __future__ import annotations

import json

import click

from simulator.cli import output
from simulator.content.schema import schema
from simulator.export.schema import export_schema, run_schema

KINDS = {"scenario": schema, "run": run_schema, "export": export_schema}


@click.command("schema")
@click.option(
    "--of",
    "of",
    type=click.Choice(sorted(KINDS)),
    default="scenario",
    show_default=True,
    help="A scenario file, a run's event, a JSON export.",
)
def command(of: str) -> None:
    """Print a JSON Schema: of the notation, so that an editor completes keys and underlines mistakes; of an event or an export, for programs."""
    output.line(json.dumps(KINDS[of](), indent=2, ensure_ascii=False))
