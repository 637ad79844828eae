"""A scene from this week's real meeting, names stripped: four answers become a scenario that a room can play (DESIGN 10)."""

from __future__ import annotations

import re

from simulator.content.catalogue import Catalogue, Loaded, Texts, compile_material
from simulator.core.moves import FORMS
from simulator.core.records import dataclass
from simulator.core.text import clean_line, clean_text

LONGEST = 400
_NOT_IN_A_NAME = re.compile(r"[^\w .'’-]+")


@dataclass(frozen=True, slots=True)
class Blank:
    """Who (never the real name), where, what she wants, what she hides; each in a sentence or two."""

    who: str
    where: str = ""
    wants: str = ""
    hides: str = ""
    form: str = "one_to_one"
    language: str = "en"


def blank_scene(books: Catalogue, blank: Blank) -> Loaded:
    """The scene, compiled with the rubric of its form and its text kept like any other scenario's. Raises ValueError for an unknown form."""
    if blank.form not in FORMS:
        raise ValueError(blank.form)
    parts = {"scenario": blank_text(blank)}
    for name, path in (
        ("rubric", books.rubric_path(blank.form)),
        ("moves", books.rubric_path("moves")),
        ("reactions", books.reactions_path()),
    ):
        if path is not None:
            parts[name] = path.read_text(encoding="utf-8")
    return compile_material(Texts(parts))


def blank_text(blank: Blank) -> str:
    """The scenario's text. What people wrote goes into prose that is never read as speech."""
    spanish = blank.language == "es"
    name = clean_line(_NOT_IN_A_NAME.sub(" ", blank.who), 40).strip(" .'-’") or ("Alguien" if spanish else "Somebody")
    scene = "La escena la actúa la gente de la sala." if spanish else "People in the room play this scene."
    brief = "\n".join(part for part in (f"{blank.who}.", blank.where) if part.strip(" ."))
    title = ("Una conversación con " if spanish else "A conversation with ") + name
    return f"""\
scenario: blank-room
title: |
{_block(title, 2)}
form: {blank.form}
rubric: {blank.form}
language: {"es" if spanish else "en"}
you: organizer
brief: |
{_block(brief or name, 2)}
cast:
  other:
    name: |
{_block(name, 6)}
    about: |
{_block(blank.who, 6)}
    interest: |
{_block(blank.wants or "?", 6)}
    secret: |
{_block(blank.hides or "?", 6)}
start: here
beats:
  here:
    scene: |
      {scene}
    replies:
      wait:
        then: end over
endings:
  over:
    scene: |
      {scene}
"""


def _block(text: str, indent: int) -> str:
    lines = [line.strip() for line in clean_text(text, LONGEST).replace("\t", " ").splitlines()]
    return "\n".join(" " * indent + line for line in lines if line) or " " * indent + "?"
