"""Runs from laptop to laptop: a union by id in any order, as far as consent goes, and never a part of what does not fit."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.core import events as e
from simulator.core.events import By, Event, Fact
from simulator.core.reveal import Reader, all_marks_for, critiques_for, ratings_of, reader_in
from simulator.play.bundles import agree, consent_of, make_bundle, take_in
from simulator.play.feedback import give_critique, give_mark
from simulator.play.practice import Practice
from simulator.store.bundle import BundleRefused, pack, unpack
from simulator.store.sqlite import SqliteStore
from tests.porch import porch


def practised(store: SqliteStore, person: str = "", lines: int = 1) -> Practice:
    practice = Practice.start(store, porch(), mode="choices", seed=3, language="en", person=person)
    practice.choose("pitch")
    practice.note(e.FEELING_NAMED, take=1, word="tired")
    practice.note(e.COMMITMENT_MADE, who="Rosario", what="call", when="Thursday")
    return practice


def content(store: SqliteStore) -> dict[str, list[tuple[Any, ...]]]:
    """All that is in the runs here, whatever the order in which it arrived."""
    found = {}
    for info in store.streams():
        events = store.events(info.id)
        found[info.id] = sorted((one.id, one.at, one.by.role, one.by.person, one.type, repr(dict(one.data))) for one in events)
        for event in events:
            if event.type == e.RUN_STARTED:
                store.texts(event.data["content"].values())
    return found


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_three_laptops_that_take_in_every_bundle_in_any_order_twice_hold_the_same(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("laptops")
    bundles: list[bytes] = []
    with SqliteStore(folder / "from.db") as source:
        runs = []
        for number in range(4):
            practice = practised(source, person="Ana")
            runs.append(practice.run)
            bundles.append(make_bundle(source, runs[max(0, number - 1) :]))
            give_critique(practice, reader_in(practice.run, "trainer", "Gil"), kind="keep", turn=1, effect=f"seen {number}")
            bundles.append(make_bundle(source, [practice.run]))
    shown = []
    for laptop in range(3):
        order = bundles * 2
        chance.shuffle(order)
        with SqliteStore(folder / f"{laptop}.db") as store:
            for data in order:
                assert take_in(store, data).merged.refused == ()
            shown.append(content(store))
    assert shown[0] == shown[1] == shown[2]
    assert len(shown[0]) == 4


@pytest.fixture
def here(tmp_path: Path) -> SqliteStore:
    return SqliteStore(tmp_path / "here.db")


@pytest.fixture
def there(tmp_path: Path) -> SqliteStore:
    return SqliteStore(tmp_path / "there.db")


def test_without_her_word_neither_her_notes_nor_her_name_travel(here: SqliteStore, there: SqliteStore) -> None:
    practice = practised(here, "Ana Ruiz")
    give_critique(practice, reader_in(practice.run, "peer", "Beto"), kind="keep", turn=1, effect="She smiled.")
    data = make_bundle(here, [practice.run])
    take_in(there, data)
    kept = there.events(practice.run)
    assert not {e.FEELING_NAMED, e.COMMITMENT_MADE} & {event.type for event in kept}
    assert not {"Ana Ruiz", "Beto"} & {event.by.person for event in kept}
    told = Practice.resume(there, practice.run).transcript()
    assert told.person == ""
    (said,) = critiques_for(told.remarks, Reader())
    assert (said.critique.by, said.critique.effect) == ("", "She smiled.")


def test_with_her_word_they_do_and_the_run_remembers_it(here: SqliteStore, there: SqliteStore) -> None:
    practice = practised(here, "Ana Ruiz")
    agree(here, practice.run, notes=True, name=True)
    take_in(there, make_bundle(here, [practice.run]))
    kept = there.events(practice.run)
    assert {e.FEELING_NAMED, e.COMMITMENT_MADE} <= {event.type for event in kept}
    assert kept[0].by.person == "Ana Ruiz"
    assert consent_of(kept) == {"notes": True, "name": True}


def test_what_comes_home_again_is_known_though_her_name_was_left_out(here: SqliteStore, there: SqliteStore) -> None:
    practice = practised(here, "Ana Ruiz")
    take_in(there, make_bundle(here, [practice.run]))
    coach = Practice.resume(there, practice.run)
    give_critique(coach, reader_in(coach.run, "trainer", "Gil"), kind="change", turn=1, effect="He froze.", instead="Lupe sent me.")
    back = take_in(here, make_bundle(there, [practice.run]))
    assert (back.merged.added, back.merged.refused, back.fresh) == (1, (), ())
    told = Practice.resume(here, practice.run).transcript()
    assert told.person == "Ana Ruiz"
    assert [said.critique.by for said in critiques_for(told.remarks, Reader())] == ["Gil"]


def test_a_peer_who_marked_under_her_name_is_known_again_where_only_its_sign_arrived(here: SqliteStore, there: SqliteStore) -> None:
    practice = practised(here)
    give_mark(practice, reader_in(practice.run, "peer", "Beto"), criterion="opening", level=2)
    give_mark(practice, Reader(), criterion="opening", level=3)
    take_in(there, make_bundle(here, [practice.run]))
    remarks = Practice.resume(there, practice.run).transcript().remarks
    (marks,) = all_marks_for(ratings_of(remarks), reader_in(practice.run, "peer", "Beto"))
    assert marks.own is not None
    assert marks.own.level == 2
    (closed,) = all_marks_for(ratings_of(remarks), reader_in(practice.run, "peer", "Chela"))
    assert closed.waits_for == "own"


def test_a_deleted_run_stays_deleted_and_its_deletion_is_told(here: SqliteStore, there: SqliteStore) -> None:
    practice, other = practised(here), practised(here)
    old = make_bundle(here, [practice.run, other.run])
    take_in(there, old)
    here.delete(practice.run)
    again = take_in(here, old)
    assert {one.why for one in again.merged.refused} == {"deleted"}
    assert here.events(practice.run) == []
    told = take_in(there, make_bundle(here, [other.run]))
    assert told.deleted_there == (practice.run,)
    assert there.events(practice.run)
    take_in(there, make_bundle(here, [other.run]), honour_deletions=True)
    assert there.is_deleted(practice.run)


def test_a_bundle_cannot_delete_what_began_here(here: SqliteStore, there: SqliteStore) -> None:
    mine, theirs = practised(here), practised(there)
    import hashlib

    data = pack(there.events(theirs.run), {theirs.run: "run"}, porch_texts(there, theirs), [hashlib.sha256(mine.run.encode()).hexdigest()])
    assert take_in(here, data, honour_deletions=True).deleted_there == ()
    assert here.events(mine.run)


def porch_texts(store: SqliteStore, practice: Practice) -> dict[str, str]:
    return store.texts(store.events(practice.run)[0].data["content"].values())


def test_a_run_that_tells_no_conversation_is_refused_with_everything_beside_it(here: SqliteStore, there: SqliteStore) -> None:
    good, bad = practised(there), practised(there)
    texts = porch_texts(there, good)
    broken = [
        replace(event, data={**event.data, "beat": "nowhere"}) if event.type == e.TURN_TAKEN else event for event in there.events(bad.run)
    ]
    data = pack([*there.events(good.run), *broken], {good.run: "run", bad.run: "run"}, texts)
    with pytest.raises(BundleRefused) as found:
        take_in(here, data)
    assert found.value.code == "odd-run"
    assert here.streams() == []


def test_an_event_that_says_something_else_under_a_known_id_refuses_the_whole_file(here: SqliteStore, there: SqliteStore) -> None:
    practice, other = practised(there), practised(there)
    take_in(here, make_bundle(there, [practice.run]))
    before = content(here)
    changed = [
        replace(event, data={**event.data, "title": "Another"}) if event.type == e.RUN_STARTED else event
        for event in there.events(practice.run)
    ]
    data = pack([*there.events(other.run), *changed], {practice.run: "run", other.run: "run"}, porch_texts(there, practice))
    with pytest.raises(BundleRefused) as found:
        take_in(here, data)
    assert found.value.code == "differs"
    assert content(here) == before


def test_a_run_without_its_content_is_refused(here: SqliteStore, there: SqliteStore) -> None:
    practice = practised(there)
    with pytest.raises(BundleRefused):
        take_in(here, pack(there.events(practice.run), {practice.run: "run"}, {}))
    assert here.streams() == []


def test_two_laptops_that_set_a_profile_field_differently_keep_both_values(here: SqliteStore, there: SqliteStore) -> None:
    from simulator.play.coaching import add_person, find_person, set_profile

    person = add_person(here, "Ana", team="Calle Nogal")
    take_in(there, make_bundle(here, [], [person.stream]))
    set_profile(there, find_person(there, "Ana"), team="Harbor Mesa")
    set_profile(here, person, team="Nogal")
    take_in(here, make_bundle(there, [], [person.stream]))
    take_in(there, make_bundle(here, [], [person.stream]))
    assert set(find_person(here, "Ana").values["team"]) == {"Nogal", "Harbor Mesa"}
    assert find_person(here, "Ana").values == find_person(there, "Ana").values


def test_what_a_coach_noted_for_herself_is_in_no_bundle(here: SqliteStore) -> None:
    from simulator.play.coaching import add_person, contact

    person = add_person(here, "Ana")
    contact(here, person, note="She is afraid of the principal")
    assert all(event.type != e.CONTACT_HELD for event in unpack(make_bundle(here, [], [person.stream])).events)


def test_an_event_of_a_later_version_is_kept_though_nobody_here_knows_it(here: SqliteStore, there: SqliteStore) -> None:
    practice = practised(there)
    there.append(practice.run, [Fact("telepathy_noticed", {"text": "boo"})], By("trainee"))
    take_in(here, make_bundle(there, [practice.run]))
    kept: list[Event] = here.events(practice.run)
    assert kept[-1].type == "telepathy_noticed"
    assert Practice.resume(here, practice.run).transcript().ended
