"""Real meetings and swallowed lines: how far each has come, and who is to be called next."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from simulator.core import events as e
from simulator.core.events import By, Event
from simulator.core.meetings import STAGES, held_in_week, log_of, next_to_call, unwritten


def event(n: int, type: str, at: str = "2026-05-06T10:00:00.000Z", **data: object) -> Event:
    return Event(f"e{n}", "m", "d", n, at, By("self"), type, data)


NAMED = [event(1, e.MEETING_NAMED, name="Rosario"), event(2, e.MEETING_NAMED, name="Chela"), event(3, e.MEETING_NAMED, name="Beto")]


def test_the_next_to_call_is_whoever_was_never_tried_then_whoever_waits_longest() -> None:
    first = next_to_call(log_of(NAMED))
    assert first is not None
    assert first.name == "Rosario"
    tried = next_to_call(log_of([*NAMED, event(4, e.MEETING_MOVED, meeting="e1", to="attempted")]))
    assert tried is not None
    assert tried.name == "Chela"
    booked = [*NAMED, *(event(n, e.MEETING_MOVED, meeting=f"e{n - 3}", to="booked", when="Thursday at six") for n in (4, 5, 6))]
    assert next_to_call(log_of(booked)) is None


def test_a_meeting_goes_from_name_to_write_up_and_its_line_stands_on_its_card() -> None:
    log = log_of([
        *NAMED, event(4, e.MEETING_MOVED, meeting="e1", to="booked", when="Thursday at six"), event(5, e.MEETING_MOVED, meeting="e1", to="held"),
        event(6, e.LINE_SWALLOWED, parent="Fine.", mine="…", chosen="What did you step over?", meeting="e1"),
    ])  # fmt: skip
    rosario = log.meeting("e1")
    assert rosario is not None
    assert (rosario.stage, rosario.when, rosario.prep) == ("held", "Thursday at six", "What did you step over?")
    assert unwritten(log) == (rosario,)
    written = log_of(
        [
            *NAMED,
            event(5, e.MEETING_MOVED, meeting="e1", to="held"),
            event(6, e.MEETING_WRITTEN, meeting="e1", story="Her son waits.", odd="x"),
        ]
    )
    found = written.meeting("e1")
    assert found is not None
    assert (found.stage, dict(found.write_up)) == ("written", {"story": "Her son waits."})


def test_a_week_begins_on_monday() -> None:
    held = [
        *NAMED,
        event(4, e.MEETING_MOVED, at="2026-05-03T20:00:00.000Z", meeting="e1", to="held"),
        event(5, e.MEETING_MOVED, at="2026-05-04T08:00:00.000Z", meeting="e2", to="held"),
    ]
    assert held_in_week(log_of(held), date(2026, 5, 6)) == 1


@given(st.lists(st.tuples(st.sampled_from(e.MEETING_EVENTS), st.dictionaries(st.sampled_from(["meeting", "to", "name", "tries", "line"]), st.one_of(st.text(max_size=5), st.sampled_from(["e0", "e1", *STAGES])), max_size=4)), max_size=15))  # fmt: skip
def test_any_log_can_be_read(found: list[tuple[str, dict[str, str]]]) -> None:
    log = log_of([event(n, type, **data) for n, (type, data) in enumerate(found)])
    assert all(one.stage in STAGES for one in log.meetings)
    next_to_call(log)
