"""What one laptop runs at a time: one room, or several small ones (triads) with one code and one countdown; and the secrets its pages open with."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from simulator.content.catalogue import Loaded
from simulator.core import room_commands as c
from simulator.core.events import Event
from simulator.core.room_state import Person, Refusal
from simulator.play.room import (
    KIND,
    Options,
    Room,
    RoomRefused,
    Seat,
    hashed,
    keep_secrets,
    kept_secrets,
    milliseconds,
    new_code,
    new_key,
)
from simulator.store.interface import Store

TRIADS = 20
"""The most rooms at once."""
PIN = 6


class Doors(Protocol):
    """Where a hall is to be reached: `address` for the wall, `others` should that one not work; `address` "" on no network."""

    @property
    def port(self) -> int: ...
    @property
    def address(self) -> str: ...
    @property
    def others(self) -> tuple[str, ...]: ...


class Serving(Protocol):
    """A hall's server, as a face drives it; the face is handed it and knows no more."""

    @property
    def doors(self) -> Doors: ...
    @property
    def join_url(self) -> str: ...
    @property
    def projector_url(self) -> str: ...
    @property
    def console_url(self) -> str: ...
    @property
    def reached(self) -> tuple[str, ...]: ...

    def address(self) -> str:
        """Where a phone reaches this laptop."""
        ...

    def look_again(self) -> bool:
        """Look which addresses this laptop has now; whether they changed."""
        ...

    async def start(self) -> None:
        """Serve from now on."""
        ...

    async def stop(self) -> None:
        """Let everybody go."""
        ...


class Hall:
    """The rooms of one laptop. `secrets` are: `pin` and `console` (the facilitator's phone), `projector`, `port` (the same after a crash)."""

    def __init__(self, rooms: Sequence[Room], values: dict[str, str]) -> None:
        self.rooms = tuple(rooms)
        self.secrets = values

    @classmethod
    def open(
        cls, store: Store, loaded: Loaded, options: Options, *, triads: int = 0, now: Callable[[], int] = milliseconds,
        heard_of: Sequence[Callable[[Event], None]] = (),
    ) -> Hall:  # fmt: skip
        """A new hall of one room, or of `triads` rooms. Raises ValueError for more than there can be."""
        if not 0 <= triads <= TRIADS:
            raise ValueError(triads)
        code, key, hall = new_code(), new_key(), store.new_stream()
        numbers = range(1, triads + 1) if triads else (0,)
        rooms = [
            Room.open(store, loaded, options, hall=hall, number=number, code=code, key=key, now=now, heard_of=heard_of)
            for number in numbers
        ]
        opened = cls(
            rooms, {"pin": "".join(secrets.choice("0123456789") for _ in range(PIN)), "console": new_key(), "projector": new_key()}
        )
        opened.keep()
        return opened

    @classmethod
    def reopen(cls, store: Store, stream: str, now: Callable[[], int] = milliseconds) -> Hall:
        """Come back to the hall that the room `stream` belongs to. Raises KeyError where there is no such room."""
        first = Room.reopen(store, stream, now)
        rooms = [first]
        if first.state.number:
            mine = [info.id for info in store.streams(KIND) if info.id != stream]
            rooms += [room for other in mine if (room := Room.reopen(store, other, now)).state.hall == first.state.hall]
        values = next((found for room in rooms if (found := kept_secrets(store, room.stream))), {})
        values = {"pin": "".join(secrets.choice("0123456789") for _ in range(PIN)), "console": new_key(), "projector": new_key()} | values
        return cls(sorted(rooms, key=lambda room: room.state.number), values)

    def keep(self) -> None:
        """Keep the secrets for a crash; in institute mode nothing is kept."""
        for room in self.rooms:
            if room.store is not None:
                keep_secrets(room.store, room.stream, self.secrets)

    @property
    def first(self) -> Room:
        """The only room, or the first of the triads."""
        return self.rooms[0]

    @property
    def code(self) -> str:
        """What is typed to come in."""
        return self.first.state.code

    @property
    def key(self) -> str:
        """What is scanned to come in."""
        return self.first.state.key

    @property
    def closed(self) -> bool:
        """Whether every room is closed."""
        return all(room.state.stage.phase == "closed" for room in self.rooms)

    def room(self, number: int) -> Room:
        """The room of that number; 0 is the first. Raises RoomRefused."""
        if number == 0:
            return self.first
        found = next((room for room in self.rooms if room.state.number == number), None)
        if found is None:
            raise RoomRefused(Refusal("unknown", str(number)))
        return found

    def join(self, name: str, language: str, number: int = 0) -> tuple[Room, Seat]:
        """Let somebody into the room she chose, or into the one with fewest people. Raises RoomRefused."""
        room = self.room(number) if number else min(self.rooms, key=lambda room: len(room.state.present()))
        seat = room.join(name, language)
        if room.state.number:
            self.cast(room, seat.person)
        return room, seat

    def cast(self, room: Room, person: str) -> None:
        """In a triad the first to come plays, the second answers, the others watch."""
        role = "counterpart" if room.state.in_role("organizer") else "organizer"
        if not room.state.in_role(role):  # type: ignore[arg-type]  # one of the two
            room.do(c.Change(person, role=role))  # type: ignore[arg-type]  # one of the two

    def by_token(self, token: str) -> tuple[Room, Person] | None:
        """Whose phone this is, and in which room."""
        mark = hashed(token)
        for room in self.rooms:
            person = room.state.by_token(mark)
            if person is not None:
                return room, person
        return None

    def each(self) -> Iterator[Room]:
        """Every room that is still open."""
        return (room for room in self.rooms if room.state.open)

    def new_code(self) -> None:
        """A new code and key for all rooms; the old ones let nobody in."""
        code, key = new_code(), new_key()
        for room in self.each():
            room.do(c.ChangeCode(code, key))
