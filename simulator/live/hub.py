"""Telling everybody who listens: one fragment a change and language, made once and pushed to all; never more often than people can see."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable

from simulator.core.room_state import Person
from simulator.play.room import Room

PAUSE = 0.1
"""Seconds between two tellings: taps that come together are told together."""
BEAT = 10.0
"""Seconds between heartbeats; a phone that hears none for 25 s asks anew."""
BEHIND = 50
"""Messages a listener may be behind before it is let go; it comes back and is told how things stand."""
LISTENERS = 4
"""Streams of one phone at once: the eldest goes when a fifth comes (six would block its browser)."""
Render = Callable[[Room, str, str], tuple[str, str]]
"""`render(room, audience, language)` gives (what to compare, the message's JSON)."""


class Listener:
    """One open page: what it shows (`phone`, `projector`, `console`), in which language, and for which person."""

    def __init__(self, audience: str, language: str, person: str) -> None:
        self.audience, self.language, self.person = audience, language, person
        self.queue: asyncio.Queue[bytes | None] = asyncio.Queue(BEHIND)
        self.shown = ""
        """What it was told last, to compare: each its own, since one who came between two changes has seen what the others have not."""

    def put(self, message: bytes | None) -> None:
        """Hand it a message; one too far behind is let go."""
        try:
            self.queue.put_nowait(message)
        except asyncio.QueueFull:
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait(None)


class Hub:
    """The listeners of one room. What they are told is a whole picture, so that one who missed something misses nothing."""

    def __init__(self, room: Room, render: Render) -> None:
        self.room, self.render = room, render
        self.listeners: dict[Listener, None] = {}
        """In the order of coming."""
        self.loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._last = 0.0
        self._people: dict[str, Person] = dict(room.state.people)
        room.listeners.append(self._from_any_thread)

    def close(self) -> None:
        """Let everybody go."""
        if self._from_any_thread in self.room.listeners:
            self.room.listeners.remove(self._from_any_thread)
        for listener in tuple(self.listeners):
            listener.put(None)

    def _from_any_thread(self) -> None:
        self.loop.call_soon_threadsafe(self._soon)

    def _soon(self) -> None:
        if self._timer is None:
            wait = max(0.0, self._last + PAUSE - self.loop.time())
            self._timer = self.loop.call_later(wait, self._tell)

    def _tell(self) -> None:
        self._timer, self._last = None, self.loop.time()
        people = dict(self.room.state.people)
        for person, now in people.items():
            before = self._people.get(person)
            if before is not None and before != now:
                self._tell_person(person, banned=now.banned)
        self._people = people
        pictures: dict[tuple[str, str], tuple[str, bytes]] = {}
        for audience, language in {(listener.audience, listener.language) for listener in self.listeners}:
            same, message = self.render(self.room, audience, language)
            pictures[audience, language] = same, _event("state", message)
        for listener in tuple(self.listeners):
            same, told = pictures[listener.audience, listener.language]
            if listener.shown != same:
                listener.shown = same
                listener.put(told)

    def _tell_person(self, person: str, *, banned: bool) -> None:
        for listener in tuple(self.listeners):
            if listener.person == person and listener.audience == "phone":
                listener.put(_event("you", json.dumps({"gone": banned})))
                if banned:
                    listener.put(None)

    async def listen(self, audience: str, language: str, person: str = "") -> AsyncIterator[bytes]:
        """What one page is sent, from how things stand now until it goes away."""
        listener = Listener(audience, language, person)
        mine = [other for other in self.listeners if person and other.person == person]
        for eldest in mine[: max(0, len(mine) - LISTENERS + 1)]:
            eldest.put(None)
        self.listeners[listener] = None
        try:
            listener.shown, message_now = self.render(self.room, audience, language)
            yield b"retry: 2000\n\n" + _event("state", message_now)
            while True:
                try:
                    message = await asyncio.wait_for(listener.queue.get(), BEAT)
                except TimeoutError:
                    message = _event("beat", "")
                if message is None:
                    return
                yield message
        finally:
            self.listeners.pop(listener, None)


def _event(name: str, data: str) -> bytes:
    return f"event: {name}\ndata: {data}\n\n".encode()
