"""Save a transcript from the app into the person's folder of exports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.play.practice import Practice
from simulator.play.progress import levels_due
from simulator.store.paths import exports, home

if TYPE_CHECKING:
    from simulator.tui.screens.base import SimulatorScreen


def save_transcript(practice: Practice, language: str, levels: bool, to: str = "html") -> Path:
    """Write the run as a document and return where it lies. A second save of the same run replaces the first. Raises OSError."""
    from simulator.export import export, suggested_name  # templates that opening the app need not pay for

    transcript = practice.transcript(language)
    templates = home() / "templates"
    data = export(transcript, to, include_levels=levels, templates=templates if templates.is_dir() else None)
    folder = exports()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / suggested_name(transcript, to)
    path.write_bytes(data)
    return path


def save_and_tell(screen: SimulatorScreen, practice: Practice) -> None:
    """The same, and say where it lies or why it could not be written."""
    try:
        path = save_transcript(practice, screen.sim.language, levels_due(screen.sim.store))
    except OSError as error:
        return screen.tell_trouble(screen.voice("not-saved", problem=error.strerror or error))
    return screen.notify(screen.voice("saved", path=path), markup=False, timeout=10)
