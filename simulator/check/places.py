"""Where an address such as `beats.door.replies.pitch.then` stands in its file."""

from __future__ import annotations

from simulator.content.source import Node, Source


class Places:
    """Finds lines through a file's source nodes; the compiled scenario holds none."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def at(self, address: str, offset: int = -1) -> tuple[int, int]:
        """Line and column of `address`: of its key, or `offset` characters into its text. An unknown end of it is left off."""
        node, place = self.source.root, (1, 1)
        if node is None:
            return place
        for key in address.split(".") if address else ():
            if key not in node.fields:
                return place
            place, node = node.keys[key], node.fields[key]
        return self._inside(node, offset) if offset >= 0 and node.text is not None and address else place

    def lines(self, address: str) -> int:
        """How many lines the text at `address` has in the file."""
        node = self.source.root
        for key in address.split("."):
            node = node.fields.get(key) if node else None
        return len([line for line in (node.text or "").split("\n") if line.strip()]) if node else 0

    def _inside(self, node: Node, offset: int) -> tuple[int, int]:
        if not node.block or node.text is None:
            return node.line, node.column + offset
        before = node.text[:offset]
        line = node.line + 1 + before.count("\n")
        indent = self._indent(line)
        return line, indent + offset - (before.rfind("\n") + 1) + 1

    def _indent(self, line: int) -> int:
        text = self.source.text.split("\n")[line - 1]
        return len(text) - len(text.lstrip(" "))
