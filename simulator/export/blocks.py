"""An outline as a web page or as Markdown: for documents that no template of ours or theirs lays out."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from simulator.export.documents import CSP
from simulator.export.markdown import escape as literal
from simulator.export.outline import Figure, Heading, Outline, Paragraph, Span, Table

CSS = Path(__file__).resolve().parent / "templates" / "transcript.css"
_CLASSES = {
    "quote": "brief",
    "label": "label",
    "small": "small",
    "mine": "mine",
    "note": "small",
    "subtitle": "subtitle",
    "narration": "narration",
}


def html(document: Outline) -> str:
    """A page that needs nothing else, runs no script and loads nothing."""
    head = (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{CSP}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>\n{CSS.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n<main>\n"
    )
    return head + "\n".join(_html(document)) + "\n</main>\n</body>\n</html>\n"


def _html(document: Outline) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Heading):
            yield f"<h{block.level}{_lang(block.language, document)}>{escape(block.text)}</h{block.level}>"
        elif isinstance(block, Paragraph):
            kind = _CLASSES.get(block.style)
            yield f'<p dir="auto"{f" class={kind!r}" if kind else ""}>{_spans(block.spans, document)}</p>'.replace(
                "'", '"', 2 if kind else 0
            )
        else:
            table = block.table if isinstance(block, Figure) else block
            yield from _table(table, document)


def _table(table: Table, document: Outline) -> Iterator[str]:
    yield f'<div class="scroll"><table><caption>{escape(table.caption)}</caption>'
    yield "<thead><tr>" + "".join(f'<th scope="col">{escape(name)}</th>' for name in table.head) + "</tr></thead><tbody>"
    for row in table.rows:
        first, *rest = (_spans(cell, document) for cell in row)
        yield f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"
    yield "</tbody></table></div>"


def _spans(spans: tuple[Span, ...], document: Outline) -> str:
    parts = []
    for span in spans:
        text = escape(span.text).replace("\n", "<br>")
        text = f"<b>{text}</b>" if span.bold else text
        text = f"<i>{text}</i>" if span.italic else text
        parts.append(f'<span lang="{escape(span.language)}">{text}</span>' if span.language != document.language else text)
    return "".join(parts)


def _lang(language: str, document: Outline) -> str:
    return f' lang="{escape(language)}"' if language and language != document.language else ""


def markdown(document: Outline) -> str:
    """The same as Markdown; what people said comes out literally."""
    parts = []
    for block in document.blocks:
        if isinstance(block, Heading):
            parts.append(f"{'#' * block.level} {literal(block.text)}")
        elif isinstance(block, Paragraph):
            text = "".join(_marked(span) for span in block.spans)
            parts.append(f"> {text}" if block.style in ("quote", "mine") else text)
        else:
            table = block.table if isinstance(block, Figure) else block
            lines = [f"| {' | '.join(map(literal, table.head))} |", f"|{'---|' * len(table.head)}"]
            lines += [f"| {' | '.join(''.join(map(_marked, cell)) for cell in row)} |" for row in table.rows]
            parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _marked(span: Span) -> str:
    text = literal(span.text)
    if not text:
        return span.text
    before, after = span.text[: len(span.text) - len(span.text.lstrip())], span.text[len(span.text.rstrip()) :]
    sign = "**" if span.bold else "*" if span.italic else ""
    return f"{before and ' '}{sign}{text}{sign}{after and ' '}"
