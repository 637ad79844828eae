"""The line at the bottom: what can be done here, in order of rank; Help and Quit are never the ones that fall off."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.content import Content
from textual.widgets import Static

from simulator.tui.keys import Action, keys_of
from simulator.tui.widgets.prose import clickable, plain

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp
    from simulator.tui.screens.base import SimulatorScreen

_SHOWN = {
    "question_mark": "?",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "slash": "/",
    "plus": "+",
    "equals_sign": "=",
    "colon": ":",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


def key_name(key: str) -> str:
    """How a key is written for a person: `ctrl+q` → `Ctrl+Q`, `question_mark` → `?`."""
    if key in _SHOWN:
        return _SHOWN[key]
    parts = key.split("+")
    return "+".join(part.capitalize() if len(part) > 1 or len(parts) > 1 else part.upper() for part in parts)


class FootBar(Static):
    """Reads the registry; a click on an entry does it."""

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def on_mount(self) -> None:
        self.retell()

    def on_resize(self, event: events.Resize) -> None:
        self.retell()

    def retell(self) -> None:
        """Lay out what fits, best rank first, in the language now spoken."""
        app, screen = cast("SimulatorApp", self.app), cast("SimulatorScreen", self.screen)
        room = max(self.app.size.width, 20) - 2
        chosen: list[tuple[Action, str, str]] = []
        for action in sorted((a for a in screen.offered() if a.rank), key=lambda a: a.rank):
            key = key_name(keys_of(action, app.preferences.keys)[0])
            label = app.voice(f"key.{action.id}")
            if len(key) + len(label) + 3 <= room + 2:
                room -= len(key) + len(label) + 3
                chosen.append((action, key, label))
        parts: list[Content] = []
        for action, key, label in sorted(chosen, key=lambda item: (not item[0].on, item[0].rank)):
            target = f"screen.{action.does}" if action.on else f"app.{action.does}"
            parts.append(clickable(Content.assemble(plain(key, "bold"), " ", plain(label)), target))
        self.update(Content("  ").join(parts))
