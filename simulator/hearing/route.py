"""Owns finding the reply of a scenario that a typed answer comes nearest to, by wording first and by moves second."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from typing import Literal

from simulator.core.moves import OTHER, WAIT, Heard
from simulator.core.records import dataclass
from simulator.core.scenario import WAIT_REPLY, Reply
from simulator.hearing.cues import is_question
from simulator.hearing.meaning import Meaning, shipped_meaning
from simulator.hearing.pattern import Pattern
from simulator.hearing.segment import segment
from simulator.hearing.similarity import similar as _similar
from simulator.hearing.similarity import stems_of
from simulator.hearing.words import fold, has_letters

ENOUGH = 0.3
"""The least score at which an answer takes a reply; below it the scene goes on by `otherwise`."""

CLEAR = 0.04
"""How far the best reply must stand above the next for moves alone to carry it."""

_ALIKE = 0.05
MEANT, SURELY_MEANT, APART = 0.42, 0.6, 0.04
"""By meaning: the least score that takes a reply, the score above which a near second no longer matters, and how near that is.

Chosen on held-out wordings of shipped scenarios (`benchmarks/routing.py`): of answers that belong to a reply about one in fourteen goes wrong and
one in five goes to `otherwise`; of answers that belong nowhere about one in four is taken for a reply."""
HARM_DOUBT = 0.2
"""What a reply that hurts somebody must stand above others where no harm was heard: an innocent question must not end a scene."""
WORDING_WEIGHT, MOVE_WEIGHT, PIECE_WEIGHT, PIECE_WORDS = 0.15, 0.1, 0.92, 4
_QUESTIONS = frozenset({"open_question", "dig", "closed_question", "leading_question", "debrief_prompt"})
_ASKS = frozenset({"ask_specific", "ask_vague", "pin"})
_TELLS = frozenset({"pitch", "fix", "data_point", "self_share", "next_step", "concede"})

_ASKS_FOR = Pattern(
    r"\b(?:will|would|could|can) (?:you|we|i)\b|\b(?:puede|puedo|podria|quiere|va a|le gustaria|nos sentamos|me acompana|me deja)\b"
)

# Moves of one kind: taken for one another by people too, so half a match.
_KIN = {
    "open_question": "question", "dig": "question", "closed_question": "question", "debrief_prompt": "question",
    "leading_question": "push", "agitate": "push", "reflect": "return", "name_interest": "return", "affirm": "warm", "concede": "warm",
    "pitch": "tell", "data_point": "tell", "self_share": "tell", "fix": "do", "next_step": "do",
    "ask_specific": "ask", "ask_vague": "ask", "pin": "ask", "manage": "floor", "redirect_include": "floor",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Route:
    """The reply an answer takes, how well it fits (0 to 1), and the other replies that fit nearly as well."""

    reply: str
    score: float
    alike: tuple[str, ...]


def similar(a: str, b: str) -> float:
    """How alike two wordings are, 0 to 1. Above about 0.6, two replies of one beat can hardly be told apart by what is typed."""
    return _similar(a, b)


def _lines(reply: Reply) -> list[str]:
    """The wordings of a reply: what it says and each other way to say it. A `say` of two languages stands on several lines."""
    texts = [reply.say, *reply.also]
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    return list(dict.fromkeys([*(t for t in texts if t.strip()), *lines]))


def _rarity(lines: Sequence[str]) -> Mapping[str, float]:
    """Words that every reply holds tell the replies apart badly, so they weigh less."""
    counts: Counter[str] = Counter(key for line in lines for key in stems_of(line))
    return {key: 1.0 / (1.0 + 0.5 * log(count)) for key, count in counts.items()}


def _moves_fit(heard: Heard, reply: Reply) -> float:
    """How well the moves agree, 0 to 1; the primary move weighs as much as all the rest."""
    theirs, mine = set(reply.moves), set(heard.moves)
    if not theirs or not mine:
        return 0.0
    shared = len(theirs & mine) / len(theirs | mine)
    kin = {_KIN.get(m) for m in theirs}
    primary = 1.0 if heard.primary in theirs else 0.5 if _KIN.get(heard.primary) in kin else 0.0
    return 0.5 * primary + 0.5 * shared


def _only_asks(text: str, heard: Heard) -> bool:
    """Whether the answer does nothing but ask questions."""
    spans = segment(text)
    return bool(heard.moves) and set(heard.moves) <= _QUESTIONS and all(is_question(text[a:b]) for a, b in spans)


def _forbidden(text: str, heard: Heard, reply: Reply) -> bool:
    """Whether what the answer does rules the reply out, however many words they share."""
    moves = set(reply.moves)
    if not moves:
        return False
    if _only_asks(text, heard) and moves & {"ask_specific", "pin"} and not set(heard.moves) & moves:
        return not _ASKS_FOR.search(fold(text))
    asks = "?" in text or "¿" in text or any(is_question(text[a:b]) for a, b in segment(text))
    return bool(moves <= _QUESTIONS and not asks and set(heard.moves) and set(heard.moves) <= _TELLS)


def route(text: str, heard: Heard, replies: Sequence[Reply], by: Meaning | Literal["shipped", "wording"] = "shipped") -> Route | None:
    """The reply among `replies` that `text` comes nearest to, or none. Silence goes to the reply `wait` and words never do.

    By meaning where there is an encoder (the shipped one unless another is given), else, or with `by="wording"`, by wording.
    """
    if heard.primary == WAIT or not text.strip():
        silent = next((r for r in replies if r.id == WAIT_REPLY), None)
        return Route(silent.id, 1.0, ()) if silent else None
    spoken = [r for r in replies if r.id != WAIT_REPLY and tuple(r.moves) != (WAIT,)]
    if not spoken or not has_letters(text):
        return None
    lines = {r.id: _lines(r) for r in spoken}
    meaning = shipped_meaning() if by == "shipped" else None if by == "wording" else by
    if meaning is not None:
        return _by_meaning(text, heard, spoken, lines, meaning)
    rarity = _rarity([line for each in lines.values() for line in each])
    parts = [text[a:b] for a, b in segment(text)][:8]
    scored: list[tuple[float, float, str]] = []
    for reply in spoken:
        if _forbidden(text, heard, reply):
            continue
        whole = max((_similar(text, line, rarity) for line in lines[reply.id]), default=0.0)
        # A long answer that holds the reply's decisive line among others is still that reply, a little less surely.
        part = max((_similar(p, line, rarity) for p in parts for line in lines[reply.id]), default=0.0) if len(parts) > 1 else 0.0
        wording = max(whole, 0.85 * part)
        moves = _moves_fit(heard, reply) * (0.5 if heard.abstained else 1.0)
        scored.append((min(1.0, wording + (1.0 - wording) * 0.4 * moves * (0.35 + wording)), wording, reply.id))
    scored.sort(key=lambda s: (-s[0], s[2]))
    if not scored:
        return None
    best, wording, reply_id = scored[0]
    if best < ENOUGH and not _by_moves_alone(heard, spoken, scored):
        return None
    if best < ENOUGH:
        reply_id, best = _best_by_moves(heard, spoken, scored)
    return Route(reply_id, round(best, 3), tuple(i for s, _, i in scored if i != reply_id and best - s <= _ALIKE))


def _by_meaning(text: str, heard: Heard, spoken: Sequence[Reply], lines: Mapping[str, Sequence[str]], meaning: Meaning) -> Route | None:
    """The same by likeness of meaning, with a little weight on wording and on the move that must be answered."""
    rarity = _rarity([line for each in lines.values() for line in each])
    flat = [(reply.id, line) for reply in spoken for line in lines[reply.id]]
    pieces = [text[a:b] for a, b in segment(text)][:8]
    pieces = [piece for piece in pieces if len(piece.split()) >= PIECE_WORDS] if len(pieces) > 1 else []
    likeness: dict[str, float] = {}
    for piece, weight in ((text, 1.0), *((piece, PIECE_WEIGHT) for piece in pieces)):
        for (name, _), value in zip(flat, meaning.alike(piece, [line for _, line in flat]), strict=True):
            likeness[name] = max(likeness.get(name, 0.0), value * weight)
    scored: list[tuple[float, str]] = []
    for reply in spoken:
        if _forbidden(text, heard, reply):
            continue
        wording = max((_similar(text, line, rarity) for line in lines[reply.id]), default=0.0)
        move = 0.0
        if heard.primary in reply.moves:
            move = MOVE_WEIGHT * (0.5 if heard.abstained else 1.0)
        elif set(heard.moves) & set(reply.moves):
            move = MOVE_WEIGHT * 0.5
        harm = HARM_DOUBT if "harm" in reply.flags and "harm" not in heard.flags else 0.0
        scored.append((likeness[reply.id] + WORDING_WEIGHT * wording + move - harm, reply.id))
    scored.sort(key=lambda found: (-found[0], found[1]))
    if not scored:
        return None
    best, name = scored[0]
    second = scored[1][0] if len(scored) > 1 else 0.0
    if best < MEANT or (best - second < APART and best < SURELY_MEANT):
        return None
    return Route(name, round(min(1.0, best), 3), tuple(other for score, other in scored[1:] if best - score <= _ALIKE))


def _ranked(heard: Heard, replies: Sequence[Reply], scored: Sequence[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    wording = {i: w for _, w, i in scored}
    fits = [(_moves_fit(heard, r), wording[r.id], r.id) for r in replies if r.id in wording]
    return sorted(fits, key=lambda f: (-f[0], -f[1], f[2]))


def _by_moves_alone(heard: Heard, replies: Sequence[Reply], scored: Sequence[tuple[float, float, str]]) -> bool:
    """Whether moves may decide where wording is thin: heard surely, one reply fits clearly best, and its words are not foreign."""
    if heard.abstained or heard.primary == OTHER:
        return False
    ranked = _ranked(heard, replies, scored)
    clear = len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= 0.25
    return ranked[0][0] >= 0.75 and clear and ranked[0][1] >= CLEAR


def _best_by_moves(heard: Heard, replies: Sequence[Reply], scored: Sequence[tuple[float, float, str]]) -> tuple[str, float]:
    fit, _, reply_id = _ranked(heard, replies, scored)[0]
    return reply_id, ENOUGH * fit
