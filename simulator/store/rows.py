"""Events as rows of the table `event` and back."""

from __future__ import annotations

import json
import re
from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Any

from simulator.core.events import By, Data, Event

COLUMNS = "stream, number, id, device, device_seq, at, role, person, type, data, v"
Row = tuple[Any, ...]

_NAMED = re.compile(r'"([0-9a-f]{64})"')


def to_json(data: Data) -> str:
    """Compact JSON with sorted keys: equal data give equal text. Raises TypeError and ValueError for what JSON cannot say."""
    text = json.dumps(dict(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character from a broken keyboard: rather escape everything than lose her line
        return json.dumps(dict(data), sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text


def from_json(text: str) -> dict[str, Any]:
    """The data of an event."""
    data: dict[str, Any] = json.loads(text)
    return data


def shas_named(text: str) -> set[str]:
    """The SHA-256 values that an event's JSON names: the content texts its stream uses."""
    return set(_NAMED.findall(text))


def row_of(event: Event, number: int) -> Row:
    """`event` as the `number`-th row of its stream, in the order of COLUMNS."""
    return (
        event.stream, number, event.id, event.device, event.device_seq, event.at, event.by.role, event.by.person, event.type,
        to_json(event.data), event.v,
    )  # fmt: skip


def event_of(row: Row) -> Event:
    """The event in a row."""
    stream, _, id, device, device_seq, at, role, person, type, data, v = row
    return Event(id, stream, device, device_seq, at, By(role, person), type, from_json(data), v)


def in_device_order(events: Sequence[Event]) -> list[Event]:
    """`events` as they arrived, but what one device wrote in the order in which it wrote it.

    A device's places stay its own; only when pieces of its log came in the wrong order do its events change places among themselves.
    """
    written: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        written[event.device].append(event)
    queues = {device: deque(sorted(own, key=lambda event: (event.device_seq, event.id))) for device, own in written.items()}
    return [queues[event.device].popleft() for event in events]
