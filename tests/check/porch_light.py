"""A tiny complete scenario, and pages of `docs/diagnostics/` laid over it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from simulator.check import FileReport, Options, check_path
from simulator.content.catalogue import Catalogue

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "diagnostics"

SCENARIO = """\
scenario: porch-light
title: Porch light
form: one_to_one
rubric: one_to_one
language: en
you: organizer
cast:
  alder:
    name: Mrs. Alder
    part: parent
    feels: trust 2, energy 2, guard 3
    about: |
      Sixty-one.
start: door
beats:
  door:
    scene: |
      Mrs. Alder: You're the third clipboard this month.
    replies:
      ask:
        say: |
          What were the other two after?
        moves: open_question
        shows: opening +1
        then: end thursday
endings:
  thursday:
    kind: step
    scene: |
      Mrs. Alder: Thursday. Six. I'll hold you to it.
"""
TRANSLATION = """\
scenario: porch-light
language: es
"""


_BOTH = "{0}:\n{1}  en: |\n{1}    {2}\n{1}  es: |\n{1}    {3}\n"
SPECIMEN = (
    "critique: porch-weak\nquality: weak\nform: one_to_one\nrubric: one_to_one\nlanguage: en\n"
    + _BOTH.format("title", "", "The porch", "El porche")
    + _BOTH.format("brief", "", "Seven in the evening.", "Las siete de la noche.")
    + "cast:\n  sam: Sam\n  alder: Mrs. Alder\nyou: sam\nlines:\n  hello:\n    who: sam\n    "
    + _BOTH.format("says", "    ", "Lupe sent me. Sign here.", "Me mandó Lupe. Firme aquí.")
    + "  third:\n    who: alder\n    "
    + _BOTH.format("says", "    ", "You're the third.", "Usted es el tercero.")
    + "gold:\n  named:\n    line: hello\n    kind: keep\n    criterion: opening\n    "
    + _BOTH.format("quote", "    ", "Lupe sent me.", "Me mandó Lupe.")
    + "    "
    + _BOTH.format("effect", "    ", "She opened the door.", "Abrió la puerta.")
    + "marks:\n"
    + "".join(
        f"  {name}:\n    level: none\n    " + _BOTH.format("because", "    ", "It did not come up.", "No se dio.")
        for name in ("opening", "listening", "digging", "self", "interest", "close")
    )
)
"""A tiny conversation to critique, without a `change` and without a mark for `care`."""


@dataclass
class Block:
    """A key with its text, or with the blocks below it."""

    head: str
    text: list[str] = field(default_factory=list)
    below: dict[str, Block] = field(default_factory=dict)


def _read(lines: list[str], indent: int = 0) -> dict[str, Block]:
    found: dict[str, Block] = {}
    while lines:
        depth = len(lines[0]) - len(lines[0].lstrip())
        if depth < indent:
            return found
        line = lines.pop(0)
        key = line.split(":", 1)[0].strip()
        block = found[key] = Block(line.strip())
        under: list[str] = []
        while lines and len(lines[0]) - len(lines[0].lstrip()) > depth:
            under.append(lines.pop(0))
        if block.head.endswith("|"):
            block.text = [line.strip() for line in under]
        else:
            block.below = _read(under, depth + 1)
    return found


def _write(blocks: dict[str, Block], indent: int = 0) -> list[str]:
    lines: list[str] = []
    for block in blocks.values():
        lines.append(" " * indent + block.head)
        lines += [" " * (indent + 2) + line for line in block.text]
        lines += _write(block.below, indent + 2)
    return lines


def _merge(base: dict[str, Block], over: dict[str, Block]) -> dict[str, Block]:
    merged = dict(base)
    for key, block in over.items():
        under = merged.get(key)
        if under is not None and under.below and block.below:
            merged[key] = Block(block.head, [], _merge(under.below, block.below))
        else:
            merged[key] = block
    return merged


def lay_over(fragment: str, base: str = SCENARIO) -> str:
    """`base` with the keys of `fragment` in the place of its own."""
    return "\n".join(_write(_merge(_read(base.splitlines()), _read(fragment.splitlines())))) + "\n"


def check(folder: Path, text: str | bytes, options: Options | None = None, name: str = "scenario.yaml") -> FileReport:
    """Write a scenario into `folder`/porch-light and check it."""
    home = folder / "porch-light"
    home.mkdir(parents=True, exist_ok=True)
    (home / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return check_path(home, Catalogue(), options or Options(playthroughs=10))


def codes(report: FileReport) -> set[str]:
    """The codes in a report."""
    return {diagnostic.code for diagnostic in report.diagnostics}


@dataclass(frozen=True)
class Page:
    """One page of `docs/diagnostics/`."""

    path: Path
    front: dict[str, str]
    title: str
    why: str
    wrong: str
    mended: str

    @property
    def code(self) -> str:
        return self.front["code"]


_PAGE = re.compile(
    r"---\n(?P<front>.*?)\n---\n\n# (?P<title>[^\n]+)\n\n(?P<why>.*?)\n\n## Wrong\n\n```yaml(?:-bytes)?\n(?P<wrong>.*?)\n```\n\n"
    r"## Mended\n\n```yaml\n(?P<mended>.*?)\n```\n\Z",
    re.DOTALL,
)


def read_page(path: Path) -> Page:
    """A page, or a ValueError that names it."""
    match = _PAGE.match(path.read_text("utf-8"))
    if match is None:
        raise ValueError(f"{path} does not have the shape of a page")
    front = dict(line.split(": ", 1) for line in match["front"].splitlines())
    return Page(path, front, match["title"], match["why"], match["wrong"], match["mended"])


def pages() -> list[Page]:
    """Every page, by code."""
    return [read_page(path) for path in sorted(PAGES.glob("*.md"))]


def _recipe(name: str, text: str) -> bytes:
    """What cannot be written in a page is made here."""
    if name == "latin-1":
        return text.encode("latin-1")
    if name == "many-keys":
        text = "beats:\n" + "".join(f" b{number}: x\n" for number in range(50_001))
    elif name == "deep":
        text = "".join(" " * depth + "a:\n" for depth in range(40))
    signs = {"control": ("␇", "\x07"), "tab": ("→", "\t"), "nbsp": ("␣", "\u00a0")}
    if name in signs:
        text = text.replace(*signs[name])
    return text.encode()


def run_example(page: Page, folder: Path, wrong: bool) -> FileReport:
    """Check the wrong or the mended example of a page."""
    example, kind = (page.wrong if wrong else page.mended) + "\n", page.front.get("example", "over")
    recipe = page.front.get("recipe", "") if wrong else ""
    options = Options(playthroughs=2 if recipe == "few-plays" else 10, cap=3 if recipe == "small-cap" else 200_000)
    home = folder / "porch-light"
    (home / "walkthroughs").mkdir(parents=True)
    scenario = home / "scenario.yaml"
    if kind == "loose":
        (folder / "short.yaml").write_text(example, "utf-8")
        return check_path(folder / "short.yaml", Catalogue(), options)
    if kind == "whole":
        if recipe == "missing":
            return check_path(home, Catalogue(), options)
        scenario.write_bytes(_recipe(recipe, example))
        if recipe == "500-mb":
            os.truncate(scenario, 500_000_000)
        return check_path(home, Catalogue(), options)
    if kind == "critique":
        (folder / "porch-weak.yaml").write_text(lay_over(example, SPECIMEN), "utf-8")
        return check_path(folder / "porch-weak.yaml", Catalogue(), options)
    scenario.write_text(lay_over(example) if kind == "over" else SCENARIO, "utf-8")
    if kind == "translation":
        (home / "es.yaml").write_text(lay_over(example, TRANSLATION), "utf-8")
    elif kind == "walkthrough":
        (home / "walkthroughs" / "one.yaml").write_text(example, "utf-8")
    return check_path(home, Catalogue(), options)
