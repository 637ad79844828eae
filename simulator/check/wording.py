"""Lint of the words themselves: unexplained jargon, real people and schools, replies that sound alike, a voice that is not theirs to speak."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

from simulator.check.craft import points, spoken
from simulator.check.finding import Finding
from simulator.check.proof import Proof
from simulator.core.scenario import Beat, Line, Reply, Scenario

ALIKE = 0.6
"""From here on hearing can hardly tell two replies of one beat apart (`hearing.route.similar`)."""
PLAIN_LISTENERS = frozenset({"parent", "group"})
_EXPLAINS = re.compile(
    r"""^[\s"»”]*(?:\(|[,:–—-]\s*|\s(?:which|that|means|is|are|o sea|es decir|que es|es|son)\b)|\s*\)""", re.IGNORECASE
)  # fmt: skip
_EXPLAINED = re.compile(r"(?:\(|called (?:the )?|se llama (?:el |la )?|le dicen (?:el |la )?|known as (?:the )?)$", re.IGNORECASE)


def wording(scenario: Scenario, proof: Proof | None = None) -> Iterator[Finding]:
    """Everything about what is said, line by line. A proof tells which replies are never open together, and so may sound alike."""
    for opening in scenario.openings.values():
        yield from _spoken_for_her(f"openings.{opening.id}.scene", opening.scene, scenario.beats[opening.then])
    for beat in scenario.beats.values():
        yield from _alike(beat, proof)
        yield from _own_voice(beat)
        yield from _jargon(scenario, beat)
    yield from real_names(texts(scenario))


def texts(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """(address, text) of everything that is read or heard."""
    for name in ("title", "brief", "goal", "facilitator"):
        yield name, getattr(scenario, name)
    yield "content-note", scenario.content_note
    for person in scenario.cast.values():
        for name in ("name", "about", "interest", "secret"):
            yield f"cast.{person.id}.{name}", getattr(person, name)
    for exhibit in scenario.exhibits.values():
        yield f"exhibits.{exhibit.id}.title", exhibit.title
        yield f"exhibits.{exhibit.id}.rows", "\n".join(" | ".join(row) for row in exhibit.rows)
        yield f"exhibits.{exhibit.id}.source", exhibit.source
    for opening in scenario.openings.values():
        yield f"openings.{opening.id}.scene", _script(opening.scene)
    for beat in scenario.beats.values():
        base = f"beats.{beat.id}"
        yield f"{base}.scene", _script(beat.scene)
        yield f"{base}.again", _script(beat.again)
        yield f"{base}.cue", beat.cue
        yield f"{base}.turning-point", beat.turning_point
        if beat.otherwise:
            yield f"{base}.otherwise.scene", _script(beat.otherwise.scene)
        for reply in beat.replies.values():
            yield f"{base}.replies.{reply.id}.say", reply.say
            yield f"{base}.replies.{reply.id}.also", "\n".join(reply.also)
            yield f"{base}.replies.{reply.id}.answer", _script(reply.answer)
            yield f"{base}.replies.{reply.id}.coach", reply.coach
    for ending in scenario.endings.values():
        yield f"endings.{ending.id}.scene", _script(ending.scene)
        yield f"endings.{ending.id}.later", ending.later


def _script(lines: tuple[Line, ...]) -> str:
    return "\n".join(line.text for line in lines)


def _alike(beat: Beat, proof: Proof | None) -> Iterator[Finding]:
    from simulator.hearing.route import similar

    for one, other in combinations(spoken(beat), 2):
        if proof is not None and not proof.may_stand_together(beat.id, one.id, other.id):
            continue
        nearest = max(similar(a, b) for a in _wordings(one) for b in _wordings(other))
        if nearest >= ALIKE:
            yield Finding(
                "hear-alike", "warning", f"beats.{beat.id}.replies.{other.id}.say",
                f"`{one.id}` and `{other.id}` in `{beat.id}` sound so alike ({nearest:.0%}) that typed words cannot tell them apart",
                "Let the words differ where the deed differs, or make one reply of the two.",
            )  # fmt: skip


def _wordings(reply: Reply) -> tuple[str, ...]:
    return (reply.say, *reply.also)


def _own_voice(beat: Beat) -> Iterator[Finding]:
    """Her lines are hers to find: nobody speaks them for her in a scene."""
    spots = [("scene", beat.scene), ("again", beat.again), ("otherwise.scene", beat.otherwise.scene if beat.otherwise else ())]
    spots += [(f"replies.{reply.id}.answer", reply.answer) for reply in beat.replies.values()]
    for where, lines in spots:
        yield from _spoken_for_her(f"beats.{beat.id}.{where}", lines, beat)


def _spoken_for_her(address: str, lines: tuple[Line, ...], beat: Beat) -> Iterator[Finding]:
    if any(line.speaker == beat.you for line in lines):
        yield Finding(
            "speaks-for-trainee", "warning", address, f"`{beat.you}` speaks here, and in `{beat.id}` the trainee voices her",
            "Put the words under a reply's `say`, tell them as narration, or change `you` of the beat.",
        )  # fmt: skip


def _jargon(scenario: Scenario, beat: Beat) -> Iterator[Finding]:
    def parent(person: str) -> bool:
        return person in scenario.cast and scenario.cast[person].part in PLAIN_LISTENERS

    said: list[tuple[str, str]] = [
        (f"beats.{beat.id}.{key}", line.text)
        for key, lines in (("scene", beat.scene), ("again", beat.again))
        for line in lines
        if parent(line.speaker)
    ]
    opened = [opening for opening in scenario.openings.values() if opening.then == beat.id]
    said += [(f"openings.{opening.id}.scene", line.text) for opening in opened for line in opening.scene if parent(line.speaker)]
    for reply in beat.replies.values():
        base = f"beats.{beat.id}.replies.{reply.id}"
        said += [(f"{base}.answer", line.text) for line in reply.answer if parent(line.speaker)]
        if points(reply) > 0 and parent(reply.to or beat.to) and "jargon" not in reply.flags:
            said.append((f"{base}.say", reply.say))
    heard = " ".join(line.text for line in beat.scene if line.speaker and line.speaker != beat.you)
    for address, text in said:
        for match in _jargon_pattern().finditer(text):
            explained = _EXPLAINS.match(text[match.end() :]) or _EXPLAINED.search(text[: match.start()])
            if not explained and not (address.endswith(".say") and match[0] in heard):
                yield Finding(
                    "unexplained-jargon", "warning", address, f"`{match[0]}` is not explained where it is said",
                    "Say what it is in the same breath: “the LCAP, the district's yearly plan”. If she really talks like that, `allow` it.",
                )  # fmt: skip


def real_names(found: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Real people, schools and organizations among (address, text) pairs."""
    said = [(address, text) for address, text in found if text]
    whole = " ".join(" ".join(text for _, text in said).casefold().split())
    there = [name for name in _listed("names.txt") if name.casefold() in whole]
    if not there:
        return
    listed = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(there, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)
    for address, text in said:
        if match := pattern.search(text):
            yield Finding(
                "real-name", "warning", address, f"“{match[0]}” is the name of a real person, school or organization",
                "Invent one (search for it before you use it). Nobody real is practised on.",
                match.start(),
            )  # fmt: skip


@cache
def _listed(file: str) -> tuple[str, ...]:
    lines = (Path(__file__).parent / file).read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def _jargon_pattern() -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(?:" + "|".join(sorted(map(re.escape, _listed("jargon.txt")), key=len, reverse=True)) + r")(?![\w-])")
