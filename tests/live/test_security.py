"""The threat model of docs/security.md, a test or more for each of its rows; `test_every_row_has_its_tests` holds the page to them."""

from __future__ import annotations

import http.client
import json
import re
import socket
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from simulator.core import room_commands as c
from simulator.live import guard, protocol
from simulator.live.limits import KEPT, Bucket
from simulator.play.hall import Hall
from simulator.play.room import Options, hashed
from simulator.store.interface import Store
from tests.live.conftest import Listening, Live, Phone
from tests.porch import ROOT, porch

HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "javascript:alert(1)", "{{ 7*7 }}", "{% include 'x' %}",
    "</textarea><script>1</script>", "' onmouseover='alert(1)", "\x1b]52;c;aGk=\x07", "\u202eevil", "&lt;script&gt;", "@@CLOCK@@<b>", "[@click=app.quit]go[/]",
)  # fmt: skip


# -- 1 guessing the code


def test_a_flood_of_guesses_opens_nothing_and_the_square_still_works(live: Live) -> None:
    chance, answers = Random(7), []
    stop = time.monotonic() + 4

    def guess(seed: int) -> None:
        mine = Random(seed)
        while time.monotonic() < stop and len(answers) < 1_500:
            code = "".join(mine.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(8))
            answers.append(live.stranger().come_in(code, "x").status)

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(guess, [chance.random() for _ in range(20)]))
        began = time.monotonic()
    assert live.stranger().form("/join", key=live.hall.key, name="Ana").status == 303
    assert time.monotonic() - began < 20
    assert set(answers) <= {403, 429}
    assert answers.count(403) <= 30
    assert len(live.room.state.present()) == 1


def test_the_path_of_the_square_is_no_way_to_guess_either(live: Live) -> None:
    statuses = [live.stranger().get(f"/j/AAAA{n:04d}").status for n in range(40)]
    assert statuses.count(429) >= 25
    assert live.stranger().get(f"/j/{live.hall.key}").status == 200


def test_a_pin_can_be_tried_five_times_a_minute(live: Live) -> None:
    statuses = [live.stranger().form("/console", pin=f"{n:06d}").status for n in range(20) if f"{n:06d}" != live.hall.secrets["pin"]]
    assert statuses[:5] == [403] * 5
    assert set(statuses[6:]) == {429}


def test_a_bucket_forgets_nobody_who_is_being_held_and_stays_small() -> None:
    now = [0.0]
    bucket = Bucket(2, 0.1, lambda: now[0])
    assert [bucket.take("a") for _ in range(3)] == [True, True, False]
    for n in range(KEPT + 10):
        bucket.take(f"other-{n}")
    assert not bucket.take("a")
    assert len(bucket._held) <= KEPT
    now[0] = 10.0
    assert bucket.take("a")


def test_a_new_code_ends_the_old_one(live: Live) -> None:
    code, key = live.hall.code, live.hall.key
    live.hall.new_code()
    assert live.stranger().come_in(code, "x").status == 403
    assert live.stranger().form("/join", key=key, name="x").status == 403
    assert live.stranger().come_in(live.hall.code, "x").status == 303


# -- 2 stolen and stale seats


def test_a_banned_phone_is_let_go_at_once_and_its_cookie_is_nobody_s(live: Live) -> None:
    ana = live.phone("Ana")
    told = Listening(ana)
    told.next()
    began = time.monotonic()
    live.room.do(c.Ban(live.person("Ana")))
    assert told.next("you") == {"gone": True}
    assert told.next() is None
    assert time.monotonic() - began < 10
    assert ana.get("/mine").status == 401
    assert ana.send(what="pause").status == 401
    assert ana.get("/").headers["location"] == "/join"


def test_a_seat_is_a_secret_of_128_bits_that_scripts_cannot_read(live: Live) -> None:
    answer = live.stranger().form("/join", key=live.hall.key, name="Ana")
    cookie = answer.headers["set-cookie"].casefold()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/" in cookie
    token = answer.headers["set-cookie"].partition(";")[0].partition("=")[2]
    assert len(token) >= 22


def test_a_seat_cannot_be_made_up(live: Live) -> None:
    live.phone("Ana")
    for token in ("", "x", "0" * 22, hashed(""), "é", next(iter(live.room.state.people.values())).token):
        assert Phone(live.port, {"seat": token} if token.isascii() else {}).get("/mine").status == 401


# -- 3 requests forged by another page


def test_a_foreign_page_writes_nothing(live: Live) -> None:
    ana, console = live.phone("Ana"), live.console()
    live.room.do(c.Go("take"))
    for origin in (
        "http://evil.example",
        "null",
        f"http://127.0.0.1:{live.port + 1}",
        f"https://127.0.0.1:{live.port}",
        f"http://127.0.0.1:{live.port}.evil",
    ):
        ana.origin = console.origin = origin
        assert ana.send(what="note", quote="x").status == 403
        assert ana.form("/say", what="pause").status == 403
        assert console.form("/console/do", line="next").status == 403
    bare = http.client.HTTPConnection("127.0.0.1", live.port)
    bare.request("POST", "/say", b"{}", {"Cookie": f"seat={ana.cookies['seat']}", "Content-Type": "application/json"})
    assert bare.getresponse().status == 403
    assert live.room.state.notes == {}
    assert live.room.state.stage.phase == "take"


def test_looking_changes_nothing(live: Live) -> None:
    ana, console = live.phone("Ana"), live.console()
    before = live.room.state
    for path in ("/say", "/console/do", "/join"):
        assert ana.get(path).status in (303, 405, 404)
        assert console.get(path).status in (200, 303, 405, 404)
    assert live.room.state == before


# -- 4 other hosts


def test_no_other_host_reaches_a_page(live: Live) -> None:
    chance = Random(3)
    letters = "abc.:/@-_0127[]%*é\\ "
    for n in range(300):
        host = "".join(chance.choice(letters) for _ in range(chance.randrange(1, 20))).strip() or "evil"
        phone = Phone(live.port, host=host.encode("ascii", "ignore").decode() or "evil")
        assert phone.get("/join").status == 400, (n, host)
    for host in ("evil.example", f"evil.example:{live.port}", f"127.0.0.1:{live.port + 1}", "127.0.0.1", f"127.0.0.1.evil:{live.port}"):
        assert Phone(live.port, host=host).get("/join").status == 400


def test_our_own_names_do(live: Live) -> None:
    for host in (f"127.0.0.1:{live.port}", f"localhost:{live.port}", f"LOCALHOST:{live.port}"):
        assert Phone(live.port, host=host).get("/join").status == 200


# -- 5 scripts in notes and names


@pytest.mark.parametrize("text", HOSTILE)
def test_people_s_text_is_text_on_every_page(live: Live, text: str) -> None:
    ana = live.phone(f"A{text}")
    console = live.console()
    live.room.do(c.Change(live.room.state.present()[0].id, lens="scribe"))
    live.room.do(c.NameFocus(text))
    live.room.do(c.Go("take"))
    ana.send(what="line", text=f"x{text}")
    ana.send(what="note", quote=f"x{text}", effect=text, instead=text)
    live.room.do(c.Go("reveal"))
    live.room.do(c.Reveal())
    pages = [phone.get(path).text for phone, path in ((ana, "/"), (ana, "/mine"), (console, "/console"), (console, "/projector"))]
    told = Listening(ana).next()["html"]
    if "{" in text:
        assert all(text.replace("'", "&#39;") in page for page in (pages[0], pages[2], told))
    for page in (*pages, told):
        assert len(re.findall(r"<script", page)) <= 1
        assert "onerror=alert" not in re.sub(r"&lt;.*?&gt;", "", page)
        assert "<svg onload" not in page
        assert "\x1b" not in page
        assert "\u202e" not in page


def test_every_answer_forbids_what_a_page_does_not_need(live: Live) -> None:
    ana = live.phone("Ana")
    for phone, path in (
        (ana, "/"),
        (ana, "/nothing"),
        (live.stranger(), "/join"),
        (ana, "/s/room.js"),
        (Phone(live.port, host="evil"), "/"),
    ):
        headers = phone.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "server" not in headers
    assert ana.get("/").headers["cache-control"] == "no-store"
    nonces = {re.search(r"nonce-([\w-]+)", ana.get("/").headers["content-security-policy"])[1] for _ in range(3)}  # type: ignore[index]
    assert len(nonces) == 3


# -- 6 doing what is another's to do


def test_a_phone_cannot_do_what_the_console_does(live: Live) -> None:
    ana = live.phone("Ana")
    for line in ("next", "take", "reveal", "ban Ana", "undo", "blank"):
        assert ana.form("/console/do", line=line).status == 401
    assert ana.get("/console/events").status == 401
    assert ana.get("/projector").status == 403
    assert ana.get("/projector/events").status == 403
    assert ana.get(f"/projector/{'A' * 26}").status == 404
    assert ana.get(f"/console/{'A' * 26}").status == 404
    assert "PIN" in ana.get("/console").text
    assert live.room.state.stage.phase == "lobby"


def test_a_phone_sends_only_in_its_own_name(live: Live) -> None:
    ana = live.phone("Ana")
    live.phone("Beto")
    beto = live.person("Beto")
    live.room.do(c.Go("take"))
    ana.send(what="note", id="made-up-author", quote="x", person=beto, by=beto)
    assert live.room.state.notes["made-up-author"].person == live.person("Ana")
    assert ana.send(what="line", text="x").status == 403
    assert ana.send(what="me", name="Ana", role="organizer", lens="scribe").status == 200
    assert live.room.state.people[live.person("Ana")].role == "observer"


def test_the_projector_knows_no_name_and_no_mark_before_the_reveal(live: Live) -> None:
    ana, console = live.phone("Inconfundible"), live.console()
    live.room.do(c.Go("take"))
    ana.send(what="note", quote="palabras secretas", effect="y")
    for phase in ("silent", "voices"):
        live.room.do(c.Go(phase))
        ana.send(what="marks", **{f"mark.{name}": "4" for name in live.room.state.criteria})
        page = console.get("/projector").text
        assert "Inconfundible" not in page
        assert "palabras secretas" not in page
        assert "▪" not in page


def test_closing_and_deleting_are_done_on_the_laptop_alone(live: Live) -> None:
    console = live.console()
    for line in ("close", "purge", " close", "0: purge", "1: close", "00:close", "\tpurge now", "\nclose"):
        assert console.form("/console/do", line=line).status == 403, line
    assert console.form("/console/do", line="close", group="1").status == 403
    assert live.room.state.open


# -- 7 paths


def test_no_path_leads_out_of_the_pages(live: Live) -> None:
    ana = live.phone("Ana")
    for path in (
        "/s/../app.py",
        "/s/%2e%2e/app.py",
        "/s/..%2f..%2fapp.py",
        "//etc/passwd",
        "/s/room.css",
        "/s/",
        "/j/../console",
        "/%00",
        "/console/../mine",
        "/pages/mine.html",
        "/./",
    ):
        answer = ana.get(path)
        assert answer.status in (303, 400, 404), path
        assert "import" not in answer.text


# -- 8 exhaustion


def test_half_a_request_is_not_waited_for(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "PATIENCE", 0.5)
    held = []
    for start in (b"", b"GET / HTTP/1.1\r\nHo", b"GET /join HTTP/1.1\r\nHost: x\r\n"):
        line = socket.create_connection(("127.0.0.1", live.port), timeout=10)
        line.sendall(start)
        held.append(line)
    ana = live.phone("Ana")
    began = time.monotonic()
    for line in held:
        assert line.recv(10) == b""
        line.close()
    assert time.monotonic() - began < 9
    assert ana.get("/").status == 200


def test_a_body_that_is_too_large_or_never_ends_is_refused(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = live.phone("Ana")
    assert ana.send(what="note", quote="x" * 20_000).status == 413
    monkeypatch.setattr(guard, "PATIENCE", 0.3)
    line = socket.create_connection(("127.0.0.1", live.port), timeout=10)
    head = f"POST /say HTTP/1.1\r\nHost: 127.0.0.1:{live.port}\r\nOrigin: http://127.0.0.1:{live.port}\r\nContent-Length: 100\r\n\r\nabc"
    line.sendall(head.encode())
    assert b"413" in line.recv(200)
    line.close()
    assert ana.get("/" + "x" * 5_000).status == 414


def test_one_phone_that_floods_slows_only_itself(live: Live) -> None:
    ana, beto = live.phone("Ana"), live.phone("Beto")
    statuses = [ana.send(what="pause").status for _ in range(90)]
    assert statuses.count(429) >= 10
    assert beto.send(what="pause").status == 200


def test_a_phone_keeps_four_streams_at_most(live: Live) -> None:
    ana = live.phone("Ana")
    open_ones = [Listening(ana) for _ in range(6)]
    for told in open_ones:
        told.next()
    assert live.server.site is not None
    assert len(live.server.site.hub(live.room).listeners) <= 5
    for told in open_ones:
        told.close()


def test_the_room_has_room_for_so_many_and_no_more(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    from simulator.core import room

    monkeypatch.setattr(room, "MOST_PEOPLE", 2)
    for name in ("A", "B"):
        live.phone(name)
    assert live.stranger().form("/join", key=live.hall.key, name="C").status == 409


# -- 9 what reaches a terminal


def test_nothing_that_drives_a_terminal_gets_into_the_room(live: Live) -> None:
    ana = live.phone("\x1b[2JAna\x9b\u202e")
    live.room.do(c.Go("take"))
    ana.send(what="note", quote="\x1b]52;c;aGk=\x07 hi", effect="\x00\u2066x")
    told = json.dumps(live.room.console(), ensure_ascii=False)
    assert not any(sign in told for sign in "\x1b\x9b\u202e\u2066\x07\x00")


# -- 10 lost and doubled notes: tests/live/test_phone.py and benchmarks/room.py


def test_the_same_note_sent_by_many_at_once_counts_once(live: Live) -> None:
    ana = live.phone("Ana")
    live.room.do(c.Go("take"))
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: ana.send(what="note", id="one-and-the-same", quote="x").status, range(16)))
    assert set(statuses) == {200}
    assert len(live.room.state.notes) == 1


# -- 11 what is left behind


def test_a_purge_leaves_nothing_behind(serve: Callable[..., Live], store: Store, sealed_home: Path) -> None:
    live = serve()
    ana = live.phone("Inconfundible")
    live.room.do(c.Go("take"))
    ana.send(what="note", quote="palabras inconfundibles", effect="y")
    live.room.purge()
    assert ana.get("/mine").status == 401
    assert store.streams("room") == []
    store.backup(sealed_home / "copy.db")
    for path in sealed_home.rglob("*"):
        assert not path.is_file() or b"nconfundible" not in path.read_bytes(), path


# -- 12 listening on the Wi-Fi


def test_the_page_says_that_it_is_not_encrypted_and_needs_nothing_that_plain_http_lacks(live: Live) -> None:
    assert "not encrypted" in live.stranger().get("/join").text
    script = (ROOT / "simulator" / "live" / "pages" / "room.js").read_text(encoding="utf-8")
    for name in (
        "randomUUID",
        "crypto.subtle",
        "serviceWorker",
        "wakeLock",
        "clipboard",
        "navigator.locks",
        "eval(",
        "http://",
        "https://",
    ):
        assert name not in script, name


# -- 13 known holes of what it stands on


def test_the_libraries_are_past_their_known_holes() -> None:
    from importlib.metadata import version

    floors = {"starlette": (1, 0, 1), "jinja2": (3, 1, 6), "uvicorn": (0, 40, 0), "h11": (0, 16, 0)}
    for name, floor in floors.items():
        assert tuple(int(part) for part in version(name).split(".")[:3]) >= floor, name


# -- the page


def test_every_row_has_its_tests() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    here = {name for module in (sys.modules[__name__],) for name in vars(module) if name.startswith("test_")}
    elsewhere = {
        name for path in (ROOT / "tests").rglob("test_*.py") for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))
    }
    assert here - named - {"test_every_row_has_its_tests"} == set()
    assert named - elsewhere == set()
    rows = [row for row in page.splitlines() if re.match(r"\| \d+ \|", row)]
    assert len(rows) >= 13
    assert all("`test_" in row for row in rows)


def test_a_room_of_another_laptop_s_secrets_opens_nothing(serve: Callable[..., Live], store: Store) -> None:
    one, other = serve(), serve(hall=Hall.open(store, porch(), Options()))
    ana = one.phone("Ana")
    stranger = Phone(other.port, dict(ana.cookies) | {"console": one.hall.secrets["console"], "show": one.hall.secrets["projector"]})
    assert stranger.get("/mine").status == 401
    assert stranger.get("/projector").status == 403
    assert "PIN" in stranger.get("/console").text
    assert threading.active_count() < 60
