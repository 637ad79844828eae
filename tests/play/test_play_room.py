"""The room over a real store: what is acknowledged is kept, a crash changes nothing, and what it gave stands in everybody's runs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.core import events as e
from simulator.core import room_commands as c
from simulator.core.room_state import FACILITATOR, Refusal
from simulator.core.scenario import SPOKEN
from simulator.export import export
from simulator.play.blank import Blank, blank_scene
from simulator.play.practice import Practice
from simulator.play.room import ALPHABET, KIND, Options, Room, RoomRefused, hashed, keep_secrets, kept_secrets, new_code, newest_open
from simulator.store.interface import Store, StreamMoved
from simulator.store.opening import open_store
from tests.porch import porch


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store() as kept:
        yield kept


def opened(store: Store, **options: object) -> Room:
    return Room.open(store, porch(), Options(**options))  # type: ignore[arg-type]


def people(room: Room) -> dict[str, str]:
    """Ana plays, Beto answers, Caro, Dani and Eli watch; by name, their ids."""
    ids = {name: room.join(name, "en").person for name in ("Ana", "Beto", "Caro", "Dani", "Eli")}
    room.do(c.Change(ids["Ana"], role="organizer"))
    room.do(c.Change(ids["Beto"], role="counterpart"))
    room.do(c.Change(ids["Dani"], lens="scribe"))
    return ids


def played(room: Room) -> dict[str, str]:
    """A whole block: a take with lines, notes and marks, a rehearsal, a commitment."""
    ids = people(room)
    room.do(c.NameFocus("wait after I ask"), ids["Ana"])
    room.do(c.Go("take"))
    room.do(c.WriteLine("l1", "Lupe sent me. What did the other two want?"), ids["Dani"])
    room.do(c.WriteLine("l2", "They wanted a signature.", "counterpart"), ids["Dani"])
    room.do(c.WriteLine("l3", "And you?"), ids["Dani"])
    room.do(c.MarkLine("signature"))
    room.do(c.GiveNote("n1", "keep", "what did the other two want", "she came out on the porch"), ids["Caro"])
    room.do(c.Go("silent"))
    for criterion in room.state.criteria:
        room.do(c.Rate(criterion, 2), ids["Ana"])
        room.do(c.Rate(criterion, 3), ids["Caro"])
    room.do(c.Say("f1", "feeling", "nervous"), ids["Ana"])
    room.do(c.Go("reveal"))
    room.do(c.Reveal())
    room.do(c.Go("rehearse"))
    room.do(c.WriteLine("l4", "What would you have wanted?"), ids["Dani"])
    room.do(c.Go("commit"))
    room.do(c.Commit("Rosa", "sit on her porch", "Thursday at six", "Lupe"), ids["Ana"])
    return ids


def test_a_code_has_forty_bits_of_letters_nobody_mistakes() -> None:
    assert len({new_code() for _ in range(50)}) == 50
    assert len(ALPHABET) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_a_phone_s_secret_is_not_kept_only_its_hash(store: Store) -> None:
    room = opened(store)
    seat = room.join("Ana", "es")
    assert room.state.by_token(hashed(seat.token)) == room.state.people[seat.person]
    assert seat.token not in str([event.data for event in store.events(room.stream)])


def test_a_room_reopens_in_the_state_it_was_left_in_at_every_moment(store: Store) -> None:
    room = opened(store)
    ids = people(room)
    steps: list[c.Command] = [
        c.Go("take"),
        c.MarkLine("x"),
        c.Freeze(),
        c.Freeze(),
        c.Rewind(),
        c.Go("silent"),
        c.NextVoice(),
        c.Reveal(),
        c.Undo(),
        c.Close(),
    ]
    for step in steps:
        room.do(step)
        again = Room.reopen(store, room.stream)
        assert again.state.stage == (room.state if step != c.Close() else again.state).stage
        assert again.state.people == room.state.people
    assert ids


def test_two_laptops_cannot_drive_one_room(store: Store) -> None:
    room = opened(store)
    other = Room.reopen(store, room.stream)
    room.do(c.Go())
    with pytest.raises(StreamMoved):
        other.do(c.Go())
    assert other.state.stage.phase == "lobby"


def test_requests_that_come_together_are_written_together_and_answered_apart(store: Store) -> None:
    room = opened(store)
    ids = people(room)
    note = c.GiveNote("n1", quote="x", effect="y")
    answers = room.carry_out([(note, ids["Caro"]), (note, ids["Caro"]), (c.Go(), ids["Caro"]), (c.GiveNote("n2", quote="z"), ids["Eli"])])
    assert [len(a) if not isinstance(a, Refusal) else a.code for a in answers] == [1, 0, "not-yours", 1]
    assert [event.by.person for event in store.events(room.stream)][-2:] == ["Caro", "Eli"]


def test_text_is_cleaned_on_its_way_in(store: Store) -> None:
    room = opened(store)
    seat = room.join("A\x1b[31mna\u202e", "es")
    room.do(c.GiveNote("n1", quote="x\x07y" + "z" * 9_000), seat.person)
    assert room.state.people[seat.person].name == "A[31mna"
    assert room.state.notes["n1"].critique.quote.startswith("xyz")
    assert len(room.state.notes["n1"].critique.quote) == 400


def test_closing_leaves_each_organizer_a_run_with_all_that_was_said(store: Store) -> None:
    room = opened(store)
    played(room)
    (run,) = room.close()
    practice = Practice.resume(store, run)
    told = practice.transcript("en")
    first, second = told.takes
    assert (told.person, told.mode, first.ending, first.kind) == ("Ana", "room", SPOKEN, "played")
    assert [turn.text for turn in first.turns] == ["Lupe sent me. What did the other two want?", "And you?"]
    assert first.turns[0].answer[0].text == "They wanted a signature."
    assert [turn.text for turn in second.own] == ["What would you have wanted?"]
    critique = told.notes(e.CRITIQUE_GIVEN)[0]
    assert (critique.by, critique.role, critique.data["turn"], critique.data["take"]) == ("Caro", "peer", 1, 1)
    assert {(r.role, r.data["level"]) for r in told.notes(e.RATING_GIVEN)} == {("self", 2), ("peer", 3)}
    assert told.notes(e.COMMITMENT_MADE)[0].data["coach"] == "Lupe"
    assert told.notes(e.CRITIQUE_ANSWERED)[0].data["critique"] == "n1"
    assert told.notes(e.CRITIQUE_ANSWERED)[0].data["take"] == 2
    assert told.notes(e.FEELING_NAMED)[0].data["word"] == "nervous"


def test_a_spoken_scene_never_gets_levels_of_the_machine(store: Store) -> None:
    room = opened(store)
    played(room)
    (run,) = room.close()
    told = Practice.resume(store, run).transcript()
    assert all(take.marks == () and take.keep is None and take.counts == () for take in told.takes)


@pytest.mark.parametrize("to", ["md", "html", "json"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_run_from_a_room_can_be_taken_home(store: Store, to: str, language: str) -> None:
    room = opened(store)
    played(room)
    (run,) = room.close()
    page = export(Practice.resume(store, run).transcript(language), to, include_levels=True).decode()
    for words in ("she came out on the porch", "What would you have wanted?", "Lupe", "0:00" if to != "json" else "line_marked"):
        assert words in page, words
    run_data = json.loads(page) if to == "json" else None
    assert run_data is None or not any(turn["turning_point"] for take in run_data["takes"] for turn in take["turns"])


def test_from_a_spoken_line_she_can_go_again_alone(store: Store) -> None:
    room = opened(store)
    played(room)
    (run,) = room.close()
    practice = Practice.resume(store, run)
    practice.go_again(1, 2)
    assert practice.state.take.turns == 1
    assert practice.transcript().takes[-1].spoken


def test_closing_again_after_a_crash_writes_nothing_twice(store: Store) -> None:
    room = opened(store)
    played(room)
    room.do(c.Close())  # the power went here
    again = Room.reopen(store, room.stream)
    assert again.state.written
    once = store.events(again.state.written[0])
    Room.reopen(store, room.stream)
    assert store.events(again.state.written[0]) == once
    assert newest_open(store) == ""


def test_where_notes_are_not_named_the_run_names_nobody_but_her(store: Store) -> None:
    for naming in ("trainer", "anonymous"):
        room = opened(store, naming=naming)
        played(room)
        (run,) = room.close()
        assert {event.by.person for event in store.events(run) if event.by.role in ("peer", "counterpart")} == {""}


def test_nobody_joined_and_the_facilitator_enters_it_all(store: Store) -> None:
    room = opened(store)
    room.do(c.Go("take"))
    room.do(c.WriteLine("l1", "Good evening."))
    room.do(c.GiveNote("n1", "keep", "good evening", "he nodded"))
    (run,) = room.close()
    told = Practice.resume(store, run).transcript()
    assert told.person == ""
    assert told.notes(e.CRITIQUE_GIVEN)[0].role == "trainer"


def test_in_institute_mode_nothing_is_on_disk(store: Store, sealed_home: Path) -> None:
    room = Room.open(store, porch(), Options(institute=True))
    seat = room.join("Señora Inconfundible", "es")
    room.do(c.Go("take"))
    room.do(c.GiveNote("n1", quote="palabras inconfundibles"), seat.person)
    assert room.close() == ()
    assert store.streams(KIND) == []
    store.close()
    assert not any(b"nconfundible" in path.read_bytes() for path in sealed_home.rglob("*") if path.is_file())


def test_a_purged_room_is_gone_from_every_file(store: Store, sealed_home: Path) -> None:
    room = opened(store)
    seat = room.join("Señora Inconfundible", "es")
    room.do(c.Change(seat.person, role="organizer"))
    room.do(c.Go("take"))
    room.do(c.GiveNote("n1", quote="palabras inconfundibles"), seat.person)
    keep_secrets(store, room.stream, {"pin": "inconfundible"})
    room.close()
    room.purge()
    assert store.streams(KIND) == []
    assert store.summaries() == []
    assert kept_secrets(store, room.stream) == {}
    store.close()
    connection = sqlite3.connect(sealed_home / "simulator.db")
    connection.close()
    assert not any(b"nconfundible" in path.read_bytes() for path in sealed_home.rglob("*") if path.is_file())


def test_the_script_plays_opposite_and_the_room_votes(store: Store) -> None:
    room = opened(store, script=True)
    ids = people(room)
    room.do(c.Go("take"))
    replies = room.replies()
    first = next(iter(replies))
    room.do(c.OpenVote(replies))
    room.do(c.Cast(first), ids["Caro"])
    room.choose()
    assert room.public()["lines"][0]["text"].split() == replies[first].split()
    again = Room.reopen(store, room.stream)
    assert again.public()["lines"] == room.public()["lines"]
    room.do(c.Rewind())
    assert room.script is not None
    assert room.script.state.current == 2
    (run,) = room.close()
    assert Practice.resume(store, run).transcript().takes[0].turns[0].reply == first


def test_a_blank_room_is_open_from_four_answers(store: Store) -> None:
    from simulator.content.catalogue import Catalogue

    loaded = blank_scene(
        Catalogue(), Blank("A grandmother: # [x]", "Her kitchen: six", "that he reads", "she signed already", language="es")
    )
    room = Room.open(store, loaded, Options())
    room.do(c.Go("take"))
    assert Room.reopen(store, room.stream).material.scenario.cast["other"].secret == "she signed already"
    assert room.state.criteria


def test_a_person_is_found_by_the_beginning_of_her_name(store: Store) -> None:
    room = opened(store)
    ids = people(room)
    assert room.person("car") == ids["Caro"]
    with pytest.raises(RoomRefused):
        room.person("nobody")
    room.do(c.Go(), FACILITATOR)


def test_a_line_is_parted_into_group_command_and_the_rest() -> None:
    from simulator.play.room_words import parted

    assert parted("freeze") == ("", "freeze", "")
    assert parted(" 2:  mark  the  line ") == ("2", "mark", "the  line")
    assert parted("line counterpart: 3: no") == ("", "line", "counterpart: 3: no")
    assert parted("") == ("", "", "")
    assert parted("٣: close") == ("", "٣:", "close")
    assert parted("2:") == ("", "2:", "")
