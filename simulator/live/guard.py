"""What every request passes first: Host, Origin, size and patience; and the headers every answer leaves with (`docs/security.md`)."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 16_384
"""Bytes of a request's body."""
PATIENCE = 10.0
"""Seconds a request may take to arrive."""


class Guard:
    """`allowed()` gives the Host values that are ours: every address with the port, never a name from outside (DNS rebinding)."""

    def __init__(self, app: ASGIApp, allowed: Callable[[], Iterable[str]]) -> None:
        self.app, self.allowed = app, allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        scope["nonce"] = secrets.token_urlsafe(12)
        sending = _with_headers(send, scope["nonce"], scope["path"])
        problem = self._problem(scope["method"], headers, len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b""))
        if problem is not None:
            await PlainTextResponse(problem[1], problem[0])(scope, receive, sending)
            return
        if scope["method"] == "POST":
            body = await _body(receive)
            if body is None:
                await PlainTextResponse("too large or too slow", 413)(scope, receive, sending)
                return
            receive = _given(body, receive)
        await self.app(scope, receive, sending)

    def _problem(self, method: str, headers: Headers, length: int) -> tuple[int, str] | None:
        """The status and reason to refuse with, or None."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].casefold() not in self.allowed():
            return 400, "unknown host"
        if method not in ("GET", "HEAD", "POST"):
            return 405, "not allowed"
        if length > 2_000:
            return 414, "too long"
        if method == "POST" and headers.getlist("origin") != [f"http://{hosts[0]}"]:
            return 403, "wrong origin"
        return None


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None where it is too large, or comes too slowly."""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return None
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > LARGEST:
                    return None
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError:
        return None


def _given(body: bytes, receive: Receive) -> Receive:
    """`receive` that gives the body already read, then what comes after it."""
    first = True

    async def again() -> Message:
        nonlocal first
        if first:
            first = False
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return again


def _with_headers(send: Send, nonce: str, path: str) -> Send:
    policy = (
        f"default-src 'none'; script-src 'self'; style-src 'nonce-{nonce}'; connect-src 'self'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["content-security-policy"] = policy
            headers["x-content-type-options"] = "nosniff"
            headers["x-frame-options"] = "DENY"
            # Not `no-referrer`: a form would then be sent with `Origin: null`, and could not be told from a foreign one.
            headers["referrer-policy"] = "same-origin"
            headers["permissions-policy"] = "camera=(), microphone=(), geolocation=()"
            headers["cross-origin-resource-policy"] = "same-origin"
            if not path.startswith("/s/"):
                headers["cache-control"] = "no-store"
        await send(message)

    return sending
