"""`simulator agreement`: how far raters agree, criterion by criterion; for trainers' calibration only."""

from __future__ import annotations

import click

from simulator.cli import output
from simulator.cli.shared import json_option, language_option, spoken, store
from simulator.core import events as e
from simulator.core.agreement import ENOUGH, Agreement, agreements
from simulator.core.critique import Rating
from simulator.core.reveal import ratings_of
from simulator.core.transcript import Remark
from simulator.phrases import Voice, voice
from simulator.phrases.common import COMMON
from simulator.phrases.feedback import FEEDBACK

MARKS = (e.RATING_GIVEN, e.RATING_DECLINED, e.UNDONE)


@click.command("agreement")
@click.option("--criterion", default="", help="Only this criterion.")
@language_option
@json_option
def command(criterion: str, language: str | None, as_json: bool) -> None:
    """How far raters agree on the runs kept here: ordinal alpha and ICC(A,1) by criterion and pair of raters.

    It speaks of raters, never of the one who practised, and counts each rater's first mark. Below eight takes that both rated it says that there
    is not enough to tell.
    """
    with store() as kept:
        say = voice(spoken(language, "", kept), COMMON, FEEDBACK)
        runs: dict[str, list[Remark]] = {}
        for event in kept.events_of(MARKS):
            runs.setdefault(event.stream, []).append(Remark(event.type, event.data, event.by.person, event.by.role, event.at, event.id))
    ratings: dict[str, tuple[Rating, ...]] = {run: ratings_of(remarks) for run, remarks in runs.items()}
    names = [criterion] if criterion else sorted({rating.criterion for given in ratings.values() for rating in given})
    found = [agreement for name in names for agreement in agreements(ratings, name)]
    if as_json:
        return output.json_line({"agreement": [_row(one) for one in found], "enough": ENOUGH})
    for one in found:
        output.line(_line(one, say))
    if not found:
        output.line(say("agreement-none"))
    return None


def _row(one: Agreement) -> dict[str, object]:
    return {
        "criterion": one.criterion, "raters": list(one.raters), "together": one.together,
        "alpha": None if one.alpha is None else round(one.alpha, 3), "icc": None if one.icc is None else round(one.icc, 3), "light": one.light,
    }  # fmt: skip


def _line(one: Agreement, say: Voice) -> str:
    raters = " + ".join(name.partition("/")[2] or name for name in one.raters) or say("agreement-all")
    head = f"{one.criterion}: {raters}: {say(f'agreement.{one.light}')}"
    if one.light == "not-enough":
        return f"{head} ({say('agreement-few', together=one.together, enough=ENOUGH)})"
    told = [f"alpha {one.alpha:.2f}" if one.alpha is not None else "", f"ICC(A,1) {one.icc:.2f}" if one.icc is not None else ""]
    return f"{head}, {', '.join(part for part in told if part)} ({say('agreement-on', together=one.together)})"
