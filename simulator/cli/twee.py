"""`simulator twee import|export`: Twine both ways."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import output
from simulator.cli.files import read_text, unreadable, write_new, write_whole
from simulator.cli.shared import LANGUAGES, catalogue, json_option, load
from simulator.content.source import parse_text
from simulator.content.twine.bringing import Brought, as_id, bring
from simulator.content.twine.html import is_html, read_html, write_html
from simulator.content.twine.leaving import as_story
from simulator.content.twine.story import MAX_BYTES, Story
from simulator.content.twine.twee import read_twee, write_twee
from simulator.content.writing import write
from simulator.core.moves import FORMS


@click.group("twee")
def command() -> None:
    """Twine both ways: Twee 3, Twine 2 HTML and Twine archives."""


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), required=True, help="A folder that is not there yet.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The language of the story, where it does not say.")
@click.option("--form", type=click.Choice(FORMS), help="Its form, where it does not say.")
@json_option
def bring_in(file: Path, folder: Path, language: str | None, form: str | None, as_json: bool) -> None:
    """Make a scenario of FILE, and say line by line what could not come along.

    A file with one story becomes FOLDER/scenario.yaml; an archive with several becomes a folder for each inside FOLDER.
    """
    text = read_text(file, MAX_BYTES)
    stories = read_html(text) if is_html(text) else (read_twee(text),)
    stories = tuple(story for story in stories if story.passages)
    if not stories:
        raise unreadable(file, "there is no Twine story in this file", "In Twine: Build, Export as Twee, or Publish to File.")
    places = _places(folder, stories)
    brought = [(place, bring(story, as_id(place.name), language or "", form or "")) for place, story in zip(places, stories, strict=True)]
    for place, _ in brought:
        if (place / "scenario.yaml").exists():
            raise click.UsageError(f"{place / 'scenario.yaml'} is there already. Choose another folder; nothing was written.")
    for place, one in brought:
        write_new(place / "scenario.yaml", write(one.tree).encode())
    if as_json:
        output.json_line({"stories": [_row(file, place, one) for place, one in brought]})
        return
    for place, one in brought:
        for note in one.notes:
            where = f" (in “{note.passage}”)" if note.passage else ""
            output.line(f"{file}:{note.line}: {note.code}: {note.message}{where}")
        output.line(str(place / "scenario.yaml"))
        output.line(f"Next: simulator check {place}")


def _places(folder: Path, stories: tuple[Story, ...]) -> list[Path]:
    if len(stories) == 1:
        return [folder]
    names: list[str] = []
    for story in stories:
        names.append(as_id(story.title, names, "story"))
    return [folder / name for name in names]


def _row(file: Path, place: Path, brought: Brought) -> dict[str, object]:
    path = place / "scenario.yaml"
    findings = parse_text(path.read_text(encoding="utf-8"), str(path)).diagnostics
    beats, endings = brought.tree["beats"], brought.tree["endings"]
    return {
        "path": str(path), "beats": len(beats), "endings": len(endings), "readable": not findings,
        "notes": [{"file": str(file), "line": n.line, "code": n.code, "message": n.message, "passage": n.passage} for n in brought.notes],
    }  # fmt: skip


@command.command("export")
@click.argument("scenarios", nargs=-1, required=True)
@click.option("--to", "to", type=click.Choice(["twee", "html"]), help="Twee 3, or an archive that Twine's “Import” takes.")
@click.option("-o", "--output", "target", help="A file; `-` or nothing writes to standard output.")
def take_out(scenarios: tuple[str, ...], to: str | None, target: str | None) -> None:
    """Take scenarios to Twine. They play there by their links; comments keep what Twine has no place for, for the way back."""
    chosen = to or ("html" if target and target.endswith((".html", ".htm")) else "twee")
    if chosen == "twee" and len(scenarios) > 1:
        raise click.UsageError("A Twee file holds one story. Take several with --to html.")
    books = catalogue()
    stories = [as_story(load(books, name)) for name in scenarios]
    text = write_html(*stories) if chosen == "html" else write_twee(stories[0])
    if target in (None, "-"):
        return output.raw(text.encode())
    assert target is not None
    write_whole(Path(target), text.encode())
    return output.line(target)
