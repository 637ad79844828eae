"""`simulator assign PERSON`: something to practise, to critique, to read or to write, by a day."""

from __future__ import annotations

from typing import IO

import click

from simulator.cli import output
from simulator.cli.cohort import day, named
from simulator.cli.people import assignment_row
from simulator.cli.shared import catalogue, coaching_voice, json_option, language_option, someone, store
from simulator.content.nearest import suggest
from simulator.core.people import Page, Person, person_of
from simulator.core.text import MAX_TEXT
from simulator.phrases import Voice
from simulator.play.assignments import assigned_here, assigned_to, assignment_line, send_page
from simulator.play.coaching import give
from simulator.store.interface import Store


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
@click.option("--answer", default="", metavar="ASSIGNMENT", help="For the trainee: answer what you were given; the end of its id.")
@click.option(
    "--file", "written", type=click.File("r", encoding="utf-8", errors="replace"), help="With --answer: what you wrote; `-` reads it here."
)
@language_option
@json_option
def command(
    person: str | None, whole: str, scenario: str, takes: int, unaided: bool, critique: str, reading: str, writing: str, words: int, due: str, note: str,
    answer: str, written: IO[str] | None,
    language: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Give PERSON practice. Without anything: what was given to you on this computer."""
    named_things = {"scenario": scenario, "critique": critique, "reading": reading, "writing": writing}
    given = [(kind, what) for kind, what in named_things.items() if what]
    with store() as kept:
        say = coaching_voice(language, kept)
        if answer:
            return _answer(kept, answer, written, say, as_json)
        if not person and not whole and not given:
            found = assigned_here(kept)
            if as_json:
                return output.json_line({"assignments": [assignment_row(one) for one in found]})
            for one in found:
                output.line(f"{assignment_line(one, say)}  [{one.id[-12:]}]")
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


def _answer(kept: Store, name: str, written: IO[str] | None, say: Voice, as_json: bool) -> None:
    """What she wrote goes where her coach will find it."""
    found = [(person, one) for person in assigned_to(kept) for one in person.open if one.id.endswith(name)]
    if len(found) != 1:
        raise click.UsageError(f"No one assignment ends with `{name}`. `simulator assign` lists them.")
    if written is None:
        raise click.UsageError("What did you write? --file FILE, or --file - to type it here.")
    person, one = found[0]
    try:
        send_page(kept, person, written.read(MAX_TEXT + 1), one.id)
    except ValueError:
        raise click.UsageError("Nothing was written.") from None
    words = next(iter(person_pages(kept, person)[-1:])).words
    if as_json:
        return output.json_line({"assignment": one.id, "words": words, "wanted": one.words})
    if one.words and words < one.words:
        output.line(say("page-short", words=words, wanted=one.words))
    return output.line(say("page-sent", name=person.name, words=words))


def person_pages(kept: Store, person: Person) -> tuple[Page, ...]:
    """Her pages as they stand now."""
    return person_of(person.stream, kept.events(person.stream)).pages
