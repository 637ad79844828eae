"""Text fields: what is typed or pasted is cleaned before anything sees it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from simulator.core.text import clean_text


class Words(TextArea):
    """Where she types what she says. Enter says it; everything else is an ordinary text field."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "say", show=False, priority=True)]

    class Said(Message):
        """She pressed Enter."""

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, placeholder=Content(""), compact=True, tab_behavior="focus", highlight_cursor_line=False)

    def edit(self, edit: Edit) -> EditResult:
        """Take in what was typed or pasted, without anything that could drive a terminal."""
        edit.text = clean_text(edit.text)
        return super().edit(edit)

    def on_mount(self) -> None:
        self.cursor_blink = self.app.animation_level != "none"

    def action_say(self) -> None:
        self.post_message(self.Said())


class Line(Input):
    """One line of her own words."""

    def on_mount(self) -> None:
        self.cursor_blink = self.app.animation_level != "none"

    def validate_value(self, value: str) -> str:
        """One line, without anything that could drive a terminal."""
        return clean_text(value).replace("\n", " ").replace("\t", " ")


class Paragraphs(TextArea):
    """Several lines of her own words; Tab leads on."""

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, placeholder=Content(""), compact=True, tab_behavior="focus", highlight_cursor_line=False)

    def edit(self, edit: Edit) -> EditResult:
        """Take in what was typed or pasted, without anything that could drive a terminal."""
        edit.text = clean_text(edit.text)
        return super().edit(edit)

    def on_mount(self) -> None:
        self.cursor_blink = self.app.animation_level != "none"
