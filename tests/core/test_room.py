"""The room's state machine, as sentences and as properties over any order of requests."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import events as e
from simulator.core import room_commands as c
from simulator.core.events import Fact
from simulator.core.room import TRANSITIONS, decide, evolve, fold, queue
from simulator.core.room_state import FACILITATOR, LENSES, PHASES, Refusal, RoomState
from simulator.core.room_view import console, phone, public, stuck

START = 1_700_000_000_000


class Played:
    """A room driven by hand: a clock that is set, requests that must or must not be done."""

    def __init__(self, **options: Any) -> None:
        self.now, self.state, self.facts = START, RoomState(), list[Fact]()
        opening = {
            "title": "Spin cycle",
            "form": "one_to_one",
            "scenario": "spin-cycle",
            "language": "es",
            "criteria": ("digging", "close"),
        }
        self.do(c.OpenRoom(**{**opening, **options}))

    def do(self, command: c.Command, by: str = FACILITATOR) -> tuple[Fact, ...]:
        facts = decide(self.state, command, by, self.now)
        assert not isinstance(facts, Refusal), facts
        self.facts += facts
        self.state = fold(self.state, ((fact.type, fact.data) for fact in facts))
        return facts

    def refused(self, command: c.Command, by: str = FACILITATOR) -> str:
        found = decide(self.state, command, by, self.now)
        assert isinstance(found, Refusal), found
        return found.code

    def join(self, *names: str) -> None:
        for name in names:
            self.do(c.Join(name.lower(), name, "en", token=f"t-{name}"), name.lower())

    def wait(self, seconds: float) -> None:
        self.now += int(1000 * seconds)


def ready(**options: Any) -> Played:
    """A room with Ana to play, Beto opposite, and three who watch."""
    room = Played(**options)
    room.join("Ana", "Beto", "Caro", "Dani", "Eli")
    room.do(c.Change("ana", role="organizer"))
    room.do(c.Change("beto", role="counterpart"))
    return room


def test_the_block_runs_through_its_phases_in_order() -> None:
    room = ready()
    seen = [room.state.stage.phase]
    for _ in range(8):
        room.do(c.Go())
        seen.append(room.state.stage.phase)
    room.do(c.Close())
    assert (*seen, room.state.stage.phase) == PHASES
    assert room.refused(c.Go()) == "closed"


@pytest.mark.parametrize(
    "command",
    [
        c.Go(),
        c.Freeze(),
        c.MarkLine(),
        c.Rewind(),
        c.Swap(),
        c.NextVoice(),
        c.Reveal(),
        c.Blank(),
        c.AddTime(),
        c.Undo(),
        c.Close(),
        c.Ban("ana"),
    ],
)
def test_only_the_facilitator_moves_the_room(command: c.Command) -> None:
    room = ready()
    assert room.refused(command, "caro") == "not-yours"


def test_a_stranger_can_do_nothing() -> None:
    room = ready()
    assert room.refused(c.GiveNote("n1", quote="x"), "nobody") == "no-person"


def test_two_phones_of_the_same_name_are_told_apart() -> None:
    room = Played()
    room.join("Ana")
    room.do(c.Join("other", "ana", "es", "t2"), "other")
    assert [person.name for person in room.state.present()] == ["Ana", "ana 2"]


def test_every_observer_gets_a_lens_and_they_differ() -> None:
    room = Played()
    room.join("A", "B", "C", "D", "E")
    assert len({person.lens for person in room.state.present()}) == 5
    assert {person.lens for person in room.state.present()} <= set(LENSES)


def test_the_clock_stands_still_in_a_freeze_and_goes_on_afterwards() -> None:
    room = ready()
    room.do(c.Go("take"))
    room.wait(30)
    room.do(c.Freeze())
    room.wait(100)
    assert room.state.stage.clock.elapsed(room.now) == 30_000
    room.do(c.Freeze())
    room.wait(10)
    assert room.state.stage.clock.elapsed(room.now) == 40_000


def test_a_laptop_whose_lid_was_closed_counts_the_minute_that_passed() -> None:
    room = ready()
    room.do(c.Go("take"))
    room.wait(60)
    assert public(room.state, room.now)["clock"]["elapsed"] == 60_000
    room.now -= 120_000  # its clock was set back
    assert public(room.state, room.now)["clock"]["elapsed"] == 0


def test_a_mark_knows_its_second_and_rewinding_opens_a_take_from_it() -> None:
    room = ready()
    room.do(c.Go("take", run="run-1"))
    room.wait(42)
    room.do(c.MarkLine("fine"))
    room.wait(10)
    room.do(c.Rewind())
    take = room.state.take
    assert take is not None
    assert (take.number, take.from_take, take.from_mark, take.from_seconds, take.run) == (2, 1, 1, 42, "run-1")
    assert room.state.stage.clock.elapsed(room.now) == 42_000
    assert room.state.takes[1].seconds == 52
    assert room.refused(c.Rewind(7)) == "no-more"


def test_swapping_in_a_scene_opens_a_frozen_take_of_the_other_person() -> None:
    room = ready()
    room.do(c.Go("take", run="run-1"))
    room.wait(20)
    room.do(c.Swap(run="run-2"))
    take = room.state.take
    assert take is not None
    assert (take.organizer, take.run, take.from_seconds, room.state.stage.frozen) == ("caro", "run-2", 20, True)
    assert room.state.people["ana"].role == "observer"


def test_the_voices_come_in_order_and_the_notes_after_them() -> None:
    room = ready()
    room.do(c.Go("take"))
    room.do(c.NextVoice())
    heard = [public(room.state, room.now)["voice"]]
    while room.state.stage.phase == "voices":
        room.do(c.NextVoice())
        heard.append(public(room.state, room.now).get("voice", room.state.stage.phase))
    assert heard == ["feelings", "organizer", "counterpart-in", "counterpart-out", "reveal"]


def test_without_a_counterpart_nobody_waits_for_one() -> None:
    room = Played()
    room.do(c.Go("take"))
    room.do(c.NextVoice())
    room.do(c.NextVoice())
    room.do(c.NextVoice())
    assert room.state.stage.phase == "reveal"


def noted() -> Played:
    """Two notes of Caro's, one of Dani's, and the room at the reveal."""
    room = ready()
    room.do(c.Go("take"))
    room.wait(5)
    room.do(c.GiveNote("c1", "keep", "what about your brother?", "she put the cup down"), "caro")
    room.do(c.GiveNote("c2", "change", "come on Tuesday", "she looked away", "what would Tuesday cost you?"), "caro")
    room.do(c.GiveNote("d1", "change", "fine", "", ""), "dani")
    room.do(c.Go("silent"))
    room.do(c.Reveal())
    return room


def test_notes_come_up_one_person_at_a_time_and_whole_ones_first() -> None:
    room = noted()
    assert [note.id for note in queue(room.state)] == ["c1", "d1", "c2"]
    room.do(c.Reveal())
    assert public(room.state, room.now)["note"]["quote"] == "what about your brother?"
    room.do(c.Pick("c2"))
    room.do(c.Reveal())
    assert room.state.stage.shown == "c2"


def test_a_banned_person_s_notes_are_gone_and_her_phone_is_nobody_s() -> None:
    room = noted()
    room.do(c.Reveal("c1"))
    room.do(c.Ban("caro"))
    assert public(room.state, room.now)["note"] is None
    assert room.state.by_token("t-Caro") is None
    assert [note.id for note in queue(room.state)] == ["d1"]
    assert room.refused(c.GiveNote("c9", quote="x"), "caro") == "no-person"


def test_a_hidden_note_goes_off_the_projector_at_once() -> None:
    room = noted()
    room.do(c.Reveal("c1"))
    room.do(c.Hide("c1"))
    assert public(room.state, room.now)["note"] is None
    assert room.refused(c.Reveal("c1")) == "no-note"


def test_a_note_that_comes_twice_counts_once() -> None:
    room = noted()
    assert room.do(c.GiveNote("c1", "keep", "again"), "caro") == ()
    assert room.state.notes["c1"].critique.quote == "what about your brother?"


def test_a_note_keeps_the_second_at_which_it_was_begun() -> None:
    room = ready()
    room.do(c.Go("take"))
    room.wait(90)
    room.do(c.GiveNote("c1", quote="x", seconds=33), "caro")
    room.do(c.GiveNote("c2", quote="x", seconds=9_999), "caro")
    assert [note.seconds for note in room.state.notes.values()] == [33, 90]


def test_names_stand_beside_notes_only_where_the_room_agreed() -> None:
    for naming, by in (("named", "Caro"), ("trainer", ""), ("anonymous", "")):
        room = ready(naming=naming)
        room.do(c.Go("take"))
        room.do(c.GiveNote("c1", quote="x", effect="y"), "caro")
        room.do(c.Go("reveal"))
        assert console(room.state, room.now)["queue"][0]["by"] == ("" if naming == "anonymous" else "Caro")
        room.do(c.Reveal())
        assert public(room.state, room.now)["note"]["by"] == by


def rate_all(room: Played, person: str, level: int | None = 3) -> None:
    for criterion in room.state.criteria:
        room.do(c.Rate(criterion, level), person)


def test_marks_wait_for_the_organizer_s_own_and_come_role_by_role() -> None:
    room = ready()
    room.do(c.Go("take"))
    room.do(c.Go("silent"))
    for person in ("caro", "dani", "eli"):
        rate_all(room, person)
    room.do(c.Go("reveal"))
    assert room.refused(c.Reveal()) == "self-first"
    room.do(c.Rate("", declined=True), "ana")
    rate_all(room, "beto", 2)
    room.do(c.Reveal())
    assert [mark["role"] for mark in public(room.state, room.now)["marks"]] == ["counterpart", "counterpart"]
    room.do(c.Reveal())
    assert public(room.state, room.now)["marks"][1] == {"role": "peer", "criterion": "digging", "levels": [], "median": 3.0, "count": 3}
    assert room.refused(c.Reveal()) == "no-more"
    assert room.refused(c.Rate("digging", 4), "caro") == "locked"


def test_an_organizer_without_a_phone_blocks_nobody() -> None:
    room = Played()
    room.do(c.Join("ana", "Ana", "es"))
    room.do(c.Change("ana", role="organizer"))
    room.join("Caro")
    room.do(c.Go("take"))
    room.do(c.Rate("digging", 2, person="caro"))
    room.do(c.Go("reveal"))
    room.do(c.Rate("digging", 3))
    room.do(c.Reveal())
    assert [mark["role"] for mark in public(room.state, room.now)["marks"]] == ["trainer"]


def test_nothing_is_marked_where_parents_practise() -> None:
    room = ready(institute=True)
    room.do(c.Go("take"))
    assert room.refused(c.Rate("digging", 3), "caro") == "no-marks-here"
    room.do(c.Go("reveal"))
    assert room.refused(c.Reveal()) == "no-more"


def test_the_card_of_the_counterpart_is_private_until_the_reveal() -> None:
    room = ready()
    cards = lambda: {p.id for p in room.state.present() if phone(room.state, p, room.now)["card"]}  # noqa: E731
    for phase in ("frame", "take", "silent", "voices"):
        room.do(c.Go(phase))
        assert cards() == {"beto"}
    room.do(c.Go("reveal"))
    assert cards() == {"ana", "beto", "caro", "dani", "eli"}


def test_undo_puts_the_room_back_and_loses_nothing_that_people_gave() -> None:
    room = ready()
    room.do(c.Go("take", run="r"))
    before = room.state.stage
    room.wait(10)
    room.do(c.Go("silent"))
    room.do(c.GiveNote("c1", quote="x"), "caro")
    room.do(c.Undo())
    assert room.state.stage == before
    assert "c1" in room.state.notes
    room.do(c.Undo())
    assert room.state.stage.phase == "lobby"
    assert room.state.takes[1].undone
    assert room.refused(c.Undo()) == "nothing-to-undo"


def test_anybody_may_ask_for_a_pause_and_nobody_learns_who() -> None:
    room = ready()
    room.do(c.Go("take"))
    room.do(c.AskPause(), "eli")
    shown = public(room.state, room.now)
    assert shown["pause"]
    assert "Eli" not in str(shown)
    assert stuck(room.state, room.now)
    room.do(c.Freeze(True))
    assert not public(room.state, room.now)["pause"]


def test_the_room_votes_on_the_next_line() -> None:
    room = ready()
    room.do(c.OpenVote({"a": "Ask", "b": "Tell"}))
    room.do(c.Cast("a"), "caro")
    room.do(c.Cast("b"), "caro")
    room.do(c.Cast("b"), "dani")
    assert room.refused(c.Cast("z"), "eli") == "unknown"
    facts = room.do(c.CloseVote())
    assert facts[0].data["option"] == "b"
    assert room.refused(c.Cast("a"), "eli") == "no-vote"


def test_a_scribe_writes_lines_and_others_do_not() -> None:
    room = ready()
    room.do(c.Go("take"))
    assert room.refused(c.WriteLine("l1", "hello"), "caro") == "not-yours"
    room.do(c.Change("caro", lens="scribe"))
    room.do(c.WriteLine("l1", "¿Cómo le fue?"), "caro")
    room.do(c.WriteLine("l2", "Bien.", "counterpart"), "caro")
    room.do(c.WriteLine("l3", "Cuénteme."), "caro")
    assert [(line.who, line.number) for line in room.state.lines] == [("organizer", 1), ("counterpart", 1), ("organizer", 2)]


def test_a_rehearsal_is_a_take_of_the_same_run_that_knows_its_note() -> None:
    room = noted()
    room.do(c.Reveal("c2"))
    room.do(c.Go("rehearse"))
    take = room.state.take
    assert take is not None
    assert (take.rehearsal, take.note, take.from_take, take.run) == (True, "c2", 1, room.state.takes[1].run)
    room.do(c.SeeChange(True), "caro")
    assert public(room.state, room.now)["changed"] == {"yes": 1, "of": 1}


def test_the_next_pair_begins_afresh() -> None:
    room = noted()
    room.do(c.Reveal())
    room.do(c.Go("rotate"))
    room.do(c.Swap(run=""))
    room.do(c.Go("take", run="r2"))
    assert room.state.stage.round == 2
    assert room.state.stage.revealed == ()
    assert queue(room.state) == ()
    assert room.state.take is not None
    assert room.state.take.run == "r2"


def test_a_commitment_belongs_to_who_played() -> None:
    room = noted()
    room.do(c.Go("commit"))
    room.do(c.Commit("Rosa", "visit her", "Thursday at six", "Lupe"))
    assert room.state.commitments[0].person == "ana"
    assert public(room.state, room.now)["commitment"]["coach"] == "Lupe"


# -- any order of requests -----------------------------------------------------------------------------------------------------

IDS = st.sampled_from([f"id{n}" for n in range(6)])
PEOPLE = st.sampled_from(["ana", "beto", "caro", "dani", "ghost", ""])
BY = st.sampled_from([FACILITATOR, FACILITATOR, FACILITATOR, "ana", "beto", "caro", "dani", "ghost"])
COMMANDS = st.one_of(
    st.builds(c.Join, person=st.sampled_from(["ana", "beto", "caro", "dani"]), name=st.sampled_from(["Ana", "Beto", "Caro"]), language=st.just("es"), token=IDS),
    st.builds(c.Change, person=PEOPLE, role=st.sampled_from(["", "organizer", "counterpart", "observer", "guest"]), lens=st.sampled_from(["", "scribe", "power"])),
    st.builds(c.Ban, person=PEOPLE),
    st.builds(c.Go, phase=st.sampled_from(["", *PHASES]), run=IDS),
    st.builds(c.Freeze, on=st.sampled_from([None, True, False])),
    st.builds(c.MarkLine, text=st.just("x")),
    st.builds(c.Rewind, mark=st.sampled_from([None, 0, 1, 2]), run=IDS),
    st.builds(c.Swap, role=st.sampled_from(["organizer", "counterpart"]), person=PEOPLE, run=IDS),
    st.just(c.NextVoice()), st.just(c.Reveal()), st.builds(c.Reveal, note=IDS), st.just(c.Reveal(marks=True)),
    st.builds(c.Pick, note=IDS, on=st.booleans()), st.builds(c.Hide, note=IDS, on=st.booleans()),
    st.just(c.Blank()), st.just(c.AddTime()), st.just(c.Undo()), st.just(c.OpenVote({"a": "A", "b": "B"})),
    st.builds(c.Cast, option=st.sampled_from(["a", "b", "z"])), st.just(c.CloseVote()),
    st.builds(c.WriteLine, id=IDS, text=st.just("hello")),
    st.builds(c.GiveNote, id=IDS, kind=st.sampled_from(["keep", "change", "question"]), quote=st.sampled_from(["", "q"]), effect=st.just("e"), take=st.integers(0, 4), person=PEOPLE),
    st.builds(c.PressButton, id=IDS, lens=st.just("power"), button=st.sampled_from(["framed", "nothing"])),
    st.builds(c.Rate, criterion=st.sampled_from(["digging", "close", "nothing"]), level=st.sampled_from([None, 1, 4, 9])),
    st.just(c.Rate("", declined=True)), st.builds(c.Say, id=IDS, kind=st.sampled_from(["feeling", "block"]), feeling=st.just("nervous")),
    st.builds(c.SeeChange, yes=st.booleans()), st.just(c.NameFocus("wait")), st.just(c.AskPause()), st.just(c.Commit("Rosa", "visit", "Thursday")),
    st.just(c.ChangeCode("NEW", "key")), st.just(c.Close()),
)  # fmt: skip
REQUESTS = st.lists(st.tuples(COMMANDS, BY, st.integers(0, 90)), max_size=60)


def play(requests: list[tuple[c.Command, str, int]]) -> list[tuple[RoomState, RoomState, c.Command, str, tuple[Fact, ...] | Refusal]]:
    """Every step of a room under these requests: state before, after, request, sender, result."""
    room = Played()
    steps = []
    for command, by, seconds in requests:
        room.wait(seconds)
        result, before = decide(room.state, command, by, room.now), room.state
        if not isinstance(result, Refusal):
            room.state = fold(before, ((fact.type, fact.data) for fact in result))
        steps.append((before, room.state, command, by, result))
    return steps


@given(REQUESTS)
def test_only_the_facilitator_s_requests_move_the_stage(requests: list[tuple[c.Command, str, int]]) -> None:
    for before, after, command, by, _ in play(requests):
        if by != FACILITATOR:
            assert after.stage == before.stage, command


@given(REQUESTS)
def test_no_mark_is_shown_before_its_reveal_nor_a_name_before_the_notes(requests: list[tuple[c.Command, str, int]]) -> None:
    for _, after, _, _, _ in play(requests):
        shown = public(after, START)
        roles = {mark["role"] for mark in shown["marks"]}
        assert roles <= set(after.stage.marks_shown)
        if after.stage.phase in ("lobby", "frame", "take", "silent", "voices"):
            assert not shown["marks"]
            assert shown["note"] is None
            assert not {"Ana", "Beto", "Caro"} & set(str(shown).replace("'", " ").split())
        for person in after.present():
            for mark in phone(after, person, START)["marks"]:
                assert any(r.by == person.id and r.criterion == mark["criterion"] for r in after.ratings)


@given(REQUESTS)
def test_undo_restores_the_stage_before_the_last_transition(requests: list[tuple[c.Command, str, int]]) -> None:
    for before, after, _, _, result in play(requests):
        moved = [] if isinstance(result, Refusal) else [fact for fact in result if fact.type in TRANSITIONS and fact.type != e.ROOM_CLOSED]
        if moved:
            undone = decide(after, c.Undo(), FACILITATOR, START)
            assert not isinstance(undone, Refusal)
            assert evolve(after, undone[0].type, undone[0].data).stage == before.stage


@given(REQUESTS)
def test_every_note_and_line_arrives_once_whoever_repeats_it(requests: list[tuple[c.Command, str, int]]) -> None:
    room = Played()
    given_ids: list[str] = []
    for command, by, seconds in requests:
        room.wait(seconds)
        for _ in range(2):
            result = decide(room.state, command, by, room.now)
            if not isinstance(result, Refusal):
                given_ids += [fact.data["id"] for fact in result if "id" in fact.data]
                room.state = fold(room.state, ((fact.type, fact.data) for fact in result))
    assert len(given_ids) == len(set(given_ids))


@given(REQUESTS)
def test_what_people_gave_never_shrinks_and_a_closed_room_is_still(requests: list[tuple[c.Command, str, int]]) -> None:
    for before, after, _, _, _ in play(requests):
        assert set(before.notes) <= set(after.notes)
        assert len(before.lines) <= len(after.lines)
        assert len(before.ratings) <= len(after.ratings)
        if before.stage.phase == "closed":
            assert after == before
        assert after.stage.phase in PHASES
        assert not after.stage.shown or after.stage.shown in after.notes


@given(REQUESTS)
def test_the_log_alone_gives_the_same_room(requests: list[tuple[c.Command, str, int]]) -> None:
    import json

    room = Played()
    for command, by, seconds in requests:
        room.wait(seconds)
        result = decide(room.state, command, by, room.now)
        if not isinstance(result, Refusal):
            room.facts += result
            room.state = fold(room.state, ((fact.type, fact.data) for fact in result))
    assert fold(RoomState(), ((fact.type, json.loads(json.dumps(dict(fact.data)))) for fact in room.facts)) == room.state
