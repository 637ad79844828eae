"""The command palette: every action possible on the screen, found by name; never the only way to one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from simulator.tui.keys import EVERYWHERE, Action, actions_of

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp


class Actions(Provider):
    """Offers what the registry says of the screen beneath."""

    @property
    def sim(self) -> SimulatorApp:
        """The app, with its own type."""
        return cast("SimulatorApp", self.app)

    def _possible(self) -> tuple[Action, ...]:
        return actions_of(getattr(self.screen, "NAME", ""))

    def _run(self, action: Action) -> Callable[[], object]:
        screen = self.screen

        async def run() -> None:
            await self.app.run_action(action.does, self.app if action.screen == EVERYWHERE else screen)

        return run

    async def discover(self) -> Hits:
        for action in self._possible():
            if action.id != "palette":
                yield DiscoveryHit(self.sim.voice(f"key.{action.id}"), self._run(action), help=self.sim.voice(f"key.{action.id}.help"))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for action in self._possible():
            name, about = self.sim.voice(f"key.{action.id}"), self.sim.voice(f"key.{action.id}.help")
            score = max(matcher.match(name), matcher.match(about) * 0.8)
            if score > 0 and action.id != "palette":
                yield Hit(score, matcher.highlight(name), self._run(action), help=about)
