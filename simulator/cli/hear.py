"""`simulator hear`: what a line does, or many lines as JSON; how well that is heard; and teaching it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from simulator.cli import hear_run, output
from simulator.cli.hear_measure import HEADS, evaluate, second_judge
from simulator.cli.shared import catalogue, json_option
from simulator.content.rubrics import compile_codebook
from simulator.content.source import read_file
from simulator.core.events import By
from simulator.core.moves import OTHER, Codebook, Heard, Spoken
from simulator.core.text import clean_line, clean_text
from simulator.hearing import Hearing
from simulator.hearing.labelled import BadLabels
from simulator.hearing.taught import keep_lessons, read_lessons
from simulator.play.hearing import hearing_for, taught_path

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
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
    type=FILE,
    help='Measure on a file of coded answers: the lines of --jsonl with "moves": […] or "label", and "group".',
)
@click.option("--folds", type=click.IntRange(2, 50), default=5, show_default=True, help="Parts to learn and measure in turn.")
@click.option("--group", default="group", show_default=True, help="The field whose answers stay in one part.")
@click.option("--heads", type=click.Choice(HEADS), help="Measure the hearing that ships, or the second judge; nothing is learned.")
@click.option("--teach", "lessons", type=FILE, help='Learn from a file of lines {"response": "…", "moves": ["dig"]}, from now on.')
@click.option("--teach-as", "move", help="Learn that TEXT makes this move (`other` for none), from now on.")
@click.option("--run", help="What was heard in the typed lines of a run, and why.")
@click.option("--take", type=click.IntRange(1), help="With --run: the take of the line; the present one unless given.")
@click.option("--turn", type=click.IntRange(1), help="With --run: the line to speak a word about.")
@click.option("--moves", help="With --turn: the moves it makes, as in dig,reflect, or none.")
@click.option("--right", is_flag=True, help="With --turn: it was heard right.")
@click.option("--wrong", is_flag=True, help="With --turn: the trainee's own word that this is not what she did; a note, it never scores.")
@click.option("--by", default="", help="With --turn: the trainer's name.")
@click.option(
    "--examples", type=click.Path(dir_okay=False, path_type=Path), help="With --run: write the lines people spoke about as examples."
)
@click.option("--judge", is_flag=True, help="Ask the second judge too (SIMULATOR_JUDGE_URL, _MODEL, _KEY) and show its word beside ours.")
@click.option("--consent", is_flag=True, help="The person whose words they are has agreed that they are sent or written.")
@json_option
def command(
    text: str | None, jsonl: bool, form: str, said: str, labels: Path | None, folds: int, group: str, heads: str | None,
    lessons: Path | None, move: str | None, run: str | None, take: int | None, turn: int | None, moves: str | None, right: bool, wrong: bool,
    by: str, examples: Path | None, judge: bool, consent: bool, as_json: bool,
) -> None:  # fmt: skip
    """What a line does: its moves, with the words that make them. With no TEXT it is read from standard input."""
    if run is not None:
        if examples is not None:
            return hear_run.give_examples(run, examples, consent)
        if turn is not None:
            who = By("self") if wrong and not by else By("trainer", clean_line(by))
            return hear_run.correct(run, take, turn, moves, right, who)
        return hear_run.show(run, as_json)
    if turn is not None or examples is not None:
        raise click.UsageError("Say which run: --run RUN (`last` is the newest).")
    if lessons is not None or move is not None:
        return _teach(lessons, move, text, said, form)
    if labels is not None:
        asked = second_judge(_codebook(), consent) if judge or heads == "judge" else None
        return evaluate(labels, folds, group, hearing_for(_codebook()) if heads == "shipped" else None, asked, as_json)
    hearing = hearing_for(_codebook())
    if jsonl:
        for number, line in enumerate(output.read_lines(LONGEST), 1):
            if line.strip():
                output.json_line(_answer(hearing, _parse(line, number)))
        return None
    other = second_judge(_codebook(), consent) if judge else None
    words = clean_text(text if text is not None else output.read_all(LONGEST)).strip()
    context = (Spoken("", said),) if said else ()
    heard = hearing.hear(words, context, form)
    opinion = other.hear(words, context, form) if other else None
    if as_json:
        return output.json_line({**_row("", words, heard), **({"judge": opinion.to_data()} if opinion else {})})
    for unit in hearing.explain(words, heard, context, form).units:
        carried = " · ".join(words[a:b] for a, b in unit.words)
        output.line(f"{unit.move:18} {unit.confidence:.2f}  {words[unit.start : unit.end].strip()}{f'   ({carried})' if carried else ''}")
    for flag in heard.flags:
        output.line(f"flag: {flag}{' (only a person can be sure)' if flag in heard.unsure else ''}")
    if heard.abstained:
        output.line("not sure enough to be scored")
    if opinion:
        heard_there = ", ".join((*opinion.moves, *(f"flag {flag}" for flag in opinion.flags))) or "nothing"
        output.line(f"second judge ({opinion.model}): {f'no opinion, {opinion.trouble}' if opinion.trouble else heard_there}")
    if hearing.tier == "light":
        output.line("heard by wording alone: the sentence encoder is not here")
    return None


def _teach(lessons: Path | None, move: str | None, text: str | None, said: str, form: str) -> None:
    """Add lessons to the person's own file, learn them, and say how many were new."""
    try:
        if lessons is not None:
            new = read_lessons(lessons.read_text("utf-8-sig").splitlines(), lessons.name)
        else:
            line = clean_text(text if text is not None else output.read_all(LONGEST)).strip()
            row = {
                "response": line,
                "moves": [] if move == OTHER else [move],
                "form": form,
                "context": [{"who": "", "says": said}] if said else [],
            }
            new = read_lessons([json.dumps(row)])
        added = keep_lessons(taught_path(), new)
    except UnicodeDecodeError as error:
        raise click.UsageError(f"The file is not UTF-8 text: {error.reason} at byte {error.start}.") from None
    except BadLabels as wrong:
        raise click.UsageError(str(wrong)) from None
    hearing_for(_codebook())
    output.line(f"{added} new lessons in {taught_path()}")


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
