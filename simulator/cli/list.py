"""`simulator list`: what can be practised."""

from __future__ import annotations

import click

from simulator.cli import output
from simulator.cli.shared import catalogue, json_option, language_option, spoken
from simulator.content.entries import Entry, entries
from simulator.content.nearest import suggest
from simulator.core.moves import FORMS
from simulator.phrases import voice
from simulator.phrases.common import COMMON


@click.command("list")
@click.option("--form", help="Only one of the nine forms.")
@language_option
@json_option
def command(form: str | None, language: str | None, as_json: bool) -> None:
    """What can be practised: scenarios by difficulty, with form, languages and minutes; then the three-minute drills."""
    if form is not None and form not in FORMS:
        raise click.UsageError(f"There is no form `{form}`. {suggest(form, FORMS)}")
    found = [entry for entry in entries(catalogue()) if form is None or entry.form == form]
    if as_json:
        output.json_line({"scenarios": [_row(entry) for entry in found]})
        return
    chosen = spoken(language)
    say = voice(chosen, COMMON)
    for entry in found:
        if entry.drill and entry is next(one for one in found if one.drill):
            output.line("\n" + say("drills"))
        title = entry.titles.get(chosen, entry.title)
        if entry.drill:
            output.line(f"{entry.id:24} {title}. {say(f'skill.{entry.drill}')}, {', '.join(entry.languages)}, {entry.minutes} min")
            continue
        output.line(
            f"{entry.id:24} {title}. {say(f'form.{entry.form}')}, {'●' * entry.difficulty}, {', '.join(entry.languages)}, {entry.minutes} min"
        )


def _row(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "title": entry.title,
        "form": entry.form,
        "language": entry.language,
        "languages": list(entry.languages),
        "difficulty": entry.difficulty,
        "minutes": entry.minutes,
        "drill": entry.drill,
    }
