"""Critiques and marks of people as text, for whoever may read them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from simulator.core.checklist import Answered, hints, useful
from simulator.core.reveal import PEERS, Marks, Said
from simulator.core.rubric import Criterion
from simulator.phrases import Voice
from simulator.tui.widgets.prose import COLUMN, hang, one_line, plain


def told_by(said: Said, say: Voice) -> str:
    """Who gave it: role and name, or the role alone."""
    role = say(f"role-name.{said.role}")
    return say("said-by", role=role, name=said.critique.by) if said.critique.by else role


def critique(said: Said, say: Voice, width: int = COLUMN, whole_line: str = "") -> Content:
    """One critique: kind and author, the quote where it is not the whole line, effect, alternative, what came of it."""
    found = said.critique
    rows = [Content.assemble(plain(say(f"kind-name.{found.kind}"), "bold $accent"), plain(f"  {told_by(said, say)}", "$foreground 65%"))]
    if found.quote and one_line(found.quote) != one_line(whole_line):
        rows.append(hang(plain(f"“{one_line(found.quote)}”"), width, 2, 2))
    if found.effect:
        rows.append(hang(plain(one_line(found.effect)), width, 2, 2))
    if found.instead:
        rows.append(hang(Content.assemble(plain("→ ", "$accent"), plain(one_line(found.instead), "bold")), width, 4, 2))
    for answer in said.answers:
        words = ". ".join(part for part in (say(f"stance.{answer.stance}") if answer.stance else "", one_line(answer.text)) if part)
        rows.append(hang(plain(say("critique-answered", text=words), "$foreground 65%"), width, 4, 2))
    rows += [plain(f"  {say('critique-rehearsed', take=take)}", "$foreground 65%") for take in said.rehearsed]
    return Content("\n").join(rows)


def notes(answers: Sequence[Answered], say: Voice, second: str = "", most: int = 3) -> Content:
    """What a critique still lacks, gently; the most needed first."""
    rows = [plain(f"· {say(f'check.{hint}')}", "$foreground 80%") for hint in hints(answers)[:most]]
    if second:
        rows.append(plain(f"· {second}", "$foreground 80%"))
    if useful(answers) and not rows:
        rows.append(plain(f"✓ {say('check-good')}", "$success"))
    return Content("\n").join(rows)


def marks(found: Marks | None, say: Voice, width: int = COLUMN, private_gap: bool = False) -> Content:
    """Her own mark, and what the reveal opens; `private_gap` tells the one who practised how far hers is from a trainer's."""
    if found is None or found.own is None:
        return plain(say("marks-wait-own"), "$foreground 65%")
    own = found.own.level
    rows = [plain(say("marks-own", level=f"{own} {say(f'level.{own}')}") if own else say("marks-own-none"), "bold")]
    if found.waits_for:
        return Content("\n").join([*rows, hang(plain(say(f"marks-wait-{found.waits_for}"), "$foreground 65%"), width, 0)])
    for shown in found.shown:
        if shown.role == "peer":
            rows.append(plain(say("marks-peers", count=shown.count, median=f"{shown.median:g}")))
        else:
            levels = ", ".join(f"{level} {say(f'level.{level}')}" for level in shown.levels if level is not None)
            rows.append(plain(say("marks-of", role=say(f"role-name.{shown.role}"), levels=levels)))
    if 0 < found.peers < PEERS:
        rows.append(hang(plain(say("marks-peers-few", count=found.peers), "$foreground 65%"), width, 0))
    trainers = [level for shown in found.shown if shown.role == "trainer" for level in shown.levels if level is not None]
    if private_gap and own and trainers and trainers[-1] != own:
        rows.append(hang(plain(say("marks-gap", gap=abs(trainers[-1] - own)), "$foreground 65%"), width, 0))
    return Content("\n").join(rows)


def anchors(criterion: Criterion, language: str, own: int | None, width: int = COLUMN) -> Content:
    """The four described levels, hers marked."""
    texts = criterion.levels.get(language) or next(iter(criterion.levels.values()), ())
    return Content("\n").join([
        hang(Content.assemble(plain(f"{level} ", "bold $accent"), plain(one_line(text), "bold" if level == own else "")), width, 2)
        for level, text in enumerate(texts, 1)
    ])  # fmt: skip
