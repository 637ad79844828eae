"""The looks there are: one dark, one light, one of high contrast, and the terminal's own colours."""

from __future__ import annotations

from textual.theme import Theme

TERMINAL_COLOURS = "ansi-dark"
DEFAULT_THEME = "evening"

THEMES = (
    Theme(
        name="evening", dark=True, primary="#e0a458", secondary="#8fb8a8", accent="#e0a458", foreground="#ece6dc", background="#1b1d21",
        surface="#23262b", panel="#2c3036", success="#8fc48f", warning="#e6c36a", error="#f08a7a",
    ),
    Theme(
        name="morning", dark=False, primary="#8a4b12", secondary="#23604f", accent="#8a4b12", foreground="#22201c", background="#faf7f1",
        surface="#f1ece2", panel="#e6dfd2", success="#1f6b2c", warning="#7a5600", error="#a3261a",
    ),
    Theme(
        name="high-contrast", dark=True, primary="#ffd75f", secondary="#87ffff", accent="#ffd75f", foreground="#ffffff", background="#000000",
        surface="#000000", panel="#1c1c1c", success="#87ff87", warning="#ffff5f", error="#ff8787",
    ),
)  # fmt: skip
"""Contrast of text on background is 4.5:1 or better in each; a test measures it."""
