"""A scenario as a map: who leads where, laid out in columns by distance from the start, and drawn as Mermaid or Graphviz text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from simulator.core.expression import And, Compare, Expression, Not, Or
from simulator.core.material import Material
from simulator.core.records import dataclass
from simulator.core.scenario import GOOD_ENDINGS, Scenario, Target, Then

LONGEST = 48
"""Characters of a line that stand on an arrow."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way from beat `start` to `end` (a beat's id, or `end` and an ending's), by `reply`; `guard` is its condition in words."""

    start: str
    end: str
    reply: str
    guard: str = ""


def arrows(scenario: Scenario) -> Iterator[Arrow]:
    """Every way on, in the order of the file: replies first, then `otherwise`, `clock` and `limit` under those names."""
    for beat in scenario.beats.values():
        for reply in beat.replies.values():
            for end, guard in _ends(reply.then):
                yield Arrow(beat.id, end, reply.id, " and ".join(part for part in (said(reply.when), guard) if part))
        if beat.otherwise:
            for end, guard in _ends(beat.otherwise.then):
                yield Arrow(beat.id, end, "otherwise", guard)
        for name, timed in (("clock", beat.clock), ("limit", beat.limit)):
            if timed:
                for end in _names(timed.then):
                    yield Arrow(beat.id, end, name)


def _ends(then: Then) -> Iterator[tuple[str, str]]:
    for guard, target in then.branches:
        for end in _names(target):
            yield end, said(guard)


def _names(target: Target) -> Iterator[str]:
    for name in target.names:
        yield f"end {name}" if target.ending else name


def said(expression: Expression | None, inside: bool = False) -> str:
    """A condition as its author would write it; "" for none."""
    if expression is None:
        return ""
    if isinstance(expression, Not):
        return f"not {said(expression.of, True)}"
    if isinstance(expression, (And, Or)):
        text = (" and " if isinstance(expression, And) else " or ").join(said(part, True) for part in expression.parts)
        return f"({text})" if inside else text
    if isinstance(expression, Compare):
        return f"{expression.left.name} {expression.operator} {expression.right}"
    return f"{expression.name}({', '.join(expression.arguments)})" if expression.arguments else expression.name


def places(scenario: Scenario) -> Mapping[str, tuple[int, int]]:
    """(column, row) of every beat and ending (`end` and its id): columns by steps from a start, rows near what leads there."""
    ways: dict[str, list[str]] = {}
    back: dict[str, list[str]] = {}
    for arrow in arrows(scenario):
        ways.setdefault(arrow.start, []).append(arrow.end)
        back.setdefault(arrow.end, []).append(arrow.start)
    column = dict.fromkeys(scenario.starts, 0)
    queue = list(column)
    for name in queue:
        for end in ways.get(name, ()):
            if end not in column:
                column[end] = column[name] + 1
                queue.append(end)
    last = max(column.values(), default=0)
    for name in (*scenario.beats, *(f"end {ending}" for ending in scenario.endings)):
        column.setdefault(name, last + 1)
    rows: dict[str, int] = {}
    for level in range(max(column.values(), default=0) + 1):
        here = [name for name in column if column[name] == level]
        here.sort(key=lambda name: _middle([rows[b] for b in back.get(name, ()) if b in rows]))
        rows |= {name: row for row, name in enumerate(here)}
    return {name: (column[name], rows[name]) for name in column}


def _middle(numbers: list[int]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0


def words_of(material: Material, arrow: Arrow, language: str) -> str:
    """What stands on an arrow: the first words of the reply, or the name of what leads there."""
    reply = material.scenario.beats[arrow.start].replies.get(arrow.reply)
    text = material.words(f"beats.{arrow.start}.replies.{arrow.reply}.say", reply.say, language) if reply else ""
    words = " ".join(text.split()) or arrow.reply
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]}…"


# -- drawn as text -------------------------------------------------------------------------------------------------------------


def mermaid(material: Material, language: str = "") -> str:
    """The map as a Mermaid flowchart."""
    scenario, language = material.scenario, language or material.scenario.language
    lines = ["flowchart LR"]
    for name in scenario.beats:
        lines.append(f'  {_id(name)}["{_mermaid(name)}"]')
    for ending in scenario.endings.values():
        lines.append(f'  {_id(f"end {ending.id}")}(["{_mermaid(f"{ending.id}: {ending.kind}")}"])')
    for start in scenario.starts:
        lines.append(f"  start(( )) --> {_id(start)}")
    for arrow in arrows(scenario):
        label = _mermaid(_label(material, arrow, language))
        dotted = arrow.reply in ("otherwise", "clock", "limit")
        lines.append(f'  {_id(arrow.start)} {"-." if dotted else "--"} "{label}" {".->" if dotted else "-->"} {_id(arrow.end)}')
    good = ",".join(_id(f"end {e.id}") for e in scenario.endings.values() if e.kind in GOOD_ENDINGS)
    if good:
        lines += ["  classDef good stroke-width:3px", f"  class {good} good"]
    return "\n".join(lines) + "\n"


def dot(material: Material, language: str = "") -> str:
    """The map for Graphviz."""
    scenario, language = material.scenario, language or material.scenario.language
    lines = [f"digraph {_quoted(scenario.id)} {{", "  rankdir=LR;", '  node [shape=box, fontname="sans-serif"];', "  edge [fontsize=10];"]
    for name in scenario.beats:
        lines.append(f"  {_quoted(name)};")
    for ending in scenario.endings.values():
        edge = 2 if ending.kind in GOOD_ENDINGS else 1
        lines.append(
            f"  {_quoted(f'end {ending.id}')} [shape=ellipse, peripheries={edge}, label={_quoted(f'{ending.id}: {ending.kind}')}];"
        )
    lines.append('  "start of a take" [shape=point];')
    for start in scenario.starts:
        lines.append(f'  "start of a take" -> {_quoted(start)};')
    for arrow in arrows(scenario):
        style = ", style=dashed" if arrow.reply in ("otherwise", "clock", "limit") else ""
        lines.append(f"  {_quoted(arrow.start)} -> {_quoted(arrow.end)} [label={_quoted(_label(material, arrow, language))}{style}];")
    return "\n".join([*lines, "}"]) + "\n"


def _label(material: Material, arrow: Arrow, language: str) -> str:
    words = words_of(material, arrow, language)
    return f"{words} ({arrow.guard})" if arrow.guard else words


def _id(name: str) -> str:
    """A word that Mermaid takes: no id of ours holds two underscores in a row."""
    return "n_" + name.replace(" ", "___").replace("-", "__")


def _mermaid(text: str) -> str:
    """Words between quotes: what Mermaid would read as markup stands as a number."""
    return re.sub(r'["#<>&;\\`*_\[\](){}|]', lambda found: f"#{ord(found[0])};", " ".join(text.split()))


def _quoted(text: str) -> str:
    return '"' + " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'
