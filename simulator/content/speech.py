"""Who speaks in a line of a scene: names at its start, whole or in part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations

_SPEECH = re.compile(r"((?:[A-ZÁÉÍÓÚÑÜ][\w'’.-]*)(?: [A-ZÁÉÍÓÚÑÜ][\w'’.-]*){0,2}):(?:\s+(.*)|)$")


class Speakers:
    """Who answers to a name at the start of a line: whole names and unambiguous parts of them."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """`names` maps cast ids to full names."""
        self._by_label: dict[str, set[str]] = {}
        for person, name in names.items():
            words = name.split()
            labels = {" ".join(words[i:j]) for i, j in combinations(range(len(words) + 1), 2)} | {person}
            for label in labels:
                self._by_label.setdefault(label.casefold(), set()).add(person)
        self.names = tuple(names.values())

    def who(self, label: str) -> frozenset[str]:
        """The ids that answer to `label`: none, one, or several."""
        return frozenset(self._by_label.get(label.casefold(), ()))


def split_speech(line: str) -> tuple[str, str]:
    """`Rosario: Todo bien.` as (label, words); ("", line) for narration."""
    match = _SPEECH.match(line)
    return (match[1], match[2] or "") if match else ("", line)
