"""Reads what hearing learns from: answers labelled by two coders, single lines under their move, and how far the coders agree.

Folds are made by moment: all answers to one moment fall together.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.core.moves import FLAGS, MOVES, OTHER, Spoken
from simulator.hearing.listen import primary_of
from simulator.hearing.segment import Span, segment

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "benchmarks" / "data" / "hearing"
FOLDS = 5

Coded = tuple[int, int, str]


@dataclass(frozen=True)
class Answer:
    """One labelled answer; `coders` holds the (start, end, move) of each coder, `disputed` what only one of them heard."""

    id: str
    group: str
    form: str
    language: str
    context: tuple[Spoken, ...]
    text: str
    moves: frozenset[str]
    disputed: frozenset[str]
    primary: frozenset[str]
    flags: frozenset[str]
    disputed_flags: frozenset[str]
    coders: tuple[tuple[Coded, ...], ...]

    def moves_at(self, start: int, end: int) -> tuple[str, ...]:
        """What each coder heard where most of `text[start:end]` lies."""
        return tuple(max(units, key=lambda u: min(u[1], end) - max(u[0], start))[2] for units in self.coders)


def _placed(text: str, units: Iterable[Mapping[str, str]]) -> tuple[Coded, ...]:
    """Units with their places, in order. Raises ValueError where one is no substring of what is left."""
    at, placed = 0, []
    for unit in units:
        start = text.index(unit["t"], at)
        at = start + len(unit["t"])
        placed.append((start, at, unit["m"] if unit["m"] in MOVES else OTHER))
    return tuple(placed)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _context(row: Mapping[str, Any]) -> tuple[Spoken, ...]:
    return tuple(Spoken(c["who"], c["says"]) for c in row["context"])


def _flags(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.replace("_", "-") for name in names) & frozenset(FLAGS)


def labelled() -> list[Answer]:
    """The answers that measure and teach, English first."""
    return [
        Answer(
            r["id"], r["group"], r["form"], r["lang"], _context(r), r["response"], frozenset(r["moves"]), frozenset(r["disputed"]),
            frozenset(r["primary"]), _flags(r["flags"]), _flags(r["disputed_flags"]),
            tuple(_placed(r["response"], r[c]) for c in ("coder_a", "coder_b")),
        )
        for name in ("dev_en", "dev_es") for r in _rows(DATA / f"{name}.jsonl")
    ]  # fmt: skip


def written() -> list[Answer]:
    """The answers that only teach: those of `written_*.jsonl` that both `coded_a_*` and `coded_b_*` hold, in the order of their names.

    A coding whose units are not substrings in order is left out and named.
    """
    codings = [{r["id"]: r for path in sorted(DATA.glob(f"coded_{coder}_*.jsonl")) for r in _rows(path)} for coder in "ab"]
    found: list[Answer] = []
    for row in (r for path in sorted(DATA.glob("written_*.jsonl")) for r in _rows(path)):
        if not all(row["id"] in coding for coding in codings):
            continue
        text = row["response"]
        coded = [coding[row["id"]] for coding in codings]
        try:
            coders = tuple(_placed(text, c["units"]) for c in coded)
        except ValueError:
            print(f"{row['id']}: a coded unit is not in the answer; left out")
            continue
        if not all(coders):
            continue
        heard = [frozenset(move for _, _, move in units) - {OTHER} for units in coders]
        flags = [_flags(c.get("flags", ())) for c in coded]
        primary = frozenset(units[primary_of([u[2] for u in units])][2] for units in coders)
        found.append(
            Answer(
                row["id"], row["group"], row["form"], row["lang"], _context(row), text, heard[0] & heard[1], heard[0] ^ heard[1], primary,
                flags[0] & flags[1], flags[0] ^ flags[1], coders,
            )
        )  # fmt: skip
    return found


def agreement(answers: Sequence[Answer]) -> dict[str, float]:
    """How far two coders agree: micro-F1 and identity of move sets, and the share of coded utterances with the same place and move."""
    sets = [[{m for _, _, m in units} - {OTHER} for units in a.coders] for a in answers]
    both = sum(len(a & b) for a, b in sets)
    exact = sum(len(set(a.coders[0]) & set(a.coders[1])) for a in answers)
    primaries = [[units[primary_of([u[2] for u in units])][2] for units in a.coders] for a in answers]
    same = sum(a == b for a, b in primaries) / max(1, len(answers))
    shares = [{m: sum(p[c] == m for p in primaries) / max(1, len(answers)) for m in (*MOVES, OTHER)} for c in (0, 1)]
    chance = sum(shares[0][m] * shares[1][m] for m in shares[0])
    return {
        "answers": len(answers),
        "micro-F1": 2 * both / max(1, sum(len(a) + len(b) for a, b in sets)),
        "identical sets": sum(a == b for a, b in sets) / max(1, len(answers)),
        "kappa of the primary": (same - chance) / max(1e-9, 1 - chance),
        "same place and move": 2 * exact / max(1, sum(len(c) for a in answers for c in a.coders)),
    }


def seeds() -> list[tuple[str, str]]:
    """(move, line) of the single lines written to widen the vocabulary."""
    found: list[tuple[str, str]] = []
    for language in ("en", "es"):
        move = OTHER
        for line in (DATA / f"seeds_{language}.txt").read_text("utf-8").splitlines():
            if line.startswith("["):
                move = line.strip("[]")
            elif line and not line.startswith("#"):
                found.append((move, line))
    return found


def codebook_lines() -> list[tuple[str, str]]:
    """(move, line) of the examples of `rubrics/moves.yaml`."""
    import yaml

    moves = yaml.safe_load((ROOT / "rubrics" / "moves.yaml").read_text("utf-8"))["moves"]
    return [
        (move, line.strip())
        for move, entry in moves.items() if move in MOVES
        for lines in entry["examples"].values() for line in lines.splitlines() if line.strip()
    ]  # fmt: skip


def single_lines() -> list[tuple[str, str]]:
    """Every (move, line) that stands alone: the codebook's own examples and the seeds."""
    return [*codebook_lines(), *seeds()]


def _bare(word: str) -> str:
    spread = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in spread if c.isalnum())


def hurried(text: str) -> str:
    """`text` as typed in a hurry: no capitals, accents or marks."""
    return hurried_with_places(text)[0]


def hurried_with_places(text: str) -> tuple[str, list[int]]:
    """The hurried copy of `text`, and for each of its characters where in `text` its word begins."""
    copy = ""
    places: list[int] = []
    for word in re.finditer(r"\S+", text):
        if bare := _bare(word.group()):
            copy += (" " if copy else "") + bare
            places += [word.start()] * (len(copy) - len(places))
    return copy, places


def cut_alike(text: str, places: Sequence[int], answer: Answer) -> list[Span]:
    """The clauses of an answer in a copy of it: every word of the copy stays with the clause its first letter stood in."""
    clauses = segment(answer.text)
    spans: list[Span] = []
    owner = -1
    for word in re.finditer(r"\S+", text):
        start, end = word.span()
        own = next((k for k, (_, stop) in enumerate(clauses) if places[start] < stop), len(clauses) - 1)
        if own == owner:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        owner = own
    return spans


def fold_of(answer: Answer) -> int:
    """The fold of an answer: all answers to one moment fall together, and the same way every time."""
    return int(hashlib.sha256(answer.group.encode()).hexdigest(), 16) % FOLDS


def shown() -> frozenset[str]:
    """The development moments that coders, and the writers of later answers, had before them as a model; no others did."""
    return frozenset((DATA / "shown.txt").read_text("utf-8").split())


def first_round(answer: Answer) -> bool:
    """Whether an answer is of the first round of writing: the light tier learns from no others, since its trainer takes long."""
    return answer.id.split("-")[1] in {"en", "es", "es1", "pr"}


def meant_to_hurt(answer: Answer) -> bool:
    """Whether an answer is of those where one in three was written to hurt: they teach what harm is, and tell nothing of how often it comes."""
    return answer.id.startswith("w-h")


def read_by_nobody(answer: Answer) -> bool:
    """Whether the reader never learns from an answer: a tenth of the written ones, whole moments, kept to calibrate and to measure, and all others."""
    return answer.id[0] != "w" or int(hashlib.sha256(f"apart {answer.group}".encode()).hexdigest(), 16) % 10 == 0
