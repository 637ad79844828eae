"""Measures the core: one turn (`decide` and `evolve`) in a scenario of 1,000 beats, and the replay of 10,000 events.

Run `python benchmarks/run.py`. A bare machine of two lists, measured in between, tells how fast the computer is just now: compare ratios, not
microseconds, between computers. The least of many rounds is what the code costs; the median is what a busy machine makes of it.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from simulator.content.catalogue import Catalogue, Texts, compile_material
from simulator.core.events import Fact
from simulator.core.material import Material
from simulator.core.run import Choose, GoAgain, Refusal, RunState, StartRun, decide, evolve, fold

BEATS, TURNS, EVENTS, ROUNDS = 1_000, 40, 10_000, 200
"""A take has 40 turns here, about three times a long one."""
STEP_GOAL, REPLAY_GOAL = 10.0, 150.0
"""Microseconds for one turn; milliseconds for the replay."""

MOVES = ("dig", "reflect", "self_share", "open_question", "pitch", "ask_specific", "affirm", "fix")


def long_scenario(beats: int = BEATS) -> str:
    """A scenario in the notation: every beat has four replies, one of them with a guard, two that move meters by the reaction table."""
    lines = [
        "scenario: long", "title: Long", "form: one_to_one", "rubric: one_to_one", "language: en", "you: organizer", "facts: told",
        "cast:", "  ana:", "    name: Ana", "    part: parent", "    feels: trust 2, energy 2, guard 3", "start: b0", "beats:",
    ]  # fmt: skip
    for n in range(beats):
        lines += [f"  b{n}:", "    scene: |", f"      Ana: This is line {n}.", "    replies:"]
        for at in range(4):
            goes = f"b{(n + 1) % beats}" if at else f"b{(n + 1) % beats} if ana.trust >= 3 and told else b{(n + 7) % beats}"
            lines += [f"      r{at}:", f"        say: Answer {at} to line {n}", f"        moves: {MOVES[(n + at) % 8]}"]
            lines += [f"        shows: digging +{1 + at % 2}", *(["        sets: told"] if at == 1 else []), f"        then: {goes}"]
    lines += ["      out:", "        say: Good night", "        then: end over"]
    return "\n".join([*lines, "endings:", "  over:", "    kind: step", "    scene: |", "      Ana: Good night.", ""])


def material() -> Material:
    """The long scenario with the shipped rubric and reaction table."""
    books = Catalogue()
    rubric = books.rubric_path("one_to_one")
    assert rubric is not None
    texts = {"scenario": long_scenario(), "rubric": rubric.read_text("utf-8"), "reactions": books.reactions_path().read_text("utf-8")}
    return compile_material(Texts(texts)).material


def moved(state: RunState, facts: tuple[Fact, ...] | Refusal) -> RunState:
    """`state` after `facts`."""
    assert not isinstance(facts, Refusal)
    for fact in facts:
        state = evolve(state, fact.type, fact.data)
    return state


def steps(played: Material, chance: Random) -> float:
    """Microseconds for one turn: the mean of a take that begins at a random beat."""
    state = RunState(played.scenario, played.reactions)
    state = moved(state, decide(state, StartRun(7, beat=f"b{chance.randrange(BEATS)}")))
    answers = [Choose(f"r{chance.randrange(4)}") for _ in range(TURNS)]
    begun = time.perf_counter()
    for answer in answers:
        state = moved(state, decide(state, answer))
    return (time.perf_counter() - begun) / TURNS * 1e6


def bare_steps(chance: Random) -> float:
    """The same for a machine that is nothing but a list of where each answer leads and a list of what was answered."""
    table = [[(n + 7) % BEATS, *[(n + 1) % BEATS] * 3] for n in range(BEATS)]
    answers = [chance.randrange(4) for _ in range(TURNS)]
    beat, log = chance.randrange(BEATS), []
    begun = time.perf_counter()
    for answer in answers:
        log.append((beat, answer))
        beat = table[beat][answer]
    return (time.perf_counter() - begun) / TURNS * 1e6


def log_of(played: Material, events: int) -> list[Fact]:
    """The facts of a run of `events` events: takes of 40 turns, each gone again from a line of the last."""
    chance, state, log = Random(7), RunState(played.scenario, played.reactions), []
    facts = decide(state, StartRun(7))
    while len(log) < events:
        assert not isinstance(facts, Refusal)
        log.extend(facts)
        state = moved(state, facts)
        full = state.take.turns >= TURNS
        facts = decide(state, GoAgain(state.current, chance.randrange(1, 10)) if full else Choose(f"r{chance.randrange(4)}"))
    return log[:events]


def replay(played: Material, log: list[Fact]) -> float:
    """Milliseconds to fold `log`."""
    blank = RunState(played.scenario, played.reactions)
    begun = time.perf_counter()
    fold(blank, ((fact.type, fact.data) for fact in log))
    return (time.perf_counter() - begun) * 1e3


def bare_replay(log: list[Fact]) -> float:
    """Milliseconds to walk the same log with two lists."""
    begun = time.perf_counter()
    beat, seen = "", []
    for fact in log:
        beat = fact.data.get("goes", beat)
        seen.append(beat)
    return (time.perf_counter() - begun) * 1e3


def main() -> int:
    """Print a table; 1 where a goal is missed."""
    chance = Random(20260314)
    begun = time.perf_counter()
    played = material()
    print(f"a scenario of {BEATS} beats and {4 * BEATS + 1} replies was compiled in {(time.perf_counter() - begun) * 1e3:.0f} ms")
    log = log_of(played, EVENTS)
    one: dict[str, list[float]] = {"step": [], "bare step": [], "replay": [], "bare replay": []}
    for number in range(ROUNDS):
        one["step"].append(steps(played, chance))
        one["bare step"].append(bare_steps(chance))
        if number % 10 == 0:
            one["replay"].append(replay(played, log))
            one["bare replay"].append(bare_replay(log))
    print(f"{'':28} {'least':>10} {'median':>10} {'goal':>8} {'times bare':>11}")
    missed = False
    for name, unit, goal in (("step", "µs", STEP_GOAL), ("replay", "ms", REPLAY_GOAL)):
        least, median = min(one[name]), statistics.median(one[name])
        ratio = least / min(one[f"bare {name}"])
        label = "decide and evolve a turn" if name == "step" else f"replay {EVENTS} events"
        print(f"{label:28} {least:7.1f} {unit} {median:7.1f} {unit} {goal:5.0f} {unit} {ratio:10.0f}x")
        missed = missed or least > goal
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
