"""CSV that no spreadsheet runs, and that reads back to the same cells."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core.table import BOM, csv_line, csv_text, guard, read_csv, unguard

CELL = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))
TRIGGERS = "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0", "＝1", "'=1", "''@x"])
def test_a_formula_is_made_words(cell: str) -> None:
    assert guard(cell) == f"'{cell}"
    assert unguard(guard(cell)) == cell


@pytest.mark.parametrize("cell", ["", "hola", "'tis", "a=b", "1-2", "—Sí", "¿=?"])
def test_other_words_stay_as_they_are(cell: str) -> None:
    assert guard(cell) == cell == unguard(cell)


@settings(max_examples=400)
@given(st.lists(CELL, min_size=1, max_size=6))
def test_cells_read_back_and_none_begins_like_a_formula(cells: list[str]) -> None:
    (read,) = csv.reader(io.StringIO(csv_line(cells), newline=""))
    assert [unguard(cell) for cell in read] == cells
    assert not any(cell.startswith(tuple(TRIGGERS)) for cell in read)


def test_rows_end_as_the_standard_says_and_line_breaks_in_a_cell_stay() -> None:
    assert csv_text([("a", "b"), ('say "hi"', "one\ntwo, three")]) == 'a,b\r\n"say ""hi""","one\ntwo, three"\r\n'


def test_numbers_stay_numbers_and_nothing_is_an_empty_cell() -> None:
    assert csv_line([-1, 0.5, None, True]) == "-1,0.5,,True\r\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_as_any_spreadsheet_saves_it(delimiter: str) -> None:
    text = f'{BOM}Address{delimiter} Translation \r\na{delimiter}\'-x\r\n\r\nb{delimiter}"two\r\nlines"\r\nc{delimiter}z\r\n'
    assert list(read_csv(text)) == [
        (2, {"address": "a", "translation": "-x"}),
        (4, {"address": "b", "translation": "two\r\nlines"}),
        (6, {"address": "c", "translation": "z"}),
    ]


def test_what_is_no_table_is_refused_with_its_line() -> None:
    with pytest.raises(ValueError, match="line 2"):
        list(read_csv('a\n"' + "x" * 1_000_001))


@given(st.text())
def test_nothing_else_stops_the_reader(text: str) -> None:
    list(read_csv(text))
