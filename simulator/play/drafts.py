"""Keep what is being typed, all the time, without making the typist wait for the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable

DEBRIEF_SLOT = "debrief."
"""Drafts of debriefs are kept under `debrief.<take>.<page>`; the page that is open under `debrief.<take>.at`."""
Save = Callable[[str, str], None]
"""`save(slot, text)` writes what stands in a field durably; "" drops it. It is called from another thread."""


class DraftKeeper:
    """Writes the newest text of each field as soon as the disk is free; of what is typed meanwhile only the last state is written.

    Where a write fails, `trouble` is told (from the other thread) and the next keystroke tries again.
    """

    def __init__(self, save: Save, trouble: Callable[[Exception], None] = lambda error: None) -> None:
        self._save = save
        self._trouble = trouble
        self._wake = threading.Condition()
        self._waiting: dict[str, str] = {}
        self._busy = False
        self._closed = False
        self._thread: threading.Thread | None = None

    def keep(self, slot: str, text: str) -> None:
        """Remember `text` as what stands in the field `slot` now."""
        with self._wake:
            if self._closed:
                return
            self._waiting[slot] = text
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="drafts", daemon=True)
                self._thread.start()
            self._wake.notify_all()

    def forget(self) -> None:
        """Drop what is not written yet and wait for what is being written: it has been said."""
        with self._wake:
            self._waiting.clear()
            self._wake.wait_for(lambda: not self._busy)

    def close(self) -> None:
        """Write what is left and stop; nothing is kept afterwards."""
        with self._wake:
            self._closed = True
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: bool(self._waiting) or self._closed)
                if not self._waiting:
                    return
                waiting, self._waiting, self._busy = self._waiting, {}, True
            try:
                for slot, text in waiting.items():
                    self._save(slot, text)
            except Exception as error:
                self._trouble(error)
            finally:
                with self._wake:
                    self._busy = False
                    self._wake.notify_all()
