"""Writing and reading events."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.core.events import By, Event, Fact
from simulator.store.interface import Store, StreamInfo, StreamMoved
from simulator.store.rows import in_device_order, to_json
from simulator.store.sqlite import SqliteStore


def numbers(path: Path, stream: str) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [n for (n,) in connection.execute("SELECT number FROM event WHERE stream = ? ORDER BY number", (stream,))]


def test_what_is_appended_is_read_back_the_same_and_in_order(store: SqliteStore) -> None:
    first = store.append("run-1", [Fact("run_started", {"scenario": "spin-cycle", "content": {}}), Fact("take_opened", {"take": 1})])
    second = store.append("run-1", [Fact("turn_taken", {"text": "¿Cómo amaneció?", "felt": {"rosario.trust": 1}})], By("self", "Ana"))
    assert store.events("run-1") == [*first, *second]
    assert [event.device_seq for event in store.events("run-1")] == [1, 2, 3]
    assert [event.type for event in first] == ["run_started", "take_opened"]
    assert second[0].by == By("self", "Ana")
    assert first[0].at == first[1].at < second[0].at


def test_one_stream_is_not_seen_in_another(store: SqliteStore) -> None:
    store.append("run-1", [Fact("run_started")])
    store.append("run-2", [Fact("run_started"), Fact("take_opened")])
    assert len(store.events("run-1")) == 1
    assert len(store.events("run-2")) == 2
    assert store.events("run-3") == []


def test_no_facts_write_nothing(store: SqliteStore) -> None:
    assert store.append("run-1", []) == ()
    assert store.streams() == []


def test_what_arrived_since_is_read_from_where_one_had_got_to(store: SqliteStore) -> None:
    store.append("run-1", [Fact("run_started"), Fact("take_opened")])
    seen = len(store.events("run-1"))
    later = store.append("run-1", [Fact("turn_taken")])
    assert store.events("run-1", after=seen) == list(later)
    assert store.events("run-1", after=seen + 1) == []


def test_whoever_has_not_seen_the_latest_event_is_told_and_nothing_is_written(store: SqliteStore) -> None:
    store.append("run-1", [Fact("run_started")], after=0)
    store.append("run-1", [Fact("turn_taken")], after=1)
    with pytest.raises(StreamMoved) as moved:
        store.append("run-1", [Fact("turn_taken")], after=1, keep={"scenario": "x"}, clear_draft=True)
    assert (moved.value.seen, moved.value.there) == (1, 2)
    assert len(store.events("run-1")) == 2
    with pytest.raises(StreamMoved):
        store.append("run-2", [Fact("turn_taken")], after=1)
    assert [info.id for info in store.streams()] == ["run-1"]


def test_two_who_write_at_once_after_the_same_event_do_not_both_get_their_way(store: SqliteStore) -> None:
    store.append("run-1", [Fact("run_started")])
    outcomes: list[str] = []
    together = threading.Barrier(8)

    def work(n: int) -> None:
        together.wait()
        try:
            store.append("run-1", [Fact("turn_taken", {"n": n})], after=1)
            outcomes.append("written")
        except StreamMoved:
            outcomes.append("moved")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["moved"] * 7 + ["written"]
    assert len(store.events("run-1")) == 2


def test_many_threads_lose_nothing_and_number_without_gaps(store: SqliteStore, path: Path) -> None:
    def work(name: str) -> None:
        for n in range(20):
            store.append(name, [Fact("turn_taken", {"n": n})])
            store.append("shared", [Fact("turn_taken", {"n": n, "who": name})])
            assert [event.data["n"] for event in store.events(name)] == list(range(n + 1))

    threads = [threading.Thread(target=work, args=(f"run-{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers(path, "shared") == list(range(1, 121))
    everything = [event for info in store.streams() for event in store.events(info.id)]
    assert sorted(event.device_seq for event in everything) == list(range(1, 241))
    assert len({event.id for event in everything}) == 240


def test_data_that_cannot_be_said_in_json_is_refused_before_anything_is_written(store: SqliteStore) -> None:
    with pytest.raises(ValueError, match="JSON"):
        store.append("run-1", [Fact("turn_taken", {"n": float("nan")})])
    with pytest.raises(TypeError):
        store.append("run-1", [Fact("run_started"), Fact("turn_taken", {"n": object()})])
    assert store.events("run-1") == []


def test_half_a_character_from_a_broken_keyboard_is_kept(store: SqliteStore) -> None:
    written = store.append("run-1", [Fact("turn_taken", {"text": "ma\ud83cana, niña"})])
    assert store.events("run-1") == list(written)
    assert written[0].data["text"] == "ma\ud83cana, niña"


def test_equal_data_give_equal_text_whatever_their_order() -> None:
    assert (
        to_json({"b": 1, "a": {"d": [1, 2], "c": "ñ"}})
        == to_json({"a": {"c": "ñ", "d": [1, 2]}, "b": 1})
        == '{"a":{"c":"ñ","d":[1,2]},"b":1}'
    )


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path_factory.mktemp("shared") / "simulator.db") as opened:
        yield opened


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.dictionaries(st.text(max_size=8), json_values, max_size=4), by=st.builds(By, st.text(max_size=9), st.text(max_size=9)))
def test_any_data_and_any_name_come_back_as_they_were(shared: SqliteStore, data: dict[str, object], by: By) -> None:
    stream = shared.new_stream()
    written = shared.append(stream, [Fact("turn_taken", data)], by)
    assert shared.events(stream) == list(written)
    assert written[0].data == data
    assert written[0].by == by


# -- lists ---------------------------------------------------------------------------------------------------------------------


def test_streams_of_a_kind_are_listed_newest_first(store: SqliteStore) -> None:
    store.append("run-1", [Fact("run_started")])
    store.append("run-2", [Fact("run_started"), Fact("take_opened")])
    store.append("room-1", [Fact("room_opened")], kind="room")
    store.append("run-1", [Fact("take_opened")])
    assert store.streams() == [
        StreamInfo("run-2", "run", "2026-03-14T10:00:03.000Z", "2026-03-14T10:00:03.000Z", 2),
        StreamInfo("run-1", "run", "2026-03-14T10:00:02.000Z", "2026-03-14T10:00:05.000Z", 2),
    ]
    assert [info.id for info in store.streams("room")] == ["room-1"]


def test_a_summary_shows_how_a_run_began_its_takes_and_its_last_end(store: SqliteStore) -> None:
    store.append(
        "run-1",
        [Fact("run_started", {"scenario": "spin-cycle"}), Fact("take_opened", {"take": 1}), Fact("take_ended", {"ending": "false-yes"})],
    )
    store.append("run-1", [Fact("take_opened", {"take": 2}), Fact("turn_taken"), Fact("take_ended", {"ending": "thursday"})])
    store.append("run-2", [Fact("run_started", {"scenario": "porch-light"}), Fact("take_opened", {"take": 1})])
    later, earlier = store.summaries()
    assert (earlier.id, earlier.opened, earlier.takes, earlier.ended) == ("run-1", {"scenario": "spin-cycle"}, 2, {"ending": "thursday"})
    assert (earlier.events, earlier.started < earlier.changed) == (6, True)
    assert (later.id, later.opened, later.takes, later.ended) == ("run-2", {"scenario": "porch-light"}, 1, None)


def test_a_summary_of_a_room_shows_how_the_room_opened(store: SqliteStore) -> None:
    store.append("room-1", [Fact("room_opened", {"code": "K7"})], kind="room")
    (summary,) = store.summaries("room")
    assert summary.opened == {"code": "K7"}


def test_the_last_event_of_a_type_is_found_without_reading_the_rest(store: SqliteStore) -> None:
    store.append("run-1", [Fact("take_opened", {"take": 1}), Fact("take_opened", {"take": 2}), Fact("turn_taken")])
    found = store.last_of("run-1", "take_opened")
    assert found is not None
    assert found.data == {"take": 2}
    assert store.last_of("run-1", "take_ended") is None


# -- what never changes --------------------------------------------------------------------------------------------------------


def test_an_event_can_neither_be_changed_nor_taken_out_by_itself(store: SqliteStore, path: Path) -> None:
    store.append("run-1", [Fact("turn_taken", {"text": "hers"})])
    with closing(sqlite3.connect(path)) as other:
        with pytest.raises(sqlite3.IntegrityError, match="never changes"):
            other.execute("UPDATE event SET data = '{}'")
        with pytest.raises(sqlite3.IntegrityError, match="only with its whole stream"):
            other.execute("DELETE FROM event")


def test_a_store_keeps_its_device_and_goes_on_counting_when_opened_again(path: Path) -> None:
    with SqliteStore(path) as store:
        (first,) = store.append("run-1", [Fact("run_started")])
    with SqliteStore(path) as store:
        (second,) = store.append("run-2", [Fact("run_started")])
    assert first.device == second.device
    assert len(first.device) == 32
    assert (first.device_seq, second.device_seq) == (1, 2)


def test_numbers_of_a_device_are_not_used_again_after_a_deletion(store: SqliteStore) -> None:
    store.append("run-1", [Fact("run_started"), Fact("take_opened")])
    store.delete("run-1")
    (event,) = store.append("run-2", [Fact("run_started")])
    assert event.device_seq == 3


def test_a_closed_store_says_so(path: Path) -> None:
    store = SqliteStore(path)
    store.close()
    store.close()
    with pytest.raises(RuntimeError, match="closed"):
        store.append("run-1", [Fact("run_started")])
    with pytest.raises(RuntimeError, match="closed"):
        store.events("run-1")


def test_the_sqlite_store_is_a_store(store: SqliteStore) -> None:
    as_promised: Store = store
    assert as_promised.new_stream() != as_promised.new_stream()


# -- order ---------------------------------------------------------------------------------------------------------------------


def event(device: str, seq: int) -> Event:
    return Event(f"{device}{seq}", "run", device, seq, "", By(), "turn_taken", {})


def test_pieces_of_a_log_that_came_in_the_wrong_order_are_read_in_the_order_they_were_written() -> None:
    arrived = [event("a", 9), event("b", 1), event("a", 10), event("a", 2)]
    assert in_device_order(arrived) == [event("a", 2), event("b", 1), event("a", 9), event("a", 10)]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 9)), unique=True))
def test_reading_order_keeps_each_device_in_order_and_every_place_with_its_device(places: list[tuple[str, int]]) -> None:
    arrived = [event(device, seq) for device, seq in places]
    ordered = in_device_order(arrived)
    assert sorted(e.id for e in ordered) == sorted(e.id for e in arrived)
    assert [e.device for e in ordered] == [e.device for e in arrived]
    for device in "abc":
        own = [e.device_seq for e in ordered if e.device == device]
        assert own == sorted(own)
    assert in_device_order(ordered) == ordered
