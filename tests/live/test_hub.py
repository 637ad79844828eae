"""Everybody who listens ends up seeing how things stand, whenever she came and whoever was told what before."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any, cast

from simulator.live.hub import Hub
from simulator.play.room import Room


def hub_of(room: Any) -> Hub:
    return Hub(cast("Room", room), lambda room, audience, language: (room.picture, json.dumps(room.picture)))


def a_room(picture: str) -> Any:
    return SimpleNamespace(picture=picture, listeners=[], state=SimpleNamespace(people={}))


async def next_picture(stream: Any) -> str:
    told = await asyncio.wait_for(anext(stream), 5)
    return str(json.loads(told.decode().rsplit("data: ", 1)[1]))


async def comes(hub: Hub, sees: str) -> Any:
    """A page that comes to the projector's address, and what it sees first."""
    stream = hub.listen("projector", "en")
    assert await next_picture(stream) == sees
    return stream


def test_a_wall_that_comes_back_between_two_changes_is_told_of_the_second() -> None:
    async def story() -> None:
        room = a_room("the scene")
        hub = hub_of(room)
        await (await comes(hub, "the scene")).aclose()
        room.picture = "blank"
        back = await comes(hub, "blank")
        room.picture = "the scene"
        room.listeners[0]()
        assert await next_picture(back) == "the scene"

    asyncio.run(story())


def test_one_who_came_between_a_change_and_its_telling_is_not_left_with_what_was_taken_back() -> None:
    async def story() -> None:
        room = a_room("the scene")
        hub = hub_of(room)
        long_there = await comes(hub, "the scene")
        room.picture = "blank"
        late = await comes(hub, "blank")
        room.picture = "the scene"
        room.listeners[0]()
        assert await next_picture(late) == "the scene"
        assert hub.listeners[next(iter(hub.listeners))] is None
        assert next(iter(hub.listeners)).queue.empty()
        await long_there.aclose()

    asyncio.run(story())
