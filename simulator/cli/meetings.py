"""`simulator meetings`: real people to meet, how far each has come, what was heard; for her alone."""

from __future__ import annotations

from datetime import date

import click

from simulator.cli import output
from simulator.cli.shared import json_option, language_option, meetings_voice, real_meeting, store
from simulator.core.meetings import A_WEEK, MOVES, WRITE_UP, Meeting, held_in_week, next_to_call, unwritten
from simulator.phrases import Voice
from simulator.play.meetings import log, move, name_somebody, write_up


@click.group("meetings", invoke_without_command=True)
@language_option
@json_option
@click.pass_context
def command(ctx: click.Context, language: str | None, as_json: bool) -> None:
    """Real meetings, before practice: whom to call next, what is booked, what was held and waits to be written up. Five a week is the norm.

    Only you see this. It is in no export and in no bundle, and nothing reminds you.
    """
    if ctx.invoked_subcommand is not None:
        return None
    with store() as kept:
        say, found = meetings_voice(language, kept), log(kept)
    today = date.today()
    nearest = next_to_call(found)
    if as_json:
        return output.json_line({
            "meetings": [row(one) for one in found.meetings], "held_this_week": held_in_week(found, today), "norm": A_WEEK,
            "next": nearest.name if nearest else None,
        })  # fmt: skip
    output.line(say("meetings-week", held=held_in_week(found, today), wanted=A_WEEK))
    if nearest is None:
        output.line(say("meetings-none"))
    else:
        output.line(say("meetings-next-why" if nearest.why else "meetings-next", name=nearest.name, why=nearest.why))
        if nearest.prep:
            output.line(say("meeting-prep", line=nearest.prep))
    for one in found.meetings:
        output.line(f"  {line(one, say)}")
    if waiting := unwritten(found):
        output.line(say("meetings-unwritten", names=", ".join(one.name for one in waiting)))
    return output.line(say("meetings-private"))


def row(one: Meeting) -> dict[str, object]:
    """A meeting as JSON."""
    return {
        "id": one.id, "name": one.name, "why": one.why, "stage": one.stage, "when": one.when, "attempts": one.attempts, "held": one.held or None,
        "write_up": dict(one.write_up), "prep": one.prep,
    }  # fmt: skip


def line(one: Meeting, say: Voice) -> str:
    """A meeting in words."""
    return say(
        "meeting-line", name=one.name, stage=say(f"stage.{one.stage}"), when=f", {one.when}" if one.when and one.stage == "booked" else ""
    )


@command.command("add")
@click.argument("name")
@click.option("--why", default="", help="Why her, and who sent you.")
@language_option
def add(name: str, why: str, language: str | None) -> None:
    """Write down whom you want to meet."""
    with store() as kept:
        try:
            made = name_somebody(kept, name, why)
        except ValueError:
            raise click.UsageError("A meeting needs a name.") from None
        output.line(meetings_voice(language, kept)("meeting-named", name=made.name))


@command.command("move")
@click.argument("name")
@click.argument("to", type=click.Choice(MOVES))
@click.option("--when", default="", help="The day and hour, in your words.")
@language_option
def move_(name: str, to: str, when: str, language: str | None) -> None:
    """Say how far it has come with NAME: attempted, booked, held, dropped."""
    with store() as kept:
        found = real_meeting(kept, name)
        move(kept, found, to, when)
        say = meetings_voice(language, kept)
        output.line(say("meeting-moved", name=found.name, stage=say(f"stage.{to}")))


def _options(verb: click.Command) -> click.Command:
    for name in reversed(WRITE_UP):
        verb.params.append(click.Option([f"--{name}"], default="", help=""))
    return verb


@command.command("write")
@click.argument("name")
@language_option
def write(name: str, language: str | None, **told: str) -> None:
    """Write up what you heard from NAME: a field an option; without any it is shown. It stays on this computer."""
    with store() as kept:
        found, say = real_meeting(kept, name), meetings_voice(language, kept)
        given = {field: text for field, text in told.items() if text}
        if given:
            write_up(kept, found, given)
            return output.line(say("write-up-kept"))
    for field in WRITE_UP:
        if text := found.write_up.get(field):
            output.line(f"{say(f'written.{field}')}: {text}")
    return None


_options(write)
