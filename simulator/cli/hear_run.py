"""`simulator hear --run RUN`: what was heard in the typed lines of a run, a word about one of them, and those words as examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from simulator.cli import output
from simulator.cli.shared import find_run, spoken, store
from simulator.core.events import By
from simulator.core.heard import acts
from simulator.core.transcript import Transcript
from simulator.core.turn import Turn
from simulator.phrases import voice
from simulator.phrases.common import COMMON
from simulator.play.corrections import NotSo, answer, examples
from simulator.play.practice import Practice


def show(run: str, as_json: bool) -> None:
    """Every typed line with the acts heard in it, the words that carried each, the nearest example, and what people said of it."""
    with store() as kept:
        practice = Practice.resume(kept, find_run(kept, run).id)
        language = spoken(None, practice.language, kept)
    transcript = practice.transcript(language)
    rows = [_row(transcript, turn) for view in transcript.takes for turn in view.own if turn.own_words]
    if as_json:
        output.json_line({"run": transcript.run, "lines": rows})
        return
    say, codebook = voice(language, COMMON), transcript.material.codebook
    for row in rows:
        output.line(f"{say('take', number=row['take'])}, {say('line', number=row['turn'])}: “{' '.join(row['text'].split())}”")
        for act in row["acts"]:
            move = codebook.moves.get(act["move"])
            name = move.name.get(language, act["move"]) if move else act["move"]
            meant = " ".join(move.plain.get(language, "").split()) if move else ""
            output.line(f"  “{' '.join(act['text'].split())}”  {say('heard-act', name=name, meant=meant)}")
            if act["words"]:
                output.line(f"    {say('heard-words', words=' · '.join(act['words']))}")
            if act["like"]:
                output.line(f"    {say('heard-like', line=act['like'])}")
        if row["may_hurt"]:
            output.line(f"  {say('heard-hurts')}")
        if not row["certain"]:
            output.line(f"  {say('unsure')}")
        if row["corrected_by"]:
            output.line(f"  {say('heard-corrected', who=row['corrected_by'], moves=', '.join(row['moves']) or '–')}")
        elif row["confirmed"] is False:
            output.line(f"  {say('heard-disputed')}")


def _row(transcript: Transcript, turn: Turn) -> dict[str, Any]:
    return {
        "take": turn.take, "turn": turn.number, "text": turn.spoken.strip(), "moves": list(turn.moves), "flags": list(turn.flags), "may_hurt": turn.may_hurt,
        "certain": turn.certain, "confirmed": turn.confirmed, "corrected_by": turn.corrected_by,
        "acts": [{"move": act.move, "text": act.text.strip(), "words": list(act.words), "like": act.like} for act in acts(turn)],
    }  # fmt: skip


def correct(run: str, take: int | None, turn: int, moves: str | None, right: bool, by: By) -> None:
    """Keep what somebody says of one line."""
    if moves is None and not right and by.role != "self":
        raise click.UsageError("Say what the line does: --moves dig,reflect (or --moves none), or --right.")
    names = [name for name in (moves or "").replace(" ", "").split(",") if name and name != "none"]
    with store() as kept:
        practice = Practice.resume(kept, find_run(kept, run).id)
        try:
            written = answer(practice, take or practice.state.current, turn, by, right=right, moves=names)
        except NotSo as wrong:
            raise click.UsageError(str(wrong)) from None
    output.line(written[-1].id)


def give_examples(run: str, target: Path, consent: bool) -> None:
    """Write the lines that somebody spoke a word about as examples, once consent is given."""
    with store() as kept:
        found = examples(Practice.resume(kept, find_run(kept, run).id).transcript())
    if not found:
        raise click.UsageError("Nobody has said anything about what was heard in this run yet; there is nothing to write.")
    if not consent:
        if not output.is_terminal():
            raise click.UsageError("Nothing was written: these are a person's own words. Ask her, then say --consent.")
        click.confirm(f"{len(found)} lines in a person's own words go into {target}. Has she agreed?", abort=True)
    try:
        target.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), "utf-8")
    except OSError as error:
        raise click.UsageError(f"{target} cannot be written: {error.strerror}") from None
    output.line(f"{len(found)} lines in {target}")
