"""Runs as tidy CSV files: one fact a row, every row with its run, so that a spreadsheet or a statistics program can put them together."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from simulator.core.table import BOM, csv_line
from simulator.export.telling import Data

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "runs": ("run", "person", "scenario", "title", "form", "rubric", "language", "reader_language", "mode", "started", "ended", "takes", "seed", "reader"),
    "takes": ("run", "take", "from_take", "from_turn", "lines", "ending", "kind", "aided"),
    "lines": (
        "run", "take", "turn", "at", "beat", "way", "reply", "you", "to", "said", "language", "heard", "certain", "confirmed", "aided", "moves", "flags",
        "answered_by", "answer",
    ),
    "feelings": ("run", "take", "turn", "person", "meter", "level", "change"),
    "evidence": ("run", "take", "turn", "criterion", "points", "quote", "by", "rule", "certain"),
    "counts": ("run", "take", "count", "value", "of"),
    "levels": ("run", "take", "criterion", "status", "level", "low", "high", "net", "par", "capped_by"),
    "ratings": ("run", "take", "criterion", "role", "level", "median", "count"),
    "critiques": ("run", "take", "turn", "at", "role", "by", "kind", "criterion", "quote", "effect", "instead"),
    "commitments": ("run", "who", "what", "when", "at"),
}  # fmt: skip
"""The files, without `.csv`, and the heading of each."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def csv_files(runs: Iterable[Data]) -> dict[str, bytes]:
    """Each file's name and bytes. `runs` are what JSON exports hold."""
    parts = {name: [BOM + csv_line(columns)] for name, columns in COLUMNS.items()}
    for run in runs:
        for name, row in rows(run):
            parts[name].append(csv_line([row.get(column) for column in COLUMNS[name]]))
    return {f"{name}.csv": "".join(lines).encode() for name, lines in parts.items()}


def csv_zip(files: Mapping[str, bytes]) -> bytes:
    """The files in one, the same bytes whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            fixed = zipfile.ZipInfo(name, _EARLIEST)
            fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(fixed, data)
    return out.getvalue()


def rows(run: Data) -> Iterator[tuple[str, Data]]:
    """(file, row) of everything in one run."""
    head = {"run": run["run"]}
    scenario = run["scenario"]
    yield "runs", head | {
        "person": run["person"], "scenario": scenario["id"], "title": scenario["title"]["text"], "form": scenario["form"]["id"],
        "rubric": scenario["rubric"], "language": scenario["language"], "reader_language": run["language"], "mode": run["mode"],
        "started": run["started"], "ended": _word(run["ended"]), "takes": len(run["takes"]), "seed": run["seed"], "reader": run["reader"],
    }  # fmt: skip
    for take in run["takes"]:
        here = head | {"take": take["number"]}
        yield "takes", here | {
            "from_take": take["from_take"] or None, "from_turn": take["from_turn"] or None, "lines": len(take["turns"]), "ending": take["ending"],
            "kind": take["kind"]["id"] if take["kind"] else "", "aided": _word(take["aided"]),
        }  # fmt: skip
        for turn in take["turns"]:
            yield from _line(head, turn)
        for count in take["counts"]:
            yield "counts", here | {"count": count["id"], "value": count["value"], "of": count["of"]}
        for mark in take["marks"]:
            values = {key: mark[key] for key in ("status", "level", "low", "high", "net", "par")}
            yield (
                "levels",
                here | values | {"criterion": mark["criterion"]["id"], "capped_by": mark["capped_by"]["id"] if mark["capped_by"] else ""},
            )
    for rating in run["ratings"]:
        here = head | {"take": rating["take"], "criterion": rating["criterion"]["id"]}
        if rating["own"]:
            yield "ratings", here | {"role": "self" if run["reader"] == "trainee" else "reader", "level": rating["own"]["level"]}
        for mark in rating["shown"]:
            if mark["role"] == "peer":
                yield "ratings", here | {"role": "peer", "median": mark["median"], "count": mark["count"]}
            for level in mark["levels"]:
                yield "ratings", here | {"role": mark["role"], "level": level["level"]}
    for note in run["remarks"]:
        if note["type"] == "critique_given":
            yield "critiques", head | {
                "take": note["of_take"], "turn": note["line"]["turn"] if note["line"] else None, "at": note["at"], "role": note["by"]["role"],
                "by": note["by"]["name"], "kind": note["kind"], "criterion": note["criterion"]["id"] if note["criterion"] else "",
                "quote": note["quote"], "effect": note["effect"], "instead": note["instead"],
            }  # fmt: skip
    for promise in run["commitments"]:
        yield "commitments", head | promise


def _line(head: Data, turn: Data) -> Iterator[tuple[str, Data]]:
    here = head | {"take": turn["take"], "turn": turn["turn"]}
    reaction = turn["reaction"] or {"speaker": "", "text": ""}
    yield "lines", here | {
        "at": turn["at"], "beat": turn["beat"], "way": turn["way"], "reply": turn["reply"], "you": turn["you"], "to": turn["to"]["id"] if turn["to"] else "",
        "said": turn["text"], "language": turn["said"]["language"] if turn["said"] else "", "heard": turn["heard"]["primary"] if turn["heard"] else "",
        "certain": _word(turn["certain"]), "confirmed": "" if turn["confirmed"] is None else _word(turn["confirmed"]), "aided": _word(turn["aided"]),
        "moves": " ".join(move["id"] for move in turn["moves"]), "flags": " ".join(flag["id"] for flag in turn["flags"]),
        "answered_by": reaction["speaker"], "answer": reaction["text"],
    }  # fmt: skip
    changes = {f"{felt['person']}.{felt['meter']}": felt["change"] for felt in turn["felt"]}
    for name, level in turn["feelings"].items():
        person, _, meter = name.partition(".")
        yield "feelings", here | {"person": person, "meter": meter, "level": level, "change": changes.get(name, 0)}
    for piece in turn["evidence"]:
        values = {key: piece[key] for key in ("points", "by", "rule")}
        yield (
            "evidence",
            here | values | {"criterion": piece["criterion"]["id"], "quote": piece["quote"]["text"], "certain": _word(piece["certain"])},
        )


def _word(value: bool) -> str:
    return "yes" if value else "no"
