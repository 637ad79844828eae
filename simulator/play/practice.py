"""A practice in progress: one run by one person, as every face drives it.

Long because all that a face can ask of a practice stands here, each in a few lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from secrets import randbelow
from threading import Lock
from typing import TYPE_CHECKING, Literal

from simulator.content.catalogue import Loaded, Texts, compile_material
from simulator.core import events as e
from simulator.core.events import By, Data, Event, Fact
from simulator.core.material import Material, Speech
from simulator.core.moves import Heard, Spoken
from simulator.core.openings import draw_opening
from simulator.core.records import dataclass
from simulator.core.run import (
    Choose,
    Command,
    GoAgain,
    LetClockRun,
    Mode,
    Note,
    Pause,
    Refusal,
    Resume,
    RunState,
    Say,
    StartRun,
    TakeHelp,
    cut_at,
    decide,
    evolve,
    heard_from_data,
    shown,
    takeable,
)
from simulator.core.scenario import WAIT_REPLY, Reply
from simulator.core.scenes import answer_to, arrival
from simulator.core.text import clean_line, clean_text
from simulator.play.progress import openings_met
from simulator.store.interface import Store, StreamMoved

if TYPE_CHECKING:
    from simulator.core.transcript import Transcript
    from simulator.hearing import Hearing

Listener = Callable[[Event], None]
SEEDS = 2**31
MARKED = (e.TAKE_ENDED, e.HEARING_ANSWERED)
"""What settles levels."""


class Refused(Exception):
    """A command was not possible now; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class CannotContinue(Exception):
    """An unfinished run does not fit its newer scenario: at line `turn` of take `take`, `name` is no longer there."""

    def __init__(self, take: int, turn: int, name: str) -> None:
        super().__init__(f"take {take}, line {turn}: {name}")
        self.take, self.turn, self.name = take, turn, name


@dataclass(frozen=True, slots=True)
class Moment:
    """What is to be seen now: what the last line got back, the scene where the take stands, whom she voices.

    `replies` is filled in choices mode, or once help was asked for here. `ending` is "" while the take goes on.
    """

    take: int
    turns: int
    answer: tuple[Speech, ...]
    scene: tuple[Speech, ...]
    you: str
    replies: tuple[Reply, ...]
    cue: str
    cue_seen: bool
    ending: str
    turning_point: bool
    exhibit: str
    seconds: int
    words_limit: int


class Practice:
    """One run. Every command is written before it shows; what is written is told to `listeners`."""

    def __init__(self, store: Store, run: str, loaded: Loaded, events: list[Event], hearing: Hearing | None = None) -> None:
        self.store = store
        self.run = run
        self.loaded = loaded
        self.material: Material = loaded.material
        self.events = events
        self.listeners: list[Listener] = []
        self._hearing = hearing
        self._loading = Lock()
        self._told: tuple[tuple[int, str], Transcript] | None = None
        self.state = RunState(self.material.scenario, self.material.reactions)
        for event in events:
            self.state = evolve(self.state, event.type, event.data)

    # -- beginning and coming back ---------------------------------------------------------------------------------------------

    @classmethod
    def start(
        cls,
        store: Store,
        loaded: Loaded,
        *,
        mode: Mode = "words",
        language: str = "",
        seed: int | None = None,
        person: str = "",
        beat: str = "",
        feelings: Mapping[str, int] | None = None,
        opening: str = "",
        hearing: Hearing | None = None,
        run: str = "",
        consent: str = "private",
        listeners: tuple[Listener, ...] = (),
    ) -> Practice:
        """Begin a new run. Raises Refused where `beat`, `opening` or a meter of `feelings` does not exist.

        Without an `opening` chance prefers one that this person has not met here yet; with a `seed` the seed alone draws it.
        """
        practice = cls(store, run or store.new_stream(), loaded, [], hearing)
        practice.listeners.extend(listeners)
        chosen = randbelow(SEEDS) if seed is None else seed
        if not opening and seed is None and not beat:
            opening = draw_opening(loaded.material.scenario, chosen, openings_met(store, loaded.material.scenario, clean_line(person)))
        command = StartRun(chosen, mode, language, loaded.texts.hashes(), beat, feelings or {}, opening=opening or None, consent=consent)
        practice._do(command, By("trainee", clean_line(person)), keep=True)
        return practice

    @classmethod
    def resume(cls, store: Store, run: str, hearing: Hearing | None = None) -> Practice:
        """Come back to `run` exactly where it stands, with the content it was started with. Raises KeyError where there is no such run."""
        events = store.events(run)
        if not events:
            raise KeyError(run)
        hashes = events[0].data["content"]
        texts = Texts({part: store.text(sha) for part, sha in hashes.items()})
        return cls(store, run, compile_material(texts), events, hearing)

    # -- what is to be seen ----------------------------------------------------------------------------------------------------

    @property
    def language(self) -> str:
        """The language of feedback and subtitles."""
        return self.state.language

    @property
    def moment(self) -> Moment:
        """Where the take being played stands."""
        return self.moment_in(self.language)

    def moment_in(self, language: str) -> Moment:
        """Where the take being played stands, for a reader of `language`."""
        state, material = self.state, self.material
        take, beat = state.take, state.beat
        ended = bool(take.ending)
        seen = state.mode == "choices" or beat.id in state.aided
        return Moment(
            take=take.take,
            turns=take.turns,
            answer=self._last_answer(language),
            scene=arrival(material, take, language),
            you=beat.you,
            replies=shown(state) if seen and not ended else (),
            cue="" if ended else material.words(f"beats.{beat.id}.cue", beat.cue, language),
            cue_seen=beat.id in state.cued,
            ending=take.ending,
            turning_point=bool(beat.turning_point),
            exhibit="" if ended else beat.exhibit,
            seconds=beat.clock.seconds if beat.clock and not ended else 0,
            words_limit=beat.limit.words if beat.limit and not ended else 0,
        )

    def _last_answer(self, language: str) -> tuple[Speech, ...]:
        for event in reversed(self.events):
            if event.type == e.TAKE_OPENED:
                return ()
            if event.type == e.TURN_TAKEN:
                data = event.data
                beat = self.material.scenario.beats[data["beat"]]
                return answer_to(self.material, beat, beat.replies.get(data["reply"]), data["way"], "cut" in data, language)
        return ()

    def transcript(self, language: str = "") -> Transcript:
        """The run so far, to be read in `language`; told anew only when there is more to tell."""
        from simulator.core.transcript import transcript  # a scene that has just begun has nothing to tell

        key = (len(self.events), language or self.language)
        if self._told is None or self._told[0] != key:
            self._told = (key, transcript(self.events, self.material, key[1]))
        return self._told[1]

    # -- what she does ---------------------------------------------------------------------------------------------------------

    def say(self, text: str) -> tuple[Event, ...]:
        """Answer in own words; blank is silence. The words are on disk as a draft before they are heard."""
        text = clean_text(text)
        self.save_draft(text)
        if not text.strip():
            return self._do(Say("", Heard()), clear_draft=self.slot)
        limit = self.state.beat.limit if not self.state.take.ending else None
        heard_part = text[: cut_at(text, limit.words)] if limit else text
        from simulator.hearing import hear_at

        context, form = self._context(), self.material.scenario.form
        heard, found = hear_at(self.hearing, heard_part, context, form, self.language, self._routable())
        heard = self.hearing.explain(heard_part, heard, context, form)
        try:
            return self._do(Say(text, heard, found.reply if found else ""), clear_draft=self.slot)
        except StreamMoved:
            # Where the run stands now there is another line to fill: what she typed waits for her there.
            self.catch_up()
            self.save_draft(text)
            raise

    def choose(self, reply: str) -> tuple[Event, ...]:
        """Take a reply as written."""
        return self._do(Choose(reply), clear_draft=self.slot)

    def wait(self) -> tuple[Event, ...]:
        """Say nothing."""
        return self._do(Choose(WAIT_REPLY), clear_draft=self.slot)

    def let_clock_run(self) -> tuple[Event, ...]:
        """The beat's clock ran out."""
        return self._do(LetClockRun())

    def help(self, kind: Literal["cue", "replies"]) -> tuple[Event, ...]:
        """Show the cue, or the replies of this beat."""
        return self._do(TakeHelp(kind))

    def go_again(self, take: int, turn: int = 1) -> tuple[Event, ...]:
        """Open a new take at line `turn` of `take`."""
        return self._do(GoAgain(take, turn))

    def pause(self) -> tuple[Event, ...]:
        """Step out of the scene."""
        return self._do(Pause())

    def step_back_in(self) -> tuple[Event, ...]:
        """Step back in."""
        return self._do(Resume())

    def note(self, type: str, by: By | None = None, **data: object) -> tuple[Event, ...]:
        """Remember something of the debrief; text is cleaned."""
        cleaned = {key: clean_text(value) if isinstance(value, str) else value for key, value in data.items()}
        return self._do(Note(type, cleaned), by)

    def catch_up(self) -> None:
        """Take in what was written to this run elsewhere meanwhile."""
        for event in self.store.events(self.run, after=len(self.events)):
            self.events.append(event)
            self.state = evolve(self.state, event.type, event.data)

    @property
    def heard_by_wording(self) -> bool:
        """Whether only the light tier hears here; nothing is loaded to tell."""
        from simulator.hearing import tier_here

        return self._hearing.tier == "light" if self._hearing is not None else tier_here() == "light"

    def listen(self, load: bool = False) -> None:
        """Take in the lines that her answer will answer, where hearing stands already or it is to `load`; a face calls it in the background, to load
        once it has painted, and while she reads and types."""
        hearing = self.hearing if load else self._hearing
        if hearing is not None and self.state.mode == "words":
            hearing.listen(self._context(), self.material.scenario.form)

    # -- drafts ----------------------------------------------------------------------------------------------------------------

    @property
    def slot(self) -> str:
        """The name of the field she is typing in now."""
        return f"{self.state.current}.{self.state.take.turns + 1}"

    def save_draft(self, text: str) -> None:
        """Keep what is typed and not yet said."""
        self.store.save_draft(self.run, self.slot, text)

    def draft(self) -> str:
        """What was typed here and not yet said."""
        return self.store.draft(self.run, self.slot)

    # -- inside ----------------------------------------------------------------------------------------------------------------

    @property
    def hearing(self) -> Hearing:
        """Loaded the first time it is needed; who asks meanwhile waits for it."""
        with self._loading:
            if self._hearing is None:
                from simulator.play.hearing import hearing_for  # hearing is not needed to show a scene

                self._hearing = hearing_for(self.material.codebook)
            return self._hearing

    def _context(self) -> tuple[Spoken, ...]:
        lines = (*self._last_answer(self.state.scenario.language), *arrival(self.material, self.state.take, self.state.scenario.language))
        people = {person.name: person for person in self.material.scenario.cast.values()}
        return tuple(Spoken(line.speaker, line.text) for line in lines if line.speaker in people)

    def _routable(self) -> tuple[Reply, ...]:
        """The replies that may be taken now, each with its wording in every language, since a typed answer may come in either."""
        beat = self.state.take.beat
        return tuple(both_languages(self.material, beat, reply) for reply in takeable(self.state)) if not self.state.take.ending else ()

    def _do(self, command: Command, by: By | None = None, *, keep: bool = False, clear_draft: str = "") -> tuple[Event, ...]:
        facts = decide(self.state, command)
        if isinstance(facts, Refusal):
            raise Refused(facts)
        return self._write(facts, by or By("trainee"), keep=keep, clear_draft=clear_draft)

    def _write(self, facts: tuple[Fact, ...], by: By, *, keep: bool = False, clear_draft: str = "") -> tuple[Event, ...]:
        if any(fact.type in MARKED for fact in facts):
            facts = self._marked(facts)
        texts = self.loaded.texts.parts if keep else None
        written = self.store.append(self.run, facts, by, after=len(self.events), keep=texts, clear_draft=clear_draft or False)
        for event in written:
            self.events.append(event)
            self.state = evolve(self.state, event.type, event.data)
            for listener in self.listeners:
                listener(event)
        return written

    def _marked(self, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """A take's end remembers what solid play earns here and which levels it got, so that no later rule can change an old mark."""
        from simulator.check.par import par  # the search, and all that marks, are needed once, when a take ends
        from simulator.core.practice import with_levels

        par_here = dict(par(self.material.scenario, self.material.reactions)) if any(fact.type == e.TAKE_ENDED for fact in facts) else {}
        facts = tuple(replace(fact, data={**fact.data, "par": par_here}) if fact.type == e.TAKE_ENDED else fact for fact in facts)
        return with_levels(self.state, self.events, facts, self.material)


def both_languages(material: Material, beat: str, reply: Reply) -> Reply:
    """`reply` with the wording of every translation added to its other ways of being said."""
    also = list(reply.also)
    for translation in material.translations.values():
        base = f"beats.{beat}.replies.{reply.id}"
        also += [line for key in ("say", "also") for line in translation.strings.get(f"{base}.{key}", "").splitlines() if line.strip()]
    return replace(reply, also=tuple(also))


def carry_on(store: Store, run: str, loaded: Loaded, hearing: Hearing | None = None) -> Practice:
    """Carry an unfinished run over to a newer version of its scenario, as a new run; the old one stays as it is.

    Its present take is replayed by ids, with what was heard then. Raises CannotContinue at the first line that no longer fits.
    """
    old = Practice.resume(store, run, hearing)
    lines = [event.data for event in old.events if event.type == e.TURN_TAKEN]
    path = old.transcript().take(old.state.current).turns
    spoken = {(data["take"], data["turn"]): data for data in lines}
    state = RunState(loaded.material.scenario, loaded.material.reactions)
    start = old.events[0].data
    opening = start.get("opening", "")
    begins = StartRun(start["seed"], start["mode"], start["language"], loaded.texts.hashes(), continues=run, opening=opening)
    facts = _decided(state, begins, (0, 0, opening))
    written: list[Fact] = list(facts)
    state = _moved(state, facts)
    for turn in path:
        data = spoken[turn.take, turn.number]
        where = (turn.take, turn.number, data["beat"])
        if state.take.ending or state.take.beat != data["beat"]:
            raise CannotContinue(*where)
        facts = _decided(state, _again(data), (turn.take, turn.number, f"{data['beat']}.{data['reply']}"))
        written.extend(facts)
        state = _moved(state, facts)
    practice = Practice(store, store.new_stream(), loaded, [], hearing)
    practice._write(tuple(written), By("trainee", old.transcript().person), keep=True)
    return practice


def _again(data: Data) -> Command:
    """The command that spoke a line, from what was written of it."""
    if data["way"] == "words":
        return Say(data["text"], heard_from_data(data["heard"]), data["reply"])
    if data["way"] == "clock":
        return LetClockRun()
    return Choose(data["reply"] or WAIT_REPLY)


def _decided(state: RunState, command: Command, where: tuple[int, int, str]) -> tuple[Fact, ...]:
    facts = decide(state, command)
    if isinstance(facts, Refusal):
        raise CannotContinue(*where)
    return facts


def _moved(state: RunState, facts: tuple[Fact, ...]) -> RunState:
    for fact in facts:
        state = evolve(state, fact.type, fact.data)
    return state
