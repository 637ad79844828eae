"""LibreOffice and poppler open what we write, and give back every word of it."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import zipfile
from pathlib import Path

from simulator.core.table import unguard
from simulator.export import export
from tests.export.test_export_paged import shown, words
from tests.outside.conftest import Office, runs


def back(pdf: Path) -> str:
    """The words of a PDF as poppler reads them."""
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, text=True, check=True)
    return words(re.sub(r"(?:Page|Página) \d+\s*\f", "", done.stdout))


def test_poppler_gives_back_every_word_of_a_pdf(tmp_path: Path) -> None:
    for name, told in runs().items():
        if name in ("hostile-5", "hostile-7"):
            continue  # written from right to left, and signs that no font here has: looked at as numbers in the tests
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(export(told, "pdf", include_levels=True))
        text = back(file)
        assert [one for one in shown(told) if one[:1_500] not in text] == [], name


def test_poppler_finds_a_tagged_file_with_its_title(tmp_path: Path) -> None:
    file = tmp_path / "run.pdf"
    file.write_bytes(export(runs()["es"], "pdf"))
    said = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"^Tagged:\s+yes$", said, re.MULTILINE)
    assert re.search(r"^Title:\s+La luz del porche · Ana Ruiz", said, re.MULTILINE)
    assert re.search(r"^JavaScript:\s+no$", said, re.MULTILINE)


def test_libreoffice_gives_back_every_word_of_a_docx(tmp_path: Path, office: Office) -> None:
    for name in ("en", "es", "hostile-0", "hostile-1", "hostile-4", "hostile-6"):
        told = runs()[name]
        file = tmp_path / f"{name}.docx"
        file.write_bytes(export(told, "docx", include_levels=True))
        text = words(office(file, "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig"))
        assert [one for one in shown(told) if one[:1_500] not in text] == [], name


def test_libreoffice_keeps_the_comment_at_its_line(tmp_path: Path, office: Office) -> None:
    file = tmp_path / "run.docx"
    file.write_bytes(export(runs()["en"], "docx"))
    with zipfile.ZipFile(office(file, "odt")) as archive:
        text = archive.read("content.xml").decode()
    note = text.index("<office:annotation ")
    assert "Luz Paz" in text[note : note + 600]
    assert text.index("We have an amazing program", note) - note < 3_000


def test_a_spreadsheet_reads_every_cell_back_and_runs_none(tmp_path: Path, office: Office) -> None:
    for name in ("en", "hostile-0", "hostile-2", "hostile-6"):
        with zipfile.ZipFile(io.BytesIO(export(runs()[name], "csv", include_levels=True))) as archive:
            ours = archive.read("lines.csv").decode("utf-8-sig")
        file = tmp_path / "lines.csv"
        file.write_text("\ufeff" + ours, encoding="utf-8", newline="")
        made = office(file, "csv:Text - txt - csv (StarCalc):44,34,76,1")
        theirs = list(csv.reader(io.StringIO(made.read_text(encoding="utf-8-sig"), newline="")))
        rows = list(csv.reader(io.StringIO(ours, newline="")))
        said = rows[0].index("said")
        assert [unguard(row[said]) for row in theirs] == [unguard(row[said]) for row in rows], name
        assert len(theirs) == len(rows)
