"""Charts as SVG that stands by itself: a file, a page of a PDF, a spot in a web page; each with the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from simulator.export.telling import Data

_TONES = ("#1f5873", "#9c2f1d", "#1b6638", "#7a4b00")
_INK, _SOFT, _RULE = "#20242c", "#575d69", "#d8d3c6"


def feelings_svg(chart: Data, start: str) -> str:
    """The chart of `chart.py` drawn: meters over lines, told apart by dash, marker and name."""
    parts = []
    for row in chart["grid"]:
        parts.append(f'<line x1="{chart["left"]}" x2="{chart["right"]}" y1="{row["y"]}" y2="{row["y"]}" stroke="{_RULE}"/>')
        parts.append(_text(chart["left"] - 9, float(row["y"]) + 4, row["level"], "end", _SOFT))
    for at in chart["turns"]:
        parts.append(
            f'<line x1="{at["x"]}" x2="{at["x"]}" y1="{chart["top"]}" y2="{chart["bottom"]}" stroke="{_TONES[3]}" stroke-dasharray="1 3"/>'
        )
        parts.append(_marker("diamond", float(at["x"]), chart["top"] - 6, _TONES[3]))
    parts += [_text(float(tick["x"]), chart["bottom"] + 18, tick["line"] or start, "middle", _SOFT) for tick in chart["ticks"]]
    for line in chart["lines"]:
        tone = _TONES[(line["tone"] - 1) % len(_TONES)]
        dash = f' stroke-dasharray="{line["dash"]}"' if line["dash"] else ""
        parts.append(f'<polyline points="{line["points"]}" fill="none" stroke="{tone}" stroke-width="2"{dash}/>')
        parts += [_marker(line["marker"], float(at["x"]), float(at["y"]), tone) for at in line["marks"]]
        parts.append(_marker(line["marker"], chart["right"] + 14, float(line["label"]) - 4, tone))
        parts.append(_text(chart["right"] + 23, float(line["label"]), line["name"], "start", _INK))
    return _svg(chart["width"], chart["height"], parts)


def marks_svg(chart: Data) -> str:
    """The chart of `marks_chart` drawn: who marked what, told apart by shape and place."""
    parts = []
    for key in chart["legend"]:
        parts.append(_marker(key["marker"], float(key["x"]), chart["legend_y"], _TONES[key["tone"] - 1]))
        parts.append(_text(float(key["x"]) + 10, chart["legend_y"] + 4, key["name"], "start", _INK))
    parts += [_text(float(tick["x"]), chart["ticks_y"], tick["level"], "middle", _SOFT) for tick in chart["ticks"]]
    for row in chart["rows"]:
        parts.append(f'<line x1="{chart["left"]}" x2="{chart["right"]}" y1="{row["y"]}" y2="{row["y"]}" stroke="{_RULE}"/>')
        parts.append(_text(chart["left"] - 12, float(row["y"]) + 4, row["label"], "end", _INK))
        parts += [_marker(mark["marker"], float(mark["x"]), float(row["y"]), _TONES[mark["tone"] - 1]) for mark in row["marks"]]
    return _svg(chart["width"], chart["height"], parts)


def _svg(width: float, height: float, parts: Sequence[str]) -> str:
    inside = "".join(parts)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'{head} font-family="sans-serif" font-size="11">{inside}</svg>'


def _text(x: float, y: float, text: object, anchor: str, fill: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}">{escape(str(text))}</text>'


def _marker(shape: str, x: float, y: float, tone: str) -> str:
    style = f'fill="#ffffff" stroke="{tone}" stroke-width="1.8"'
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.6" {style}/>'
    if shape == "square":
        return f'<rect x="{x - 3.3:.1f}" y="{y - 3.3:.1f}" width="6.6" height="6.6" {style}/>'
    if shape == "triangle":
        return f'<path d="M{x:.1f} {y - 4.2:.1f}l4.2 7.2h-8.4z" {style}/>'
    return f'<path d="M{x:.1f} {y - 4.6:.1f}l4.6 4.6l-4.6 4.6l-4.6 -4.6z" {style}/>'
