"""The routes of the room: phones at `/`, the projector, the facilitator's own phone; who may ask for what is decided anew at every request."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from simulator.core.room_state import Person
from simulator.core.room_view import stuck
from simulator.core.text import clean_line
from simulator.live import pages
from simulator.live.answers import CODES, language_of, not_here, not_kept, refused, slow, stream, why
from simulator.live.desk import Desk
from simulator.live.guard import Guard
from simulator.live.hub import Hub
from simulator.live.limits import Bucket
from simulator.live.requests import Malformed, commands, fields
from simulator.phrases import LANGUAGES
from simulator.play.hall import Hall
from simulator.play.room import ALPHABET, CODE, KEY, NAME, Room, RoomRefused
from simulator.play.room_words import LAST, carry_out, parted
from simulator.store.troubles import StoreTrouble

SEAT, CONSOLE, SHOW = "seat", "console", "show"
"""The cookies: a phone's seat, the facilitator's phone, the projector."""
HOURS = 12 * 3600


class Site:
    """One hall's pages. `address()` is how this laptop is reached, as it stands on the wall."""

    def __init__(self, hall: Hall, address: Callable[[], str], hosts: Callable[[], Iterable[str]]) -> None:
        self.hall, self.address, self.hosts = hall, address, hosts
        self.hubs: dict[str, Hub] = {}
        self.desks: dict[str, Desk] = {}
        self.reached: dict[str, None] = {}
        """Phones that asked `/check`, by their address: proof that one gets here."""
        self.guesses = Bucket(10, 10 / 60)
        self.all_guesses = Bucket(100, 100 / 3600)
        self.pins = Bucket(5, 5 / 60)
        self.all_pins = Bucket(30, 30 / 3600)
        self.joins = Bucket(700, 1.0)
        self.posts = Bucket(60, 1.0)
        self.looks = Bucket(120, 4.0)
        self.strangers = Bucket(600, 20.0)

    def asgi(self) -> ASGIApp:
        """The app with its guard before it."""
        get, post = ["GET"], ["POST"]
        routes = [
            Route("/", self.home, methods=get), Route("/mine", self.mine, methods=get), Route("/events", self.events, methods=get),
            Route("/say", self.say, methods=post), Route("/join", self.join_page, methods=get), Route("/join", self.join, methods=post),
            Route("/j/{key}", self.scanned, methods=get), Route("/J/{key}", self.scanned, methods=get), Route("/check", self.check, methods=get),
            Route("/projector/events", self.projector_events, methods=get), Route("/projector", self.projector, methods=get),
            Route("/projector/{key}", self.open_projector, methods=get), Route("/console/events", self.console_events, methods=get),
            Route("/console/do", self.console_do, methods=post), Route("/console", self.console, methods=get), Route("/console", self.pin, methods=post),
            Route("/console/{key}", self.open_console, methods=get), Route("/s/room.js", self.script, methods=get),
        ]  # fmt: skip
        app = Starlette(routes=routes, exception_handlers={404: not_here, 405: not_here, StoreTrouble: not_kept, RoomRefused: refused})
        app.router.redirect_slashes = False
        return Guard(app, self.hosts)

    def hub(self, room: Room) -> Hub:
        """The listeners of a room."""
        if room.stream not in self.hubs:
            self.hubs[room.stream] = Hub(room, self._message)
        return self.hubs[room.stream]

    def desk(self, room: Room) -> Desk:
        """Where a room's requests wait."""
        if room.stream not in self.desks:
            self.desks[room.stream] = Desk(room)
        return self.desks[room.stream]

    def close(self) -> None:
        """Let every listener go."""
        for hub in self.hubs.values():
            hub.close()

    def _message(self, room: Room, audience: str, language: str) -> tuple[str, str]:
        return pages.message(room, audience, language, **self._shown(audience))

    def _shown(self, audience: str) -> dict[str, Any]:
        if audience != "projector":
            return {}
        from simulator.live.qr import svg

        return {"qr": Markup(svg(f"{self.address()}/j/{self.hall.key}")), "address": self.address(), "code": self.hall.code}

    # -- who asks --------------------------------------------------------------------------------------------------------------

    def seated(self, request: Request) -> tuple[Room, Person] | None:
        """The room and person of this phone, by its cookie; None for a stranger, and for one who was banned."""
        return self.hall.by_token(request.cookies.get(SEAT, ""))

    def facilitates(self, request: Request) -> bool:
        """Whether this is the facilitator's own phone."""
        return _same(request.cookies.get(CONSOLE, ""), self.hall.secrets.get("session", ""))

    def shows(self, request: Request) -> bool:
        """Whether this is the projector, or whoever may do more."""
        return _same(request.cookies.get(SHOW, ""), self.hall.secrets["projector"]) or self.facilitates(request)

    # -- coming in -------------------------------------------------------------------------------------------------------------

    async def home(self, request: Request) -> Response:
        """A phone's own page."""
        found = self.seated(request)
        if found is None:
            return RedirectResponse("/join", 303)
        room, person = found
        if not self.looks.take(person.id):
            return slow(self.looks.wait(person.id))
        say = pages.say_in(person.language)
        code = request.query_params.get("refused", "")
        problem = say(f"room-refused.{code}") if code in CODES else ""
        return HTMLResponse(pages.phone_page(room, person.id, request["nonce"], problem))

    async def join_page(self, request: Request) -> Response:
        """Where the code is typed."""
        if self.seated(request):
            return RedirectResponse("/", 303)
        return self._join_page(request, problem=request.query_params.get("problem", ""))

    async def scanned(self, request: Request) -> Response:
        """Where the QR leads; never throttled, for nobody guesses 130 bits."""
        if self.seated(request):
            return RedirectResponse("/", 303)
        key = request.path_params["key"].upper()
        if not _same(key, self.hall.key) and not _same(key, self.hall.code):
            return self._guessed(request) or RedirectResponse("/join?problem=join-wrong", 303)
        if len(key) == CODE and (stop := self._guess_limit(request)):
            return stop
        return self._join_page(request, key=key)

    async def join(self, request: Request) -> Response:
        """Somebody comes in."""
        if self.seated(request):
            return RedirectResponse("/", 303)
        given = await self._fields(request)
        language = given.get("language", "")
        language = language if language in LANGUAGES else language_of(request)
        tried = "".join(sign for sign in (given.get("key") or given.get("code", "")).upper() if sign in ALPHABET or sign in "ILO")
        tried = tried.replace("O", "0").replace("I", "1").replace("L", "1")
        scanned = len(tried) == KEY and _same(tried, self.hall.key)
        if not scanned and (stop := self._guess_limit(request)):
            return stop
        if not scanned and not (len(tried) == CODE and _same(tried, self.hall.code)):
            self._guessed(request)
            return self._join_page(request, problem="join-wrong", status=403, name=given.get("name", ""))
        if not self.joins.take("all"):
            return slow(5)
        group = given.get("group", "0")
        number = int(group) if group.isdigit() and len(group) < 4 else 0
        name = clean_line(given.get("name", ""), NAME)
        _, seat = await run_in_threadpool(self.hall.join, name, language, number)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(SEAT, seat.token, max_age=HOURS, httponly=True, samesite="strict")
        return answer

    def _join_page(self, request: Request, *, key: str = "", problem: str = "", status: int = 200, name: str = "") -> Response:
        if not key and not self.strangers.take("all"):
            return slow(5)
        state = self.hall.first.state
        first = "es" if state.institute and "language" not in request.query_params else language_of(request)
        if problem not in ("join-wrong", "join-slow"):
            problem = ""
        return HTMLResponse(
            pages.page(
                "join.html", first, request["nonce"], title=state.title, key=key, problem=problem, naming=state.naming,
                institute=state.institute, groups=[room.state.number for room in self.hall.rooms if room.state.number], called=clean_line(name, NAME),
            ),
            status,
        )  # fmt: skip

    def _guess_limit(self, request: Request) -> Response | None:
        """Refuse an address that has guessed too often, or all of them where all together have."""
        place = _place(request)
        for bucket, name in ((self.guesses, place), (self.all_guesses, "all")):
            if bucket.level(name) < 1:
                return slow(bucket.wait(name))
        return None

    def _guessed(self, request: Request) -> Response | None:
        """A wrong guess; the answer where it was one too many."""
        stop = self._guess_limit(request)
        self.guesses.take(_place(request))
        self.all_guesses.take("all")
        return stop

    async def check(self, request: Request) -> Response:
        """«Can a phone reach me?»: whoever sees this page has reached the laptop, and the laptop says so."""
        if len(self.reached) < 200:
            self.reached[_place(request)] = None
        say = pages.say_in(language_of(request))
        return HTMLResponse(pages.page("message.html", language_of(request), request["nonce"], text=say("check-reached"), link="/"))

    # -- a phone ---------------------------------------------------------------------------------------------------------------

    async def mine(self, request: Request) -> Response:
        """A person's own part of the page."""
        found = self.seated(request)
        if found is None:
            return PlainTextResponse("", 401)
        room, person = found
        if not self.looks.take(person.id):
            return slow(self.looks.wait(person.id))
        return HTMLResponse(pages.mine(room, person.id))

    async def events(self, request: Request) -> Response:
        """What a phone is told."""
        found = self.seated(request)
        if found is None:
            return PlainTextResponse("", 401)
        room, person = found
        return stream(self.hub(room).listen("phone", person.language, person.id))

    async def say(self, request: Request) -> Response:
        """A note, a tap, a mark, a vote: acknowledged once it is on disk."""
        by_form = not request.headers.get("content-type", "").startswith("application/json")
        found = self.seated(request)
        if found is None:
            return RedirectResponse("/join", 303) if by_form else JSONResponse({"refused": "no-person"}, 401)
        room, person = found
        if not self.posts.take(person.id):
            return slow(self.posts.wait(person.id))
        try:
            asked = commands(await self._fields(request))
        except Malformed:
            return PlainTextResponse("not understood", 400)
        desk = self.desk(room)
        try:
            for command in asked:
                await desk.ask(command, person.id)
        except RoomRefused as error:
            if by_form:
                return RedirectResponse(f"/?refused={error.refusal.code}", 303)
            return why(error.refusal, person.language)
        return RedirectResponse("/", 303) if by_form else JSONResponse({"ok": True})

    # -- the projector ---------------------------------------------------------------------------------------------------------

    async def open_projector(self, request: Request) -> Response:
        """The projector's own address, opened once."""
        if not _same(request.path_params["key"], self.hall.secrets["projector"]):
            return PlainTextResponse("", 404)
        answer = RedirectResponse("/projector", 303)
        answer.set_cookie(SHOW, self.hall.secrets["projector"], max_age=HOURS, httponly=True, samesite="strict")
        return answer

    async def projector(self, request: Request) -> Response:
        """What the wall shows."""
        if not self.shows(request):
            return PlainTextResponse("", 403)
        room = self.hall.first
        view, language = room.public(), room.state.language
        html = pages.with_clock(pages.live(room, "projector", language, view, **self._shown("projector")), view)
        return HTMLResponse(pages.page("projector.html", language, request["nonce"], v=view, live=html))

    async def projector_events(self, request: Request) -> Response:
        """What the wall is told."""
        if not self.shows(request):
            return PlainTextResponse("", 403)
        room = self.hall.first
        return stream(self.hub(room).listen("projector", room.state.language))

    # -- the facilitator's own phone -------------------------------------------------------------------------------------------

    async def open_console(self, request: Request) -> Response:
        """The console's own address, scanned from the laptop."""
        if not _same(request.path_params["key"], self.hall.secrets["console"]):
            return PlainTextResponse("", 404)
        return self._let_in()

    async def pin(self, request: Request) -> Response:
        """The PIN was typed."""
        place = _place(request)
        if not self.pins.take(place) or not self.all_pins.take("all"):
            return self._pin_page(request, "console-slow", 429)
        given = await self._fields(request)
        if not _same(given.get("pin", "").strip(), self.hall.secrets["pin"]):
            return self._pin_page(request, "console-wrong", 403)
        return self._let_in()

    def _let_in(self) -> Response:
        if not self.hall.secrets.get("session"):
            self.hall.secrets["session"] = secrets.token_urlsafe(16)
            self.hall.keep()
        answer = RedirectResponse("/console", 303)
        answer.set_cookie(CONSOLE, self.hall.secrets["session"], max_age=HOURS, httponly=True, samesite="strict")
        return answer

    def _pin_page(self, request: Request, problem: str, status: int) -> Response:
        return HTMLResponse(pages.page("pin.html", language_of(request), request["nonce"], problem=problem), status)

    async def console(self, request: Request) -> Response:
        """The console, or the question for the PIN."""
        if not self.facilitates(request):
            return self._pin_page(request, "", 200)
        room = self._group(request)
        view, language = room.console(), room.state.language
        say = pages.say_in(language)
        code = request.query_params.get("refused", "")
        groups = [(r.state.number, stuck(r.state, r.now())) for r in self.hall.rooms if r.state.number]
        html = pages.with_clock(pages.live(room, "console", language, view), view)
        return HTMLResponse(pages.page(
            "console.html", language, request["nonce"], v=view, live=html, groups=groups, group=room.state.number,
            refused=say(f"room-refused.{code}") if code in CODES else "",
        ))  # fmt: skip

    async def console_events(self, request: Request) -> Response:
        """What the console is told."""
        if not self.facilitates(request):
            return PlainTextResponse("", 401)
        room = self._group(request)
        return stream(self.hub(room).listen("console", room.state.language))

    async def console_do(self, request: Request) -> Response:
        """One of the console's commands."""
        by_form = not request.headers.get("content-type", "").startswith("application/json")
        if not self.facilitates(request):
            return PlainTextResponse("", 401)
        given = await self._fields(request)
        line = given.get("line") or f"{given.get('word', '')} {given.get('about', '')}".strip()
        if parted(line)[1] in LAST:
            return PlainTextResponse("only on the laptop", 403)
        group = given.get("group", "0")
        if group != "0" and group.isdecimal() and not parted(line)[0]:
            line = f"{group}: {line}"
        try:
            await run_in_threadpool(carry_out, self.hall, line)
        except RoomRefused as error:
            if by_form:
                return RedirectResponse(f"/console?refused={error.refusal.code}", 303)
            return why(error.refusal, self.hall.first.state.language)
        return (
            RedirectResponse(f"/console?group={group}" if group.isdigit() and group != "0" else "/console", 303)
            if by_form
            else JSONResponse({"ok": True})
        )

    def _group(self, request: Request) -> Room:
        number = request.query_params.get("group", "0")
        return self.hall.room(int(number) if number.isdigit() and len(number) < 4 else 0)

    # -- the rest --------------------------------------------------------------------------------------------------------------

    async def script(self, request: Request) -> Response:
        """The one script there is."""
        return Response(pages.asset("room.js"), media_type="text/javascript", headers={"cache-control": "max-age=86400"})

    async def _fields(self, request: Request) -> dict[str, str]:
        return fields(await request.body(), request.headers.get("content-type", ""))


def _same(given: str, kept: str) -> bool:
    """Whether two secrets are one, in a time that tells nothing."""
    return bool(kept) and hmac.compare_digest(given.encode(), kept.encode())


def _place(request: Request) -> str:
    return request.client.host if request.client else ""
