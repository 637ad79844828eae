"""Keep what is being typed, all the time, without making the typist wait for the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable


class DraftKeeper:
    """Writes the newest text as soon as the disk is free; what is typed meanwhile waits and only its last state is written."""

    def __init__(self, save: Callable[[str], None]) -> None:
        """`save` writes a text durably; it is called from another thread."""
        self._save = save
        self._wake = threading.Condition()
        self._text: str | None = None
        self._busy = False
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="drafts", daemon=True)
        self._thread.start()

    def keep(self, text: str) -> None:
        """Remember `text` as what is typed now."""
        with self._wake:
            self._text = text
            self._wake.notify_all()

    def forget(self) -> None:
        """Drop what is not written yet and wait for what is being written: it has been said."""
        with self._wake:
            self._text = None
            self._wake.wait_for(lambda: not self._busy)

    def close(self) -> None:
        """Write what is left and stop."""
        with self._wake:
            self._closed = True
            self._wake.notify_all()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._text is not None or self._closed)
                if self._text is None:
                    return
                text, self._text, self._busy = self._text, None, True
            try:
                self._save(text)
            finally:
                with self._wake:
                    self._busy = False
                    self._wake.notify_all()
