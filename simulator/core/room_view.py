"""Who may see what of a room: the one place where names, notes, marks and cards are let out (DESIGN 8 and 10).

Every view is plain data, made anew from the state each time it is asked for; nothing is left out later, by a page.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from simulator.core.critique import Shown, marks_of, unlocked
from simulator.core.room import queue, rated_take, voices_of
from simulator.core.room_state import FACILITATOR, Note, Person, RoomState

View = dict[str, Any]
LINES = 8
"""Lines of the scene that a page shows."""
CARDS_OPEN = frozenset({"reveal", "rehearse", "commit", "rotate", "closed"})
"""Phases in which the counterpart's card is no secret any more."""


def public(state: RoomState, now: int) -> View:
    """What everybody in the room may know, and the projector shows: no names and no marks before they are revealed."""
    stage = state.stage
    take, vote = state.take, state.vote
    shown: View = {
        "phase": stage.phase, "title": state.title, "round": stage.round, "take": stage.take, "frozen": stage.frozen, "blank": state.blanked,
        "pause": state.pause_asked, "focus": state.focus, "institute": state.institute, "clock": clock(state, now),
        "from": {"take": take.from_take, "mark": take.from_mark, "seconds": take.from_seconds} if take and take.from_take else None,
        "note": note_shown(state), "marks": [_mark(shown) for shown in marks_in_room(state)],
        "lines": [{"who": line.who, "speaker": "", "text": line.text, "seconds": line.seconds} for line in state.lines if line.take == stage.take][-LINES:],
        "vote": {"number": vote.number, "options": dict(vote.options), "tally": vote.tally()} if vote else None,
        "here": len(state.present()),
    }  # fmt: skip
    if stage.phase == "voices":
        shown["voice"] = voices_of(state)[stage.voice - 1]
    if stage.phase in ("commit", "rotate") and state.commitments:
        made = state.commitments[-1]
        shown["commitment"] = {"who": made.who, "what": made.what, "when": made.when, "coach": made.coach}
    if take is not None and take.rehearsal:
        seen = state.changed.get(take.number, {})
        shown["changed"] = {"yes": sum(seen.values()), "of": len(seen)}
    return shown


def clock(state: RoomState, now: int) -> View:
    """The present clock in milliseconds: `elapsed`, `left` (below zero when it is over), and whether it `running`."""
    own = state.stage.clock
    elapsed = own.elapsed(now)
    return {"elapsed": elapsed, "left": own.planned * 1000 - elapsed, "running": own.since is not None, "planned": own.planned}


def note_shown(state: RoomState) -> View | None:
    """The note that stands before the room: with a name only where the room agreed on names."""
    stage = state.stage
    note = state.notes.get(stage.shown)
    if note is None or note.hidden or stage.phase not in ("reveal", "rehearse"):
        return None
    return {**note_view(note), "by": _name(state, note.person) if state.naming == "named" else ""}


def note_view(note: Note) -> View:
    """A note without its author."""
    said = note.critique
    return {
        "id": note.id, "kind": said.kind, "quote": said.quote, "effect": said.effect, "instead": said.instead, "criterion": said.criterion,
        "take": note.take, "seconds": note.seconds, "lens": note.lens, "attempt": note.attempt,
    }  # fmt: skip


def marks_in_room(state: RoomState) -> tuple[Shown, ...]:
    """The marks revealed so far, criterion by criterion in the rubric's order, roles in the order of the reveal."""
    roles = state.stage.marks_shown if state.stage.phase in CARDS_OPEN else ()
    take = rated_take(state)
    return tuple(shown for criterion in state.criteria for shown in marks_of(state.ratings, take, criterion, roles))


def phone(state: RoomState, person: Person, now: int) -> View:
    """What one person's own phone shows besides: her role and lens, what she gave, what she may be shown of others' marks."""
    take = rated_take(state)
    view = public(state, now)
    mine = [r for r in state.ratings if r.by == person.id and r.take == take]
    played = state.takes.get(take)
    view |= {
        "me": {"id": person.id, "name": person.name, "language": person.language, "role": person.role, "lens": person.lens},
        "card": card_open(state, person), "rated_take": take, "locked": take in state.locked,
        "played": bool(played and person.id in (played.organizer, played.counterpart)),
        "my_notes": [{**note_view(note), "shown": view["note"] is not None and note.id == state.stage.shown}
                     for note in state.notes.values() if note.person == person.id],
        "my_ratings": {r.criterion: None if r.declined else {"level": r.level} for r in mine},
        "marks": [_mark(shown) for name in state.criteria for shown in unlocked(state.ratings, person.id, take, name, _roles(state))],
        "my_taps": _taps(state, person.id), "my_vote": state.vote.cast.get(person.id, "") if state.vote else "",
        "said": sorted({said.kind for said in state.said.values() if said.person == person.id and (said.kind == "block" or said.take == take)}),
    }  # fmt: skip
    return view


def _roles(state: RoomState) -> tuple[Any, ...]:
    return state.stage.marks_shown if state.stage.phase in CARDS_OPEN else ()


def card_open(state: RoomState, person: Person) -> bool:
    """Whether somebody may read the counterpart's secret: who plays her always, everybody from the reveal on."""
    return person.role == "counterpart" or state.stage.phase in CARDS_OPEN


def console(state: RoomState, now: int) -> View:
    """What the facilitator sees: who is here and writing, the queue of notes, how many have marked; levels only once they are revealed or given by her."""
    take = rated_take(state)
    notes = Counter(note.person for note in state.notes.values())
    taps = Counter(tap.person for tap in state.taps)
    rated = Counter(by for by, _ in {(r.by, r.criterion) for r in state.ratings if r.take == take})
    people = [
        {
            "id": person.id, "name": person.name, "language": person.language, "role": person.role, "lens": person.lens, "phone": bool(person.token),
            "notes": notes[person.id], "taps": taps[person.id], "rated": rated[person.id],
        }
        for person in state.present()
    ]  # fmt: skip
    view = public(state, now)
    hidden = [note for note in state.notes.values() if note.hidden]
    view |= {
        "people": people, "code": state.code, "undo": state.past[-1].phase if state.past else "", "number": state.number,
        "queue": [{**note_view(note), "by": _author(state, note), "picked": note.picked} for note in queue(state)],
        "hidden": [{**note_view(note), "by": _author(state, note)} for note in hidden],
        "mark_list": [{"number": m.number, "take": m.take, "seconds": m.seconds, "text": m.text} for m in state.marks if m.take == state.stage.take],
        "taps": _tally(state), "criteria": len(state.criteria), "feelings": [s.feeling for s in state.said.values() if s.kind == "feeling" and s.take == take],
        "block": [{"feeling": s.feeling, "learning": s.learning} for s in state.said.values() if s.kind == "block"],
        "room_marks": view["marks"], "takes": [_take(state, number) for number in state.takes if not state.takes[number].undone],
        "commitments": [{"person": _name(state, m.person), "who": m.who, "what": m.what, "when": m.when, "coach": m.coach} for m in state.commitments],
    }  # fmt: skip
    return view


def stuck(state: RoomState, now: int) -> bool:
    """Whether a triad needs somebody: its time is up, it asked for a pause, or it has written nothing in a scene of two minutes."""
    stage = state.stage
    written = {note.take for note in state.notes.values()}
    written.update(tap.take for tap in state.taps)
    quiet = stage.playing and stage.clock.elapsed(now) > 120_000 and stage.take not in written
    return state.pause_asked or quiet or (stage.phase not in ("lobby", "closed", "") and clock(state, now)["left"] < 0)


def may_see_marks(state: RoomState, reader: str, criterion: str) -> tuple[Shown, ...]:
    """The lock asked outright: what `reader` (FACILITATOR too) is shown of others' marks on a criterion."""
    return unlocked(state.ratings, reader, rated_take(state), criterion, _roles(state))


def _take(state: RoomState, number: int) -> View:
    take = state.takes[number]
    return {
        "take": number, "round": take.round, "organizer": _name(state, take.organizer), "counterpart": _name(state, take.counterpart),
        "from_take": take.from_take, "from_mark": take.from_mark, "from_seconds": take.from_seconds, "rehearsal": take.rehearsal, "seconds": take.seconds,
        "run": take.run,
    }  # fmt: skip


def _tally(state: RoomState) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for tap in state.taps:
        if tap.take == state.stage.take:
            of = found.setdefault(tap.lens, {})
            of[tap.button] = of.get(tap.button, 0) + 1
    return found


def _taps(state: RoomState, person: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for tap in state.taps:
        if tap.person == person and tap.take == state.stage.take:
            found[tap.button] = found.get(tap.button, 0) + 1
    return found


def _name(state: RoomState, person: str) -> str:
    return state.people[person].name if person in state.people else ""


def _author(state: RoomState, note: Note) -> str:
    """The facilitator learns names unless the room is anonymous."""
    return "" if state.naming == "anonymous" or note.person == FACILITATOR else _name(state, note.person)


def _mark(shown: Shown) -> View:
    return {"role": shown.role, "criterion": shown.criterion, "levels": list(shown.levels), "median": shown.median, "count": shown.count}
