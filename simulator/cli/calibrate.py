"""`simulator calibrate`: mark a ready-made conversation, then see the marks given with reasons."""

from __future__ import annotations

import click

from simulator.cli import output
from simulator.cli.shared import catalogue, json_option, language_option, spoken, store
from simulator.content.nearest import suggest
from simulator.content.specimens import load_specimen, specimens
from simulator.core.agreement import TOLERANCE, Calibration
from simulator.core.rubric import Criterion
from simulator.core.specimen import Specimen
from simulator.phrases import Voice, voice
from simulator.phrases.common import COMMON
from simulator.phrases.feedback import FEEDBACK
from simulator.play.calibrating import NOT_OFFERED, UnfitMark, mark_specimen, marked, read_marks


@click.command("calibrate")
@click.argument("conversation", required=False)
@click.option("--mark", "marks", multiple=True, metavar="CRITERION=LEVEL", help="1 to 4, or none for not offered; may be repeated.")
@click.option("--by", "person", default="", metavar="NAME", help="Who marks.")
@language_option
@json_option
def command(conversation: str | None, marks: tuple[str, ...], person: str, language: str | None, as_json: bool) -> None:
    """Read CONVERSATION, mark each criterion, then see how near you are to the marks given with reasons. Without it: which there are.

    Within one level is near. The reasons are shown once you have marked, never before.
    """
    books = catalogue()
    with store() as kept:
        speaks = spoken(language, "", kept)
        say = voice(speaks, COMMON, FEEDBACK)
        known = specimens(books)
        if conversation is None:
            done = {one.specimen for one in marked(kept, person)}
            rows = [load_specimen(books, name) for name in known]
            if as_json:
                return output.json_line({"conversations": [
                    {"id": s.id, "title": s.title.get(speaks, s.id).strip(), "form": s.form, "criteria": list(s.marks), "marked": s.id in done} for s in rows
                ]})  # fmt: skip
            for found in rows:
                sign = "✓" if found.id in done else " "
                output.line(f"{sign} {found.id}: {_one_line(found.title.get(speaks, ''))} ({say(f'form.{found.form}')})")
            return None
        if conversation not in known:
            raise click.UsageError(f"There is no conversation `{conversation}`. {suggest(conversation, known)}".strip())
        specimen = load_specimen(books, conversation)
        rubric = books.rubric(specimen.rubric)
        criteria = dict(rubric.criteria) if rubric else {}
        if not marks and output.is_terminal() and not as_json:
            _read(specimen, speaks)
            marks = _asked(specimen, criteria, speaks, say)
        if not marks:
            return output.json_line(_told(specimen, speaks)) if as_json else _read(specimen, speaks)
        try:
            given = read_marks(marks, specimen)
        except UnfitMark as error:
            raise click.UsageError(
                f"`--mark {error.name}` is not understood. One of: {', '.join(error.known)}. Like --mark digging=3."
            ) from None
        result = mark_specimen(kept, specimen, given, person)
    if as_json:
        return output.json_line({
            "conversation": specimen.id, "near": result.near, "of": len(result.compared), "lean": round(result.lean, 2), "tolerance": TOLERANCE,
            "marks": [
                {"criterion": one.criterion, "mine": one.mine, "gold": one.gold, "near": one.near, "because": _because(specimen, one.criterion, speaks)}
                for one in result.compared
            ],
        })  # fmt: skip
    for text in _lines(specimen, result, criteria, speaks, say):
        output.line(text)
    return None


def _told(specimen: Specimen, language: str) -> dict[str, object]:
    """A conversation without its marks."""
    return {
        "id": specimen.id, "title": _one_line(specimen.title.get(language, "")), "brief": _one_line(specimen.brief.get(language, "")),
        "criteria": list(specimen.marks),
        "lines": [{"id": line.id, "who": specimen.cast.get(line.who, ""), "says": _one_line(line.says.get(language, ""))} for line in specimen.lines],
    }  # fmt: skip


def _read(specimen: Specimen, language: str) -> None:
    output.line(_one_line(specimen.title.get(language, "")))
    output.line(_one_line(specimen.brief.get(language, "")))
    output.line()
    for line in specimen.lines:
        name = specimen.cast.get(line.who, "")
        output.line(f"{name}: {_one_line(line.says.get(language, ''))}" if name else _one_line(line.says.get(language, "")))
    output.line()


def _asked(specimen: Specimen, criteria: dict[str, Criterion], language: str, say: Voice) -> tuple[str, ...]:
    """A level a criterion, its anchors in view; an empty answer leaves it out."""
    given = []
    for name in specimen.marks:
        criterion = criteria.get(name)
        output.line(_name(criteria, name, language))
        for level, anchor in enumerate(criterion.levels.get(language, ()) if criterion else (), 1):
            output.line(f"  {level} {_one_line(anchor)}")
        answer = (output.read_line(f"{say('calibrate-ask')} ") or "").strip().casefold()
        if answer in ("1", "2", "3", "4", "0", NOT_OFFERED):
            given.append(f"{name}={NOT_OFFERED if answer == '0' else answer}")
    return tuple(given)


def _lines(specimen: Specimen, result: Calibration, criteria: dict[str, Criterion], language: str, say: Voice) -> list[str]:
    found = []
    for one in result.compared:
        sign = "✓" if one.near else "·"
        mine, gold = (str(level) if level else say("calibrate-none") for level in (one.mine, one.gold))
        found.append(f"{sign} {_name(criteria, one.criterion, language)}: {say('calibrate-both', mine=mine, gold=gold)}")
        found.append(f"    {_because(specimen, one.criterion, language)}")
    found.append(say("calibrate-near", near=result.near, of=len(result.compared)))
    if abs(result.lean) >= 0.5:
        found.append(say("calibrate-lenient" if result.lean > 0 else "calibrate-strict"))
    return found


def _name(criteria: dict[str, Criterion], name: str, language: str) -> str:
    return criteria[name].name.get(language, name) if name in criteria else name


def _because(specimen: Specimen, criterion: str, language: str) -> str:
    return _one_line(specimen.marks[criterion].because.get(language, ""))


def _one_line(text: str) -> str:
    return " ".join(text.split())
