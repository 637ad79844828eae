"""Taking in events written elsewhere."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core.events import By, Event, Fact
from simulator.store.interface import Merged, Refused, StreamInfo
from simulator.store.sqlite import SqliteStore


def sha(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def event(device: str, seq: int, stream: str = "run-1", text: str = "") -> Event:
    """What device `device` wrote as its `seq`-th event; the same arguments give the same event. Its clock is as wrong as can be."""
    at = f"{2016 + 7 * (seq % 3)}-03-14T10:00:{seq:02d}.000Z"
    data = {"n": seq, "content": {"scenario": sha(text)}} if text else {"n": seq}
    return Event(f"{stream}-{device}-{seq}", stream, device, seq, at, By("trainee", device), "turn_taken", data)


def state(store: SqliteStore) -> tuple[list[StreamInfo], dict[str, list[Event]], dict[str, list[str]]]:
    """All there is to see: the streams, each device's events in each stream as they are read, the texts."""
    infos = sorted(store.streams(), key=lambda info: info.id)
    found: dict[str, list[Event]] = {}
    for info in infos:
        for each in store.events(info.id):
            found.setdefault(f"{info.id}/{each.device}", []).append(each)
    texts: dict[str, list[str]] = {}
    for text in TEXTS:
        try:
            texts[text] = [store.text(sha(text))]
        except KeyError:
            texts[text] = []
    return infos, found, texts


TEXTS = ("scenario: a", "scenario: b")


def test_what_another_laptop_wrote_is_read_here_as_it_was_written_there(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "a.db") as there, SqliteStore(tmp_path / "b.db") as here:
        text = "scenario: spin-cycle"
        there.append("run-1", [Fact("run_started", {"content": {"scenario": sha(text)}}), Fact("take_opened")], keep={"scenario": text})
        assert here.merge(there.events("run-1"), {sha(text): text}) == Merged(2, 0, ())
        assert here.events("run-1") == there.events("run-1")
        assert here.text(sha(text)) == text
        assert here.summaries()[0].opened == there.summaries()[0].opened


def test_a_trainers_critique_comes_home_behind_the_run_it_is_about(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "a.db") as hers, SqliteStore(tmp_path / "b.db") as trainers:
        hers.append("run-1", [Fact("run_started"), Fact("turn_taken")])
        trainers.merge(hers.events("run-1"), {})
        trainers.append("run-1", [Fact("critique_given")], By("trainer", "Lupe"))
        hers.append("run-1", [Fact("rating_given")], By("self"))
        assert hers.merge(trainers.events("run-1"), {}) == Merged(1, 2, ())
        assert [e.type for e in hers.events("run-1")] == ["run_started", "turn_taken", "rating_given", "critique_given"]
        assert hers.events("run-1", after=3)[0].by.person == "Lupe"
        assert trainers.merge(hers.events("run-1"), {}) == Merged(1, 3, ())
        assert {e.id for e in hers.events("run-1")} == {e.id for e in trainers.events("run-1")}


def test_merging_twice_changes_nothing(store: SqliteStore) -> None:
    events = [event("x", n) for n in (1, 2, 3)]
    assert store.merge(events, {}) == Merged(3, 0, ())
    before = state(store)
    assert store.merge(events, {}) == Merged(0, 3, ())
    assert state(store) == before


def test_the_same_event_twice_in_one_bundle_counts_once(store: SqliteStore) -> None:
    assert store.merge([event("x", 1), event("x", 1)], {}) == Merged(1, 1, ())


def test_an_event_that_differs_from_the_one_here_is_refused_by_name(store: SqliteStore) -> None:
    store.merge([event("x", 1)], {})
    forged = replace(event("x", 1), data={"n": 99})
    elsewhere = replace(event("x", 1), stream="run-2")
    assert store.merge([forged, event("x", 2), elsewhere], {}) == Merged(
        1, 0, (Refused("run-1-x-1", "run-1", "differs"), Refused("run-1-x-1", "run-2", "differs"))
    )
    assert [e.data for e in store.events("run-1")] == [{"n": 1}, {"n": 2}]
    assert [info.id for info in store.streams()] == ["run-1"]


def test_a_bundle_does_not_bring_back_what_was_deleted(store: SqliteStore) -> None:
    text = TEXTS[0]
    events = [event("x", 1, text=text)]
    store.merge(events, {sha(text): text})
    store.delete("run-1")
    assert store.merge([*events, event("x", 1, "run-2")], {sha(text): text}) == Merged(1, 0, (Refused("run-1-x-1", "run-1", "deleted"),))
    assert [info.id for info in store.streams()] == ["run-2"]
    with pytest.raises(KeyError):
        store.text(sha(text))


def test_a_text_is_stored_under_what_it_hashes_to_and_only_if_an_event_names_it(store: SqliteStore) -> None:
    named, unnamed = TEXTS
    store.merge([event("x", 1, text=named)], {"anything": named, sha(unnamed): unnamed, sha("scenario: true"): "scenario: forged"})
    assert store.texts([sha(named)]) == {sha(named): named}
    for absent in (unnamed, "scenario: true", "scenario: forged"):
        with pytest.raises(KeyError):
            store.text(sha(absent))


def test_events_of_this_device_that_come_back_are_not_numbered_over(store: SqliteStore) -> None:
    (own,) = store.append("run-1", [Fact("run_started")])
    lost = replace(own, id="lost", device_seq=7)
    store.merge([lost], {})
    (next_one,) = store.append("run-1", [Fact("take_opened")])
    assert next_one.device_seq == 8


def test_a_merged_room_is_filed_as_a_room(store: SqliteStore) -> None:
    store.merge([event("x", 1, "room-1")], {}, kind="room")
    assert [info.id for info in store.streams("room")] == ["room-1"]


# -- union -----------------------------------------------------------------------------------------------------------------------

written = st.builds(event, st.sampled_from("xyz"), st.integers(1, 6), st.sampled_from(("run-1", "run-2")), st.sampled_from(("", *TEXTS)))


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[list[Event]], list[int]]:
    """What all devices ever wrote, as three bundles that may overlap, be incomplete and be out of order; and an order in which each of
    them is merged at least once."""
    everything = list({each.id: each for each in draw(st.lists(written, max_size=12))}.values())
    pick = st.lists(st.sampled_from(everything), unique_by=lambda each: each.id) if everything else st.just([])
    return [draw(pick) for _ in range(3)], draw(st.permutations([0, 1, 2, *draw(st.lists(st.integers(0, 2), max_size=3))]))


def after(bundles: Sequence[Sequence[Event]]) -> tuple[object, ...]:
    """What a new store holds after merging `bundles` one after the other, each with the texts that its events name."""
    with tempfile.TemporaryDirectory() as folder, SqliteStore(Path(folder) / "s.db") as store:
        store._writer.alone(lambda connection: connection.execute("PRAGMA synchronous = OFF"))  # nobody pulls the plug here
        for bundle in bundles:
            names = {each.data.get("content", {}).get("scenario") for each in bundle}
            store.merge(bundle, {sha(text): text for text in TEXTS if sha(text) in names})
        return state(store)


@settings(max_examples=30, deadline=None)
@given(histories())
def test_the_order_and_the_number_of_merges_do_not_matter(history: tuple[list[list[Event]], list[int]]) -> None:
    bundles, order = history
    assert after([bundles[n] for n in order]) == after(bundles)


@settings(max_examples=10, deadline=None)
@given(histories())
def test_bundles_may_be_joined_before_they_are_merged(history: tuple[list[list[Event]], list[int]]) -> None:
    (one, two, three), _ = history
    assert after([[*one, *two], three]) == after([one, [*two, *three]])
