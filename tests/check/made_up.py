"""Made-up scenarios with everything the notation has, for walking rules and proof side by side."""

from __future__ import annotations

from random import Random

from simulator.content.catalogue import Catalogue
from simulator.content.compile import compile_scenario
from simulator.content.rubrics import compile_reactions
from simulator.content.source import parse_text, read_file
from simulator.core.scenario import Reactions, Scenario

MOVES = ("open_question", "dig", "reflect", "closed_question", "pitch", "self_share", "ask_specific", "fix", "agitate")


def reactions() -> Reactions:
    table = compile_reactions(read_file(Catalogue().reactions_path()))
    assert table is not None
    return table


def made_up(seed: int, beats: int = 6, max_turns: int = 0, chance: bool = True) -> str:
    """A scenario with hubs, facts, visits, once-replies, clocks, limits, chance, openings and two people."""
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
    lines.append("openings:")
    for name in ("calm", "late", "closed")[: draw.randint(0, 3)]:
        lines += [f"  {name}:", "    scene: |", "      A door."]
        for key, value in (
            ("feel", draw.choice(("ann.trust -1, bo.energy +3", "ann.guard +3"))),
            ("sets", "told"),
            ("then", draw.choice(names)),
        ):
            if draw.random() < 0.5:
                lines.append(f"    {key}: {value}")
    if lines[-1] == "openings:":
        lines.pop()
    lines.append("endings:")
    for name, kind in (("good", "step"), ("bad", "nothing"), ("false", "false-yes")):
        lines += [f"  {name}:", f"    kind: {kind}", "    scene: |", "      End."]
    return "\n".join(lines) + "\n"


def compiled(text: str) -> Scenario:
    source = parse_text(text, "made-up")
    scenario = compile_scenario(source)
    assert scenario is not None, source.diagnostics
    return scenario
