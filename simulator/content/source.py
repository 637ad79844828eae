"""Read a content file into strings with positions, and say in plain words what stops it from being read.

Parser events only: every scalar is a string, nothing is constructed, and the traps of YAML (types, aliases, tags, flow maps, comments
that eat text) become diagnostics with a line and a hint.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from simulator.core.diagnostics import Diagnostic, Severity

LANGUAGES = ("en", "es")
"""The languages content may be written in."""
MAX_BYTES = 1_048_576
MAX_DEPTH = 32
MAX_NODES = 50_000
MAX_BRACKETS = 5_000

_PARSER = getattr(getattr(yaml, "cyaml", None), "CParser", None)
"""libyaml's parser where PyYAML was built with it: twenty times faster than the one written in Python."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_ODD_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"
_ODD_INDENT = re.compile(f"^[ \t]*[{_ODD_BLANKS}]", re.MULTILINE)
_DEEP_LINE = re.compile(r"\n[ ]*[-?:][ ](?:[ ]*[-?:][ ]+){8}")


class Node:
    """A value and where it stands. `text` is a string, or None where `fields` holds a mapping; lines and columns count from 1."""

    __slots__ = ("block", "column", "comment", "fields", "keys", "line", "text")

    def __init__(self, line: int, column: int, text: str | None = None, block: bool = False, comment: bool = False) -> None:
        self.text = text
        self.fields: dict[str, Node] = {}
        self.keys: dict[str, tuple[int, int]] = {}
        self.line = line
        self.column = column
        self.block = block
        """Written inside `|`: its text starts on the line below `line`."""
        self.comment = comment
        """A `#` right after the words: part of them was taken for a comment."""


class Source:
    """One file: its name as shown, its text (LF, no BOM), its root node where it could be read, and what was found on the way."""

    def __init__(self, name: str, text: str = "") -> None:
        self.name = name
        self.text = text
        self.root: Node | None = None
        self.diagnostics: list[Diagnostic] = []

    def report(self, code: str, message: str, hint: str = "", line: int = 1, column: int = 1, severity: Severity = "error") -> None:
        """Add a finding."""
        self.diagnostics.append(Diagnostic(self.name, line, column, code, severity, message, hint))

    @property
    def broken(self) -> bool:
        """Whether an error was found."""
        return any(d.severity == "error" for d in self.diagnostics)


def read_file(path: Path, name: str = "") -> Source:
    """Read and parse the file at `path`; never raises for what is in it. `name` is how it is called in messages."""
    source = Source(name or str(path))
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            source.report(
                "file-too-large",
                f"this file is {size / 1_048_576:.0f} MB; a scenario has at most 1 MB of text",
                "A long scenario has about 30 kB. Is this the right file?",
            )
            return source
        data = path.read_bytes()
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else (error.strerror or "it cannot be read")
        source.report("cannot-read", f"this file cannot be opened: {reason}", "Check the name and the folder, and that you may read it.")
        return source
    return parse_bytes(data, source.name)


def parse_bytes(data: bytes, name: str) -> Source:
    """Parse the bytes of a file: UTF-8, with or without BOM, LF or CRLF."""
    source = Source(name)
    if len(data) > MAX_BYTES:
        source.report("file-too-large", "this text is over 1 MB", "A long scenario has about 30 kB. Is this the right file?")
        return source
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        start = data.rfind(b"\n", 0, error.start) + 1
        utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        source.report(
            "not-utf8",
            "this file is not saved as UTF-8" + ("" if utf16 else f": the letter here is stored as byte {data[error.start]:#04x}"),
            "In your editor choose “Save with encoding… UTF-8” and save it again.",
            line=1 if utf16 else line,
            column=1 if utf16 else error.start - start + 1,
        )
        return source
    return parse_text(text, name)


def parse_text(text: str, name: str) -> Source:
    """Parse the text of a file into `Source.root`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    source = Source(name, text)
    if not text.strip():
        source.report("empty-file", "this file is empty", "Start from `simulator new`, or copy a scenario you like.")
        return source
    _look_before_parsing(source)
    if not source.broken:
        try:
            _Builder(source).build()
        except yaml.YAMLError as error:
            _explain(source, error)
        except RecursionError:
            source.report("too-deep", "this file is nested too deeply to read", "A scenario never needs more than seven levels.")
    return source


def _place(text: str, offset: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def _look_before_parsing(source: Source) -> None:
    """What would crash the parser, or make it speak in riddles, is found on the plain text first.

    Where a plain `in` can tell that a sign is nowhere, the pattern that looks at every line is not asked.
    """
    text = source.text
    if match := _CONTROL.search(text):
        line, column = _place(text, match.start())
        source.report(
            "control-character",
            f"there is an invisible control character here (U+{ord(match[0]):04X})",
            "It often comes along when text is pasted. Delete it and type the letters around it again.",
            line,
            column,
        )
    if "\t" in text and (match := _TAB_INDENT.search(text)):
        line, column = _place(text, match.end() - 1)
        source.report("tab-in-indent", "this line is indented with a tab", "Use two spaces for each level.", line, column)
    odd = not text.isascii() and any(blank in text for blank in _ODD_BLANKS)
    if odd and (match := _ODD_INDENT.search(text)):
        line, column = _place(text, match.end() - 1)
        source.report(
            "odd-space-in-indent",
            "this line is indented with a space that is not a plain one (often a non-breaking space from a web page or a chat)",
            "Delete the blanks at the start of the line and type spaces.",
            line,
            column,
        )
    for opening in ("[", "{"):
        if text.count(opening) > MAX_BRACKETS:
            line, column = _place(text, text.find(opening))
            source.report("too-deep", f"this file has over {MAX_BRACKETS} “{opening}”", "A scenario needs none.", line, column)
    if match := _DEEP_LINE.search(f"\n{text}"):
        line, column = _place(text, match.start())
        source.report(
            "too-deep", "too many dashes or marks in a row at the start of this line", "Put prose under a key with `|`.", line, column
        )
    if text.startswith("%") or "\n%" in text:
        line, column = _place(text, 0 if text.startswith("%") else text.index("\n%") + 1)
        source.report("odd-start", "a line cannot start with %", "If it is prose, indent it under a key with `|`.", line, column)


_BLOCK_HINT = "Write the key and a `|`, then the text on the lines below, two spaces further in."


class _Builder:
    """Turns parser events into nodes; stops at the first thing that is not in the notation."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.text.split("\n")

    def build(self) -> None:
        loader = _PARSER(self.source.text) if _PARSER else yaml.Loader(self.source.text)
        next_event = loader.get_event
        scalar, mapping = yaml.ScalarEvent, yaml.MappingStartEvent
        source, documents, nodes = self.source, 0, 0
        stack: list[Node] = []
        key: tuple[str, int, int] | None = None
        while True:
            event = next_event()
            kind = type(event)
            if kind is scalar or kind is mapping:
                nodes += 1
                if nodes > MAX_NODES:
                    return source.report("too-large", f"this file has more than {MAX_NODES} keys and texts", "Split it.")
                mark = event.start_mark
                line, column = mark.line + 1, mark.column + 1
                if event.anchor is not None:
                    return self._sign(event, "&")
                if event.tag is not None and event.tag != "!":
                    return self._sign(event, "!")
                if kind is mapping:
                    if event.flow_style:
                        return self._flow(line, column, "{")
                    node = Node(line, column)
                    if stack:
                        if key is None:
                            return source.report("odd-key", "a key must be a single word", _BLOCK_HINT, line, column)
                        stack[-1].fields[key[0]] = node
                        key = None
                    elif documents == 1:
                        source.root = node
                    stack.append(node)
                    if len(stack) > MAX_DEPTH:
                        return source.report(
                            "too-deep",
                            f"this file is nested more than {MAX_DEPTH} deep",
                            "A scenario never needs more than seven levels.",
                            line,
                            column,
                        )
                elif not stack:
                    return source.report(
                        "not-a-mapping",
                        "this file does not begin with a key such as `scenario:`",
                        "See `simulator explain not-a-mapping`.",
                        line,
                        column,
                    )
                elif key is None:
                    key = (event.value, line, column)
                    if not self._key_fits(stack[-1], event, line, column):
                        return None
                else:
                    self._text(stack[-1], key[0], event, line, column)
                    key = None
            elif kind is yaml.MappingEndEvent:
                stack.pop()
            elif kind is yaml.SequenceStartEvent:
                line, column = _start(event)
                if event.flow_style:
                    return self._flow(line, column, "[")
                return source.report(
                    "list", "this line begins with a dash, and the notation has no lists", "Give the item a name: `name:` instead of `-`. Prose goes under `|`.",
                    line, column,
                )  # fmt: skip
            elif kind is yaml.AliasEvent:
                return self._sign(event, "*")
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    return source.report(
                        "several-documents", "a line of three dashes starts a second document here", "One scenario a file: remove the `---`.",
                        *_start(event),
                    )  # fmt: skip
            elif kind is yaml.StreamEndEvent:
                if source.root is None:
                    source.report("empty-file", "this file holds nothing but comments", "Start from a scenario you like.")
                return None

    def _key_fits(self, parent: Node, event: yaml.ScalarEvent, line: int, column: int) -> bool:
        name = event.value
        if "\n" in name or len(name) > 200:
            self.source.report("odd-key", "a key must be a single word", _BLOCK_HINT, line, column)
            return False
        if name in parent.keys:
            first = parent.keys[name][0]
            self.source.report(
                "duplicate-key",
                f"`{name}` stands here twice: the first is on line {first}",
                "Rename one, or put both into one. YAML would have silently dropped the first.",
                line,
                column,
            )
            return False
        parent.keys[name] = (line, column)
        return True

    def _text(self, parent: Node, key: str, event: yaml.ScalarEvent, line: int, column: int) -> None:
        style = event.style
        node = Node(line, column, event.value, block=style == "|")
        if style == ">":
            self.source.report("folded-text", f"`{key}: >` glues your lines together", "Use `|`: one spoken line per line.", line, column)
        elif style != "|":
            end = event.end_mark
            if end is not None and end.line != line - 1:
                self.source.report("loose-text", f"the text of `{key}` goes on over several lines", _BLOCK_HINT, line, column)
            rest = self.lines[end.line][end.column :] if end is not None and end.line < len(self.lines) else ""
            # `Apt #4` has lost its number; `title: Porch light  # draft` has a comment.
            node.comment = style in (None, "") and rest.startswith(" #") and rest[2:3].strip() != ""
        parent.fields[key] = node

    def _flow(self, line: int, column: int, sign: str) -> None:
        self.source.report("flow", f"text here begins with `{sign}`, which YAML reads as a list or a map", _BLOCK_HINT, line, column)

    def _sign(self, event: yaml.Event, sign: str) -> None:
        line, column = _start(event)
        what = {"&": "an anchor", "*": "an alias", "!": "a tag"}[sign]
        self.source.report(
            "alias" if sign != "!" else "tag",
            f"text here begins with `{sign}`, which YAML reads as {what}; the notation has none",
            _BLOCK_HINT,
            line,
            column,
        )


def _start(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


_PROBLEMS: tuple[tuple[str, str, str, str], ...] = (
    ("mapping values are not allowed", "colon-in-text", "there is a second colon in this line, so it cannot be told which is the key", _BLOCK_HINT),
    ("could not find expected ':'", "missing-colon", "this line, or the one above it, has no colon after its key", "A key needs `key:`; prose needs to be indented under `key: |`."),
    ("quoted scalar", "quote-trouble", "a quotation mark opens a text here and the line goes on after it closes, or it never closes", _BLOCK_HINT),
    ("found unexpected end of stream", "quote-trouble", "a quotation mark opens a text here that never closes", _BLOCK_HINT),
    ("cannot start any token", "odd-start", "a line of text cannot start with this sign", _BLOCK_HINT),
    ("undefined alias", "alias", "text here begins with `*`, which YAML reads as an alias", _BLOCK_HINT),
    ("alias", "alias", "text here begins with `*`, which YAML reads as an alias", _BLOCK_HINT),
    ("anchor", "alias", "text here begins with `&`, which YAML reads as an anchor", _BLOCK_HINT),
    ("tag", "tag", "text here begins with `!`, which YAML reads as a tag", _BLOCK_HINT),
    ("flow", "flow", "text here begins with `[` or `{`, which YAML reads as a list or a map", _BLOCK_HINT),
    ("block scalar", "wrong-indent", "the text after this `|` does not start as it should", "Nothing may stand after `|`; the text begins on the next line."),
    ("directive", "odd-start", "a line cannot start with %", _BLOCK_HINT),
    ("document start", "several-documents", "a line of three dots ended the scenario, and this line comes after it", "One scenario a file: remove the `...`."),
)  # fmt: skip


def _explain(source: Source, error: yaml.YAMLError) -> None:
    """Say a parser error in a trainer's words."""
    problem = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if "quoted scalar" in problem:
        mark = getattr(error, "context_mark", None) or mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = source.text.split("\n")
    line = min(line, len(lines))
    if "mapping values are not allowed" in problem and _too_far_in(lines, line, column):
        source.diagnostics = [d for d in source.diagnostics if d.code != "loose-text"]
        return source.report(
            "wrong-indent", "this line is indented further than the one above it, so it is read as part of that one's text",
            "Keys of one level stand exactly under each other; what belongs to a key stands two spaces further in.", line, len(_blank(lines[line - 1])) + 1,
        )  # fmt: skip
    for sign, code, message, hint in _PROBLEMS:
        if sign in problem:
            return source.report(code, message, hint, line, column)
    if lines[line - 1][column - 1 : column] in _SIGNS:
        return source.report("odd-start", "a line of text cannot start with this sign", _BLOCK_HINT, line, column)
    if _after_quoted(lines, line):
        return source.report(
            "quote-trouble", "this text begins with a quotation mark, and goes on after it closes", _BLOCK_HINT, line, column
        )
    return source.report(
        "wrong-indent",
        "this line does not stand where it should: it is indented too much or too little",
        "Keys of one level stand exactly under each other; what belongs to a key stands two spaces further in.",
        line,
        column,
    )


_SIGNS = ("-", "?", ",", "]", "}", ":")
_KEY = re.compile(r"[\w-]+:(?: |$)")


def _blank(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _too_far_in(lines: list[str], line: int, column: int) -> bool:
    """Whether a key stands further in than the key with text above it, and nothing else is wrong with it."""
    here = lines[line - 1]
    above = next((earlier for earlier in reversed(lines[: line - 1]) if earlier.strip()), "")
    first_colon = column == here.find(":") + 1
    return bool(first_colon and _KEY.match(here.strip()) and _KEY.match(above.strip()) and len(_blank(here)) > len(_blank(above)))


def _after_quoted(lines: list[str], line: int) -> bool:
    value = lines[line - 1].partition(":")[2].strip() if line <= len(lines) else ""
    return value[:1] in ("'", '"')
