"""Is it good: lint, proof, playthroughs and walkthroughs of content, the author's friend (DESIGN 5)."""

from __future__ import annotations

from simulator.check.checking import Options, check_path, watch
from simulator.check.report import FileReport, render

__all__ = ["FileReport", "Options", "check_path", "render", "watch"]
