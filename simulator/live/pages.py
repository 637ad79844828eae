"""What the pages say: templates over the views of a room, escaped, in one person's language; each with nothing that lies elsewhere."""

from __future__ import annotations

import hashlib
import json
import secrets
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from simulator.core.room_state import LENSES
from simulator.phrases import LANGUAGES, Voice, voice
from simulator.phrases.common import COMMON
from simulator.phrases.room import ROOM
from simulator.play.room import Room

HERE = Path(__file__).resolve().parent / "pages"
CLOCK = "@@CLOCK@@"
View = dict[str, Any]


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
    )


@cache
def say_in(language: str) -> Voice:
    """The room's voice."""
    return voice(language, COMMON, ROOM)


@cache
def asset(name: str) -> str:
    """A file of ours as it is."""
    return (HERE / name).read_text(encoding="utf-8")


@cache
def version() -> str:
    """Changes when the script does, so that a phone may keep it."""
    return hashlib.blake2b(asset("room.js").encode(), digest_size=6).hexdigest()


def page(name: str, language: str, nonce: str, **values: Any) -> str:
    """A whole page."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    given = {
        "say": say_in(language),
        "language": language,
        "nonce": nonce,
        "css": Markup(asset("room.css")),
        "version": version(),
        "clock": clock,
    }
    return _environment().get_template(name).render(given | values)


def part(name: str, language: str, **values: Any) -> str:
    """A part of a page."""
    return _environment().get_template(name).render({"say": say_in(language), "clock": clock} | values)


def clock(seconds: int) -> str:
    """`4:05`."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def left(view: View) -> str:
    """How much is left on a view's clock, as it is shown: `4:05`, `+0:12` when it is over."""
    seconds = view["clock"]["left"] // 1000 if view["clock"]["left"] >= 0 else -(-view["clock"]["left"] // 1000)
    return ("+" if view["clock"]["left"] < 0 else "") + clock(abs(seconds))


def screen_key(view: View) -> str:
    """What of a view changes the forms a phone shows."""
    vote = view["vote"]["number"] if view["vote"] else 0
    return f"{view['phase']}.{view['round']}.{view['take']}.{int(view['frozen'])}.{vote}.{len(view['marks'])}.{int(view['pause'])}"


def criteria(room: Room, language: str) -> list[dict[str, Any]]:
    """The criteria that are marked here, with their four anchors."""
    found = []
    for name in room.state.criteria:
        criterion = room.material.rubric.criteria[name]
        levels = criterion.levels.get(language) or next(iter(criterion.levels.values()))
        found.append({"id": name, "name": criterion.name.get(language, name), "levels": [" ".join(level.split()) for level in levels]})
    return found


def scene(room: Room, language: str, *, card: bool, brief: bool) -> dict[str, Any]:
    """What a player may read of the scene: the brief for the organizer, the cast only where the card is open."""
    material = room.material
    scenario = material.scenario
    cast = []
    for person in scenario.cast.values() if card else ():
        words = {
            name: material.words(f"cast.{person.id}.{name}", getattr(person, name), language).strip()
            for name in ("name", "about", "interest", "secret")
        }
        cast.append({key: "" if value == "?" else value for key, value in words.items()})
    told = {name: material.words(name, getattr(scenario, name), language).strip() if brief else "" for name in ("brief", "goal")}
    return {"cast": cast, **told}


def live(room: Room, audience: str, language: str, view: View, **more: Any) -> str:
    """The part that changes by itself, with a place left for the clock."""
    names = {one["id"]: one["name"] for one in criteria(room, language)}
    return part(f"live_{audience}.html", language, v=view, criteria_names=names, script=room.state.script, **more)


def with_clock(html: str, view: View) -> Markup:
    """The same with the clock as it stands."""
    return Markup(html.replace(CLOCK, left(view)))


def mine(room: Room, person: str, refused: str = "") -> str:
    """The part of the phone page that is one person's own."""
    view = room.phone(person)
    language = view["me"]["language"]
    return part("mine.html", language, **_mine(room, view, refused))


def _mine(room: Room, view: View, refused: str) -> dict[str, Any]:
    language = view["me"]["language"]
    named = criteria(room, language)
    return {
        "v": view, "scene": scene(room, language, card=view["card"], brief=view["me"]["role"] == "organizer"), "criteria": named,
        "criteria_names": {one["id"]: one["name"] for one in named}, "buttons": LENSES.get(view["me"]["lens"], ()), "naming": room.state.naming,
        "new_id": lambda: secrets.token_hex(16), "refused": refused,
    }  # fmt: skip


def phone_page(room: Room, person: str, nonce: str, refused: str = "") -> str:
    """The whole phone page, as it is without a script."""
    view = room.phone(person)
    language = view["me"]["language"]
    public = room.public()
    html = with_clock(live(room, "phone", language, public), public)
    return page("phone.html", language, nonce, live=html, key=screen_key(public), **_mine(room, view, refused))


def message(room: Room, audience: str, language: str, **more: Any) -> tuple[str, str]:
    """What a listener is pushed: (what to compare with the last one, the JSON)."""
    view = room.console() if audience == "console" else room.public()
    html = live(room, audience, language, view, **more)
    key = screen_key(view)
    clock = room.state.stage.clock
    told = {
        "key": key, "html": html.replace(CLOCK, left(view)), "left": view["clock"]["left"], "elapsed": view["clock"]["elapsed"],
        "running": view["clock"]["running"], "note": view["note"]["id"] if view["note"] else "",
    }  # fmt: skip
    return f"{key}{clock}{html}", json.dumps(told, ensure_ascii=False)
