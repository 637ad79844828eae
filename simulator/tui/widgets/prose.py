"""Text that came from people, shown as it is: no markup, no control codes."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import Static

from simulator.core.material import Speech
from simulator.core.text import clean_text


class Prose(Static):
    """A paragraph. A plain string is shown literally; `Content` may carry styles of ours."""

    def __init__(self, text: str | Content = "", *, id: str | None = None, classes: str | None = None) -> None:
        self._shown = _literal(text)
        super().__init__(self._shown, id=id, classes=classes, markup=False)

    def tell(self, text: str | Content) -> None:
        """Show something else."""
        self._shown = _literal(text)
        self.update(self._shown)

    @property
    def words(self) -> str:
        """What it shows, without styles."""
        return self._shown.plain


def _literal(text: str | Content) -> Content:
    return text if isinstance(text, Content) else Content(clean_text(text))


def plain(text: str, style: str = "") -> Content:
    """People's text in one of our styles."""
    cleaned = clean_text(text)
    return Content.styled(cleaned, style) if style else Content(cleaned)


def script(lines: Iterable[Speech]) -> Content:
    """A scene as a script: the speaker in bold, narration in italics, the reader's own language beneath."""
    rows: list[Content] = []
    for line in lines:
        if line.speaker:
            rows.append(Content.assemble(plain(f"{line.speaker}: ", "bold $secondary"), plain(line.text)))
        else:
            rows.append(plain(line.text, "italic $text-muted"))
        if line.subtitle:
            rows.append(plain(f"  {line.subtitle}", "dim"))
    return Content("\n").join(rows)
