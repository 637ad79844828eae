"""PDF and DOCX: everything that was said comes out again as text, comments stand at their lines, and nothing in it is run."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from simulator.core import events as e
from simulator.core.events import Fact
from simulator.core.run import Choose, GoAgain
from simulator.core.text import clean_text
from simulator.core.transcript import Transcript
from simulator.export import export
from simulator.export.documents import context
from simulator.export.options import Options
from simulator.export.outline import texts
from simulator.export.run_outline import outline
from tests.export.played import STORY, played, say, story

HOSTILE = (
    "#read(\"/etc/passwd\") #panic() $x$ *bold* _it_ @cite <label> \\#", "<script>alert(1)</script><w:p/>&amp;", "=cmd|' /C calc'!A0", "{{ 7*7 }} {% include 'x' %}",
    "Señora ¿qué? Nguyễn Łódź", "مرحبا بك في بيتنا", "line one\nline two\n\n  line three", "🌮 你好 አማርኛ", "a\x00b\x1b]52;c;aGk=\x07c\u202ed", "palabra " * 2_400,
)  # fmt: skip


def critiqued(language: str = "en") -> Transcript:
    given = {
        "take": 1,
        "turn": 1,
        "kind": "change",
        "effect": "She shut the door.",
        "instead": "Ask <her>.",
        "criterion": "opening",
        "role": "trainer",
        "by": "Luz Paz",
    }
    rated = [
        Fact(e.RATING_GIVEN, {"take": 1, "criterion": "opening", "level": level, "role": role, "by": by})
        for level, role, by in ((2, "self", "Ana Ruiz"), (3, "peer", "P"), (3, "peer", "Q"), (4, "peer", "R"), (1, "trainer", "Luz Paz"))
    ]
    return played((*STORY, Fact(e.CRITIQUE_GIVEN, given), *rated, GoAgain(2, 2), Choose("wait")), language)


def words(text: str) -> str:
    """Text without blanks and hyphens at line ends, as a reader of a page would compare it."""
    return re.sub(r"[\s\u00ad]+", "", unicodedata.normalize("NFKC", text))


def pdf_words(data: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return words("".join(re.sub(r"(?:Page|Página) \d+\s*$", "", text) for text in pages))


def docx_words(data: bytes) -> str:
    from docx.oxml.ns import qn

    document = docx.Document(io.BytesIO(data))
    parts: list[str] = []
    for node in document.element.body.iter():
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
    return words("".join(parts))


def shown(told: Transcript) -> list[str]:
    return [words(text) for text in texts(outline(context(told, Options(include_levels=True))).blocks) if text.strip()]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_text_of_the_document_comes_out_of_the_pdf_and_the_docx(language: str) -> None:
    told = critiqued(language)
    for back in (pdf_words(export(told, "pdf", include_levels=True)), docx_words(export(told, "docx", include_levels=True))):
        missing = [text for text in shown(told) if text not in back]
        assert missing == []


def test_the_pdf_is_tagged_and_says_its_title_language_and_the_runs_own_date() -> None:
    reader = PdfReader(io.BytesIO(export(story("es"), "pdf")))
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"] is True or bool(catalog["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in catalog
    assert catalog["/Lang"].startswith("es")
    assert reader.metadata is not None
    assert reader.metadata.title == "La luz del porche · Ana Ruiz · Transcripción con comentarios"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.isoformat().startswith("2026-05-01")


def test_the_docx_has_headings_styles_languages_and_heading_rows() -> None:
    document = docx.Document(io.BytesIO(export(critiqued("es"), "docx", include_levels=True)))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert styles.count("Heading 1") == 1
    assert {"Heading 2", "Heading 3", "Trainee Line", "Speech", "Narration", "Line Note", "Quoted Line"} <= set(styles)
    xml = document.element.xml
    assert 'w:lang w:val="en-US"' in xml
    assert 'w:lang w:val="es-MX"' in document.styles.element.xml
    assert xml.count("w:tblHeader") == len(document.tables) > 2
    assert document.core_properties.title.startswith("La luz del porche")


def test_what_others_said_is_pinned_to_its_line() -> None:
    document = docx.Document(io.BytesIO(export(critiqued(), "docx")))
    (comment,) = document.comments
    assert (comment.author, comment.initials) == ("Luz Paz", "LP")
    assert comment.text == "Change: Honest opening\nEffect seen: She shut the door.\nSay instead: Ask <her>."
    assert comment.timestamp is not None
    assert comment.timestamp.isoformat().startswith("2026-05-01T19:")
    (start,) = [node for node in document.element.iter() if node.tag.endswith("}commentRangeStart")]
    assert "We have an amazing program" in "".join(node.text or "" for node in start.getparent().iter() if node.tag.endswith("}t"))


def test_no_part_of_a_docx_tells_when_it_was_written() -> None:
    with zipfile.ZipFile(io.BytesIO(export(critiqued(), "docx"))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_come_out_as_words(said: str) -> None:
    told = played((say(said, "pitch", reply="pitch"),))
    for to in ("pdf", "docx"):
        data = export(told, to, reader="trainer")
        back = pdf_words(data) if to == "pdf" else docx_words(data)
        if to == "docx" or said.isascii() or said[0] not in "م🌮":
            wanted = [words(part) for part in clean_text(said).split("\n") if part.strip()]
            assert all(part[:2_000] in back for part in wanted), to


def test_signs_that_no_font_has_stand_as_numbers_and_the_document_says_so() -> None:
    told = played((say("Privado: \u0378 sí", "pitch", reply="pitch"),))
    back = pdf_words(export(told, "pdf"))
    assert "[U+0378]" in back
    assert words("The web page shows them.") in back


def test_marks_stand_beside_each_other_in_a_chart_that_says_the_same_in_words() -> None:
    page = export(critiqued(), "html", include_levels=True).decode()
    assert "Honest opening: own 2, peers 3, trainer 1" in page
    assert 'aria-describedby="marks-chart-words"' in page
    given = context(critiqued(), Options(include_levels=True))
    assert given["marks_chart"]["alt"] == "Honest opening: own 2, peers 3, trainer 1"
    (row,) = given["marks_chart"]["rows"]
    assert [mark["marker"] for mark in row["marks"]] == ["circle", "diamond", "square"]


def test_a_missing_extra_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from simulator.export import ExportError

    for to, module in (("pdf", "typst"), ("docx", "docx")):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(ExportError) as refused:
            export(story(), to)
        assert refused.value.code == "not-installed"
        assert f"[{to}]" in refused.value.hint
