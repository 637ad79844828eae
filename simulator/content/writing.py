"""Write the notation: a tree of keys, texts and mappings as the file an author would have typed, prose under `|`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias, Union

from simulator.content.source import Node
from simulator.core.text import clean_text

Tree: TypeAlias = dict[str, Union[str, "Tree"]]
"""A file or a part of one: each key with its text, or with what stands under it."""

PROSE = frozenset({
    "brief", "goal", "content-note", "facilitator", "lenses", "about", "interest", "secret", "scene", "again", "cue", "turning-point", "say",
    "also", "answer", "coach", "later", "rows",
})  # fmt: skip
"""Keys whose text always stands under `|`."""
_PLAIN = re.compile(r"[\w¿¡«—(][^\n\x85\u2028\u2029]*\Z")
LONGEST_IN_LINE = 200


def tree_of(node: Node) -> Tree:
    """What stands under a parsed node, without positions and comments; texts lose the blank lines at their end."""
    return {key: tree_of(child) if child.text is None else child.text.rstrip() for key, child in node.fields.items()}


def write(tree: Mapping[str, str | Tree]) -> str:
    """`tree` as the text of a file; parsing it gives the same texts, cleaned of what the notation does not allow."""
    return "".join(_written(key, value, 0) for key, value in tree.items())


def _written(key: str, value: str | Tree, depth: int) -> str:
    margin = "  " * depth
    if isinstance(value, dict):
        return f"{margin}{key}:\n" + "".join(_written(name, part, depth + 1) for name, part in value.items()) if value else ""
    return f"{margin}{key}:{scalar(key, value, depth)}"


def scalar(key: str, text: str, depth: int) -> str:
    """What stands after `key:`, from the blank to the end of the last line."""
    text = clean_text(text, 200_000).replace("\t", " ").rstrip().lstrip("\n")
    if key not in PROSE and _in_line(text):
        return f" {text}\n"
    inside = "  " * (depth + 1)
    lines = [f"{inside}{line.rstrip()}" if line.strip() else "" for line in text.split("\n")]
    return f" |{'2' if text.startswith(' ') else ''}\n" + "\n".join(lines) + "\n"


def _in_line(text: str) -> bool:
    safe = ": " not in text and " #" not in text and not text.endswith(":")
    return safe and len(text) <= LONGEST_IN_LINE and bool(_PLAIN.match(text))
