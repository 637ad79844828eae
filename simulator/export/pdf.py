"""An outline as PDF, tagged for screen readers (PDF/UA-1), set offline by typst with the fonts in its package."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from simulator.export.options import ExportError
from simulator.export.outline import Block, Figure, Heading, Outline, Paragraph, Span, Table
from simulator.export.telling import Data

TEMPLATE = Path(__file__).resolve().parent / "templates" / "transcript.typ"
OURS = ("Libertinus Serif", "DejaVu Sans Mono")
"""Fonts in typst's package: Latin letters with every accent, Greek, Cyrillic, Hebrew, and Arabic in the second."""
THEIRS = (
    "Noto Serif",
    "Noto Sans CJK SC",
    "Noto Sans",
    "Noto Emoji",
    "Segoe UI Emoji",
    "Segoe UI Symbol",
    "Apple Symbols",
    "PingFang SC",
    "Microsoft YaHei",
)
"""Fonts of the computer that may have what ours lack."""
MOST_TRIES = 12
_LACKING = re.compile(r"the text `\"(.*?)\"` could not be displayed", re.DOTALL)


def pdf(document: Outline, undrawn: str) -> bytes:
    """The document's bytes. Where no font can draw a sign, its number stands for it and a note (`undrawn`, with `{signs}`) says so at the end.

    Raises ExportError: the `pdf` extra is not installed, or typst cannot set the document.
    """
    try:
        import typst
    except ImportError:
        raise ExportError(
            "not-installed", "PDF needs the typst package, which is not installed.",
            "Install the extra: pip install 'organizer-simulator[pdf]'. The HTML page prints to PDF from any browser.",
        ) from None  # fmt: skip
    data = _document(document)
    missing: list[str] = []
    fonts: tuple[str, ...] = OURS
    system = False
    for attempt in range(MOST_TRIES + 1):
        try:
            made: bytes = typst.compile(
                TEMPLATE.read_bytes(), format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=not system,
                sys_inputs={"doc": json.dumps(_ready(data, missing, fonts, undrawn), ensure_ascii=False)},
            )  # fmt: skip
            return made
        except (RuntimeError, ValueError) as error:
            found = _LACKING.search(str(error))
            if found is None or attempt == MOST_TRIES:
                raise ExportError("cannot-draw", f"The PDF could not be set: {error}.", "Take the HTML page and print it.") from None
            if not system:
                fonts, system = (*OURS, *THEIRS), True
                continue
            missing += [sign for sign in dict.fromkeys(_told(found[1])) if sign not in missing]
            if attempt == MOST_TRIES - 1:  # many signs of many scripts: give up all but Latin, Greek and Cyrillic at once
                missing += [
                    sign
                    for sign in sorted(set(json.dumps(data, ensure_ascii=False)))
                    if ord(sign) > 0x52F and sign not in missing and sign not in _KNOWN
                ]
    raise AssertionError("the last try returns or raises")


_KNOWN = frozenset("‘’“”«»–—…•→←−×●○◆◇≤≥€")


def _ready(data: Data, missing: list[str], fonts: tuple[str, ...], undrawn: str) -> Data:
    if not missing:
        return {**data, "fonts": list(fonts)}
    signs = {ord(sign): f"[U+{ord(sign):04X}]" for sign in missing}
    told = _each(data, lambda text: text.translate(signs))
    note = undrawn.format(signs=", ".join(signs.values()))
    blocks = [*told["blocks"], _block(Paragraph((Span(note, data["language"]),), "small"))]
    return {**told, "blocks": blocks, "fonts": list(fonts)}


_SHOWN = frozenset({"text", "caption", "head", "alt", "title", "author", "svg"})


def _each(value: Any, change: Callable[[str], str], shown: bool = False) -> Any:
    """`value` with every text that is shown changed; what the template goes by stays."""
    if isinstance(value, str):
        return change(value) if shown else value
    if isinstance(value, dict):
        return {key: _each(part, change, key in _SHOWN) for key, part in value.items()}
    return [_each(part, change, shown) for part in value] if isinstance(value, list) else value


def _told(text: str) -> str:
    """The signs typst names in an error, which it writes as Rust does: `\\u{378}`."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)


def _document(document: Outline) -> Data:
    return {
        "title": document.title, "language": document.language, "author": document.author, "at": document.at if _dated(document.at) else "",
        "page": document.page, "blocks": [_block(block) for block in document.blocks],
    }  # fmt: skip


def _dated(at: str) -> bool:
    return bool(re.match(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])", at))


def _block(block: Block) -> Data:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text, "language": block.language, "apart": block.apart}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "style": block.style, "spans": [_span(span) for span in block.spans]}
    if isinstance(block, Figure):
        return {"kind": "figure", "caption": block.caption, "svg": block.svg, "alt": block.alt, "table": _block(block.table)}
    return {
        "kind": "table",
        "caption": block.caption,
        "head": list(block.head),
        "rows": [[_cell(cell) for cell in row] for row in _even(block)],
    }


def _even(table: Table) -> list[tuple[tuple[Span, ...], ...]]:
    return [row + ((),) * (len(table.head) - len(row)) for row in table.rows]


def _cell(spans: tuple[Span, ...]) -> Data:
    return {"spans": [_span(span) for span in spans]}


def _span(span: Span) -> Data:
    return {"text": span.text, "language": span.language, "bold": span.bold, "italic": span.italic}
