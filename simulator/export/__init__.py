"""Transcript to document: one writer a format, each a pure function of the transcript; the same run gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from simulator.core.records import dataclass
from simulator.core.transcript import Transcript
from simulator.export.options import READERS, ExportError, Options, Reader

__all__ = ["READERS", "WRITERS", "ExportError", "Options", "Reader", "Writer", "export", "run_data", "suggested_name", "writer_of"]


@dataclass(frozen=True, slots=True)
class Writer:
    """How one format is written. `ending` is the file's, without the dot; `binary` says that a terminal cannot show it."""

    format: str
    ending: str
    media_type: str
    binary: bool
    write: Callable[[Transcript, Options], bytes]


def _markdown(transcript: Transcript, options: Options) -> bytes:
    from simulator.export.documents import markdown  # jinja2 takes 60 ms that a listing need not pay

    return markdown(transcript, options)


def _html(transcript: Transcript, options: Options) -> bytes:
    from simulator.export.documents import html

    return html(transcript, options)


def _json(transcript: Transcript, options: Options) -> bytes:
    from simulator.export.documents import json_document

    return json_document(transcript, options)


def _pdf(transcript: Transcript, options: Options) -> bytes:
    from simulator.export.documents import paged
    from simulator.export.pdf import pdf

    return pdf(*paged(transcript, options))


def _word(transcript: Transcript, options: Options) -> bytes:
    from simulator.export.documents import paged
    from simulator.export.word import word

    return word(paged(transcript, options)[0])


def _csv(transcript: Transcript, options: Options) -> bytes:
    from simulator.export.tidy import csv_files, csv_zip

    return csv_zip(csv_files([run_data(transcript, options)]))


def _xapi(transcript: Transcript, options: Options) -> bytes:
    from simulator.export.xapi import xapi_lines

    return "".join(xapi_lines([run_data(transcript, options)], options.account)).encode()


def run_data(transcript: Transcript, options: Options) -> dict[str, Any]:
    """What a JSON export holds, as data."""
    from simulator.export.data import as_data

    return as_data(transcript, reader=options.reader, include_levels=options.include_levels, person=options.person, dates=options.dates)


WRITERS: Mapping[str, Writer] = {
    writer.format: writer
    for writer in (
        Writer("md", "md", "text/markdown; charset=utf-8", False, _markdown),
        Writer("html", "html", "text/html; charset=utf-8", False, _html),
        Writer("pdf", "pdf", "application/pdf", True, _pdf),
        Writer("docx", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", True, _word),
        Writer("csv", "zip", "application/zip", True, _csv),
        Writer("json", "json", "application/json", False, _json),
        Writer("xapi", "jsonl", "application/x-ndjson", False, _xapi),
    )
}
"""Every format by its id, as `export --to` names it."""


def writer_of(to: str) -> Writer:
    """The writer of the format `to`. Raises ExportError naming those there are."""
    try:
        return WRITERS[to]
    except KeyError:
        raise ExportError("unknown-format", f"There is no format “{to}”.", f"Those there are: {', '.join(WRITERS)}.") from None


def export(
    transcript: Transcript,
    to: str,
    *,
    reader: Reader = "trainee",
    person: str = "",
    include_levels: bool = False,
    templates: Path | None = None,
    account: str = "",
    dates: tuple[tuple[str, str], ...] = (),
) -> bytes:
    """`transcript` as a document of the format `to`, in the transcript's own language, UTF-8.

    `reader` is for whom: others than the trainee are not given what she wrote to herself. `person` is the reader's name, where several share
    her role: what she gave opens what others gave. Levels stand in it only with
    `include_levels` (DESIGN 7). `templates` is a folder laid over ours. `account` is an opaque name for xAPI, `dates` when to practise what again (`Options.dates`). Raises ExportError: an unknown format or reader, or a
    template that does not work.
    """
    writer = writer_of(to)
    if reader not in READERS:
        raise ExportError("unknown-reader", f"An export cannot be made for “{reader}”.", f"For whom: {', '.join(READERS)}.")
    return writer.write(transcript, Options(reader, include_levels, templates, person, dates, account))


def suggested_name(transcript: Transcript, to: str) -> str:
    """A file name for the export, such as `porch-light-2026-05-01.html`: small letters, digits and hyphens, never a path."""
    writer = writer_of(to)
    words = (_safe(transcript.material.scenario.id)[:80].strip("-"), _safe(transcript.started[:10]))
    return f"{'-'.join(word for word in words if word) or 'run'}.{writer.ending}"


def _safe(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
