"""A phone as people hold it: joining, writing with the Wi-Fi gone, the laptop falling over, coming back, being highlighted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from simulator.core import room_commands as c
from simulator.live.serving import RoomServer
from simulator.play.hall import Hall
from simulator.store.interface import Store
from tests.live.browser import Browser, browser
from tests.live.conftest import Live


@pytest.fixture
def phone() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


def come_in(phone: Browser, live: Live, name: str = "Ana") -> str:
    """By the square; the address is the laptop's on the LAN where it has one, since on localhost a browser is kinder."""
    address = f"http://127.0.0.1:{live.port}"
    phone.open(f"{address}/j/{live.hall.key}?language=en")
    phone.type("#name", name)
    phone.tap("button[type=submit]")
    phone.until("document.body.innerText.includes('you are in')")
    return address


def test_a_phone_joins_is_told_writes_and_sees_its_note_come_up(live: Live, phone: Browser) -> None:
    address = come_in(phone, live)
    live.room.do(c.Go("take"))
    phone.until("document.querySelector('#live').innerText.includes('The scene')")
    phone.until("!!document.querySelector('.taps button')")
    phone.tap(".taps button")
    phone.until("document.querySelector('.taps .count').textContent.trim() === '1'")
    phone.type("#quote", "and you?")
    phone.type("#effect", "he came out on the porch")
    phone.tap("form[data-what=note] button[type=submit]")
    phone.until("!!document.querySelector('[data-note]')")
    assert [note.critique.quote for note in live.room.state.notes.values()] == ["and you?"]
    assert len(live.room.state.taps) == 1
    assert phone.run("document.querySelector('#quote').value") == ""
    live.room.do(c.Go("reveal"))
    live.room.do(c.Reveal())
    phone.until("!!document.querySelector('#mine [data-note].up')")
    assert "Your note is up" in phone.text()
    assert phone.problems == []
    assert {urlsplit(url).netloc for url in phone.asked if url.startswith("http")} == {urlsplit(address).netloc}


def test_a_note_belongs_to_the_take_and_second_in_which_it_was_begun(live: Live, phone: Browser) -> None:
    come_in(phone, live)
    live.room.do(c.Go("take"))
    phone.until("!!document.querySelector('#quote')")
    phone.type("#quote", "begun in the first")
    live.room.do(c.Rewind())
    phone.until("document.querySelector('form[data-what=note] [name=take]').value === '2'")
    assert phone.run("document.querySelector('#quote').value") == "begun in the first"
    phone.tap("form[data-what=note] button[type=submit]")
    phone.until("!!document.querySelector('[data-note]')")
    assert [note.take for note in live.room.state.notes.values()] == [1]


def test_what_is_written_with_the_wifi_gone_arrives_once_when_it_is_back(live: Live, phone: Browser) -> None:
    come_in(phone, live)
    live.room.do(c.Go("take"))
    phone.until("!!document.querySelector('#quote')")
    phone.offline(True)
    for n in range(3):
        phone.type("#quote", f"offline {n}")
        phone.tap("form[data-what=note] button[type=submit]")
    phone.until("document.querySelector('#net').textContent.includes('kept on this phone')")
    assert live.room.state.notes == {}
    assert len(json.loads(phone.run("localStorage.getItem('outbox')"))) == 3
    phone.offline(False)
    phone.until("JSON.parse(localStorage.getItem('outbox')).length === 0", 30)
    assert sorted(note.critique.quote for note in live.room.state.notes.values()) == ["offline 0", "offline 1", "offline 2"]


def test_a_half_written_note_survives_sleep_a_reload_and_the_laptop_falling_over(
    serve: Callable[..., Live], store: Store, phone: Browser
) -> None:
    live = serve()
    come_in(phone, live)
    live.room.do(c.Go("take"))
    phone.until("!!document.querySelector('#quote')")
    phone.type("#quote", "half a th")
    phone.sleep()
    asyncio.run_coroutine_threadsafe(live.server.stop(), live.server.site.hub(live.room).loop).result(10)
    phone.type("#quote", "ought")
    phone.tap("form[data-what=note] button[type=submit]")
    phone.until("document.querySelector('#net').textContent.includes('kept on this phone')")
    again = serve(hall=Hall.reopen(store, live.room.stream), port=live.port)
    phone.until("JSON.parse(localStorage.getItem('outbox')).length === 0", 40)
    assert [note.critique.quote for note in again.room.state.notes.values()] == ["half a thought"]
    phone.type("#quote", "still writing")
    phone.call("Page.reload")
    phone.until(
        "document.readyState === 'complete' && !!document.querySelector('#quote') && document.querySelector('#quote').value === 'still writing'"
    )
    again.room.do(c.Go("silent"))
    phone.until("document.querySelector('#live').innerText.includes('Silent writing')", 30)
    assert phone.run("document.querySelector('#quote').value") == "still writing"
    assert isinstance(again.server, RoomServer)


def test_one_thumb_reaches_everything_on_a_small_phone_in_light_and_dark(live: Live, phone: Browser) -> None:
    come_in(phone, live)
    person = live.person("Ana")
    phone.call("Emulation.setDeviceMetricsOverride", width=320, height=568, deviceScaleFactor=2, mobile=True)
    small = """[...document.querySelectorAll('button, .button, summary, select, input:not([type=hidden]):not([type=radio]), textarea, .choice')]
        .filter(e => e.offsetParent && (e.getBoundingClientRect().height < 44 || e.getBoundingClientRect().width < 44)).map(e => e.outerHTML.slice(0, 90))"""
    unnamed = """[...document.querySelectorAll('input:not([type=hidden]), textarea, select')].filter(e => !(e.labels && e.labels.length)).map(e => e.outerHTML)"""
    for phase, role in (
        ("frame", "organizer"),
        ("take", "observer"),
        ("silent", "observer"),
        ("reveal", "observer"),
        ("commit", "organizer"),
        ("rotate", "observer"),
    ):
        live.room.do(c.Change(person, role=role))  # type: ignore[arg-type]
        live.room.do(c.Go(phase))  # type: ignore[arg-type]
        phone.call("Page.reload")
        phone.until(f"document.readyState === 'complete' && document.body.dataset.key.startsWith('{phase}')")
        assert phone.run(small) == [], phase
        assert phone.run(unnamed) == [], phase
        assert phone.run("document.documentElement.scrollWidth") <= 320, phase
    light = phone.run("getComputedStyle(document.documentElement).backgroundColor")
    phone.dark(True)
    assert phone.run("getComputedStyle(document.documentElement).backgroundColor") != light
    assert phone.problems == []


def test_without_scripts_a_phone_still_joins_and_sends(live: Live, phone: Browser) -> None:
    phone.without_script()
    phone.call("Page.navigate", url=f"http://127.0.0.1:{live.port}/j/{live.hall.key}")
    tree = lambda: json.dumps(phone.call("DOM.getDocument", depth=-1))  # noqa: E731
    for _ in range(200):
        if "The code on the wall" in tree() or "Your name" in tree():
            break
    for wanted, text in (("#name", "Ana"),):
        node = phone.call("DOM.querySelector", nodeId=phone.call("DOM.getDocument")["root"]["nodeId"], selector=wanted)["nodeId"]
        phone.call("DOM.focus", nodeId=node)
        phone.call("Input.insertText", text=text)
    phone.call("Input.dispatchKeyEvent", type="keyDown", key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r")
    for _ in range(400):
        if live.room.state.present():
            break
        phone.call("Runtime.getIsolateId")
    assert [person.name for person in live.room.state.present()] == ["Ana"]
