"""Pages that are made from the program: the command line and the keys. `UPDATE_PAGES=1 pytest tests/contract` writes them anew."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import click

from simulator.cli import VERBS
from simulator.phrases import voice
from simulator.phrases.app import APP
from simulator.phrases.common import COMMON
from simulator.tui.keys import ACTIONS
from simulator.tui.widgets.foot_bar import key_name

DOCS = Path(__file__).resolve().parents[2] / "docs"


def same_as(name: str, text: str) -> None:
    """The page `name` says `text`; written anew where that was asked for."""
    path = DOCS / name
    if os.environ.get("UPDATE_PAGES"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"docs/{name} is out of date: UPDATE_PAGES=1 python -m pytest tests/contract"


def help_of(command: click.Command, name: str) -> str:
    """What `command --help` says."""
    context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100, help_option_names=["-h", "--help"])
    return command.get_help(context)


def test_the_page_of_the_command_line_says_what_the_verbs_say() -> None:
    parts = [
        "# The command line\n\n`simulator` alone opens the app on a terminal, and prints short help otherwise. `--json` is on every reading verb, errors too.\n"
        "Exit codes: 0 ok, 1 unexpected, 2 usage or wrong terminal, 3 invalid content, 4 runs locked or damaged, 128 + signal.\n"
        "Environment: `SIMULATOR_HOME` moves all data, `SIMULATOR_LANGUAGE` is `en` or `es`, `SIMULATOR_HEARING=light` spares an old laptop the sentence\n"
        "encoder, `NO_COLOR` keeps the terminal's own colours.\n\nThis page is made from the program; a test compares them.\n"
    ]
    for verb in VERBS:
        command: click.Command = import_module(f"simulator.cli.{verb}").command
        parts.append(f"## {verb}\n\n```text\n{help_of(command, f'simulator {verb}')}\n```\n")
        for name, inner in (command.commands if isinstance(command, click.Group) else {}).items():
            parts.append(f"### {verb} {name}\n\n```text\n{help_of(inner, f'simulator {verb} {name}')}\n```\n")
    same_as("cli.md", "\n".join(parts))


def test_the_page_of_keys_says_what_the_registry_says() -> None:
    rows = []
    for language, heading in (("en", "## English"), ("es", "## Español")):
        say = voice(language, COMMON, APP)
        rows += [heading, "", "| | | |", "|---|---|---|"]
        for action in ACTIONS:
            where = ", ".join(say(f"screen.{screen}") for screen in action.on) or say("screen.all")
            rows.append(f"| {', '.join(key_name(key) for key in action.keys)} | {say(f'key.{action.id}.help')} | {where} |")
        rows.append("")
    head = "# Keys\n\nEvery action also stands in the palette (Ctrl+P) and most in the line at the bottom, where a click does it. Settings, Keys gives any of them\nanother key. This page is made from the registry; a test compares them.\n\n"
    same_as("keys.md", head + "\n".join(rows))


def test_every_action_has_a_way_without_its_key() -> None:
    assert all(action.rank or action.id in ("copy-or-quit", "read-back") or action.does for action in ACTIONS)
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


def test_the_pages_for_facilitators_list_every_command_of_the_room() -> None:
    from simulator.play.room_words import WORDS

    for name, language in (("facilitating.md", "en"), ("para-facilitar.md", "es")):
        page = (DOCS / name).read_text(encoding="utf-8").replace("\\|", "|")
        assert [word.usage for word in WORDS.values() if f"| `{word.usage}` | {getattr(word, language)} |" not in page] == []
