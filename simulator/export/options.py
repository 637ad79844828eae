"""What an export may be asked for, and how it is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from simulator.core.records import dataclass

Reader = Literal["trainee", "trainer", "facilitator", "peer", "counterpart", "teaching"]
READERS: tuple[Reader, ...] = ("trainee", "trainer", "facilitator", "peer", "counterpart", "teaching")
"""For whom an export is made: what it holds depends on it (DESIGN 8). `teaching` is for anybody: without names, marks and what others said."""

Code = Literal[
    "unknown-format", "unknown-reader", "template", "template-limits", "template-folder", "not-installed", "cannot-draw", "no-network"
]


class ExportError(Exception):
    """An export that cannot be made. `code` is permanent; `message` says what is wrong, `hint` what to do; `file` and `line` where."""

    def __init__(self, code: Code, message: str, hint: str = "", file: str = "", line: int = 0) -> None:
        self.code: Code = code
        self.message = message
        self.hint = hint
        self.file = file
        self.line = line
        where = f"{file}, line {line}: " if line else f"{file}: " if file else ""
        super().__init__(f"{where}{message}" + (f" {hint}" if hint else ""))


@dataclass(frozen=True, slots=True)
class Options:
    """For whom (a role, and a name where several hold it), with or without levels, and the folder of templates laid over ours (None: ours alone)."""

    reader: Reader = "trainee"
    include_levels: bool = False
    templates: Path | None = None
    person: str = ""
    dates: tuple[tuple[str, str], ...] = ()
    """When to practise what again: criterion and day (ISO 8601). They come from all her runs, so they stand in a document only when asked for."""
    account: str = ""
    """An opaque name for the one who practised, the same in all her runs on this computer; "" gives each run one of its own."""
