"""One of a few, on one line: the arrow keys, space or a click go round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from simulator.tui.widgets.prose import plain


class Choice(Static, can_focus=True):
    """Shows its label and what is chosen. `options` are (id, text); `value` is the id that is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "turn(1)", show=False),
        Binding("left", "turn(-1)", show=False),
    ]

    class Changed(Message):
        """Another one was chosen."""

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, markup=False)
        self.options: Sequence[tuple[str, str]] = ()
        self.label = ""
        self.value = ""

    def tell(self, label: str, options: Sequence[tuple[str, str]]) -> None:
        """Show these, in the language now spoken; what was chosen stays chosen."""
        self.label, self.options = label, options
        if options and self.value not in {id for id, _ in options}:
            self.value = options[0][0]
        self.draw()

    def draw(self) -> None:
        """Put what is chosen on the line."""
        shown = dict(self.options).get(self.value, "")
        self.update(
            Content.assemble(
                plain(f"{self.label}: ", "$foreground 65%"), plain("‹ ", "$accent"), plain(shown, "bold"), plain(" ›", "$accent")
            )
        )

    def action_turn(self, by: int) -> None:
        """The next, or the one before."""
        ids = [id for id, _ in self.options]
        if ids:
            self.value = ids[(ids.index(self.value) + by) % len(ids)]
            self.draw()
            self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        self.action_turn(1)
