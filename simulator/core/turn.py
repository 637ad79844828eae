"""A turn: one trainee utterance with what answered it, as scoring, debrief and every face read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from simulator.core.material import Speech
from simulator.core.moves import Heard, Unit, sure_of
from simulator.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """Line `number` (from 1) of take `take`.

    `text` is what she said: her own words, or the reply's as written; empty for silence. `moves` and `flags` are what counts: as
    written for a choice, as heard for own words. `doors` are the criteria for which something could be shown here.
    Own words that reach the reply that shows one have passed no door, whatever hearing made of them; they are not evidence either.
    """

    take: int
    number: int
    beat: str
    you: str
    to: str
    part: str
    way: str
    text: str
    reply: str = ""
    moves: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    heard: Heard | None = None
    cut: int | None = None
    before: tuple[Speech, ...] = ()
    answer: tuple[Speech, ...] = ()
    after: tuple[Speech, ...] = ()
    """What came next in the scene: the first lines of the beat or ending it led to."""
    shows: Mapping[str, int] = field(default_factory=dict)
    """Evidence as written, of a choice; empty for own words."""
    doors: tuple[str, ...] = ()
    offered: Speech | None = None
    """The last thing the counterpart said before she spoke; a line of narration where nobody has spoken yet."""
    felt: Mapping[str, int] = field(default_factory=dict)
    feelings: Mapping[str, int] = field(default_factory=dict)
    opened: tuple[str, ...] = ()
    turning_point: str = ""
    coach: str = ""
    meant: str = ""
    """The written line that her own words were answered as, which is what `coach` speaks of; empty where she chose a line."""
    aided: bool = False
    confirmed: bool | None = None
    """What she said when asked whether she was heard right; None where nobody asked. A note for her trainer: it never scores."""
    corrected_by: str = ""
    """The trainer whose word on what this line does stands in `moves` and `flags`."""
    at: str = ""
    midway: bool = False
    """Whether the scene began in the middle, with the listening already done, as a drill does."""

    @property
    def own_words(self) -> bool:
        """Whether she typed it herself."""
        return self.heard is not None and self.way == "words"

    @property
    def certain(self) -> bool:
        """Whether what it did is known well enough to be scored; a trainer's word stands above the machine's."""
        return self.heard is None or bool(self.corrected_by) or not self.heard.abstained

    @property
    def unsure(self) -> frozenset[str]:
        """The moves and flags heard in it that are no evidence by themselves; none once a trainer has spoken."""
        return frozenset() if self.heard is None or self.corrected_by else frozenset(self.heard.unsure)

    @property
    def sure_flags(self) -> tuple[str, ...]:
        """Those of its flags that count without a person's word."""
        return sure_of(self.flags, self.unsure)

    @property
    def may_hurt(self) -> bool:
        """Whether harm was heard in it that only a person can be sure of."""
        return "harm" in self.flags and "harm" not in self.sure_flags

    @property
    def units(self) -> tuple[Unit, ...]:
        """The utterances heard in it."""
        return self.heard.units if self.heard else ()

    @property
    def spoken(self) -> str:
        """What of `text` was heard before she was cut off; all of it mostly."""
        return self.text if self.cut is None else self.text[: self.cut]

    @property
    def words(self) -> int:
        """How many words were heard."""
        return len(self.spoken.split())

    @property
    def reaction(self) -> Speech | None:
        """The counterpart's first spoken line in return, else the first line of narration, or None."""
        lines = (*self.answer, *self.after)
        return next((line for line in lines if line.speaker), lines[0] if lines else None)

    def quote(self, moves: frozenset[str] = frozenset()) -> str:
        """The utterances of it that make one of `moves`, else all of it."""
        said = [self.text[unit.start : unit.end].strip() for unit in self.units if unit.move in moves]
        return " … ".join(dict.fromkeys(said)) if said else self.spoken.strip()
