"""Owns learning from a trainer's lessons: the head over utterances fitted anew, drawn to what ships, so that it keeps all it knew but what they speak against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from simulator.hearing.features import setting
from simulator.hearing.full import views
from simulator.hearing.learn import Dense, Fitted, fit
from simulator.hearing.reader import Reader
from simulator.hearing.segment import segment
from simulator.hearing.taught import Lesson, stamp
from simulator.hearing.trained import CLASSES, Head, Trained, View

PULL = 1.0
"""How strongly what ships is kept."""
WEIGHT = 3.0
"""What a lesson counts: somebody took the trouble to write it down."""


def refit(reader: Reader, trained: Trained, lessons: Sequence[Lesson], kept: Path | None = None) -> Trained:
    """`trained` with the lessons learned; seconds for hundreds of them. What was learned is kept in the file `kept` and read from there next time."""
    if not lessons:
        return trained
    name = f"{stamp(lessons)}-{trained.stamp}"
    if kept is not None and (found := _read(kept, name)) is not None:
        return replace(trained, unit=found)
    seen = [view for lesson in lessons for view in _views(reader, lesson)]
    wanted = np.repeat(
        [np.eye(len(CLASSES))[CLASSES.index(lesson.move)] for lesson in lessons], [len(_spans(lesson)) for lesson in lessons], axis=0
    )
    weight = np.repeat([WEIGHT / len(_spans(lesson)) for lesson in lessons], [len(_spans(lesson)) for lesson in lessons])
    # Only the places that the lessons touch can change, so only they are fitted.
    used = np.unique(np.concatenate([view.places for view in seen]))
    start = Fitted(np.vstack([trained.unit.meaning, trained.unit.words[used]]), trained.unit.bias)
    learned = fit(Dense(_table(seen, used)), wanted, weight[:, None], PULL, several=False, start=start, rounds=40)
    width = trained.unit.meaning.shape[0]
    words = trained.unit.words.copy()
    words[used] = learned.weights[width:]
    head = Head(learned.weights[:width], words, learned.bias)
    if kept is not None:
        _write(kept, name, head)
    return replace(trained, unit=head)


def _spans(lesson: Lesson) -> list[tuple[int, int]]:
    return segment(lesson.line)


def _views(reader: Reader, lesson: Lesson) -> list[View]:
    return views(reader, lesson.line, _spans(lesson), setting(lesson.before, lesson.form))[0]


def _table(seen: Sequence[View], used: Any) -> Any:
    rows = np.zeros((len(seen), len(seen[0].meaning) + len(used)), np.float32)
    for row, view in zip(rows, seen, strict=True):
        row[: len(view.meaning)] = view.meaning
        np.add.at(row, len(view.meaning) + np.searchsorted(used, view.places), view.values)
    return rows


def _read(path: Path, name: str) -> Head | None:
    """What was learned before from exactly these lessons and heads; None where it was not, or cannot be read."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            if str(arrays["name"]) != name:
                return None
            return Head(arrays["meaning"], arrays["words"], arrays["bias"])
    except (OSError, ValueError, KeyError, EOFError):
        return None


def _write(path: Path, name: str, head: Head) -> None:
    try:
        with path.open("wb") as file:
            np.savez_compressed(file, name=np.array(name), meaning=head.meaning, words=head.words, bias=head.bias)
    except OSError:
        # A folder that cannot be written costs seconds at the next start, and nothing else.
        return
