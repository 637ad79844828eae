"""Her own keys: pick an action, press a key."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.play.preferences import read_preferences, write_preference
from simulator.tui.keys import ACTIONS, SWALLOWED, Action, actions_of
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.foot_bar import key_name
from simulator.tui.widgets.prose import Prose, plain


class OwnKeysScreen(SimulatorScreen):
    """Every action with its key; Enter, then the new key. Backspace gives the old one back."""

    NAME = "own-keys"

    def __init__(self) -> None:
        super().__init__()
        self.waiting: Action | None = None

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="column"):
            yield Prose("", id="headline", classes="title")
            yield Prose("", id="about", classes="quiet")
            yield OptionList(id="actions", markup=False, classes="gap")

    def ready(self) -> None:
        self.retell()
        self.query_one("#actions").focus()

    def retell(self) -> None:
        super().retell()
        say = self.voice
        self.query_one("#headline", Prose).tell(say("keys-headline"))
        self.query_one("#about", Prose).tell(say("keys-about"))
        listed = self.query_one("#actions", OptionList)
        at = listed.highlighted or 0
        listed.clear_options()
        for action in ACTIONS:
            keys = (self.sim.preferences.keys.get(action.id) or ",".join(action.keys)).split(",")
            shown = ", ".join(key_name(key) for key in keys)
            listed.add_option(Option(Content.assemble(plain(shown.ljust(16), "bold"), plain(say(f"key.{action.id}.help"))), id=action.id))
        listed.highlighted = at

    @on(OptionList.OptionSelected, "#actions")
    def picked(self, event: OptionList.OptionSelected) -> None:
        self.waiting = next(action for action in ACTIONS if action.id == event.option_id)
        self.query_one("#about", Prose).tell(self.voice("press-a-key", does=self.voice(f"key.{self.waiting.id}.help")))

    def on_key(self, event: events.Key) -> None:
        if self.waiting is None or event.key == "enter":
            return None
        action, self.waiting = self.waiting, None
        event.stop()
        event.prevent_default()
        keys = dict(self.sim.preferences.keys)
        if event.key == "backspace":
            keys.pop(action.id, None)
        elif event.key in SWALLOWED:
            return self.notify(self.voice("key-swallowed", key=key_name(event.key)), markup=False)
        elif taken := next(
            (a for a in actions_of(action.screen) if a.id != action.id and event.key in (keys.get(a.id) or ",".join(a.keys)).split(",")),
            None,
        ):
            return self.notify(self.voice("key-taken", key=key_name(event.key), does=self.voice(f"key.{taken.id}.help")), markup=False)
        elif event.key != "escape":
            keys[action.id] = event.key
        write_preference(self.sim.store, "keys", keys)
        self.sim.preferences = read_preferences(self.sim.store)
        self.sim.rebind()
        return self.retell()
