"""`simulator explain CODE`: what a diagnostic means and how to mend it."""

from __future__ import annotations

import click

from simulator.cli import output
from simulator.cli.shared import json_option
from simulator.content.catalogue import shipped
from simulator.content.nearest import suggest


@click.command("explain")
@click.argument("code", required=False)
@json_option
def command(code: str | None, as_json: bool) -> None:
    """What a diagnostic of `check` means, with a bad and a mended example. Without CODE: all of them."""
    pages = {path.stem: path for path in sorted(shipped("diagnostics").glob("*.md")) if path.stem != "README"}
    if code is None:
        if as_json:
            return output.json_line({"codes": list(pages)})
        return output.line("\n".join(pages))
    if code not in pages:
        raise click.UsageError(f"There is no diagnostic `{code}`. {suggest(code, pages)}".strip())
    text = pages[code].read_text(encoding="utf-8")
    if as_json:
        return output.json_line({"code": code, "page": text})
    return output.line(text.split("---\n", 2)[-1].strip() if text.startswith("---") else text.strip())
