"""`simulator check [PATH…]`: look content over; exit 3 on errors (with --strict on warnings too)."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.check import Options, check_path, render, watch
from simulator.cli import exit_codes, output
from simulator.cli.shared import catalogue, json_option
from simulator.content.catalogue import Catalogue
from simulator.content.nearest import suggest
from simulator.content.specimens import specimens


@click.command("check")
@click.argument("paths", nargs=-1)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--watch", "keep_watching", is_flag=True, help="Look again whenever a file is saved; Ctrl+C stops.")
@click.option("--playthroughs", type=click.IntRange(0, 100_000), default=200, show_default=True, help="How many random plays.")
@click.option("--no-proof", is_flag=True, help="Lint only.")
@click.option("--coverage", is_flag=True, help="Show how often each reply was taken.")
@json_option
def command(
    paths: tuple[str, ...], strict: bool, keep_watching: bool, playthroughs: int, no_proof: bool, coverage: bool, as_json: bool
) -> int:
    """Lint, proof, playthroughs and walkthroughs, in plain words with line numbers.

    PATH is a scenario's id, its folder, a loose file, a rubric; without it everything is looked over.
    """
    books = catalogue()
    options = Options(proof=not no_proof, playthroughs=playthroughs)
    targets = [_target(books, path) for path in paths] or _everything(books)
    if keep_watching:
        for report in watch(targets, books, options):
            output.line(render(report, coverage=coverage))
    reports = [check_path(target, books, options) for target in targets]
    if as_json:
        output.json_line({"files": [row for report in reports for row in report.rows()]})
    else:
        for report in reports:
            output.line(render(report, coverage=coverage))
    failed = any(report.fails(strict) for report in reports)
    return exit_codes.CONTENT if failed else exit_codes.OK


def _target(books: Catalogue, name: str) -> Path:
    path = Path(name)
    if path.exists():
        return path
    if name in books.folders:
        return books.folders[name]
    if path.suffix or path.parent != Path():
        return path  # said to be a file: the report will say that it cannot be read
    raise click.UsageError(f"There is no scenario `{name}`, and no file or folder of that name. {suggest(name, books.folders)}".strip())


def _everything(books: Catalogue) -> list[Path]:
    rubrics = [p for p in map(books.rubric_path, (*books.rubric_names, "moves")) if p is not None]
    reactions = [books.reactions_path()] if books.reactions_path().is_file() else []
    return [*rubrics, *reactions, *specimens(books).values(), *books.folders.values()]
