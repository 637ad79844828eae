"""uvicorn as we want it: patient for ten seconds, and no business of its own with signals."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from simulator.live.guard import LARGEST, PATIENCE


class PatientProtocol(H11Protocol):
    """Closes a connection whose request is not whole after ten seconds; uvicorn by itself waits for ever."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # narrower as upstream
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop()
        elif self._deadline is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._stop()
        self._deadline = self.loop.call_later(PATIENCE, self._close)

    def _stop(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close(self) -> None:
        self._deadline = None
        if (self.cycle is None or self.cycle.response_complete) and not self.transport.is_closing():
            self.transport.close()


class Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to the app or the verb around it."""
        yield


def server(app: ASGIApp) -> Server:
    """A server for `app` that says nothing, not even its name."""
    return Server(uvicorn.Config(
        app, loop="asyncio", http=PatientProtocol, ws="none", lifespan="off", log_config=None, access_log=False, server_header=False, date_header=False,
        proxy_headers=False, timeout_keep_alive=15, timeout_graceful_shutdown=2, h11_max_incomplete_event_size=LARGEST, backlog=2048,
    ))  # fmt: skip
