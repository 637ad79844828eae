"""Pull values out of source nodes: known keys, required ones, prose, names and the little grammars, each with its diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

from simulator.content.grammar import NAME, GrammarError
from simulator.content.nearest import suggest
from simulator.content.source import LANGUAGES, Node, Source
from simulator.core.text import clean_text

Value = TypeVar("Value")


class Reader:
    """Reads nodes of one source and reports what does not fit."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def error(self, code: str, message: str, hint: str = "", node: Node | None = None, offset: int = 0) -> None:
        """Report at `node`, `offset` characters into its text."""
        line, column = self.place(node, offset) if node else (1, 1)
        self.source.report(code, message, hint, line, column)

    def place(self, node: Node, offset: int = 0) -> tuple[int, int]:
        """Line and column of character `offset` of a node's text; a block's text starts on the line below its `|`."""
        if not node.block or node.text is None:
            return node.line, node.column + offset
        return node.line + 1 + node.text.count("\n", 0, offset), 1

    def check_keys(self, node: Node, known: Collection[str], required: Collection[str], where: str) -> None:
        """Unknown keys and missing required ones."""
        for key, (line, column) in node.keys.items():
            if key not in known:
                self.source.report("unknown-key", f"`{key}` is not a key of {where}", suggest(key, known), line, column)
        for key in required:
            if key not in node.fields:
                self.source.report("missing-key", f"{where} has no `{key}:`", f"Add a line `{key}:`.", node.line, node.column)

    def mapping(self, node: Node, key: str, where: str) -> Node | None:
        """The mapping under `key`, or None (reported where it is text)."""
        child = node.fields.get(key)
        if child is None:
            return None
        if child.text is not None:
            if child.text.strip():
                self.error(
                    "text-not-expected", f"`{key}` of {where} holds names with more under them, not text", "See docs/notation.md.", child
                )
            else:
                self.error("nothing-under", f"there is nothing under `{key}:`", "Indent what belongs to it by two spaces.", child)
            return None
        return child

    def items(self, node: Node, key: str, where: str) -> Iterator[tuple[str, Node]]:
        """The (id, mapping) pairs under `key`, ids checked."""
        parent = self.mapping(node, key, where)
        if parent is None:
            return
        for name, child in parent.fields.items():
            line, column = parent.keys[name]
            if not NAME.match(name):
                self.source.report(
                    "odd-id",
                    f"`{name}` cannot be an id",
                    "Use small letters, digits and hyphens, beginning with a letter: `said-yes`.",
                    line,
                    column,
                )
                continue
            if child.text is not None:
                self.source.report(
                    "text-not-expected" if child.text.strip() else "nothing-under",
                    f"`{name}:` under `{key}` needs keys below it, indented by two spaces", "See docs/notation.md.", line, column,
                )  # fmt: skip
                continue
            yield name, child

    def text(self, node: Node, key: str, where: str = "", prose: bool = True) -> str:
        """The cleaned text under `key`, without the final newline; empty where there is none."""
        child = node.fields.get(key)
        if child is None:
            return ""
        if child.text is None:
            self.error(
                "text-expected",
                f"`{key}`{f' of {where}' if where else ''} should be text",
                f"Write `{key}: |` and the text below it.",
                child,
            )
            return ""
        if child.comment and prose:
            self.error(
                "comment-eats-text",
                f"everything after the `#` in `{key}` is read as a comment and lost",
                f"Write `{key}: |` and the text below it.",
                child,
            )
        text = child.text
        return (text if text.isascii() else clean_text(text)).strip("\n").rstrip()

    def required_text(self, node: Node, key: str, where: str) -> str:
        """`text`, reported where it is there but blank."""
        text = self.text(node, key, where)
        if key in node.fields and not text.strip() and node.fields[key].text is not None:
            self.error(
                "empty-text",
                f"`{key}` of {where} is empty",
                f"Write the text on the lines below `{key}: |`, or take the key out.",
                node.fields[key],
            )
        return text

    def lines(self, node: Node, key: str) -> tuple[str, ...]:
        """The non-blank lines under `key`."""
        return tuple(line.strip() for line in self.text(node, key).splitlines() if line.strip())

    def parsed(self, node: Node, key: str, parse: Callable[[str], Value]) -> Value | None:
        """What `parse` makes of the text under `key`; None where there is none or it does not follow its grammar."""
        if key not in node.fields:
            return None
        text = self.text(node, key, prose=False).strip()
        child = node.fields[key]
        if child.text is None:
            return None
        if not text:
            self.error("empty-text", f"there is nothing after `{key}:`", _HINTS.get(key, "Write it, or take the key out."), child)
            return None
        try:
            return parse(text)
        except GrammarError as error:
            self.error("not-understood", f"in `{key}`: {error.message}", error.hint or _HINTS.get(key, ""), child, error.offset)
            return None

    def spoken_in(self, node: Node, key: str, where: str) -> dict[str, str]:
        """The text under `key` in each language; empty where there is no such key."""
        child = self.mapping(node, key, where)
        if child is None:
            return {}
        self.check_keys(child, LANGUAGES, LANGUAGES, f"`{key}` of {where}")
        return {language: self.text(child, language).strip() for language in child.fields}

    def number(self, node: Node, key: str, low: int, high: int, default: int) -> int:
        """A whole number from `low` to `high`."""
        text = self.text(node, key, prose=False).strip()
        if not text:
            return default
        if text.isdecimal() and low <= int(text) <= high:
            return int(text)
        self.error(
            "not-understood",
            f"`{key}` is a whole number from {low} to {high}, not `{text[:40]}`",
            f"Like `{key}: {max(low, 1)}`.",
            node.fields[key],
        )
        return default

    def one_of(self, node: Node, key: str, known: Collection[str], where: str, default: str = "") -> str:
        """A word out of `known`."""
        text = self.text(node, key, prose=False).strip()
        if not text:
            if key in node.fields and node.fields[key].text is not None:
                self.error("empty-text", f"there is nothing after `{key}:`", suggest("", known), node.fields[key])
            return default
        if text not in known:
            self.error("unknown-word", f"`{text[:60]}` is not a {key} of {where}", suggest(text, known), node.fields[key])
            return default
        return text


_HINTS = {
    "then": "Like `then: polite`, `then: end thursday`, or `then: story if rosario.trust >= 3 else polite`.",
    "if": "Like `told-story and rosario.trust >= 3`.",
    "feel": "Like `rosario.trust +1, rosario.guard -1`, or `none`.",
    "feels": "Like `trust 2, energy 2, guard 3`.",
    "shows": "Like `listening +2, digging -1`.",
    "par": "Like `digging 4, close 2`.",
    "moves": "Like `reflect, dig`.",
    "sets": "Like `told-story`.",
    "facts": "Like `told-story, named-principal`.",
}
