"""Keys and colours by the book: nothing that terminals swallow, two ways to everything, enough contrast, no markup for people's text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.color import Color

from simulator.phrases import voice
from simulator.phrases.app import APP
from simulator.phrases.common import COMMON
from simulator.tui.keys import ACTIONS, SCREENS, SWALLOWED, actions_of, keys_of, why_not
from simulator.tui.themes import THEMES

SOURCE = Path(__file__).resolve().parents[2] / "simulator" / "tui"


def test_no_key_is_one_that_terminals_keep_for_themselves() -> None:
    assert [key for action in ACTIONS for key in action.keys if key in SWALLOWED or key.startswith("alt+")] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_a_key_does_one_thing_on_a_screen(screen: str) -> None:
    keys = [key for action in actions_of(screen) for key in action.keys]
    assert sorted(keys) == sorted(set(keys))


def test_a_key_of_her_own_must_be_free_and_must_arrive() -> None:
    action = next(a for a in ACTIONS if a.id == "cue")
    assert why_not(action, "ctrl+s", {})[0] == "key-swallowed"
    assert why_not(action, "x", {})[0] == "key-is-typed"
    assert why_not(action, "f4", {})[0] == "key-taken"
    assert why_not(action, "ctrl+t", {}) == ("", None)
    assert keys_of(action, {"cue": "ctrl+t"}) == ("ctrl+t",)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_action_has_its_names(language: str) -> None:
    say = voice(language, COMMON, APP)
    assert all(say(f"key.{action.id}") and say(f"key.{action.id}.help") for action in ACTIONS)
    assert all(say(f"screen.{screen}") for screen in SCREENS)


def lightness(colour: Color) -> float:
    parts = [c / 255 for c in colour.rgb]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_look_can_be_read(theme: object) -> None:
    ground = lightness(Color.parse(theme.background))  # type: ignore[attr-defined]
    for name in ("foreground", "primary", "secondary", "accent", "success", "warning", "error"):
        found = lightness(Color.parse(getattr(theme, name)))
        high, low = max(found, ground), min(found, ground)
        assert (high + 0.05) / (low + 0.05) >= 4.5, name


def test_people_s_text_never_passes_through_markup() -> None:
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "from_markup" not in text, path
        assert not re.search(r"\bmarkup=True", text), path
        for call in re.findall(r"\.notify\((?:[^()]|\([^()]*(?:\([^()]*\))*[^()]*\))*\)", text):
            assert "markup=False" in call, (path, call)
        for call in re.findall(r"(?<!class )\b(?:OptionList|Static|Label)\(id=[^)]*\)", text):
            assert "markup=False" in call, (path, call)


def test_styles_name_roles_and_never_colours() -> None:
    for path in SOURCE.rglob("*.tcss"):
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![\w-])\s*;|rgb\(", path.read_text(encoding="utf-8")), path
