"""`simulator cohort`: a programme of dates, its people in teams, and the board of what waits."""

from __future__ import annotations

from datetime import date

import click

from simulator.cli import output
from simulator.cli.people import row
from simulator.cli.shared import coaching_voice, json_option, language_option, someone, store
from simulator.core.people import Cohort
from simulator.play.coaching import NoSuchPerson, cohorts, facts_of, find_cohort, join, leave, people, set_date, start_cohort
from simulator.play.told import board_line
from simulator.store.interface import Store


def day(text: str) -> date:
    """A day as YYYY-MM-DD. Raises click.UsageError."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise click.UsageError(f"`{text}` is no day. Like 2026-09-18.") from None


def named(kept: Store, name: str) -> Cohort:
    """The cohort called `name`. Raises click.UsageError."""
    try:
        return find_cohort(kept, name)
    except NoSuchPerson as error:
        raise click.UsageError(f"There is no one cohort `{name}`. There are: {', '.join(error.known) or '–'}.") from None


@click.group("cohort", invoke_without_command=True)
@language_option
@json_option
@click.pass_context
def command(ctx: click.Context, language: str | None, as_json: bool) -> None:
    """The people of one programme: seven months, five retreats of three days, teams by organization."""
    if ctx.invoked_subcommand is not None:
        return None
    with store() as kept:
        say = coaching_voice(language, kept)
        found = cohorts(kept)
    if as_json:
        return output.json_line({"cohorts": [
            {"id": c.stream, "name": c.name, "dates": [{"day": d, "what": w} for d, w in c.dates], "members": len(c.members)} for c in found
        ]})  # fmt: skip
    for one in found:
        output.line(f"{one.name} ({len(one.members)})")
        for when, what in one.dates:
            output.line(f"  {when}  {what}")
    if not found:
        output.line(say("cohort-none"))
    return None


@command.command("start")
@click.argument("name")
@click.option("--from", "first", required=True, help="The first day of the first retreat, like 2026-09-18.")
@language_option
@json_option
def start(name: str, first: str, language: str | None, as_json: bool) -> None:
    """Begin a programme: five retreats of three days over seven months."""
    with store() as kept:
        say = coaching_voice(language, kept)
        if any(one.name.casefold() == name.casefold().strip() for one in cohorts(kept)):
            raise click.UsageError(f"There is a cohort `{name}` already.")
        made = start_cohort(kept, name, day(first), {"retreat": say("retreat", number="{number}", ends="{ends}")})
    if as_json:
        return output.json_line({"id": made.stream, "name": made.name, "dates": [{"day": d, "what": w} for d, w in made.dates]})
    output.line(say("cohort-started", name=made.name, count=len(made.dates)))
    for when, what in made.dates:
        output.line(f"  {when}  {what}")
    return None


@command.command("date")
@click.argument("cohort")
@click.argument("when")
@click.argument("what", default="")
def date_(cohort: str, when: str, what: str) -> None:
    """Give a day of COHORT its meaning; without WHAT it is taken out."""
    with store() as kept:
        found = named(kept, cohort)
        set_date(kept, found, day(when), what)
        for on, meant in named(kept, found.name).dates:
            output.line(f"{on}  {meant}")


@command.command("join")
@click.argument("cohort")
@click.argument("person")
@click.option("--team", default="", help="Her team; without it that of her organization.")
def join_(cohort: str, person: str, team: str) -> None:
    """Take PERSON into COHORT."""
    with store() as kept:
        found = someone(kept, person)
        join(kept, named(kept, cohort), found, team)
        output.line(found.name)


@command.command("leave")
@click.argument("cohort")
@click.argument("person")
def leave_(cohort: str, person: str) -> None:
    """Take PERSON out of COHORT; what she sent stays."""
    with store() as kept:
        found = someone(kept, person)
        leave(kept, named(kept, cohort), found)
        output.line(found.name)


@command.command("board")
@click.argument("cohort")
@language_option
@json_option
def board(cohort: str, language: str | None, as_json: bool) -> None:
    """What waits for you in COHORT: team by team, in order of name; nobody is compared with anybody."""
    with store() as kept:
        say = coaching_voice(language, kept)
        found = named(kept, cohort)
        facts = [facts_of(kept, person, date.today()) for person in people(kept) if person.stream in found.members]
    if as_json:
        return output.json_line({"cohort": found.name, "people": [{**row(one), "team": found.members[one.person.stream]} for one in facts]})
    for team in sorted(set(found.members.values()), key=str.casefold):
        output.line(team or say("no-team"))
        for one in facts:
            if found.members[one.person.stream] == team:
                output.line(f"  {board_line(one, say)}")
    return output.line(say("board-sent-only"))
