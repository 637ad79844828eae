"""The phone page over real HTTP: coming in, sending once, being told, seeing only one's own."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from simulator.content.catalogue import Catalogue
from simulator.core import room_commands as c
from simulator.live import pages
from simulator.play.blank import Blank, blank_scene
from simulator.play.hall import Hall
from simulator.play.room import Options, Room
from simulator.store.interface import Store
from tests.live.conftest import Listening, Live, Phone, external


def test_a_phone_comes_in_by_the_code_and_by_the_square(live: Live) -> None:
    typed, scanned = live.stranger(), live.stranger()
    assert typed.get("/").headers["location"] == "/join"
    assert typed.come_in(f"{live.hall.code[:4].lower()} {live.hall.code[4:]}", "Ana").status == 303
    page = scanned.get(f"/j/{live.hall.key}")
    assert page.status == 200
    assert f'value="{live.hall.key}"' in page.text
    assert scanned.form("/join", key=live.hall.key, name="Beto", language="es").status == 303
    assert "Ana, you are in." in typed.get("/").text
    assert "Beto, ya está adentro." in scanned.get("/").text


def test_the_first_page_speaks_the_phone_s_language(live: Live) -> None:
    assert "Pásele" in live.stranger().get("/join", Accept_Language="es-MX,es").text
    assert '<html lang="en">' in live.stranger().get("/join", Accept_Language="zu").text
    assert "Pásele" in live.stranger().get("/join?language=es").text


def test_who_is_in_stays_in_after_a_reload_and_does_not_come_in_twice(live: Live) -> None:
    ana = live.phone("Ana")
    assert ana.get(f"/j/{live.hall.key}").headers["location"] == "/"
    assert ana.form("/join", key=live.hall.key, name="Ana").headers["location"] == "/"
    assert len(live.room.state.present()) == 1


def test_a_note_without_a_script_is_sent_by_the_browser_itself(live: Live) -> None:
    ana = live.phone("Ana")
    live.room.do(c.Go("take"))
    page = ana.get("/").text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page[page.index('data-what="note"') :]))
    sent = ana.form("/say", **{**fields, "what": "note", "quote": "and you?", "effect": "he came out", "kind": "keep"})
    assert sent.status == 303
    again = ana.form("/say", **{**fields, "what": "note", "quote": "and you?", "effect": "he came out", "kind": "keep"})
    assert again.status == 303
    assert [note.critique.quote for note in live.room.state.notes.values()] == ["and you?"]
    assert "and you?" in ana.get("/").text


def test_a_note_is_acknowledged_when_it_is_on_disk_and_counts_once(live: Live, store: Store) -> None:
    ana = live.phone("Ana")
    live.room.do(c.Go("take"))
    for _ in range(3):
        assert ana.send(what="note", id="the-same-id", quote="x", effect="y").json == {"ok": True}
    kept = [event for event in store.events(live.room.stream) if event.type == "note_given"]
    assert [event.data["id"] for event in kept] == ["the-same-id"]


def test_forty_phones_at_once_and_everything_arrives(live: Live) -> None:
    phones = [live.phone(f"P{n}") for n in range(40)]
    live.room.do(c.Go("take"))

    def tap(phone: Phone) -> list[int]:
        lens = live.room.state.people[live.person(phone_name[id(phone)])].lens
        from simulator.core.room_state import LENSES

        return [phone.send(what="tap", lens=lens, button=LENSES[lens][0]).status for _ in range(3)]

    phone_name = {id(phone): f"P{n}" for n, phone in enumerate(phones)}
    with ThreadPoolExecutor(16) as pool:
        assert {status for found in pool.map(tap, phones) for status in found} == {200}
    assert len(live.room.state.taps) == 120


def test_everybody_is_told_of_a_step_and_the_forms_change(live: Live) -> None:
    ana = live.phone("Ana")
    told = Listening(ana)
    first = told.next()
    live.room.do(c.Go("take"))
    then = told.next()
    assert first["key"] != then["key"]
    assert "The scene" in then["html"]
    assert then["running"]
    assert 'data-what="note"' in ana.get("/mine").text
    told.close()


def test_taps_of_others_are_not_told_to_phones_but_to_the_console(live: Live) -> None:
    ana, console = live.phone("Ana"), live.console()
    live.room.do(c.Go("take"))
    lens = live.room.state.people[live.person("Ana")].lens
    phone, watching = Listening(ana), Listening(console, "/console/events")
    phone.next()
    watching.next()
    from simulator.core.room_state import LENSES

    ana.send(what="tap", lens=lens, button=LENSES[lens][1])
    assert pages.say_in("en")(f"tap.{LENSES[lens][1]}") in watching.next()["html"]
    live.room.do(c.MarkLine("x"))
    live.room.do(c.Go("silent"))
    assert "Silent writing" in phone.next()["html"]
    phone.close()
    watching.close()


def test_one_s_own_note_is_marked_when_its_turn_comes(live: Live) -> None:
    ana, beto = live.phone("Ana"), live.phone("Beto")
    live.room.do(c.Go("take"))
    ana.send(what="note", id="note-of-ana", quote="x", effect="y")
    live.room.do(c.Go("reveal"))
    told = Listening(beto)
    told.next()
    live.room.do(c.Reveal())
    assert told.next()["note"] == "note-of-ana"
    assert 'class="note up" data-note="note-of-ana"' in ana.get("/").text
    assert 'data-note="' not in beto.get("/").text
    told.close()


def test_the_counterpart_s_card_reaches_nobody_else_before_the_reveal(serve: Callable[..., Live], store: Store) -> None:
    hidden = "she signed already"
    live = serve(hall=Hall.open(store, blank_scene(Catalogue(), Blank("a grandmother", hides=hidden)), Options()))
    ana, beto, caro = live.phone("Ana"), live.phone("Beto"), live.phone("Caro")
    live.room.do(c.Change(live.person("Ana"), role="organizer"))
    live.room.do(c.Change(live.person("Beto"), role="counterpart"))
    console = live.console()
    for phase in ("frame", "take", "silent", "voices"):
        live.room.do(c.Go(phase))
        assert hidden in beto.get("/").text, phase
        for other, path in ((ana, "/"), (caro, "/"), (ana, "/mine"), (console, "/projector"), (console, "/console")):
            assert hidden not in other.get(path).text, (phase, path)
    live.room.do(c.Go("reveal"))
    assert hidden in caro.get("/").text


def test_marks_of_others_wait_for_one_s_own(live: Live) -> None:
    ana, beto, caro = live.phone("Ana"), live.phone("Beto"), live.phone("Caro")
    live.room.do(c.Change(live.person("Ana"), role="organizer"))
    live.room.do(c.Go("take"))
    live.room.do(c.Go("silent"))
    criteria = live.room.state.criteria
    assert ana.send(what="marks", **{f"mark.{name}": "2" for name in criteria}).status == 200
    assert beto.send(what="marks", **{f"mark.{criteria[0]}": "none"}).status == 200
    live.room.do(c.Go("reveal"))
    live.room.do(c.Reveal())
    assert "others' marks" in beto.get("/").text.replace("&#39;", "'")
    assert "others' marks" not in caro.get("/").text.replace("&#39;", "'")
    assert caro.send(what="marks", **{f"mark.{criteria[0]}": "4"}).json["refused"] == "locked"


def test_who_passes_on_marks_sees_that_she_did(live: Live) -> None:
    ana = live.phone("Ana")
    live.room.do(c.Go("take"))
    live.room.do(c.Go("silent"))
    assert "no mark given" not in ana.get("/").text
    assert ana.form("/say", what="pass").status == 303
    assert ana.get("/").text.count("no mark given") == len(live.room.state.criteria)
    assert ana.send(what="marks", **{f"mark.{live.room.state.criteria[0]}": "3"}).status == 200
    assert ana.get("/").text.count("no mark given") == len(live.room.state.criteria) - 1


def test_a_phone_that_comes_back_finds_everything_where_it_was(serve: Callable[..., Live], store: Store) -> None:
    live = serve()
    ana = live.phone("Ana")
    live.room.do(c.Go("take"))
    ana.send(what="note", id="before-the-crash", quote="x", effect="y")
    hall = Hall.reopen(store, live.room.stream)  # the laptop went down; its port and its secrets are the same
    again = serve(hall=hall, port=0)
    assert again.hall.secrets["pin"] == live.hall.secrets["pin"]
    back = Phone(again.port, dict(ana.cookies))
    assert "The scene" in back.get("/").text
    assert back.send(what="note", id="before-the-crash", quote="x", effect="y").json == {"ok": True}
    assert len(again.room.state.notes) == 1


def test_when_the_disk_refuses_nothing_is_acknowledged_and_the_phone_may_try_again(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    from simulator.store.troubles import StoreTrouble

    ana = live.phone("Ana")
    live.room.do(c.Go("take"))
    real = live.room.log.append

    def full(*arguments: object) -> object:
        raise StoreTrouble("disk-full", "simulator.db")  # type: ignore[arg-type]

    monkeypatch.setattr(live.room.log, "append", full)
    assert ana.send(what="note", id="the-same-id", quote="x").status == 503
    assert live.room.state.notes == {}
    monkeypatch.setattr(live.room.log, "append", real)
    assert ana.send(what="note", id="the-same-id", quote="x").status == 200
    assert list(live.room.state.notes) == ["the-same-id"]


def test_a_closed_room_says_so_and_takes_nothing_more(live: Live) -> None:
    ana = live.phone("Ana")
    live.room.close()
    assert ana.send(what="note", quote="x").status == 410
    assert "The room is closed" in ana.get("/").text


def test_the_whole_phone_page_is_light_and_asks_nothing_of_anybody_else(live: Live) -> None:
    ana = live.phone("Ana")
    script = len(ana.get("/s/room.js").text.encode())
    for phase in ("lobby", "frame", "take", "silent", "voices", "reveal", "rehearse", "commit", "rotate"):
        if phase != "lobby":
            live.room.do(c.Go(phase))
        page = ana.get("/").text
        assert len(page.encode()) + script < 60_000, phase
        assert external(page) == []


def test_every_field_has_a_label_and_every_target_is_large_enough(live: Live) -> None:
    ana = live.phone("Ana")
    live.room.do(c.Change(live.person("Ana"), role="organizer"))
    for phase in ("frame", "take", "silent", "reveal", "commit", "rotate"):
        live.room.do(c.Go(phase))
        page = ana.get("/").text
        for field in re.findall(r'<(?:textarea|select|input type="text")[^>]* id="([^"]+)"', page):
            assert f'for="{field}"' in page, field
        assert not re.search(r'<input type="text"(?![^>]*\bid=)', page)
    css = pages.asset("room.css")
    assert all(int(size) >= 44 for size in re.findall(r"min-height:(\d+)px", css))
    assert "prefers-color-scheme:dark" in css


def test_parents_practise_without_marks_in_spanish_and_nothing_is_kept(serve: Callable[..., Live], store: Store) -> None:
    live = serve(institute=True, language="es")
    ana = live.phone("Ana", "es")
    live.room.do(c.Go("take"))
    live.room.do(c.Go("silent"))
    assert 'data-what="marks"' not in ana.get("/").text
    assert "De esto no se guarda nada" in live.stranger().get("/join", Accept_Language="en-US").text
    assert "Nothing of this is kept" in live.stranger().get("/join?language=en").text
    assert store.streams("room") == []


def test_triads_fill_up_by_themselves_and_share_the_countdown(serve: Callable[..., Live]) -> None:
    live = serve(triads=2)
    phones = [live.phone(name) for name in ("A", "B", "C", "D", "E", "F")]
    assert [len(room.state.present()) for room in live.hall.rooms] == [3, 3]
    assert [person.role for person in live.hall.rooms[0].state.present()] == ["organizer", "counterpart", "observer"]
    from simulator.play.room_words import carry_out

    carry_out(live.hall, "take")
    assert [room.state.stage.phase for room in live.hall.rooms] == ["take", "take"]
    carry_out(live.hall, "2: freeze")
    assert [room.state.stage.frozen for room in live.hall.rooms] == [False, True]
    console = live.console()
    assert "Group 2" in console.get("/console?group=1").text
    assert phones[0].get("/").status == 200


def test_changing_name_and_language_changes_the_page(live: Live) -> None:
    ana = live.phone("Ana")
    told = Listening(ana)
    told.next()
    ana.form("/say", what="me", name="Anita", language="es")
    assert told.next("you") == {"gone": False}
    assert "Anita, ya está adentro." in ana.get("/").text
    told.close()


def test_the_vote_is_counted_once_for_each_person(serve: Callable[..., Live]) -> None:
    live = serve(script=True)
    ana, beto = live.phone("Ana"), live.phone("Beto")
    live.room.do(c.Go("take"))
    live.room.do(c.OpenVote(live.room.replies()))
    first, second = list(live.room.replies())[:2]
    for option in (first, second, second):
        ana.send(what="vote", option=option)
    beto.send(what="vote", option=second)
    assert live.room.state.vote is not None
    assert live.room.state.vote.tally()[second] == 2
    assert 'aria-pressed="true"' in ana.get("/").text
    assert "Your vote is in" in ana.get("/").text


def listen_and_count(phone: Phone, wanted: int, seen: list[int]) -> None:
    told = Listening(phone)
    told.until(lambda state: state["html"].count("<p dir=") >= wanted)
    seen.append(1)
    told.close()


def test_a_scribe_s_line_reaches_everybody(live: Live) -> None:
    phones = [live.phone(f"P{n}") for n in range(8)]
    live.room.do(c.Change(live.person("P0"), lens="scribe"))
    live.room.do(c.Go("take"))
    seen: list[int] = []
    threads = [threading.Thread(target=listen_and_count, args=(phone, 1, seen)) for phone in phones]
    for thread in threads:
        thread.start()
    assert phones[0].send(what="line", text="¿Y usted?").status == 200
    for thread in threads:
        thread.join(10)
    assert len(seen) == 8


def test_json_and_forms_of_any_shape_are_refused_without_harm(live: Live) -> None:
    ana = live.phone("Ana")
    for body in (b"", b"[]", b"{", b'{"what": {"a": 1}}', b'{"what": "note"}', json.dumps({"what": "x" * 9000}).encode(), b"[" * 5000):
        assert ana.ask("POST", "/say", body, Content_Type="application/json").status in (400, 413), body[:20]
    assert ana.ask("POST", "/say", b"a=b", Content_Type="multipart/form-data").status == 400
    assert isinstance(live.room, Room)
    assert ana.get("/").status == 200
