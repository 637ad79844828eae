"""What the proof promises, against plain enumeration and by example."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import compiled, made_up, reactions
from porch_light import check, codes, lay_over

from simulator.check import Options
from simulator.check.par import computed_par, par
from simulator.check.playthroughs import one_play, play
from simulator.check.proof import prove
from simulator.core.run import Choose, RunState, StartRun, decide, evolve, takeable
from simulator.core.scenario import GOOD_ENDINGS, Reactions, Scenario


def plain_par(scenario: Scenario, table: Reactions, turns: int) -> dict[str, int]:
    """Par by trying every play from every opening: the least over those in which the criterion is paid at all."""
    found = [plain_points(scenario, table, turns, opening) for opening in (scenario.openings or ("",))]
    par = {}
    for name in ("digging", "listening", "close"):
        least = [min(points) for of in found if (points := of[name]) and max(points)]
        if least and min(least):
            par[name] = min(least)
    return par


def plain_points(scenario: Scenario, table: Reactions, turns: int, opening: str) -> dict[str, list[int]]:
    """By criterion, the most points on a way to each good ending, found by trying every play of at most `turns` choices without a costly
    reply; chance takes both ways by seed."""
    best: dict[tuple[str, str], int] = {}

    def walk(state: RunState, got: dict[tuple[str, str], int]) -> None:
        take = state.take
        if take.ending:
            if take.ending in scenario.endings and scenario.endings[take.ending].kind in GOOD_ENDINGS:
                for criterion in ("digging", "listening", "close"):
                    points = sum(value for (_, name), value in got.items() if name == criterion)
                    best[take.ending, criterion] = max(best.get((take.ending, criterion), 0), points)
            return
        for reply in takeable(state):
            if any(value < 0 for value in reply.shows.values()):
                continue
            after = state
            facts = decide(state, Choose(reply.id))
            assert isinstance(facts, tuple)
            for fact in facts:
                after = evolve(after, fact.type, fact.data)
            more = dict(got)
            for criterion, value in reply.shows.items():
                more[take.beat, criterion] = max(more.get((take.beat, criterion), 0), value)
            walk(after, more)

    state = RunState(replace(scenario, max_turns=turns, max_turns_ending="bad"), table)
    facts = decide(state, StartRun(1, opening=opening))
    assert isinstance(facts, tuple)
    for fact in facts:
        state = evolve(state, fact.type, fact.data)
    walk(state, {})
    return {name: [value for (_, of), value in best.items() if of == name] for name in ("digging", "listening", "close")}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_par_is_what_trying_every_play_finds(seed: int) -> None:
    scenario, table = compiled(made_up(seed, beats=5, chance=False)), reactions()
    limited = replace(scenario, max_turns=6, max_turns_ending="bad", par={})
    computed = computed_par(limited, table)
    assert not computed.approximate
    assert dict(computed.points) == plain_par(scenario, table, 6)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 9))
def test_whatever_a_play_takes_or_comes_to_is_proven_possible(seed: int, turns: int) -> None:
    scenario, table = compiled(made_up(seed, max_turns=turns)), reactions()
    proof = prove(scenario, table)
    for number in range(1, 6):
        state, taken = one_play(scenario, table, number)
        assert taken <= proof.takeable
        assert not state.take.ending or state.take.ending in proof.endings
        assert state.take.opened <= proof.secrets


@cache
def _everything(seed: int) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What plain enumeration of choices over whole states finds, without liveness: replies, endings, beats."""
    scenario, table = compiled(made_up(seed)), reactions()
    state = RunState(scenario, table)
    facts = decide(state, StartRun(1))
    assert isinstance(facts, tuple)
    for fact in facts:
        state = evolve(state, fact.type, fact.data)
    seen, replies, endings, beats = set(), set(), set(), set()
    waiting = [state]
    while waiting and len(seen) < 3000:
        state = waiting.pop(0)
        take = state.take
        key = (take.beat, tuple(take.feelings.items()), take.facts, take.arrived, take.spent, min(take.turns, 5))
        if key in seen:
            continue
        seen.add(key)
        beats.add(take.beat)
        for reply in takeable(state):
            replies.add(f"{take.beat}.{reply.id}")
            facts = decide(state, Choose(reply.id))
            assert isinstance(facts, tuple)
            after = state
            for fact in facts:
                after = evolve(after, fact.type, fact.data)
            if after.take.ending:
                endings.add(after.take.ending)
            else:
                waiting.append(after)
    return frozenset(replies), frozenset(endings), frozenset(beats)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 500))
def test_what_plain_enumeration_of_choices_finds_the_proof_finds_too(seed: int) -> None:
    replies, endings, beats = _everything(seed)
    proof = prove(compiled(made_up(seed)), reactions())
    assert replies <= proof.takeable
    assert endings <= proof.endings
    assert beats <= proof.beats


def test_a_reply_that_can_never_be_taken_is_named_with_its_line(tmp_path: Path) -> None:
    report = check(
        tmp_path,
        lay_over(
            "beats:\n  door:\n    replies:\n      late:\n        if: alder.trust >= 5\n        say: |\n          Now.\n        then: end thursday"
        ),
    )
    found = next(d for d in report.diagnostics if d.code == "never-takeable")
    assert report.texts[found.file].split("\n")[found.line - 1].strip() == "if: alder.trust >= 5"


def test_a_place_to_get_stuck_is_shown_with_a_shortest_way_there(tmp_path: Path) -> None:
    report = check(
        tmp_path,
        lay_over(
            "facts: named\nbeats:\n  door:\n    replies:\n      ask:\n        then: hall\n  hall:\n    scene: |\n      Mrs. Alder: Who?\n    replies:\n      lupe:\n        if: named\n        say: |\n          Lupe.\n        then: end thursday"
        ),
    )
    assert report.proof is not None
    assert [(stuck.beat, stuck.why, stuck.path) for stuck in report.proof.stuck] == [("hall", "no-reply", ("door.ask",))]
    assert report.fails()


def test_a_circle_without_a_way_out_is_stuck_but_not_where_max_turns_ends_it(tmp_path: Path) -> None:
    circle = "beats:\n  door:\n    replies:\n      ask:\n        then: door"
    assert "stuck" in codes(check(tmp_path, lay_over(circle)))
    report = check(tmp_path, lay_over(circle + "\nmax-turns: 9"))
    assert "stuck" not in codes(report)
    assert "dead-end" in codes(report)


def test_past_the_cap_the_proof_says_so_and_claims_nothing(tmp_path: Path) -> None:
    text = lay_over(
        "beats:\n  door:\n    replies:\n      ask:\n        then: end thursday if turns >= 30 else door\n      late:\n        if: turns >= 40\n        say: |\n          Now.\n        then: end thursday"
    )
    report = check(tmp_path, text, Options(cap=5, playthroughs=0))
    assert "unproved" in codes(report)
    assert not codes(report) & {"never-takeable", "never-reached", "ending-never-reached", "dead-branch", "stuck"}


def test_words_that_fit_nothing_can_tire_her_out_of_a_reply() -> None:
    text = lay_over(
        "beats:\n  door:\n    replies:\n      tired:\n        if: alder.energy <= 1\n        say: |\n          You are tired.\n        then: end thursday\n      ask:\n        feel: none"
    )
    proof = prove(compiled(text), reactions())
    assert "door.tired" in proof.takeable


def test_a_clock_and_a_limit_are_ways_on() -> None:
    base = "\n  hall:\n    scene: |\n      Mrs. Alder: Well?\n    replies:\n      go:\n        say: |\n          Thursday.\n        then: end thursday"
    for way in ("clock: 20s then hall", "limit: 30 words then hall"):
        assert "hall" in prove(compiled(lay_over(f"beats:\n  door:\n    {way}{base}")), reactions()).beats


def test_the_authors_par_stands_above_the_computed_one() -> None:
    scenario = compiled(lay_over("par: digging 4"))
    assert par(scenario, reactions()) == {"opening": 1, "digging": 4}


def test_each_beat_pays_once_however_often_one_comes_back() -> None:
    text = lay_over(
        "beats:\n  door:\n    replies:\n      ask:\n        then: door\n      dig:\n        say: |\n          Why?\n        shows: opening +2\n        then: end thursday"
    )
    assert computed_par(compiled(text), reactions()).points == {"opening": 2}


def test_par_is_the_least_over_good_endings(tmp_path: Path) -> None:
    text = lay_over(
        "beats:\n  door:\n    replies:\n      dig:\n        say: |\n          Why?\n        shows: opening +2\n        then: end no\nendings:\n  no:\n    kind: honest-no\n    scene: |\n      Mrs. Alder: No."
    )
    assert computed_par(compiled(text), reactions()).points == {"opening": 1}


def test_plays_are_the_same_every_time_and_count_what_they_took() -> None:
    scenario, table = compiled(made_up(7)), reactions()
    first = play(scenario, table, 20)
    assert first == play(scenario, table, 20)
    assert sum(first.endings.values()) == 20
    assert {first.coverage(name) for name in first.taken} <= {"never", "rare", "sometimes", "always"}
