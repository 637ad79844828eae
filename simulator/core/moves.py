"""What an utterance does: the moves and flags of the codebook, and what was heard in a typed answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from simulator.core.records import dataclass

MOVES: tuple[str, ...] = (
    "open_question", "dig", "closed_question", "leading_question", "reflect", "affirm", "self_share",
    "name_interest", "agitate", "pitch", "fix", "data_point", "ask_specific", "ask_vague", "next_step",
    "manage", "redirect_include", "pin", "concede", "debrief_prompt",
)  # fmt: skip
"""The twenty moves of DOMAIN 4.2, in its order."""

WAIT = "wait"
"""Saying nothing, on purpose."""

OTHER = "other"
"""An utterance that is none of the twenty."""

FLAGS: tuple[str, ...] = ("harm", "answers-for", "jargon", "deficit", "invented", "empty", "stacked", "self-answered")
"""Overlays on any move (DOMAIN 4.4); `answers-for` and `invented` are what caps of DOMAIN 3 look at."""

PARTS: tuple[str, ...] = ("parent", "official", "leader", "reporter", "stakeholder", "group", "bystander")
"""What a counterpart is to the organizer; chooses her reaction table (DOMAIN 7.1)."""

FORMS: tuple[str, ...] = (
    "one_to_one", "house_meeting", "research_meeting", "action", "evaluation", "strategy_cut", "plt_coaching",
    "data_case", "public_arena",
)  # fmt: skip
"""The nine forms of DOMAIN 0.1."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One utterance inside a typed answer: `text[start:end]`, the move it makes, and how sure hearing is (0 to 1).

    Where it was asked why: `words` are the stretches of the text that spoke most for the move, `like` the nearest known example of it.
    """

    start: int
    end: int
    move: str
    confidence: float
    words: tuple[tuple[int, int], ...] = ()
    like: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What hearing made of one typed answer.

    `moves` holds the distinct moves in order of appearance, `primary` the one the counterpart must respond to (normally the last).
    `abstained` says that hearing is not sure enough for anything to be scored; the best guess is given all the same.
    """

    units: tuple[Unit, ...] = ()
    moves: tuple[str, ...] = ()
    primary: str = OTHER
    flags: tuple[str, ...] = ()
    abstained: bool = False
    unsure: tuple[str, ...] = ()
    """Those of `moves` that are no evidence by themselves, heard with too little confidence here or known to be heard wrong too often; and those of
    `flags` that only a person can be sure of."""

    @property
    def sure_flags(self) -> tuple[str, ...]:
        """The flags that count without a person's word."""
        return sure_of(self.flags, self.unsure)


def sure_of(flags: Iterable[str], unsure: Collection[str]) -> tuple[str, ...]:
    """`flags` less those that only a person can be sure of."""
    return tuple(flag for flag in flags if flag not in unsure)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line somebody said before the answer: context for hearing."""

    who: str
    says: str


@dataclass(frozen=True, slots=True)
class Move:
    """A move or a flag of the codebook, in every language it is written in (`en`, `es`)."""

    id: str
    name: Mapping[str, str]
    definition: Mapping[str, str]
    rule: Mapping[str, str]
    plain: Mapping[str, str]
    examples: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Codebook:
    """The moves and flags by id, as read from `rubrics/moves.yaml`."""

    moves: Mapping[str, Move]
    flags: Mapping[str, Move]

    @property
    def lines(self) -> dict[str, tuple[str, ...]]:
        """The example lines of each move, every language together."""
        return {move.id: tuple(line for lines in move.examples.values() for line in lines) for move in self.moves.values()}


def heard_to_data(heard: Heard) -> dict[str, Any]:
    """`heard` as JSON-able data; units are `[start, end, move, confidence]`, and `[[start, end], …]` and an example where they are explained."""
    return {
        "units": [_unit_to_data(unit) for unit in heard.units],
        "moves": list(heard.moves), "primary": heard.primary, "flags": list(heard.flags), "abstained": heard.abstained,
        **({"unsure": list(heard.unsure)} if heard.unsure else {}),
    }  # fmt: skip


def _unit_to_data(unit: Unit) -> list[Any]:
    data: list[Any] = [unit.start, unit.end, unit.move, round(unit.confidence, 4)]
    return [*data, [list(span) for span in unit.words], unit.like] if unit.words or unit.like else data


def heard_from_data(data: Mapping[str, Any]) -> Heard:
    """The opposite of `heard_to_data`."""
    units = tuple(_unit_from_data(*unit) for unit in data["units"])
    return Heard(units, tuple(data["moves"]), data["primary"], tuple(data["flags"]), data["abstained"], tuple(data.get("unsure", ())))


def _unit_from_data(start: int, end: int, move: str, confidence: float, words: Sequence[Sequence[int]] = (), like: str = "") -> Unit:
    return Unit(start, end, move, confidence, tuple((a, b) for a, b in words), like)
