"""`simulator schema`: the notation as a JSON Schema, for editors."""

from __future__ import annotations

import json

import click

from simulator.cli import output
from simulator.content.schema import schema


@click.command("schema")
def command() -> None:
    """Print the notation as a JSON Schema, so that an editor can complete keys and underline mistakes while you type."""
    output.line(json.dumps(schema(), indent=2, ensure_ascii=False))
