"""Measures both tiers of hearing: grouped five-fold cross-validation on the coded answers, by language, typed in a hurry, by move, and their speed.

Run `python benchmarks/hearing.py [full | light | pace | curve]` with what `train_hearing.py` needs. What two coders disagreed on counts for
nobody; no figure is on text that was trained on.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import train_hearing as full
import train_hearing_light as light
from hearing_data import Answer, agreement, first_round, hurried, labelled, shown, single_lines, written

from simulator.core.moves import MOVES, Heard
from simulator.hearing import LightHearing, best_hearing
from simulator.hearing.evaluate import all_figures, said_of, told
from simulator.hearing.labelled import Labelled, LabelSet
from simulator.hearing.listen import Hearing

Pair = tuple[Answer, Heard]


def as_set(answers: Sequence[Answer]) -> LabelSet:
    """The answers as the label set that `hear --evaluate` reads."""
    rows = [
        Labelled(a.id, a.group, a.language[:2], a.form, a.context, a.text, a.moves, a.disputed, a.flags, a.disputed_flags) for a in answers
    ]
    return LabelSet(tuple(rows), MOVES, True)


def report(title: str, pairs: Sequence[Pair]) -> None:
    """Print everything that `docs/hearing.md` quotes of these answers."""
    given = as_set([answer for answer, _ in pairs])
    print(f"\n== {title}")
    for line in told(given, all_figures(given, [said_of(heard) for _, heard in pairs], True), "cross-validated by moment"):
        print(line)
    spoke = [(a, h) for a, h in pairs if not h.abstained]
    primary = sum(h.primary in a.primary for a, h in pairs) / len(pairs)
    sure = sum(h.primary in a.primary for a, h in spoke) / max(1, len(spoke))
    print(f"primary move right {primary:.3f}; speaks of {len(spoke) / len(pairs):.2f} of the answers, there {sure:.3f}")


def pace(name: str, hearing: Hearing, answers: Sequence[Answer]) -> None:
    """Print milliseconds of processor time per answer with the heads that ship, once they are loaded: where the lines before were read while she
    typed, as in practice, and where they come with the answer."""
    hearing.hear("Hola", (), "")
    listening, cold = [], []
    for at, answer in enumerate(answers):
        # The form is part of what is read before: a form of its own for each answer keeps one from profiting of another's moment.
        form = f"{answer.form} {at}"
        count = len(answer.text.split())
        started = time.thread_time()
        hearing.hear(answer.text, answer.context, f"{form} cold")
        cold.append((1000 * (time.thread_time() - started), count))
        hearing.listen(answer.context, form)
        started = time.thread_time()
        hearing.hear(answer.text, answer.context, form)
        listening.append((1000 * (time.thread_time() - started), count))
    for how, times in (("lines before read already", listening), ("lines before read with it", cold)):
        plain, long = sorted(t for t, _ in times), sorted(t for t, n in times if 40 <= n <= 60)
        for what, some in (("all", plain), ("of 40 to 60 words", long)):
            found = f"median {some[len(some) // 2]:.1f} ms, 95th {some[int(len(some) * 0.95)]:.1f} ms"
            print(f"{name}, {how}, answers {what} ({len(some)}): {found}")


def curve(answers: Sequence[Answer], lines: full.Lines) -> None:
    """Print what more coded answers buy the heads over words: learned from a part of the written answers, beside the same reader."""
    coded, taught = [a for a in answers if a.id[0] != "w"], [a for a in answers if a.id[0] == "w"]
    for share in (0.25, 0.5, 1.0):
        some = (*coded, *taught[: int(share * len(taught))])
        pairs = full.cross_validated(some, lines)[: len(coded)]
        found = all_figures(as_set(coded), [said_of(heard) for _, heard in pairs], False)
        print(f"{len(some)} answers: micro-F1 {', '.join(f'{name} {one.micro:.3f}' for name, one in found.items())}", flush=True)


def main() -> None:
    """Cross-validate, print, and time."""
    asked = sys.argv[1:]
    coded, taught, lines = tuple(labelled()), tuple(written()), tuple(single_lines())
    every = (*coded, *taught)
    for name, some in (("labelled", coded), ("written", taught)):
        print(f"coders, {name}:", {key: round(value, 3) for key, value in agreement(some).items()})
    if not asked or "full" in asked:
        for title, typed in (("as typed", str), ("typed without capitals, accents and marks", hurried)):
            pairs = full.cross_validated(every, lines, typed)
            report(f"full tier, development answers, {title}", pairs[: len(coded)])
            unseen = [(answer, heard) for answer, heard in pairs[: len(coded)] if answer.group not in shown()]
            report(f"full tier, development answers to moments that no writer or coder was shown, {title}", unseen)
            report(f"full tier, written answers, {title}", pairs[len(coded) :])
    if not asked or "light" in asked:
        for title, typed in (("as typed", str), ("typed without capitals, accents and marks", hurried)):
            report(
                f"light tier, development answers, {title}",
                light.cross_validated(coded, [answer for answer in taught if first_round(answer)], lines, typed),
            )
    if not asked or "pace" in asked:
        pace("full", best_hearing(), every[:: len(every) // 2000])
        pace("light", LightHearing(), coded)
    if "curve" in asked:
        curve(every, lines)


if __name__ == "__main__":
    main()
