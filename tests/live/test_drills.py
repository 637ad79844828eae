"""The drills to pass before a retreat, those that software can rehearse; the others are in docs/facilitating.md.

Forty at once: `test_phone.py`. Wi-Fi off in a scene, a phone put away, the laptop falling over: `test_browser.py`. Deleting: `test_security.py`.
The lid closed for a minute: `tests/core/test_room.py`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simulator.core import room_commands as c
from simulator.core.room_state import FACILITATOR
from simulator.live import serving
from simulator.live.serving import RoomServer
from simulator.play.hall import Hall
from simulator.play.room import Options
from simulator.store.interface import Store
from tests.live.conftest import Listening, Live, Phone
from tests.porch import porch


def test_the_laptop_s_address_becomes_another(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "addresses", lambda: ("192.168.1.20",))
    hall = Hall.open(store, porch(), Options())
    server = RoomServer(hall)
    assert server.join_url.startswith(f"http://192.168.1.20:{server.port}/j/")
    assert not server.look_again()
    monkeypatch.setattr(serving, "addresses", lambda: ("10.0.0.5", "192.168.1.20"))
    assert server.look_again()
    assert server.join_url.startswith(f"http://10.0.0.5:{server.port}/j/")
    assert server.doors.others == (f"http://192.168.1.20:{server.port}",)
    assert {f"10.0.0.5:{server.port}", f"192.168.1.20:{server.port}"} <= server.hosts()
    monkeypatch.setattr(serving, "addresses", lambda: ())
    assert server.look_again()
    assert server.doors.address == ""
    server.socket.close()


def test_a_phone_is_locked_for_five_minutes_and_opened_again(live: Live) -> None:
    ana = live.phone("Ana")
    told = Listening(ana)
    told.next()
    told.close()
    live.room.do(c.Go("take"))
    live.room.do(c.Go("silent"))
    live.room.do(c.Go("voices"))
    back = Listening(ana)
    assert "One word each" in back.next()["html"]
    back.close()
    assert ana.send(what="note", quote="x").status == 200


def test_two_phones_with_the_same_nickname(live: Live) -> None:
    one, other = live.phone("Ana"), live.phone("ANA")
    assert "Ana, you are in." in one.get("/").text
    assert "ANA 2, you are in." in other.get("/").text


def test_the_projector_is_unplugged_and_plugged_in_again(live: Live) -> None:
    wall = Phone(live.port)
    assert wall.get(f"/projector/{live.hall.secrets['projector']}").status == 303
    told = Listening(wall, "/projector/events")
    assert live.hall.code[:4] in told.next()["html"]
    told.close()
    live.room.do(c.Go("take"))
    live.room.do(c.Blank())
    back = Listening(wall, "/projector/events")
    assert back.next()["html"].strip() == '<div data-blank="1"></div>'
    live.room.do(c.Blank())
    assert "The scene" in back.next()["html"]
    back.close()


def test_the_power_goes_in_the_middle_of_the_reveal(serve: Callable[..., Live], store: Store) -> None:
    live = serve()
    ana, beto = live.phone("Ana"), live.phone("Beto")
    live.room.do(c.Change(live.person("Ana"), role="organizer"))
    live.room.do(c.Go("take"))
    beto.send(what="note", id="note-of-beto", quote="and you?", effect="y")
    live.room.do(c.Go("silent"))
    for criterion in live.room.state.criteria:
        ana.send(what="marks", **{f"mark.{criterion}": "2"})
        live.room.do(c.Rate(criterion, 3), FACILITATOR)
    live.room.do(c.Go("reveal"))
    live.room.do(c.Reveal())
    live.room.do(c.Reveal())
    before = live.room.state.stage
    again = serve(hall=Hall.reopen(store, live.room.stream))
    assert again.room.state.stage == before
    wall = Phone(again.port)
    wall.get(f"/projector/{again.hall.secrets['projector']}")
    page = wall.get("/projector").text
    assert "▪▪ 2" in page
    assert "▪▪▪ 3" not in page
    again.room.do(c.Reveal())
    assert "▪▪▪ 3" in wall.get("/projector").text
    back = Phone(again.port, dict(beto.cookies))
    assert "and you?" in back.get("/").text


def test_a_phone_finds_out_whether_it_reaches_the_laptop(live: Live) -> None:
    assert live.server.reached == ()
    assert "Yes: this phone reaches the laptop" in live.stranger().get("/check").text
    assert live.server.reached == ("127.0.0.1",)
