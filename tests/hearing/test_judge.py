"""The second judge, against a stub that speaks the protocol: honest, slow, broken, lying, and sending us elsewhere."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from simulator.core.moves import Codebook, Spoken
from simulator.hearing.judge import BadEndpoint, Endpoint, Judge, endpoint_of

LINE = "Se rieron todos. ¿Y usted qué hizo?"


class Stub:
    """A local endpoint that answers as it is told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.answer: Callable[[BaseHTTPRequestHandler], None] = lambda handler: None
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                stub.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                stub.keys.append(self.headers.get("Authorization", ""))
                stub.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"

    def says(self, content: Any, status: int = 200) -> None:
        body = content if isinstance(content, bytes) else json.dumps({"choices": [{"message": {"content": content}}]}).encode()

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.answer = answer


@pytest.fixture
def stub() -> Iterator[Stub]:
    made = Stub()
    yield made
    made.server.shutdown()
    made.server.server_close()


def judge(stub: Stub, seconds: float = 5.0) -> Judge:
    return Judge(Endpoint(stub.url, "small", "secret", seconds), Codebook({}, {}))


def told(*acts: tuple[str, str], flags: tuple[str, ...] = ()) -> str:
    return json.dumps({"acts": [{"move": move, "quote": quote} for move, quote in acts], "flags": list(flags)})


def test_it_hears_moves_with_their_exact_words(stub: Stub) -> None:
    stub.says(told(("reflect", "Se rieron todos."), ("dig", "¿Y usted qué hizo?"), flags=("jargon",)))
    found = judge(stub).hear(LINE, (Spoken("Rosario", "Se rieron todos."),), "one_to_one")
    assert (found.moves, found.flags, found.trouble) == (("reflect", "dig"), ("jargon",), "")
    assert stub.keys == ["Bearer secret"]
    assert json.loads(stub.asked[0]["messages"][1]["content"])["line"] == LINE
    assert stub.asked[0]["temperature"] == 0


def test_what_is_no_move_or_not_in_the_line_is_left_out(stub: Stub) -> None:
    stub.says(
        told(("dig", "¿Y usted qué dijo?"), ("win", "Se rieron todos."), ("dig", ""), ("reflect", "Se rieron todos."), ("other", "x"))
    )
    found = judge(stub).hear(LINE)
    assert found.acts == (("reflect", "Se rieron todos."),)
    assert found.dropped == 3


@pytest.mark.parametrize(
    "content",
    [b"", b"not json", b"[]", b'{"choices": []}', b'{"choices": [{"message": {"content": null}}]}', b"[" * 60_000, b"\xff\xfe", b"{}" * 60_000,
     '{"acts": 7}', '{"acts": [7]}', '{"acts": [{"move": ["dig"], "quote": "Se"}]}', '{"acts": [{"move": "dig"}]}', "null", "[]", '{"acts": [], "flags": 3}'],
)  # fmt: skip
def test_an_answer_that_cannot_be_read_is_no_opinion(stub: Stub, content: Any) -> None:
    stub.says(content)
    found = judge(stub).hear(LINE)
    assert found.trouble
    assert found.acts == ()


def test_an_error_is_told_plainly(stub: Stub) -> None:
    stub.says("{}", status=503)
    assert judge(stub).hear(LINE).trouble == "it answered with error 503"


def test_silence_ends_with_the_time_out(stub: Stub) -> None:
    stub.answer = lambda handler: time.sleep(3)
    assert judge(stub, 0.2).hear(LINE).trouble == "it took too long"


def test_a_drop_at_a_time_ends_with_the_time_out_too(stub: Stub) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    stub.answer = drip
    assert judge(stub, 0.3).hear(LINE).trouble == "it took too long"


def test_it_is_never_sent_elsewhere(stub: Stub) -> None:
    other = Stub()

    def away(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(307)
        handler.send_header("Location", f"{other.url}/chat/completions")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    stub.answer = away
    assert judge(stub).hear(LINE).trouble == "it answered with error 307"
    assert other.asked == []
    other.server.shutdown()
    other.server.server_close()


def test_nobody_there_is_told_plainly() -> None:
    gone = Judge(Endpoint("http://127.0.0.1:9", "small", seconds=1), Codebook({}, {}))
    assert gone.hear(LINE).trouble.startswith("it cannot be reached")


@pytest.mark.parametrize("url", ["http://example.org/v1", "ftp://example.org", "file:///etc/passwd", "example.org", "http://"])
def test_an_address_that_is_unsafe_is_refused(url: str) -> None:
    with pytest.raises(BadEndpoint):
        Endpoint(url, "small").checked()


def test_there_is_no_judge_unless_one_is_named() -> None:
    assert endpoint_of({}) is None
    assert endpoint_of({"SIMULATOR_JUDGE_URL": " "}) is None
    with pytest.raises(BadEndpoint):
        endpoint_of({"SIMULATOR_JUDGE_URL": "https://example.org/v1"})
    found = endpoint_of({"SIMULATOR_JUDGE_URL": "https://example.org/v1/", "SIMULATOR_JUDGE_MODEL": "m"})
    assert found == Endpoint("https://example.org/v1", "m")
