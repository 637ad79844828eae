"""`simulator show ID`: one scenario's brief, never its secrets."""

from __future__ import annotations

import click

from simulator.cli import output
from simulator.cli.shared import catalogue, json_option, language_option, load, spoken
from simulator.phrases import voice
from simulator.phrases.common import COMMON


@click.command("show")
@click.argument("scenario")
@language_option
@json_option
def command(scenario: str, language: str | None, as_json: bool) -> None:
    """What she knows before she walks in: the brief, the goal, who is there."""
    material = load(catalogue(), scenario).material
    found = material.scenario
    chosen = spoken(language, found.language)

    def words(address: str, own: str) -> str:
        return material.words(address, own, chosen).strip()

    people = [{"name": p.name, "part": p.part, "about": words(f"cast.{p.id}.about", p.about)} for p in found.cast.values()]
    shown = {
        "id": found.id, "title": words("title", found.title), "form": found.form, "language": found.language,
        "languages": list(material.languages), "difficulty": found.difficulty, "minutes": found.minutes,
        "brief": words("brief", found.brief), "goal": words("goal", found.goal), "content_note": words("content-note", found.content_note),
        "you": found.you, "cast": people,
    }  # fmt: skip
    if as_json:
        output.json_line(shown)
        return
    say = voice(chosen, COMMON)
    output.line(
        f"{shown['title']}. {say(f'form.{found.form}')}, {'●' * found.difficulty}, {', '.join(material.languages)}, {found.minutes} min"
    )
    for key in ("brief", "goal", "content_note"):
        if shown[key]:
            output.line("")
            output.line(str(shown[key]))
    output.line("")
    for person in people:
        output.line(f"{person['name']}. {' '.join(person['about'].split())}".rstrip())
