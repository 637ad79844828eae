"""Save a transcript from the app into the person's folder of exports."""

from __future__ import annotations

from pathlib import Path

from simulator.export import export, suggested_name
from simulator.play.practice import Practice
from simulator.store.paths import exports, home


def save_transcript(practice: Practice, language: str, levels: bool, to: str = "html") -> Path:
    """Write the run as a document and return where it lies. A second save of the same run replaces the first."""
    transcript = practice.transcript(language)
    templates = home() / "templates"
    data = export(transcript, to, include_levels=levels, templates=templates if templates.is_dir() else None)
    folder = exports()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / suggested_name(transcript, to)
    path.write_bytes(data)
    return path
