"""Lint of a scenario's bones: beats, endings, facts, meters and secrets that lead nowhere or are never used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.check.finding import Finding
from simulator.core.expression import Compare, Expression, Truth, questions
from simulator.core.scenario import GOOD_ENDINGS, Beat, Reactions, Scenario, Target

DRAWN = frozenset({"trust", "energy", "guard", "tension", "clock", "exposure"})
"""Meters that the debrief draws even where no condition reads them."""
OPENINGS = 3
"""Ways a scenario in its folder should be able to begin."""
VARIANTS, DRILL_TURNS = 10, 2
"""Openings of a drill, each with a beat of its own, and the most lines the trainee speaks in it."""


def structure(scenario: Scenario, reactions: Reactions) -> Iterator[Finding]:
    """Everything about how a scenario hangs together, without searching its states."""
    yield from _unreachable(scenario)
    yield from _dead_ends(scenario)
    yield from _endings(scenario)
    yield from _facts(scenario)
    yield from _meters(scenario, reactions)
    yield from _secrets(scenario)


def few_openings(scenario: Scenario) -> Iterator[Finding]:
    """Of a scenario in its folder: whether the second time differs from the first."""
    number = len(scenario.openings)
    if scenario.drill:
        return
    if number < OPENINGS:
        yield Finding(
            "few-openings", "warning", "openings" if number else "start", f"there {'is one opening' if number == 1 else f'are {number} openings'}; {OPENINGS} make the second time another one",
            "Write them under `openings:`: her mood, a child beside her, the hour, what she has heard about you; in one of them she stays closed.",
        )  # fmt: skip


def drill(scenario: Scenario) -> Iterator[Finding]:
    """What makes a drill one: enough variants, each its own moment, and over after a line or two."""
    own = len({opening.then for opening in scenario.openings.values()})
    if own < VARIANTS:
        yield Finding(
            "few-openings", "warning", "openings" if scenario.openings else "start", f"{own or 'no'} opening{'' if own == 1 else 's'} with a beat of {'its' if own == 1 else 'their'} own; a drill has {VARIANTS}",
            "One `openings:` entry and one beat for each moment, so that tomorrow's three minutes are not today's.",
        )  # fmt: skip
    if not 0 < scenario.max_turns <= DRILL_TURNS:
        yield Finding(
            "long-drill", "warning", "max-turns" if scenario.max_turns else "drill", "a drill is over after one line of hers, or two",
            f"Write `max-turns: {DRILL_TURNS} then` and the ending that shows what a missed moment looks like.",
        )  # fmt: skip


def leads(beat: Beat) -> Iterator[tuple[str, Target]]:
    """(reply id, or `otherwise`, `clock`, `limit`; target) of every way on from a beat, whatever the conditions."""
    for reply in beat.replies.values():
        yield from ((reply.id, target) for _, target in reply.then.branches)
    if beat.otherwise:
        yield from (("otherwise", target) for _, target in beat.otherwise.then.branches)
    if beat.clock:
        yield "clock", beat.clock.then
    if beat.limit:
        yield "limit", beat.limit.then


def conditions(scenario: Scenario) -> Iterator[Expression]:
    """Every condition in a scenario."""
    for beat in scenario.beats.values():
        thens = [reply.then for reply in beat.replies.values()] + ([beat.otherwise.then] if beat.otherwise else [])
        yield from (guard for then in thens for guard, _ in then.branches if guard is not None)
        yield from (reply.when for reply in beat.replies.values() if reply.when is not None)


def _unreachable(scenario: Scenario) -> Iterator[Finding]:
    seen: set[str] = set()
    ended = {scenario.max_turns_ending, scenario.nothing_ending}
    waiting = list(scenario.starts)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            for _, target in leads(scenario.beats[name]):
                (ended.update if target.ending else waiting.extend)(target.names)
    for name in scenario.beats:
        if name not in seen:
            yield Finding(
                "unreachable-beat", "warning", f"beats.{name}", f"nothing leads to the beat `{name}`",
                f"Write `then: {name}` in a reply that should lead here, or take the beat out.",
            )  # fmt: skip
    for name in scenario.endings:
        if name not in ended:
            yield Finding(
                "unreachable-ending", "warning", f"endings.{name}", f"nothing leads to the ending `{name}`",
                f"Write `then: end {name}` in a reply that should lead here, or take the ending out.",
            )  # fmt: skip


def _dead_ends(scenario: Scenario) -> Iterator[Finding]:
    """Beats from which replies never come to an ending, however long one plays."""
    before: dict[str, set[str]] = {name: set() for name in scenario.beats}
    saved: set[str] = set()
    for beat in scenario.beats.values():
        for way, target in leads(beat):
            if way == "otherwise":
                continue
            if target.ending:
                saved.add(beat.id)
            else:
                for name in target.names:
                    before[name].add(beat.id)
    waiting = list(saved)
    while waiting:
        for name in before[waiting.pop()] - saved:
            saved.add(name)
            waiting.append(name)
    for beat in scenario.beats.values():
        if beat.id not in saved:
            circle = all(target.names == (beat.id,) for way, target in leads(beat) if way != "otherwise")
            message = "always leads back to itself" if circle else "only goes round and round: no ending can be reached from it"
            yield Finding(
                "dead-end",
                "warning",
                f"beats.{beat.id}",
                f"the beat `{beat.id}` {message}",
                "Let one reply lead on: `then:` another beat or `end` and an ending.",
            )


def _endings(scenario: Scenario) -> Iterator[Finding]:
    kinds = [ending.kind for ending in scenario.endings.values()]
    if "nothing" not in kinds:
        yield Finding(
            "no-nothing-ending", "warning", "endings", "there is no ending of kind `nothing`",
            "People may simply stop waiting. Write what that looks like here; otherwise a plain built-in ending is shown.",
        )  # fmt: skip
    if len(kinds) < 3 and not scenario.drill:
        yield Finding(
            "few-endings", "warning", "endings", f"there {'is one ending' if len(kinds) == 1 else f'are {len(kinds)} endings'}; three make a choice matter",
            "A good one, a middling one and a bad one: an owned step, a door left open, a false yes.",
        )  # fmt: skip
    if not GOOD_ENDINGS.intersection(kinds):
        yield Finding(
            "no-good-ending", "warning", "endings", "no ending is a good one, so nothing can be scored",
            "Give one ending `kind: step` (an owned next step) or `kind: honest-no`.",
        )  # fmt: skip


def _facts(scenario: Scenario) -> Iterator[Finding]:
    made = {name for beat in scenario.beats.values() for reply in beat.replies.values() for name in reply.sets}
    made.update(name for opening in scenario.openings.values() for name in opening.sets)
    asked = {leaf.name for guard in conditions(scenario) for leaf in questions(guard) if isinstance(leaf, Truth) and not leaf.arguments}
    for name in scenario.facts:
        if name not in made:
            yield Finding(
                "fact-never-set",
                "warning",
                "facts",
                f"the fact `{name}` never becomes true",
                f"Write `sets: {name}` in the reply that makes it so.",
            )
        if name not in asked:
            yield Finding(
                "fact-never-read", "warning", "facts", f"no condition asks for the fact `{name}`",
                f"Use it in an `if` or a `then`, as in `then: end thursday if {name} else polite`, or take it out.",
            )  # fmt: skip


def _meters(scenario: Scenario, reactions: Reactions) -> Iterator[Finding]:
    asked = {leaf.left.name for guard in conditions(scenario) for leaf in questions(guard) if isinstance(leaf, Compare)}
    for person in scenario.cast.values():
        by_reaction = {row.meter for row in reactions.get(person.part, ())}
        for meter in person.feels:
            if f"{person.id}.{meter}" not in asked and meter not in by_reaction:
                drawn = meter in DRAWN
                yield Finding(
                    "meter-never-read", "info" if drawn else "warning", f"cast.{person.id}.feels", f"no condition asks for `{person.id}.{meter}`",
                    "The debrief still draws it." if drawn else "Use it in an `if` or a `then`, or take it out.",
                )  # fmt: skip


def _secrets(scenario: Scenario) -> Iterator[Finding]:
    opened: set[str] = set()
    for beat in scenario.beats.values():
        for reply in beat.replies.values():
            opened.update(reply.reveals)
            for name in _without_secret(scenario, reply.reveals):
                yield Finding(
                    "no-secret", "warning", f"beats.{beat.id}.replies.{reply.id}.reveals", f"`{beat.id}.{reply.id}` reveals the secret of `{name}`, who has none",
                    f"Write `secret: |` under `{name}` in the cast.",
                )  # fmt: skip
    for person in scenario.cast.values():
        if person.secret and person.id not in opened and person.id != scenario.you:
            yield Finding(
                "secret-never-revealed", "warning", f"cast.{person.id}.secret", f"no reply ever opens the secret of `{person.id}`",
                f"Write `reveals: {person.id}` in the reply that earns it, or `allow: secret-never-revealed because …`.",
            )  # fmt: skip


def _without_secret(scenario: Scenario, names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if not scenario.cast[name].secret)
