"""Cleaning of text that came from outside, before anything else sees it."""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT = 20_000
"""Characters kept of one piece of text: some twenty minutes of speech."""

# C0 but newline and tab, DEL, C1; bidi marks and overrides; zero-width signs but the joiner, which emoji need;
# byte-order mark; line and paragraph separators; tag characters; lone surrogates.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u206a-\u206f\ufeff"
    "\u2028\u2029\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
# A joiner is kept only between two characters beyond the basic plane or after a variation selector: inside an emoji.
_STRAY_JOINER = re.compile("(?<![\U00010000-\U0010ffff\ufe0f\u2600-\u27bf])\u200d|\u200d(?![\U00010000-\U0010ffff\u2600-\u27bf])")


def clean_text(text: str, limit: int = MAX_TEXT) -> str:
    """Return `text` safe to store, show and export: NFC, no control or direction-changing characters, at most `limit` long.

    Newlines (CRLF and CR become LF) and tabs stay. Letters, accents and emoji stay. Idempotent.
    """
    if text.isascii() and text.isprintable():
        return text[:limit]
    text = text[: limit * 4].replace("\r\n", "\n").replace("\r", "\n")
    text = _UNWANTED.sub("", text)
    text = _STRAY_JOINER.sub("", text)
    text = unicodedata.normalize("NFC", text)
    text = _MARKS.sub(r"\1", text)
    return unicodedata.normalize("NFC", text[:limit])


def clean_line(text: str, limit: int = 200) -> str:
    """`clean_text` for names, titles and other one-liners: every run of white space becomes one blank."""
    return " ".join(clean_text(text, limit * 4).split())[:limit]
