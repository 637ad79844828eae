"""The transcript: takes, doors, keeps and edges, what came back, both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from simulator.core import events as e
from simulator.core.compare import alternatives
from simulator.core.events import By, Event
from simulator.core.material import Material
from simulator.core.moves import Heard, Unit
from simulator.core.run import Choose, Command, GoAgain, Note, Refusal, RunState, Say, StartRun, TakeHelp, decide, evolve
from simulator.core.transcript import Transcript, state_of, transcript
from tests.porch import porch

SPANISH = """\
scenario: porch-light
language: es
title: La luz del porche
beats:
  door:
    scene: |
      Se enciende la luz del porche. La cadena sigue puesta.
      Mrs. Alder: Usted es la tercera con tablita este mes.
    replies:
      pitch:
        coach: |
          Le dijo de qué está cansada, y usted le trajo uno más.
endings:
  thursday:
    scene: |
      Mrs. Alder: Jueves. Seis.
    later: |
      El jueves a las seis no tenía cadena.
"""


def written(material: Material, commands: Iterable[Command], language: str = "en") -> list[Event]:
    state, log = RunState(material.scenario, material.reactions), []
    for command in (StartRun(7, language=language), *commands):
        facts = decide(state, command)
        assert not isinstance(facts, Refusal), facts
        for fact in facts:
            data = {**fact.data, "par": {"opening": 2, "digging": 1, "close": 2}} if fact.type == e.TAKE_ENDED else fact.data
            state = evolve(state, fact.type, data)
            log.append(Event(f"id{len(log)}", "run", "dev", len(log) + 1, "2026-11-23T10:00:00Z", By(), fact.type, data))
    return log


def told(*commands: Command, language: str = "en") -> Transcript:
    material = porch(es=SPANISH).material
    return transcript(written(material, commands), material, language)


def own(text: str, reply: str, *moves: str) -> Say:
    return Say(text, Heard((Unit(0, len(text), moves[-1], 0.9),), moves, moves[-1]), reply)


def test_a_turn_shows_what_was_said_before_it_and_what_came_of_it() -> None:
    turn = told(Choose("credential")).takes[0].turns[0]
    assert [line.speaker for line in turn.before] == ["", "Mrs. Alder"]
    assert turn.offered is not None
    assert turn.offered.text == "You're the third clipboard this month."
    assert turn.reaction is not None
    assert turn.reaction.text == "Signatures. One never came back to say what happened."
    assert turn.feelings["alder.trust"] == 3


def test_a_best_line_is_kept_and_a_costly_one_is_the_edge_with_its_reaction() -> None:
    take = told(Choose("credential"), Choose("promise")).takes[0]
    assert take.keep is not None
    assert (take.keep.turn, take.keep.speaker) == (2, "Mrs. Alder") or take.keep.turn == 1
    take = told(Choose("pitch")).takes[0]
    assert take.edge is not None
    assert take.edge.quote.startswith("We have an amazing program")
    assert take.edge.reaction == "The porch light goes off."
    assert take.edge.coach.startswith("She told you")


def test_what_is_said_of_a_written_line_says_so_where_she_used_her_own_words() -> None:
    typed = told(own("We have a great program, can I come in?", "pitch", "pitch")).takes[0].turns[0]
    assert typed.coach.startswith("She told you")
    assert typed.meant.startswith("We have an amazing program")
    assert told(Choose("pitch")).takes[0].turns[0].meant == ""


def test_where_nothing_cost_the_edge_is_a_door_that_was_passed() -> None:
    take = told(Choose("wait"), own("Nice evening.", "pitch", "affirm")).takes[0]
    assert take.edge is not None
    assert take.edge.kind == "missed"
    assert take.edge.quote == "You're the third clipboard this month."


def test_own_words_that_reach_the_good_reply_have_passed_no_door_whatever_was_heard_in_them() -> None:
    take = told(Choose("wait"), own("Sam, Lupe sent me. And those two, what for?", "credential", "affirm")).takes[0]
    assert "opening" not in take.turns[1].doors
    assert take.edge is None or take.edge.criterion != "opening"


def test_a_second_take_takes_over_the_lines_before_it_and_leaves_the_first_alone() -> None:
    found = told(Choose("wait"), Choose("pitch"), GoAgain(1, 2), Choose("credential"), Choose("promise"))
    first, second = found.takes
    assert [turn.take for turn in second.turns] == [1, 2, 2]
    assert second.inherited == 1
    assert (first.ending, second.ending) == ("closed", "thursday")
    assert second.later == "Thursday at six the chain was off."


def test_marks_come_with_an_ending_and_not_before() -> None:
    assert told(Choose("credential")).takes[0].marks == ()
    levels = {mark.criterion: mark.level for mark in told(Choose("credential"), Choose("promise")).takes[0].marks}
    assert levels == {"opening": 4, "listening": None, "digging": 4, "close": 4}


def test_the_reader_of_another_language_gets_subtitles_and_feedback_in_hers() -> None:
    take = told(Choose("pitch"), language="es").takes[0]
    assert take.turns[0].before[1].subtitle == "Usted es la tercera con tablita este mes."
    assert take.turns[0].coach.startswith("Le dijo")


def test_replies_that_were_seen_make_a_take_aided_in_own_words() -> None:
    assert told(TakeHelp("replies"), own("No clipboard", "credential", "self_share")).takes[0].aided
    assert not told(own("No clipboard", "credential", "self_share")).takes[0].aided


def test_a_line_she_says_was_heard_wrong_is_noted_and_scores_as_before() -> None:
    commands = [own("Buy now", "pitch", "pitch")]
    plain = told(*commands).takes[0]
    assert [m.level for m in plain.marks if m.criterion == "opening"] == [1]
    wrong = told(*commands, Note(e.HEARING_ANSWERED, {"take": 1, "turn": 1, "right": False})).takes[0]
    assert wrong.turns[0].confirmed is False
    assert wrong.marks == plain.marks


def test_a_trainers_correction_counts() -> None:
    material = porch().material
    events = written(material, [own("Buy now", "pitch", "pitch")])
    word = {"take": 1, "turn": 1, "right": False, "moves": ["self_share"]}
    last = events[-1]
    corrected = replace(last, id="x", device_seq=last.device_seq + 1, by=By("trainer", "Lupe"), type=e.HEARING_ANSWERED, data=word)
    turn = transcript([*events, corrected], material).takes[0].turns[0]
    assert (turn.moves, turn.corrected_by, turn.certain) == (("self_share",), "Lupe", True)
    right = replace(corrected, data={"take": 1, "turn": 1, "right": True})
    assert transcript([*events, right], material).takes[0].turns[0].moves == ("pitch",)


def test_notes_of_the_debrief_are_kept_in_order() -> None:
    found = told(Choose("pitch"), Note(e.FEELING_NAMED, {"take": 1, "word": "tired"}), Note(e.COMMITMENT_MADE, {"who": "Ana"}))
    assert [remark.type for remark in found.remarks] == [e.FEELING_NAMED, e.COMMITMENT_MADE]
    assert found.notes(e.FEELING_NAMED)[0].data["word"] == "tired"


def test_other_replies_at_a_line_are_shown_with_what_they_would_have_got() -> None:
    material = porch().material
    events = written(material, [Choose("pitch")])
    found = alternatives(state_of(events, material), material, 1, 1, "en", "pitch")
    assert [other.reply for other in found] == ["credential"]
    assert found[0].opens == 1
    assert found[0].answer[0].text.startswith("Signatures")
