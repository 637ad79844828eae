"""`simulator practice [ID]`: a run, in the app on a terminal, else in plain lines."""

from __future__ import annotations

import re
from datetime import date

import click

from simulator.cli import output
from simulator.cli.play import Plan, play
from simulator.cli.shared import catalogue, language_option, load, spoken, store
from simulator.content.catalogue import Catalogue
from simulator.content.entries import drills, entries
from simulator.content.nearest import suggest
from simulator.core.scenario import SKILLS
from simulator.play.progress import drill_of_today

TODAY = "today"


@click.command("practice")
@click.argument("scenario", required=False)
@click.option("--plain", is_flag=True, help="Line by line: for screen readers, pipes and old terminals.")
@click.option("--choices", is_flag=True, help="Show the replies; a number chooses.")
@click.option(
    "--drill",
    type=click.Choice((*SKILLS, TODAY)),
    metavar="SKILL",
    help=f"A three-minute drill of one skill, or `{TODAY}` for the one due today.",
)
@language_option
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="The same seed, the same luck.")
@click.option("--opening", help="For authors: begin with this opening instead of one drawn.")
@click.option("--from", "beat", help="For authors: begin at this beat.")
@click.option("--with", "feelings", multiple=True, metavar="NAME.METER=N", help="For authors: begin with this feeling; may be repeated.")
@click.option("--name", "person", default="", help="Your name, as it stands on your transcript.")
@click.option("--json", "as_json", is_flag=True, help="Each event as one JSON line, once it is on disk. Implies --plain.")
def command(
    scenario: str | None, plain: bool, choices: bool, drill: str | None, language: str | None, seed: int | None, opening: str | None, beat: str | None,
    feelings: tuple[str, ...], person: str, as_json: bool,
) -> int:  # fmt: skip
    """Practise a scenario, by default in your own words. Without an ID: choose one, or begin with the first.

    In plain mode answers are read one a line: your own words, an empty line for silence, a number to choose where replies are shown;
    /cue /replies /back /again /pause /quit.
    """
    books = catalogue()
    plain = plain or as_json or not output.is_terminal()
    if drill and scenario:
        raise click.UsageError("`--drill` chooses the scenario itself: leave out the ID.")
    if drill:
        scenario = _drill(books, drill)
    if scenario is None and not plain and not beat:
        from simulator.cli.app import open_app

        return open_app()
    if scenario is None:
        known = entries(books)
        if not known:
            raise click.UsageError(
                "There is nothing to practise: no scenario was found. `simulator paths` shows where they are looked for."
            )
        scenario = known[0].id
    loaded = load(books, scenario)
    if beat and beat not in loaded.material.scenario.beats:
        raise click.UsageError(f"{scenario} has no beat `{beat}`. {suggest(beat, loaded.material.scenario.beats)}")
    if opening and beat:
        raise click.UsageError("`--from` begins in the middle and `--opening` at the beginning: give one of them.")
    openings = loaded.material.scenario.openings
    if opening and opening not in openings:
        raise click.UsageError(f"{scenario} has no opening `{opening}`. {suggest(opening, openings)}".strip())
    with store() as kept:
        plan = Plan(
            mode="choices" if choices else "words", language=spoken(language, loaded.material.scenario.language, kept), seed=seed, person=person,
            beat=beat or "", opening=opening or "", feelings=_feelings(feelings), plain=plain, as_json=as_json,
        )  # fmt: skip
        return play(kept, loaded, plan)


def _drill(books: Catalogue, skill: str) -> str:
    """The scenario that drills `skill`, or the one due today."""
    known = drills(books)
    if skill == TODAY:
        with store() as kept:
            found = drill_of_today(kept, known, date.today().toordinal())
    else:
        found = next((entry for entry in known if entry.drill == skill), None)
    if found is None:
        there = ", ".join(f"`{entry.drill}`" for entry in known)
        raise click.UsageError(f"There is no drill for `{skill}` here. There is {there or 'none at all'}.")
    return found.id


def _feelings(given: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for text in (piece for part in given for piece in part.split(",")):
        name, _, value = text.strip().partition("=")
        if not re.fullmatch(r"\s*[0-5]\s*", value) or "." not in name:
            raise click.UsageError(f"`--with {text}` is not understood. Like `--with rosario.trust=3`, from 0 to 5.")
        found[name.strip()] = int(value)
    return found
