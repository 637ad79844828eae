"""Text that came from people, shown as it is: no markup, no control codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual import events
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from simulator.core.material import Speech
from simulator.core.text import clean_text

COLUMN = 72
"""Cells a line of reading may have."""
Told = str | Content | Callable[[int], Content]
"""What can be told: words, literally; `Content` with styles of ours; or what lays itself out for a width in cells."""


class Prose(Static):
    """A paragraph."""

    def __init__(self, text: Told = "", *, id: str | None = None, classes: str | None = None) -> None:
        self._told = text
        self._width = 0
        self._shown = Content("")
        super().__init__("", id=id, classes=classes, markup=False)

    def on_mount(self) -> None:
        self.tell(self._told)

    def tell(self, text: Told) -> None:
        """Show something else."""
        self._told = text
        if callable(text):
            self._width = self._width or min(COLUMN, self.app.size.width - 4)
            self._shown = text(self._width)
        else:
            self._shown = text if isinstance(text, Content) else plain(text)
        self.update(self._shown)

    def on_resize(self, event: events.Resize) -> None:
        width = self.content_size.width
        if width and width != self._width:
            self._width = width
            if callable(self._told):
                self.tell(self._told)

    @property
    def words(self) -> str:
        """What it shows, without styles."""
        return self._shown.plain


def plain(text: str, style: str = "") -> Content:
    """People's text in one of our styles."""
    cleaned = clean_text(text)
    return Content.styled(cleaned, style) if style else Content(cleaned)


def one_line(text: str) -> str:
    """`text` with every run of white space as one blank."""
    return " ".join(text.split())


def hang(content: Content, width: int, indent: int, first: int = 0) -> Content:
    """`content` wrapped to `width` cells: its first line set in by `first`, all others by `indent`."""
    head, *rest = content.wrap(max(width - max(indent, first), 12))
    return Content("\n").join([head.pad_left(first), *(line.pad_left(indent) for line in rest)])


def clickable(content: Content, action: str) -> Content:
    """`content` that does `action` when it is clicked."""
    return content.stylize(Style.from_meta({"@click": action}))


def script(lines: Iterable[Speech], width: int = COLUMN) -> Content:
    """A scene as a script: the speaker in bold, narration in italics, the reader's own language beneath, set in and quieter."""
    rows: list[Content] = []
    for line in lines:
        if line.speaker:
            rows.append(hang(Content.assemble(plain(f"{line.speaker}: ", "bold $secondary"), plain(line.text)), width, 2))
        else:
            rows.append(plain(line.text, "italic"))
        if line.subtitle:
            rows.append(hang(plain(line.subtitle, "$foreground 65%"), width, 4, 4))
    return Content("\n").join(rows)


def paragraphs(parts: Sequence[Content]) -> Content:
    """`parts` with a blank line between them, empty ones left out."""
    return Content("\n\n").join([part for part in parts if part.plain.strip()])
