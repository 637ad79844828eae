"""`simulator people`: whom you coach, what they sent you, what they promised; three facts and one question each."""

from __future__ import annotations

from datetime import date

import click

from simulator.cli import output
from simulator.cli.shared import catalogue, coaching_voice, json_option, language_option, someone, store
from simulator.core.people import KEPT, Assignment
from simulator.play.assignments import assignment_line
from simulator.play.coaching import Facts, add_person, asked, close, contact, facts_of, forget_person, people, set_profile, unknown_senders
from simulator.play.told import board_line, differences, page_lines, three_facts


@click.group("people", invoke_without_command=True)
@language_option
@json_option
@click.pass_context
def command(ctx: click.Context, language: str | None, as_json: bool) -> None:
    """Whom you coach: who waits for a word, how often you spoke in six months, which promises to ask about.

    You see what you were sent, and nothing else. In order of name; nobody is compared with anybody.
    """
    if ctx.invoked_subcommand is not None:
        return None
    with store() as kept:
        say = coaching_voice(language, kept)
        found = [facts_of(kept, person, date.today()) for person in people(kept)]
        unknown = unknown_senders(kept)
    if as_json:
        return output.json_line({"people": [row(one) for one in found], "unknown": unknown})
    for one in found:
        output.line(board_line(one, say))
    for name, count in unknown.items():
        output.line(say("people-unknown", name=name, count=count))
    return output.line(say("board-sent-only") if found else say("people-none"))


def row(found: Facts) -> dict[str, object]:
    """One person as JSON."""
    person = found.person
    return {
        "id": person.stream, "name": person.name, "profile": {name: list(values) for name, values in person.values.items()},
        "runs": list(found.runs), "waiting": list(found.waiting), "contacts": found.contacts, "last": found.last or None,
        "promises": [{"id": p.id, "run": p.run, "who": p.who, "what": p.what, "when": p.when, "made": p.made} for p in found.promises],
        "assignments": [assignment_row(one) for one in person.open], "ask": found.ask,
        "pages": [{"text": page.text, "words": page.words, "assignment": page.assignment or None, "at": page.at} for page in person.pages],
    }  # fmt: skip


def assignment_row(one: Assignment) -> dict[str, object]:
    """An assignment as JSON."""
    return {
        "id": one.id, "kind": one.kind, "what": one.what, "takes": one.takes, "unaided": one.unaided, "words": one.words, "due": one.due or None,
        "note": one.note, "closed": one.closed,
    }  # fmt: skip


@command.command("add")
@click.argument("name")
@click.option("--organization", default="", help="Where she works.")
@click.option("--team", default="", help="Her team.")
@click.option("--coach", default="", help="Who coaches her.")
@click.option("--sign", default="", help="What stands for her name in runs she sent without it.")
@language_option
@json_option
def add(name: str, organization: str, team: str, coach: str, sign: str, language: str | None, as_json: bool) -> None:
    """Begin to coach NAME."""
    with store() as kept:
        if not name.strip():
            raise click.UsageError("A person needs a name.")
        if any(name.casefold().strip() == value.casefold() for person in people(kept) for value in person.values.get("name", ())):
            raise click.UsageError(f"{name} is on your list already. `simulator people set` changes what is known of her.")
        person = add_person(kept, name, organization=organization, team=team, coach=coach, sign=sign)
        say = coaching_voice(language, kept)
    output.json_line({"id": person.stream, "name": person.name}) if as_json else output.line(say("person-added", name=person.name))


@command.command("set")
@click.argument("name")
@click.option("--name", "new_name", default="", help="How she is called from now on.")
@click.option("--organization", default="")
@click.option("--team", default="")
@click.option("--coach", default="")
@click.option("--sign", default="", help="What stands for her name in runs she sent without it.")
def set_(name: str, new_name: str, organization: str, team: str, coach: str, sign: str) -> None:
    """Change what is known of NAME. What another computer set stays beside it."""
    with store() as kept:
        person = someone(kept, name)
        set_profile(kept, person, name=new_name, organization=organization, team=team, coach=coach, sign=sign)
        output.line(someone(kept, person.stream).name)


@command.command("show")
@click.argument("name")
@language_option
@json_option
def show(name: str, language: str | None, as_json: bool) -> None:
    """Three facts about NAME from what you were sent, and one question that tells fear, skill and circumstance apart."""
    with store() as kept:
        say = coaching_voice(language, kept)
        found = facts_of(kept, someone(kept, name), date.today())
    if as_json:
        return output.json_line({**row(found), "question": say(f"ask.{found.ask}")})
    output.line(board_line(found, say))
    for line in three_facts(found, catalogue(), say, say("language-code")):
        output.line(f"  {line}")
    for text in differences(found.person, say):
        output.line(f"  {text}")
    for one in found.person.open:
        output.line(f"  · {assignment_line(one, say)}  [{one.id[-12:]}]")
    for promise in found.promises:
        output.line(f"  · {' '.join(p for p in (promise.who, promise.what, promise.when) if p)}  [{promise.id[-12:]}]")
    for text in page_lines(found.person, say):
        output.line(text)
    output.line(f"{say('ask-title')}: {say(f'ask.{found.ask}')}")
    return None


@command.command("contact")
@click.argument("name")
@click.option("--note", default="", help="For yourself; it is in no bundle.")
@language_option
def contact_(name: str, note: str, language: str | None) -> None:
    """Remember that you spoke with NAME today."""
    with store() as kept:
        contact(kept, someone(kept, name), note)
        output.line(coaching_voice(language, kept)("contact-kept"))


@command.command("asked")
@click.argument("name")
@click.option("--promise", required=True, help="The end of its id, as `people show` gives it.")
@click.option("--kept", "outcome", type=click.Choice(KEPT), required=True, help="What became of it.")
@click.option("--why", default="", help="In her words: fear, skill or circumstance.")
@language_option
def asked_(name: str, promise: str, outcome: str, why: str, language: str | None) -> None:
    """Remember that you asked NAME about a promise."""
    with store() as kept:
        person = someone(kept, name)
        found = [one.id for one in facts_of(kept, person, date.today()).promises if one.id.endswith(promise)]
        if len(found) != 1:
            raise click.UsageError(f"No one promise of hers ends with `{promise}`. `simulator people show` lists them.")
        asked(kept, person, found[0], outcome, why)
        output.line(coaching_voice(language, kept)("asked-kept"))


@command.command("done")
@click.argument("name")
@click.argument("assignment")
@language_option
def done(name: str, assignment: str, language: str | None) -> None:
    """Close an assignment of NAME; ASSIGNMENT is the end of its id."""
    with store() as kept:
        try:
            close(kept, someone(kept, name), assignment)
        except KeyError:
            raise click.UsageError(f"No one assignment of hers ends with `{assignment}`. `simulator people show` lists them.") from None
        output.line(coaching_voice(language, kept)("asked-kept"))


@command.command("delete")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@language_option
def delete(name: str, yes: bool, language: str | None) -> None:
    """Delete NAME for good: her profile and every run of hers that is here, in the automatic backups too."""
    with store() as kept:
        say = coaching_voice(language, kept)
        person = someone(kept, name)
        if not yes:
            if not output.is_terminal():
                raise click.UsageError("Nothing was deleted: without a terminal, say --yes.")
            click.confirm(say("person-delete-sure", name=person.name), abort=True)
        gone = forget_person(kept, person, date.today())
        output.line(say("person-deleted", name=person.name, count=len(gone) - 1))
