"""`simulator assign PERSON`: something to practise, to critique, to read or to write, by a day."""

from __future__ import annotations

import click

from simulator.cli import output
from simulator.cli.cohort import day, named
from simulator.cli.people import assignment_row
from simulator.cli.shared import catalogue, coaching_voice, json_option, language_option, someone, store
from simulator.content.reading import suggest
from simulator.play.coaching import assigned_here, give
from simulator.play.told import assignment_line


@click.command("assign")
@click.argument("person", required=False)
@click.option("--cohort", "whole", default="", help="Everybody of this cohort instead of one person.")
@click.option("--scenario", default="", help="A scenario to practise.")
@click.option("--takes", type=click.IntRange(1, 20), default=1, show_default=True, help="How many takes.")
@click.option("--unaided", is_flag=True, help="Without looking at the replies.")
@click.option("--critique", default="", help="A conversation or a colleague's run to critique.")
@click.option("--reading", default="", help="Something to read.")
@click.option("--writing", default="", help="Something to write.")
@click.option("--words", type=click.IntRange(0, 5000), default=0, help="How many words, for writing.")
@click.option("--due", default="", help="By when, like 2026-10-02.")
@click.option("--note", default="", help="Why this, for her.")
@language_option
@json_option
def command(
    person: str | None, whole: str, scenario: str, takes: int, unaided: bool, critique: str, reading: str, writing: str, words: int, due: str, note: str,
    language: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Give PERSON practice. Without anything: what was given to you on this computer."""
    named_things = {"scenario": scenario, "critique": critique, "reading": reading, "writing": writing}
    given = [(kind, what) for kind, what in named_things.items() if what]
    with store() as kept:
        say = coaching_voice(language, kept)
        if not person and not whole and not given:
            found = assigned_here(kept)
            if as_json:
                return output.json_line({"assignments": [assignment_row(one) for one in found]})
            for one in found:
                output.line(assignment_line(one, say))
            return output.line(say("assign-none")) if not found else None
        if bool(person) == bool(whole):
            raise click.UsageError("To whom? Name one person, or a cohort with --cohort.")
        if len(given) != 1:
            raise click.UsageError("What? One of --scenario, --critique, --reading, --writing.")
        kind, what = given[0]
        books = catalogue()
        if kind == "scenario" and what not in books.folders:
            raise click.UsageError(f"There is no scenario `{what}`. {suggest(what, books.folders)}".strip())
        until = day(due).isoformat() if due else ""
        people = [someone(kept, person)] if person else [someone(kept, stream) for stream in named(kept, whole).members]
        made = [
            (one, give(kept, one, kind=kind, what=what, takes=takes, unaided=unaided, words=words, due=until, note=note)) for one in people
        ]
    if as_json:
        return output.json_line({"assignments": [{"person": one.name, **assignment_row(assignment)} for one, assignment in made]})
    for member, assignment in made:
        output.line(say("assign-given", name=member.name, what=assignment_line(assignment, say)))
        output.line(say("assign-send", name=member.name))
    return None
