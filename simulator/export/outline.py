"""A document as a sequence of plain blocks (headings, paragraphs, tables, charts), which every paged format writes in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import Literal

from simulator.core.records import dataclass

Style = Literal["normal", "speech", "narration", "subtitle", "mine", "note", "quote", "label", "small"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text: its language ("" where that is not known), bold, italic."""

    text: str
    language: str = ""
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said of a line, to stand in the margin: name, initials, when (ISO 8601), words."""

    by: str
    initials: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """`apart` says that it begins a page of its own."""

    level: int
    text: str
    language: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: tuple[Span, ...]
    style: Style = "normal"
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` of cells; the first cell of a row heads it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: SVG with its text alternative; `table` has the same figures."""

    caption: str
    svg: str
    alt: str
    table: Table


Block = Heading | Paragraph | Table | Figure


@dataclass(frozen=True, slots=True)
class Outline:
    """A document: its title, its language, whose it is, when the run began (ISO 8601 or ""), and its blocks."""

    title: str
    language: str
    author: str
    at: str
    blocks: tuple[Block, ...] = field(default=())
    page: str = "Page"


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text a document shows, in order: what must come back out of any paged format."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Paragraph):
            yield "".join(span.text for span in block.spans)
        else:
            table = block if isinstance(block, Table) else block.table
            yield block.caption
            for row in table.rows:
                yield from ("".join(span.text for span in cell) for cell in row)
