"""A room on paper: the facilitator's block, role cards, a worksheet for each lens, marks, and slips, as one page to print in either language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from simulator.core.material import Material
from simulator.core.room_state import LENSES, PHASES, PLANNED
from simulator.core.text import clean_text
from simulator.phrases import voice
from simulator.phrases.common import COMMON
from simulator.phrases.paper import PAPER
from simulator.phrases.room import ROOM

_TEMPLATES = Path(__file__).resolve().parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def paper(material: Material, language: str) -> bytes:
    """Everything a room needs where no phone connects, UTF-8 HTML without anything from elsewhere; a sheet begins on a page of its own."""
    scenario = material.scenario

    def words(address: str, own: str) -> str:
        return clean_text(material.words(address, own, language)).strip()

    cast = [
        {name: words(f"cast.{one.id}.{name}", getattr(one, name)) for name in ("name", "about", "interest", "secret")}
        for one in scenario.cast.values()
    ]
    criteria = [
        {
            "name": criterion.name.get(language, name),
            "levels": [" ".join(level.split()) for level in criterion.levels.get(language, next(iter(criterion.levels.values())))],
        }
        for name, criterion in material.rubric.criteria.items()
    ]
    given = {
        "say": voice(language, COMMON, ROOM, PAPER), "language": language, "title": words("title", scenario.title), "form": scenario.form,
        "brief": words("brief", scenario.brief), "goal": words("goal", scenario.goal), "note": words("content-note", scenario.content_note),
        "facilitator": words("facilitator", scenario.facilitator).splitlines(), "cast": cast, "criteria": criteria,
        "lenses": {name: buttons for name, buttons in LENSES.items() if buttons}, "own_lenses": words("lenses", "\n".join(scenario.lenses)).splitlines(),
        "steps": [(phase, PLANNED[phase] // 60) for phase in PHASES if phase in PLANNED], "minutes": scenario.minutes,
    }  # fmt: skip
    return _environment().get_template("paper.html.j2").render(given).encode()
