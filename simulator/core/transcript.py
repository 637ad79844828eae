"""The one view of a run that every screen and every export reads: `transcript(events, material, language)`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from simulator.core import events as e
from simulator.core.counts import Count, counts
from simulator.core.debrief import Highlight, edge, keep
from simulator.core.events import Data, Event
from simulator.core.material import Material, Speech
from simulator.core.pseudonyms import public_name
from simulator.core.records import dataclass
from simulator.core.run import RunState, TakeState, evolve, heard_from_data, takeable
from simulator.core.scenario import SPOKEN
from simulator.core.scenes import answer_to, arrival
from simulator.core.scoring import Mark, marks
from simulator.core.turn import Turn

TRAINERS = frozenset({"trainer", "facilitator"})
"""Whose word on what a line does stands above hearing."""


@dataclass(frozen=True, slots=True)
class TakeView:
    """One take as a whole: the lines it took over from an earlier take (`inherited` of them) and its own, to where it stands.

    `scene` is what she sees now, or the ending. `ending` is "" while the take is open. `aided`: a line of it was spoken with the replies seen.
    """

    number: int
    turns: tuple[Turn, ...]
    inherited: int = 0
    from_take: int = 0
    from_turn: int = 0
    scene: tuple[Speech, ...] = ()
    ending: str = ""
    kind: str = ""
    """The kind of its ending; `played` for one that was spoken in a room, which gets no marks: its text is not complete."""
    later: str = ""
    marks: tuple[Mark, ...] = ()
    keep: Highlight | None = None
    edge: Highlight | None = None
    counts: tuple[Count, ...] = ()
    start: Mapping[str, int] = field(default_factory=dict)
    drill: bool = False
    """A take of a drill: one moment, so that its ending is told as what the line did, not as what came of a meeting."""

    @property
    def ended_as(self) -> str:
        """The phrase that names how it ended."""
        return f"{'drill' if self.drill else 'kind'}.{self.kind}"

    @property
    def own(self) -> tuple[Turn, ...]:
        """The lines spoken in this take itself."""
        return self.turns[self.inherited :]

    @property
    def aided(self) -> bool:
        """Whether any line was spoken after the replies were seen."""
        return any(turn.aided for turn in self.turns)

    @property
    def spoken(self) -> bool:
        """Whether any line of it was spoken in a room, and written down by somebody."""
        return self.ending == SPOKEN or any(turn.way == "spoken" for turn in self.turns)


@dataclass(frozen=True, slots=True)
class Remark:
    """A note of the debrief, a critique, a rating: an event as it was, for those who show it."""

    type: str
    data: Data
    by: str
    role: str
    at: str
    id: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """A run, whole. `language` is the reader's; `remarks` are in order of the log."""

    run: str
    material: Material
    language: str
    mode: str
    seed: int
    started: str
    takes: tuple[TakeView, ...]
    remarks: tuple[Remark, ...] = ()
    paused: bool = False
    person: str = ""
    rehearsed_from: str = ""
    """The beat an author started at; such a run is never progress."""
    opening: str = ""
    """The id of the opening its takes began with."""

    @property
    def ended(self) -> bool:
        """Whether its last take has come to an ending."""
        return bool(self.takes and self.takes[-1].ending)

    def take(self, number: int) -> TakeView:
        """Take `number`, from 1. Raises KeyError."""
        for take in self.takes:
            if take.number == number:
                return take
        raise KeyError(number)

    def notes(self, type: str) -> tuple[Remark, ...]:
        """The remarks of one type."""
        return tuple(remark for remark in self.remarks if remark.type == type)


def transcript(events: Iterable[Event], material: Material, language: str = "") -> Transcript:
    """Fold a run's events into its transcript, to be read in `language` (default: the run's own)."""
    builder = _Builder(material, language)
    for event in events:
        builder.add(event)
    return builder.done()


def state_of(events: Iterable[Event], material: Material) -> RunState:
    """Fold a run's events into the state that commands are decided on."""
    state = RunState(material.scenario, material.reactions)
    for event in events:
        state = evolve(state, event.type, event.data)
    return state


def _offered(lines: Sequence[Speech]) -> Speech | None:
    return next((line for line in reversed(lines) if line.speaker), lines[-1] if lines else None)


class _Builder:
    """Folds events into take views, keeping the run's state beside them."""

    def __init__(self, material: Material, language: str) -> None:
        self.material = material
        self.language = language
        self.state = RunState(material.scenario, material.reactions)
        self.turns: dict[int, list[Turn]] = {}
        self.opened: dict[int, Data] = {}
        self.start: dict[int, Mapping[str, int]] = {}
        self.par: Mapping[str, int] = material.scenario.par
        self.remarks: list[Remark] = []
        self.before_spoken: tuple[Speech, ...] = ()
        self.run = self.began = self.person = self.rehearsed_from = self.opening = ""

    def add(self, event: Event) -> None:
        data = event.data
        if event.type == e.RUN_STARTED:
            self.run, self.began, self.person = event.stream, event.at, public_name(event.by.person)
            self.language = self.language or data["language"]
            self.rehearsed_from, self.opening = data.get("rehearsed_from", ""), data.get("opening", "")
        elif event.type == e.TURN_TAKEN:
            self.turns[data["take"]].append(self.turn(event))
        elif event.type == e.LINE_SPOKEN:
            self.spoken(event)
        before = self.state
        self.state = evolve(before, event.type, data)
        if event.type == e.TAKE_OPENED:
            self.open_take(data)
        elif event.type == e.TURN_TAKEN:
            self.follow_up(data["take"])
        elif event.type == e.TAKE_ENDED:
            self.par = {**data.get("par", {}), **self.material.scenario.par}
            if data["ending"] != SPOKEN:
                self.follow_up(data["take"])
        elif event.type not in (e.RUN_STARTED, e.LINE_SPOKEN, e.HELP_TAKEN, e.RUN_PAUSED, e.RUN_RESUMED):
            if event.type == e.HEARING_ANSWERED:
                self.answer_hearing(event)
            self.remarks.append(Remark(event.type, data, event.by.person, event.by.role, event.at, event.id))

    def open_take(self, data: Data) -> None:
        number = data["take"]
        self.opened[number] = data
        shared = self.turns.get(data.get("from_take", 0), [])
        self.turns[number] = shared[: data.get("from_turn", 1) - 1]
        self.start[number] = self.start[data["from_take"]] if "from_take" in data else self.state.takes[number].feelings

    def turn(self, event: Event) -> Turn:
        data, state, material = event.data, self.state, self.material
        take = state.takes[data["take"]]
        beat = material.scenario.beats[data["beat"]]
        reply = beat.replies.get(data["reply"])
        heard = heard_from_data(data["heard"]) if "heard" in data else None
        written = reply is not None and heard is None
        before = arrival(material, take, self.language)
        spoken = self.turns[data["take"]]
        earlier = spoken[-1].answer if spoken else ()
        name = data["to"]
        text = data.get("text", "") if heard else (reply.say if reply else "")
        return Turn(
            take=data["take"], number=data["turn"], beat=beat.id, you=data["you"], to=name,
            part=material.scenario.cast[name].part if name in material.scenario.cast else "", way=data["way"], text=text, reply=data["reply"],
            moves=heard.moves if heard else (reply.moves if reply else ("wait",)), flags=heard.flags if heard else (reply.flags if reply else ()),
            heard=heard, cut=data.get("cut"), before=before, offered=_offered((*earlier, *before)),
            answer=answer_to(material, beat, reply, data["way"], "cut" in data, self.language),
            shows=reply.shows if written and reply else {},
            doors=tuple(name for name in self.doors(take) if not (heard and reply and reply.shows.get(name, 0) > 0)), felt=data.get("felt", {}),
            opened=tuple(data.get("opened", ())), turning_point=beat.turning_point,
            coach=material.words(f"beats.{beat.id}.replies.{reply.id}.coach", reply.coach, self.language) if reply else "",
            meant=material.words(f"beats.{beat.id}.replies.{reply.id}.say", reply.say, self.language) if reply and data["way"] == "words" else "",
            aided=beat.id in state.aided and state.mode == "words", at=event.at, midway=bool(material.scenario.drill),
        )  # fmt: skip

    def spoken(self, event: Event) -> None:
        """A line somebody wrote down in a room: the organizer's is a turn of hers, the counterpart's answers it or comes before the first."""
        data, material = event.data, self.material
        beat = self.state.takes[data["take"]]
        scene = material.scenario.beats[beat.beat]
        turns = self.turns[data["take"]]
        if data["who"] == "counterpart":
            heard = Speech(material.name(scene.to, material.scenario.language) if scene.to else "", data["text"])
            if turns:
                turns[-1] = replace(turns[-1], answer=(*turns[-1].answer, heard))
            else:
                self.before_spoken = (*self.before_spoken, heard)
            return
        earlier = turns[-1].answer if turns else self.before_spoken
        cast = material.scenario.cast.get(scene.to)
        turns.append(Turn(
            take=data["take"], number=data["turn"], beat=beat.beat, you=scene.you, to=scene.to, part=cast.part if cast else "", way="spoken",
            text=data["text"], before=() if turns else self.before_spoken, offered=_offered(earlier), feelings=beat.feelings, at=event.at,
        ))  # fmt: skip
        self.before_spoken = ()

    def doors(self, take: TakeState) -> tuple[str, ...]:
        """The criteria for which a reply that could be taken here shows something."""
        state = replace(self.state, current=take.take)
        return tuple(dict.fromkeys(name for reply in takeable(state) for name, points in reply.shows.items() if points > 0))

    def follow_up(self, number: int) -> None:
        """Complete the last turn with what it led to."""
        take, turns = self.state.takes[number], self.turns[number]
        turns[-1] = replace(turns[-1], after=arrival(self.material, take, self.language), feelings=take.feelings)

    def answer_hearing(self, event: Event) -> None:
        """Somebody said whether a line was heard right. A trainer's word counts; her own stands beside the line, since self-labels never score."""
        data = event.data
        by_trainer = event.by.role in TRAINERS
        for turns in self.turns.values():
            for at, turn in enumerate(turns):
                if (turn.take, turn.number) != (data["take"], data["turn"]) or not turn.own_words or turn.heard is None:
                    continue
                if not by_trainer:
                    turns[at] = replace(turn, confirmed=bool(data["right"]))
                    continue
                heard = turn.heard
                moves, flags = (heard.moves, heard.flags) if data["right"] else (tuple(data.get("moves", ())), tuple(data.get("flags", ())))
                turns[at] = replace(turn, corrected_by=event.by.person or event.by.role, moves=moves, flags=flags)

    def done(self) -> Transcript:
        takes = tuple(self.view(number) for number in self.opened)
        return Transcript(
            self.run, self.material, self.language, self.state.mode, self.state.seed, self.began, takes, tuple(self.remarks), self.state.paused,
            self.person, self.rehearsed_from, self.opening,
        )  # fmt: skip

    def view(self, number: int) -> TakeView:
        take, data, material = self.state.takes[number], self.opened[number], self.material
        turns = tuple(self.turns[number])
        spoken = take.ending == SPOKEN or any(turn.way == "spoken" for turn in turns)
        found = marks(material.rubric, self.par, turns) if take.ending and not spoken else ()
        ending = material.scenario.endings.get(take.ending)
        return TakeView(
            number=number, turns=turns, inherited=sum(1 for turn in turns if turn.take != number),
            from_take=data.get("from_take", 0), from_turn=data.get("from_turn", 0),
            scene=arrival(material, take, self.language), ending=take.ending,
            kind="played" if take.ending == SPOKEN else (ending.kind if ending else "nothing") if take.ending else "",
            later=material.words(f"endings.{take.ending}.later", ending.later, self.language) if ending else "",
            marks=found,
            keep=keep(material.rubric, turns, found), edge=edge(material.rubric, turns, found),
            counts=counts(turns, material.scenario.form) if take.ending and not spoken else (), start=self.start[number],
            drill=bool(material.scenario.drill),
        )  # fmt: skip
