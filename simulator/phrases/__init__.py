"""What the program itself says, in English and Spanish: one table a face, both languages of a phrase under each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Table = Mapping[str, Mapping[str, str]]
"""Phrase id → language → text with `{named}` places."""

LANGUAGES = ("en", "es")
Voice = Callable[..., str]
"""`voice("kept", run=…)` gives the phrase in the voice's language."""


def voice(language: str, *tables: Table) -> Voice:
    """A voice that speaks `language` from `tables`, later ones over earlier; an unknown language speaks English. It raises KeyError for an unknown phrase."""
    known: dict[str, Mapping[str, str]] = {}
    for table in tables:
        known.update(table)
    chosen = language if language in LANGUAGES else LANGUAGES[0]

    def speak(phrase: str, **values: object) -> str:
        text = known[phrase][chosen]
        return text.format(**values) if values else text

    return speak
