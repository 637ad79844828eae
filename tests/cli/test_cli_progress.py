"""A long export on a real terminal: a bar is shown, Esc stops it, the terminal is left as it was, and no half file lies there."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.conftest import ROOT, Simulator

SLOW = """
import sys, time
from simulator.cli import export, run
documents = export._written
def slowly(*given):
    time.sleep(0.3)
    return documents(*given)
export._written = slowly
sys.exit(run(sys.argv[1:]))
"""


def test_esc_stops_a_long_export(simulator: Simulator, tmp_path: Path) -> None:
    import pty
    import termios

    for _ in range(4):
        assert simulator("practice", "porch-light", "--plain", typed=("Lupe sent me.",)).code == 0
    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    command = [sys.executable, "-c", SLOW, "export", "--all", "--to", "md", "-o", str(tmp_path / "out")]
    child = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    seen = b""
    stop = time.monotonic() + 60
    while b"25%" not in seen and time.monotonic() < stop:
        if select.select([master], [], [], 0.1)[0]:
            seen += os.read(master, 4096)
    os.write(master, b"\x1b")
    assert child.wait(60) == 130
    assert b"export" in seen
    after = termios.tcgetattr(slave)
    assert after[3] & (termios.ICANON | termios.ECHO) == before[3] & (termios.ICANON | termios.ECHO)
    left = list((tmp_path / "out").iterdir())
    assert 1 <= len(left) < 4
    assert all(path.read_text(encoding="utf-8").endswith("\n") and not path.name.startswith(".") for path in left)
    os.close(master)
    os.close(slave)
