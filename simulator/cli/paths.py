"""`simulator paths`: where things are kept."""

from __future__ import annotations

import click

from simulator.cli import output
from simulator.cli.shared import json_option
from simulator.content.catalogue import shipped
from simulator.store.opening import store_path
from simulator.store.paths import exports, home, user_content


@click.command("paths")
@json_option
def command(as_json: bool) -> None:
    """Where runs, your own scenarios, exports and the shipped content lie."""
    found = {
        "home": str(home()), "database": str(store_path()), "content": str(user_content()), "exports": str(exports()),
        "templates": str(home() / "templates"), "scenarios": str(shipped("scenarios")), "rubrics": str(shipped("rubrics")),
    }  # fmt: skip
    if as_json:
        return output.json_line(found)
    for name, path in found.items():
        output.line(f"{name:10} {path}")
    return None
