"""Owns scoring what ships on a label set, and telling figures in plain lines; cross-validation of the whole pipeline is `cross.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simulator.core.moves import FLAGS, MOVES, Heard
from simulator.hearing.judge import Judge
from simulator.hearing.labelled import BadLabels, LabelSet
from simulator.hearing.listen import Hearing
from simulator.hearing.measure import SHARES, Figures, Said, figures


def heard_by(hearing: Hearing, given: LabelSet, tell: Callable[[str], None] = lambda _: None) -> list[Said]:
    """Every answer of `given` as `hearing` hears it, nothing learned. Raises BadLabels where its labels are not our moves."""
    strange = [name for name in given.labels if name not in MOVES]
    if strange:
        raise BadLabels(
            f"What ships hears the {len(MOVES)} moves; `{strange[0]}` is none of them. Leave `--heads` out to learn these labels."
        )
    found = []
    for at, answer in enumerate(given.answers, 1):
        heard = hearing.hear(answer.text, answer.context, answer.form, answer.language)
        found.append(said_of(heard, given.several))
        if at % 1_000 == 0:
            tell(f"{at} of {len(given.answers)} answers heard")
    return found


def judged_by(judge: Judge, given: LabelSet, tell: Callable[[str], None] = lambda _: None) -> list[Said]:
    """The same by the second judge; a line it had no opinion on counts as one in which it heard nothing. It gives no confidence."""
    found, troubles = [], 0
    for at, answer in enumerate(given.answers, 1):
        opinion = judge.hear(answer.text, answer.context, answer.form)
        troubles += bool(opinion.trouble)
        found.append(Said(dict.fromkeys(opinion.moves if given.several else opinion.moves[-1:], 1.0), frozenset(opinion.flags)))
        if at % 50 == 0 or (opinion.trouble and troubles <= 3):
            tell(
                f"{at} of {len(given.answers)} answers judged, {troubles} without an opinion{f': {opinion.trouble}' if opinion.trouble else ''}"
            )
    return found


def said_of(heard: Heard, several: bool = True) -> Said:
    """The moves of an answer with the confidence of the utterance that makes each; the primary one alone where there is to be one."""
    sure: dict[str, float] = {}
    for unit in heard.units:
        if unit.move in heard.moves and (several or unit.move == heard.primary):
            sure[unit.move] = max(sure.get(unit.move, 0.0), unit.confidence)
    return Said(sure, frozenset(heard.flags))


def all_figures(given: LabelSet, heard: list[Said], shipped: bool) -> dict[str, Figures]:
    """The figures of the whole set ("all"), and of each language where there are several."""
    flags = FLAGS if shipped and any(answer.flags is not None for answer in given.answers) else ()
    languages = sorted({answer.language for answer in given.answers if answer.language})
    names = ["", *languages] if len(languages) > 1 else [""]
    return {name or "all": figures(given, heard, name, flags) for name in names}


def told(given: LabelSet, found: dict[str, Figures], how: str) -> Iterator[str]:
    """The figures as lines."""
    groups = len({answer.group for answer in given.answers})
    yield f"{len(given.answers)} answers in {groups} groups, {len(given.labels)} labels, {'several' if given.several else 'one'} to an answer; {how}"
    yield ""
    yield f"{'':10}{'answers':>8}{'micro-F1':>10}{'macro-F1':>10}{'kappa':>8}{'exact':>8}{'ECE':>8}"
    for name, one in found.items():
        yield f"{name:10}{one.answers:8}{one.micro:10.3f}{one.macro:10.3f}{one.kappa:8.3f}{one.exact:8.3f}{one.calibration:8.3f}"
    whole = found["all"]
    yield ""
    yield "right among the surest part of the labels heard"
    yield f"{'':10}" + "".join(f"{share:>8.0%}" for share in SHARES)
    for name, one in found.items():
        yield f"{name:10}" + "".join(f"{one.surest(share):8.3f}" for share in SHARES)
    for title, rows in (("label", whole.labels), ("flag", whole.flags)):
        kept = {name: tally for name, tally in rows.items() if tally.there or tally.false}
        if kept:
            yield ""
            yield f"{title:24}{'there':>7}{'precision':>11}{'recall':>8}{'F1':>7}{'kappa':>8}"
            for name, tally in kept.items():
                yield f"{name[:23]:24}{tally.there:7}{tally.precision:11.2f}{tally.recall:8.2f}{tally.f1:7.2f}{tally.kappa:8.2f}"
