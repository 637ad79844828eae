"""What every screen does: speaks the app's language, names its keys from the registry, and says so when the window is too small."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import ScrollableContainer
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.phrases import Voice
from simulator.store.troubles import StoreTrouble
from simulator.tui.keys import Action, actions_of, bindings
from simulator.tui.widgets.foot_bar import FootBar
from simulator.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp

Result = TypeVar("Result")
BETWEEN_FIELDS = (Binding("tab", "app.focus_next", show=False), Binding("shift+tab", "app.focus_previous", show=False))
"""What every terminal person expects of Tab."""
SMALLEST = (60, 20)
"""Columns and lines below which the app says so instead of showing half of itself."""


class SimulatorScreen(Screen[None]):
    """Base of all screens. `NAME` is its name in the registry of actions; `READING` selects what paging keys scroll."""

    NAME: ClassVar[str] = ""
    READING: ClassVar[str] = ""
    left = False
    """Whether another screen was opened over this one."""

    @property
    def sim(self) -> SimulatorApp:
        """The app, with its own type."""
        return cast("SimulatorApp", self.app)

    @property
    def voice(self) -> Voice:
        """What the app speaks with."""
        return self.sim.voice

    def compose(self) -> ComposeResult:
        self.size_up()
        yield from self.parts()
        yield Prose(self.voice("too-small"), id="too-small")
        yield FootBar()

    def size_up(self) -> None:
        """Know how much room there is before anything is laid out, so that styles are worked out once and not again at the first resize."""
        width, height = self.app.size
        for room, points in ((width, self.app.HORIZONTAL_BREAKPOINTS), (height, self.app.VERTICAL_BREAKPOINTS)):
            names = [name for least, name in points or () if room >= least]
            self.add_class(*names[-1:], update=False)

    def parts(self) -> ComposeResult:
        """What stands on the screen above its last line; for subclasses."""
        yield from ()

    def on_mount(self) -> None:
        self.rebind()
        self.tell_all()
        self.query_one(FootBar).retell()
        self.ready()

    def on_screen_suspend(self) -> None:
        self.left = True

    def on_screen_resume(self) -> None:
        if self.left and self.is_mounted:
            self.come_back()
            self.query_one(FootBar).retell()

    def once_painted(self, what: Callable[[], object]) -> None:
        """Do `what` when this screen stands on the terminal. While an app starts, its screens are laid out behind a batch, and what Textual calls
        after a refresh comes before anything is shown; what the app itself does next comes behind the batch."""
        self.app.call_later(self.call_after_refresh, what)

    def come_back(self) -> None:
        """Another screen may have changed what is shown here."""
        self.tell_all()

    def tell_all(self) -> None:
        """Say everything that stands here, in the language now spoken; for subclasses."""

    def ready(self) -> None:
        """Called once the screen stands; for subclasses."""

    def retell(self) -> None:
        """Say everything again in the language now spoken."""
        self.rebind()
        self.query_one("#too-small", Prose).tell(self.voice("too-small"))
        self.tell_all()
        self.query_one(FootBar).retell()

    # -- actions ---------------------------------------------------------------------------------------------------------------

    def offers(self, action: str) -> bool:
        """Whether `action` makes sense as things stand; what does not is not shown. For subclasses."""
        return True

    def offered(self) -> tuple[Action, ...]:
        """The actions possible here and now, this screen's own first."""
        return tuple(action for action in actions_of(self.NAME) if self.offers(action.id))

    def rebind(self) -> None:
        """Give this screen's keys their names; a person's own keys come first."""
        self._bindings.key_to_bindings.clear()
        for binding in (*BETWEEN_FIELDS, *bindings((a for a in actions_of(self.NAME) if a.on), self.voice, self.sim.preferences.keys)):
            self._bindings.key_to_bindings.setdefault(binding.key, []).append(binding)

    def action_read_on(self) -> None:
        """A page down in what is read here."""
        for part in self.query(self.READING).results(ScrollableContainer) if self.READING else ():
            part.scroll_page_down(animate=False)

    def action_read_back(self) -> None:
        """A page up."""
        for part in self.query(self.READING).results(ScrollableContainer) if self.READING else ():
            part.scroll_page_up(animate=False)

    def attempt(self, command: Callable[[], Result]) -> Result | None:
        """Do something that is written down; where the store cannot, say why and give None. Nothing of it was written then."""
        try:
            return command()
        except StoreTrouble as trouble:
            self.tell_trouble(str(trouble))
            return None

    def tell_trouble(self, problem: str) -> None:
        """Say that something did not work, as long as it takes to read."""
        self.notify(problem, severity="error", markup=False, timeout=15)

    def refill(self, listed: OptionList, options: list[Option]) -> None:
        """Replace what a list holds; the highlight stays on the same row as far as it can."""
        at = listed.highlighted or 0
        with self.prevent(OptionList.OptionHighlighted):
            listed.set_options(options)
            listed.highlighted = min(at, len(options) - 1) if options else None

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1], "-too-small")

    def copyable(self) -> str:
        """What F8 copies when nothing is selected."""
        return ""
