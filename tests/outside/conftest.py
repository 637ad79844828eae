"""Programs of others, and documents for them to look over. Run by `.ci/outside`, which installs the programs; `make test` needs none of them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.core.transcript import Transcript
from tests.export.played import played, say
from tests.export.test_export_paged import HOSTILE, critiqued

NODE = Path(os.environ.get("OUTSIDE_NODE", "."))
"""Where npm has put its packages."""
Office = Callable[[Path, str], Path]


def runs() -> dict[str, Transcript]:
    """A full run in either language, and one of hostile words for each of the corpus that any font can draw."""
    found = {"en": critiqued("en"), "es": critiqued("es")}
    for number, words in enumerate(HOSTILE):
        found[f"hostile-{number}"] = played((say(words, "pitch", reply="pitch"),))
    return found


def node(script: str, *arguments: object) -> str:
    """What a script says that may use the packages; it fails where the script does."""
    file = NODE / f"script-{abs(hash(script))}.mjs"
    file.write_text(script, encoding="utf-8")
    done = subprocess.run(["node", file.name, *map(str, arguments)], cwd=NODE, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice: a file into another format."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "These checks need LibreOffice: sudo apt install libreoffice-writer-nogui libreoffice-calc-nogui"
    home = tmp_path_factory.mktemp("office")

    def convert(file: Path, to: str) -> Path:
        place = tmp_path_factory.mktemp("converted")
        read = ["--infilter=CSV:44,34,76,1"] if file.suffix == ".csv" else []
        command = [
            program,
            f"-env:UserInstallation={home.as_uri()}",
            "--headless",
            *read,
            "--convert-to",
            to,
            "--outdir",
            str(place),
            str(file),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
        made = list(place.iterdir())
        assert made, done.stderr
        return made[0]

    return convert
