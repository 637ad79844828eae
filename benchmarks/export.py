"""How long exports take and how much they hold: `python benchmarks/export.py`. A run of 60 typed lines with 60 critiques; 20 and 200 runs at once."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from simulator.content.catalogue import Catalogue, Texts, compile_material  # noqa: E402
from simulator.core import events as e  # noqa: E402
from simulator.core.events import Fact  # noqa: E402
from simulator.core.run import Choose  # noqa: E402
from simulator.core.transcript import Transcript  # noqa: E402
from simulator.export import WRITERS, export  # noqa: E402
from tests.export.played import REACTIONS, RUBRIC, SPANISH, played, say  # noqa: E402
from tests.porch import changed  # noqa: E402

GOALS = {"html": 50, "docx": 300, "pdf": 1000}
LINE = "Me lo dijo la señora Lupe, que la conoce. ¿Cómo estuvo ayer en la mañana, desde que lo dejó en la escuela?"


def sixty() -> Transcript:
    """A run of 60 typed lines, each with a critique."""
    content = compile_material(
        Texts({"scenario": changed("then: end closed", "then: door"), "rubric": RUBRIC, "reactions": REACTIONS, "es": SPANISH})
    ).material
    lines = [say(LINE, "reflect", "dig", reply="pitch") for _ in range(58)]
    given = [
        Fact(
            e.CRITIQUE_GIVEN,
            {
                "take": 1,
                "turn": n,
                "kind": "change",
                "effect": "Bajó los ojos.",
                "instead": "¿Y usted?",
                "criterion": "digging",
                "role": "trainer",
                "by": "Luz",
            },
        )
        for n in range(1, 61)
    ]
    return played((*lines, Choose("credential"), Choose("promise"), *given), "en", content=content)


def milliseconds(work: Callable[[], object], times: int) -> tuple[float, float, float]:
    """Median and least wall time, and median processor time, of `times` runs of `work`."""
    wall, processor = [], []
    for _ in range(times):
        began, used = time.perf_counter(), time.process_time()
        work()
        wall.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return statistics.median(wall), min(wall), statistics.median(processor)


def tell(what: str, figures: tuple[float, float, float], more: str = "") -> None:
    print(f"{what:<34}{figures[0]:8.0f} ms median {figures[1]:8.0f} least {figures[2]:8.0f} of processor   {more}")


def one_run() -> None:
    told = sixty()
    for to in WRITERS:
        first = time.perf_counter()
        size = len(export(told, to, include_levels=True))
        first = (time.perf_counter() - first) * 1000
        found = milliseconds(lambda to=to: export(told, to, include_levels=True), 7)
        goal = f"goal {GOALS[to]} ms after import; " if to in GOALS else ""
        tell(f"60 lines to {to}", found, f"{goal}{first:.0f} ms with import; {size / 1024:.0f} kB")


CHILD = """
import sys, time
from simulator.cli import run
began = time.perf_counter()
code = run(sys.argv[1:])
peak = int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0]) / 1024  # of this program alone, not of what started it
sys.stderr.write(f"FIGURES {code} {time.perf_counter() - began:.2f} {peak:.1f}")
"""


def many_runs() -> None:
    with tempfile.TemporaryDirectory() as place:
        environment = {**os.environ, "SIMULATOR_HOME": str(Path(place) / "home"), "SIMULATOR_HEARING": "light", "PYTHONPATH": str(ROOT)}
        filled = 0
        for count in (20, 200):
            fill(environment, count - filled)
            filled = count
            for to in ("csv", "xapi", "html", "docx", "pdf"):
                command = [sys.executable, "-c", CHILD, "export", "--all", "--to", to, "-o", f"{place}/{to}-{count}/"]
                done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
                code, seconds, peak = done.stderr.rpartition("FIGURES ")[2].split()
                print(f"{count:>4} runs of 12 lines to {to:<6}{float(seconds):8.2f} s {float(peak):8.1f} MB at most   exit {code}")


def fill(environment: dict[str, str], count: int) -> None:
    """Play `count` runs of twelve choices in a shipped scenario."""
    script = f"""
import io, sys
from simulator.cli import run
for number in range({count}):
    sys.stdin = io.StringIO("1\\n2\\n" * 6)
    run(["practice", "spin-cycle", "--plain", "--choices", "--seed", str(number)])
"""
    subprocess.run([sys.executable, "-c", script], env=environment, stdout=subprocess.DEVNULL, check=True)


def interchange() -> None:
    from simulator.content.source import parse_text
    from simulator.content.strings import entries, table
    from simulator.content.twine.bringing import bring
    from simulator.content.twine.leaving import as_story
    from simulator.content.twine.twee import read_twee, write_twee
    from simulator.content.writing import write
    from simulator.export.site import site

    books = Catalogue()
    loaded = books.load("spin-cycle")
    text = write_twee(as_story(loaded))
    tell("Spin cycle to Twee", milliseconds(lambda: write_twee(as_story(loaded)), 7), f"{len(text) / 1024:.0f} kB")
    tell("Spin cycle from Twee", milliseconds(lambda: parse_text(write(bring(read_twee(text), "spin-cycle").tree), ""), 7))
    translation = loaded.material.translations["en"]
    found = milliseconds(
        lambda: table(
            "spin-cycle", "en", entries(loaded.material.scenario, loaded.sources["scenario"], loaded.sources["en"], translation.strings)
        ),
        7,
    )
    tell("Spin cycle's strings to CSV", found)
    library = [books.load(name).material for name in books.folders]
    pages = list(site(library))
    tell(
        f"{len(library)} scenes to {len(pages)} pages",
        milliseconds(lambda: list(site(library)), 3),
        f"{sum(len(p) for _, p in pages) / 2**20:.1f} MB",
    )


if __name__ == "__main__":
    one_run()
    interchange()
    many_runs()
