"""What an export says itself: both languages, the same places, nothing that is never said."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from simulator.export.documents import OURS
from simulator.phrases import LANGUAGES
from simulator.phrases.export import EXPORT

BY_NAME = ("critique.", "role.", "note.", "mode.", "felt.", "consent.", "left-out.", "legend.")
"""Families that are looked up by an id of the run's."""


@pytest.mark.parametrize("phrase", sorted(EXPORT))
def test_a_phrase_is_in_both_languages_with_the_same_places(phrase: str) -> None:
    assert set(EXPORT[phrase]) == set(LANGUAGES)
    places = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in EXPORT[phrase].values()]
    assert places[0] == places[1]


def test_every_phrase_is_said_somewhere() -> None:
    files = [*OURS.glob("*.j2"), *OURS.parent.glob("*.py")]
    told = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert [p for p in EXPORT if not p.startswith(BY_NAME) and f'"{p}"' not in told] == []


def test_every_template_is_small_enough_to_read() -> None:
    assert all(len(Path(path).read_text(encoding="utf-8").splitlines()) < 400 for path in OURS.rglob("*.*"))
