"""Process counts of DOMAIN 5 that text allows: conversation starters with quoted lines, never part of a mark.

Left out on purpose: talk share and seconds of silence, since the counterpart's words are written and text has no seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from simulator.core.moves import WAIT
from simulator.core.records import dataclass
from simulator.core.scoring import opens_new_topic
from simulator.core.turn import Turn

QUESTIONS = frozenset({"open_question", "dig", "closed_question", "leading_question", "debrief_prompt"})
OPEN = frozenset({"open_question", "dig", "debrief_prompt"})
CLOSED = frozenset({"closed_question", "leading_question"})
SELLING = frozenset({"pitch", "ask_specific", "ask_vague"})
LINES = 3
LONGEST = {"action": 40, "public_arena": 40}
"""Words a turn should not pass in forms where a microphone is on; 150 elsewhere."""


@dataclass(frozen=True, slots=True)
class Count:
    """One count: `id` names it, `value` and `of` are whole numbers (`of` 0 where there is nothing to compare), `lines` are turns to quote."""

    id: str
    value: int
    of: int
    guide: str
    lines: tuple[tuple[int, str], ...] = ()


def counts(turns: Sequence[Turn], form: str) -> tuple[Count, ...]:
    """The counts of one take; those with nothing to show are left out."""
    spoken = [turn for turn in turns if turn.text]
    if not spoken:
        return ()
    longest = max(spoken, key=lambda turn: turn.words)
    found = [
        Count("longest-turn", longest.words, 0, f"<= {LONGEST.get(form, 150)}", _quoted([longest])),
        _open_to_closed(spoken),
        _reflections(spoken),
        _deepest(turns),
        _stacked(spoken),
    ]
    if form in ("one_to_one", "house_meeting"):
        found.append(_earliest_sell(turns))
    found.append(_left_after_opening(turns))
    return tuple(count for count in found if count is not None)


def _quoted(turns: Iterable[Turn]) -> tuple[tuple[int, str], ...]:
    return tuple((turn.number, turn.spoken.strip()) for turn in turns)[:LINES]


def _with(turns: Iterable[Turn], moves: frozenset[str]) -> list[Turn]:
    return [turn for turn in turns if moves.intersection(turn.moves)]


def _open_to_closed(turns: Sequence[Turn]) -> Count | None:
    opened, closed = _with(turns, OPEN), _with(turns, CLOSED)
    return Count("open-to-closed", len(opened), len(closed), ">= 2:1", _quoted(closed or opened)) if opened or closed else None


def _reflections(turns: Sequence[Turn]) -> Count | None:
    given, asked = _with(turns, frozenset({"reflect"})), _with(turns, QUESTIONS)
    return Count("reflections-to-questions", len(given), len(asked), ">= 1:2", _quoted(given)) if given or asked else None


def _deepest(turns: Sequence[Turn]) -> Count | None:
    best: list[Turn] = []
    thread: list[Turn] = []
    for turn in turns:
        moves = set(turn.moves)
        if moves <= {WAIT}:
            continue
        if moves & {"dig", "reflect"}:
            thread.append(turn)
        else:
            thread = [turn] if opens_new_topic(moves) and "open_question" in moves else []
        if len(thread) > len(best):
            best = list(thread)
    return Count("deepest-thread", len(best), 0, ">= 3", _quoted(best)) if best else None


def _stacked(turns: Sequence[Turn]) -> Count | None:
    found = [turn for turn in turns if "stacked" in turn.flags]
    return Count("stacked-questions", len(found), len(turns), "0", _quoted(found)) if found else None


def _earliest_sell(turns: Sequence[Turn]) -> Count | None:
    for turn in turns:
        if SELLING.intersection(turn.moves):
            return Count("first-ask-or-pitch", turn.number, len(turns), "> 60 %", _quoted([turn]))
    return None


def _left_after_opening(turns: Sequence[Turn]) -> Count | None:
    found = [turn for before, turn in pairwise(turns) if before.opened and opens_new_topic(turn.moves)]
    return Count("left-after-opening", len(found), 0, "0", _quoted(found)) if found else None
