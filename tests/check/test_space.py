"""The proof walks the same moves as the rules that are played: both are walked side by side over made-up scenarios."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.check.space import Space
from simulator.content.catalogue import Catalogue
from simulator.content.compile import compile_scenario
from simulator.content.rubrics import compile_reactions
from simulator.content.source import parse_text, read_file
from simulator.core.moves import Heard
from simulator.core.run import Choose, LetClockRun, RunState, Say, StartRun, decide, evolve, takeable
from simulator.core.scenario import WAIT_REPLY, Reactions, Scenario

MOVES = ("open_question", "dig", "reflect", "closed_question", "pitch", "self_share", "ask_specific", "fix", "agitate")


def reactions() -> Reactions:
    table = compile_reactions(read_file(Catalogue().reactions_path()))
    assert table is not None
    return table


def made_up(seed: int, beats: int = 6, max_turns: int = 0, chance: bool = True) -> str:
    """A scenario with hubs, facts, visits, once-replies, clocks, limits, chance and two people."""
    draw = Random(seed)
    names = [f"b{number}" for number in range(beats)]
    questions = [
        "told",
        "named",
        "not told",
        "visited(b0)",
        "visited(b2)",
        "ann.trust >= 3",
        "ann.guard < 3",
        "bo.energy = 2",
        "turns > 3",
        "turns = 2",
    ]

    def condition() -> str:
        return (
            " ".join((draw.choice(questions), draw.choice(("and", "or")), draw.choice(questions)))
            if draw.random() < 0.4
            else draw.choice(questions)
        )

    def goes() -> str:
        kind = draw.random()
        if kind < 0.2:
            return f"end {draw.choice(('good', 'bad', 'false'))}"
        if kind < 0.3 and chance:
            return f"one of {', '.join(draw.sample(names, 2))}"
        return draw.choice(names)

    def then() -> str:
        return f"{goes()} if {condition()} else {goes()}" if draw.random() < 0.4 else goes()

    top = f"max-turns: {max_turns} then bad" if max_turns else "difficulty: 1"
    lines = [
        "scenario: made-up", "title: Made up", "form: one_to_one", "rubric: one_to_one", "language: en", "you: organizer", "facts: told, named", top,
        "cast:", "  ann:", "    name: Ann", "    part: parent", "    feels: trust 2, energy 2, guard 3", "  bo:", "    name: Bo", "    part: official",
        "    feels: trust 2, energy 1, tension 2", "start: b0", "beats:",
    ]  # fmt: skip
    for name in names:
        lines += [f"  {name}:", "    scene: |", f"      {draw.choice(('Ann', 'Bo'))}: Well."]
        if draw.random() < 0.3:
            lines.append(f"    clock: 9s then {draw.choice(names)}")
        if draw.random() < 0.3:
            lines.append("    limit: 4 words then end bad")
        if draw.random() < 0.5:
            lines += ["    otherwise:", "      scene: |", "        Nothing.", f"      then: {then()}"]
        lines.append("    replies:")
        for reply in ["r0", "r1", "r2"][: draw.randint(1, 3)] + (["wait"] if draw.random() < 0.4 else []):
            lines.append(f"      {reply}:")
            if reply != "wait":
                lines += ["        say: |", f"          {'word ' * draw.randint(2, 6)}"]
            lines.append(f"        moves: {', '.join(draw.sample(MOVES, 2))}")
            lines.append(f"        then: {then()}")
            for key, value in (
                ("feel", draw.choice(("none", "ann.trust +1", "bo.energy -1, ann.guard +2"))), ("sets", draw.choice(("told", "named"))), ("if", condition()),
                ("once", "yes"), ("to", draw.choice(("ann", "bo"))), ("shows", draw.choice(("digging +2", "listening +1", "digging -1", "digging +1, close +1"))),
            ):  # fmt: skip
                if draw.random() < 0.3:
                    lines.append(f"        {key}: {value}")
    lines.append("endings:")
    for name, kind in (("good", "step"), ("bad", "nothing"), ("false", "false-yes")):
        lines += [f"  {name}:", f"    kind: {kind}", "    scene: |", "      End."]
    return "\n".join(lines) + "\n"


def compiled(text: str) -> Scenario:
    source = parse_text(text, "made-up")
    scenario = compile_scenario(source)
    assert scenario is not None, source.diagnostics
    return scenario


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
    assert packed(space, state) == space.start()
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


@pytest.mark.parametrize("turns", [1, 3])
def test_the_last_turn_that_max_turns_allows_ends_the_scene(turns: int, tmp_path: Path) -> None:
    from simulator.check.proof import prove

    scenario = compiled(made_up(3))
    proof = prove(replace(scenario, max_turns=turns, max_turns_ending="bad"), reactions())
    assert "bad" in proof.endings
    assert len(proof.beats) <= len(scenario.beats)
