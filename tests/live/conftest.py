"""A hall on a real port, served from a thread of its own, and phones that talk to it as browsers do."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from simulator.live import serving
from simulator.live.serving import RoomServer
from simulator.play.hall import Hall
from simulator.play.room import Options, Room
from simulator.store.interface import Store
from simulator.store.opening import open_store
from tests.porch import porch


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Phone:
    """A browser: keeps cookies, sends Host and Origin, does not follow redirects by itself."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    host: str = ""
    origin: str = ""
    count: int = 0

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        own = self.host or f"127.0.0.1:{self.port}"
        sent = {"Host": own, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if method == "POST":
            sent["Origin"] = self.origin or f"http://{own}"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in sent.items():
                if value:
                    line.putheader(name, value)
            if body is not None:
                line.putheader("Content-Length", str(len(body)))
            line.endheaders(body)
            back = line.getresponse()
            answer = Answer(back.status, {k.casefold(): v for k, v in back.getheaders()}, back.read().decode())
            for cookie in back.headers.get_all("set-cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer
        finally:
            line.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def form(self, path: str, **fields: str) -> Answer:
        return self.ask("POST", path, urlencode(fields).encode(), Content_Type="application/x-www-form-urlencoded")

    def send(self, **fields: object) -> Answer:
        """As the script does: JSON to `/say`, with an id of its own unless one is given."""
        self.count += 1
        return self.ask(
            "POST", "/say", json.dumps({"id": f"client-id-{id(self)}-{self.count}", **fields}).encode(), Content_Type="application/json"
        )

    def come_in(self, code: str, name: str, language: str = "en", **more: str) -> Answer:
        """Join by the typed code."""
        return self.form("/join", code=code, name=name, language=language, **more)


@dataclass
class Live:
    """The hall, its server, and how to get a phone."""

    hall: Hall
    server: RoomServer

    @property
    def room(self) -> Room:
        return self.hall.first

    @property
    def port(self) -> int:
        return self.server.port

    def stranger(self) -> Phone:
        return Phone(self.port)

    def phone(self, name: str, language: str = "en") -> Phone:
        phone = Phone(self.port)
        answer = phone.form("/join", key=self.hall.key, name=name, language=language)
        assert answer.status == 303, answer
        return phone

    def person(self, name: str) -> str:
        return self.room.person(name)

    def console(self) -> Phone:
        phone = Phone(self.port)
        assert phone.form("/console", pin=self.hall.secrets["pin"]).status == 303
        return phone


@pytest.fixture(autouse=True)
def ports_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests run beside each other must not take a port between one server and its return."""
    monkeypatch.setattr(serving, "PORT", 20_000 + os.getpid() % 9_000)


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store() as kept:
        yield kept


@pytest.fixture
def serve(store: Store) -> Iterator[Callable[..., Live]]:
    """`serve()` opens a hall and serves it; options as for `Options`, and `triads`."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    servers: list[RoomServer] = []

    def begin(*, triads: int = 0, hall: Hall | None = None, port: int = 0, **options: Any) -> Live:
        hall = hall or Hall.open(store, porch(), Options(**options), triads=triads)
        server = RoomServer(hall, host="127.0.0.1", port=port)
        asyncio.run_coroutine_threadsafe(server.start(), loop).result(10)
        servers.append(server)
        return Live(hall, server)

    yield begin
    for server in servers:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    loop.close()


@pytest.fixture
def live(serve: Callable[..., Live]) -> Live:
    return serve()


class Listening:
    """An open event stream, read as it comes."""

    def __init__(self, phone: Phone, path: str = "/events") -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", phone.port, timeout=20)
        self.line.request(
            "GET", path, headers={"Host": f"127.0.0.1:{phone.port}", "Cookie": "; ".join(f"{k}={v}" for k, v in phone.cookies.items())}
        )
        self.back = self.line.getresponse()
        self.status = self.back.status

    def next(self, name: str = "state") -> Any:
        """The data of the next event of that name; None where the stream ends."""
        kind = ""
        while raw := self.back.readline():
            text = raw.decode().rstrip("\n")
            if text.startswith("event: "):
                kind = text.removeprefix("event: ")
            elif text.startswith("data: ") and kind == name:
                return json.loads(text.removeprefix("data: "))
        return None

    def until(self, wanted: Callable[[Any], bool]) -> Any:
        """The first state that is as wanted."""
        while (told := self.next()) is not None:
            if wanted(told):
                return told
        raise AssertionError("the stream ended")

    def close(self) -> None:
        self.line.close()


def external(html: str) -> list[str]:
    """Every address in a page that is not its own."""
    found = re.findall(r"""(?:src|href|action|url\()\s*=?\s*["']?([^"'\s>)]+)""", html)
    return [url for url in found if urlsplit(url).netloc or url.startswith("//")]
