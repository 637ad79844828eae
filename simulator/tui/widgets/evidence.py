"""Quoted evidence as text: a highlight with what it did, a mark with the lines it stands on, two takes where they part."""

from __future__ import annotations

from textual.content import Content

from simulator.core.debrief import Highlight
from simulator.core.material import Material
from simulator.core.scoring import Mark
from simulator.core.transcript import TakeView
from simulator.phrases import Voice
from simulator.tui.widgets.prose import plain


def highlight(found: Highlight, material: Material, say: Voice, language: str) -> Content:
    """The line, what came back, and why it counts."""
    criterion = material.rubric.criteria[found.criterion]
    head = plain(f"{say('line', number=found.turn)}  ·  {criterion.name.get(language, criterion.id)}", "$text-muted")
    rows = [head, plain(f"“{found.quote}”", "bold")]
    if found.kind == "missed":
        rows[1] = Content.assemble(
            plain(f"{found.speaker}: " if found.speaker else "", "bold $secondary"), plain(f"“{found.quote}”", "bold")
        )
        if found.reaction:
            rows.append(Content.assemble(plain(say("and-you-said") + " ", "$text-muted"), plain(f"“{found.reaction}”")))
    elif found.reaction:
        who = f"{found.speaker}: " if found.speaker else ""
        rows.append(
            Content.assemble(plain(say("she-answered") + ": ", "$text-muted"), plain(who, "bold $secondary"), plain(found.reaction))
        )
    says = next((rule.says.get(language, "") for rule in criterion.rules if rule.id == found.rule), "")
    if says:
        rows.append(plain(says, "$text-muted"))
    if found.coach and found.kind != "keep":
        rows.append(plain(found.coach))
    return Content("\n\n").join(rows)


def mark(found: Mark, material: Material, say: Voice, language: str) -> Content:
    """The lines first, then the level they add up to, as a sentence."""
    criterion = material.rubric.criteria[found.criterion]
    name = plain(criterion.name.get(language, criterion.id), "bold")
    rows = [name]
    for piece in found.evidence:
        sign = "+" if piece.points > 0 else "−"
        unsure = "" if piece.certain else f"  ({say('unsure')})"
        rows.append(plain(f"  {sign}{abs(piece.points)}  {say('line', number=piece.turn)}: “{piece.quote}”{unsure}"))
    if found.door[1]:
        rows.append(plain(f"  {say('line', number=found.door[0])}: “{found.door[1]}”"))
    if found.status == "scored" and found.level is not None:
        why = say("mark.scored", net=min(found.net, found.par), par=found.par)
        if found.low != found.high:
            why += "; " + say("mark.range", low=found.low, high=found.high)
        if found.capped_by:
            why += "; " + say("mark.capped", flag=found.capped_by)
    else:
        why = say(f"mark.{found.status}")
    level = f"{found.level} {say(f'level.{found.level}')}: " if found.level is not None else ""
    rows.append(Content.assemble("  ", plain(level, "bold $accent"), plain(why, "$text-muted")))
    if found.level is not None and language in criterion.levels:
        rows.append(plain(f"  {criterion.levels[language][found.level - 1].strip()}", "dim"))
    return Content("\n").join(rows)


def side_by_side(first: TakeView, second: TakeView, say: Voice) -> Content:
    """Two takes, line by line from where they part, each with what came back."""
    rows: list[Content] = []
    start = second.inherited
    for at in range(start, max(len(first.turns), len(second.turns))):
        pair = []
        for take in (first, second):
            if at >= len(take.turns):
                continue
            turn = take.turns[at]
            came = turn.reaction
            back = f"\n     → {came.speaker + ': ' if came and came.speaker else ''}{came.text}" if came else ""
            pair.append(
                Content.assemble(
                    plain(f"{say('take', number=take.number)}: ", "bold"),
                    plain(" ".join(turn.spoken.split()) or say("silence")),
                    plain(back, "$text-muted"),
                )
            )
        rows.append(Content.assemble(plain(say("line", number=at + 1), "$accent"), "\n", Content("\n").join(pair)))
    for take in (first, second):
        if take.ending:
            rows.append(Content.assemble(plain(f"{say('take', number=take.number)}: ", "bold"), plain(say(f"kind.{take.kind}"))))
    return Content("\n\n").join(rows)
