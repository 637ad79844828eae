"""`simulator strings export|import`: a scenario's strings as a table for translators, both ways."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import output
from simulator.cli.files import read_text, unreadable, write_whole
from simulator.cli.shared import LANGUAGES, catalogue, json_option
from simulator.content.catalogue import Catalogue, Loaded, shipped
from simulator.content.nearest import suggest
from simulator.content.source import MAX_BYTES, parse_text
from simulator.content.strings import Entry, Merged, entries, merge, read_table, sources_of, table
from simulator.content.translation import addresses, compile_translation
from simulator.core.diagnostics import ContentError
from simulator.core.table import BOM

TABLE_BYTES = 8 * MAX_BYTES


@click.group("strings")
def command() -> None:
    """The strings of a scenario as a CSV table for translators, both ways."""


@command.command("export")
@click.argument("scenario")
@click.option("--language", type=click.Choice(LANGUAGES), help="The language to translate into (else the other one).")
@click.option("--since", type=click.Path(path_type=Path), help="An earlier table or scenario.yaml: say what changed since.")
@click.option("--todo", is_flag=True, help="Only what is new or changed.")
@click.option("-o", "--output", "target", help="A file; `-` or nothing writes to standard output.")
def take_out(scenario: str, language: str | None, since: Path | None, todo: bool, target: str | None) -> None:
    """Write every string of SCENARIO (an id or a folder) with its translation, comment and status.

    Status is new, changed (with the original as it was), done, or optional. Hand the table to a translator; `strings import` takes it back.
    """
    books = catalogue()
    loaded = books.load_file(_path(books, scenario))
    chosen = _language(loaded, language)
    before = _before(books, since) if since else None
    found = _entries(loaded, chosen, before)
    if todo:
        found = tuple(entry for entry in found if entry.status in ("new", "changed"))
    data = (BOM + table(loaded.material.scenario.id, chosen, found)).encode()
    if target in (None, "-"):
        return output.raw(data)
    assert target is not None
    write_whole(Path(target), data)
    waiting = sum(entry.status in ("new", "changed") for entry in found)
    return output.line(f"{target}: {len(found)} strings, {waiting} to translate")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--scenario", help="The scenario (an id or a folder), where the table does not say.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The language, where the table does not say.")
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), help="Another file than the scenario's own translation.")
@json_option
def bring_in(file: Path, scenario: str | None, language: str | None, target: Path | None, as_json: bool) -> None:
    """Take a translated table back into the translation beside its scenario. Comments and order in that file stay; empty cells change nothing.

    Nothing is written where the result would not load; what changed since the table was made is told with its line.
    """
    try:
        rows = read_table(read_text(file, TABLE_BYTES))
    except ValueError as error:
        number, _, message = str(error).removeprefix("line ").partition(": ")
        raise unreadable(file, message, "Take the table that `strings export` writes.", int(number)) from None
    name = scenario or next((row.scenario for row in rows if row.scenario), "")
    if not rows or not name:
        raise unreadable(file, "this table names no scenario", "Say which with --scenario.")
    books = catalogue()
    path = _path(books, name)
    loaded = books.load_file(path)
    chosen = _language(loaded, language or next((row.language for row in rows if row.language in LANGUAGES), None))
    place = target or path.parent / f"{chosen}.yaml"
    if target is None and "shipped" in shipped("scenarios").parts and shipped("scenarios") in path.parents:
        raise click.UsageError(f"{place} belongs to the program and is replaced with it. Choose a file of your own with -o.")
    merged = _checked(
        loaded, chosen, merge(loaded.material.scenario, chosen, rows, loaded.sources.get(chosen), _strings(loaded, chosen)), place
    )
    if merged.changed or target is not None:
        write_whole(place, merged.text.encode())
    if as_json:
        notes = [{"file": str(file), "line": line, "message": message} for line, message in merged.notes]
        output.json_line({"path": str(place), "changed": list(merged.changed), "notes": notes})
        return
    for line, message in merged.notes:
        output.line(f"{file}:{line}: {message}")
    output.line(f"{place}: {len(merged.changed)} strings changed")


def _path(books: Catalogue, name: str) -> Path:
    if name in books.folders:
        return books.folders[name] / "scenario.yaml"
    path = Path(name)
    if path.is_dir():
        return path / "scenario.yaml"
    if path.is_file():
        return path
    raise click.UsageError(f"There is no scenario `{name}`. {suggest(name, books.folders)}".strip())


def _language(loaded: Loaded, asked: str | None) -> str:
    own = loaded.material.scenario.language
    if asked == own:
        raise click.UsageError(f"The scenario itself is in `{own}`. Choose the other language.")
    return asked or next(language for language in LANGUAGES if language != own)


def _strings(loaded: Loaded, language: str) -> dict[str, str]:
    translation = loaded.material.translations.get(language)
    return dict(translation.strings) if translation else {}


def _entries(loaded: Loaded, language: str, before: dict[str, str] | None) -> tuple[Entry, ...]:
    translated = loaded.sources.get(language)
    return entries(loaded.material.scenario, loaded.sources["scenario"], translated, _strings(loaded, language), before)


def _before(books: Catalogue, since: Path) -> dict[str, str]:
    if since.suffix in (".yaml", ".yml") or since.is_dir():
        return dict(addresses(books.load_file(since / "scenario.yaml" if since.is_dir() else since).material.scenario))
    try:
        return dict(sources_of(read_text(since, TABLE_BYTES)))
    except ValueError as error:
        raise unreadable(since, str(error), "Take a table that `strings export` wrote, or a scenario.yaml.") from None


def _checked(loaded: Loaded, language: str, merged: Merged, place: Path) -> Merged:
    """`merged` if it loads; raises ContentError otherwise, before anything is written."""
    source = parse_text(merged.text, str(place))
    compile_translation(source, loaded.material.scenario)
    if source.broken:
        raise ContentError(source.diagnostics)
    return merged
