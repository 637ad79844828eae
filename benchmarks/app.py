"""The app on a pseudo-terminal: first paint against a bare Textual app, key to paint, memory, idle, a long list: `python benchmarks/app.py`."""

from __future__ import annotations

import asyncio
import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
BARE = (
    "from textual.app import App\nfrom textual.widgets import Header, Static, Footer\n"
    "class Bare(App):\n    def compose(self):\n        yield Header()\n        yield Static('MARK')\n        yield Footer()\nBare().run()"
)
ROUNDS = 7


def opened(command: list[str], mark: bytes) -> tuple[float, int, subprocess.Popen[bytes]]:
    """Start `command` on a terminal; milliseconds until `mark` was painted, the terminal, the process."""
    here, there = pty.openpty()
    start = time.perf_counter()
    child = subprocess.Popen(command, stdin=there, stdout=there, stderr=there, cwd=ROOT, start_new_session=True)
    os.close(there)
    seen = b""
    while mark not in seen and time.perf_counter() - start < 30:
        if select.select([here], [], [], 0.02)[0]:
            seen += os.read(here, 65536)
    return (time.perf_counter() - start) * 1000, here, child


def drain(here: int, seconds: float) -> None:
    """Read until nothing has come for `seconds`."""
    while select.select([here], [], [], seconds)[0]:
        os.read(here, 65536)


def process(child: subprocess.Popen[bytes], field: str) -> float:
    """`rss` in MB, or `cpu` in seconds, of a running process (Linux)."""
    if field == "rss":
        text = Path(f"/proc/{child.pid}/status").read_text()
        return int(text.split("VmRSS:")[1].split()[0]) / 1024
    parts = Path(f"/proc/{child.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


async def long_list(home: Path) -> float:
    """Milliseconds to open a run of 1,000 lines in review."""
    from simulator.content.catalogue import Catalogue
    from simulator.play.practice import Practice
    from simulator.store.opening import open_store
    from simulator.tui.app import SimulatorApp
    from simulator.tui.screens.review import ReviewScreen

    with open_store() as store:
        store.set_setting("preference.welcomed", "yes")
        practice = Practice.start(store, Catalogue().load("spin-cycle"), mode="choices", seed=1)
        event = None
        for _ in range(1000):
            if practice.state.take.ending:
                practice.go_again(practice.state.current, practice.state.take.turns)
            event = practice.choose("wait")
        assert event
        app = SimulatorApp(Catalogue(), store)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            start = time.perf_counter()
            await app.push_screen(ReviewScreen(practice))
            await pilot.pause()
            return (time.perf_counter() - start) * 1000


def main() -> None:
    """Print one table."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(SIMULATOR_HOME=home, SIMULATOR_HEARING="light", SIMULATOR_LANGUAGE="en", TERM="xterm-256color")
        from simulator.content.catalogue import Catalogue
        from simulator.play.practice import Practice
        from simulator.store.opening import open_store

        with open_store() as store:
            store.set_setting("preference.welcomed", "yes")
            practice = Practice.start(store, Catalogue().load("spin-cycle"), seed=1, language="en")
        ours, bare = [], []
        for _ in range(ROUNDS):
            for found, command, mark in (
                (bare, [sys.executable, "-c", BARE], b"MARK"),
                (ours, [sys.executable, "-m", "simulator", "resume", practice.run], b"secadoras"),
            ):
                taken, here, child = opened(command, mark)
                found.append(taken)
                child.kill()
                child.wait()
                os.close(here)
        print(f"first paint, bare Textual    {statistics.median(bare):7.0f} ms")
        print(f"first paint, practice        {statistics.median(ours):7.0f} ms   {statistics.median(ours) / statistics.median(bare):.2f} ×")
        _, here, child = opened([sys.executable, "-m", "simulator", "resume", practice.run], b"secadoras")
        drain(here, 1.0)
        keys = []
        for _ in range(60):
            start = time.perf_counter()
            os.write(here, b"a")
            select.select([here], [], [], 1)
            keys.append((time.perf_counter() - start) * 1000)
            drain(here, 0.05)
        keys.sort()
        print(f"key to paint                 {keys[30]:7.1f} ms median, {keys[57]:.1f} ms p95")
        print(f"memory in a scene            {process(child, 'rss'):7.0f} MB")
        drain(here, 1.0)
        before = process(child, "cpu")
        time.sleep(10)
        print(f"idle                         {(process(child, 'cpu') - before) * 10:7.2f} % of a core")
        child.kill()
        child.wait()
        os.close(here)
        print(f"a run of 1,000 lines opens   {asyncio.run(long_list(Path(home))):7.0f} ms")


if __name__ == "__main__":
    main()
