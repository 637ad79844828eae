"""Transcripts of many runs, one after another: content is compiled once for all runs that were played with it."""

from __future__ import annotations

from functools import lru_cache

from simulator.content.catalogue import Texts, compile_material
from simulator.core.material import Material
from simulator.core.transcript import Transcript, transcript
from simulator.store.interface import Store

KEPT = 4
"""Compiled scenarios kept at hand; memory does not grow with the number of runs."""


class Transcripts:
    """The runs of one store, to be read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._material = lru_cache(maxsize=KEPT)(self._compiled)

    def of(self, run: str, language: str = "") -> Transcript:
        """The transcript of `run`, to be read in `language` (default: the run's own). Raises KeyError where there is no such run."""
        events = self._store.events(run)
        if not events:
            raise KeyError(run)
        return transcript(events, self._material(tuple(sorted(events[0].data["content"].items()))), language)

    def _compiled(self, content: tuple[tuple[str, str], ...]) -> Material:
        return compile_material(Texts({part: self._store.text(sha) for part, sha in content})).material
