"""The facilitator's console: who is here, what waits to be shown, the clock, what to say now, and one key for every act."""

from __future__ import annotations

import asyncio
import webbrowser
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.core.room_state import LENSES, ROLES
from simulator.core.room_view import View, stuck
from simulator.phrases import Voice, voice
from simulator.phrases.app import APP
from simulator.phrases.common import COMMON
from simulator.phrases.room import ROOM
from simulator.phrases.room_console import CONSOLE
from simulator.play.hall import Hall, Serving
from simulator.play.room import Room, RoomRefused
from simulator.play.room_words import LAST, WORDS, carry_out, parted
from simulator.play.squares import square
from simulator.store.interface import StreamMoved
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.field import Line
from simulator.tui.widgets.prose import Prose, one_line, paragraphs, plain
from simulator.tui.widgets.room_parts import SCENES, note_rows, now, people_rows

LOOK = 0.1
"""Seconds between two looks whether something is different: people tap faster than anybody reads."""
ROLE_ORDER = tuple(role for role in ROLES if role != "guest")
ROWS = 60
"""People or notes laid out at a time: laying out two hundred takes 40 ms, in which no phone is served."""
TALL = 23
"""Lines a window needs for the square and what stands above it."""


class RoomScreen(SimulatorScreen):
    """People or notes on the left; the door, or what is said and shown now, on the right."""

    NAME = "room"
    READING = "#now"
    CSS_PATH = "room.tcss"

    def __init__(self, hall: Hall, server: Serving) -> None:
        super().__init__()
        self.hall, self.server = hall, server
        self.group = 0
        """The group that is looked at; 0 is the only room, or all of them."""
        self.listing: str = ""
        """`people` or `notes` where that was asked for; else what the step wants."""
        self.door: bool | None = None
        self.own_phone = False
        """Whether the square is the one for the facilitator's own phone."""
        self.different = True
        self.clock = ""
        self.rows: tuple[str, ...] = ()
        self.reached = 0
        self.looks = 0

    @property
    def voice(self) -> Voice:
        return voice(self.sim.language, COMMON, APP, ROOM, CONSOLE)

    @property
    def room(self) -> Room:
        """The room that is looked at."""
        return self.hall.room(self.group)

    def parts(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Prose("", id="headline", classes="title")
            yield Prose("", id="clock")
        yield Prose("", id="groups", classes="quiet")
        with Horizontal(id="both"):
            with Vertical(id="left"):
                yield Prose("", id="what", classes="quiet")
                yield OptionList(id="rows", markup=False)
                yield Prose("", id="none", classes="quiet")
            with VerticalScroll(id="now", can_focus=False):
                yield Prose("", id="way-in")
                yield Prose("", id="square")
                yield Prose("", id="told")
        yield Line(id="word", compact=True)

    async def serve(self) -> None:
        """Let phones in."""
        try:
            await self.server.start()
        except OSError as error:
            self.tell_trouble(self.voice("no-serving", problem=str(error)))

    def ready(self) -> None:
        self.query_one("#word").display = False
        self.query_one("#rows").focus()
        for room in self.hall.rooms:
            room.listeners.append(self.changed)
        self.set_interval(LOOK, self.look)
        self.run_worker(self.serve(), exit_on_error=False)

    async def on_unmount(self) -> None:
        for room in self.hall.rooms:
            if self.changed in room.listeners:
                room.listeners.remove(self.changed)
        await self.server.stop()

    def changed(self) -> None:
        """Called from whatever thread wrote; only a flag is set."""
        self.different = True

    def look(self) -> None:
        """Tell what is different since the last look."""
        self.looks += 1
        if self.looks % 20 == 0 and (self.server.look_again() or len(self.server.reached) != self.reached):
            self.reached, self.different = len(self.server.reached), True
            for room in self.hall.rooms:
                room.tell()
        if self.different:
            self.different = False
            self.tell_all()
        else:
            self.tell_clock(self.room.public()["clock"])

    # -- telling ---------------------------------------------------------------------------------------------------------------

    def tell_all(self) -> None:
        say, view = self.voice, self.room.console()
        phase = say(f"phase.{view['phase']}")
        take = f"  ·  {say('take-number', number=view['take'])}" if view["take"] and view["phase"] in SCENES else ""
        state = f"  ·  {say('frozen')}" if view["frozen"] else ""
        dark = f"  ·  {say('blanked')}" if view["blank"] else ""
        self.query_one("#headline", Prose).tell(f"{one_line(view['title'])}  ·  {phase}{take}{state}{dark}")
        self.tell_clock(view["clock"])
        self.tell_groups()
        self.tell_rows(view)
        door = self.door if self.door is not None else view["phase"] == "lobby"
        self.query_one("#way-in", Prose).display = door
        self.query_one("#square", Prose).display = door and bool(self.server.doors.address) and self.app.size.height >= TALL
        if door:
            self.tell_door()
        else:
            self.query_one("#told", Prose).tell(paragraphs(now(view, say, self.criteria(), self.author())))
        from simulator.tui.widgets.foot_bar import FootBar

        for bar in self.query(FootBar):
            bar.retell()

    def tell_clock(self, told: View) -> None:
        """Minutes and seconds left; past the end with a plus."""
        left = told["left"] // 1000 if told["left"] >= 0 else -(-told["left"] // 1000)
        text = f"{'+' if told['left'] < 0 else ''}{abs(left) // 60}:{abs(left) % 60:02d}"
        if text != self.clock:
            self.clock = text
            self.query_one("#clock", Prose).tell(plain(text, "bold $error" if told["left"] < 0 else "bold"))

    def tell_groups(self) -> None:
        """Each group of a hall of triads, with where it stands, and which one needs somebody."""
        say = self.voice
        line = self.query_one("#groups", Prose)
        several = [room for room in self.hall.rooms if room.state.number]
        line.display = bool(several)
        if several:
            parts = [plain(say("all-groups"), "bold" if self.group == 0 else "")]
            for room in several:
                needs = stuck(room.state, room.now())
                text = f"{room.state.number}: {say(f'phase.{room.state.stage.phase}')} {len(room.state.notes)}{' !' if needs else ''}"
                parts.append(plain(text, "bold" if room.state.number == self.group else "$warning" if needs else ""))
            line.tell(Content("  ·  ").join(parts))

    def criteria(self) -> dict[str, str]:
        """The names of what is marked."""
        return {name: one.name.get(self.sim.language, name) for name, one in self.room.material.rubric.criteria.items()}

    def author(self) -> str:
        """What the scene's author says to whoever facilitates it."""
        material = self.room.material
        return material.words("facilitator", material.scenario.facilitator, self.sim.language)

    def showing(self) -> str:
        """`people` or `notes`: what was asked for, else what the step wants."""
        return self.listing or ("people" if self.room.state.stage.phase in ("lobby", "frame", "commit", "rotate", "closed") else "notes")

    def tell_rows(self, view: View) -> None:
        say, listed = self.voice, self.query_one("#rows", OptionList)
        showing = self.showing()
        rows = view["people"] if showing == "people" else [*view["queue"], *view["hidden"]]
        found = people_rows(rows[:ROWS], view, say) if showing == "people" else note_rows(rows[:ROWS], view, say)
        options = [Option(content, id=name) for name, content in found]
        self.rows = tuple(str(option.id) for option in options)
        self.query_one("#what", Prose).tell(say(f"list-{showing}"))
        self.refill(listed, options)
        listed.set_class(not options, "-empty")
        more, none = len(rows) - len(options), say("nobody-yet" if showing == "people" else "no-notes-yet")
        self.query_one("#none", Prose).tell(say("and-more", count=more) if more else "" if options else none)

    def tell_door(self) -> None:
        """How to come in: the raw address first, then the square that says the same."""
        say, doors = self.voice, self.server.doors
        if not doors.address:
            self.query_one("#way-in", Prose).tell(plain(say("door-none"), "bold"))
            parts = []
        else:
            code, small = self.hall.code, self.app.size.height < TALL
            scan, then = say("door-open" if small else "door-scan"), say("door-code")
            url = self.server.console_url if self.own_phone else self.server.join_url
            way = (
                plain(say("door-own-phone"), "bold $warning")
                if self.own_phone
                else Content.assemble(
                    plain(f"{scan} "), plain(doors.address, "bold"), plain(f" {then} "), plain(f"{code[:4]} {code[4:]}", "bold $accent")
                )
            )
            self.query_one("#way-in", Prose).tell(way)
            self.query_one("#square", Prose).tell(plain("\n".join(square(url)), "#ffffff on #000000"))
            parts = [plain(say("door-small"))] if small else []
            check = say("door-check", url=f"{doors.address}/check")
            parts.append(plain(f"{check} {say('door-reached', count=self.reached) if self.reached else ''}"))
            if doors.others:
                parts.append(plain(say("door-others", others="  ".join(doors.others))))
        parts.append(plain(say("door-projector", url=self.server.projector_url)))
        parts.append(plain(say("door-console", url=f"{self.server.address()}/console", pin=self.hall.secrets["pin"])))
        parts += [
            plain(say("notes.lobby")),
            plain(say("kept-nothing" if self.room.state.institute else "kept"), "$foreground 65%"),
            plain(say("door-listen"), "$foreground 65%"),
        ]
        self.query_one("#told", Prose).tell(paragraphs(parts))

    # -- doing -----------------------------------------------------------------------------------------------------------------

    def offers(self, action: str) -> bool:
        state = self.room.state
        phase, playing = state.stage.phase, state.stage.playing
        people = self.showing() == "people"
        wanted = {
            "room-lens": people, "room-ban": people, "room-hide": not people, "room-pick": not people,
            "room-take": phase in ("lobby", "frame", "rotate"), "room-freeze": playing, "room-mark": playing, "room-rewind": playing,
            "room-voice": phase in (*SCENES, "silent", "voices"), "room-reveal": phase in ("silent", "voices", "reveal", "rehearse"),
            "room-rehearse": phase in ("reveal", "voices"), "room-vote": state.vote is not None or bool(self.room.replies()),
            "room-group": len(self.hall.rooms) > 1, "room-undo": bool(state.past), "room-next": phase not in ("closed", ""),
        }  # fmt: skip
        return wanted.get(action, True)

    def action_word(self, word: str) -> None:
        """Carry out one of the console's words."""
        self.carry_out(word)

    def carry_out(self, line: str) -> Any:
        """The same; what is not possible now is said in words."""
        named, name, _ = parted(line)
        single = self.group and not named and name not in (*LAST, "code", "ban")
        try:
            told = self.attempt(lambda: carry_out(self.hall, f"{self.group}: {line}" if single else line))
        except RoomRefused as error:
            return self.notify(self.voice(f"room-refused.{error.refusal.code}"), severity="warning", markup=False)
        except StreamMoved:
            return self.tell_trouble(self.voice("room-refused.not-now"))
        self.tell_all()
        return told

    def stood_on(self) -> str:
        """The id of the row she stands on, "" where there is none."""
        at = self.query_one("#rows", OptionList).highlighted
        return self.rows[at] if at is not None and at < len(self.rows) else ""

    @on(OptionList.OptionSelected, "#rows")
    def picked(self) -> None:
        """The next role for a person; the note itself before the room."""
        name = self.stood_on()
        if self.showing() == "notes":
            self.carry_out(f"reveal {name}")
            return
        person = self.room.state.people[name]
        at = ROLE_ORDER.index(person.role) if person.role in ROLE_ORDER else 0
        self.carry_out(f"role {name} {ROLE_ORDER[(at + 1) % len(ROLE_ORDER)]}")

    def action_lens(self) -> None:
        """The next lens."""
        person = self.room.state.people.get(self.stood_on())
        if person is not None:
            lenses = tuple(LENSES)
            self.carry_out(f"lens {person.id} {lenses[(lenses.index(person.lens) + 1) % len(lenses)]}")

    def action_ban(self) -> None:
        """Out of the room."""
        if self.stood_on() in self.room.state.people:
            self.carry_out(f"ban {self.stood_on()}")

    def action_hide(self) -> None:
        """Keep a note from the room, or let it back."""
        note = self.room.state.notes.get(self.stood_on())
        if note is not None:
            self.carry_out(f"{'show' if note.hidden else 'hide'} {note.id}")

    def action_pick(self) -> None:
        """This note first."""
        if self.stood_on() in self.room.state.notes:
            self.carry_out(f"pick {self.stood_on()}")

    def action_vote(self) -> None:
        """Open a vote on the script's lines, or settle the one that is open."""
        self.carry_out("choose" if self.room.state.vote is not None else "vote")

    def action_people(self) -> None:
        """People, or notes."""
        self.listing = "notes" if self.showing() == "people" else "people"
        self.tell_all()

    def action_door(self) -> None:
        """The square and the addresses, or what goes on."""
        self.door = not (self.door if self.door is not None else self.room.state.stage.phase == "lobby")
        self.own_phone = False
        self.tell_all()

    def action_own_phone(self) -> None:
        """The square for her own phone, and back; not for the wall."""
        self.own_phone = not self.own_phone
        self.door = self.own_phone or None
        self.tell_all()

    def action_projector(self) -> None:
        """Open the projector's page in this laptop's browser."""
        self.run_worker(self.open_projector(), exit_on_error=False)

    async def open_projector(self) -> None:
        """The same; where there is no browser, say the address."""
        opened = await asyncio.to_thread(webbrowser.open, self.server.projector_url)
        told = self.voice("projector-opened") if opened else self.voice("door-projector", url=self.server.projector_url)
        self.notify(told, markup=False, timeout=10)

    def action_group(self) -> None:
        """The next group."""
        self.group = (self.group + 1) % (len(self.hall.rooms) + 1)
        self.tell_all()

    def action_write(self) -> None:
        """Open the line for words."""
        field = self.query_one("#word", Line)
        field.placeholder = self.voice("write-hint")
        field.display = True
        field.focus()

    @on(Line.Submitted, "#word")
    def written(self, event: Line.Submitted) -> None:
        """A command, or words that name none: those are a line of the scene."""
        text = event.value.strip()
        name = parted(text)[1]
        if text and name not in LAST and name != "state":
            self.carry_out(text if name in WORDS else f"line {text}")
        event.input.value = ""
        event.input.display = False
        self.query_one("#rows").focus()

    def action_leave(self) -> None:
        """Close the line for words, else ask how to leave."""
        from simulator.tui.screens.room_leave import RoomLeaveScreen

        field = self.query_one("#word", Line)
        if field.display:
            field.display = False
            self.query_one("#rows").focus()
            return
        self.app.push_screen(RoomLeaveScreen(self))

    def copyable(self) -> str:
        return self.server.join_url
