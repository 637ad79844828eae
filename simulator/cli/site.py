"""`simulator site -o FOLDER`: the library as web pages."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import output
from simulator.cli.files import write_whole
from simulator.cli.how_far import each
from simulator.cli.shared import catalogue, load
from simulator.content.entries import entries
from simulator.export.site import site

MARK = "organizer-simulator-site.txt"
"""Lies in a folder that this verb has written, so that it writes over nothing else."""


@click.command("site")
@click.argument("scenarios", nargs=-1)
@click.option(
    "-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder; made if it is not there."
)
@click.option(
    "--for",
    "reader",
    type=click.Choice(["trainer", "trainee"]),
    default="trainer",
    show_default=True,
    help="`trainee` leaves out the trainers' part.",
)
def command(scenarios: tuple[str, ...], folder: Path, reader: str) -> None:
    """Write the library (or only SCENARIOS) as web pages in both languages: briefs, rubrics with anchors, worksheets, and for trainers a
    clickable map, every moment and printable role cards.

    Pages need no network and run nothing. No secret of a person stands outside `trainers/`.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise click.UsageError(f"{folder} holds other files. Choose an empty folder; nothing was written.")
    books = catalogue()
    names = scenarios or tuple(entry.id for entry in entries(books))
    library = [load(books, name).material for name in each(names, "read")]
    pages = list(site(library, trainers=reader == "trainer"))
    kept = {path for path, _ in pages}
    for old in sorted(folder.rglob("*.html")) if (folder / MARK).is_file() else ():
        if old.relative_to(folder).as_posix() not in kept:
            old.unlink()
    write_whole(folder / MARK, b"Written by simulator site; what is in this folder is written over.\n")
    for path, page in pages:
        write_whole(folder / path, page.encode())
    output.line(f"{folder / 'index.html'}: {len(pages)} pages")
