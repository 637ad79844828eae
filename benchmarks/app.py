"""The app on a pseudo-terminal: first paint, key to paint, memory, idle, a long list, and `kill -9` while she types: `python benchmarks/app.py [--kills 100]`.

Compare the ratios, not the milliseconds: a bare Textual app is started in turn with ours in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import fcntl
import os
import pty
import random
import re
import select
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from simulator.content.catalogue import Catalogue
from simulator.core import events as e
from simulator.play.practice import Practice
from simulator.store.interface import Store
from simulator.store.opening import open_store

ROOT = Path(__file__).resolve().parent.parent
BARE = (
    "from textual.app import App\nfrom textual.widgets import Header, Static, Footer\n"
    "class Bare(App):\n    def compose(self):\n        yield Header()\n        yield Static('MARK')\n        yield Footer()\nBare().run()"
)
ROUNDS = 9
KEYS = 80
LONG = 1000
"""Lines of the long run."""
SAID = (
    "Buenas noches, soy Ana, de Mesa Común.",
    "Me dijo la señora Lupe que la encontraba aquí.",
    "¿Cómo les va a sus hijos en la escuela?",
    "¿Y cómo fue eso?",
)
TREADMILL = """\
scenario: treadmill
title: Treadmill
form: one_to_one
rubric: one_to_one
language: en
you: organizer
cast:
  ana:
    name: Ana
    feels: trust 2
start: bench
beats:
  bench:
    scene: |
      Ana: And then?
    otherwise:
      scene: |
        Ana nods.
      then: bench
    replies:
      more:
        say: |
          Tell me more about what happened at the school that morning.
        moves: dig
        then: bench
      stop:
        say: |
          Thank you.
        then: end over
endings:
  over:
    scene: |
      Ana: Bye.
"""


class Terminal:
    """A program on a pseudo-terminal of 100 by 30; `seen` is all it wrote."""

    def __init__(self, *command: str, where: Path = ROOT) -> None:
        self.started = time.perf_counter()
        self.here, there = pty.openpty()
        fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.child = subprocess.Popen(
            [sys.executable, *command], stdin=there, stdout=there, stderr=there, cwd=where, start_new_session=True
        )
        os.close(there)
        self.seen = b""

    def read(self, seconds: float) -> bool:
        """Take what comes within `seconds`; whether anything did."""
        if not select.select([self.here], [], [], seconds)[0]:
            return False
        with contextlib.suppress(OSError):
            self.seen += os.read(self.here, 65536)
        return True

    def until(self, mark: bytes, seconds: float = 30) -> float:
        """Milliseconds from the start until `mark` was written. Raises TimeoutError."""
        while mark not in self.seen:
            if time.perf_counter() - self.started > seconds:
                raise TimeoutError(f"{mark!r} was not painted: {self.seen[-2000:]!r}")
            self.read(0.05)
        return (time.perf_counter() - self.started) * 1000

    def settle(self, seconds: float) -> None:
        """Read until nothing has come for `seconds`."""
        while self.read(seconds):
            pass

    def press(self, keys: str) -> tuple[float, float]:
        """Milliseconds from a key to the first byte of what it changed, and to the last."""
        start = time.perf_counter()
        os.write(self.here, keys.encode())
        self.read(1)
        first = last = time.perf_counter()
        while self.read(0.03):
            last = time.perf_counter()
        return (first - start) * 1000, (last - start) * 1000

    def process(self, field: str) -> float:
        """`rss` in MB, or `cpu` in seconds (Linux)."""
        if field == "rss":
            text = Path(f"/proc/{self.child.pid}/status").read_text()
            return int(text.split("VmRSS:")[1].split()[0]) / 1024
        parts = Path(f"/proc/{self.child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        """End it at once."""
        self.child.kill()
        self.child.wait()
        os.close(self.here)


def middle(times: list[float]) -> float:
    return statistics.median(times)


def late(times: list[float]) -> float:
    """The 95th of a hundred."""
    return sorted(times)[int(len(times) * 0.95)]


def first_paint(run: str, turned: str) -> None:
    """From the start of the process to the words that matter, in turn with a bare app: with Python's bytecode, which every installed program has, and
    with our sources compiled at every start (Textual's never are), as where `PYTHONDONTWRITEBYTECODE` is set in a checkout."""
    with tempfile.TemporaryDirectory() as bytecode, beside(PYTHONPYCACHEPREFIX=bytecode, PYTHONDONTWRITEBYTECODE=None):
        paint_in_turn(run, turned, rounds=1, told=False)  # writes the bytecode
        paint_in_turn(run, turned)
    with tempfile.TemporaryDirectory() as tree, beside(PYTHONDONTWRITEBYTECODE="1"):
        for part in ("simulator", "scenarios", "rubrics"):
            shutil.copytree(ROOT / part, Path(tree) / part, ignore=shutil.ignore_patterns("__pycache__"))
        print("the same without our bytecode")
        paint_in_turn(run, turned, where=Path(tree))


@contextlib.contextmanager
def beside(**variables: str | None) -> Iterator[None]:
    """Run with these variables of the environment; None takes one away."""
    before = {name: os.environ.get(name) for name in variables}
    try:
        _put(variables)
        yield
    finally:
        _put(before)


def _put(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def paint_in_turn(run: str, turned: str, *, rounds: int = ROUNDS, told: bool = True, where: Path = ROOT) -> None:
    """Start each program in turn, `rounds` times; tell the medians and how many times a bare app each is."""
    programs = {
        "bare Textual app": (("-c", BARE), b"MARK"),
        "Home": (("-m", "simulator"), b"What do you want"),
        "brief": (("-m", "simulator", "practice", "spin-cycle"), b"Pick one"),
        "practice": (("-m", "simulator", "resume", run), b"secadoras"),
        "practice, four lines": (("-m", "simulator", "resume", turned), b"ay it aloud"),
    }
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name, (command, mark) in programs.items():
            terminal = Terminal(*command, where=where)
            taken[name].append(terminal.until(mark))
            terminal.kill()
    if not told:
        return
    bare = middle(taken["bare Textual app"])
    for name, times in taken.items():
        print(f"first paint, {name:20}{middle(times):7.0f} ms   {middle(times) / bare:.2f} ×   (best {min(times):.0f} ms)")


def in_a_scene(run: str, name: str) -> None:
    """Key to paint, memory and idle of the practice screen."""
    terminal = Terminal("-m", "simulator", "resume", run)
    terminal.until(b"ay it aloud")
    terminal.settle(1.0)
    pressed = [terminal.press(random.choice("abcdefgh ")) for _ in range(KEYS)]
    first, last = [one for one, _ in pressed], [two for _, two in pressed]
    print(
        f"key to paint, {name:18}{middle(first):7.1f} ms   p95 {late(first):.1f} ms; to the last byte {middle(last):.1f}, p95 {late(last):.1f} ms"
    )
    print(f"memory, {name:24}{terminal.process('rss'):7.0f} MB")
    before = terminal.process("cpu")
    end = time.perf_counter() + 10
    while time.perf_counter() < end:
        terminal.read(0.5)
    print(f"idle, {name:26}{(terminal.process('cpu') - before) * 10:7.2f} % of a core")
    terminal.kill()


async def long_list(store: Store, run: str, content: Path) -> None:
    """The run of 1,000 lines in review: from the key to the list on the screen."""
    from simulator.tui.app import SimulatorApp
    from simulator.tui.screens.review import ReviewScreen

    app = SimulatorApp(Catalogue(content), store)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        times = []
        for _ in range(5):
            practice = Practice.resume(store, run)
            start = time.perf_counter()
            await app.push_screen(ReviewScreen(practice))
            times.append((time.perf_counter() - start) * 1000)
            await pilot.press("escape")
        print(f"a run of {LONG} lines opens        {middle(times):7.0f} ms   (best {min(times):.0f} ms)")


# -- kill -9 -------------------------------------------------------------------------------------------------------------------


def kills(store: Store, content: Path, number: int) -> None:
    """Type and choose, kill at a random moment, and hold the store against what had been shown and typed."""
    lost_lines = lost_words = turns = typed = 0
    longest = 0.0
    run = Practice.start(store, Catalogue(content).load("treadmill"), seed=1, language="en").run
    for _ in range(number):
        practice = Practice.resume(store, run)
        if practice.state.take.turns > 40 or practice.state.take.ending:
            run = Practice.start(store, Catalogue(content).load("treadmill"), seed=1, language="en").run
            practice = Practice.resume(store, run)
        terminal = Terminal("-m", "simulator", "resume", run)
        terminal.until(b"ay it aloud" if not practice.draft() else practice.draft()[-1:].encode())
        terminal.until(b"line %d" % (practice.state.take.turns + 1))
        end = time.perf_counter() + random.uniform(0.2, 3.0)
        field: list[tuple[float, str]] = [(0.0, sign) for sign in practice.draft()]
        entered: list[tuple[float, str]] = []
        while time.perf_counter() < end:
            if field and random.random() < 0.06:
                entered, field = field, []
                os.write(terminal.here, b"\r")
                shown = shown_lines(terminal)
                while time.perf_counter() < end and shown_lines(terminal) == shown:
                    terminal.read(0.02)
                if time.perf_counter() < end:
                    entered = []
            elif not field and random.random() < 0.1:
                os.write(terminal.here, b"\x1b[17~")  # F6, the replies; the first of them is taken
                terminal.settle(0.15)
                os.write(terminal.here, b"\r")
                terminal.settle(0.15)
            else:
                sign = random.choice("abcdefghijklmnop ") if field else "w"
                os.write(terminal.here, sign.encode())
                field.append((time.perf_counter(), sign))
                typed += 1
                terminal.read(random.uniform(0.005, 0.08))
        acknowledged = shown_lines(terminal)
        terminal.kill()
        killed = time.perf_counter()
        after = Practice.resume(store, run)
        said = [event.data.get("text", "") for event in after.events if event.type == e.TURN_TAKEN]
        turns += len(said) - practice.state.take.turns
        lost_lines += after.state.take.turns + 1 < acknowledged
        draft = after.draft()
        if entered and (not said or said[-1].strip() != "".join(sign for _, sign in entered).strip()):
            field = entered  # Enter had not been taken yet: the words must still stand in the field
        wanted = "".join(sign for _, sign in field)
        same = next((at for at, (one, other) in enumerate(zip(wanted, draft, strict=False)) if one != other), min(len(wanted), len(draft)))
        if same < len(wanted):
            gone = killed - field[same][0] if field[same][0] else 999.0
            longest = max(longest, gone)
            lost_words += gone > 2.0
    print(
        f"{number} kills of the app: {turns} lines taken, {typed} keys typed; lines shown and lost: {lost_lines}; drafts that lost more than 2 s: {lost_words}; most lost of a draft: {longest:.2f} s"
    )


def shown_lines(terminal: Terminal) -> int:
    """The line the screen says she is at; it says so when the one before is on disk."""
    found = re.findall(rb"line (\d+)", terminal.seen)
    return int(found[-1]) if found else 0


def main() -> None:
    """Print one table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=0, help="also kill the app so many times while typing and choosing")
    options.add_argument("--only-kills", action="store_true", help="nothing but the kills")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(SIMULATOR_HOME=home, SIMULATOR_HEARING="light", SIMULATOR_LANGUAGE="en", TERM="xterm-256color")
        content = Path(home) / "content"
        (content / "scenarios" / "treadmill").mkdir(parents=True)
        (content / "scenarios" / "treadmill" / "scenario.yaml").write_text(TREADMILL, encoding="utf-8")
        with open_store() as store:
            store.set_setting("preference.welcomed", "yes")
            if not chosen.only_kills:
                short = Practice.start(store, Catalogue().load("spin-cycle"), seed=1, language="en")
                turned = Practice.start(store, Catalogue().load("spin-cycle"), seed=1, language="en")
                for line in SAID:
                    turned.say(line)
                first_paint(short.run, turned.run)
                in_a_scene(short.run, "in a scene")
                long = Practice.start(store, Catalogue(content).load("treadmill"), mode="choices", seed=1, language="en")
                for _ in range(LONG):
                    long.choose("more")
                in_a_scene(long.run, "1,000 lines")
                asyncio.run(long_list(store, long.run, content))
            if chosen.kills:
                kills(store, content, chosen.kills)


if __name__ == "__main__":
    main()
