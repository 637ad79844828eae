"""A word about what was heard in a finished line: a trainer's counts, the trainee's own is a note; and both, with consent, as new examples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simulator.core import events as e
from simulator.core.events import By, Event
from simulator.core.moves import FLAGS, MOVES
from simulator.core.transcript import Transcript
from simulator.core.turn import Turn
from simulator.play.practice import Practice


class NotSo(Exception):
    """A word about a line that cannot stand; the message says why."""


def answer(
    practice: Practice, take: int, number: int, by: By, *, right: bool, moves: Sequence[str] = (), flags: Sequence[str] = ()
) -> tuple[Event, ...]:
    """Keep what `by` says of line `number` of `take`: heard right, or not, with what it does instead. Raises NotSo."""
    unknown = [name for name in moves if name not in MOVES]
    if unknown:
        raise NotSo(f"There is no move `{unknown[0]}`. There is {', '.join(MOVES)}.")
    strange = [name for name in flags if name not in FLAGS]
    if strange:
        raise NotSo(f"There is no flag `{strange[0]}`. There is {', '.join(FLAGS)}.")
    line(practice.transcript(), take, number)
    data: dict[str, Any] = {"take": take, "turn": number, "right": right}
    if not right and by.role in ("trainer", "facilitator"):
        data |= {"moves": list(moves), "flags": list(flags)}
    return practice.note(e.HEARING_ANSWERED, by, **data)


def line(transcript: Transcript, take: int, number: int) -> Turn:
    """Line `number` of `take`, typed in own words. Raises NotSo."""
    view = next((view for view in transcript.takes if view.number == take), None)
    turn = next((turn for turn in view.turns if turn.number == number), None) if view else None
    if turn is None:
        raise NotSo(f"There is no line {number} in take {take}.")
    if not turn.own_words:
        raise NotSo(f"Line {number} of take {take} was not typed in own words; nothing was heard in it.")
    return turn


def examples(transcript: Transcript) -> list[dict[str, Any]]:
    """Every line somebody spoke a word about, as an example in the shape `hear --evaluate` and `hear --teach` read; no names.

    `by` is `trainer` where a trainer's word stands, else `self`: those are for a person to look at, and teach nothing by themselves.
    """
    found = []
    for view in transcript.takes:
        for turn in view.own:
            if turn.corrected_by or turn.confirmed is not None:
                found.append(_example(transcript, turn))
    return found


def _example(transcript: Transcript, turn: Turn) -> dict[str, Any]:
    said = [{"who": speech.speaker, "says": speech.text} for speech in turn.before if speech.speaker]
    return {
        "id": f"{transcript.run[-8:]}-{turn.take}-{turn.number}", "group": transcript.run[-8:], "form": transcript.material.scenario.form,
        "language": transcript.material.scenario.language, "context": said[-3:], "response": turn.spoken.strip(), "moves": list(turn.moves),
        "flags": list(turn.flags), "by": "trainer" if turn.corrected_by else "self", "right": turn.confirmed,
    }  # fmt: skip
