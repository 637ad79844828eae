"""A transcript as plain data: what the JSON export is, and what every template is given (`docs/exports.md`)."""

from __future__ import annotations

from typing import Any

from simulator.core import events as e
from simulator.core.heard import acts
from simulator.core.scenario import WAIT_REPLY
from simulator.core.scoring import Evidence, evidence_of_take
from simulator.core.text import clean_text
from simulator.core.transcript import TakeView, Transcript
from simulator.core.turn import Turn
from simulator.export.anonymous import nameless
from simulator.export.judged import coach, count, evidence, highlight, mark
from simulator.export.options import Reader
from simulator.export.remarks import marks_of_people, remarks
from simulator.export.telling import Data, Telling

FORMAT = "organizer-simulator/transcript"
VERSION = 1
"""Raised when a field changes its meaning or goes; a new field does not raise it."""


def as_data(
    transcript: Transcript,
    *,
    reader: Reader = "trainee",
    include_levels: bool = False,
    person: str = "",
    dates: tuple[tuple[str, str], ...] = (),
) -> Data:
    """Everything `reader` may see of `transcript`: dicts, lists, text, numbers, truth values and None, in a stable order.

    Each line stands once, in the take it was spoken in. `marks` are empty without `include_levels`; evidence is always there.
    `ratings` are what people marked, as far as the reveal lock opens them to this reader (DESIGN 8); `person` is her name, where others share her role.
    """
    telling = Telling(transcript, reader, person)
    noted = remarks(telling)
    takes = [_take(telling, view, include_levels) for view in transcript.takes]
    told = talked_about(transcript)
    data: Data = {
        "format": FORMAT, "version": VERSION, "language": telling.language, "reader": reader, "levels": include_levels,
        "run": transcript.run, "person": transcript.person, "mode": transcript.mode, "seed": transcript.seed,
        "started": transcript.started, "date": telling.date(), "ended": transcript.ended, "paused": transcript.paused,
        "rehearsed_from": transcript.rehearsed_from, "scenario": _scenario(telling),
        "told": told.number if told else None,
        "keep": highlight(telling, told.keep, told.turns) if told else None,
        "edge": highlight(telling, told.edge, told.turns) if told else None,
        "watching": [r["criterion"] for r in noted if r["type"] == e.EDGE_PICKED and r.get("criterion")],
        "commitments": [{k: r.get(k, "") for k in ("who", "what", "when", "coach", "at")} for r in noted if r["type"] == e.COMMITMENT_MADE],
        "next": [{"criterion": telling.criterion(name), "day": day, "date": telling.day(day)} for name, day in dates if reader in ("trainee", "trainer")],
        "takes": takes, "remarks": noted, "ratings": marks_of_people(telling),
        "consent": telling.say(f"consent.{reader}"), "left_out": _left_out(telling),
    }  # fmt: skip
    cleaned: Data = _clean(data)
    return nameless(cleaned, transcript) if reader == "teaching" else cleaned


def _left_out(telling: Telling) -> list[str]:
    """What this reader is not given, in words, so that nobody takes the document for all there is."""
    said = telling.say
    left = {
        "trainee": (), "trainer": ("own-notes",), "facilitator": ("own-notes", "commitments"), "peer": ("own-notes", "commitments"),
        "counterpart": ("own-notes", "commitments"), "teaching": ("own-notes", "commitments", "names", "others"),
    }  # fmt: skip
    return [said(f"left-out.{what}") for what in left[telling.reader]]


def talked_about(transcript: Transcript) -> TakeView | None:
    """The take that the first page, marks and counts speak of: the last that ended, else the last."""
    ended = [view for view in transcript.takes if view.ending]
    return next(reversed(ended or transcript.takes), None)


def _scenario(telling: Telling) -> Data:
    scenario = telling.material.scenario
    return {
        "id": scenario.id, "title": telling.words("title", scenario.title),
        "form": {"id": scenario.form, "name": telling.say(f"form.{scenario.form}")},
        "rubric": scenario.rubric, "language": scenario.language, "difficulty": scenario.difficulty, "minutes": scenario.minutes,
        "brief": telling.words("brief", scenario.brief), "goal": telling.words("goal", scenario.goal),
        "content_note": telling.words("content-note", scenario.content_note),
        "cast": [{"id": person.id, "name": telling.name(person.id), "part": person.part} for person in scenario.cast.values()],
    }  # fmt: skip


def _take(telling: Telling, view: TakeView, include_levels: bool) -> Data:
    found = evidence_of_take(telling.material.rubric, view.turns)
    ending = telling.material.scenario.endings.get(view.ending)
    return {
        "number": view.number, "from_take": view.from_take, "from_turn": view.from_turn, "inherited": view.inherited, "aided": view.aided,
        "turns": [_turn(telling, turn, [piece for piece in found if piece.turn == turn.number]) for turn in view.own],
        "closing": telling.speech(view.scene), "ending": view.ending,
        "kind": {"id": view.kind, "name": telling.say(view.ended_as)} if view.kind else None,
        "later": telling.words(f"endings.{view.ending}.later", ending.later) if ending else None,
        "keep": highlight(telling, view.keep, view.turns), "edge": highlight(telling, view.edge, view.turns),
        "marks": [mark(telling, m, view) for m in view.marks] if include_levels else [],
        "counts": [count(telling, c, view) for c in view.counts], "feelings": _feelings(telling, view),
    }  # fmt: skip


def _turn(telling: Telling, turn: Turn, found: list[Evidence]) -> Data:
    spoken, said = turn.spoken.strip(), acts(turn)
    chosen = turn.way == "choice" and turn.reply != WAIT_REPLY
    under = telling.words(f"beats.{turn.beat}.replies.{turn.reply}.say", turn.text) if chosen else None
    return {
        **telling.reference(turn), "beat": turn.beat, "at": turn.at, "you": turn.you, "speaker": telling.trainee(turn),
        "to": {"id": turn.to, "name": telling.name(turn.to)} if turn.to else None, "part": turn.part, "way": turn.way,
        "own_words": turn.own_words, "aided": turn.aided, "turning_point": telling.words(f"beats.{turn.beat}.turning-point", turn.turning_point),
        "before": telling.speech(turn.before), "said": telling.quote(turn, spoken) if spoken else None,
        "unheard": turn.text[turn.cut :].strip() if turn.cut is not None else "",
        "text": turn.text, "cut": turn.cut, "subtitle": under["text"] if under and under["text"] != spoken else "",
        "answer": telling.speech(turn.answer), "reaction": telling.line(turn.reaction), "reply": turn.reply,
        "moves": [{**telling.move(move), "words": [w for act in said if act.move == move for w in act.words]} for move in turn.moves], "flags": [telling.flag(flag) for flag in turn.flags],
        "heard": _heard(turn), "certain": turn.certain, "confirmed": turn.confirmed, "corrected_by": turn.corrected_by,
        "evidence": [evidence(telling, piece, turn) for piece in found], "coach": coach(telling, turn), "doors": list(turn.doors),
        "opened": [{"id": person, "name": telling.name(person)} for person in turn.opened],
        "felt": [_felt(telling, meter, change) for meter, change in turn.felt.items()], "feelings": dict(turn.feelings),
    }  # fmt: skip


def _heard(turn: Turn) -> Data | None:
    """What hearing made of typed words, as it was written then; `units` and the `words` that carried each are places in `text`."""
    if turn.heard is None or not turn.own_words:
        return None
    units = [
        {
            "start": u.start, "end": u.end, "move": u.move, "confidence": round(u.confidence, 4),
            "words": [{"start": a, "end": b, "text": turn.text[a:b]} for a, b in u.words], "like": u.like,
        }
        for u in turn.units
    ]  # fmt: skip
    return {"units": units, "primary": turn.heard.primary, "abstained": turn.heard.abstained}


def _felt(telling: Telling, name: str, change: int) -> Data:
    person, _, meter = name.partition(".")
    says = telling.say("felt.up" if change > 0 else "felt.down", meter=telling.meter(meter))
    return {"person": person, "name": telling.name(person), "meter": meter, "change": change, "says": says}


def _feelings(telling: Telling, view: TakeView) -> list[Data]:
    """Each person's meters from the take's start over every line of it, those taken over included; `levels[0]` is the start."""
    moments = [view.start, *(turn.feelings for turn in view.turns)]
    people: dict[str, list[Data]] = {}
    for name in view.start:
        person, _, meter = name.partition(".")
        levels = [moment.get(name, view.start[name]) for moment in moments]
        people.setdefault(person, []).append({"id": meter, "name": telling.meter(meter), "levels": levels})
    return [{"person": person, "name": telling.name(person), "meters": meters} for person, meters in people.items()]


def _clean(value: Any) -> Any:
    """`value` with every text in it cleaned once more on its way out (DESIGN 13)."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: _clean(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_clean(part) for part in value]
    return value
