"""The line at the bottom: what can be done here, in order of rank; Help and Quit are never the ones that fall off."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widgets import Static

from simulator.tui.keys import actions_of

_SHOWN = {"question_mark": "?", "escape": "Esc", "enter": "Enter", "space": "Space", "slash": "/"}


def key_name(key: str) -> str:
    """How a key is written for a person: `ctrl+q` → `Ctrl+Q`, `question_mark` → `?`."""
    if key in _SHOWN:
        return _SHOWN[key]
    parts = key.split("+")
    return "+".join(part.capitalize() if len(part) > 1 or len(parts) > 1 else part for part in parts)


class FootBar(Static):
    """Reads the registry; a click on an entry does it."""

    def __init__(self, screen_name: str) -> None:
        super().__init__("", markup=False)
        self.screen_name = screen_name

    def on_mount(self) -> None:
        self.retell()

    def on_resize(self, event: events.Resize) -> None:
        self.retell()

    def retell(self) -> None:
        """Lay out what fits, best rank first, in the language now spoken."""
        from simulator.tui.app import SimulatorApp

        app = self.app
        assert isinstance(app, SimulatorApp)
        room = max(self.size.width, 20) - 2
        chosen = []
        for action in sorted((a for a in actions_of(self.screen_name) if a.rank), key=lambda a: a.rank):
            key = key_name((app.preferences.keys.get(action.id) or action.keys[0]).split(",")[0])
            label = app.voice(f"key.{action.id}")
            if len(key) + len(label) + 3 <= room:
                room -= len(key) + len(label) + 3
                chosen.append((action, key, label))
        parts: list[Content] = []
        for action, key, label in sorted(chosen, key=lambda item: (item[0].screen == "everywhere", item[0].rank)):
            target = f"screen.{action.does}" if action.screen != "everywhere" else f"app.{action.does}"
            parts.append(Content.from_markup(f"[@click={target}][bold]$key[/bold] $label[/]", key=key, label=label))
        self.update(Content("  ").join(parts))
