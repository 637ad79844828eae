"""What is wrong in a file, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from simulator.core.records import dataclass

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file; `line` and `column` count from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about a file. `code` is permanent and has a page in `docs/diagnostics/`."""

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str = ""

    def __lt__(self, other: Diagnostic) -> bool:
        """Findings are told in the order of their files and lines."""
        return self._order < other._order

    @property
    def _order(self) -> tuple[str, int, int, str, str, str, str]:
        return (self.file, self.line, self.column, self.code, self.severity, self.message, self.hint)

    def __str__(self) -> str:
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.severity} {self.code}: {self.message}{hint}"


class ContentError(Exception):
    """Content that cannot be used; carries every diagnostic found (at least one error)."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(d) for d in self.diagnostics if d.severity == "error"))
