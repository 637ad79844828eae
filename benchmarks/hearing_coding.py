"""Owns the way of training answers from their writers to their coders and back into `benchmarks/data/hearing/`.

    python benchmarks/hearing_coding.py written FOLDER           w-*.txt of the writers  -> written_*.jsonl
    python benchmarks/hearing_coding.py batches FOLDER [--of N]  written_*.jsonl         -> batch-NN.txt, cut into numbered clauses
    python benchmarks/hearing_coding.py coded BATCHES FOLDER     a-NN.txt, b-NN.txt      -> coded_a_*.jsonl, coded_b_*.jsonl, and how they agree

Batches hold what no two coders have coded and no batch of the folder holds yet, and go on numbering. A moment's answers stay together in a batch; moments are mixed over the batches,
always the same way.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from hearing_data import DATA, agreement, written

from simulator.core.moves import FLAGS, MOVES, OTHER
from simulator.hearing.segment import segment

FORMS = frozenset({
    "one_to_one", "house_meeting", "research_meeting", "action", "evaluation", "strategy_cut", "plt_coaching", "data_case", "public_arena",
})  # fmt: skip
PARTS = frozenset({"parent", "leader", "official", "group", "reporter", "stakeholder"})
Row = dict[str, Any]


def moments(path: Path) -> Iterator[tuple[str, str, str, list[Row], list[str]]]:
    """(form, language, counterpart, context, answers) of each moment of a writer's file. Raises ValueError with file and line."""
    form = language = part = ""
    context: list[Row] = []
    answers: list[str] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = line.strip()
        where = f"{path.name}:{number}"
        if line.startswith("##"):
            if answers:
                yield form, language, part, context, answers
            context, answers = [], []
            fields = [f.strip() for f in line.strip("# ").split("|")]
            if len(fields) != 3 or fields[0] not in FORMS or fields[1] not in {"en", "es", "mixed"} or fields[2] not in PARTS:
                raise ValueError(f"{where}: not a heading «form | en, es or mixed | part»: {line}")
            form, language, part = fields
        elif line.startswith("@"):
            who, found, says = line[1:].partition("::")
            if not found or answers:
                raise ValueError(f"{where}: a line of the moment is «@ who :: what was said», before the answers: {line}")
            context.append({"who": who.strip(), "says": says.strip()})
        elif line.startswith("-"):
            if text := " ".join(line[1:].split()):
                answers.append(text)
        elif line:
            raise ValueError(f"{where}: neither heading, line nor answer: {line}")
    if answers:
        yield form, language, part, context, answers


def rows(path: Path) -> list[Row]:
    """The answers of a writer's file with ids that stay: file, number of the moment, letter."""
    found = []
    for number, (form, language, part, context, answers) in enumerate(moments(path), 1):
        group = f"{path.stem}-{number:02}"
        found += [
            {"id": f"{group}-{chr(97 + at)}", "group": group, "form": form, "lang": language, "counterpart": part, "context": context, "response": text}
            for at, text in enumerate(answers)
        ]  # fmt: skip
    return found


def _dump(path: Path, found: Iterable[Row]) -> int:
    lines = [json.dumps(row, ensure_ascii=False) for row in found]
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return len(lines)


def take_in(folder: Path) -> None:
    """The writers' files, one `written_*.jsonl` for each first word of their names."""
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for path in sorted(folder.glob("w-*.txt")):
        by_kind[path.stem.split("-")[1]] += rows(path)
    for kind, found in by_kind.items():
        texts = [row["response"] for row in found]
        print(
            f"written_{kind}.jsonl: {_dump(DATA / f'written_{kind}.jsonl', found)} answers to {len({r['group'] for r in found})} moments, {len(texts) - len(set(texts))} twice"
        )


def _mixed(group: str) -> str:
    return hashlib.sha256(f"batch {group}".encode()).hexdigest()


def batches(folder: Path, size: int) -> None:
    """Files of about `size` answers for the coders, of the answers neither coded nor in a batch yet."""
    groups: dict[str, list[Row]] = defaultdict(list)
    coded = {answer.id for answer in written()} | {name for path in folder.glob("batch-*.txt") for name in clauses_of(path)}
    before = max(
        (int(re.split(r"[-_]", path.stem)[-1]) for path in (*DATA.glob("coded_a_*.jsonl"), *folder.glob("batch-*.txt"))), default=0
    )
    for path in sorted(DATA.glob("written_*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["id"] not in coded:
                groups[row["group"]].append(row)
    order = sorted(groups, key=_mixed)
    count = max(1, round(sum(map(len, groups.values())) / size))
    for at in range(count):
        number = before + at + 1
        text = ""
        for group in order[at::count]:
            first = groups[group][0]
            text += f"# {group} {first['form']} {first['lang']} {first['counterpart']}\n"
            text += "".join(f"@ {c['who']}: {c['says']}\n" for c in first["context"])
            for row in groups[group]:
                clauses = [" ".join(row["response"][a:b].split()) for a, b in segment(row["response"])]
                text += f"{row['id']}\n" + "".join(f" {place}| {clause}\n" for place, clause in enumerate(clauses, 1))
            text += "\n"
        (folder / f"batch-{number:02}.txt").write_text(text, "utf-8")
        print(f"batch-{number:02}.txt: {len(order[at::count])} moments, {sum(len(groups[g]) for g in order[at::count])} answers")


def clauses_of(path: Path) -> dict[str, list[str]]:
    """The numbered clauses of each answer of a batch."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in path.read_text("utf-8").splitlines():
        if re.match(r" \d+\| ", line):
            found[name].append(line.split("| ", 1)[1])
        elif line and not line.startswith(("#", "@")):
            name = line.strip()
            found[name] = []
    return found


def codes(path: Path, clauses: dict[str, list[str]], said: list[str]) -> Iterator[Row]:
    """What a coder heard in each answer. What cannot be read is told into `said` and left out."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = line.strip().strip("`")
        if not line or line.startswith("#"):
            continue
        coded, _, flags = line.partition("|")
        name, *pairs = coded.split()
        if name not in clauses:
            said.append(f"{path.name}:{number}: no answer {name} in this batch")
            continue
        moves = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
        wanted = [str(at) for at in range(1, len(clauses[name]) + 1)]
        if sorted(moves) != sorted(wanted) or not set(moves.values()) <= {*MOVES, OTHER}:
            said.append(f"{path.name}:{number}: {name} wants a move for each of {len(wanted)} clauses, has {coded.strip()}")
            continue
        raised = [flag.strip(",").replace("_", "-") for flag in flags.split()]
        said += [f"{path.name}:{number}: no flag {flag}" for flag in raised if flag not in FLAGS and flag != "codeswitch"]
        yield {
            "id": name, "units": [{"t": clauses[name][int(at) - 1], "m": moves[at]} for at in wanted],
            "flags": [flag for flag in raised if flag in FLAGS],
        }  # fmt: skip


def take_codes(folder: Path, coded: Path) -> None:
    """The coders' files into `coded_a_*.jsonl` and `coded_b_*.jsonl`."""
    said: list[str] = []
    for path in sorted(coded.glob("[ab]-*.txt")):
        coder, number = path.stem.split("-", 1)
        found = {row["id"]: row for row in codes(path, clauses_of(folder / f"batch-{number}.txt"), said)}
        print(f"{path.name}: {_dump(DATA / f'coded_{coder}_{number}.jsonl', found.values())} answers")
    print("\n".join(said))
    print({key: round(value, 3) for key, value in agreement(written()).items()})


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one of the three steps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("written").add_argument("folder", type=Path)
    cut = steps.add_parser("batches")
    cut.add_argument("folder", type=Path)
    cut.add_argument("--of", type=int, default=380, help="answers in a batch, about")
    read = steps.add_parser("coded")
    read.add_argument("batches", type=Path)
    read.add_argument("folder", type=Path)
    given = parser.parse_args(arguments)
    match given.step:
        case "written":
            take_in(given.folder)
        case "batches":
            batches(given.folder, given.of)
        case _:
            take_codes(given.batches, given.folder)


if __name__ == "__main__":
    main()
