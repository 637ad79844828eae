"""A room in progress: hear → decide → append → tell, as the console, the phones and the projector drive it; clock, ids and chance come in here."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, Protocol

from simulator.content.catalogue import Loaded, Texts, compile_material
from simulator.core import events as e
from simulator.core import room_commands as c
from simulator.core import room_view
from simulator.core.events import By, Event, Fact
from simulator.core.material import Material
from simulator.core.records import dataclass
from simulator.core.room import decide, fold
from simulator.core.room_state import FACILITATOR, Naming, Refusal, RoomState
from simulator.core.room_view import View
from simulator.core.run import shown
from simulator.core.text import clean_line, clean_text
from simulator.play.practice import Practice
from simulator.play.room_runs import write_runs
from simulator.store.ids import uuid7s
from simulator.store.interface import Store
from simulator.store.times import utc_now

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no letter that is taken for a digit."""
CODE, KEY = 8, 26
"""Signs of the code that is typed (40 bits) and of the key in the QR (130 bits)."""
SECRETS = "room-secrets"
"""The draft in which a room keeps what its pages are opened with; it goes when the room is deleted."""
KIND = "room"
NAME, QUOTE, LINE = 40, 400, 600
"""The most signs of a name, of a part of a note, of a line."""
Answer = tuple[Event, ...] | Refusal


class RoomRefused(Exception):
    """Something was not possible now; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class Log(Protocol):
    """Where a room's events go."""

    def append(self, facts: Sequence[Fact], by: Sequence[By]) -> tuple[Event, ...]:
        """Write them; kept as well as this log keeps anything when it returns."""
        ...


class StoredLog:
    """On disk before it is told."""

    def __init__(self, store: Store, stream: str, keep: dict[str, str]) -> None:
        self.store, self.stream, self.keep, self.seen = store, stream, keep, 0

    def append(self, facts: Sequence[Fact], by: Sequence[By]) -> tuple[Event, ...]:
        """See `Log`. Raises StreamMoved where another process drives the same room."""
        written = self.store.append(self.stream, facts, by, kind=KIND, after=self.seen, keep=self.keep or None)
        self.seen += len(written)
        self.keep = {}
        return written


class ForgetfulLog:
    """Nowhere: institute mode keeps nothing, and what is not kept cannot be lost to anybody."""

    def __init__(self, stream: str) -> None:
        self.stream, self.number, self.new_id = stream, 0, uuid7s()

    def append(self, facts: Sequence[Fact], by: Sequence[By]) -> tuple[Event, ...]:
        """See `Log`."""
        first, self.number = self.number, self.number + len(facts)
        return tuple(
            Event(self.new_id(), self.stream, "", first + n, utc_now(), who, fact.type, dict(fact.data))
            for n, (fact, who) in enumerate(zip(facts, by, strict=True), 1)
        )


@dataclass(frozen=True, slots=True)
class Options:
    """How a room is opened."""

    language: str = ""
    script: bool = False
    institute: bool = False
    naming: Naming = "named"
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """What a phone is given on joining: who it is, and the secret that says so from then on."""

    person: str
    token: str


def new_code() -> str:
    """A code to be typed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE))


def new_key() -> str:
    """A key to be scanned."""
    return "".join(secrets.choice(ALPHABET) for _ in range(KEY))


def hashed(token: str) -> str:
    """What is kept of a secret: enough to know it again, nothing to use."""
    return hashlib.blake2b(token.encode(), digest_size=16).hexdigest() if token else ""


def milliseconds() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Room:
    """One room. Requests are decided one after the other; those that come together are written together; then `listeners` are told, from
    whatever thread it was."""

    def __init__(self, log: Log, stream: str, loaded: Loaded, store: Store | None, now: Callable[[], int] = milliseconds) -> None:
        self.log, self.stream, self.loaded, self.store, self.now = log, stream, loaded, store, now
        self.material: Material = loaded.material
        self.state = RoomState()
        self.events = 0
        self.listeners: list[Callable[[], None]] = []
        self.heard_of: list[Callable[[Event], None]] = []
        self.script: Practice | None = None
        self._one = threading.Lock()

    # -- opening ---------------------------------------------------------------------------------------------------------------

    @classmethod
    def open(
        cls, store: Store, loaded: Loaded, options: Options, *, hall: str = "", number: int = 0, code: str = "", key: str = "",
        now: Callable[[], int] = milliseconds, heard_of: Sequence[Callable[[Event], None]] = (),
    ) -> Room:  # fmt: skip
        """A new room for a scene. In institute mode nothing of it is written, and there is no script."""
        stream = store.new_stream()
        log: Log = ForgetfulLog(stream) if options.institute else StoredLog(store, stream, dict(loaded.texts.parts))
        room = cls(log, stream, loaded, None if options.institute else store, now)
        room.heard_of.extend(heard_of)
        scenario, rubric = loaded.material.scenario, loaded.material.rubric
        wanted = tuple(name for name in options.criteria if name in rubric.criteria) or tuple(rubric.criteria)
        room.do(c.OpenRoom(
            title=scenario.title.strip(), form=scenario.form, scenario=scenario.id, language=options.language or scenario.language,
            criteria=() if options.institute else wanted, content=loaded.texts.hashes(), script=options.script and not options.institute,
            institute=options.institute, naming=options.naming, hall=hall, number=number, code=code or new_code(), key=key or new_key(),
        ))  # fmt: skip
        return room

    @classmethod
    def reopen(cls, store: Store, stream: str, now: Callable[[], int] = milliseconds) -> Room:
        """Come back to a room where it was left, whatever ended it. Raises KeyError where there is no such room."""
        events = store.events(stream)
        if not events:
            raise KeyError(stream)
        hashes = events[0].data["content"]
        loaded = compile_material(Texts({part: store.text(sha) for part, sha in hashes.items()}))
        log = StoredLog(store, stream, {})
        log.seen = len(events)
        room = cls(log, stream, loaded, store, now)
        room.events = len(events)
        room.state = fold(RoomState(), ((event.type, event.data) for event in events))
        room._follow_script()
        if room.state.stage.phase == "closed":
            room._write_runs()
        return room

    # -- requests --------------------------------------------------------------------------------------------------------------

    def do(self, command: c.Command, by: str = FACILITATOR) -> tuple[Event, ...]:
        """Carry out one request; what it made true is on disk. Raises RoomRefused."""
        answer = self.carry_out([(command, by)])[0]
        if isinstance(answer, Refusal):
            raise RoomRefused(answer)
        return answer

    def carry_out(self, requests: Sequence[tuple[c.Command, str]]) -> list[Answer]:
        """Decide each of `requests` (what, by whom) in turn and write all of it at once. Where that fails nothing has happened."""
        with self._one:
            state, facts, whose, pieces = self.state, list[Fact](), list[By](), list[int | Refusal]()
            now = self.now()
            for command, by in requests:
                found = decide(state, self._ready(command, state), by, now)
                if isinstance(found, Refusal):
                    pieces.append(found)
                    continue
                pieces.append(len(found))
                facts += found
                whose += [_by(state, by)] * len(found)
                state = fold(state, ((fact.type, fact.data) for fact in found))
            written = self.log.append(facts, whose) if facts else ()
            self.state = state
            self.events += len(written)
            self._follow_script()
        answers: list[Answer] = []
        at = 0
        for piece in pieces:
            answers.append(piece if isinstance(piece, Refusal) else written[at : at + piece])
            at += piece if isinstance(piece, int) else 0
        for event in written:
            for hear in self.heard_of:
                hear(event)
        if written:
            self.tell()
        return answers

    def tell(self) -> None:
        """Tell whoever listens that something is different."""
        for listener in self.listeners:
            listener()

    def _ready(self, command: c.Command, state: RoomState) -> c.Command:
        """`command` with its text cleaned, and an id for the run that it may begin."""
        changes: dict[str, object] = {}
        for name in command.__dataclass_fields__:
            value = getattr(command, name)
            if isinstance(value, str) and value:
                changes[name] = clean_line(value, NAME) if name == "name" else clean_text(value, LINE if name == "text" else QUOTE).strip()
        if isinstance(command, (c.Go, c.Rewind, c.Swap)) and not command.run:
            changes["run"] = self.store.new_stream() if self.store else secrets.token_hex(8)
        return replace(command, **changes) if changes else command  # type: ignore[arg-type]  # each keeps its type

    # -- people ----------------------------------------------------------------------------------------------------------------

    def join(self, name: str, language: str) -> Seat:
        """Let somebody in by phone. Raises RoomRefused."""
        seat = Seat("p" + secrets.token_hex(6), secrets.token_urlsafe(16))
        self.do(c.Join(seat.person, name, language, hashed(seat.token)), seat.person)
        return seat

    def seat(self, name: str, language: str = "") -> str:
        """Write somebody down who has no phone; her id."""
        person = "p" + secrets.token_hex(6)
        self.do(c.Join(person, name, language or self.state.language))
        return person

    def person(self, named: str) -> str:
        """The id of whom `named` means: an id, a name, or the beginning of one. Raises RoomRefused."""
        wanted = clean_line(named, NAME).casefold()
        present = self.state.present()
        found = [p for p in present if p.id == named or p.name.casefold() == wanted] or [
            p for p in present if p.name.casefold().startswith(wanted)
        ]
        if not wanted or len(found) != 1:
            raise RoomRefused(Refusal("no-person", named))
        return found[0].id

    # -- the script ------------------------------------------------------------------------------------------------------------

    def _follow_script(self) -> None:
        """Keep a scripted scene at the take that is being played. It has a run of its own and survives as every run does."""
        take = self.state.take
        if not self.state.script or take is None or self.store is None:
            return
        if self.script is None or self.script.run != take.run:
            name = self.state.people[take.organizer].name if take.organizer in self.state.people else ""
            if self.store.events(take.run):
                self.script = Practice.resume(self.store, take.run)
            else:
                self.script = Practice.start(
                    self.store, self.loaded, mode="choices", language=self.state.language, person=name, run=take.run
                )
        mine = [t.number for t in self.state.takes.values() if t.run == take.run]
        while max(self.script.state.takes) <= mine.index(take.number):
            last = self.script.state.take
            whole = take.from_seconds == 0 and not take.rehearsal
            self.script.go_again(last.take, 1 if whole else max(1, last.turns))

    def replies(self) -> dict[str, str]:
        """What the script offers now: id → words; nothing where a person plays or the scene has ended."""
        script = self.script
        if script is None or script.state.take.ending:
            return {}
        return {reply.id: " ".join(reply.say.split()) or "…" for reply in shown(script.state)}

    def choose(self, reply: str = "") -> tuple[Event, ...]:
        """Settle the vote that is open, and take that line, or `reply`, in the script."""
        if self.state.vote is not None:
            settled = self.do(c.CloseVote(reply))
            reply = settled[0].data["option"]
        if self.script is None or reply not in self.replies():
            raise RoomRefused(Refusal("unknown", reply))
        with self._one:
            written = self.script.choose(reply)
        for event in written:
            for hear in self.heard_of:
                hear(event)
        self.tell()
        return written

    # -- what is to be seen ----------------------------------------------------------------------------------------------------

    def public(self) -> View:
        """What everybody may see, the script's scene with it."""
        return self._with_script(room_view.public(self.state, self.now()))

    def phone(self, person: str) -> View:
        """What one person may see."""
        return self._with_script(room_view.phone(self.state, self.state.people[person], self.now()))

    def console(self) -> View:
        """What the facilitator sees."""
        view = self._with_script(room_view.console(self.state, self.now()))
        return view | {"replies": self.replies(), "stuck": room_view.stuck(self.state, self.now())}

    def _with_script(self, view: View) -> View:
        script = self.script
        if script is not None and view["phase"] in ("take", "rehearse"):
            turns = script.transcript().take(script.state.current).turns[-2:]
            lines = [{"who": "organizer", "speaker": "", "text": turn.spoken, "seconds": 0} for turn in turns[-1:]]
            moment = script.moment
            lines += [
                {"who": "counterpart" if line.speaker else "narration", "speaker": line.speaker, "text": line.text, "seconds": 0}
                for line in (*moment.answer, *moment.scene)
            ]
            view["lines"] = lines
        return view

    # -- the end ---------------------------------------------------------------------------------------------------------------

    def close(self) -> tuple[str, ...]:
        """Close the room and write what it gave into each organizer's run; their ids."""
        self.do(c.Close())
        return self._write_runs()

    def _write_runs(self) -> tuple[str, ...]:
        if self.state.written or self.store is None:
            return self.state.written
        runs = write_runs(self.store, self.state, self.stream, self.loaded)
        self.do(c.RunsWritten(runs))
        return runs

    def purge(self) -> None:
        """Really delete the room and every run that came of it. Nothing of it can be brought back."""
        with self._one:
            if self.store is not None:
                for run in dict.fromkeys(take.run for take in self.state.takes.values()):
                    self.store.delete(run)
                self.store.delete(self.stream)
            self.state = replace(RoomState(), stage=replace(self.state.stage, phase="closed"))
            self.script = None
        self.tell()


def _by(state: RoomState, person: str) -> By:
    """Who did it, as an event says it: anonymous rooms write no name of an observer."""
    if person == FACILITATOR:
        return By("facilitator")
    somebody = state.people.get(person)
    role: Literal["trainee", "counterpart", "peer"] = (
        "peer"
        if somebody is None
        else "trainee"
        if somebody.role == "organizer"
        else "counterpart"
        if somebody.role == "counterpart"
        else "peer"
    )
    return By(role, somebody.name if somebody and state.naming != "anonymous" else "")


def keep_secrets(store: Store, stream: str, values: dict[str, str]) -> None:
    """Keep what a room's pages are opened with, so that phones and console find it again after a crash."""
    store.save_draft(stream, SECRETS, json.dumps(values))


def kept_secrets(store: Store, stream: str) -> dict[str, str]:
    """The same, read again; empty where there is nothing."""
    try:
        found = json.loads(store.draft(stream, SECRETS) or "{}")
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def newest_open(store: Store) -> str:
    """The id of the newest room that was opened and not closed, "" where there is none."""
    for info in store.streams(KIND):
        if store.last_of(info.id, e.ROOM_CLOSED) is None:
            return info.id
    return ""
