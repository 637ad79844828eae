"""The facilitator's console in the app: opening, one key for every act, leaving, and what it looks like."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from simulator.content.catalogue import Catalogue
from simulator.core import room_commands as c
from simulator.play.hall import Hall
from simulator.play.room import KIND, Options, Room, newest_open
from simulator.store.interface import Store
from simulator.tui.app import SimulatorApp
from simulator.tui.screens.room import RoomScreen
from tests.tui.support import SIZES, opened, same_as_snapshot, screen_text, type_in, until


@dataclass(frozen=True)
class Doors:
    """A laptop on a made-up network."""

    port: int = 8765
    address: str = "http://192.0.2.7:8765"
    others: tuple[str, ...] = ()


@dataclass
class Served:
    """A server that serves nobody, but says where it would."""

    hall: Hall
    doors: Doors = field(default_factory=Doors)
    served: list[str] = field(default_factory=list)
    reached: tuple[str, ...] = ()
    join_url: str = "http://192.0.2.7:8765/j/0123456789ABCDEFGHJKMNPQRS"
    projector_url: str = "http://127.0.0.1:8765/projector/XYZ"
    console_url: str = "http://192.0.2.7:8765/console/XYZ"

    def address(self) -> str:
        return self.doors.address or "http://127.0.0.1:8765"

    def look_again(self) -> bool:
        return False

    async def start(self) -> None:
        self.served.append("start")

    async def stop(self) -> None:
        self.served.append("stop")


def run(story: Callable[[], Any]) -> None:
    asyncio.run(story())


def hall_of(store: Store, content: Path, **options: Any) -> Hall:
    triads = options.pop("triads", 0)
    hall = Hall.open(store, Catalogue(content).load("porch-light"), Options(**options), triads=triads, now=lambda: 1_700_000_000_000)
    hall.secrets["pin"] = "123456"
    for room in hall.rooms:
        room.do(c.ChangeCode("ABCD2345", "0123456789ABCDEFGHJKMNPQRS"))
    return hall


def people(room: Room) -> dict[str, str]:
    ids = {name: room.join(name, "en").person for name in ("Ana", "Beto", "Caro")}
    room.do(c.Change(ids["Ana"], role="organizer"))
    return ids


async def console(app: SimulatorApp, pilot: Any, hall: Hall) -> tuple[RoomScreen, Served]:
    server = Served(hall)
    app.push_screen(RoomScreen(hall, server))
    await until(pilot, "RoomScreen")
    screen = app.screen
    assert isinstance(screen, RoomScreen)
    return screen, server


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_console_looks_as_it_did(store: Store, content: Path, size: tuple[int, int], language: str) -> None:
    async def story() -> None:
        async with opened(store, content, size, language) as (app, pilot):
            app.speak(language, keep=False)
            hall = hall_of(store, content, language=language)
            people(hall.first)
            await console(app, pilot, hall)
            await pilot.pause(0.3)
            name = f"{language}-{size[0]}x{size[1]}"
            same_as_snapshot(app, f"room-door-{name}")
            hall.first.do(c.Go("take"))
            hall.first.do(c.MarkLine("signature"))
            hall.first.do(
                c.GiveNote(
                    "note-one", "keep", "What did the other two want?", "He came out on the porch.", person=hall.first.person("Caro")
                )
            )
            await pilot.pause(0.4)
            same_as_snapshot(app, f"room-take-{name}")

    run(story)


def test_one_key_does_each_act_of_a_block(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            hall = hall_of(store, content)
            room = hall.first
            ids = people(room)
            screen, _ = await console(app, pilot, hall)

            async def press(*keys: str) -> None:
                await pilot.press(*keys)
                await pilot.pause(0.15)

            await press("t")
            assert room.state.stage.phase == "take"
            await press("m", "f")
            assert (len(room.state.marks), room.state.stage.frozen) == (1, True)
            await press("f", "w")
            assert room.state.stage.take == 2
            await press("s")
            assert room.state.take is not None
            assert room.state.take.organizer != ids["Ana"]
            await press("plus", "b")
            assert (room.state.stage.clock.planned, room.state.blanked) == (360, True)
            await press("u")
            assert room.state.stage.clock.planned == 300
            room.do(c.GiveNote("note-one", "keep", "x", "y", person=ids["Beto"]))
            await press("v", "v", "v")
            assert room.state.stage.phase == "reveal"
            await press("h")
            assert room.state.notes["note-one"].hidden
            await press("h", "k")
            assert room.state.notes["note-one"].picked
            await press("r")
            assert room.state.stage.shown == "note-one"
            await press("a")
            assert room.state.stage.phase == "rehearse"
            await press("n", "n")
            assert room.state.stage.phase == "rotate"
            await press("p")
            assert screen.showing() == "notes"
            await press("p", "d")
            assert "192.0.2.7" in screen_text(app)

    run(story)


def test_people_get_roles_and_lenses_and_one_is_shown_the_door(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            hall = hall_of(store, content)
            room = hall.first
            ids = people(room)
            await console(app, pilot, hall)
            await pilot.press("down", "enter", "enter")
            await pilot.pause(0.2)
            assert room.state.people[ids["Beto"]].role == "organizer"
            before = room.state.people[ids["Beto"]].lens
            await pilot.press("l")
            await pilot.pause(0.2)
            assert room.state.people[ids["Beto"]].lens != before
            code = hall.code
            await pilot.press("x")
            await pilot.pause(0.2)
            assert room.state.people[ids["Beto"]].banned
            assert hall.code != code

    run(story)


def test_words_typed_are_a_line_of_the_scene_or_a_command(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            hall = hall_of(store, content)
            people(hall.first)
            await console(app, pilot, hall)
            await pilot.press("t", "i")
            await pilot.pause(0.2)
            await type_in(pilot, "counterpart: They wanted a signature.".replace(":", ""))
            await pilot.press("enter")
            await pilot.pause(0.2)
            await pilot.press("i")
            await pilot.pause(0.1)
            await type_in(pilot, "focus wait")
            await pilot.press("enter")
            await pilot.pause(0.2)
            assert [line.text for line in hall.first.state.lines] == ["counterpart They wanted a signature."]
            assert hall.first.state.focus == "wait"
            await pilot.press("i")
            await pilot.pause(0.1)
            await pilot.press("escape")
            await pilot.pause(0.1)
            assert type(app.screen).__name__ == "RoomScreen"

    run(story)


def test_what_cannot_be_done_is_said_in_words(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            hall = hall_of(store, content)
            screen, _ = await console(app, pilot, hall)
            screen.carry_out("freeze")
            await pilot.pause(0.3)
            assert [told.message for told in app._notifications] == ["That cannot be done now."]

    run(story)


@pytest.mark.parametrize(("downs", "closed", "kept"), [(1, False, 1), (2, True, 1), (3, False, 0)], ids=["open", "close", "purge"])
def test_leaving_asks_and_does_what_stands_on_the_line(store: Store, content: Path, downs: int, closed: bool, kept: int) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            hall = hall_of(store, content)
            people(hall.first)
            hall.first.do(c.Go("take"))
            _, server = await console(app, pilot, hall)
            await pilot.press("escape")
            await until(pilot, "RoomLeaveScreen")
            assert "3 people" in screen_text(app)
            await pilot.press(*["down"] * downs, "enter")
            await pilot.pause(0.3)
            if downs == 3:
                assert len(store.streams(KIND)) == 1
                await pilot.press("enter")
            await until(pilot, "HomeScreen")
            assert len(store.streams(KIND)) == kept
            assert (hall.first.state.stage.phase == "closed") is (closed or downs == 3)
            assert bool(newest_open(store)) is (downs == 1)
            assert len(store.summaries()) == (1 if closed else 0)
            for _ in range(50):
                if server.served == ["start", "stop"]:
                    break
                await pilot.pause(0.05)
            assert server.served == ["start", "stop"]

    run(story)


def test_a_room_is_opened_from_home_and_gone_on_with_another_day(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            app.serving = Served
            await pilot.press("o")
            await until(pilot, "RoomOpenScreen")
            await pilot.press("f4", "f4", "enter")
            await pilot.pause(0.1)
            await type_in(pilot, "a grandmother")
            await pilot.press("enter", "enter")
            await type_in(pilot, "that he reads")
            await pilot.press("enter")
            await type_in(pilot, "she signed")
            await pilot.press("enter")
            await until(pilot, "RoomScreen")
            hall = app.screen.hall  # type: ignore[attr-defined]
            assert hall.first.material.scenario.cast["other"].secret == "she signed"
            assert hall.first.state.naming == "anonymous"
            hall.first.do(c.Go("take"))
            await pilot.press("escape")
            await until(pilot, "RoomLeaveScreen")
            await pilot.press("down", "enter")
            await until(pilot, "HomeScreen")
            await pilot.press("o")
            await until(pilot, "RoomOpenScreen")
            await pilot.press("up", "up", "up", "up", "up", "up", "home", "enter")
            await until(pilot, "RoomScreen")
            assert app.screen.hall.first.state.stage.phase == "take"  # type: ignore[attr-defined]

    run(story)


def test_the_sheets_of_a_scene_are_written_where_she_finds_them(store: Store, content: Path, sealed_home: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (_, pilot):
            await pilot.press("o")
            await until(pilot, "RoomOpenScreen")
            await pilot.press("end", "f6")
            await pilot.pause(0.3)
            assert list((sealed_home / "exports").glob("*-paper-en.html"))

    run(story)


def test_groups_are_looked_at_one_by_one(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            hall = hall_of(store, content, triads=2)
            await console(app, pilot, hall)
            await pilot.press("t")
            await pilot.pause(0.2)
            assert [room.state.stage.phase for room in hall.rooms] == ["take", "take"]
            await pilot.press("g", "g", "f")
            await pilot.pause(0.2)
            assert [room.state.stage.frozen for room in hall.rooms] == [False, True]
            assert "all groups" in screen_text(app)

    run(story)


def test_her_own_phone_has_a_square_apart_and_the_projector_a_key(store: Store, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened_pages: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda url: bool(opened_pages.append(url)) or True)

    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            hall = hall_of(store, content)
            hall.first.do(c.Go("take"))
            _, server = await console(app, pilot, hall)
            await pilot.press("c")
            await pilot.pause(0.2)
            assert "For your own phone alone" in screen_text(app)
            await pilot.press("c")
            await pilot.pause(0.2)
            assert "For your own phone alone" not in screen_text(app)
            assert "Say nothing." in screen_text(app)
            await pilot.press("j")
            await pilot.pause(0.3)
            assert opened_pages == [server.projector_url]

    run(story)


def test_without_a_network_the_console_says_what_to_do(store: Store, content: Path) -> None:
    async def story() -> None:
        async with opened(store, content) as (app, pilot):
            hall = hall_of(store, content)
            server = Served(hall, Doors(address=""))
            app.push_screen(RoomScreen(hall, server))
            await until(pilot, "RoomScreen")
            await pilot.pause(0.2)
            assert "on no network" in screen_text(app)

    run(story)
