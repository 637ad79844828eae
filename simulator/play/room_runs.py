"""What a room leaves behind: each organizer's takes as a run like those of solo practice, with the room's critiques, marks and her commitment."""

from __future__ import annotations

from typing import Any

from simulator.content.catalogue import Loaded
from simulator.core import events as e
from simulator.core.events import By, Fact
from simulator.core.room_state import RoomState, RoomTake
from simulator.core.scenario import SPOKEN
from simulator.store.interface import Store

Piece = tuple[Fact, By]


def write_runs(store: Store, state: RoomState, room: str, loaded: Loaded) -> tuple[str, ...]:
    """Write every run that the room gave; a run that has been written is left as it is, so that this may be repeated. Returns their ids."""
    written = []
    for run in dict.fromkeys(take.run for take in state.takes.values()):
        there = store.events(run)
        takes = [take for take in state.takes.values() if take.run == run]
        pieces: list[Piece] = []
        if there:
            done = {event.data.get("id") or event.data.get("key") for event in there}
            numbers = {take.number: at for at, take in enumerate(takes, 1)}
            said = {(event.data["take"], event.data["turn"]): _spoken(event.data, loaded) for event in there if event.type == e.TURN_TAKEN}
            pieces = [
                (fact, by) for fact, by in _given(state, takes, numbers, said) if (fact.data.get("id") or fact.data.get("key")) not in done
            ]
        else:
            takes = [take for take in takes if not take.undone or _anything(state, take.number)]
            if takes:
                pieces = _run(state, takes, room, loaded)
        if pieces:
            store.append(
                run, [fact for fact, _ in pieces], [by for _, by in pieces], keep=None if there else loaded.texts.parts, after=len(there)
            )
        if pieces or there:
            written.append(run)
    return tuple(written)


def _anything(state: RoomState, take: int) -> bool:
    given = [note.take for note in state.notes.values()]
    given += [line.take for line in state.lines]
    given += [mark.take for mark in state.marks]
    given += [rating.take for rating in state.ratings]
    return take in given


def _spoken(data: Any, loaded: Loaded) -> str:
    """The words of a scripted line."""
    reply = loaded.material.scenario.beats[data["beat"]].replies.get(data["reply"])
    return reply.say if reply else ""


def _run(state: RoomState, takes: list[RoomTake], room: str, loaded: Loaded) -> list[Piece]:
    """A spoken run from its beginning: what was written down, never more; each take that went back stands on the lines it went back to."""
    scenario = loaded.material.scenario
    organizer = By("trainee", _name(state, takes[0].organizer))
    feelings = {f"{person.id}.{meter}": value for person in scenario.cast.values() for meter, value in person.feels.items()}
    numbers = {take.number: at for at, take in enumerate(takes, 1)}
    started = {
        "scenario": scenario.id, "title": scenario.title.strip(), "form": scenario.form, "seed": 0, "mode": "room", "language": state.language,
        "content": loaded.texts.hashes(), "room": room, "focus": state.focus,
    }  # fmt: skip
    pieces: list[Piece] = [(Fact(e.RUN_STARTED, started), organizer)]
    said: dict[tuple[int, int], str] = {}
    for take in takes:
        number = numbers[take.number]
        opened: dict[str, Any] = {"take": number, "beat": scenario.start, "rehearsal": take.rehearsal, "seconds": take.seconds}
        inherited = 0
        if take.from_take in numbers and number > 1:
            before = numbers[take.from_take]
            until = take.from_seconds if not take.rehearsal else 0
            earlier = [line for line in state.lines if line.take == take.from_take and line.who == "organizer" and line.seconds < until]
            inherited = len(earlier)
            opened |= {"from_take": before, "from_turn": inherited + 1, "from_seconds": take.from_seconds}
            said |= {(number, at): said[before, at] for at in range(1, inherited + 1)}
        else:
            opened["feelings"] = feelings
        pieces.append((Fact(e.TAKE_OPENED, opened), organizer))
        turn = inherited
        for line in state.lines:
            if line.take != take.number:
                continue
            turn += line.who == "organizer"
            if line.who == "organizer":
                said[number, turn] = line.text
            data = {"take": number, "turn": turn, "who": line.who, "text": line.text, "seconds": line.seconds}
            pieces.append((Fact(e.LINE_SPOKEN, data), By("facilitator")))
        pieces += [
            (Fact(e.LINE_MARKED, {"take": number, "mark": mark.number, "seconds": mark.seconds, "text": mark.text}), By("facilitator"))
            for mark in state.marks if mark.take == take.number
        ]  # fmt: skip
        pieces.append((Fact(e.TAKE_ENDED, {"take": number, "ending": SPOKEN, "kind": "played"}), organizer))
    return pieces + _given(state, takes, numbers, said)


def _given(state: RoomState, takes: list[RoomTake], numbers: dict[int, int], said: dict[tuple[int, int], str]) -> list[Piece]:
    """What people gave to these takes: her word, critiques pinned to the line they quote, marks, her commitment."""
    pieces: list[Piece] = []
    players = {take.organizer for take in takes}
    for key, word in state.said.items():
        if word.kind == "feeling" and word.person in players and word.take in numbers:
            pieces.append(
                (Fact(e.FEELING_NAMED, {"id": key, "take": numbers[word.take], "word": word.feeling}), _by(state, word.person, word.take))
            )
    for note in state.notes.values():
        if note.hidden or note.take not in numbers:
            continue
        critique, take = note.critique, numbers[note.take]
        data: dict[str, Any] = {
            "id": note.id, "take": take, "kind": critique.kind, "quote": critique.quote, "effect": critique.effect, "instead": critique.instead,
            "criterion": critique.criterion, "seconds": note.seconds, "rater": note.person,
        }  # fmt: skip
        turn = _line_of(critique.quote, take, said)
        if turn:
            data["turn"] = turn
        pieces.append((Fact(e.CRITIQUE_GIVEN, data), _by(state, note.person, note.take)))
    for again in takes:
        cause = state.notes.get(again.note)
        if again.rehearsal and cause is not None and cause.take in numbers and not cause.hidden:
            data = {"key": f"rehearsed/{again.number}", "critique": cause.id, "take": numbers[again.number]}
            pieces.append((Fact(e.CRITIQUE_ANSWERED, data), By("trainee", _name(state, again.organizer))))
    for rating in state.ratings:
        if rating.take in numbers:
            data = {"take": numbers[rating.take], "criterion": rating.criterion, "rater": rating.by}
            data["key"] = f"{rating.by}/{rating.take}/{rating.criterion}/{rating.level}/{rating.declined}"
            if not rating.declined:
                data["level"] = rating.level
            kind = e.RATING_DECLINED if rating.declined else e.RATING_GIVEN
            pieces.append((Fact(kind, data), _by(state, rating.by, rating.take)))
    for at, made in enumerate(state.commitments):
        if made.take in numbers or (not made.take and made.person in players):
            data = {"key": f"commitment/{at}", "who": made.who, "what": made.what, "when": made.when, "coach": made.coach}
            pieces.append((Fact(e.COMMITMENT_MADE, data), By("trainee", _name(state, made.person))))
    return pieces


def _line_of(quote: str, take: int, said: dict[tuple[int, int], str]) -> int:
    """The line that holds the quote, 0 where none was written down that does."""
    wanted = " ".join(quote.casefold().split()).strip("«»“”\"' .…")
    lines = (turn for (of, turn), text in said.items() if of == take and wanted and wanted in " ".join(text.casefold().split()))
    return next(lines, 0)


def _name(state: RoomState, person: str) -> str:
    return state.people[person].name if person in state.people else ""


def _by(state: RoomState, person: str, take: int) -> By:
    """Who says it: by name only what the room agreed to say by name, and what she says of herself."""
    role = state.rater_role(person, take)
    return By(role, _name(state, person) if state.naming == "named" or role == "self" else "")
