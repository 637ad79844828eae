"""`simulator progress`: what practice has shown, criterion by criterion, and when to practise what again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from simulator.cli import output
from simulator.cli.shared import catalogue, coaching_voice, json_option, language_option, someone, store
from simulator.core.practice import Gap, gaps, observed
from simulator.core.reveal import Reader
from simulator.play.coaching import facts_of, own_runs, practised
from simulator.play.plan import Due, plan
from simulator.play.told import criterion_name

BARS = {1: "▂", 2: "▄", 3: "▆", 4: "█"}


@click.command("progress")
@click.option("--person", default="", help="Somebody you coach, from what she sent you; without it: you, on this computer.")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write it as a page that needs nothing else.")
@language_option
@json_option
def command(person: str, page: Path | None, language: str | None, as_json: bool) -> None:
    """Levels that were seen in unaided first takes, and the day each criterion is due again.

    Only what was observed: what a person thinks of herself is never progress. Where your own mark and a trainer's differ is told to you alone.
    """
    with store() as kept:
        say = coaching_voice(language, kept)
        if person:
            seen = facts_of(kept, someone(kept, person), date.today()).seen
            between: tuple[Gap, ...] = ()
        else:
            runs = practised(kept, own_runs(kept))
            seen, between = tuple(one for events in runs for one in observed(events, Reader())), gaps(runs)
    due, books, spoken = plan(seen), catalogue(), say("language-code")

    def name(one: Due) -> str:
        return criterion_name(books, one.form, one.criterion, spoken)

    today = date.today().isoformat()
    if page is not None:
        from simulator.export.progress import progress_page

        rows = [
            {"name": name(one), "form": say(f"form.{one.form}"), "levels": list(one.levels), "by": list(one.by), "day": one.day}
            for one in due
        ]
        try:
            page.write_bytes(progress_page(rows, spoken, today))
        except OSError as error:
            raise click.UsageError(f"{page} cannot be written: {error.strerror}.") from None
        return output.line(str(page))
    if as_json:
        return output.json_line({
            "progress": [
                {"form": one.form, "criterion": one.criterion, "levels": list(one.levels), "by": list(one.by), "last": one.last, "due": one.day}
                for one in due
            ],
            "gaps": [{"criterion": gap.criterion, "mine": gap.mine, "trainer": gap.trainers, "run": gap.run} for gap in between],
        })  # fmt: skip
    if not due:
        output.line(say("progress-none"))
    else:
        output.line(say("progress-how"))
    form = ""
    for one in sorted(due, key=lambda one: one.form):
        if one.form != form:
            form = one.form
            output.line(say(f"form.{form}") if f"form.{form}" else form)
        when = say("progress-due-now") if one.day <= today else say("progress-due", day=one.day)
        bars = "".join(BARS[level] for level in one.levels[-20:])
        output.line(f"  {name(one)[:34].ljust(34)}  {bars}  {', '.join(str(level) for level in one.levels[-8:])}  {when}")
    differ = [gap for gap in between if gap.mine != gap.trainers]
    if differ:
        told = "; ".join(say("progress-gap-one", name=gap.criterion, mine=gap.mine, theirs=gap.trainers) for gap in differ[-5:])
        output.line(say("progress-gap", what=told))
    return None
