"""Text into Markdown that reads back literally: nothing in it can become markup, a heading, a table, a link, an image or HTML."""

from __future__ import annotations

import re

# What starts, ends or joins markup anywhere in a line, in CommonMark and in the extensions viewers switch on.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&|~$^{}#=]")
_AT_START = re.compile(r"\A(?:[-+:]|\d{1,9}(?=[.)]))")
# Words that viewers turn into links by themselves. Escapes do not stop all of them; code does.
_LINKISH = re.compile(r"[a-z+.-]:\S|www\.|//|\S@\S", re.IGNORECASE)
_DOMAIN_DOT = re.compile(r"(?<=\w)\.(?=[^\W\d_])")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")


def escape(text: str) -> str:
    """`text` on one line of Markdown, to stand anywhere in a paragraph; every run of blanks is one blank."""
    words = [_word(word) for word in _BLANKS.split(text) if word]
    if words and not words[0].startswith(("`", "\\")):
        words[0] = _AT_START.sub(_before_it, words[0])
    return " ".join(words)


def escape_lines(text: str, prefix: str = "") -> str:
    """`text` with its line breaks, each further line begun with `prefix` (`"> "` in a quote, blanks in a list)."""
    paragraphs: list[list[str]] = [[]]
    for line in text.split("\n"):
        escaped = escape(line)
        if escaped:
            paragraphs[-1].append(escaped)
        elif paragraphs[-1]:
            paragraphs.append([])
    inside = f"\\\n{prefix}"
    between = f"\n{prefix.rstrip()}\n{prefix}"
    return between.join(inside.join(lines) for lines in paragraphs if lines)


def _word(word: str) -> str:
    if _LINKISH.search(word):
        return _code(word)
    return _DOMAIN_DOT.sub(r"\\.", _ANYWHERE.sub(r"\\\g<0>", word))


def _code(word: str) -> str:
    """`word` as code, its fence longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall("`+", word)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if word[0] == "`" or word[-1] == "`" else ""
    return f"{fence}{pad}{word}{pad}{fence}"


def _before_it(found: re.Match[str]) -> str:
    """`-` becomes `\\-`; in `12.` the dot is what needs the escape."""
    return f"\\{found[0]}" if not found[0].isdigit() else f"{found[0]}\\"
