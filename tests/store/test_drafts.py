"""What was typed and not yet sent, and settings."""

from __future__ import annotations

from pathlib import Path

from simulator.core.events import Fact
from simulator.store.sqlite import SqliteStore


def test_a_draft_is_there_after_the_program_ends(path: Path) -> None:
    with SqliteStore(path) as store:
        store.save_draft("run-1", "take-1.turn-4", "Cuénteme de ay")
    with SqliteStore(path) as store:
        assert store.draft("run-1", "take-1.turn-4") == "Cuénteme de ay"
        assert store.draft("run-1", "commitment") == ""
        assert store.draft("run-2", "take-1.turn-4") == ""


def test_a_draft_is_replaced_by_the_next_and_dropped_when_emptied(store: SqliteStore) -> None:
    store.save_draft("run-1", "commitment", "Call")
    store.save_draft("run-1", "commitment", "Call Rosario")
    assert store.draft("run-1", "commitment") == "Call Rosario"
    store.save_draft("run-1", "commitment", "")
    assert store.drafts() == []


def test_drafts_are_listed_the_last_typed_first(store: SqliteStore) -> None:
    store.save_draft("run-1", "take-1.turn-1", "first")
    store.save_draft("run-2", "commitment", "second")
    store.save_draft("run-1", "take-1.turn-1", "third")
    assert [(draft.stream, draft.slot, draft.text) for draft in store.drafts()] == [
        ("run-1", "take-1.turn-1", "third"),
        ("run-2", "commitment", "second"),
    ]


def test_sending_drops_the_drafts_of_that_stream_only(store: SqliteStore) -> None:
    for stream, slot in (("run-1", "take-1.turn-1"), ("run-1", "commitment"), ("run-2", "take-1.turn-1")):
        store.save_draft(stream, slot, "words")
    store.append("run-1", [Fact("turn_taken")])
    assert len(store.drafts()) == 3
    store.append("run-1", [Fact("turn_taken")], clear_draft=True)
    assert [(draft.stream, draft.slot) for draft in store.drafts()] == [("run-2", "take-1.turn-1")]


def test_sending_one_field_leaves_what_is_typed_in_the_others(store: SqliteStore) -> None:
    store.save_draft("run-1", "take-1.turn-1", "words")
    store.save_draft("run-1", "commitment", "Thursday")
    store.append("run-1", [Fact("turn_taken")], clear_draft="take-1.turn-1")
    assert [draft.slot for draft in store.drafts()] == ["commitment"]


def test_a_draft_alone_makes_no_run(store: SqliteStore) -> None:
    store.save_draft("run-1", "take-1.turn-1", "words")
    assert store.streams() == []


def test_settings_are_kept_and_replaced(store: SqliteStore) -> None:
    assert store.settings() == {}
    store.set_setting("language", "en")
    store.set_setting("language", "es")
    store.set_setting("person", "Ana")
    assert store.settings() == {"language": "es", "person": "Ana"}
