"""The command palette: every action possible on the screen beneath, found by name; never the only way to one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from simulator.tui.keys import Action
from simulator.tui.screens.base import SimulatorScreen

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp


class Actions(Provider):
    """Offers what the registry says of the screen beneath."""

    @property
    def sim(self) -> SimulatorApp:
        """The app, with its own type."""
        return cast("SimulatorApp", self.app)

    def _possible(self) -> tuple[Action, ...]:
        beneath = self.screen
        found = beneath.offered() if isinstance(beneath, SimulatorScreen) else ()
        return tuple(action for action in found if action.id != "palette")

    def _run(self, action: Action) -> Callable[[], object]:
        screen = self.screen

        async def run() -> None:
            await self.app.run_action(action.does, screen if action.on else self.app)

        return run

    async def discover(self) -> Hits:
        for action in self._possible():
            yield DiscoveryHit(self.sim.voice(f"key.{action.id}"), self._run(action), help=self.sim.voice(f"key.{action.id}.help"))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for action in self._possible():
            name, about = self.sim.voice(f"key.{action.id}"), self.sim.voice(f"key.{action.id}.help")
            score = max(matcher.match(name), matcher.match(about) * 0.8)
            if score > 0:
                yield Hit(score, matcher.highlight(name), self._run(action), help=about)
