"""Learns the reader: the lower layers of multilingual-e5-small, learned further from the written answers, and written into `simulator/hearing/model/`.

Run `python benchmarks/train_reader.py E5` (two hours on two quiet cores) with PyTorch, where E5 is the file that `e5.py` tells of; what runs needs numpy
alone. It never reads the development answers, nor the tenth of the written ones that `read_by_nobody` names: they calibrate and measure.
"""

from __future__ import annotations

import argparse
import copy
import math
import random
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import itertools

from e5 import E5, MODEL, SPECIAL
from hearing_data import Answer, cut_alike, hurried, hurried_with_places, labelled, read_by_nobody, single_lines, written

from simulator.core.moves import FLAGS, MOVES, OTHER, Spoken
from simulator.hearing.features import before_of
from simulator.hearing.pieces import END, Pieces
from simulator.hearing.reader import ANSWER, BEFORE, HEADS, TINY, laid_out, whole_of
from simulator.hearing.segment import Span, segment

CLASSES = (*MOVES, OTHER)
HARM = "harm"
OF_WHOLE = (*MOVES, *FLAGS)
"""What is told of a whole answer."""
WIDTH, INNER = 384, 1536
HEADS_OF = ("unit", "turn", "hurts", "cut")
"""What is told of clauses, of the whole answer, of clauses that harm, and of where clauses begin."""
PLACES = BEFORE + ANSWER + 8
WAYS = {"plain": 0.25, "nameless": 0.22, "careless": 0.12, "bare": 0.30, "coarse": 0.06, "alone": 0.05}
"""How often an answer is read in each of its ways (`readings`)."""
DISPUTED = 0.6
"""What a clause counts that the coders heard differently."""
RARE = [1.0] * len(MOVES) + [2.0 if flag == HARM else 6.0 for flag in FLAGS]
"""What it counts that a move or a flag is there: one answer in thirty bears a flag, one in ten harms."""
KEPT = 0.999
"""How much of what was learned before stays in the weights that ship, which follow those that learn from step to step."""
HEAVY = {"turn": 2.0, "flags": 1.0, "harm": 1.0, "cuts": 0.7}
"""What the moves of the whole answer, its flags, harm and the cuts count beside the moves of its clauses."""
FASTER = 5.0
"""How much faster the heads learn than the layers."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an answer: the pieces before it and of each clause, where a clause begins (1), a word within one (0), or neither (-1), for each
    piece; the wanted shares and weight of each clause, and what holds of the whole."""

    before: tuple[int, ...]
    clauses: tuple[tuple[int, ...], ...]
    begins: tuple[int, ...]
    wanted: Any
    weight: Any
    there: Any
    known: Any

    @property
    def length(self) -> int:
        return len(self.before) + 2 + sum(map(len, self.clauses))


def _numbered(pieces: Pieces, text: str, spans: Sequence[Span]) -> tuple[list[tuple[int, ...]], tuple[int, ...], list[Span]]:
    """The pieces of each of `spans` that is read, `begins` of all of them (`Reading`), and those spans."""
    clauses: list[tuple[int, ...]] = []
    begins: list[int] = []
    read: list[Span] = []
    for start, end in spans:
        words = [pieces.of(word) for word in text[start:end].split()]
        numbers = tuple(number for word in words for number in word)[:ANSWER] or (END,)
        if sum(map(len, clauses)) + len(numbers) > ANSWER:
            break
        first = 1 if clauses else -1
        signs = [sign for word in words for sign in (0, *[-1] * (len(word) - 1))][: len(numbers)]
        begins += [first, *signs[1:]]
        clauses.append(numbers)
        read.append((start, end))
    return clauses, tuple(begins), read


def _reading(
    pieces: Pieces, text: str, spans: Sequence[Span], at: Sequence[int], answer: Answer, context: Sequence[Spoken], form: str
) -> Reading:
    clauses, begins, read = _numbered(pieces, text, spans)
    heard = [answer.moves_at(at[start], at[end - 1] + 1) for start, end in read]
    return Reading(
        laid_out(pieces, form, before_of(context)), tuple(clauses), begins,
        np.array([[moves.count(name) / len(moves) for name in CLASSES] for moves in heard], np.float32),
        np.array([1.0 if len(set(moves)) == 1 else DISPUTED for moves in heard], np.float32),
        np.array([name in answer.moves | answer.flags for name in OF_WHOLE], np.float32),
        np.array([name not in answer.disputed | answer.disputed_flags for name in OF_WHOLE], np.float32),
    )  # fmt: skip


def _nameless(context: Sequence[Spoken]) -> tuple[Spoken, ...]:
    return tuple(Spoken(line.who.split(",")[0], line.says) for line in context)


def _careless(text: str, chance: random.Random) -> tuple[str, list[int]]:
    """`text` with some of its marks left out, and often its capitals and accents too, and where each of its characters stood."""
    spared, small, bare = chance.random(), chance.random() < 0.7, chance.random() < 0.6
    copy, places = "", []
    for place, char in enumerate(text):
        if char in ".,;:!¡?¿…" and chance.random() > spared:
            continue
        kept = unicodedata.normalize("NFD", char)[0] if bare else char
        copy += kept.lower() if small and len(kept.lower()) == 1 else kept
        places.append(place)
    return copy, places


def readings(pieces: Pieces, answer: Answer) -> dict[str, Reading]:
    """The ways to read an answer: as typed, with bare names, typed in a hurry (`bare`, and `coarse` where only openings tell what begins), with some of
    its marks, and without its moment."""
    plain, spans = list(range(len(answer.text))), segment(answer.text)
    found = {
        "plain": _reading(pieces, answer.text, spans, plain, answer, answer.context, answer.form),
        "nameless": _reading(pieces, answer.text, spans, plain, answer, _nameless(answer.context), answer.form),
        "alone": _reading(pieces, answer.text, spans, plain, answer, (), ""),
    }
    bare, places = hurried_with_places(answer.text)
    careless, where = _careless(answer.text, random.Random(answer.id))
    if not bare or not careless.strip():
        return found | dict.fromkeys(("bare", "coarse", "careless"), found["plain"])
    coarse = _reading(pieces, bare, segment(bare), places, answer, answer.context, answer.form)
    return found | {
        "bare": _reading(pieces, bare, cut_alike(bare, places, answer), places, answer, answer.context, answer.form),
        "coarse": replace(coarse, begins=(-1,) * len(coarse.begins)),
        "careless": _reading(pieces, careless, cut_alike(careless, where, answer), where, answer, answer.context, answer.form),
    }


def line_readings(pieces: Pieces, move: str, line: str) -> dict[str, Reading]:
    """The same of a single line, which has no moment; it says nothing of a whole answer."""
    found = {}
    for kind, text in (("plain", line), ("bare", hurried(line) or line)):
        clauses, begins, _ = _numbered(pieces, text, segment(text))
        wanted = np.repeat([[float(move == name) for name in CLASSES]], len(clauses), axis=0).astype(np.float32)
        nothing = np.zeros(len(OF_WHOLE), np.float32)
        found[kind] = Reading(
            laid_out(pieces, "", ()), tuple(clauses), (-1,) * len(begins), wanted, np.full(len(clauses), 0.6 / len(clauses), np.float32), nothing, nothing
        )  # fmt: skip
    return {name: found["bare" if name in ("bare", "coarse", "careless") else "plain"] for name in WAYS}


class Block(nn.Module):
    """One layer, as `simulator/hearing/reader.py` runs it."""

    def __init__(self, e5: E5, number: int, dropped: float) -> None:
        super().__init__()

        def table(name: str, rows: int, width: int) -> Tensor:
            return torch.tensor(e5.table(f"l{number}.{name}.w", rows, width).T.copy())

        def row(name: str, count: int = WIDTH) -> Tensor:
            return torch.tensor(e5.row(f"l{number}.{name}", count))

        self.look = nn.Parameter(torch.cat([table(name, WIDTH, WIDTH) for name in "qkv"], 1))
        self.look_bias = nn.Parameter(torch.cat([row(f"{name}.b") for name in "qkv"]))
        self.found = nn.Parameter(table("ao", WIDTH, WIDTH))
        self.found_bias = nn.Parameter(row("ao.b"))
        self.found_norm = nn.Parameter(torch.stack([row("aln.w"), row("aln.b")]))
        self.wide = nn.Parameter(table("fi", INNER, WIDTH))
        self.wide_bias = nn.Parameter(row("fi.b", INNER))
        self.narrow = nn.Parameter(table("fo", WIDTH, INNER))
        self.narrow_bias = nn.Parameter(row("fo.b"))
        self.norm = nn.Parameter(torch.stack([row("oln.w"), row("oln.b")]))
        self.drop = nn.Dropout(dropped)

    def forward(self, state: Tensor, mask: Tensor) -> Tensor:
        """The next state, shape (answers, pieces, 384)."""
        count, length, _ = state.shape
        asked, keys, values = (state @ self.look + self.look_bias).view(count, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(asked, keys, values, attn_mask=mask).transpose(1, 2).reshape(state.shape)
        state = _norm(state + self.drop(seen @ self.found + self.found_bias), self.found_norm)
        wide = state @ self.wide + self.wide_bias
        wide = wide * torch.sigmoid(1.702 * wide)
        return _norm(state + self.drop(wide @ self.narrow + self.narrow_bias), self.norm)


def _norm(rows: Tensor, norm: Tensor) -> Tensor:
    return functional.layer_norm(rows, (WIDTH,), norm[0], norm[1], TINY)


class Model(nn.Module):
    """The reader as it learns."""

    def __init__(self, e5: E5, rows: Sequence[int], layers: int, dropped: float) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(torch.tensor(e5.table("emb.word", e5.words, WIDTH, rows)), freeze=True)
        start = e5.row("emb.pos", 512 * WIDTH).reshape(512, WIDTH)[:PLACES] + e5.row("emb.type", 2 * WIDTH)[:WIDTH]
        self.places = nn.Parameter(torch.tensor(np.stack([start, start])))
        self.norm = nn.Parameter(torch.tensor(np.stack([e5.row("emb.ln.w", WIDTH), e5.row("emb.ln.b", WIDTH)])))
        self.blocks = nn.ModuleList(Block(e5, number, dropped) for number in range(layers))
        self.drop = nn.Dropout(dropped)
        self.unit = nn.Linear(3 * WIDTH, len(CLASSES))
        self.turn = nn.Linear(2 * WIDTH, len(OF_WHOLE))
        self.hurts = nn.Linear(3 * WIDTH, 1)
        self.cut = nn.Linear(2 * WIDTH, 1)

    def forward(self, batch: Sequence[Reading]) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of every clause of the batch, in order, of every whole answer, and, for each of its pieces, of a clause that begins there.

        What harms is told by the whole and by the clause that harms most.
        """
        length = max(one.length for one in batch)
        numbers, places, part = (torch.zeros(len(batch), length, dtype=torch.long) for _ in range(3))
        there = torch.zeros(len(batch), length, dtype=torch.bool)
        owner, clause, first = [], [], []
        for at, one in enumerate(batch):
            told, clauses = len(one.before), [number for some in one.clauses for number in some]
            numbers[at, : one.length] = torch.tensor([*one.before, END, *clauses, END])
            places[at, : one.length] = torch.arange(one.length)
            part[at, told:] = 1
            there[at, : one.length] = True
            first.append(at * length + told)
            stop = told + 1
            for some in one.clauses:
                owner.append(at)
                clause.append((at * length + stop, at * length + stop + len(some)))
                stop += len(some)
        # The lines before look at themselves alone, so that they can be read before the answer is there.
        mask = (there[:, None, :] & ((part[:, :, None] == 1) | (part[:, None, :] == 0)))[:, None]
        state = self.drop(_norm(self.words(numbers) + self.places[part, places], self.norm))
        for block in self.blocks:
            state = block(state, mask)
        flat = state.reshape(-1, WIDTH)
        size = torch.tensor([b - a for a, b in clause])
        rows = torch.cat([torch.arange(a, b) for a, b in clause])
        own = torch.zeros(len(clause), WIDTH).index_add(0, torch.repeat_interleave(torch.arange(len(clause)), size), flat[rows])
        owners = torch.tensor(owner)
        whole = torch.zeros(len(batch), WIDTH).index_add(0, owners, own)
        whole = whole / torch.zeros(len(batch)).index_add(0, owners, size.float())[:, None]
        opened = flat[torch.tensor(first)]
        clauses = self.drop(torch.cat([own / size[:, None], whole[owners], opened[owners]], 1))
        turn = self.turn(self.drop(torch.cat([whole, opened], 1)))
        most = torch.full((len(batch),), -1e4).scatter_reduce(0, owners, self.hurts(clauses)[:, 0], "amax")
        turn = turn + torch.eye(len(OF_WHOLE))[OF_WHOLE.index(HARM)] * most[:, None]
        return self.unit(clauses), turn, self.cut(torch.cat([flat[rows - 1], flat[rows]], 1))[:, 0]


def _batches(some: Sequence[Reading], size: int) -> Iterator[list[Reading]]:
    """Mixed batches of answers about as long as one another."""
    order = list(some)
    random.shuffle(order)
    pools = [sorted(order[at : at + size * 40], key=lambda one: one.length) for at in range(0, len(order), size * 40)]
    found = [pool[at : at + size] for pool in pools for at in range(0, len(pool), size)]
    random.shuffle(found)
    yield from found


def _picked(ways: dict[str, Reading]) -> Reading:
    return ways[random.choices(list(WAYS), list(WAYS.values()))[0]]


def _loss(unit: Tensor, turn: Tensor, cuts: Tensor, batch: Sequence[Reading]) -> Tensor:
    wanted = torch.tensor(np.concatenate([one.wanted for one in batch]))
    weight = torch.tensor(np.concatenate([one.weight for one in batch]))
    there, known = (torch.tensor(np.stack([getattr(one, name) for one in batch])) for name in ("there", "known"))
    begins = torch.tensor([sign for one in batch for sign in one.begins], dtype=torch.float32)
    units = (-(wanted * unit.log_softmax(1)).sum(1) * weight).mean()
    whole = functional.binary_cross_entropy_with_logits(turn, there, reduction="none", pos_weight=torch.tensor(RARE)) * known
    cut = functional.binary_cross_entropy_with_logits(cuts, begins.clamp(min=0), reduction="none", pos_weight=torch.tensor(3.0)) * (
        begins >= 0
    )
    return (
        units + HEAVY["turn"] * whole[:, : len(MOVES)].mean() + HEAVY["flags"] * whole[:, len(MOVES) :].mean()
        + HEAVY["harm"] * whole[:, OF_WHOLE.index(HARM)].mean() + HEAVY["cuts"] * cut.sum() / (begins >= 0).sum().clamp(min=1)
    )  # fmt: skip


def told_of(model: Model, some: Sequence[Reading]) -> str:
    """How answers never learned from are heard: micro-F1 of moves from clauses alone at the best cut, F1 of harm at its best, F1 of the cuts at a half."""
    model.eval()
    shares, hurt, cut, begins = [], [], [], []
    with torch.no_grad():
        for at in range(0, len(some), 32):
            batch = some[at : at + 32]
            unit, turn, cuts = model(batch)
            stops = np.cumsum([0, *(len(one.clauses) for one in batch)])
            shares += [1 - np.prod(1 - unit.softmax(1).numpy()[a:b, : len(MOVES)], axis=0) for a, b in itertools.pairwise(stops)]
            hurt += turn[:, OF_WHOLE.index(HARM)].tolist()
            cut += cuts.tolist()
            begins += [sign for one in batch for sign in one.begins]
    model.train()
    there, known = (np.stack([getattr(one, name) for one in some]) > 0 for name in ("there", "known"))
    at, moves = OF_WHOLE.index(HARM), slice(len(MOVES))
    found, harmed, word = np.stack(shares), np.array(hurt)[known[:, at]], np.array(begins) >= 0
    return ", ".join((
        f"moves {_best(found, there[:, moves], known[:, moves]):.3f}",
        f"harm {_best(harmed, there[known[:, at], at], np.ones(len(harmed), bool)):.3f}",
        f"cuts {_f1(np.array(cut)[word] > 0, np.array(begins)[word] > 0):.3f}",
    ))  # fmt: skip


def _f1(said: Any, there: Any) -> float:
    return float(2 * (said & there).sum() / max(1, said.sum() + there.sum()))


def _best(scores: Any, there: Any, known: Any) -> float:
    return max(_f1((scores >= cut) & known, there & known) for cut in np.quantile(scores, np.arange(0.7, 0.99, 0.005)))


def begin_from(model: Model, path: Path) -> None:
    """Take over what was learned before, as it was written."""
    with np.load(path, allow_pickle=False) as arrays:
        model.places.data = torch.tensor(arrays["places"].astype(np.float32))
        model.norm.data = torch.tensor(arrays["norm"])
        for number, block in enumerate(model.blocks):
            for name, weights in block.named_parameters():
                weights.data = torch.tensor(whole_of(arrays, f"{number}_{name}"))
        for name in HEADS_OF:
            if name in arrays:
                head = getattr(model, name)
                head.weight.data, head.bias.data = torch.tensor(arrays[name].T.copy()), torch.tensor(arrays[f"{name}_bias"])


def learn(e5: E5, layers: int, rounds: int, rate: float, size: int, dropped: float, start: Path | None, out: Path) -> None:
    """Learn, tell after each round how answers never learned from are heard, and write what ships."""
    torch.manual_seed(1)
    random.seed(1)
    lines = (MODEL / "pieces.txt").read_text("utf-8").splitlines()
    pieces = Pieces(lines)
    numbered = {piece: number for number, piece in enumerate(e5.pieces)} | SPECIAL
    rows = [numbered[line.split("\t")[0]] for line in lines]
    model = Model(e5, rows, layers, dropped)
    if start is not None:
        begin_from(model, start)
    taught = [readings(pieces, answer) for answer in written() if not read_by_nobody(answer)]
    taught += [line_readings(pieces, move, line) for move, line in single_lines()]
    apart = {
        "development": [readings(pieces, answer) for answer in labelled()],
        "written, held out": [readings(pieces, answer) for answer in written() if read_by_nobody(answer)],
    }
    heads = {one for name in HEADS_OF for one in getattr(model, name).parameters()}
    rest = [one for one in model.parameters() if one.requires_grad and one not in heads]
    rates = (rate, rate * FASTER)
    wise = torch.optim.AdamW([{"params": rest}, {"params": list(heads)}], lr=rate, weight_decay=0.01)
    steady = copy.deepcopy(model)
    pairs = [(old, new) for old, new in zip(steady.parameters(), model.parameters(), strict=True) if new.requires_grad]
    steps, step, started = rounds * math.ceil(len(taught) / size), 0, time.monotonic()
    print(f"{len(taught)} texts, {steps} steps, {sum(one.numel() for one in rest) / 1e6:.1f} million weights", flush=True)
    for number in range(rounds):
        total = 0.0
        for batch in _batches([_picked(ways) for ways in taught], size):
            pace = min((step + 1) / (0.08 * steps), (steps - step) / (0.92 * steps))
            for group, top in zip(wise.param_groups, rates, strict=True):
                group["lr"] = top * pace
            step += 1
            loss = _loss(*model(batch), batch)
            wise.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            wise.step()
            with torch.no_grad():
                follow = 1 - min(KEPT, (1 + step) / (10 + step))
                for old, new in pairs:
                    old.lerp_(new, follow)
            total += loss.item()
            if step % 100 == 0:
                print(f"  step {step}, {time.monotonic() - started:.0f} s, loss {loss.item():.3f}", file=sys.stderr, flush=True)
        print(f"round {number + 1}, {time.monotonic() - started:.0f} s, loss {total * size / len(taught):.3f}", flush=True)
        for name, some in apart.items():
            for way in ("plain", "bare") if some else ():
                print(f"  {name}, {way}: {told_of(steady, [ways[way] for ways in some])}", flush=True)
        write(steady, e5, rows, out)


def write(model: Model, e5: E5, rows: Sequence[int], out: Path) -> None:
    """The arrays that ship: word pieces in half-bytes as they came, layers in whole numbers of -127 to 127 with a step for each column."""
    words, steps = e5.packed("emb.word", e5.words, WIDTH, rows)
    arrays: dict[str, Any] = {
        "words": words, "words_steps": steps, "places": model.places.detach().numpy().astype(np.float16), "norm": model.norm.detach().numpy(),
        "layers": np.array(len(model.blocks)),
    }  # fmt: skip
    for number, block in enumerate(model.blocks):
        for name, weights in block.named_parameters():
            table = weights.detach().numpy()
            if table.ndim == 2 and len(table) > 2:
                step = np.maximum(abs(table).max(0), 1e-9) / 127
                arrays[f"{number}_{name}"] = np.rint(table / step).astype(np.int8)
                arrays[f"{number}_{name}_step"] = step.astype(np.float32)
            else:
                arrays[f"{number}_{name}"] = table
    for name in HEADS_OF:
        head = getattr(model, name)
        arrays |= {name: head.weight.detach().numpy().T.copy(), f"{name}_bias": head.bias.detach().numpy()}
    np.savez(out, **arrays)


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn."""
    go = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    go.add_argument("e5", type=Path)
    go.add_argument("--layers", type=int, default=6)
    go.add_argument("--rounds", type=int, default=5)
    go.add_argument("--rate", type=float, default=2e-4)
    go.add_argument("--size", type=int, default=16, help="answers in a batch")
    go.add_argument("--dropped", type=float, default=0.1)
    go.add_argument("--start", type=Path, help="a reader.npz to go on from; give a lower --rate and fewer --rounds")
    go.add_argument("--out", type=Path, default=MODEL / "reader.npz")
    given = go.parse_args(arguments)
    learn(E5(given.e5), given.layers, given.rounds, given.rate, given.size, given.dropped, given.start, given.out)


if __name__ == "__main__":
    main()
