"""What every screen does: speaks the app's language, names its keys from the registry, and says so when the window is too small."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.screen import Screen

from simulator.phrases import Voice
from simulator.tui.keys import EVERYWHERE, actions_of, bindings
from simulator.tui.widgets.foot_bar import FootBar
from simulator.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp


class SimulatorScreen(Screen[None]):
    """Base of all screens. `NAME` is its name in the registry of actions and the start of its phrases."""

    NAME: ClassVar[str] = ""

    @property
    def sim(self) -> SimulatorApp:
        """The app, with its own type."""
        return cast("SimulatorApp", self.app)

    @property
    def voice(self) -> Voice:
        """What the app speaks with."""
        return self.sim.voice

    def on_mount(self) -> None:
        self.rebind()
        self.mount(Prose(self.voice("too-small"), id="too-small"))
        self.mount(FootBar(self.NAME))
        self.ready()

    def ready(self) -> None:
        """Called once the screen stands; for subclasses."""

    def retell(self) -> None:
        """Say everything again in the language now spoken. Subclasses rebuild what they show."""
        self.rebind()
        for bar in self.query(FootBar):
            bar.retell()
        self.query_one("#too-small", Prose).tell(self.voice("too-small"))

    def rebind(self) -> None:
        """Give this screen's keys their names; a person's own keys come first."""
        own = [action for action in actions_of(self.NAME) if action.screen != EVERYWHERE]
        for binding in bindings(own, self.voice, self.sim.preferences.keys):
            for key in binding.key.split(","):
                self._bindings.key_to_bindings.pop(key, None)
                self._bindings.bind(key, binding.action, binding.description, show=binding.show, priority=binding.priority)

    def on_resize(self, event: events.Resize) -> None:
        from simulator.tui.app import SMALLEST

        self.set_class(event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1], "-too-small")

    def copyable(self) -> str:
        """What F8 copies when nothing is selected."""
        return ""
