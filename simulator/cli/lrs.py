"""Send xAPI statements to a learning record store that a person named: batches, patience with a bad line, no statement twice."""

from __future__ import annotations

import base64
import json
import os
import time
from collections.abc import Sequence
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from simulator.export.options import ExportError

BATCH = 50
TRIES = 4
SECONDS = 15
WAITS = (1.0, 4.0, 15.0)
KEY = "SIMULATOR_LRS_KEY"
"""Where the store's key is read from, as `name:secret`; never from the command line, which others can see."""
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class _NoRedirect(HTTPRedirectHandler):
    """The key goes to nobody but the store that was named."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def send(url: str, lines: Sequence[str], waits: Sequence[float] = WAITS) -> tuple[int, int]:
    """Send statements (each a line of JSON) to the store at `url`; (how many are new there, how many it had).

    Ids follow from what a statement says, so after a cut line everything can be sent once more. Raises ExportError: the address is none, the
    store refuses, or cannot be reached.
    """
    parts = urlsplit(url)
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if parts.scheme not in ("https", "http") or not parts.hostname or (parts.scheme == "http" and not local):
        raise ExportError("no-network", f"“{url}” is not an address to send private lines to.", "It begins with https://.")
    place = url if url.rstrip("/").endswith("/statements") else url.rstrip("/") + "/statements"
    opener = build_opener(_NoRedirect)
    sent = known = 0
    for start in range(0, len(lines), BATCH):
        batch = lines[start : start + BATCH]
        if _put(opener, Request(place, f"[{','.join(batch)}]".encode(), _headers(), method="POST"), waits):
            sent += len(batch)
            continue
        for line in batch:  # the store has some of them: one by one it says which
            one = Request(f"{place}?statementId={quote(json.loads(line)['id'])}", line.encode(), _headers(), method="PUT")
            if _put(opener, one, waits):
                sent += 1
            else:
                known += 1
    return sent, known


def _put(opener: OpenerDirector, request: Request, waits: Sequence[float]) -> bool:
    """Whether the store took it; False where it has it already. Tries again while the line or the store is busy."""
    problem = ""
    for number in range(TRIES):
        try:
            with opener.open(request, timeout=SECONDS) as answer:
                answer.read(65_536)
                return True
        except HTTPError as error:
            if error.code == 409:
                return False
            if error.code not in AGAIN:
                told = error.read(500).decode(errors="replace").strip()
                hint = f"Is {KEY} set to name:secret?" if error.code in (401, 403) else told
                raise ExportError("no-network", f"The store refuses this ({error.code}).", hint) from None
            problem = f"it answers {error.code}"
        except (URLError, HTTPException, OSError) as error:
            problem = str(getattr(error, "reason", error)) or type(error).__name__
        if number < TRIES - 1:
            time.sleep(waits[min(number, len(waits) - 1)])
    raise ExportError(
        "no-network", f"The store cannot be reached: {problem}.", "Nothing is lost; send it again later, nothing will be there twice."
    )


def _headers() -> dict[str, str]:
    headers = {"Content-Type": "application/json; charset=utf-8", "X-Experience-API-Version": "1.0.3"}
    key = os.environ.get(KEY, "")
    if key:
        headers["Authorization"] = "Basic " + base64.b64encode(key.encode()).decode()
    return headers
