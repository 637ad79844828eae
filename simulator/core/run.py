"""One practice of one scenario: `decide` says what a command would make true, `evolve` makes it so.

Both are pure. `decide` needs the scenario; `evolve` does not: an event holds everything it changes, so an old log reads the same
whatever later becomes of the rules. Going back to a line opens a new take from the state before that line; the old take stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any, Literal

from simulator.core import events as e
from simulator.core.chance import chance
from simulator.core.commands import (
    NOTES,
    Choose,
    Command,
    GoAgain,
    LetClockRun,
    Note,
    Pause,
    Refusal,
    Resume,
    Say,
    StartRun,
    TakeHelp,
)
from simulator.core.events import Data, Fact
from simulator.core.expression import COMPARISONS
from simulator.core.moves import WAIT, Heard, heard_from_data, heard_to_data
from simulator.core.openings import beginning, draw_opening
from simulator.core.scenario import HIGHEST, LOWEST, WAIT_REPLY, Beat, Line, Reply, Target, Then
from simulator.core.state import Mode, RunState, TakeState

__all__ = [
    "Choose", "Command", "GoAgain", "LetClockRun", "Mode", "Note", "Pause", "Refusal", "Resume", "RunState", "Say", "StartRun", "TakeHelp",
    "TakeState", "cut_at", "decide", "evolve", "fold", "follow", "heard_from_data", "heard_to_data", "react", "scene", "shown", "takeable",
]  # fmt: skip

Way = Literal["choice", "words", "silence", "clock"]
ASTRAY_COSTS, ASTRAY_ENDS = 2, 3
"""Typed answers in a row that fit nothing: the second costs energy, the third ends the scene (DESIGN 4)."""


# -- what can be said ----------------------------------------------------------------------------------------------------------


def takeable(state: RunState) -> tuple[Reply, ...]:
    """The replies that may be taken now, in the author's order, `wait` included."""
    take = state.take
    return tuple(reply for reply in state.beat.replies.values() if _may_take(reply, take))


def _may_take(reply: Reply, take: TakeState) -> bool:
    if reply.once and f"{take.beat}.{reply.id}" in take.spent:
        return False
    return reply.when is None or reply.when.holds(take)


def shown(state: RunState) -> tuple[Reply, ...]:
    """`takeable` in the order the seed shuffles it to, the same every time; silence always last."""
    key = f"{state.seed}/{state.take.beat}/{state.take.turns}"
    return tuple(sorted(takeable(state), key=lambda reply: (reply.id == WAIT_REPLY, chance(f"{key}/{reply.id}"))))


def scene(state: RunState) -> tuple[Line, ...]:
    """What she sees on arriving where the take stands: the whole scene, the opening before it at first, or `again` on coming back."""
    beat, take = state.beat, state.take
    if take.opening and not take.turns:
        return state.scenario.openings[take.opening].scene + beat.scene
    return beat.again if beat.again and beat.id in take.arrived else beat.scene


def cut_at(text: str, words: int) -> int:
    """Where `text` is cut off after `words` words: the offset of the end of the last one heard; `len(text)` if it is short enough."""
    position = 0
    for _ in range(words):
        while position < len(text) and text[position].isspace():
            position += 1
        while position < len(text) and not text[position].isspace():
            position += 1
    return position if text[position:].strip() else len(text)


# -- decide --------------------------------------------------------------------------------------------------------------------


def decide(state: RunState, command: Command) -> tuple[Fact, ...] | Refusal:
    """What `command` makes true in `state`, or why it cannot be."""
    if isinstance(command, StartRun):
        return _start(state, command)
    if not state.started:
        return Refusal("not-started")
    if isinstance(command, (Choose, Say, TakeHelp, LetClockRun)):
        return Refusal("over", state.take.ending) if state.take.ending else _in_scene(state, command)
    if isinstance(command, GoAgain):
        return _go_again(state, command)
    if isinstance(command, Note):
        return _note(state, command)
    if isinstance(command, Pause):
        return () if state.paused else (Fact(e.RUN_PAUSED),)
    if isinstance(command, Resume):
        return (Fact(e.RUN_RESUMED),) if state.paused else ()
    return Refusal("unknown")


def _in_scene(state: RunState, command: Choose | Say | TakeHelp | LetClockRun) -> tuple[Fact, ...] | Refusal:
    if isinstance(command, Choose):
        return _choose(state, command.reply)
    if isinstance(command, Say):
        return _say(state, command)
    if isinstance(command, TakeHelp):
        return _help(state, command)
    clock = state.beat.clock
    return _turn(state, "clock", None, "", None, clock.then) if clock else Refusal("no-clock")


def _start(state: RunState, command: StartRun) -> tuple[Fact, ...] | Refusal:
    scenario = state.scenario
    if state.started:
        return Refusal("already-started")
    opening = command.opening if command.opening is not None else "" if command.beat else draw_opening(scenario, command.seed)
    if opening and opening not in scenario.openings:
        return Refusal("no-such-opening", opening)
    begins = beginning(scenario, opening)
    beat, feelings = command.beat or begins.beat, begins.feelings
    if beat not in scenario.beats:
        return Refusal("no-such-line", beat)
    for name, value in command.feelings.items():
        if name not in feelings:
            return Refusal("unknown", name)
        feelings[name] = min(HIGHEST, max(LOWEST, value))
    started: dict[str, Any] = {
        "scenario": scenario.id, "title": scenario.title, "form": scenario.form, "seed": command.seed, "mode": command.mode,
        "language": command.language or scenario.language, "content": dict(command.content), "consent": command.consent,
    }  # fmt: skip
    if command.beat or command.feelings:
        started["rehearsed_from"] = beat
    if command.continues:
        started["continues"] = command.continues
    opened: dict[str, Any] = {"take": 1, "beat": beat, "feelings": feelings}
    started |= {"drill": scenario.drill} if scenario.drill else {}
    if opening:
        started["opening"] = opened["opening"] = opening
    opened |= {"set": list(begins.facts)} if begins.facts else {}
    return (Fact(e.RUN_STARTED, started), Fact(e.TAKE_OPENED, opened))


def _go_again(state: RunState, command: GoAgain) -> tuple[Fact, ...] | Refusal:
    then = state.at(command.take, command.turn)
    if then is None:
        return Refusal("no-such-line", f"{command.take}.{command.turn}")
    opened = {"take": max(state.takes) + 1, "beat": then.beat, "from_take": command.take, "from_turn": command.turn}
    return (Fact(e.TAKE_OPENED, opened),)


def _note(state: RunState, command: Note) -> tuple[Fact, ...] | Refusal:
    if command.type not in NOTES:
        return Refusal("unknown", command.type)
    take, turn = command.data.get("take"), command.data.get("turn")
    if take is not None and take not in state.takes:
        return Refusal("no-such-line", str(take))
    if turn is not None and (take is None or not 1 <= int(turn) <= state.takes[take].turns):
        return Refusal("no-such-line", f"{take}.{turn}")
    return (Fact(command.type, dict(command.data)),)


def _help(state: RunState, command: TakeHelp) -> tuple[Fact, ...] | Refusal:
    beat = state.beat
    if command.kind == "cue" and not beat.cue:
        return Refusal("no-help", "cue")
    return (Fact(e.HELP_TAKEN, {"take": state.current, "turn": state.take.turns + 1, "beat": beat.id, "kind": command.kind}),)


def _choose(state: RunState, name: str) -> tuple[Fact, ...] | Refusal:
    take = state.take
    beat = state.scenario.beats[take.beat]
    reply = beat.replies.get(name)
    if reply is None:
        if name == WAIT_REPLY:
            return _turn(state, "silence", None, "", Heard(moves=(WAIT,), primary=WAIT))
        return Refusal("no-such-reply", name)
    if not _may_take(reply, take):
        return Refusal("not-now", name)
    limit = beat.limit
    cut = limit.then if limit and len(reply.say.split()) > limit.words else None
    return _turn(state, "silence" if name == WAIT_REPLY else "choice", reply, "", None, cut)


def _say(state: RunState, command: Say) -> tuple[Fact, ...] | Refusal:
    text = command.text.strip()
    if not text:
        silence = state.beat.replies.get(WAIT_REPLY)
        fits = silence is not None and _may_take(silence, state.take)
        return _turn(state, "silence", silence if fits else None, "", Heard(moves=(WAIT,), primary=WAIT))
    reply = state.beat.replies.get(command.reply) if command.reply else None
    if command.reply and reply is None:
        return Refusal("no-such-reply", command.reply)
    if reply is not None and not _may_take(reply, state.take):
        return Refusal("not-now", command.reply)
    limit = state.beat.limit
    cut = limit.then if limit and len(text.split()) > limit.words else None
    return _turn(state, "words", reply, command.text, command.heard, cut)


def _turn(
    state: RunState, way: Way, reply: Reply | None, text: str, heard: Heard | None, instead: Target | None = None
) -> tuple[Fact, ...]:
    """One trainee turn, its effects in the order of DESIGN 4, and the take's end if it ends here."""
    scenario, take = state.scenario, state.take
    beat = scenario.beats[take.beat]
    to = (reply.to if reply else "") or beat.to
    lost = way in ("words", "silence") and reply is None and instead is None
    astray = take.astray + 1 if lost else 0
    moved = _felt(state, way, reply, heard, to)
    if lost and astray >= ASTRAY_COSTS and f"{to}.energy" in take.feelings:
        moved[f"{to}.energy"] = moved.get(f"{to}.energy", 0) - 1
    feelings, felt = _after_feeling(take.feelings, moved) if moved else (take.feelings, moved)
    data: dict[str, Any] = {"take": take.take, "turn": take.turns + 1, "beat": beat.id, "you": beat.you, "to": to, "way": way}
    data["reply"] = reply.id if reply else ""
    if way == "words":
        data["text"] = text
        data["heard"] = heard_to_data(heard or Heard())
        if instead is not None and beat.limit is not None:
            data["cut"] = cut_at(text, beat.limit.words)
    if felt:
        data["felt"] = felt
    facts = take.facts
    if reply is not None:
        if reply.sets and (fresh := [name for name in reply.sets if name not in facts]):
            data["set"] = fresh
            facts = facts.union(fresh)
        if reply.reveals and (secrets := [name for name in reply.reveals if name not in take.opened]):
            data["opened"] = secrets
        if reply.once:
            data["spent"] = True
    if astray:
        data["astray"] = astray
    target = instead or _leads(take, reply, beat, feelings, facts)
    if astray >= ASTRAY_ENDS:
        ends, goes = scenario.nothing_ending, ""
    else:
        name = target.names[0] if len(target.names) == 1 else _draw(state, target.names)
        ends, goes = (name, "") if target.ending else ("", name)
        if goes and scenario.max_turns and take.turns + 1 >= scenario.max_turns:
            ends, goes = scenario.max_turns_ending or scenario.nothing_ending, ""
    data["goes"] = goes
    if not ends:
        return (Fact(e.TURN_TAKEN, data),)
    kind = scenario.endings[ends].kind if ends in scenario.endings else "nothing"
    return (Fact(e.TURN_TAKEN, data), Fact(e.TAKE_ENDED, {"take": take.take, "ending": ends, "kind": kind}))


def _after_feeling(before: Mapping[str, int], moved: Mapping[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """The meters after they were pushed, and by how much each really moved: none goes past its ends."""
    feelings = dict(before)
    felt: dict[str, int] = {}
    for meter, change in moved.items():
        was = feelings[meter]
        now = was + change
        now = LOWEST if now < LOWEST else HIGHEST if now > HIGHEST else now
        if now != was:
            feelings[meter] = now
            felt[meter] = now - was
    return feelings, felt


def _felt(state: RunState, way: Way, reply: Reply | None, heard: Heard | None, to: str) -> dict[str, int]:
    """How meters are pushed: a written reply by its `feel` and moves, own words by the moves heard and nothing else (DESIGN 4)."""
    if way == "clock" or (heard is not None and heard.abstained):
        return {}
    as_written = reply is not None and way != "words"
    if as_written and reply is not None:
        moves, flags = reply.moves, reply.flags
        moved = {} if reply.silenced else react(state, moves, flags, to)
        for (person, meter), change in reply.feel.items():
            moved[f"{person}.{meter}"] = change
        return moved
    return react(state, heard.moves, heard.sure_flags, to) if heard else {}


def react(state: RunState, moves: Iterable[str], flags: Iterable[str], to: str) -> dict[str, int]:
    """The reaction table (DOMAIN 7.1) for `moves` spoken to `to`: per meter the strongest rise and the strongest fall, added."""
    person = state.scenario.cast.get(to)
    rows = state.reactions.get(person.part) if person else None
    if not rows:
        return {}
    feelings = state.take.feelings
    up: dict[str, int] = {}
    down: dict[str, int] = {}
    by_cause = rows.by_cause
    for cause in (*moves, *flags):
        for row in by_cause.get(cause, ()):
            if row.meter:
                value = feelings.get(f"{to}.{row.meter}")
                if value is None or not COMPARISONS[row.operator](value, row.threshold):
                    continue
            for meter, change in row.feel.items():
                if change > up.get(meter, 0):
                    up[meter] = change
                elif change < down.get(meter, 0):
                    down[meter] = change
    return {name: up.get(meter, 0) + down.get(meter, 0) for meter in up | down if (name := f"{to}.{meter}") in feelings}


def _leads(take: TakeState, reply: Reply | None, beat: Beat, feelings: Mapping[str, int], facts: frozenset[str]) -> Target:
    """Where a turn in `take` goes, after which `feelings` and `facts` are what is true."""
    then = reply.then if reply is not None else beat.otherwise.then if beat.otherwise is not None else None
    if then is None:
        return Target((beat.id,))
    guard, target = then.branches[0]
    if guard is None:  # most lead to one place, whatever is true
        return target
    return follow(then, TakeState(take.take, take.beat, feelings, take.turns + 1, facts, take.opened, take.arrived))


def follow(then: Then, state: TakeState) -> Target:
    """The branch of `then` that holds in `state`."""
    for guard, target in then.branches:
        if guard is None or guard.holds(state):
            return target
    raise ValueError("a `then` without a last branch")  # the compiler lets none through


def _draw(state: RunState, names: tuple[str, ...]) -> str:
    """One of `names` by the seed, the line and the beat, so that the same line of another take meets the same luck."""
    return names[chance(f"{state.seed}/{state.take.beat}/{state.take.turns}/draw") % len(names)]


# -- evolve --------------------------------------------------------------------------------------------------------------------


def evolve(state: RunState, type: str, data: Data) -> RunState:
    """The state after an event of `type` with `data`; types that change no state (notes of the debrief) leave it as it is."""
    if type == e.TURN_TAKEN:
        return _with_take(state, _after_turn(state.takes[data["take"]], data))
    if type == e.TAKE_ENDED:
        return _with_take(state, replace(state.takes[data["take"]], ending=data["ending"]))
    if type == e.TAKE_OPENED:
        return _open_take(state, data)
    if type == e.LINE_SPOKEN and data["who"] == "organizer":
        take = state.takes[data["take"]]
        return _with_take(state, replace(take, turns=data["turn"], before=take))
    if type == e.RUN_STARTED:
        return replace(state, started=True, seed=data["seed"], mode=data["mode"], language=data["language"])
    if type == e.HELP_TAKEN:
        if data["kind"] == "replies":
            return replace(state, aided=state.aided | {data["beat"]})
        return replace(state, cued=state.cued | {data["beat"]})
    if type in (e.RUN_PAUSED, e.RUN_RESUMED):
        return replace(state, paused=type == e.RUN_PAUSED)
    return state


def fold(state: RunState, facts: Iterable[tuple[str, Data]]) -> RunState:
    """`evolve` over (type, data) pairs in their order."""
    return reduce(lambda before, fact: evolve(before, *fact), facts, state)


def _with_take(state: RunState, take: TakeState) -> RunState:
    takes = dict(state.takes)
    takes[take.take] = take
    return RunState(
        state.scenario, state.reactions, state.started, state.seed, state.mode, state.language, takes, take.take, state.paused,
        state.aided, state.cued,
    )  # fmt: skip


def _after_turn(take: TakeState, data: Data) -> TakeState:
    feelings = take.feelings
    felt = data.get("felt")
    if felt:
        feelings = dict(feelings)
        for meter, change in felt.items():
            feelings[meter] += change
    facts, opened, spent, arrived = take.facts, take.opened, take.spent, take.arrived
    if "set" in data:
        facts = facts.union(data["set"])
    if "opened" in data:
        opened = opened.union(data["opened"])
    if data.get("spent"):
        spent = spent | {f"{data['beat']}.{data['reply']}"}
    if take.beat not in arrived:
        arrived = arrived | {take.beat}
    return TakeState(
        take.take, data["goes"] or take.beat, feelings, data["turn"], facts, opened, arrived, spent, data.get("astray", 0), "", take,
        take.opening,
    )  # fmt: skip


def _open_take(state: RunState, data: Data) -> RunState:
    if "from_take" in data:
        then = state.at(data["from_take"], data["from_turn"])
        if then is None:
            raise ValueError(f"take {data['from_take']} has no line {data['from_turn']}")
        return _with_take(state, replace(then, take=data["take"], ending=""))
    facts, opening = frozenset(data.get("set", ())), data.get("opening", "")
    return _with_take(state, TakeState(data["take"], data["beat"], dict(data["feelings"]), facts=facts, opening=opening))
