"""Owns hearing a typed answer: utterances, their moves, the primary move, flags, and whether to abstain; behind one small protocol."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

from simulator.core.moves import OTHER, WAIT, Heard, Spoken, Unit
from simulator.hearing.examples import Examples
from simulator.hearing.features import Setting, setting, turn_features, utterance_features
from simulator.hearing.flags import flags_of
from simulator.hearing.model import Heads, shipped_heads, softmax
from simulator.hearing.segment import segment
from simulator.hearing.words import has_letters

LONGEST = 6_000
"""Characters heard with care; what comes after is cut into utterances and left as `other`. No answer in a scene is so long."""


TAUGHT = 0.95
"""The confidence of a move that a trainer's own example decided."""

# What waits for an answer. A remark made after the question does not take its place.
_ASKING = frozenset({
    "pin", "ask_specific", "ask_vague", "agitate", "leading_question", "dig", "open_question", "closed_question", "redirect_include",
    "debrief_prompt", "name_interest",
})  # fmt: skip


class Hearing(Protocol):
    """Whatever can turn typed words into moves. The light tier below is one; a later one may look inside quite different."""

    def hear(self, text: str, context: Sequence[Spoken] = (), form: str = "", language: str = "") -> Heard:
        """What `text` does, said after `context` in a scenario of this form. Pure and deterministic."""
        ...


class LightHearing:
    """Hearing by cues and linear heads over words. A trainer's `examples` (move → lines) decide the move of lines near to them."""

    def __init__(self, examples: Mapping[str, Sequence[str]] | None = None, heads: Heads | None = None) -> None:
        self._examples = Examples(examples or {})
        self._given = heads

    @property
    def _heads(self) -> Heads:
        return self._given if self._given is not None else shipped_heads()

    def hear(self, text: str, context: Sequence[Spoken] = (), form: str = "", language: str = "") -> Heard:
        """What `text` does. `language` is only a hint and changes nothing here: both languages are always listened for."""
        if not text.strip():
            return Heard(moves=(WAIT,), primary=WAIT)
        spans = segment(text)
        if not has_letters(text):
            return Heard(units=tuple(Unit(a, b, OTHER, 0.0) for a, b in spans), abstained=True)
        where = setting(context, form)
        near = [span for span in spans if span[1] <= LONGEST] or [(spans[0][0], LONGEST)]
        units, primary, sure = self._near(text, near, where)
        units += [Unit(a, b, OTHER, 0.0) for a, b in spans if a >= units[-1].end]
        moves = tuple(dict.fromkeys(u.move for u in units if u.move != OTHER))
        return Heard(
            units=tuple(units),
            moves=moves,
            primary=primary,
            flags=flags_of(text, units, where, context),
            abstained=sure < self._heads.threshold,
        )

    def _near(self, text: str, spans: Sequence[tuple[int, int]], where: Setting) -> tuple[list[Unit], str, float]:
        """The units of the part of `text` that is heard with care, the primary move, and how sure that is before calibration."""
        taught = self._examples.places(text, spans)
        spans, fixed = taught.spans, taught.moves
        heads = self._heads
        texts = [text[a:b] for a, b in spans]
        turn = heads.turn.scores(turn_features(text[: spans[-1][1]], texts, where))
        units: list[Unit] = []
        raw: list[float] = []
        for index, (start, end) in enumerate(spans):
            scores = heads.unit.scores(utterance_features(texts, index, where))
            joined = [s + heads.joined * t for s, t in zip(scores, turn, strict=False)] + [scores[-1] + heads.other]
            share = softmax(joined)
            best = max(range(len(share)), key=share.__getitem__)
            if index in fixed:
                units.append(Unit(start, end, fixed[index], TAUGHT))
                raw.append(1.0)
            else:
                units.append(Unit(start, end, heads.unit.names[best], round(heads.confidence(share[best]), 3)))
                raw.append(share[best])
        at = _primary(units)
        return units, units[at].move, raw[at]


def _primary(units: Sequence[Unit]) -> int:
    """Which unit must be responded to: the last that asks for something, else the last that does anything, else the last."""
    acting = [i for i, unit in enumerate(units) if unit.move != OTHER]
    asking = [i for i in acting if units[i].move in _ASKING]
    return (asking or acting or [len(units) - 1])[-1]


@cache
def default_hearing() -> Hearing:
    """The hearing that a program uses unless told otherwise; made once."""
    return LightHearing()


def hear(text: str, context: Sequence[Spoken] = (), form: str = "", language: str = "") -> Heard:
    """`default_hearing().hear(…)`."""
    return default_hearing().hear(text, context, form, language)
