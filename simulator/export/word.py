"""An outline as DOCX: real headings and styles, tables with a heading row, and what others said as comments pinned to its line."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

from simulator.export.options import ExportError
from simulator.export.outline import Block, Comment, Figure, Heading, Outline, Paragraph, Span, Table

_STYLES = {
    "speech": (10.5, None, False, 0.0), "narration": (10.5, "575D69", True, 0.0), "subtitle": (8.5, "575D69", False, 0.25),
    "mine": (10.5, None, False, 0.35), "note": (9.0, None, False, 0.7), "quote": (11.5, None, False, 0.35), "label": (9.0, "575D69", False, 0.0),
    "small": (9.0, "575D69", False, 0.0),
}  # fmt: skip
"""Of each style of paragraph: size in points, colour, italic, left indent in inches."""
NAMES = {
    "speech": "Speech", "narration": "Narration", "subtitle": "Scene Subtitle", "mine": "Trainee Line", "note": "Line Note", "quote": "Quoted Line",
    "label": "Small Label", "small": "Small Print",
}  # fmt: skip
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def word(document: Outline) -> bytes:
    """The document's bytes: the same for the same outline, on any day. Raises ExportError where the `docx` extra is not installed."""
    try:
        import docx
    except ImportError:
        raise ExportError(
            "not-installed",
            "DOCX needs the python-docx package, which is not installed.",
            "Install the extra: pip install 'organizer-simulator[docx]'.",
        ) from None
    made = docx.Document()
    _Writer(made, document).write()
    out = io.BytesIO()
    made.save(out)
    return _still(out.getvalue())


class _Writer:
    def __init__(self, made: Any, document: Outline) -> None:
        self.made = made
        self.document = document
        self.at = _moment(document.at)
        self.ids: dict[str, str] = {}
        """Style ids by name: python-docx looks through all styles at each mention of one, which is most of the time it takes."""

    def write(self) -> None:
        self.properties()
        self.styles()
        for block in self.document.blocks:
            self.block(block)

    def properties(self) -> None:
        core = self.made.core_properties
        core.title, core.language = _xml(self.document.title)[:255], self.document.language
        core.author = core.last_modified_by = _xml(self.document.author)[:255]
        core.created = core.modified = self.at
        core.comments = ""
        core.revision = 1

    def styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Inches, Pt, RGBColor

        normal = self.made.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(10.5)
        normal.paragraph_format.space_after = Pt(4)
        self.language(normal.element.get_or_add_rPr(), self.document.language)
        for style, (size, colour, italic, indent) in _STYLES.items():
            one = self.made.styles.add_style(NAMES[style], WD_STYLE_TYPE.PARAGRAPH)
            one.base_style = normal
            one.font.size, one.font.italic = Pt(size), italic or None
            if colour:
                one.font.color.rgb = RGBColor.from_string(colour)
            one.paragraph_format.left_indent = Inches(indent)
            one.quick_style = True
        self.ids = {style.name: style.style_id for style in self.made.styles}

    def block(self, block: Block) -> None:
        if isinstance(block, Heading):
            paragraph = self.added(f"Heading {block.level}")
            if block.apart:
                paragraph.paragraph_format.page_break_before = True
            self.run(paragraph, Span(block.text, block.language))
        elif isinstance(block, Paragraph):
            self.paragraph(self.added("" if block.style == "normal" else NAMES[block.style]), block)
        elif isinstance(block, Table):
            self.table(block)
        elif isinstance(block, Figure):
            self.table(block.table)

    def added(self, style: str) -> Any:
        """A new paragraph in the style of that name, "" for the normal one."""
        paragraph = self.made.add_paragraph()
        if style:
            paragraph._p.style = self.ids[style]
        return paragraph

    def paragraph(self, paragraph: Any, block: Paragraph) -> None:
        runs = [run for span in block.spans for run in self.run(paragraph, span)]
        for comment in block.comments if runs else ():
            self.comment([runs[0], runs[-1]], comment)

    def comment(self, runs: list[Any], comment: Comment) -> None:
        made = self.made.add_comment(runs, text=_xml(comment.text), author=_xml(comment.by), initials=_xml(comment.initials))
        made._comment_elm.date = _moment(comment.at)  # python-docx writes the time of writing, and has no other way to say it

    def run(self, paragraph: Any, span: Span) -> list[Any]:
        run = paragraph.add_run()
        if span.bold:
            run.bold = True
        if span.italic:
            run.italic = True
        if span.language and span.language != self.document.language:
            self.language(run._r.get_or_add_rPr(), span.language)
        for number, line in enumerate(_xml(span.text).split("\n")):
            if number:
                run.add_break()
            run.add_text(line)
        return [run]

    def language(self, properties: Any, language: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        tag = OxmlElement("w:lang")
        tag.set(qn("w:val"), {"en": "en-US", "es": "es-MX"}.get(language, language))
        properties.append(tag)

    def table(self, block: Table) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        caption = self.added("Small Label")
        self.run(caption, Span(block.caption, bold=True))
        caption.paragraph_format.keep_with_next = True
        wide = len(block.head)
        table = self.made.add_table(rows=1 + len(block.rows), cols=wide, style="Table Grid")
        cells = table._cells  # asked for once: python-docx works all of them out at every look
        header = OxmlElement("w:tblHeader")
        header.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(header)
        for cell, name in zip(cells, block.head, strict=False):
            self.run(cell.paragraphs[0], Span(name, bold=True))
        for number, row in enumerate(block.rows, 1):
            for cell, spans in zip(cells[number * wide :], row, strict=False):
                for span in spans:
                    self.run(cell.paragraphs[0], span)
        self.made.add_paragraph()


def _moment(at: str) -> datetime:
    try:
        return datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone(UTC).replace(microsecond=0)
    except ValueError:
        return datetime(1980, 1, 1, tzinfo=UTC)


def _xml(text: str) -> str:
    """`text` without what XML cannot hold."""
    return _NOT_XML.sub("", text.replace("\r", ""))


def _still(data: bytes) -> bytes:
    """The package with one date on every part of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            fixed = zipfile.ZipInfo(part.filename, _EARLIEST)
            fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(fixed, old.read(part.filename))
    return out.getvalue()
