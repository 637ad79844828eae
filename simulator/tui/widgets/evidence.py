"""Quoted evidence as text: a highlight with what it did, a mark with the lines it stands on, two takes where they part."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from simulator.core.debrief import Highlight
from simulator.core.heard import acts
from simulator.core.material import Material
from simulator.core.scoring import Mark
from simulator.core.transcript import TakeView
from simulator.core.turn import Turn
from simulator.phrases import Voice
from simulator.tui.widgets.prose import COLUMN, hang, one_line, paragraphs, plain


def highlight(found: Highlight, material: Material, say: Voice, language: str, width: int = COLUMN) -> Content:
    """The line, what came back, and why it counts."""
    criterion = material.rubric.criteria[found.criterion]
    head = plain(f"{say('line', number=found.turn)}  ·  {criterion.name.get(language, criterion.id)}", "$foreground 65%")
    speaker = plain(f"{found.speaker}: " if found.speaker else "", "bold $secondary")
    parts = [head]
    if found.kind == "missed":
        parts.append(Content.assemble(speaker, plain(f"“{found.quote}”", "bold")))
        if found.reaction:
            parts.append(Content.assemble(plain(say("and-you-said") + " ", "$foreground 65%"), plain(f"“{found.reaction}”")))
        else:
            parts.append(plain(say("and-silence"), "$foreground 65%"))
    else:
        parts.append(plain(f"“{found.quote}”", "bold"))
        if found.reaction:
            parts.append(Content.assemble(plain(say("she-answered") + ": ", "$foreground 65%"), speaker, plain(found.reaction)))
    says = next((rule.says.get(language, "") for rule in criterion.rules if rule.id == found.rule), "")
    parts.append(plain(says, "$foreground 65%"))
    if found.kind != "keep":
        if found.coach and found.meant:
            parts.append(plain(say("coach-meant", line=one_line(found.meant)), "$foreground 65%"))
        parts.append(plain(found.coach))
    return paragraphs([hang(part, width, 2) for part in parts])


def coached(turns: Sequence[Turn], say: Voice, width: int = COLUMN) -> Content:
    """What the author says of each line, under it."""
    parts: list[Content] = []
    for turn in turns:
        meant = say("coach-meant", line=one_line(turn.meant)) if turn.meant else ""
        rows = ((one_line(turn.spoken) or say("silence"), "bold"), (meant, "$foreground 65%"), (one_line(turn.coach), ""))
        parts += [hang(plain(row, style), width, 2) for row, style in rows if row]
    return paragraphs(parts)


def mark(found: Mark, material: Material, say: Voice, language: str, width: int = COLUMN) -> Content:
    """The lines first, then the level they add up to, as a sentence."""
    criterion = material.rubric.criteria[found.criterion]
    rows = [plain(criterion.name.get(language, criterion.id), "bold")]
    for piece in found.evidence:
        sign = "+" if piece.points > 0 else "−"
        unsure = "" if piece.certain else f"  ({say('unsure')})"
        quoted = f"{sign}{abs(piece.points)}  {say('line', number=piece.turn)}: “{one_line(piece.quote)}”{unsure}"
        rows.append(hang(plain(quoted), width, 6, 2))
    if found.door[1]:
        rows.append(hang(plain(f"{say('line', number=found.door[0])}: “{one_line(found.door[1])}”"), width, 6, 2))
    if found.status == "scored" and found.level is not None:
        why = say("mark.scored", net=min(found.net, found.par), par=found.par)
        if found.low != found.high:
            why += "; " + say("mark.range", low=found.low, high=found.high)
        if found.capped_by:
            why += "; " + say("mark.capped", flag=found.capped_by)
    else:
        why = say(f"mark.{found.status}")
    level = f"{found.level} {say(f'level.{found.level}')}: " if found.level is not None else ""
    rows.append(hang(Content.assemble(plain(level, "bold $accent"), plain(why, "$foreground 65%")), width, 4, 2))
    if found.level is not None and language in criterion.levels:
        rows.append(hang(plain(one_line(criterion.levels[language][found.level - 1]), "$foreground 65%"), width, 4, 2))
    return Content("\n").join(rows)


def heard(turn: Turn, material: Material, say: Voice, language: str, width: int = COLUMN) -> list[Content]:
    """What was heard in a typed line, act by act: the words that carried it are bold and underlined, so that no colour is needed to see them."""
    shown = []
    for act in acts(turn):
        move = material.codebook.moves.get(act.move)
        if move is None:
            continue
        marked = [plain(text.replace("\n", " "), "bold underline" if carried else "") for text, carried in act.parts]
        rows = [hang(Content.assemble(plain("“"), *marked, plain("”")), width, 2, 2)]
        meant = one_line(move.plain.get(language, ""))
        rows.append(hang(plain(say("heard-act", name=move.name.get(language, act.move), meant=meant)), width, 4, 4))
        if act.like:
            rows.append(hang(plain(say("heard-like", line=one_line(act.like)), "$foreground 65%"), width, 4, 4))
        shown.append(Content("\n").join(rows))
    if turn.may_hurt:
        shown.append(hang(plain(say("heard-hurts")), width, 2, 2))
    return shown


def side_by_side(first: TakeView, second: TakeView, say: Voice, width: int = COLUMN) -> Content:
    """Two takes, line by line from where they part: in two columns where there is room, else one under the other."""
    half = (width - 3) // 2
    shown = [
        Content.assemble(
            plain(say("take", number=take.number), "bold"),
            plain(f"  {say(take.ended_as) if take.ending else say('still-open')}", "$foreground 65%"),
        )
        for take in (first, second)
    ]
    parts = [_beside(shown[0], shown[1], half) if half >= 28 else Content("\n").join(shown)]
    for at in range(second.inherited, max(len(first.turns), len(second.turns))):
        one, other = (_said(take, at, say) for take in (first, second))
        if half >= 28:
            rows = _beside(one, other, half)
        else:
            names = [plain(say("take", number=take.number) + ": ", "bold") for take in (first, second)]
            rows = Content("\n").join(
                [hang(Content.assemble(name, said), width, 2) for name, said in zip(names, (one, other), strict=True) if said.plain]
            )
        parts.append(Content.assemble(plain(say("line", number=at + 1), "$accent"), "\n", rows))
    return paragraphs(parts)


def _said(take: TakeView, at: int, say: Voice) -> Content:
    """Line `at` of a take and what came back; empty where the take was over by then."""
    if at >= len(take.turns):
        return Content("")
    turn = take.turns[at]
    said = plain(one_line(turn.spoken) or say("silence"))
    came = turn.reaction
    if came is None:
        return said
    return Content.assemble(said, "\n", plain(f"→ {came.speaker + ': ' if came.speaker else ''}{came.text}", "$foreground 65%"))


def _beside(one: Content, other: Content, half: int) -> Content:
    """Two texts in columns of `half` cells."""
    left, right = ([line for paragraph in text.split("\n") for line in paragraph.wrap(half)] for text in (one, other))
    empty = Content("")
    rows = []
    for at in range(max(len(left), len(right))):
        first = left[at] if at < len(left) else empty
        second = right[at] if at < len(right) else empty
        rows.append(Content.assemble(first.pad_right(max(0, half - first.cell_length)), " │ ", second))
    return Content("\n").join(rows)
