"""The house rules: who may import whom, what start-up pays for, what the wheel holds, both languages everywhere."""

from __future__ import annotations

import os
import re
import string
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from simulator.content.catalogue import Catalogue
from simulator.core import events
from simulator.core.moves import FLAGS, MOVES
from simulator.phrases import LANGUAGES, Table
from simulator.phrases.app import APP
from simulator.phrases.coaching import COACHING
from simulator.phrases.common import COMMON
from simulator.phrases.export import EXPORT
from simulator.phrases.feedback import FEEDBACK
from simulator.phrases.meetings import MEETINGS
from simulator.phrases.paper import PAPER
from simulator.phrases.plain import PLAIN
from simulator.phrases.room import ROOM
from simulator.phrases.room_console import CONSOLE
from simulator.phrases.site import SITE
from simulator.play.practice import Practice
from simulator.store.opening import open_store

ROOT = Path(__file__).resolve().parents[2]


def imported(*arguments: str) -> set[str]:
    """The modules loaded after running the program with `arguments`."""
    code = "import sys\nfrom simulator.cli import run\nrun(sys.argv[1:])\nsys.stderr.write('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=ROOT, check=True)
    return {name.split(".")[0] for name in done.stderr.splitlines()}


def test_the_version_is_told_without_loading_anything_heavy() -> None:
    assert not imported("--version") & {"textual", "yaml", "jinja2", "numpy", "sqlite3", "starlette", "uvicorn", "segno"}


def test_the_list_is_told_without_the_app_or_hearing() -> None:
    assert not imported("list") & {"textual", "jinja2", "numpy", "starlette", "uvicorn", "segno"}


FIRST_SCREEN = """
import asyncio, sys
from simulator.cli.app import app_on
from simulator.cli.shared import catalogue, load, store

def first(kept):
    if sys.argv[1] == "brief":
        return app_on(kept).begin(load(catalogue(), "spin-cycle"))
    if sys.argv[1] == "scene":
        from simulator.play.practice import Practice
        return app_on(kept).go_on(Practice.resume(kept, sys.argv[2]))
    return app_on(kept)

async def paint(app):
    painted = asyncio.Event()
    def stands():
        sys.stderr.write("\\n".join([app.screen.NAME, *sys.modules]))
        painted.set()
    app.collect_again = stands
    async with app.run_test():
        await painted.wait()

with store() as kept:
    asyncio.run(paint(first(kept)))
"""
LATER = {
    "jinja2", "numpy", "starlette", "uvicorn", "segno", "fsrs", "simulator.check", "simulator.export", "simulator.live", "simulator.plain",
    "simulator.core.transcript", "simulator.core.scoring", "simulator.core.reveal", "simulator.core.practice", "simulator.core.names",
    "simulator.core.room", "simulator.hearing.listen", "simulator.hearing.light", "simulator.play.feedback", "simulator.play.coaching",
    "simulator.phrases.room", "simulator.tui.screens.debrief", "simulator.tui.screens.review", "simulator.tui.pages",
}  # fmt: skip
"""What no first screen needs."""
PLAYING = {"simulator.play.practice", "simulator.core.run", "simulator.tui.screens.practice", "textual.widgets._text_area"}
COMPILING = {"simulator.content.compile", "simulator.content.rubrics", "simulator.content.translation"}


@pytest.mark.parametrize(
    ("screen", "absent"),
    [("home", LATER | PLAYING | COMPILING), ("brief", LATER | PLAYING), ("practice", LATER)],
    ids=["home", "brief", "scene"],
)
def test_a_first_screen_loads_only_what_it_shows(screen: str, absent: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMULATOR_HOME", str(tmp_path))
    with open_store() as kept:
        kept.set_setting("preference.welcomed", "yes")
        run = Practice.start(kept, Catalogue().load("spin-cycle"), seed=1, language="en").run
    arguments = {"home": ["home"], "brief": ["brief"], "practice": ["scene", run]}[screen]
    done = subprocess.run([sys.executable, "-c", FIRST_SCREEN, *arguments], capture_output=True, text=True, cwd=ROOT, check=True)
    opened, *loaded = done.stderr.splitlines()
    assert opened == screen
    assert absent.intersection(loaded) == set()


def test_frozen_classes_with_slots_are_made_late() -> None:
    for path in (ROOT / "simulator").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        shapes = set(re.findall(r"^@dataclass.*$", text, re.MULTILINE))
        if re.search(r"^from dataclasses import .*\bdataclass\b", text, re.MULTILINE):
            assert shapes - {"@dataclass(frozen=True, slots=True)"}, f"{path}: take `dataclass` from simulator.core.records"


def test_dependence_runs_one_way() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(
    "table",
    [COMMON, PLAIN, APP, EXPORT, FEEDBACK, ROOM, CONSOLE, COACHING, MEETINGS, PAPER, SITE],
    ids=["common", "plain", "app", "export", "feedback", "room", "console", "coaching", "meetings", "paper", "site"],
)
def test_every_phrase_is_said_in_both_languages_with_the_same_places(table: Table) -> None:
    for name, phrase in table.items():
        assert set(phrase) == set(LANGUAGES), name
        assert places(phrase["en"]) == places(phrase["es"]), name


def test_no_file_is_long_without_a_reason() -> None:
    for path in (ROOT / "simulator").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 400 or "Long because" in text, path


def test_nothing_in_the_package_is_left_for_later() -> None:
    for folder in ("simulator", "tests", "scenarios", "rubrics"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".py", ".yaml", ".md", ".tcss") and path != Path(__file__):
                assert not re.search(
                    r"\b(TODO|FIXME)\b|mark\.skip|importorskip|raise NotImplementedError", path.read_text(encoding="utf-8")
                ), path


def test_no_file_names_the_machine_it_was_written_on() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    files = [ROOT / name for name in listed.stdout.splitlines()] or [path for path in ROOT.rglob("*") if ".venv" not in path.parts]
    place = re.compile(r"(?<![\w.])(?:/(?:work|root|home/\w+|Users/\w+)/|[A-Z]:\\Users\\)")
    for path in files:
        if (
            path.is_file()
            and path.suffix in (".py", ".md", ".yaml", ".toml", ".tcss", ".j2", ".css", ".txt", ".json", "")
            and path != Path(__file__)
        ):
            found = {match[0] for match in place.finditer(path.read_text(encoding="utf-8", errors="replace"))} - {"/home/ana/"}
            assert not found, f"{path} names {found}"


def test_no_move_and_no_flag_share_a_name() -> None:
    assert not set(MOVES) & set(FLAGS)  # the reaction table is looked up by either


def test_every_kind_of_event_is_documented() -> None:
    page = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
    every = (
        *events.RUN_EVENTS,
        *events.ROOM_EVENTS,
        *events.PERSON_EVENTS,
        *events.COHORT_EVENTS,
        *events.MEETING_EVENTS,
        *events.CALIBRATION_EVENTS,
    )
    assert [name for name in every if f"`{name}`" not in page] == []


def test_every_verb_is_documented() -> None:
    from simulator.cli import VERBS

    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f"## {verb}" not in page] == []


def test_the_wheel_holds_all_content_and_runs_from_anywhere(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=ROOT, check=True, capture_output=True
    )
    wheel = next(tmp_path.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "there")
    for kind, folder in (("scenarios", "scenarios"), ("rubrics", "rubrics"), ("diagnostics", "docs/diagnostics")):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file():
                assert f"simulator/shipped/{kind}/{path.relative_to(ROOT / folder).as_posix()}" in names
    assert {
        "simulator/tui/base.tcss",
        "simulator/hearing/model/heads.json",
        "simulator/live/pages/room.js",
        "simulator/live/pages/mine.html",
    } <= names
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "there"), "SIMULATOR_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "list"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert "spin-cycle" in done.stdout
