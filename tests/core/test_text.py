"""clean_text: what may pass and what never does."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.text import MAX_TEXT, clean_line, clean_text

FORBIDDEN = [
    chr(c) for c in (*range(9), *range(11, 32), 127, *range(128, 160), 0x202A, 0x202E, 0x2066, 0x2069, 0x200B, 0x200E, 0xFEFF, 0x2028)
]


@pytest.mark.parametrize("sign", FORBIDDEN)
def test_control_and_direction_characters_are_dropped(sign: str) -> None:
    if sign == "\r":
        assert clean_text(f"a{sign}b") == "a\nb"
    else:
        assert clean_text(f"a{sign}b") == "ab"


@pytest.mark.parametrize("payload", ["\x1b]52;c;aGk=\x07", "\x1b[2J", "\x9b31m", "\x1b]0;title\x1b\\", "\u202egnp.exe"])
def test_nothing_that_drives_a_terminal_is_left(payload: str) -> None:
    left = clean_text(f"before {payload} after")
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in left)
    assert left.startswith("before ")
    assert left.endswith(" after")


@pytest.mark.parametrize("text", ["¿Cómo está, doña Chela?", "[/x] [@click=app.quit]go[/]", "👩‍👧 y 👍🏽", "Nguyễn", "a\n\tb"])
def test_what_people_write_stays(text: str) -> None:
    assert clean_text(text) == unicodedata.normalize("NFC", text)


def test_accents_typed_as_two_characters_become_one() -> None:
    assert clean_text("jo\u0301ven") == "jóven"


def test_towers_of_marks_are_cut_down() -> None:
    assert len(clean_text("a" + "\u0301" * 500)) <= 4


def test_windows_lines_become_plain_ones() -> None:
    assert clean_text("a\r\nb\rc") == "a\nb\nc"


def test_text_is_cut_at_its_limit() -> None:
    assert len(clean_text("x" * (MAX_TEXT + 5))) == MAX_TEXT
    assert len(clean_text("é" * (MAX_TEXT + 5))) == MAX_TEXT


def test_a_name_is_one_line() -> None:
    assert clean_line("  Ana\n María\t Ruiz ") == "Ana María Ruiz"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text())
def test_no_text_keeps_an_escape(text: str) -> None:
    assert "\x1b" not in clean_text(text)
    assert "\x9b" not in clean_text(text)
