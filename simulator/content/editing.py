"""Change texts in a content file and nothing else of it: comments, order and blank lines stay as their author left them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.content.source import Node, Source
from simulator.content.writing import Tree, scalar, write

_STEP = 2


@dataclass(frozen=True, slots=True)
class Change:
    """A new text for an address such as `beats.door.scene`, and the comment to stand above it ("" leaves what is there)."""

    text: str
    comment: str = ""


@dataclass
class _Patch:
    """Lines `start` to `end` (from 0, end not included) make way for `lines`."""

    start: int
    end: int
    lines: list[str] = field(default_factory=list)
    margin: int = 0


def edit(source: Source, changes: Mapping[str, Change]) -> str:
    """The text of `source` with `changes` made: texts replaced where they stand, new ones put at the end of what they belong to."""
    assert source.root is not None
    lines = source.text.rstrip("\n").split("\n")
    patches: list[_Patch] = []
    added: dict[tuple[int, int], Tree] = {}
    for address, change in changes.items():
        names = address.split(".")
        parent, depth = source.root, 0
        while depth < len(names) - 1 and (child := parent.fields.get(names[depth])) is not None and child.text is None:
            parent, depth = child, depth + 1
        if depth == len(names) - 1 and names[depth] in parent.fields:
            patches.append(_replaced(lines, parent, names[depth], change))
            continue
        at = _end(lines, parent)
        tree = added.setdefault((at, parent.column - 1), {})
        for name in names[depth:-1]:
            below = tree.setdefault(name, {})
            assert isinstance(below, dict)
            tree = below
        tree[names[-1]] = change.text
        if change.comment:
            tree[f"#{names[-1]}"] = change.comment
    for (at, column), tree in added.items():
        patches.append(_Patch(at, at, _indented(tree, column), column))
    # From the bottom up; where two come to one place, what stands further in is put in last, and so above.
    for patch in sorted(patches, key=lambda patch: (-patch.start, -patch.end, patch.margin)):
        lines[patch.start : patch.end] = patch.lines
    return "\n".join(lines) + "\n"


def fresh(head: Tree, changes: Mapping[str, Change]) -> str:
    """A file of its own: `head`, then the texts by their addresses."""
    tree: Tree = {}
    for address, change in changes.items():
        place = tree
        *names, last = address.split(".")
        for name in names:
            below = place.setdefault(name, {})
            assert isinstance(below, dict)
            place = below
        place[last] = change.text
        if change.comment:
            place[f"#{last}"] = change.comment
    return write(head) + "\n".join(_indented(tree, 0)) + "\n"


def comment_above(source: Source, address: str) -> str:
    """The comment right above a key, without its signs; "" where there is none."""
    node = source.root
    *names, last = address.split(".")
    for name in names:
        node = node.fields.get(name) if node is not None else None
    if node is None or last not in node.keys:
        return ""
    lines = source.text.split("\n")
    at = node.keys[last][0] - 1
    first = _comment_start(lines, at)
    return "\n".join(line.strip().lstrip("#").strip() for line in lines[first:at])


def _comment_start(lines: list[str], at: int) -> int:
    while at > 0 and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at


def _replaced(lines: list[str], parent: Node, key: str, change: Change) -> _Patch:
    line, column = parent.keys[key]
    start = line - 1
    margin = column - 1
    end = _past(lines, line, margin) if parent.fields[key].block else line
    first = _comment_start(lines, start) if change.comment else start
    above = _comment(change.comment, margin) if change.comment else []
    value = scalar(key, change.text, margin // _STEP)
    return _Patch(first, end, [*above, *f"{' ' * margin}{key}:{value}".rstrip("\n").split("\n")])


def _past(lines: list[str], start: int, margin: int) -> int:
    """Where what stands further in than `margin` from line `start` on is over; blank lines at its end are not part of it."""
    end = start
    for at in range(start, len(lines)):
        line = lines[at]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= margin:
            break
        if line.strip():
            end = at + 1
    return end


def _end(lines: list[str], node: Node) -> int:
    """Where a mapping is over."""
    return _past(lines, node.line - 1, node.column - 2) if node.column > 1 else len(lines)


def _comment(text: str, margin: int) -> list[str]:
    return [f"{' ' * margin}# {line.strip()}".rstrip() for line in text.split("\n")]


def _indented(tree: Tree, margin: int) -> list[str]:
    """`tree` as lines; a key `#name` is the comment of `name`."""
    lines: list[str] = []
    for key, value in tree.items():
        if key.startswith("#"):
            continue
        said = tree.get(f"#{key}", "")
        if isinstance(said, str) and said:
            lines += _comment(said, margin)
        if isinstance(value, dict):
            lines += [f"{' ' * margin}{key}:", *_indented(value, margin + _STEP)]
        else:
            lines += f"{' ' * margin}{key}:{scalar(key, value, margin // _STEP)}".rstrip("\n").split("\n")
    return lines
