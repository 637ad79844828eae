"""Her own keys: pick an action, press a key."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.tui.keys import ACTIONS, BY_ID, keys_of, why_not
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.foot_bar import key_name
from simulator.tui.widgets.prose import Prose, hang, plain

KEYS = 18
"""Cells of the column of keys."""


class OwnKeysScreen(SimulatorScreen):
    """Every action with its key; Enter, then the new key. Backspace gives the old one back."""

    NAME = "own-keys"

    def parts(self) -> ComposeResult:
        with Vertical(classes="column tall"):
            yield Prose("", id="headline", classes="title")
            yield Prose("", id="about", classes="quiet")
            yield OptionList(id="actions", markup=False)

    def tell_all(self) -> None:
        say, own = self.voice, self.sim.preferences.keys
        self.query_one("#headline", Prose).tell(say("keys-headline"))
        self.query_one("#about", Prose).tell(say("keys-about"))
        width = min(70, self.app.size.width - 8)
        rows = []
        for action in ACTIONS:
            where = ", ".join(say(f"screen.{screen}") for screen in action.on) if action.on else say("screen.all")
            shown = ", ".join(key_name(key) for key in keys_of(action, own))
            row = Content.assemble(
                plain(shown.ljust(KEYS), "bold"), plain(say(f"key.{action.id}.help")), plain(f"  {where}", "$foreground 65%")
            )
            rows.append(Option(hang(row, width, KEYS), id=action.id))
        self.refill(self.query_one("#actions", OptionList), rows)

    def ready(self) -> None:
        self.query_one("#actions").focus()

    @on(OptionList.OptionSelected, "#actions")
    def picked(self, event: OptionList.OptionSelected) -> None:
        name = str(event.option_id)
        asked = self.voice("press-a-key", does=self.voice(f"key.{name}.help"))
        self.app.push_screen(PressKeyScreen(asked), lambda key: self.take(name, key or ""))

    def take(self, name: str, key: str) -> None:
        """Give action `name` the key that was pressed, or its old one back."""
        action, keys, say = BY_ID[name], dict(self.sim.preferences.keys), self.voice
        if key in ("", "escape"):
            return None
        if key == "backspace":
            keys.pop(name, None)
        else:
            problem, other = why_not(action, key, keys)
            if problem:
                does = say(f"key.{other.id}.help") if other else ""
                return self.notify(say(problem, key=key_name(key), does=does), markup=False)
            keys[name] = key
        self.sim.prefer("keys", keys)
        self.sim.rebind()
        for screen in self.app.screen_stack:
            if isinstance(screen, SimulatorScreen):
                screen.retell()
        return None


class PressKeyScreen(ModalScreen[str]):
    """Waits for one key, whatever it would do elsewhere."""

    def __init__(self, asked: str) -> None:
        super().__init__()
        self.asked = asked

    def compose(self) -> ComposeResult:
        yield Prose(self.asked, id="press")

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self.dismiss(event.key)

    def on_click(self) -> None:
        self.dismiss("")
