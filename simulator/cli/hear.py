"""`simulator hear`: what a line does, or many lines as JSON; how well that is heard; and teaching it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from simulator.cli import output
from simulator.cli.shared import catalogue, json_option
from simulator.content.rubrics import compile_codebook
from simulator.content.source import read_file
from simulator.core.moves import Codebook, Heard, Spoken
from simulator.core.text import clean_line, clean_text
from simulator.hearing import Hearing
from simulator.play.hearing import hearing_for

LONGEST = 64_000_000


@click.command("hear")
@click.argument("text", required=False)
@click.option(
    "--jsonl",
    is_flag=True,
    help='Read {"id", "form", "language", "context": [{"who", "says"}], "response"} lines, write one answer a line.',
)
@click.option("--form", default="", help="The form of the meeting, such as one_to_one.")
@click.option("--said", default="", help="What the counterpart said just before.")
@click.option(
    "--evaluate",
    "labels",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='Measure on a file of coded answers: the lines of --jsonl with "moves": […] or "label", and "group".',
)
@click.option("--folds", type=click.IntRange(2, 50), default=5, show_default=True, help="Parts to learn and measure in turn.")
@click.option("--group", default="group", show_default=True, help="The field whose answers stay in one part.")
@click.option("--heads", type=click.Choice(["shipped"]), help="Measure the hearing that ships, learning nothing.")
@json_option
def command(
    text: str | None, jsonl: bool, form: str, said: str, labels: Path | None, folds: int, group: str, heads: str | None, as_json: bool
) -> None:
    """What a line does: its moves, with the words that make them. With no TEXT it is read from standard input."""
    if labels is not None:
        _evaluate(labels, folds, group, heads == "shipped", as_json)
        return
    hearing = hearing_for(_codebook())
    if jsonl:
        for number, line in enumerate(output.read_lines(LONGEST), 1):
            if line.strip():
                output.json_line(_answer(hearing, _parse(line, number)))
        return
    words = clean_text(text if text is not None else output.read_all(LONGEST)).strip()
    heard = hearing.hear(words, (Spoken("", said),) if said else (), form)
    if as_json:
        output.json_line(_row("", words, heard))
        return
    for unit in heard.units:
        output.line(f"{unit.move:18} {unit.confidence:.2f}  {words[unit.start : unit.end].strip()}")
    for flag in heard.flags:
        output.line(f"flag: {flag}")
    if heard.abstained:
        output.line("not sure enough to be scored")
    if hearing.tier == "light":
        output.line("heard by wording alone: the sentence encoder is not here")


def _evaluate(path: Path, folds: int, group: str, shipped: bool, as_json: bool) -> None:
    """Print the figures of a label set; how far it has come goes to standard error."""
    from simulator.hearing.evaluate import all_figures, heard_by, told
    from simulator.hearing.labelled import BadLabels, read_labels

    try:
        given = read_labels(path.read_text("utf-8-sig").splitlines(), group)
        if shipped:
            heard = heard_by(hearing_for(_codebook()), given, output.problem)
            how = "as it ships, nothing learned"
        else:
            from simulator.hearing.cross import cross_validate
            from simulator.hearing.meaning import shipped_meaning

            encoder = shipped_meaning()
            heard = cross_validate(given, encoder, folds, output.problem)
            how = f"{folds} parts by `{group}`, each heard by a learner that never saw it{'' if encoder else '; by wording alone'}"
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{path.name} is not UTF-8 text: {error.reason} at byte {error.start}.") from None
    except BadLabels as wrong:
        raise click.UsageError(f"{path.name}: {wrong}") from None
    found = all_figures(given, heard, shipped)
    if as_json:
        output.json_line({"how": how, "labels": list(given.labels), **{name: one.to_data() for name, one in found.items()}})
        return
    for line in told(given, found, how):
        output.line(line)


def _codebook() -> Codebook:
    path = catalogue().rubric_path("moves")
    return (compile_codebook(read_file(path)) if path else None) or Codebook({}, {})


def _parse(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise click.UsageError(f"Line {number} is not JSON: {error}") from None
    if not isinstance(row, dict) or not isinstance(row.get("response"), str):
        raise click.UsageError(f'Line {number} needs at least {{"response": "…"}}.')
    return row


def _context(row: dict[str, Any]) -> Iterator[Spoken]:
    for said in row.get("context") or ():
        if isinstance(said, dict):
            yield Spoken(clean_line(str(said.get("who", ""))), clean_text(str(said.get("says", ""))))


def _answer(hearing: Hearing, row: dict[str, Any]) -> dict[str, Any]:
    # Offsets count in the text as it was sent, so it is heard as it is; nothing of it is shown on a terminal here.
    text = row["response"]
    return _row(row.get("id", ""), text, hearing.hear(text, tuple(_context(row)), str(row.get("form", "")), str(row.get("language", ""))))


def _row(name: object, text: str, heard: Heard) -> dict[str, Any]:
    units = [
        {"start": u.start, "end": u.end, "text": text[u.start : u.end], "move": u.move, "confidence": round(u.confidence, 4)}
        for u in heard.units
    ]
    return {
        "id": name,
        "units": units,
        "moves": list(heard.moves),
        "primary": heard.primary,
        "flags": list(heard.flags),
        "abstained": heard.abstained,
    }
