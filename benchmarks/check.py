"""How long `check` takes: loading, lint, proof and playthroughs of synthetic scenarios. `python benchmarks/check.py`

Times are the best of several runs in milliseconds; a goal stands beside each where DESIGN sets one.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from simulator.check import Options, check_path
from simulator.check.proof import par, prove
from simulator.content.catalogue import Catalogue
from simulator.content.compile import compile_scenario
from simulator.content.source import read_file

MOVES = ("open_question", "dig", "reflect", "closed_question", "pitch", "self_share", "ask_specific", "fix")
CRITERIA = ("opening", "listening", "digging", "self", "interest", "close", "care")
WORDS = [
    "porch",
    "light",
    "chain",
    "kitchen",
    "table",
    "neighbor",
    "reading",
    "school",
    "bus",
    "winter",
    "folder",
    "promise",
    "tired",
    "cousin",
    "garden",
    "letter",
    "paper",
    "window",
]


def synthetic(beats: int, seed: int = 1, meters: int = 3, every: int = 4) -> str:
    """A scenario of `beats` beats that runs forward with some hubs, facts and once-replies; every `every`th beat asks for a feeling."""
    draw = random.Random(seed)
    names = ("trust", "energy", "guard")[:meters]

    def words(number: int) -> str:
        return " ".join(draw.choice(WORDS) + str(draw.randrange(99)) for _ in range(number))

    lines = [
        "scenario: synthetic", "title: Synthetic", "form: one_to_one", "rubric: one_to_one", "language: en", "you: organizer",
        "facts: told, named", "cast:", "  alder:", "    name: Mrs. Alder", "    part: parent",
        f"    feels: {', '.join(f'{name} 2' for name in names)}", "start: b0", "beats:",
    ]  # fmt: skip
    for at in range(beats):
        lines += [
            f"  b{at}:",
            "    scene: |",
            f"      {words(12)}",
            f"      Mrs. Alder: {words(10)}",
            "    cue: |",
            f"      {words(6)}",
            "    replies:",
        ]
        ahead = [f"b{n}" for n in range(at + 1, min(at + 4, beats))]
        for number in range(3):
            goes = draw.choice(ahead) if ahead else "end thursday"
            if ahead and at % every == 0 and number == 0:
                goes = f"{goes} if alder.{draw.choice(names)} >= {draw.randint(2, 4)} else {draw.choice(ahead)}"
            lines += [
                f"      r{number}:", "        say: |", f"          {words(14)}", f"        moves: {', '.join(draw.sample(MOVES, 2))}",
                f"        shows: {draw.choice(CRITERIA)} {draw.choice(('+2', '+1', '-1'))}",
            ]  # fmt: skip
            if at % 20 == 5 and number == 1:
                lines.append(f"        sets: {draw.choice(('told', 'named'))}")
            if at % 15 == 7 and number == 2:
                lines += ["        once: yes", f"        then: b{at}"]
            else:
                lines.append(f"        then: {goes}")
        if at % 5 == 2:
            lines += ["      wait:", f"        then: {ahead[0] if ahead else 'end closed'}"]
        lines += ["    otherwise:", "      scene: |", f"        {words(6)}", f"      then: b{at}"]
    for name, kind in (("thursday", "step"), ("closed", "nothing"), ("someday", "false-yes")):
        lines += ["endings:"] if name == "thursday" else []
        lines += [f"  {name}:", f"    kind: {kind}", "    scene: |", f"      {words(8)}"]
    return "\n".join(lines) + "\n"


def best(times: int, work: Callable[[], object]) -> float:
    """The least of `times` runs of `work`, in milliseconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return 1000 * min(found)


def show(what: str, milliseconds: float, goal: float = 0.0) -> None:
    """One line of the table."""
    verdict = "" if not goal else f"  goal {goal:.0f}  {'met' if milliseconds <= goal else 'MISSED'}"
    print(f"{what:<58}{milliseconds:>9.1f} ms{verdict}")


def main() -> None:
    """Measure and print."""
    catalogue = Catalogue()
    with tempfile.TemporaryDirectory() as folder:

        def written(beats: int) -> Path:
            path = Path(folder) / f"synthetic-{beats}.yaml"
            path.write_text(synthetic(beats), "utf-8")
            return path

        twenty, sixty, hundred, four_hundred = written(20), written(60), written(100), written(400)
        size = sixty.stat().st_size / 1000
        show("read 60 beats into nodes", best(7, lambda: read_file(sixty)))
        show(f"read and compile 60 beats ({size:.0f} kB)", best(15, lambda: compile_scenario(read_file(sixty), catalogue.criteria)), 10)
        show("the same with rubric, moves and reactions", best(5, lambda: catalogue.load_file(sixty)))
        material = catalogue.load_file(twenty).material
        show("par of 20 beats", best(5, lambda: par(material.scenario, material.reactions)), 50)
        show("check 20 beats: proof + 1,000 playthroughs", best(3, lambda: check_path(twenty, catalogue, Options(playthroughs=1000))), 1000)
        show(
            "check 100 beats, 3 feelings: proof + 1,000 playthroughs",
            best(2, lambda: check_path(hundred, catalogue, Options(playthroughs=1000))),
            5000,
        )
        show(
            "check 400 beats without proof", best(3, lambda: check_path(four_hundred, catalogue, Options(proof=False, playthroughs=0))), 350
        )
        large = catalogue.load_file(hundred).material
        start = time.perf_counter()
        proof = prove(large.scenario, large.reactions)
        took = time.perf_counter() - start
        print(f"{'states of 100 beats':<58}{proof.states:>9}     complete: {proof.complete}")
        print(f"{'states a second':<58}{proof.states / took:>9.0f}")
        for name in catalogue.folders:
            try:
                shipped = catalogue.load(name).material
            except Exception:
                continue
            start = time.perf_counter()
            proof = prove(shipped.scenario, shipped.reactions)
            took = time.perf_counter() - start
            print(
                f"{name:<40}{len(shipped.scenario.beats):>4} beats {proof.states:>8} states {1000 * took:>8.0f} ms  par {best(1, lambda m=shipped: par(m.scenario, m.reactions)):>6.1f} ms"
            )


if __name__ == "__main__":
    main()
