"""Everything a run is played with, compiled: scenario, rubric, codebook, reactions, translations, and its words in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field

from simulator.core.moves import Codebook
from simulator.core.records import dataclass
from simulator.core.rubric import Rubric
from simulator.core.scenario import Line, Reactions, Scenario, Translation

_LABEL = re.compile(r"[^\s:][^:]{0,60}:\s+")


@dataclass(frozen=True, slots=True)
class Speech:
    """One line as it is shown: who says it (a name; empty for narration), the words, and the same line in the reader's language or ""."""

    speaker: str
    text: str
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """A scenario with all it is played with."""

    scenario: Scenario
    rubric: Rubric
    codebook: Codebook
    reactions: Reactions = field(default_factory=dict)
    translations: Mapping[str, Translation] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it can be read in, its own first."""
        return (self.scenario.language, *sorted(self.translations))

    def words(self, address: str, own: str, language: str) -> str:
        """The text at `address` in `language`, or `own` where it is not translated."""
        translation = self.translations.get(language)
        return (translation.strings.get(address) if translation else None) or own

    def speech(self, lines: Iterable[Line], address: str, language: str) -> tuple[Speech, ...]:
        """`lines` as shown to a reader of `language`, each with its translation from `address` beneath it."""
        scenario, translation = self.scenario, self.translations.get(language)
        under = [line for line in translation.lines(address) if line.strip()] if translation else []
        shown = []
        for number, line in enumerate(lines):
            below = under[number].strip() if number < len(under) else ""
            if line.speaker and below:
                below = _LABEL.sub("", below, count=1)
            shown.append(Speech(self.name(line.speaker, scenario.language) if line.speaker else "", line.text, below))
        return tuple(shown)

    def name(self, person: str, language: str) -> str:
        """How `person` of the cast is called."""
        cast = self.scenario.cast.get(person)
        return self.words(f"cast.{person}.name", cast.name if cast else person, language)
