"""`simulator rate RUN`: give a level on one criterion, and see what the reveal then opens."""

from __future__ import annotations

from dataclasses import asdict

import click

from simulator.cli import output
from simulator.cli.play import flat
from simulator.cli.shared import find_run, json_option, language_option, refused, spoken, store
from simulator.core.reveal import PEERS, Marks, all_marks_for, ratings_of
from simulator.phrases import Voice, voice
from simulator.phrases.common import COMMON
from simulator.phrases.feedback import FEEDBACK
from simulator.play.feedback import Unfit, give_mark, reader_of
from simulator.play.practice import Practice

ROLES = ("self", "peer", "counterpart", "trainer")


@click.command("rate")
@click.argument("run", default="last")
@click.option("--criterion", default="", help="The criterion's id; without it: read the marks that are open to you.")
@click.option("--level", type=click.Choice(["1", "2", "3", "4", "none"]), help="1 to 4, or none: you give no mark, and say so.")
@click.option("--by", "person", default="", metavar="NAME", help="Who gives it.")
@click.option("--role", type=click.Choice(ROLES), help="As whom; without it and without --by: as the one who practised.")
@click.option("--take", type=int, default=0, help="The take; without it the last that ended.")
@click.option("--unnamed", is_flag=True, help="Keep your name out of it.")
@language_option
@json_option
def command(
    run: str,
    criterion: str,
    level: str | None,
    person: str,
    role: str | None,
    take: int,
    unnamed: bool,
    language: str | None,
    as_json: bool,
) -> None:
    """Give a level on one criterion of a run. A later one takes the place of an earlier one of yours.

    Others' marks open once you have given yours, or declined to with `--level none`, and the one who practised has too; peers as the middle
    of at least three.
    """
    with store() as kept:
        practice = Practice.resume(kept, find_run(kept, run).id)
        say = voice(spoken(language, practice.language, kept), COMMON, FEEDBACK)
        try:
            reader = reader_of(practice.run, role or ("peer" if person else "self"), person)
            if not criterion:
                if level is not None:
                    raise click.UsageError("A level is given on a criterion: --criterion ID.")
                return _tell(practice, all_marks_for(ratings_of(practice.transcript().remarks), reader), say, as_json)
            if level is None:
                raise click.UsageError("Which level? --level 1, 2, 3, 4 or none.")
            event, marks = give_mark(
                practice, reader, criterion=criterion, level=None if level == "none" else int(level), take=take, named=not unnamed
            )
        except Unfit as error:
            raise refused(error, say) from None
    if as_json:
        return output.json_line({**flat(event), "marks": row(marks)})
    for text in lines(practice, marks, say):
        output.line(text)
    return None


def _tell(practice: Practice, found: tuple[Marks, ...], say: Voice, as_json: bool) -> None:
    if as_json:
        return output.json_line({"marks": [row(marks) for marks in found]})
    for marks in found:
        for text in lines(practice, marks, say):
            output.line(text)
    if not found:
        output.line(say("marks-none"))
    return None


def row(marks: Marks) -> dict[str, object]:
    """What the reader may see on one criterion of one take, as JSON."""
    own = {"level": marks.own.level, "declined": marks.own.declined} if marks.own else None
    shown = [{**asdict(shown), "levels": list(shown.levels)} for shown in marks.shown]
    return {
        "take": marks.take,
        "criterion": marks.criterion,
        "own": own,
        "waits_for": marks.waits_for,
        "peers": marks.peers,
        "shown": shown,
    }


def lines(practice: Practice, marks: Marks, say: Voice) -> list[str]:
    """The same in plain lines."""
    criterion = practice.material.rubric.criteria.get(marks.criterion)
    name = criterion.name.get(practice.language, marks.criterion) if criterion else marks.criterion
    found = [f"{name}  ({say('take', number=marks.take)})"]
    if marks.own is not None:
        own = marks.own.level
        found.append("  " + (say("marks-own", level=f"{own} {say(f'level.{own}')}") if own else say("marks-own-none")))
    if marks.waits_for:
        return [*found, "  " + say(f"marks-wait-{marks.waits_for}")]
    for shown in marks.shown:
        if shown.role == "peer":
            found.append("  " + say("marks-peers", count=shown.count, median=f"{shown.median:g}"))
        else:
            levels = ", ".join(f"{level} {say(f'level.{level}')}" for level in shown.levels if level is not None)
            found.append("  " + say("marks-of", role=say(f"role-name.{shown.role}"), levels=levels))
    if 0 < marks.peers < PEERS:
        found.append("  " + say("marks-peers-few", count=marks.peers))
    return found
