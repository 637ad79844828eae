"""The proof walks the same moves as the rules that are played: both are walked side by side over made-up scenarios."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import compiled, made_up, reactions

from simulator.check.proof import prove
from simulator.check.space import Space
from simulator.core.moves import Heard
from simulator.core.run import Choose, LetClockRun, RunState, Say, StartRun, decide, evolve, takeable
from simulator.core.scenario import WAIT_REPLY


def packed(space: Space, state: RunState) -> tuple[int, int]:
    """A played state as the proof sees it: the number of its beat and its live variables."""
    take, at = state.take, space.index[state.take.beat]
    values = 0
    for (kind, name), field in space.fields.items():
        value = {
            "meter": lambda name=name: take.feelings[name],
            "fact": lambda name=name: int(name in take.facts),
            "visited": lambda name=name: int(name in take.arrived),
            "spent": lambda name=name: int(name in take.spent),
            "turns": lambda: min(take.turns, space.turn_cap),
        }[kind]()
        values |= value << field.shift
    return at, values & space.places[at].live


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_every_line_that_can_be_played_is_a_way_that_the_proof_knows(seed: int, play: int) -> None:
    scenario, table, draw = compiled(made_up(seed)), reactions(), Random(play)
    space = Space(scenario, table)
    state = RunState(scenario, table)
    for fact in _facts(state, StartRun(play)):
        state = evolve(state, fact[0], fact[1])
    assert packed(space, state) == space.starts()[state.take.opening]
    for _ in range(25):
        if state.take.ending:
            break
        at, values = packed(space, state)
        place, take = space.places[at], state.take
        ways = space.ways(place, values)
        open_ = takeable(state)
        assert ways.any_reply == bool(open_)
        command = _command(draw, state)
        before = take.astray
        for fact in _facts(state, command):
            state = evolve(state, fact[0], fact[1])
        lost = state.take.astray
        if lost >= 3:
            assert state.take.ending == scenario.nothing_ending
            break
        followed = ways.lost[lost] if lost else ways.ways
        assert lost in (0, before + 1)
        reached = {
            (way.beat, ((values & ~place.touched) | way.bits) & space.places[way.beat].live) if way.beat >= 0 else way.ending
            for way in followed
        }
        assert (state.take.ending or packed(space, state)) in reached


def _command(draw: Random, state: RunState) -> Choose | Say | LetClockRun:
    open_ = [reply for reply in takeable(state) if reply.id != WAIT_REPLY]
    kind = draw.randrange(6)
    if kind == 0:
        return Say("", Heard())
    if kind == 1:
        return Say("nothing fits", Heard(abstained=True))
    if kind == 2 and state.beat.clock:
        return LetClockRun()
    if kind == 3 and open_:
        return Say("short", Heard(abstained=True), draw.choice(open_).id)
    if kind == 4:
        return Say(
            "far more than four words are said here", Heard(abstained=True), draw.choice(open_).id if open_ and draw.random() < 0.5 else ""
        )
    return Choose(draw.choice(takeable(state)).id) if takeable(state) else Say("", Heard())


def _facts(state: RunState, command: object) -> list[tuple[str, object]]:
    facts = decide(state, command)  # type: ignore[arg-type]
    assert isinstance(facts, tuple), facts
    return [(fact.type, fact.data) for fact in facts]


def test_a_variable_that_no_condition_can_still_read_is_not_part_of_a_state() -> None:
    text = (
        made_up(1).split("beats:")[0]
        + """beats:
  b0:
    scene: |
      Ann: Well.
    replies:
      r:
        say: |
          Yes.
        sets: told
        then: b1
  b1:
    scene: |
      Ann: Well.
    replies:
      r:
        say: |
          Yes.
        then: end good if told else end bad
      s:
        say: |
          No.
        then: b2
  b2:
    scene: |
      Ann: Well.
    replies:
      r:
        say: |
          Yes.
        then: end good
endings:
  good:
    kind: step
    scene: |
      End.
  bad:
    scene: |
      End.
"""
    )
    space = Space(compiled(text), reactions())
    assert [bin(place.live).count("1") for place in space.places] == [1, 1, 0]


def test_a_meter_that_only_moves_another_meter_through_the_reaction_table_is_part_of_a_state() -> None:
    text = (
        made_up(1).split("beats:")[0]
        + """beats:
  b0:
    scene: |
      Ann: Well.
    replies:
      r:
        say: |
          Why?
        moves: dig
        then: end good if ann.energy >= 4 else end bad
endings:
  good:
    kind: step
    scene: |
      End.
  bad:
    scene: |
      End.
"""
    )
    fields = Space(compiled(text), reactions()).fields
    assert ("meter", "ann.energy") in fields
    assert ("meter", "ann.trust") in fields


def test_the_last_turn_that_max_turns_allows_ends_the_scene() -> None:
    scenario = compiled(made_up(3))
    assert len(prove(scenario, reactions()).beats) > 1
    hurried = prove(replace(scenario, max_turns=1, max_turns_ending="false"), reactions())
    assert hurried.beats == {scenario.start}
    assert "false" in hurried.endings
