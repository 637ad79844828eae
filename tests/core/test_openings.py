"""Openings: one is drawn by the seed, counts from the start, is remembered, and never read again from the file."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from simulator.core import events as e
from simulator.core.events import By, Event
from simulator.core.material import Material
from simulator.core.openings import beginning, draw_opening
from simulator.core.run import Choose, Command, GoAgain, Refusal, RunState, StartRun, decide, evolve, scene
from simulator.core.scenario import Scenario
from simulator.core.transcript import transcript
from tests.porch import changed, porch

OPENINGS = """\
facts: warned
openings:
  evening:
    scene: |
      It is getting dark.
  warned:
    scene: |
      A curtain moves next door.
      Mrs. Alder: They told me about you.
    feel: alder.trust -1, guard +9
    sets: warned
  inside:
    scene: |
      The door stands open.
    then: story
start: door
"""
SPANISH = """\
scenario: porch-light
language: es
openings:
  warned:
    scene: |
      Se mueve una cortina al lado.
      Mrs. Alder: Ya me hablaron de usted.
"""


def material(translation: str = "") -> Material:
    return porch(changed("start: door\n", OPENINGS), **({"es": translation} if translation else {})).material


def begun(*commands: Command, start: StartRun, of: Material | None = None) -> tuple[RunState, list[Event]]:
    of = of or material()
    state, log = RunState(of.scenario, of.reactions), []
    for command in (start, *commands):
        facts = decide(state, command)
        assert not isinstance(facts, Refusal), facts
        for fact in facts:
            state = evolve(state, fact.type, fact.data)
            log.append(Event(f"id{len(log)}", "run", "dev", len(log) + 1, "2026-11-23T10:00:00Z", By(), fact.type, fact.data))
    return state, log


def scenario() -> Scenario:
    return material().scenario


@given(st.integers(0, 2**31 - 1))
def test_the_seed_draws_one_and_always_the_same(seed: int) -> None:
    name = draw_opening(scenario(), seed)
    assert name in scenario().openings
    state, log = begun(start=StartRun(seed))
    assert state.take.opening == log[0].data["opening"] == log[1].data["opening"] == name


def test_every_opening_is_drawn_about_as_often_as_the_others() -> None:
    drawn = [draw_opening(scenario(), seed) for seed in range(3000)]
    assert all(900 < drawn.count(name) < 1100 for name in scenario().openings)


@given(st.integers(0, 10**6), st.lists(st.sampled_from(["evening", "warned", "inside", "long-gone"]), max_size=9))
def test_what_was_met_least_often_comes_first(seed: int, seen: list[str]) -> None:
    name = draw_opening(scenario(), seed, seen)
    assert seen.count(name) == min(seen.count(other) for other in scenario().openings)


def test_its_scene_comes_before_the_first_beats_its_feelings_and_facts_hold_from_the_start() -> None:
    state, log = begun(start=StartRun(1, opening="warned"))
    assert [line.text for line in scene(state)][:3] == [
        "A curtain moves next door.",
        "They told me about you.",
        "The porch light comes on. The chain stays on too.",
    ]
    assert state.take.feelings["alder.trust"] == 1
    assert state.take.feelings["alder.guard"] == 5
    assert state.take.facts == {"warned"}
    assert transcript(log, material()).takes[0].start["alder.guard"] == 5


def test_it_may_lead_to_another_beat() -> None:
    assert begun(start=StartRun(1, opening="inside"))[0].take.beat == "story"


def test_an_author_who_begins_at_a_beat_begins_without_one() -> None:
    state, log = begun(start=StartRun(1, beat="story"))
    assert state.take.opening == ""
    assert "opening" not in log[0].data


def test_one_that_does_not_exist_is_refused() -> None:
    of = material()
    assert decide(RunState(of.scenario, of.reactions), StartRun(1, opening="night")) == Refusal("no-such-opening", "night")


def test_a_take_from_the_beginning_keeps_it_and_one_from_later_does_not_read_it_again() -> None:
    of = material()
    state, log = begun(Choose("credential"), GoAgain(1, 1), start=StartRun(3, opening="warned"), of=of)
    assert state.take.opening == "warned"
    assert state.take.facts == {"warned"}
    assert transcript(log, of).takes[1].scene[0].text == "A curtain moves next door."
    later, _ = begun(Choose("credential"), GoAgain(1, 2), start=StartRun(3, opening="warned"), of=of)
    assert scene(later)[0].text.startswith("Signatures.")


def test_the_transcript_shows_it_before_her_first_line_with_subtitles_and_names_it() -> None:
    of = material(SPANISH)
    _, log = begun(Choose("credential"), start=StartRun(3, opening="warned"), of=of)
    told = transcript(log, of, "es")
    first = told.takes[0].turns[0]
    assert told.opening == "warned"
    assert [(line.speaker, line.subtitle) for line in first.before[:2]] == [
        ("", "Se mueve una cortina al lado."), ("Mrs. Alder", "Ya me hablaron de usted."),
    ]  # fmt: skip
    assert first.after[0].text.startswith("Signatures.")


def test_an_old_log_reads_the_same_whatever_becomes_of_the_order_or_number_of_openings() -> None:
    of = material()
    _, log = begun(start=StartRun(3, opening="warned"), of=of)
    turned = replace(of.scenario, openings=dict(reversed(of.scenario.openings.items())))
    again = RunState(turned, of.reactions)
    for event in log:
        again = evolve(again, event.type, event.data)
    assert again.take.opening == "warned"
    assert again.take.facts == {"warned"}


def test_a_log_from_before_there_were_openings_has_none() -> None:
    of = material()
    state = RunState(of.scenario, of.reactions)
    state = evolve(state, e.RUN_STARTED, {"seed": 1, "mode": "words", "language": "en"})
    state = evolve(state, e.TAKE_OPENED, {"take": 1, "beat": "door", "feelings": {"alder.trust": 2}})
    assert state.take.opening == ""
    assert scene(state) == of.scenario.beats["door"].scene


def test_without_openings_a_take_begins_as_the_cast_stands() -> None:
    plain = porch().material.scenario
    assert draw_opening(plain, 5) == ""
    assert beginning(plain).feelings == {"alder.trust": 2, "alder.energy": 2, "alder.guard": 3}
