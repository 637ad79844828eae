"""A finding about a scenario before it has a line: what is wrong at which address."""

from __future__ import annotations

from simulator.core.diagnostics import Severity
from simulator.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`address` names the place in the file, as `beats.door.replies.pitch.then`; `offset` counts characters into its text, -1 for its key."""

    code: str
    severity: Severity
    address: str
    message: str
    hint: str = ""
    offset: int = -1
