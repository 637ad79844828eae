"""`simulator export RUN… --to FORMAT`: take runs home as documents, or as data."""

from __future__ import annotations

import gc
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

from simulator.cli import output
from simulator.cli.files import whole, write_whole
from simulator.cli.how_far import each
from simulator.cli.shared import find_run, language_option, spoken, store
from simulator.core.records import dataclass
from simulator.core.transcript import Transcript
from simulator.export import READERS, WRITERS, Options, Reader, export, run_data, suggested_name
from simulator.play.preferences import account_of
from simulator.play.transcripts import Transcripts
from simulator.play.walkthrough import as_walkthrough
from simulator.store.interface import Store, Summary
from simulator.store.paths import home

WALKTHROUGH = "walkthrough"
"""For authors: the run as a play that `check` can repeat."""
COACH = "coach"
COLLECT_EVERY = 10
TOGETHER = ("csv", "xapi")
"""Formats in which several runs make one file."""


@dataclass(frozen=True, slots=True)
class Job:
    """What was asked for."""

    to: str
    reader: Reader
    person: str
    levels: bool
    language: str | None
    template: Path | None = None
    dates: bool = False


@click.command("export")
@click.argument("runs", nargs=-1, metavar="[RUN]...")
@click.option("--all", "everything", is_flag=True, help="All runs.")
@click.option("--to", "to", type=click.Choice([*sorted(WRITERS), WALKTHROUGH]), default="md", show_default=True, help="The format.")
@click.option("-o", "--output", "target", help="A file, or a folder (`there/` is made); `-` writes to standard output.")
@click.option("--levels", is_flag=True, help="With levels by criterion.")
@click.option(
    "--for", "reader", type=click.Choice([*READERS, COACH]), default="trainee", show_default=True,
    help="For whom: what it holds depends on it. `coach` is the trainer; `teaching` holds no names.",
)  # fmt: skip
@click.option("--by", "person", default="", metavar="NAME", help="With --for: the reader's name; what she gave opens what others gave.")
@click.option("--cohort", is_flag=True, help="One overview of all the runs, for whoever facilitates (md, html, pdf or docx).")
@click.option("--template", type=click.Path(path_type=Path), help="Lay it out by this template of yours (.html.j2, .md.j2 or .txt.j2).")
@click.option("--dates", is_flag=True, help="With the days on which to practise what again, from all your runs.")
@click.option("--post", metavar="URL", help="With --to xapi: send the statements to a learning record store instead.")
@language_option
def command(
    runs: tuple[str, ...], everything: bool, to: str, target: str | None, levels: bool, reader: str, person: str, cohort: bool, template: Path | None,
    post: str | None, dates: bool, language: str | None,
) -> None:  # fmt: skip
    """Write the transcript of a run: her lines, what they did, what was said of them. Without RUN: the newest.

    Several runs go into a folder, one file each; csv and xapi put them all into one file. The same run gives the same bytes.
    """
    job = Job(to, "trainer" if reader == COACH else reader, person, levels, language, template, dates)  # type: ignore[arg-type]
    _consistent(job, cohort, post)
    with store() as kept:
        found = kept.summaries() if everything else [find_run(kept, run) for run in (runs or ("last",))]
        found = sorted({run.id: run for run in found}.values(), key=lambda run: (run.started, run.id))
        if not found:
            raise click.UsageError("There is no run to export yet. `simulator practice` begins one.")
        if cohort:
            _cohort(kept, found, job, target)
        elif post:
            _post(kept, found, job, post)
        elif len(found) > 1 and to in TOGETHER:
            _together(kept, found, job, target)
        elif len(found) > 1:
            _folder(kept, found, job, target)
        else:
            _one(kept, found[0], job, target)


def _one(kept: Store, run: Summary, job: Job, target: str | None) -> None:
    if target == "-" and job.to in WRITERS and WRITERS[job.to].binary and output.is_terminal():
        raise click.UsageError(f"A terminal cannot show {job.to}. Name a file with -o.")
    data, name = _written(kept, _transcript(kept, Transcripts(kept), run, job), job)
    if target == "-":
        return output.raw(data)
    if job.to == "csv" and target is not None and target.endswith(("/", os.sep)):
        return _unpacked(data, Path(target))
    path = _place(target, name)
    write_whole(path, data)
    return output.line(str(path))


def _place(target: str | None, name: str) -> Path:
    """Where a document goes: `target`, or `name` in it where it is a folder or is to be one. Raises click.UsageError for a folder nobody asked for."""
    path = Path(target or name)
    if target is not None and (target.endswith(("/", os.sep)) or path.is_dir()):
        return path / name
    if not path.parent.is_dir():
        raise click.UsageError(f"{path} cannot be written: there is no folder {path.parent}")
    return path


def _consistent(job: Job, cohort: bool, post: str | None) -> None:
    from simulator.export.cohort import FORMATS

    if cohort and job.to not in FORMATS:
        raise click.UsageError(f"An overview is written as {', '.join(FORMATS)}.")
    if post and job.to != "xapi":
        raise click.UsageError("Only xAPI statements are sent: add --to xapi.")
    if job.to == "xapi" and job.reader == "teaching":
        raise click.UsageError(
            "A statement says who and when; there is none without names. For teaching take html, pdf, docx, md, json or csv."
        )


def _documents(kept: Store, runs: list[Summary], job: Job) -> Iterator[Transcript]:
    """Each run's transcript, one at a time, under a bar."""
    transcripts = Transcripts(kept)
    for number, run in enumerate(each(runs, "export"), 1):
        yield _transcript(kept, transcripts, run, job)
        if number % COLLECT_EVERY == 0:
            gc.collect()  # a document's parts point at one another, and nothing else would let go of them for a long time


def _transcript(kept: Store, transcripts: Transcripts, run: Summary, job: Job) -> Transcript:
    own = str(run.opened.get("language", ""))
    return transcripts.of(run.id, spoken(job.language, own, kept))


def _written(kept: Store, transcript: Transcript, job: Job) -> tuple[bytes, str]:
    """A run as a document, and how its file may be called."""
    if job.to == WALKTHROUGH:
        return as_walkthrough(transcript).encode(), f"{transcript.started[:10]}.yaml"
    if job.template is not None:
        from simulator.export.documents import by_template

        data, ending = by_template(transcript, _options(kept, transcript, job), job.template)
        return data, f"{suggested_name(transcript, 'md').removesuffix('.md')}.{ending}"
    options = _options(kept, transcript, job)
    data = export(
        transcript, job.to, reader=job.reader, person=job.person, include_levels=job.levels, templates=home() / "templates", account=options.account, dates=options.dates
    )  # fmt: skip
    return data, suggested_name(transcript, job.to)


def _options(kept: Store, transcript: Transcript, job: Job) -> Options:
    dates = _dates(kept, transcript.material.scenario.form) if job.dates else ()
    return Options(job.reader, job.levels, home() / "templates", job.person, dates, account_of(kept, transcript.person))


def _dates(kept: Store, form: str) -> tuple[tuple[str, str], ...]:
    """When to practise what of a form again, soonest first."""
    from simulator.core.practice import observed
    from simulator.core.reveal import Reader as Asking
    from simulator.play.coaching import own_runs, practised
    from simulator.play.plan import plan

    seen = tuple(one for events in practised(kept, own_runs(kept)) for one in observed(events, Asking()))
    return tuple(sorted(((one.criterion, one.day) for one in plan(seen) if one.form == form), key=lambda found: (found[1], found[0])))


# -- several runs --------------------------------------------------------------------------------------------------------------


def _folder(kept: Store, runs: list[Summary], job: Job, target: str | None) -> None:
    """One file a run; each is whole or not there, wherever the job is stopped."""
    if target == "-":
        raise click.UsageError("Several documents cannot go to standard output. Name a folder with -o.")
    folder = Path(target or "transcripts")
    taken: set[str] = set()
    for transcript in _documents(kept, runs, job):
        data, name = _written(kept, transcript, job)
        name = _unlike(name, taken)
        taken.add(name)
        write_whole(folder / name, data)
    output.line(f"{folder}: {len(taken)}")


def _unlike(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.partition(".")
    number, found = 2, name
    while found in taken:
        found, number = f"{stem}-{number}{dot}{ending}", number + 1
    return found


def _together(kept: Store, runs: list[Summary], job: Job, target: str | None) -> None:
    """All runs in one file, written as they are read: what is in memory is one run."""
    ending = WRITERS[job.to].ending
    if target == "-" and job.to == "csv":
        raise click.UsageError("Several tables cannot go to standard output. Name a file or a folder with -o.")
    if job.to == "xapi" and target == "-":
        for lines in _statements(kept, runs, job):
            output.raw("".join(lines).encode())
        return None
    if job.to == "csv" and target is not None and (target.endswith(("/", os.sep)) or Path(target).is_dir()):
        with tempfile.TemporaryDirectory() as place:
            for table in _tables(kept, runs, job, Path(place)):
                write_whole(Path(target) / table.name, table.read_bytes())
        return output.line(target)
    path = _place(target, f"runs.{ending}")
    with whole(path) as file:
        if job.to == "xapi":
            for lines in _statements(kept, runs, job):
                file.write("".join(lines).encode())
        else:
            with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                for table in _tables(kept, runs, job, Path(place)):
                    fixed = zipfile.ZipInfo(table.name, (1980, 1, 1, 0, 0, 0))
                    fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                    with archive.open(fixed, "w") as inside, table.open("rb") as rows:
                        shutil.copyfileobj(rows, inside)
    return output.line(str(path))


def _tables(kept: Store, runs: list[Summary], job: Job, place: Path) -> list[Path]:
    """The tables of all runs, written one run at a time."""
    from simulator.core.table import BOM, csv_line
    from simulator.export.tidy import COLUMNS, rows

    paths = {name: place / f"{name}.csv" for name in COLUMNS}
    with ExitStack() as stack:
        files = {name: stack.enter_context(path.open("w", encoding="utf-8", newline="")) for name, path in paths.items()}
        for name, columns in COLUMNS.items():
            files[name].write(BOM + csv_line(columns))
        for transcript in _documents(kept, runs, job):
            for name, row in rows(run_data(transcript, _options(kept, transcript, job))):
                files[name].write(csv_line([row.get(column) for column in COLUMNS[name]]))
    return list(paths.values())


def _statements(kept: Store, runs: list[Summary], job: Job) -> Iterator[list[str]]:
    from simulator.export.xapi import xapi_lines

    for transcript in _documents(kept, runs, job):
        options = _options(kept, transcript, job)
        yield list(xapi_lines([run_data(transcript, options)], options.account))


def _post(kept: Store, runs: list[Summary], job: Job, url: str) -> None:
    from simulator.cli.lrs import send

    sent, known = 0, 0
    for lines in _statements(kept, runs, job):
        new, old = send(url, lines)
        sent, known = sent + new, known + old
    output.line(f"{url}: {sent} sent, {known} there already")


def _cohort(kept: Store, runs: list[Summary], job: Job, target: str | None) -> None:
    from simulator.export.cohort import FORMATS, Cohort, cohort_document

    overview = Cohort(spoken(job.language, "", kept), nameless=job.reader == "teaching")
    for transcript in _documents(kept, runs, Job(job.to, "facilitator", job.person, job.levels, job.language)):
        overview.add(run_data(transcript, Options("facilitator", job.levels, None, job.person)))
    data = cohort_document(overview, job.to)
    if target == "-":
        return output.raw(data)
    path = _place(target, f"cohort.{FORMATS[job.to]}")
    write_whole(path, data)
    return output.line(str(path))


def _unpacked(data: bytes, folder: Path) -> None:
    """The tables of one run, as files in a folder."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            write_whole(folder / name, archive.read(name))
    output.line(str(folder))
