"""The short answers: slowly, refused, not here, not kept; and the streams."""

from __future__ import annotations

from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse

from simulator.core.room_state import Refusal
from simulator.live.pages import say_in
from simulator.phrases import LANGUAGES
from simulator.phrases.room import ROOM
from simulator.play.room import RoomRefused

STATUS = {"closed": 410, "no-person": 401, "not-yours": 403, "too-many": 409}
"""What a refusal answers with; 422 for all others."""
CODES = frozenset(name.removeprefix("room-refused.") for name in ROOM if name.startswith("room-refused."))


def language_of(request: Request) -> str:
    """What the page was asked for in, else what the browser speaks."""
    asked = request.query_params.get("language") or request.headers.get("accept-language", "")[:2].casefold()
    return asked if asked in LANGUAGES else LANGUAGES[0]


def stream(told: AsyncIterator[bytes]) -> Response:
    """An event stream that no proxy holds back."""
    return StreamingResponse(told, media_type="text/event-stream", headers={"x-accel-buffering": "no"})


def slow(seconds: int) -> Response:
    """Too often; how many seconds to wait."""
    return PlainTextResponse("slowly, please", 429, headers={"retry-after": str(seconds)})


def why(refusal: Refusal, language: str) -> Response:
    """Why it was not done, for the script and, in words, for the person."""
    words = say_in(language)(f"room-refused.{refusal.code}")
    return JSONResponse({"refused": refusal.code, "why": words}, STATUS.get(refusal.code, 422))


async def refused(request: Request, error: Exception) -> Response:
    """A refusal that no route has answered itself."""
    assert isinstance(error, RoomRefused)
    return why(error.refusal, language_of(request))


async def not_here(request: Request, error: Exception) -> Response:
    """Nothing there, whatever was asked."""
    return PlainTextResponse("nothing here", 404)


async def not_kept(request: Request, error: Exception) -> Response:
    """What could not be kept is not acknowledged: the phone holds it and asks again."""
    return PlainTextResponse("it could not be kept", 503, headers={"retry-after": "2"})
