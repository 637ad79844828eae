"""A room on paper: the facilitator's block, role cards, a worksheet for each lens, marks, and slips, as one page to print in either language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from simulator.core.material import Material
from simulator.core.room_state import LENSES, PHASES, PLANNED, VOICES
from simulator.core.text import clean_text
from simulator.export.outline import Block, Heading, Outline, Paragraph, Span, Table
from simulator.export.telling import Data
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
    return _environment().get_template("paper.html.j2").render(_given(material, language)).encode()


def paper_pdf(material: Material, language: str) -> bytes:
    """The same as PDF. Raises ExportError where the `pdf` extra is not installed."""
    from simulator.export.pdf import pdf
    from simulator.phrases.export import EXPORT

    return pdf(_outline(_given(material, language)), EXPORT["undrawn"][language])


def _given(material: Material, language: str) -> Data:
    """What stands on the sheets, for either format."""
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
    return {
        "say": voice(language, COMMON, ROOM, PAPER), "language": language, "title": words("title", scenario.title), "form": scenario.form,
        "brief": words("brief", scenario.brief), "goal": words("goal", scenario.goal), "note": words("content-note", scenario.content_note),
        "facilitator": words("facilitator", scenario.facilitator).splitlines(), "cast": cast, "criteria": criteria,
        "lenses": {name: buttons for name, buttons in LENSES.items() if buttons}, "own_lenses": words("lenses", "\n".join(scenario.lenses)).splitlines(),
        "steps": [(phase, PLANNED[phase] // 60) for phase in PHASES if phase in PLANNED], "minutes": scenario.minutes,
    }  # fmt: skip


LINE = "_" * 72


def _outline(given: Data) -> Outline:
    say, blocks = given["say"], list[Block]()

    def sheet(title: str) -> None:
        blocks.append(Heading(2, title, apart=True))

    def tell(text: str, *, bold: bool = False) -> None:
        blocks.extend(Paragraph((Span(line, bold=bold),)) for line in text.splitlines() if line.strip())

    def field(label: str, lines: int = 1) -> None:
        tell(label)
        blocks.extend(Paragraph((Span(LINE),)) for _ in range(lines))

    def card(*parts: tuple[str, str], level: int = 3) -> None:
        for title, text in parts:
            if text:
                blocks.append(Heading(level, say(title)))
                tell(text)

    blocks.append(Heading(1, given["title"]))
    tell(f"{say('form.' + given['form'])}. {say('paper-about')}\n{say('paper-private')}\n{given['note']}")
    rows = tuple(
        ((Span(say(f"phase.{phase}")),), (Span(str(minutes)),), (Span(say(f"notes.{phase}")),)) for phase, minutes in given["steps"]
    )
    blocks.append(Table(say("paper-block"), (say("paper-step"), say("paper-minutes"), say("paper-say")), rows))
    tell("\n".join(say(f"voice.{voice}") for voice in VOICES))
    card(("paper-author", "\n".join(given["facilitator"])), level=2)
    sheet(say("paper-organizer"))
    card(("brief", given["brief"]), ("goal", given["goal"]))
    field(say("paper-watch"), 2)
    tell(say("rules"))
    for one in given["cast"]:
        sheet(say("paper-counterpart", name=one["name"]))
        card(("card-about", one["about"]), ("card-interest", one["interest"]), ("card-secret", one["secret"]))
        tell(say("card-how"))
    for lens, buttons in given["lenses"].items():
        sheet(f"{say('paper-worksheet')}: {say('lens.' + lens)}")
        tell(say(f"lens.{lens}.about"))
        tell(f"{say('paper-who')} __________________  {say('paper-take')} ______  {say('paper-me')} __________________")
        blocks.append(
            Table(say("paper-tally"), (say("lens"), " "), tuple(((Span(say(f"tap.{name}")),), (Span("_" * 40),)) for name in buttons))
        )
        for kind in ("paper-one-keep", "paper-one-change"):
            blocks.append(Heading(3, say(kind)))
            field(f"{say('paper-minute')} ____  {say('note-quote')}", 2)
            field(say("note-effect"), 2)
            field(say("note-instead"), 2)
        field(say("paper-changed"))
    card(("paper-authors-lenses", "\n".join(given["own_lenses"])), level=2)
    if given["criteria"]:
        sheet(say("paper-marks"))
        for criterion in given["criteria"]:
            blocks.append(Heading(3, criterion["name"]))
            tell("\n".join(f"○ {n}. {level}" for n, level in enumerate(criterion["levels"], 1)) + f"\n○ {say('marks-none')}")
    sheet(say("paper-slips"))
    for _ in range(2):
        blocks.append(Heading(3, say("commit")))
        for name in ("who", "what", "when", "coach"):
            field(say(f"commit-{name}"))
    blocks.append(Heading(3, say("block")))
    field(say("block-feeling"))
    field(say("block-learning"))
    return Outline(given["title"], given["language"], "", "", tuple(blocks), say("paper-page"))
