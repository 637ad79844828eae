"""A live facilitation: `decide` says what a request would make true, `evolve` makes it so; pure both, and only the facilitator moves the room.

LOBBY → FRAME → TAKE (running, frozen) → SILENT → VOICES → REVEAL → REHEARSE → COMMIT → ROTATE → CLOSED. Times are milliseconds since 1970
and come from outside; every event holds what it changes, so a room reopens in the state it was left in. Every request that a phone may
repeat carries its own id and counts once.

Long because it is one machine: each request and each fact of it has its few lines here, and reads best beside the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from simulator.core import events as e
from simulator.core import room_commands as c
from simulator.core.critique import KINDS, REVEAL_ORDER, Critique, RaterRole, Rating, has_answered, marks_of
from simulator.core.events import Data, Fact
from simulator.core.room_state import (
    FACILITATOR,
    LENSES,
    NAMINGS,
    PHASES,
    PLANNED,
    ROLES,
    VOICES,
    Clock,
    Commitment,
    Mark,
    Note,
    Person,
    Phase,
    Refusal,
    RoomState,
    RoomTake,
    Said,
    SpokenLine,
    Stage,
    Tap,
    Vote,
)

MOST_PEOPLE, MOST_EACH, MOST_MARKS = 600, 600, 500
"""What a room takes: people, things sent by one person, marks."""
BACK: Mapping[Phase, tuple[Phase, ...]] = {"rotate": ("frame", "take"), "rehearse": ("silent", "voices", "reveal"), "commit": ("rehearse",)}
"""Where it may go back to; elsewhere forward only, and `Undo` takes a step back."""
Result = tuple[Fact, ...] | Refusal
TRANSITIONS = frozenset({
    e.PHASE_ENTERED, e.TAKE_OPENED, e.TAKE_FROZEN, e.TAKE_GOES_ON, e.VOICE_CALLED, e.NOTE_REVEALED, e.MARKS_REVEALED, e.MINUTE_ADDED,
    e.ROOM_CLOSED,
})  # fmt: skip
"""What `Undo` takes back, the last one first; but never the room's closing, after which nothing happens."""


# -- decide --------------------------------------------------------------------------------------------------------------------


def decide(state: RoomState, command: c.Command, by: str, now: int) -> Result:
    """What `command`, asked by the person `by` (FACILITATOR at the console) at `now`, makes true; or why it cannot be."""
    phase = state.stage.phase
    if isinstance(command, c.OpenRoom):
        return Refusal("already") if phase else _open(command, by, now)
    if not phase:
        return Refusal("not-open")
    if phase == "closed" and not isinstance(command, c.RunsWritten):
        return Refusal("closed")
    if by != FACILITATOR:
        if command.facilitator:
            return Refusal("not-yours")
        if not isinstance(command, c.Join):
            sender = state.people.get(by)
            if sender is None or sender.banned:
                return Refusal("no-person", by)
            if sender.role == "guest" and not isinstance(command, (c.AskPause, c.Change)):
                return Refusal("not-yours")
            if state.counts.get(by, 0) >= MOST_EACH:
                return Refusal("too-many")
            if getattr(command, "person", "") not in ("", by):
                return Refusal("not-yours")
    return _DECIDERS[type(command)](state, command, by, now)


def _open(command: c.OpenRoom, by: str, now: int) -> Result:
    if by != FACILITATOR:
        return Refusal("not-yours")
    if command.naming not in NAMINGS:
        return Refusal("unknown", command.naming)
    data = {name: getattr(command, name) for name in c.OpenRoom.__dataclass_fields__}
    data |= {"criteria": list(command.criteria), "content": dict(command.content), "ms": now}
    return (Fact(e.ROOM_OPENED, data),)


def _join(state: RoomState, command: c.Join, by: str, now: int) -> Result:
    if command.person in state.people or command.person == FACILITATOR or not command.person:
        return Refusal("already", command.person)
    if not command.name:
        return Refusal("empty", "name")
    if len(state.people) >= MOST_PEOPLE:
        return Refusal("too-many")
    taken = {person.name.casefold() for person in state.people.values()}
    name, number = command.name, 1
    while name.casefold() in taken:
        number += 1
        name = f"{command.name} {number}"
    data = {"person": command.person, "name": name, "language": command.language, "token": command.token, "lens": _fresh_lens(state)}
    return (Fact(e.PERSON_JOINED, data),)


def _fresh_lens(state: RoomState) -> str:
    """The lens fewest look through."""
    used = [person.lens for person in state.present()]
    return min((lens for lens in LENSES if lens != "scribe"), key=used.count)


def _change(state: RoomState, command: c.Change, by: str, now: int) -> Result:
    person = state.people.get(command.person or by)
    if person is None or person.banned:
        return Refusal("no-person", command.person)
    if by != FACILITATOR and (command.role or command.lens):
        return Refusal("not-yours")
    if command.role and command.role not in ROLES:
        return Refusal("unknown", command.role)
    if command.lens and command.lens not in LENSES:
        return Refusal("unknown", command.lens)
    changes = {
        name: value for name in ("name", "language", "role", "lens") if (value := getattr(command, name)) and value != getattr(person, name)
    }
    facts = [Fact(e.PERSON_CHANGED, {"person": person.id, **changes})] if changes else []
    if changes.get("role") in ("organizer", "counterpart"):
        others = [other for other in state.in_role(changes["role"]) if other.id != person.id]
        facts = [Fact(e.PERSON_CHANGED, {"person": other.id, "role": "observer"}) for other in others] + facts
    return tuple(facts)


def _ban(state: RoomState, command: c.Ban, by: str, now: int) -> Result:
    person = state.people.get(command.person)
    if person is None:
        return Refusal("no-person", command.person)
    return () if person.banned else (Fact(e.PERSON_BANNED, {"person": person.id}),)


def _go(state: RoomState, command: c.Go, by: str, now: int) -> Result:
    stage = state.stage
    at = PHASES.index(stage.phase)
    to = command.phase or ("frame" if stage.phase == "rotate" else PHASES[at + 1])
    if to not in PHASES or to == "closed":
        return Refusal("unknown", to)
    if to not in PHASES[at + 1 :] and to not in BACK.get(stage.phase, ()):
        return Refusal("not-now", to)
    if to in ("take", "rehearse"):
        if command.note and command.note not in state.notes:
            return Refusal("no-note", command.note)
        back: dict[str, Any] = {"from_take": stage.take, "note": command.note or stage.shown} if to == "rehearse" and stage.take else {}
        return (_take(state, now, command.run, rehearsal=to == "rehearse", **back),)
    entered: dict[str, Any] = {"phase": to, "ms": now, "planned": PLANNED[to]}
    if to == "voices":
        entered["voice"] = 1
    if stage.phase == "rotate":
        entered["round"] = stage.round + 1
    return (Fact(e.PHASE_ENTERED, entered),)


def _take(state: RoomState, now: int, run: str, *, rehearsal: bool, frozen: bool = False, **back: Any) -> Fact:
    """A new take by those who have the roles now; an organizer's takes of one round share a run."""
    stage = state.stage
    organizer, counterpart = (next((p.id for p in state.in_role(role)), "") for role in ("organizer", "counterpart"))
    organizer, counterpart = back.pop("organizer", organizer), back.pop("counterpart", counterpart)
    number = stage.round + (stage.phase == "rotate")
    own = next((t.run for t in state.takes.values() if t.organizer == organizer and t.round == number), "")
    data = {
        "take": max(state.takes, default=0) + 1, "run": own or run, "organizer": organizer, "counterpart": counterpart, "round": number,
        "rehearsal": rehearsal, "ms": now, "planned": PLANNED["rehearse" if rehearsal else "take"], "frozen": frozen,
    }  # fmt: skip
    return Fact(e.TAKE_OPENED, data | {name: value for name, value in back.items() if value})


def _seconds(state: RoomState, now: int, take: int, told: int | None) -> int:
    """The second something happened: what the phone says if that can be, else the present one."""
    stage = state.stage
    running = stage.take == take and stage.playing
    most = stage.clock.elapsed(now) // 1000 if running else state.takes[take].seconds if take in state.takes else 0
    return most if told is None else max(0, min(told, most))


def _freeze(state: RoomState, command: c.Freeze, by: str, now: int) -> Result:
    stage = state.stage
    if not stage.playing:
        return Refusal("not-now")
    on = not stage.frozen if command.on is None else command.on
    if on == stage.frozen:
        return ()
    return (Fact(e.TAKE_FROZEN if on else e.TAKE_GOES_ON, {"take": stage.take, "ms": now}),)


def _mark(state: RoomState, command: c.MarkLine, by: str, now: int) -> Result:
    stage = state.stage
    if not stage.playing:
        return Refusal("not-now")
    if len(state.marks) >= MOST_MARKS:
        return Refusal("too-many")
    seconds = _seconds(state, now, stage.take, None)
    return (Fact(e.LINE_MARKED, {"mark": len(state.marks) + 1, "take": stage.take, "seconds": seconds, "text": command.text}),)


def _rewind(state: RoomState, command: c.Rewind, by: str, now: int) -> Result:
    stage = state.stage
    if not stage.playing:
        return Refusal("not-now")
    mine = {mark.number: mark for mark in state.marks if mark.take == stage.take}
    number = command.mark if command.mark is not None else max(mine, default=0)
    if number and number not in mine:
        return Refusal("no-more", str(number))
    seconds = mine[number].seconds if number else 0
    return (
        _take(state, now, command.run, rehearsal=stage.phase == "rehearse", from_take=stage.take, from_mark=number, from_seconds=seconds),
    )


def _swap(state: RoomState, command: c.Swap, by: str, now: int) -> Result:
    stage = state.stage
    if command.role not in ("organizer", "counterpart"):
        return Refusal("unknown", command.role)
    waiting = [p.id for p in state.in_role("observer")]
    played = [t.organizer if command.role == "organizer" else t.counterpart for t in state.takes.values()]
    person = command.person or min(waiting, key=played.count, default="")
    if not person:
        return Refusal("nobody")
    changed = _change(state, c.Change(person, role=command.role), FACILITATOR, now)
    if isinstance(changed, Refusal) or not changed:
        return changed
    if not stage.playing:
        return changed
    after = fold(state, ((fact.type, fact.data) for fact in changed))
    return (
        *changed,
        _take(
            after, now, command.run, rehearsal=stage.phase == "rehearse", frozen=True, from_take=stage.take, from_seconds=_seconds(state, now, stage.take, None),
        ),
    )  # fmt: skip


def _next_voice(state: RoomState, command: c.NextVoice, by: str, now: int) -> Result:
    stage = state.stage
    if stage.phase != "voices":
        return _go(state, c.Go("voices"), by, now)
    if stage.voice >= len(voices_of(state)):
        return _go(state, c.Go("reveal"), by, now)
    return (Fact(e.VOICE_CALLED, {"voice": stage.voice + 1, "ms": now, "planned": PLANNED["voices"]}),)


def voices_of(state: RoomState) -> tuple[str, ...]:
    """Who speaks before the notes; a counterpart only where a person played."""
    take = state.take
    return VOICES if take and take.counterpart else VOICES[:2]


def _reveal(state: RoomState, command: c.Reveal, by: str, now: int) -> Result:
    stage = state.stage
    if stage.phase == "rehearse" or (stage.phase != "reveal" and PHASES.index(stage.phase) < PHASES.index("reveal")):
        return _go(state, c.Go("reveal"), by, now)
    if stage.phase != "reveal":
        return Refusal("not-now")
    if command.note:
        note = state.notes.get(command.note)
        if note is None or note.hidden:
            return Refusal("no-note", command.note)
        return (Fact(e.NOTE_REVEALED, {"note": note.id, "ms": now}),)
    waiting = () if command.marks else queue(state)
    if waiting:
        return (Fact(e.NOTE_REVEALED, {"note": waiting[0].id, "ms": now}),)
    return _reveal_marks(state, now)


def _reveal_marks(state: RoomState, now: int) -> Result:
    stage, take = state.stage, rated_take(state)
    if state.institute or not take:
        return Refusal("no-more")
    organizer = state.people.get(state.takes[take].organizer)
    if organizer is not None and organizer.token and not organizer.banned:
        open_still = [name for name in state.criteria if not has_answered(state.ratings, organizer.id, take, name)]
        if open_still:
            return Refusal("self-first", organizer.name)
    given = {shown.role for name in state.criteria for shown in marks_of(state.ratings, take, name, REVEAL_ORDER)}
    left = [role for role in REVEAL_ORDER if role in given and role not in stage.marks_shown]
    return (Fact(e.MARKS_REVEALED, {"role": left[0], "take": take, "ms": now}),) if left else Refusal("no-more")


def rated_take(state: RoomState) -> int:
    """The take that is talked about and rated: the last of this round that is not a rehearsal; 0 where there is none."""
    mine = [t.number for t in state.takes.values() if t.round == state.stage.round and not t.rehearsal and not t.undone]
    return max(mine, default=0)


def queue(state: RoomState) -> tuple[Note, ...]:
    """The notes of this round not shown yet, in the order they come up: those picked, then one of each person, whole ones first; keep before change."""
    takes = {t.number for t in state.takes.values() if t.round == state.stage.round}
    shown = set(state.stage.revealed)
    left = [note for note in state.notes.values() if not note.hidden and note.id not in shown and (note.take in takes or not note.take)]
    turn: dict[str, int] = {}
    for identity in shown:
        person = state.notes[identity].person
        turn[person] = turn.get(person, 0) + 1
    order: dict[str, int] = {}
    for note in sorted(left, key=lambda n: (not n.critique.useful, KINDS.index(n.critique.kind))):
        order[note.id] = turn.get(note.person, 0)
        turn[note.person] = turn.get(note.person, 0) + 1
    return tuple(sorted(left, key=lambda n: (not n.picked, order[n.id], not n.critique.useful, KINDS.index(n.critique.kind))))


def _pick(state: RoomState, command: c.Pick | c.Hide, by: str, now: int) -> Result:
    if command.note not in state.notes:
        return Refusal("no-note", command.note)
    return (Fact(e.NOTE_PICKED if isinstance(command, c.Pick) else e.NOTE_HIDDEN, {"note": command.note, "on": command.on}),)


def _blank(state: RoomState, command: c.Blank, by: str, now: int) -> Result:
    return (Fact(e.PROJECTOR_BLANKED, {"on": not state.blanked if command.on is None else command.on}),)


def _add_time(state: RoomState, command: c.AddTime, by: str, now: int) -> Result:
    return (Fact(e.MINUTE_ADDED, {"seconds": max(-600, min(command.seconds, 3600)), "ms": now}),)


def _undo(state: RoomState, command: c.Undo, by: str, now: int) -> Result:
    return (Fact(e.UNDONE, {"phase": state.past[-1].phase, "ms": now}),) if state.past else Refusal("nothing-to-undo")


def _open_vote(state: RoomState, command: c.OpenVote, by: str, now: int) -> Result:
    if not command.options:
        return Refusal("empty", "options")
    return (Fact(e.VOTE_OPENED, {"vote": len(state.votes) + 1, "options": dict(command.options)}),)


def _cast(state: RoomState, command: c.Cast, by: str, now: int) -> Result:
    vote = state.vote
    if vote is None:
        return Refusal("no-vote")
    if command.option not in vote.options:
        return Refusal("unknown", command.option)
    person = command.person or by
    return (
        ()
        if vote.cast.get(person) == command.option
        else (Fact(e.VOTE_CAST, {"vote": vote.number, "person": person, "option": command.option}),)
    )


def _close_vote(state: RoomState, command: c.CloseVote, by: str, now: int) -> Result:
    vote = state.vote
    if vote is None:
        return Refusal("no-vote")
    option = command.option or vote.leading
    if option not in vote.options:
        return Refusal("unknown", option)
    return (Fact(e.VOTE_CLOSED, {"vote": vote.number, "option": option, "tally": vote.tally()}),)


def _write_line(state: RoomState, command: c.WriteLine, by: str, now: int) -> Result:
    sender = state.people.get(by)
    if sender is not None and sender.lens != "scribe" and sender.role != "timekeeper":
        return Refusal("not-yours")
    if command.id in state.ids:
        return ()
    take = state.stage.take
    if not take:
        return Refusal("no-take")
    if not command.text:
        return Refusal("empty", "text")
    if command.who not in ("organizer", "counterpart"):
        return Refusal("unknown", command.who)
    number = sum(1 for line in state.lines if line.take == take and line.who == "organizer") + (command.who == "organizer")
    return (
        Fact(e.LINE_SPOKEN, {"id": command.id, "take": take, "turn": number, "who": command.who, "text": command.text,
                             "seconds": _seconds(state, now, take, command.seconds), "person": by}),
    )  # fmt: skip


def _stamp(state: RoomState, take: int) -> int | Refusal:
    """The take something belongs to, 0 before the first."""
    if take and take not in state.takes:
        return Refusal("no-take", str(take))
    return take or state.stage.take


def _for_whom(state: RoomState, person: str, by: str) -> str | Refusal:
    """Whose it is: the sender's, or that of the one the facilitator enters it for."""
    if person and person != FACILITATOR and person not in state.people:
        return Refusal("no-person", person)
    return person or by


def _give_note(state: RoomState, command: c.GiveNote, by: str, now: int) -> Result:
    if command.id in state.ids:
        return ()
    take, person = _stamp(state, command.take), _for_whom(state, command.person, by)
    if isinstance(take, Refusal) or isinstance(person, Refusal):
        return take if isinstance(take, Refusal) else person  # type: ignore[return-value]  # one of them is
    if (
        command.kind not in KINDS
        or (command.criterion and command.criterion not in state.criteria)
        or (command.lens and command.lens not in LENSES)
    ):
        return Refusal("unknown", command.criterion or command.lens or command.kind)
    if not (command.id and (command.quote or command.effect or command.instead)):
        return Refusal("empty", "note")
    sender = state.people.get(person)
    data = {name: getattr(command, name) for name in ("id", "kind", "quote", "effect", "instead", "criterion", "attempt")}
    data |= {
        "person": person,
        "take": take,
        "seconds": _seconds(state, now, take, command.seconds),
        "lens": command.lens or (sender.lens if sender else ""),
    }
    return (Fact(e.NOTE_GIVEN, data),)


def _press(state: RoomState, command: c.PressButton, by: str, now: int) -> Result:
    if command.id in state.ids:
        return ()
    take, person = _stamp(state, command.take), _for_whom(state, command.person, by)
    if isinstance(take, Refusal) or isinstance(person, Refusal):
        return take if isinstance(take, Refusal) else person  # type: ignore[return-value]  # one of them is
    if not take:
        return Refusal("no-take")
    if not command.id or command.button not in LENSES.get(command.lens, ()):
        return Refusal("unknown", command.button)
    seconds = _seconds(state, now, take, command.seconds)
    return (
        Fact(
            e.BEHAVIOUR_TAPPED,
            {"id": command.id, "person": person, "take": take, "lens": command.lens, "button": command.button, "seconds": seconds},
        ),
    )


def _rate(state: RoomState, command: c.Rate, by: str, now: int) -> Result:
    if state.institute:
        return Refusal("no-marks-here")
    person = _for_whom(state, command.person, by)
    take = _stamp(state, command.take or rated_take(state))
    if isinstance(take, Refusal) or isinstance(person, Refusal):
        return take if isinstance(take, Refusal) else person  # type: ignore[return-value]  # one of them is
    if not take:
        return Refusal("no-take")
    if take in state.locked:
        return Refusal("locked")
    role = state.rater_role(person, take)
    if command.declined:
        open_still = [name for name in state.criteria if not has_answered(state.ratings, person, take, name)]
        wanted = [command.criterion] if command.criterion else open_still
        if any(name not in state.criteria for name in wanted):
            return Refusal("unknown", command.criterion)
        return tuple(Fact(e.RATING_DECLINED, {"person": person, "role": role, "take": take, "criterion": name}) for name in wanted)
    if command.criterion not in state.criteria or (command.level is not None and command.level not in (1, 2, 3, 4)):
        return Refusal("unknown", command.criterion or str(command.level))
    return (Fact(e.RATING_GIVEN, {"person": person, "role": role, "take": take, "criterion": command.criterion, "level": command.level}),)


def _say(state: RoomState, command: c.Say, by: str, now: int) -> Result:
    if command.id in state.ids:
        return ()
    person = _for_whom(state, command.person, by)
    if isinstance(person, Refusal):
        return person
    if not command.id or not (command.feeling or command.learning):
        return Refusal("empty", "feeling")
    kind = e.FEELING_NAMED if command.kind == "feeling" else e.BLOCK_EVALUATED
    data = {"id": command.id, "person": person, "take": rated_take(state), "word": command.feeling}
    return (Fact(kind, data | ({"learning": command.learning} if command.kind == "block" else {})),)


def _see_change(state: RoomState, command: c.SeeChange, by: str, now: int) -> Result:
    take = state.take
    if take is None or not take.rehearsal:
        return Refusal("no-take")
    return (Fact(e.CHANGE_SEEN, {"take": take.number, "person": command.person or by, "yes": command.yes}),)


def _focus(state: RoomState, command: c.NameFocus, by: str, now: int) -> Result:
    sender = state.people.get(by)
    if sender is not None and sender.role != "organizer":
        return Refusal("not-yours")
    return (Fact(e.FOCUS_NAMED, {"text": command.text}),) if command.text else Refusal("empty", "focus")


def _ask_pause(state: RoomState, command: c.AskPause, by: str, now: int) -> Result:
    return () if state.pause_asked else (Fact(e.PAUSE_ASKED, {"person": by}),)


def _commit(state: RoomState, command: c.Commit, by: str, now: int) -> Result:
    take = state.takes.get(rated_take(state)) or state.take
    person = _for_whom(state, command.person or (take.organizer if by == FACILITATOR and take else ""), by)
    if isinstance(person, Refusal):
        return person
    if not command.what:
        return Refusal("empty", "what")
    data: dict[str, Any] = {"person": person, "who": command.who, "what": command.what, "when": command.when, "coach": command.coach}
    data["take"] = rated_take(state)
    return (Fact(e.COMMITMENT_MADE, data),)


def _change_code(state: RoomState, command: c.ChangeCode, by: str, now: int) -> Result:
    return (Fact(e.CODE_CHANGED, {"code": command.code, "key": command.key}),)


def _close(state: RoomState, command: c.Close, by: str, now: int) -> Result:
    return (Fact(e.ROOM_CLOSED, {"ms": now}),)


def _runs_written(state: RoomState, command: c.RunsWritten, by: str, now: int) -> Result:
    return Refusal("already") if state.written else (Fact(e.RUNS_WRITTEN, {"runs": list(command.runs)}),)


_DECIDERS: Mapping[type, Callable[[RoomState, Any, str, int], Result]] = {
    c.Join: _join, c.Change: _change, c.Ban: _ban, c.Go: _go, c.Freeze: _freeze, c.MarkLine: _mark, c.Rewind: _rewind, c.Swap: _swap,
    c.NextVoice: _next_voice, c.Reveal: _reveal, c.Pick: _pick, c.Hide: _pick, c.Blank: _blank, c.AddTime: _add_time, c.Undo: _undo,
    c.OpenVote: _open_vote, c.Cast: _cast, c.CloseVote: _close_vote, c.WriteLine: _write_line, c.GiveNote: _give_note, c.PressButton: _press,
    c.Rate: _rate, c.Say: _say, c.SeeChange: _see_change, c.NameFocus: _focus, c.AskPause: _ask_pause, c.Commit: _commit,
    c.ChangeCode: _change_code, c.Close: _close, c.RunsWritten: _runs_written,
}  # fmt: skip


# -- evolve --------------------------------------------------------------------------------------------------------------------


def evolve(state: RoomState, type: str, data: Data) -> RoomState:
    """The state after an event of `type` with `data`; types a room does not know leave it as it is."""
    if type in TRANSITIONS:
        after = _TRANSITIONS[type](_left(state, data), data)
        return replace(after, past=() if type == e.ROOM_CLOSED else (*state.past, state.stage), pause_asked=False)
    evolver = _EVOLVERS.get(type)
    if evolver is None:
        return state
    after = evolver(state, data)
    sender = data.get("person", "")
    if type in _GIVEN and sender:
        counts = {**after.counts, sender: after.counts.get(sender, 0) + 1}
        ids = after.ids | {data["id"]} if "id" in data else after.ids
        after = replace(after, counts=counts, ids=ids)
    return after


def fold(state: RoomState, facts: Iterable[tuple[str, Data]]) -> RoomState:
    """`evolve` over (type, data) pairs in their order."""
    for type, data in facts:
        state = evolve(state, type, data)
    return state


def _left(state: RoomState, data: Data) -> RoomState:
    """A take that is stopped or left remembers how long it ran."""
    take = state.take
    if take is None or not state.stage.playing or "ms" not in data:
        return state  # more time does not stop it
    ran = replace(take, seconds=state.stage.clock.elapsed(data["ms"]) // 1000)
    return replace(state, takes={**state.takes, take.number: ran})


def _opened(state: RoomState, data: Data) -> RoomState:
    plain = {
        name: data[name]
        for name in ("title", "form", "scenario", "language", "script", "institute", "naming", "hall", "number", "code", "key")
    }
    stage = Stage("lobby", Clock(PLANNED["lobby"], 0, data["ms"]))
    return replace(state, **plain, criteria=tuple(data["criteria"]), content=dict(data["content"]), stage=stage)


def _entered(state: RoomState, data: Data) -> RoomState:
    stage = replace(
        state.stage, phase=data["phase"], clock=Clock(data["planned"], 0, data["ms"]), frozen=False, voice=data.get("voice", 0), shown="",
        round=data.get("round", state.stage.round),
    )  # fmt: skip
    return replace(state, stage=stage)


def _took(state: RoomState, data: Data) -> RoomState:
    take = RoomTake(
        data["take"], data["run"], data["organizer"], data["counterpart"], data["round"], data.get("from_take", 0), data.get("from_mark", 0),
        data.get("from_seconds", 0), data["rehearsal"], data.get("note", ""),
    )  # fmt: skip
    fresh = take.round != state.stage.round or (not take.rehearsal and state.stage.phase in ("lobby", "frame", "rotate"))
    clock = Clock(data["planned"], 1000 * take.from_seconds, None if data["frozen"] else data["ms"])
    stage = replace(
        state.stage, phase="rehearse" if take.rehearsal else "take", clock=clock, frozen=data["frozen"], take=take.number, round=take.round, voice=0,
        shown="", revealed=() if fresh else state.stage.revealed, marks_shown=() if fresh else state.stage.marks_shown,
    )  # fmt: skip
    return replace(state, stage=stage, takes={**state.takes, take.number: take})


def _froze(state: RoomState, data: Data) -> RoomState:
    clock = state.stage.clock
    return replace(state, stage=replace(state.stage, frozen=True, clock=Clock(clock.planned, clock.elapsed(data["ms"]))))


def _went_on(state: RoomState, data: Data) -> RoomState:
    return replace(state, stage=replace(state.stage, frozen=False, clock=replace(state.stage.clock, since=data["ms"])))


def _called(state: RoomState, data: Data) -> RoomState:
    return replace(state, stage=replace(state.stage, voice=data["voice"], clock=Clock(data["planned"], 0, data["ms"])))


def _revealed(state: RoomState, data: Data) -> RoomState:
    seen = tuple(name for name in state.stage.revealed if name != data["note"])
    return replace(state, stage=replace(state.stage, shown=data["note"], revealed=(*seen, data["note"])))


def _marks_revealed(state: RoomState, data: Data) -> RoomState:
    role: RaterRole = data["role"]
    return replace(
        state, stage=replace(state.stage, shown="", marks_shown=(*state.stage.marks_shown, role)), locked=state.locked | {data["take"]}
    )


def _time_added(state: RoomState, data: Data) -> RoomState:
    clock = state.stage.clock
    return replace(state, stage=replace(state.stage, clock=replace(clock, planned=max(0, clock.planned + data["seconds"]))))


def _closed(state: RoomState, data: Data) -> RoomState:
    clock = state.stage.clock
    return replace(state, stage=replace(state.stage, phase="closed", clock=Clock(clock.planned, clock.elapsed(data["ms"])), frozen=False))


_TRANSITIONS: Mapping[str, Callable[[RoomState, Data], RoomState]] = {
    e.PHASE_ENTERED: _entered, e.TAKE_OPENED: _took, e.TAKE_FROZEN: _froze, e.TAKE_GOES_ON: _went_on, e.VOICE_CALLED: _called,
    e.NOTE_REVEALED: _revealed, e.MARKS_REVEALED: _marks_revealed, e.MINUTE_ADDED: _time_added, e.ROOM_CLOSED: _closed,
}  # fmt: skip


def _undone(state: RoomState, data: Data) -> RoomState:
    back = state.past[-1]
    takes = state.takes
    if back.take != state.stage.take and state.take is not None:
        takes = {**takes, state.stage.take: replace(state.take, undone=True)}
    return replace(state, stage=back, past=state.past[:-1], takes=takes)


def _joined(state: RoomState, data: Data) -> RoomState:
    person = Person(data["person"], data["name"], data["language"], "observer", data["lens"], data["token"])
    return replace(state, people={**state.people, person.id: person})


def _person_changed(state: RoomState, data: Data) -> RoomState:
    changes = {name: data[name] for name in ("name", "language", "role", "lens") if name in data}
    return replace(state, people={**state.people, data["person"]: replace(state.people[data["person"]], **changes)})


def _banned(state: RoomState, data: Data) -> RoomState:
    person = data["person"]
    notes = {name: replace(note, hidden=True) if note.person == person else note for name, note in state.notes.items()}
    stage = state.stage
    if stage.shown and notes[stage.shown].person == person:
        stage = replace(stage, shown="")
    gone = replace(state.people[person], banned=True, role="observer", token="")
    return replace(state, people={**state.people, person: gone}, notes=notes, stage=stage)


def _noted(state: RoomState, data: Data) -> RoomState:
    critique = Critique(data["id"], data["person"], data["kind"], data["quote"], data["effect"], data["instead"], data["criterion"])
    note = Note(critique, data["person"], data["take"], data["seconds"], data["lens"], data["attempt"])
    return replace(state, notes={**state.notes, note.id: note})


def _note_changed(name: str) -> Callable[[RoomState, Data], RoomState]:
    def change(state: RoomState, data: Data) -> RoomState:
        note = replace(state.notes[data["note"]], **{name: data["on"]})
        stage = replace(state.stage, shown="") if note.hidden and state.stage.shown == note.id else state.stage
        return replace(state, notes={**state.notes, note.id: note}, stage=stage)

    return change


def _tapped(state: RoomState, data: Data) -> RoomState:
    tap = Tap(data["id"], data["person"], data["take"], data["lens"], data["button"], data["seconds"])
    return replace(state, taps=(*state.taps, tap))


def _rated(state: RoomState, data: Data) -> RoomState:
    rating = Rating(data["person"], data["role"], data["take"], data["criterion"], data.get("level"), "level" not in data)
    return replace(state, ratings=(*state.ratings, rating))


def _marked(state: RoomState, data: Data) -> RoomState:
    return replace(state, marks=(*state.marks, Mark(data["mark"], data["take"], data["seconds"], data["text"])))


def _line(state: RoomState, data: Data) -> RoomState:
    line = SpokenLine(data["id"], data["take"], data["who"], data["text"], data["seconds"], data["turn"], data["person"])
    return replace(state, lines=(*state.lines, line))


def _said(state: RoomState, data: Data) -> RoomState:
    kind = "block" if "learning" in data else "feeling"
    said = Said(data["person"], kind, data["word"], data.get("learning", ""), data["take"])  # type: ignore[arg-type]  # one of the two
    return replace(state, said={**state.said, data["id"]: said})


def _change_was_seen(state: RoomState, data: Data) -> RoomState:
    seen = {**state.changed.get(data["take"], {}), data["person"]: data["yes"]}
    return replace(state, changed={**state.changed, data["take"]: seen})


def _committed(state: RoomState, data: Data) -> RoomState:
    made = Commitment(data["person"], data["who"], data["what"], data["when"], data.get("coach", ""), data.get("take", 0))
    return replace(state, commitments=(*state.commitments, made))


def _vote_opened(state: RoomState, data: Data) -> RoomState:
    before = tuple(replace(vote, open=False) for vote in state.votes)
    return replace(state, votes=(*before, Vote(data["vote"], dict(data["options"]))))


def _vote_cast(state: RoomState, data: Data) -> RoomState:
    vote = state.votes[data["vote"] - 1]
    cast = replace(vote, cast={**vote.cast, data["person"]: data["option"]})
    return replace(state, votes=(*state.votes[: data["vote"] - 1], cast, *state.votes[data["vote"] :]))


def _vote_closed(state: RoomState, data: Data) -> RoomState:
    vote = replace(state.votes[data["vote"] - 1], settled=data["option"], open=False)
    return replace(state, votes=(*state.votes[: data["vote"] - 1], vote, *state.votes[data["vote"] :]))


_GIVEN = frozenset({
    e.NOTE_GIVEN, e.BEHAVIOUR_TAPPED, e.LINE_SPOKEN, e.RATING_GIVEN, e.RATING_DECLINED, e.FEELING_NAMED, e.BLOCK_EVALUATED, e.VOTE_CAST,
    e.CHANGE_SEEN, e.COMMITMENT_MADE, e.PERSON_CHANGED, e.PAUSE_ASKED,
})  # fmt: skip
_EVOLVERS: Mapping[str, Callable[[RoomState, Data], RoomState]] = {
    e.ROOM_OPENED: _opened, e.UNDONE: _undone, e.PERSON_JOINED: _joined, e.PERSON_CHANGED: _person_changed, e.PERSON_BANNED: _banned,
    e.NOTE_GIVEN: _noted, e.NOTE_PICKED: _note_changed("picked"), e.NOTE_HIDDEN: _note_changed("hidden"), e.BEHAVIOUR_TAPPED: _tapped,
    e.RATING_GIVEN: _rated, e.RATING_DECLINED: _rated, e.LINE_MARKED: _marked, e.LINE_SPOKEN: _line, e.FEELING_NAMED: _said,
    e.BLOCK_EVALUATED: _said, e.CHANGE_SEEN: _change_was_seen, e.COMMITMENT_MADE: _committed, e.VOTE_OPENED: _vote_opened,
    e.VOTE_CAST: _vote_cast, e.VOTE_CLOSED: _vote_closed,
    e.FOCUS_NAMED: lambda state, data: replace(state, focus=data["text"]),
    e.PAUSE_ASKED: lambda state, data: replace(state, pause_asked=True),
    e.PROJECTOR_BLANKED: lambda state, data: replace(state, blanked=data["on"]),
    e.CODE_CHANGED: lambda state, data: replace(state, code=data["code"], key=data["key"]),
    e.RUNS_WRITTEN: lambda state, data: replace(state, written=tuple(data["runs"])),
}  # fmt: skip
