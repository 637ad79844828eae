"""Lint of a scenario as a piece of teaching: whether replies differ, pay, and give nothing away (DOMAIN 0.4, notation: Good craft)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.check.finding import Finding
from simulator.core.rubric import Rubric
from simulator.core.scenario import WAIT_REPLY, Beat, Reply, Scenario

LONG_BEAT = 40
"""Lines of text in one beat, counted as they are shown: scene, help, what can be said and what it gets back."""
LONG_REPLY = 90
"""Words that nobody says in one breath."""
TELLING = 3
"""Beats that must agree before a pattern is one."""
MOSTLY = 0.8
TURNING_POINTS = 3


def craft(scenario: Scenario, rubric: Rubric) -> Iterator[Finding]:
    """Everything that makes a scenario teach less than it could."""
    for beat in scenario.beats.values():
        yield from _beat(beat)
    if not scenario.drill:
        yield from _nowhere(scenario)
        yield from _rubric(scenario, rubric)
    yield from _patterns(scenario)
    yield from _help(scenario)


def points(reply: Reply) -> int:
    """What a reply is worth, all criteria together: only for finding the best of a beat."""
    return sum(reply.shows.values())


def spoken(beat: Beat) -> list[Reply]:
    """The replies with words."""
    return [reply for reply in beat.replies.values() if reply.id != WAIT_REPLY]


def _beat(beat: Beat) -> Iterator[Finding]:
    lines = len(beat.scene) + len(beat.again) + (len(beat.otherwise.scene) if beat.otherwise else 0)
    lines += sum(len(reply.say.splitlines()) + len(reply.answer) for reply in beat.replies.values())
    if lines > LONG_BEAT:
        yield Finding(
            "long-beat", "warning", f"beats.{beat.id}", f"the beat `{beat.id}` has {lines} lines of text; past {LONG_BEAT} nobody keeps it in mind",
            "Cut the scene, or let one thing happen here and the next in a beat of its own.",
        )  # fmt: skip
    for reply in spoken(beat):
        at = f"beats.{beat.id}.replies.{reply.id}"
        if not reply.shows and not reply.coach:
            yield Finding(
                "shows-nothing", "warning", at, f"the reply `{beat.id}.{reply.id}` shows nothing and nothing is said about it afterwards",
                "Write `shows: listening -1` (or what it shows), or a `coach: |` with what it did to the other person.",
            )  # fmt: skip
        words = len(reply.say.split())
        if words > LONG_REPLY:
            yield Finding(
                "long-reply", "warning", f"{at}.say", f"`{beat.id}.{reply.id}` is {words} words long; past {LONG_REPLY} it is a speech",
                "Cut it to what one says in a breath, or make it two turns.",
            )  # fmt: skip


def _nowhere(scenario: Scenario) -> Iterator[Finding]:
    if not any(WAIT_REPLY in beat.replies for beat in scenario.beats.values()):
        yield Finding(
            "no-wait", "warning", "beats", "silence never earns anything here: no beat has a reply `wait`",
            "Where she has just said something heavy, add `wait:` with a `then:`. Silence is a turn.",
        )  # fmt: skip
    marked = [beat.id for beat in scenario.beats.values() if beat.turning_point]
    if len(marked) != TURNING_POINTS:
        yield Finding(
            "turning-points", "info", f"beats.{marked[-1]}.turning-point" if marked else "beats",
            f"{len(marked)} beats have a `turning-point`; {TURNING_POINTS} moments that decide are what people remember",
            "Name the choice in one line, in the beats where the scene forks.",
        )  # fmt: skip


def _patterns(scenario: Scenario) -> Iterator[Finding]:
    """What a trainee could learn instead of the craft: take the longest, take the first."""
    longest: list[str] = []
    first: list[str] = []
    compared = 0
    for beat in scenario.beats.values():
        replies = spoken(beat)
        best = _only_best(replies)
        if best is None:
            continue
        compared += 1
        if all(len(best.say) > len(other.say) for other in replies if other is not best):
            longest.append(beat.id)
        if replies[0] is best:
            first.append(beat.id)
    if _pattern(longest, compared):
        yield Finding(
            "longest-is-best", "warning", f"beats.{longest[0]}", f"the longest reply is the best one in {len(longest)} of {compared} beats: {', '.join(longest)}",
            "Shorten good ones and let some weak ones talk; otherwise length gives it away.",
        )  # fmt: skip
    if _pattern(first, compared):
        yield Finding(
            "first-is-best", "warning", f"beats.{first[0]}", f"the best reply stands first in {len(first)} of {compared} beats: {', '.join(first)}",
            "Players see them shuffled, but readers of the file do not. Move some down.",
        )  # fmt: skip


def _pattern(found: Sequence[str], compared: int) -> bool:
    return len(found) >= TELLING and len(found) >= MOSTLY * compared


def _only_best(replies: Sequence[Reply]) -> Reply | None:
    """The one reply worth more than every other; None where there is no such."""
    ranked = sorted(replies, key=points, reverse=True)
    return ranked[0] if len(ranked) > 1 and points(ranked[0]) > points(ranked[1]) else None


def _rubric(scenario: Scenario, rubric: Rubric) -> Iterator[Finding]:
    shown = {
        name for beat in scenario.beats.values() for reply in beat.replies.values() for name, value in reply.shows.items() if value > 0
    }
    left = [name for name in rubric.criteria if name not in shown]
    if left:
        yield Finding(
            "unmoved-criterion",
            "info",
            "rubric",
            f"no reply can show {', '.join(f'`{name}`' for name in left)}",
            "They will read “not offered”, which is fair if you mean it.",
        )


def _help(scenario: Scenario) -> Iterator[Finding]:
    """What could still be offered, one finding a kind."""
    beats = scenario.beats.values()
    without_cue = [beat.id for beat in beats if not beat.cue]
    without_otherwise = [beat.id for beat in beats if beat.otherwise is None]
    without_coach = [f"{beat.id}.{reply.id}" for beat in beats for reply in spoken(beat) if points(reply) < 0 and not reply.coach]
    if without_cue:
        yield Finding(
            "no-cue",
            "info",
            f"beats.{without_cue[0]}",
            f"no `cue` in {_some(without_cue)}",
            "A question she may ask for, that helps without giving it away.",
        )
    if without_otherwise:
        yield Finding(
            "no-otherwise", "info", f"beats.{without_otherwise[0]}", f"no `otherwise` in {_some(without_otherwise)}",
            "Typed words that fit no reply get a plain “she waits” there.",
        )  # fmt: skip
    if without_coach:
        beat, _, reply = without_coach[0].partition(".")
        yield Finding(
            "no-coach",
            "info",
            f"beats.{beat}.replies.{reply}",
            f"no `coach` on costly replies: {_some(without_coach)}",
            "Say in a line what it did to the other person.",
        )


def _some(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
