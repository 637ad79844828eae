"""The server itself: a port on every address of this laptop, in whatever loop is running, with the patience of somebody who has other guests."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING

from simulator.core.records import dataclass
from simulator.live.addresses import addresses, names
from simulator.play.hall import Hall

if TYPE_CHECKING:
    from simulator.live.app import Site
    from simulator.live.protocol import Server

PORT = 8765
TRIES = 20
FILES = 4096
"""Connections at once; macOS gives 256 unasked."""


class NoPort(OSError):
    """No port could be had; `port` is the one that was wanted."""

    def __init__(self, port: int, why: str) -> None:
        super().__init__(f"port {port}: {why}")
        self.port, self.why = port, why


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
        self.site: Site | None = None
        self._server: Server | None = None
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
        return tuple(self.site.reached) if self.site is not None else ()

    async def start(self) -> None:
        """Serve from now on, in the running loop."""
        _raise_limit()
        self.socket.set_inheritable(False)
        server, self.site = await asyncio.to_thread(self._made)
        self._server = server
        self._task = asyncio.create_task(server.serve(sockets=[self.socket]))
        while not server.started and not self._task.done():
            await asyncio.sleep(0.005)

    def _made(self) -> tuple[Server, Site]:
        """The web's libraries take a tenth of a second to load: not before the square is on the screen, nor while it is drawn."""
        from simulator.live.app import Site
        from simulator.live.protocol import server

        site = Site(self.hall, self.address, self.hosts)
        return server(site.asgi()), site

    async def stop(self) -> None:
        """Let everybody go and give the port back."""
        if self.site is not None:
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
