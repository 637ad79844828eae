"""The scenario of docs/notation.md, compiled, with a small rubric and reaction table: what most tests below the UI play."""

from __future__ import annotations

import re
from pathlib import Path

from simulator.content.catalogue import Loaded, Texts, compile_material

ROOT = Path(__file__).resolve().parent.parent

RUBRIC = """\
rubric: one_to_one
name:
  en: One-to-one
  es: Uno a uno
criteria:
""" + "".join(
    f"""\
  {name}:
    name:
      en: {name.title()}
      es: {name.title()} (es)
    weight: {weight}
    levels:
      en:
        1: one
        2: two
        3: three
        4: four
      es:
        1: uno
        2: dos
        3: tres
        4: cuatro
    for:
      good:
        when: {rule}
        points: 2
        says:
          en: did {name}
          es: hizo {name}
    against:
      bad:
        when: pitch and turn <= 3
        points: -1
        says:
          en: pitched
          es: vendió
    cap: harm 1
"""
    for name, weight, rule in (
        ("opening", 40, "self_share and turn <= 3"),
        ("listening", 20, "reflect"),
        ("digging", 20, "dig"),
        ("close", 20, "ask_specific and earlier(dig, self_share)"),
    )
)

REACTIONS = """\
reactions:
  parent:
    credential:
      on: self_share
      if: trust < 4
      feel: trust +1, guard -1
    pitched:
      on: pitch
      feel: trust -1
    hurt:
      on: flag harm
      feel: guard +5, trust -2
"""


def porch_text() -> str:
    """The first whole scenario of the notation page."""
    page = (ROOT / "docs" / "notation.md").read_text(encoding="utf-8")
    match = re.search(r"```yaml\n(scenario: porch-light.*?)```", page, re.DOTALL)
    assert match
    return match[1]


def porch(text: str = "", **more: str) -> Loaded:
    """The porch, or another scenario's text, with the small rubric; `more` holds translations by language."""
    return compile_material(Texts({"scenario": text or porch_text(), "rubric": RUBRIC, "reactions": REACTIONS, **more}))


def changed(old: str, new: str) -> str:
    """The porch's text with one passage changed; it must be there."""
    text = porch_text()
    assert old in text
    return text.replace(old, new)
