"""Owns what every tier of hearing does alike: silence, examples, the primary move, flags and abstaining; a tier only judges the utterances."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar, Protocol

from simulator.core.moves import OTHER, WAIT, Heard, Spoken, Unit
from simulator.hearing.evidence import Gain, carried
from simulator.hearing.examples import Examples
from simulator.hearing.features import Features, Setting, setting, utterance_features
from simulator.hearing.flags import flags_of
from simulator.hearing.segment import Span, segment
from simulator.hearing.words import has_letters

LONGEST = 6_000
"""Characters heard with care; what comes after is cut into utterances and left as `other`. No answer in a scene is so long."""

TAUGHT = 0.95
"""The confidence of a move that a trainer's own example decided."""

# What waits for an answer. A remark made after the question does not take its place.
ASKING = frozenset({
    "pin", "ask_specific", "ask_vague", "agitate", "leading_question", "dig", "open_question", "closed_question", "redirect_include",
    "debrief_prompt", "name_interest",
})  # fmt: skip

Judged = tuple[list[Unit], int, float, tuple[str, ...]]
"""The utterances with their moves, the index of the primary one, how sure that is, 0 to 1, and flags that were learned beside the rules."""


class Hearing(Protocol):
    """Whatever can turn typed words into moves."""

    @property
    def tier(self) -> str:
        """`full` where meaning is heard too, `light` where only wording is."""
        ...

    def listen(self, context: Sequence[Spoken] = (), form: str = "") -> None:
        """Take in the lines that an answer will answer, while it is still to come: then it is heard the sooner."""
        ...

    def hear(self, text: str, context: Sequence[Spoken] = (), form: str = "", language: str = "", expected: Collection[str] = ()) -> Heard:
        """What `text` does, said after `context` in a scenario of this form; `expected` are the moves of the written reply it is like, if it is.

        Pure and deterministic.
        """
        ...

    def explain(self, text: str, heard: Heard, context: Sequence[Spoken] = (), form: str = "") -> Heard:
        """`heard` of `text` with the words that carried each move, and the nearest known example."""
        ...


class Listener(ABC):
    """Hearing but for the judgment of utterances. A trainer's `examples` (move → lines) decide the move of lines near to them."""

    tier: ClassVar[str]

    def __init__(self, examples: Mapping[str, Sequence[str]] | None = None) -> None:
        self._examples = Examples(examples or {})
        self._lines = {move: tuple(lines) for move, lines in (examples or {}).items()}

    @property
    @abstractmethod
    def threshold(self) -> float:
        """Below this sureness it abstains."""

    def threshold_of(self, text: str) -> float:
        """The same for `text`, where how it is typed matters."""
        return self.threshold

    def listen(self, context: Sequence[Spoken] = (), form: str = "") -> None:
        """Take in the lines that an answer will answer, while it is still to come."""
        setting(context, form)

    def cut(self, text: str, where: Setting) -> list[Span]:
        """The utterances of `text`, in order."""
        return segment(text)

    @abstractmethod
    def judge(self, text: str, spans: Sequence[Span], fixed: Mapping[int, str], where: Setting, expected: Collection[str] = ()) -> Judged:
        """The move of each of `spans` of `text`; `fixed` gives those that examples have decided, by index, `expected` moves that are likelier here."""

    @property
    def weak(self) -> frozenset[str]:
        """Moves that are heard right too seldom to be evidence by themselves."""
        return frozenset()

    def features(self, texts: Sequence[str], index: int, where: Setting) -> Features:
        """What the head over utterances sees of utterance `index` of `texts`."""
        return utterance_features(texts, index, where)

    @abstractmethod
    def gains(self, text: str, spans: Sequence[Span], where: Setting) -> Callable[[int, str], Gain]:
        """For the utterance number `index` of `spans` and a move: what each feature adds to that move over its nearest rival."""

    @abstractmethod
    def nearest_example(self, line: str, move: str) -> str:
        """The known example of `move` that is most like `line`, or ""."""

    def explain(self, text: str, heard: Heard, context: Sequence[Spoken] = (), form: str = "") -> Heard:
        """`heard` of `text` with the words that carried each move, and the nearest known example of it."""
        where = setting(context, form)
        spans = [span for span in self.cut(text, where) if span[1] <= LONGEST]
        texts = [text[a:b] for a, b in spans]
        gains = self.gains(text, spans, where) if spans else None
        units = []
        for unit in heard.units:
            marked: list[Span] = []
            if gains is not None and unit.move != OTHER:
                for index, (a, b) in enumerate(spans):
                    if unit.start <= a and b <= unit.end:
                        marked += carried(text, a, b, self.features(texts, index, where), gains(index, unit.move))
            like = self.nearest_example(text[unit.start : unit.end], unit.move) if unit.move != OTHER else ""
            units.append(replace(unit, words=tuple(marked), like=like))
        return replace(heard, units=tuple(units))

    def hear(self, text: str, context: Sequence[Spoken] = (), form: str = "", language: str = "", expected: Collection[str] = ()) -> Heard:
        """What `text` does. `language` is only a hint and changes nothing here: both languages are always listened for."""
        if not text.strip():
            return Heard(moves=(WAIT,), primary=WAIT)
        if not has_letters(text):
            return Heard(units=tuple(Unit(a, b, OTHER, 0.0) for a, b in segment(text)), abstained=True)
        where = setting(context, form)
        spans = self.cut(text, where)
        taught = self._examples.places(text, [span for span in spans if span[1] <= LONGEST] or [(spans[0][0], LONGEST)])
        units, at, sure, learned = self.judge(text, taught.spans, taught.moves, where, expected)
        primary = units[at].move
        threshold = self.threshold_of(text)
        units += [Unit(a, b, OTHER, 0.0) for a, b in spans if a >= units[-1].end]
        flags, doubted = flags_of(text, units, where, context, learned)
        return Heard(
            units=tuple(units),
            moves=tuple(dict.fromkeys(u.move for u in units if u.move != OTHER)),
            primary=primary,
            flags=flags,
            abstained=sure < threshold,
            unsure=(
                *dict.fromkeys(u.move for u in units if u.move in self.weak or (u.move != OTHER and u.confidence < threshold)),
                *doubted,
            ),
        )


def primary_of(moves: Sequence[str]) -> int:
    """Which utterance must be responded to: the last that asks for something, else the last that does anything, else the last."""
    acting = [i for i, move in enumerate(moves) if move != OTHER]
    asking = [i for i in acting if moves[i] in ASKING]
    return (asking or acting or [len(moves) - 1])[-1]
