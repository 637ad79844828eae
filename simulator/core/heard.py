"""What was heard in a typed line, as every face shows it: each act with the words that carried it, in order."""

from __future__ import annotations

from simulator.core.moves import OTHER
from simulator.core.records import dataclass
from simulator.core.turn import Turn


@dataclass(frozen=True, slots=True)
class Act:
    """One utterance of a line that makes a move: its text in `parts` (each with whether those words carried the move), and a known example like it."""

    move: str
    parts: tuple[tuple[str, bool], ...]
    like: str = ""

    @property
    def text(self) -> str:
        """The whole utterance."""
        return "".join(text for text, _ in self.parts)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that carried the move."""
        return tuple(text for text, carried in self.parts if carried)


def acts(turn: Turn) -> tuple[Act, ...]:
    """The acts heard in a line of her own words; none where it was chosen, or where nothing was heard in it."""
    if not turn.own_words:
        return ()
    found = []
    for unit in turn.units:
        if unit.move == OTHER or unit.start >= len(turn.spoken):
            continue
        end = min(unit.end, len(turn.spoken))
        parts: list[tuple[str, bool]] = []
        at = unit.start
        for a, b in unit.words:
            if at <= a < b <= end:
                parts += [(turn.text[at:a], False), (turn.text[a:b], True)]
                at = b
        parts.append((turn.text[at:end], False))
        found.append(Act(unit.move, tuple((text, carried) for text, carried in parts if text), unit.like))
    return tuple(found)
