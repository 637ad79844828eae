"""Bundles between laptops, and a coach's board, at the sizes of the brief: `python -m benchmarks.bundles [--quick]`.

1. 1,000 bundles of 20 runs each (every bundle overlapping the one before), taken in in random order, twice, on three stores: the same content.
2. 10,000 mutated bundles: no crash, nothing written outside the store's folder, nothing taken in in part.
3. The board and the progress of one person out of 1,000,000 events.
"""

from __future__ import annotations

import hashlib
import io
import random
import sys
import tempfile
import time
import zipfile
from datetime import date
from pathlib import Path

from simulator.content.catalogue import Catalogue, Loaded
from simulator.core import events as e
from simulator.core.events import By, Event
from simulator.core.reveal import reader_in
from simulator.play.bundles import make_bundle, take_in
from simulator.play.coaching import add_person, facts_of
from simulator.play.feedback import give_critique
from simulator.play.plan import plan
from simulator.play.practice import Practice
from simulator.store.bundle import BundleRefused
from simulator.store.sqlite import SqliteStore

QUICK = "--quick" in sys.argv


def source_runs(store: SqliteStore, loaded: Loaded, count: int) -> list[str]:
    """`count` short runs, played out by choices."""
    runs = []
    for number in range(count):
        practice = Practice.start(store, loaded, mode="choices", seed=number, person=f"Ana {number % 50}")
        while not practice.state.take.ending and practice.state.take.turns < 12:
            practice.choose(practice.moment.replies[number % len(practice.moment.replies)].id)
        if number % 5 == 0 and practice.state.take.turns:
            give_critique(practice, reader_in(practice.run, "trainer", "Gil"), kind="keep", turn=1, effect="She looked up.")
        runs.append(practice.run)
    return runs


def digest(store: SqliteStore) -> str:
    """All that is in the runs of a store, whatever the order in which it came."""
    found = hashlib.sha256()
    for info in sorted(store.streams(), key=lambda info: info.id):
        for event in sorted(store.events(info.id), key=lambda event: event.id):
            found.update(repr(event).encode())
    return found.hexdigest()


def converge(folder: Path, loaded: Loaded) -> None:
    """The first figure."""
    count, each = (50, 20) if QUICK else (1000, 20)
    with SqliteStore(folder / "source.db") as store:
        runs = source_runs(store, loaded, count * 2 + each)
        bundles = [make_bundle(store, runs[at * 2 : at * 2 + each]) for at in range(count)]
        whole = len(runs[: (count - 1) * 2 + each])
    print(f"{count} bundles of {each} runs, {sum(map(len, bundles)) / count / 1024:.0f} kB each")
    shown, times = set(), []
    for laptop in range(3):
        order = bundles * 2
        random.Random(laptop).shuffle(order)
        begun = time.perf_counter()
        with SqliteStore(folder / f"laptop-{laptop}.db") as store:
            for data in order:
                take_in(store, data)
            times.append(time.perf_counter() - begun)
            assert len(store.streams()) == whole
            shown.add(digest(store))
    print(f"  three laptops, each twice, in random order: {'identical' if len(shown) == 1 else 'DIFFERENT'}")
    print(f"  {', '.join(f'{seconds:.0f} s' for seconds in times)}; {sum(times) / (6 * count) * 1000:.1f} ms a bundle")


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bundle with something wrong: bytes flipped, cut, parts renamed, swollen, forged, hashes wrong, a later version."""
    kind = chance.randrange(8)
    raw = bytearray(data)
    if kind == 0:
        for _ in range(chance.randint(1, 5)):
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        return bytes(raw)
    if kind == 1:
        at = chance.randrange(len(raw))
        return bytes(raw[:at]) + chance.randbytes(chance.randrange(40)) + bytes(raw[at + chance.randrange(40) :])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(list(parts))
    if kind == 2:
        parts[chance.choice(["../../evil", "/tmp/evil", "..\\evil", "a/../../evil"])] = b"evil"
    elif kind == 3:
        parts[name] = b"0" * chance.choice([10**6, 2 * 10**7])
    elif kind == 4:
        parts["manifest.json"] = parts["manifest.json"].replace(b'"version":1', b'"version":7')
    elif kind == 5:
        part = bytearray(parts[name])
        part[chance.randrange(len(part))] ^= 1
        parts[name] = bytes(part)
    elif kind == 6:
        del parts[name]
    else:
        lines = parts["events.jsonl"].split(b"\n")
        lines[chance.randrange(len(lines))] = chance.choice([b"{}", b"[" * 5000, b'{"id":1}', b"\xff", b"null"])
        parts["events.jsonl"] = b"\n".join(lines)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, part in parts.items():
            archive.writestr(entry, part)
        archive.comment = b"0" * 64
    made = written.getvalue()
    return made[:-64] + hashlib.sha256(made[:-64]).hexdigest().encode()


def hostile(folder: Path, loaded: Loaded) -> None:
    """The second figure."""
    count = 500 if QUICK else 10_000
    with SqliteStore(folder / "whole.db") as store:
        data = make_bundle(store, source_runs(store, loaded, 3))
    chance, refused, same = random.Random(7), 0, 0
    place = folder / "victim"
    place.mkdir()
    outside = sorted(path for path in folder.rglob("*") if place not in path.parents)
    begun = time.perf_counter()
    with SqliteStore(place / "v.db") as store:
        for _ in range(count):
            wrong = mutated(data, chance)
            if wrong == data:
                same += 1
                continue
            try:
                take_in(store, wrong)
            except BundleRefused:
                refused += 1
            assert not store.streams(), "something was taken in"
    assert outside == sorted(path for path in folder.rglob("*") if place not in path.parents)
    print(f"{count} mutated bundles: {refused} refused, {same} came out unchanged, 0 crashes, 0 taken in in part, 0 files written outside")
    print(f"  {(time.perf_counter() - begun) / count * 1000:.2f} ms each")


def board(folder: Path) -> None:
    """The third figure."""
    runs, lines = (500, 80) if QUICK else (12_500, 80)
    with SqliteStore(folder / "many.db") as store:
        for number in range(runs):
            stream, who = f"run-{number:06d}", f"Person {number % 1000}"
            at = f"2026-{1 + number % 9:02d}-{1 + number % 27:02d}T10:00:00.000Z"
            made = [
                Event(
                    f"{stream}-0",
                    stream,
                    "elsewhere",
                    number * lines + 1,
                    at,
                    By("trainee", who),
                    e.RUN_STARTED,
                    {"scenario": "s", "form": "one_to_one"},
                )
            ]
            made += [
                Event(
                    f"{stream}-{n}",
                    stream,
                    "elsewhere",
                    number * lines + n + 1,
                    at,
                    By("trainee"),
                    e.TURN_TAKEN,
                    {"take": 1, "turn": n, "text": "x" * 120},
                )
                for n in range(1, lines - 1)
            ]
            made.append(
                Event(
                    f"{stream}-{lines}",
                    stream,
                    "elsewhere",
                    number * lines + lines,
                    at,
                    By("trainee"),
                    e.TAKE_ENDED,
                    {"take": 1, "levels": {"digging": 1 + number % 4, "close": 2}},
                )
            )
            store.merge(made, {}, kind="run")
        person = add_person(store, "Person 7")
        total = sum(info.events for info in store.streams())
        times = []
        for _ in range(9):
            begun = time.perf_counter()
            found = facts_of(store, person, date(2026, 11, 25))
            shown = plan(found.seen)
            times.append((time.perf_counter() - begun) * 1000)
        times.sort()
        print(
            f"board and progress of one of 1,000 people, {total:,} events: median {times[4]:.1f} ms, worst {times[-1]:.1f} ms ({len(found.runs)} runs, {len(shown)} criteria)"
        )


def main() -> None:
    """Run all three in a folder that goes away."""
    loaded = Catalogue().load("spin-cycle")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        board(folder)
        hostile(folder, loaded)
        converge(folder, loaded)


if __name__ == "__main__":
    main()
