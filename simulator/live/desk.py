"""Where requests wait for their room: those that come together are decided and written together, away from the loop that serves pages."""

from __future__ import annotations

import asyncio

from simulator.core import room_commands as c
from simulator.core.events import Event
from simulator.core.room_state import Refusal
from simulator.play.room import Room, RoomRefused


class Desk:
    """One for each room."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self._waiting: list[tuple[c.Command, str, asyncio.Future[tuple[Event, ...]]]] = []
        self._work: asyncio.Task[None] | None = None

    async def ask(self, command: c.Command, by: str) -> tuple[Event, ...]:
        """Carry out `command`; when this returns, what it made true is on disk. Raises RoomRefused, and StoreTrouble where it could not be kept."""
        answer: asyncio.Future[tuple[Event, ...]] = asyncio.get_running_loop().create_future()
        self._waiting.append((command, by, answer))
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._work_off())
        return await answer

    async def _work_off(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                answers = await asyncio.to_thread(self.room.carry_out, [(command, by) for command, by, _ in batch])
            except Exception as error:
                for _, _, waiting in batch:
                    if not waiting.done():
                        waiting.set_exception(error)
                continue
            for (_, _, waiting), found in zip(batch, answers, strict=True):
                if waiting.done():
                    continue  # its phone went away; what it asked is written all the same
                if isinstance(found, Refusal):
                    waiting.set_exception(RoomRefused(found))
                else:
                    waiting.set_result(found)
