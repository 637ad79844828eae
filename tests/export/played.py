"""Runs of the porch for the tests of exports: two takes, choices and own words, a debrief; short ways to vary them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from simulator.content.catalogue import Texts, compile_material
from simulator.core import events as e
from simulator.core.events import By, Event, Fact
from simulator.core.material import Material
from simulator.core.moves import Heard, Unit
from simulator.core.run import Choose, Command, GoAgain, Note, Refusal, RunState, Say, StartRun, TakeHelp, decide, evolve
from simulator.core.transcript import Transcript, transcript
from tests.porch import changed

PAR = {"opening": 2, "listening": 1, "close": 2}

RUBRIC = """\
rubric: one_to_one
name:
  en: One-to-one
  es: Uno a uno
criteria:
""" + "".join(
    f"""\
  {criterion}:
    name:
      en: {english}
      es: {spanish}
    question:
      en: What about {english}?
      es: ¿Y {spanish}?
    weight: 25
    levels:
      en:
        1: {english}, none
        2: {english}, some
        3: {english}, enough
        4: {english}, fully
      es:
        1: {spanish}, nada
        2: {spanish}, algo
        3: {spanish}, bastante
        4: {spanish}, del todo
    for:
      good:
        when: {rule}
        points: 2
        says:
          en: showed {english}
          es: mostró {spanish}
    against:
      bad:
        when: pitch
        points: -1
        says:
          en: sold something
          es: vendió algo
    cap: harm 1
"""
    for criterion, english, spanish, rule in (
        ("opening", "Honest opening", "Presentarse de frente", "self_share and turn <= 3"),
        ("listening", "Listening", "Escuchar", "reflect"),
        ("digging", "Digging", "Escarbar", "dig"),
        ("close", "Close", "Cierre", "ask_specific"),
    )
)

REACTIONS = """\
reactions:
  parent:
    shared:
      on: self_share
      feel: trust +1, guard -1
    sold:
      on: pitch
      feel: trust -1
"""

SPANISH = """\
scenario: porch-light
language: es
title: La luz del porche
brief: |
  Las siete de la noche. El porche de la señora Alder, Juniper Flats.
goal: |
  Sepa qué la mueve. Cierre con un paso de verdad.
beats:
  door:
    turning-point: Le dice de qué está cansada.
    scene: |
      Se enciende la luz del porche. La cadena sigue puesta.
      Mrs. Alder: Usted es la tercera con tablita este mes.
    replies:
      credential:
        say: |
          Sin tablita. Soy Sam; Lupe, la de la esquina, dijo que la conociera. ¿Qué querían las otras dos?
      pitch:
        coach: |
          Le dijo de qué está cansada, y usted le dio una más.
  story:
    scene: |
      Mrs. Alder: Firmas. Una nunca volvió a decir qué pasó.
endings:
  thursday:
    scene: |
      Mrs. Alder: El jueves. A las seis. Le tomo la palabra.
    later: |
      El jueves a las seis la cadena no estaba puesta.
"""


@cache
def material() -> Material:
    """The porch with a turning point, a small rubric, and a Spanish translation that leaves some lines out."""
    scenario = changed("  door:\n    scene: |", "  door:\n    turning-point: She says what she is tired of.\n    scene: |")
    return compile_material(Texts({"scenario": scenario, "rubric": RUBRIC, "reactions": REACTIONS, "es": SPANISH})).material


def say(text: str, *moves: str, reply: str = "", abstained: bool = False) -> Say:
    """Own words, heard as `moves`, one unit each over the whole line."""
    units = tuple(Unit(0, len(text), move, 0.9) for move in moves)
    return Say(text, Heard(units, moves, moves[-1] if moves else "other", (), abstained), reply)


def written(events: list[Event], state: RunState, command: Command | Fact) -> RunState:
    """Carry a command out, or write a fact as it is; its events are added to `events`."""
    facts = (command,) if isinstance(command, Fact) else decide(state, command)
    assert not isinstance(facts, Refusal), facts
    for fact in facts:
        number = len(events) + 1
        data = {**fact.data, "par": PAR} if fact.type == e.TAKE_ENDED else fact.data
        by = By(fact.data.get("role", "trainee"), fact.data.get("by", "Ana Ruiz"))
        stamp = f"2026-05-01T19:{number:02}:00Z"
        events.append(Event(f"e{number}", "run-1", "d1", number, stamp, by, fact.type, data))
        state = evolve(state, fact.type, data)
    return state


def played(commands: Iterable[Command | Fact], language: str = "en", mode: str = "words", content: Material | None = None) -> Transcript:
    """The transcript of a run of the porch (or of `content`) with these commands."""
    content = content or material()
    events: list[Event] = []
    state = RunState(content.scenario, content.reactions)
    state = written(events, state, StartRun(7, "choices" if mode == "choices" else "words", language))
    for command in commands:
        state = written(events, state, command)
    return transcript(events, content, language)


STORY: tuple[Command | Fact, ...] = (
    Note(e.EDGE_PICKED, {"criterion": "listening"}),
    say("We have an amazing program\nfor families like yours.", "pitch", reply="pitch"),
    Note(e.FEELING_NAMED, {"take": 1, "word": "ashamed"}),
    Note(e.LINE_REGRETTED, {"take": 1, "turn": 1}),
    Note(e.AVOIDANCE_NAMED, {"take": 1, "text": "asking what the others wanted"}),
    Note(e.ANSWER_PREDICTED, {"take": 1, "turn": 1, "reply": "credential", "guess": "opens-most"}),
    GoAgain(1, 1),
    say("Hm.", "other", abstained=True),
    say("I'm Sam. Lupe sent me. You sound tired of clipboards.", "self_share", "reflect", reply="credential"),
    Note(e.HEARING_ANSWERED, {"take": 2, "turn": 2, "right": True}),
    TakeHelp("replies"),
    Choose("promise"),
    Note(e.COMMITMENT_MADE, {"who": "Doña Chela", "what": "a visit", "when": "Thursday at six"}),
)
"""A first take that sells and loses her, a second from the same line that comes to Thursday, and the debrief."""


def story(language: str = "en") -> Transcript:
    """`STORY` to be read in `language`."""
    return played(STORY, language)
