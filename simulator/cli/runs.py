"""`simulator runs`: past runs, newest first."""

from __future__ import annotations

import click

from simulator.cli import output
from simulator.cli.shared import json_option, language_option, spoken, store
from simulator.phrases import voice
from simulator.phrases.common import COMMON
from simulator.play.progress import ended_as
from simulator.store.interface import Summary


@click.command("runs")
@language_option
@json_option
def command(language: str | None, as_json: bool) -> None:
    """Past runs, newest first. `review` and `resume` take the start or end of an id."""
    with store() as kept:
        found = kept.summaries()
        say = voice(spoken(language, "", kept), COMMON)
    if as_json:
        output.json_line({"runs": [_row(run) for run in found]})
        return
    for run in found:
        ended = say(ended_as(run)) if ended_as(run) else "…"
        output.line(
            f"{run.id[-12:]}  {run.started[:16].replace('T', ' ')}  {run.opened.get('title', run.opened.get('scenario', ''))}  ({run.takes})  {ended}"
        )


def _kind(run: Summary) -> str:
    return str(run.ended.get("kind", "")) if run.ended else ""


def _row(run: Summary) -> dict[str, object]:
    opened = run.opened
    return {
        "id": run.id, "scenario": opened.get("scenario", ""), "title": opened.get("title", ""), "form": opened.get("form", ""),
        "language": opened.get("language", ""), "mode": opened.get("mode", ""), "started": run.started, "changed": run.changed,
        "ended": run.changed if run.ended else None, "ending": run.ended.get("ending") if run.ended else None,
        "kind": _kind(run) or None, "takes": run.takes, "events": run.events,
    }  # fmt: skip
