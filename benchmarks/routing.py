"""Measures routing: typed answers at beats of the shipped scenarios, and how often the reply they take is an acceptable one.

Run `python benchmarks/routing.py [--wrong | --beat]`; `SIMULATOR_HEARING=light` measures routing by wording alone.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from simulator.content.catalogue import Catalogue, Loaded
from simulator.core.moves import MOVES, Spoken
from simulator.core.scenario import Reply
from simulator.hearing.measure import Tally
from simulator.hearing.route import Route, route
from simulator.play.hearing import hearing_for
from simulator.play.practice import both_languages

DATA = Path(__file__).resolve().parent / "data" / "routing" / "answers.txt"
NOTHING = "-"


@dataclass(frozen=True)
class Typed:
    """One typed answer and the replies that are acceptable for it; `NOTHING` among them where it may be left to `otherwise`."""

    scenario: str
    beat: str
    language: str
    text: str
    acceptable: frozenset[str]


def answers(path: Path = DATA) -> Iterator[Typed]:
    """Every answer of the set, in order."""
    scenario = beat = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("## "):
            _, scenario, beat = line.split()
        elif line.strip() and not line.startswith("#"):
            head, text = line.split("|", 1)
            language, replies = head.split()
            yield Typed(scenario, beat, language, text.strip(), frozenset(replies.split(",")))


def routed(loaded: Loaded, one: Typed) -> Route | None:
    """The reply that `one` takes, all replies of the beat being open."""
    material = loaded.material
    beat = material.scenario.beats[one.beat]
    scene = material.speech(beat.scene, f"beats.{beat.id}.scene", material.scenario.language)
    said = tuple(Spoken(line.speaker, line.text) for line in scene if line.speaker)
    heard = hearing_for(material.codebook).hear(one.text, said, material.scenario.form, one.language)
    return route(one.text, heard, [both_languages(material, beat.id, reply) for reply in beat.replies.values()])


def wordings(loaded: Loaded, most: int) -> Iterator[tuple[str, Reply, list[Reply], tuple[Spoken, ...]]]:
    """Each wording of a reply held out in turn, with its reply, the replies of the beat without it, and what was said before; every `most`-th of them."""
    material = loaded.material
    at = 0
    for beat in material.scenario.beats.values():
        scene = material.speech(beat.scene, f"beats.{beat.id}.scene", material.scenario.language)
        said = tuple(Spoken(line.speaker, line.text) for line in scene if line.speaker)
        replies = [both_languages(material, beat.id, reply) for reply in beat.replies.values()]
        for reply in replies:
            for line in reply.also:
                at += 1
                if at % most == 0 and reply.moves and line.strip():
                    rest = [replace(r, also=tuple(one for one in r.also if one != line)) for r in replies]
                    yield line.strip(), reply, rest, said


def beat(most: int = 7) -> None:
    """Print how well the author's moves are heard in wordings of replies, without and with the moves of the reply each is like as a prior."""
    books = Catalogue()
    tallies: dict[str, Tally] = defaultdict(Tally)
    for name in books.folders:
        loaded = books.load(name)
        hearing, form = hearing_for(loaded.material.codebook), loaded.material.scenario.form
        for line, reply, rest, said in wordings(loaded, most):
            plain = hearing.hear(line, said, form)
            found = route(line, plain, rest)
            took = next((one for one in rest if found and one.id == found.reply), None)
            known = hearing.hear(line, said, form, expected=took.moves) if took else plain
            for title, heard in (("without", plain), ("with", known)):
                for move in MOVES:
                    tallies[title].add(move in reply.moves, move in heard.moves)
                tallies[f"{title}, primary right"].add(True, heard.primary in reply.moves)
            tallies["routed to its own reply"].add(True, bool(found and found.reply == reply.id))
    for title, tally in tallies.items():
        print(f"{title:26} precision {tally.precision:.3f}  recall {tally.recall:.3f}  F1 {tally.f1:.3f}  ({tally.there})")


def main() -> None:
    """Route every answer and print the shares that came out right."""
    if "--beat" in sys.argv[1:]:
        return beat()
    books = Catalogue()
    loaded: dict[str, Loaded] = {}
    tallies: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    kinds: dict[str, int] = defaultdict(int)
    for one in answers():
        if one.scenario not in loaded:
            loaded[one.scenario] = books.load(one.scenario)
        unknown = one.acceptable - {NOTHING} - loaded[one.scenario].material.scenario.beats[one.beat].replies.keys()
        if unknown:
            print(f"{one.scenario} {one.beat}: no reply {', '.join(sorted(unknown))}")
        found = routed(loaded[one.scenario], one)
        took = found.reply if found else NOTHING
        right = took in one.acceptable
        for name in ("all", one.language, one.scenario, "fits nothing" if one.acceptable == {NOTHING} else "fits a reply"):
            tallies[name][0] += right
            tallies[name][1] += 1
        if not right:
            kinds["taken for a reply" if one.acceptable == {NOTHING} else "left to otherwise" if took == NOTHING else "another reply"] += 1
            if "--wrong" in sys.argv[1:]:
                print(f"{one.beat:12} {','.join(sorted(one.acceptable)):14} took {took:14} {found.score if found else 0:.2f}  {one.text}")
    for name, (right, there) in tallies.items():
        print(f"{name:24} {right:4} of {there:4}  {right / there:.3f}")
    print("wrong: " + ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    return None


if __name__ == "__main__":
    main()
