"""Owns patterns that compile when first used, so that importing hearing costs next to nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator


class Pattern:
    """A regular expression, compiled at its first use."""

    __slots__ = ("_compiled", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._compiled: re.Pattern[str] | None = None

    def _ready(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self.source)
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self._ready().search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self._ready().match(text)

    def within(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Every match inside `text[start:end]`."""
        return self._ready().finditer(text, start, end)

    def each(self, text: str) -> Iterator[re.Match[str]]:
        """Every match in `text`."""
        return self._ready().finditer(text)

    def all(self, text: str) -> list[str]:
        """Every matched string in `text`; the pattern must hold no group."""
        return [match.group() for match in self._ready().finditer(text)]

    def replace(self, text: str, by: Callable[[re.Match[str]], str]) -> str:
        """`text` with every match replaced by what `by` makes of it."""
        return self._ready().sub(by, text)
