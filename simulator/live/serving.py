"""The server itself: a port on every address of this laptop, in whatever loop is running, with the patience of somebody who has other guests."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from simulator.live.addresses import addresses, names
from simulator.live.app import Site
from simulator.live.guard import LARGEST, PATIENCE
from simulator.play.hall import Hall

PORT = 8765
TRIES = 20
FILES = 4096
"""Connections at once; macOS gives 256 unasked."""


class NoPort(OSError):
    """No port could be had; `port` is the one that was wanted."""

    def __init__(self, port: int, why: str) -> None:
        super().__init__(f"port {port}: {why}")
        self.port, self.why = port, why


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


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to the app or the verb around it."""
        yield


@dataclass(frozen=True, slots=True)
class Doors:
    """Where the room is to be reached: `address` for the wall, `others` should that one not work, with `port`; empty `address`: on no network."""

    port: int
    address: str
    others: tuple[str, ...]


class RoomServer:
    """Serves one hall."""

    def __init__(self, hall: Hall, *, host: str = "", port: int = 0) -> None:
        """`host` "" listens on every address; `port` 0 takes the one of before, else 8765 or the next that is free. Raises NoPort."""
        self.hall, self.host = hall, host
        kept = hall.secrets.get("port", "")
        self.socket = _listening(host, port, int(kept) if kept.isdigit() else PORT)
        self.port: int = self.socket.getsockname()[1]
        if hall.secrets.get("port") != str(self.port):
            hall.secrets["port"] = str(self.port)
            hall.keep()
        self._known: tuple[str, ...] = ()
        self.look_again()
        self.site = Site(hall, self.address, self.hosts)
        self._server: _Server | None = None
        self._task: asyncio.Task[None] | None = None

    def look_again(self) -> bool:
        """Look which addresses this laptop has now; whether they are others than before."""
        found = (self.host,) if self.host and self.host != "0.0.0.0" else addresses()
        changed, self._known = found != self._known, found
        self._hosts = frozenset(f"{name}:{self.port}" for name in (*found, *names()))
        return changed

    @property
    def doors(self) -> Doors:
        """Where a phone reaches this laptop now."""
        found = [f"http://{ip}:{self.port}" for ip in self._known]
        return Doors(self.port, found[0] if found else "", tuple(found[1:]))

    def address(self) -> str:
        """The address on the wall; the laptop's own where it is on no network."""
        return self.doors.address or f"http://127.0.0.1:{self.port}"

    def hosts(self) -> frozenset[str]:
        """The Host values that are ours."""
        return self._hosts

    @property
    def join_url(self) -> str:
        """What the QR says."""
        return f"{self.address()}/j/{self.hall.key}"

    @property
    def projector_url(self) -> str:
        """The projector's address; opened on this laptop it needs no network."""
        return f"http://127.0.0.1:{self.port}/projector/{self.hall.secrets['projector']}"

    @property
    def console_url(self) -> str:
        """The address for the facilitator's own phone."""
        return f"{self.address()}/console/{self.hall.secrets['console']}"

    @property
    def reached(self) -> tuple[str, ...]:
        """The phones that have asked whether they reach this laptop."""
        return tuple(self.site.reached)

    async def start(self) -> None:
        """Serve from now on, in the running loop."""
        _raise_limit()
        self.socket.set_inheritable(False)
        config = uvicorn.Config(
            self.site.asgi(), loop="asyncio", http=PatientProtocol, ws="none", lifespan="off", log_config=None, access_log=False, server_header=False,
            date_header=False, proxy_headers=False, timeout_keep_alive=15, timeout_graceful_shutdown=2, h11_max_incomplete_event_size=LARGEST, backlog=2048,
        )  # fmt: skip
        self._server = _Server(config)
        self._task = asyncio.create_task(self._server.serve(sockets=[self.socket]))
        while not self._server.started and not self._task.done():
            await asyncio.sleep(0.005)

    async def stop(self) -> None:
        """Let everybody go and give the port back."""
        self.site.close()
        if self._server is not None and self._task is not None:
            self._server.should_exit = True
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        self.socket.close()


def _listening(host: str, port: int, wanted: int) -> socket.socket:
    tries = [port] if port else [wanted, *(PORT + n for n in range(TRIES)), 0]
    why = ""
    for number in tries:
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if hasattr(socket, "SO_REUSEADDR") and not hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host or "0.0.0.0", number))
            listening.listen(2048)
            return listening
        except (OSError, OverflowError) as error:
            listening.close()
            why = getattr(error, "strerror", "") or str(error)
    raise NoPort(port or wanted, why)


def _raise_limit() -> None:
    try:
        import resource
    except ImportError:
        return  # Windows has no such limit
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
