"""Rows as CSV (RFC 4180) that a spreadsheet opens without running anything, and read back to the same cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

BOM = "\ufeff"
"""What makes Excel read a file as UTF-8."""
_TRIGGER = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet takes for a formula at the start of a cell, behind however many apostrophes."""
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
LONGEST_CELL = 1_000_000


def guard(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if _TRIGGER.match(text) else text


def unguard(text: str) -> str:
    """`text` without the apostrophe that `guard` put there."""
    return text[1:] if _GUARDED.match(text) else text


def csv_line(cells: Iterable[object]) -> str:
    """One row, guarded, quoted where it must be, CRLF at its end. Numbers stay numbers; None is an empty cell."""
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(
        [cell if isinstance(cell, (int, float)) else "" if cell is None else guard(str(cell)) for cell in cells]
    )
    return out.getvalue()


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """A whole table, its first row the heading."""
    return "".join(map(csv_line, rows))


def read_csv(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """(line the row begins on, cells by heading) of each row; comma, semicolon or tab between cells, as spreadsheets write it.

    Raises ValueError where the text is no table.
    """
    text = text.removeprefix(BOM).replace("\0", "")
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        line = reader.line_num + 1
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, {name: unguard(cell) for name, cell in zip(names, row, strict=False)}
            line = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"line {reader.line_num}: {error}") from None
