"""Leaving a room: stay, leave it open, close it, or really delete it. The safe answer stands first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.phrases import Voice
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.prose import Prose, plain

if TYPE_CHECKING:
    from simulator.tui.screens.room import RoomScreen


class RoomLeaveScreen(SimulatorScreen):
    """The verb stands on the button, with how many people it is for."""

    NAME = "room-ask"

    def __init__(self, console: RoomScreen) -> None:
        super().__init__()
        self.console = console
        self.sure = False

    @property
    def voice(self) -> Voice:
        return self.console.voice

    @property
    def count(self) -> int:
        """How many people are in it."""
        return sum(len(room.state.present()) for room in self.console.hall.rooms)

    def parts(self) -> ComposeResult:
        with Vertical(classes="column"):
            yield Prose("", id="headline", classes="title gap")
            yield Prose("", id="about", classes="gap")
            yield OptionList(id="ways", markup=False, classes="gap")

    def tell_all(self) -> None:
        say = self.voice
        self.query_one("#headline", Prose).tell(say("leave-headline"))
        self.query_one("#about", Prose).tell(say("leave-about", count=self.count))
        ways = [Option(plain(say(f"leave-{way}", count=self.count)), id=way) for way in ("stay", "open", "close", "purge")]
        if self.sure:
            ways[-1] = Option(plain(say("leave-sure"), "bold $error"), id="purge")
        self.refill(self.query_one("#ways", OptionList), ways)

    def ready(self) -> None:
        listed = self.query_one("#ways", OptionList)
        listed.highlighted = 0
        listed.focus()

    @on(OptionList.OptionSelected, "#ways")
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Do it."""
        way, console = event.option_id, self.console
        if way == "stay":
            self.app.pop_screen()
        elif way == "open":
            self.leave("left-open")
        elif way == "close":
            self.app.pop_screen()
            told = console.carry_out("close") if not console.hall.closed else {"runs": []}
            if console.hall.closed:
                self.leave("closed-kept", count=len((told or {}).get("runs", ())))
        elif not self.sure:
            self.sure = True
            self.tell_all()
        else:
            self.app.pop_screen()
            console.carry_out("purge")
            self.leave("purged")

    def leave(self, phrase: str, **values: object) -> None:
        """Home, saying what became of the room."""
        say, app = self.console.voice, self.sim
        app.go_home()
        app.notify(say(phrase, **values), markup=False, timeout=10)
