"""Runs: decide, evolve, takes, determinism."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from simulator.core import events as e
from simulator.core.moves import Heard, Unit
from simulator.core.run import (
    Choose,
    Command,
    GoAgain,
    LetClockRun,
    Note,
    Pause,
    Refusal,
    Resume,
    RunState,
    Say,
    StartRun,
    TakeHelp,
    cut_at,
    decide,
    evolve,
    fold,
    heard_from_data,
    heard_to_data,
    shown,
    takeable,
)  # fmt: skip
from simulator.core.scenario import ADRIFT
from tests.porch import changed, porch

PORCH = porch().material


def heard(*moves: str, abstained: bool = False, flags: tuple[str, ...] = ()) -> Heard:
    return Heard((Unit(0, 1, moves[-1], 0.9),), moves, moves[-1], flags, abstained)


def blank(text: str = "") -> RunState:
    material = porch(text).material if text else PORCH
    return RunState(material.scenario, material.reactions)


def play(state: RunState, commands: Iterable[Command]) -> tuple[RunState, list[tuple[str, e.Data]]]:
    """Carry commands out, leaving out what is refused; the state and every fact."""
    log: list[tuple[str, e.Data]] = []
    for command in commands:
        facts = decide(state, command)
        if isinstance(facts, Refusal):
            continue
        for fact in facts:
            state = evolve(state, fact.type, fact.data)
            log.append((fact.type, fact.data))
    return state, log


def begun(text: str = "", seed: int = 7) -> RunState:
    return play(blank(text), [StartRun(seed)])[0]


def test_a_run_begins_at_the_start_beat_with_the_feelings_of_the_cast() -> None:
    state = begun()
    assert state.take.beat == "door"
    assert state.take.feelings == {"alder.trust": 2, "alder.energy": 2, "alder.guard": 3}


def test_a_written_reply_moves_feelings_by_the_reaction_table_unless_it_says_otherwise() -> None:
    plain, _ = play(begun(), [Choose("credential")])
    assert plain.take.feelings["alder.trust"] == 3
    text = changed("        shows: opening +2, listening +1\n", "        shows: opening +2\n        feel: alder.trust -1\n")
    told, _ = play(begun(text), [Choose("credential")])
    assert told.take.feelings == {"alder.trust": 1, "alder.energy": 2, "alder.guard": 2}
    text = changed("        shows: opening +2, listening +1\n", "        feel: none\n")
    silent, _ = play(begun(text), [Choose("credential")])
    assert silent.take.feelings == begun().take.feelings


def test_own_words_move_feelings_by_the_moves_heard_and_never_by_the_reply_they_were_led_to() -> None:
    text = changed("        shows: opening +2, listening +1\n", "        feel: alder.trust +3\n")
    state, _ = play(begun(text), [Say("Hello there", heard("pitch"), "credential")])
    assert state.take.beat == "story"
    assert state.take.feelings["alder.trust"] == 1


def test_an_answer_that_was_not_heard_for_sure_moves_no_feeling() -> None:
    state, log = play(begun(), [Say("mumble", heard("pitch", abstained=True), "credential")])
    assert state.take.feelings == begun().take.feelings
    assert log[-1][1]["heard"]["abstained"] is True


def test_silence_without_a_wait_reply_lets_the_counterpart_wait_and_three_of_them_end_the_scene() -> None:
    state, _ = play(begun(), [Choose("credential"), Choose("wait"), Choose("wait")])
    assert state.take.beat == "story"
    assert state.take.feelings["alder.energy"] == 1
    state, log = play(state, [Choose("wait")])
    assert state.take.ending == "closed"
    assert log[-1] == (e.TAKE_ENDED, {"take": 1, "ending": "closed", "kind": "nothing"})


def test_words_that_fit_nothing_three_times_in_a_row_end_at_the_built_in_ending_where_there_is_no_other() -> None:
    text = changed("    kind: step\n", "    kind: step\n").replace("  closed:\n    kind: nothing", "  closed:\n    kind: door-open")
    state, _ = play(begun(text), [Say("x", heard("fix"))] * 3)
    assert state.take.ending == ADRIFT


def test_a_fitting_answer_in_between_starts_the_patience_anew() -> None:
    state, _ = play(
        begun(), [Say("x", heard("fix")), Say("y", heard("fix")), Say("hm", heard("self_share"), "credential"), Say("z", heard("fix"))]
    )
    assert state.take.astray == 1
    assert not state.take.ending


def test_visited_is_true_from_the_second_arrival_on() -> None:
    text = changed("        then: story if alder.guard <= 2 else door", "        then: end closed if visited(door) else door")
    state, _ = play(begun(text), [Choose("wait")])
    assert not state.take.ending
    state, _ = play(state, [Choose("wait")])
    assert state.take.ending == "closed"


def test_a_reply_that_may_be_said_once_is_gone_afterwards() -> None:
    text = changed("        moves: wait\n", "        moves: wait\n        once: yes\n")
    state, _ = play(begun(text), [Choose("wait")])
    assert [reply.id for reply in takeable(state)] == ["credential", "pitch"]
    assert decide(state, Choose("wait")) == Refusal("not-now", "wait")


def test_going_back_opens_a_new_take_at_that_line_and_keeps_the_old_one() -> None:
    state, _ = play(begun(), [Choose("wait"), Choose("pitch"), GoAgain(1, 2), Choose("credential")])
    assert state.takes[1].ending == "closed"
    assert state.current == 2
    assert state.take.beat == "story"
    assert state.take.turns == 2
    again = state.at(2, 1)
    assert again is not None
    assert again.beat == "door"


def test_there_is_no_going_back_to_a_line_that_was_never_spoken() -> None:
    state, _ = play(begun(), [Choose("wait")])
    assert decide(state, GoAgain(1, 3)) == Refusal("no-such-line", "1.3")
    assert decide(state, GoAgain(4, 1)) == Refusal("no-such-line", "4.1")


def test_an_ended_take_hears_nothing_more_until_a_new_one_is_opened() -> None:
    state, _ = play(begun(), [Choose("pitch")])
    assert decide(state, Choose("credential")) == Refusal("over", "closed")
    assert decide(state, Say("hello", heard("fix"))) == Refusal("over", "closed")
    state, _ = play(state, [GoAgain(1, 1), Choose("credential")])
    assert state.take.beat == "story"


def test_commands_that_make_no_sense_are_refused_with_a_reason() -> None:
    assert decide(blank(), Choose("wait")) == Refusal("not-started")
    assert decide(begun(), StartRun(1)) == Refusal("already-started")
    assert decide(begun(), Choose("sing")) == Refusal("no-such-reply", "sing")
    assert decide(begun(), LetClockRun()) == Refusal("no-clock")
    assert decide(begun(), Note("nonsense", {})) == Refusal("unknown", "nonsense")
    assert decide(begun(), Note(e.LINE_REGRETTED, {"take": 1, "turn": 1})) == Refusal("no-such-line", "1.1")


def test_help_is_remembered_and_makes_the_beat_aided_in_every_take() -> None:
    state, _ = play(begun(), [TakeHelp("cue"), TakeHelp("replies")])
    assert state.cued == {"door"}
    assert state.aided == {"door"}
    state, _ = play(state, [Choose("credential")])
    assert decide(state, TakeHelp("cue")) == Refusal("no-help", "cue")


def test_pausing_twice_is_pausing_once() -> None:
    state, log = play(begun(), [Pause(), Pause(), Resume(), Resume()])
    assert [type for type, _ in log] == [e.RUN_PAUSED, e.RUN_RESUMED]
    assert not state.paused


def test_a_clock_that_runs_out_leads_where_the_author_said() -> None:
    text = changed("    cue: |\n      She is tired", "    clock: 20s then story\n    cue: |\n      She is tired")
    state, log = play(begun(text), [LetClockRun()])
    assert state.take.beat == "story"
    assert log[-1][1]["way"] == "clock"


def test_a_limit_cuts_long_words_off_and_leads_elsewhere_but_keeps_all_that_was_typed() -> None:
    text = changed("    cue: |\n      She is tired", "    limit: 4 words then story\n    cue: |\n      She is tired")
    state, log = play(begun(text), [Say("one two  three four five six", heard("pitch"))])
    assert state.take.beat == "story"
    assert log[-1][1]["text"] == "one two  three four five six"
    assert log[-1][1]["text"][: log[-1][1]["cut"]] == "one two  three four"


def test_max_turns_ends_the_scene_where_the_author_said() -> None:
    text = changed("minutes: 5\n", "minutes: 5\nmax-turns: 2 then thursday\n")
    state, _ = play(begun(text), [Choose("wait"), Choose("wait")])
    assert state.take.ending == "thursday"


def test_chance_draws_the_same_for_the_same_seed_and_both_ways_over_many_seeds() -> None:
    text = changed("        then: story\n", "        then: one of story, door\n")
    drawn = {seed: play(begun(text, seed), [Choose("credential")])[0].take.beat for seed in range(40)}
    assert drawn == {seed: play(begun(text, seed), [Choose("credential")])[0].take.beat for seed in range(40)}
    assert set(drawn.values()) == {"story", "door"}


def test_replies_are_shown_in_an_order_that_the_seed_shuffles_with_silence_last() -> None:
    orders = {tuple(reply.id for reply in shown(begun(seed=seed))) for seed in range(20)}
    assert orders == {("credential", "pitch", "wait"), ("pitch", "credential", "wait")}


def test_what_was_heard_survives_being_written_down() -> None:
    said = Heard((Unit(0, 4, "dig", 0.25), Unit(5, 9, "reflect", 0.5)), ("dig", "reflect"), "reflect", ("jargon",), True)
    assert heard_from_data(json.loads(json.dumps(heard_to_data(said)))) == said


# -- properties ----------------------------------------------------------------------------------------------------------------

COMMANDS = st.one_of(
    st.sampled_from(["credential", "pitch", "wait", "promise", "nothing-like-it"]).map(Choose),
    st.builds(
        Say,
        st.text(max_size=12),
        st.sampled_from(
            [heard("dig"), heard("pitch"), heard("self_share", "ask_specific"), heard("fix", abstained=True), heard("fix", flags=("harm",))]
        ),
        st.sampled_from(["", "credential", "pitch", "promise"]),
    ),
    st.builds(GoAgain, st.integers(1, 4), st.integers(0, 6)),
    st.sampled_from([Pause(), Resume(), TakeHelp("cue"), TakeHelp("replies"), LetClockRun()]),
)


@given(st.integers(0, 9), st.lists(COMMANDS, max_size=25))
def test_folding_the_log_gives_the_state_that_was_played(seed: int, commands: list[Command]) -> None:
    state, log = play(blank(), [StartRun(seed), *commands])
    again = fold(blank(), [(type, json.loads(json.dumps(data))) for type, data in log])
    assert again == state


@given(st.integers(0, 9), st.lists(COMMANDS, max_size=25))
def test_any_beginning_of_a_log_is_itself_a_run_that_can_go_on(seed: int, commands: list[Command]) -> None:
    _, log = play(blank(), [StartRun(seed), *commands])
    for end in range(2, len(log) + 1):
        state = fold(blank(), log[:end])
        assert state.take.take in state.takes
        assert all(0 <= value <= 5 for value in state.take.feelings.values())


@given(st.integers(0, 9), st.lists(COMMANDS, max_size=25))
def test_the_same_commands_and_seed_give_the_same_log(seed: int, commands: list[Command]) -> None:
    assert play(blank(), [StartRun(seed), *commands])[1] == play(blank(), [StartRun(seed), *commands])[1]


@given(st.lists(COMMANDS, max_size=25))
def test_no_command_ever_changes_an_earlier_take(commands: list[Command]) -> None:
    state = begun()
    for command in commands:
        facts = decide(state, command)
        if isinstance(facts, Refusal):
            continue
        before, current = dict(state.takes), state.current
        for fact in facts:
            state = evolve(state, fact.type, fact.data)
        assert all(state.takes[number] == take for number, take in before.items() if number != current)


@given(st.text(max_size=60), st.integers(1, 8))
def test_a_cut_falls_at_the_end_of_the_last_word_that_was_heard(text: str, words: int) -> None:
    at = cut_at(text, words)
    assert text[:at].split() == text.split()[:words] or at == len(text)
    if len(text.split()) <= words:
        assert at == len(text)


def test_states_are_values_that_nobody_can_change_in_place() -> None:
    state = begun()
    assert replace(state, paused=True) != state
    assert not state.paused
