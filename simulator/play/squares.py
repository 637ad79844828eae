"""A QR as text: two modules a character, for any terminal that knows half blocks."""

from __future__ import annotations

EDGE = 2
"""Light modules around it: readers want four, and find it with two on a plain ground."""
_BLOCKS = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}


def square(text: str) -> tuple[str, ...]:
    """The rows of a QR that says `text`. Light modules are drawn, so that it is read on a dark ground with light ink: give it those colours.

    An address is said in capitals, which makes it two sizes smaller: scheme and host do not mind, and the room's paths know both.
    """
    import segno  # 38 ms that only a room pays

    matrix = [[bool(dark) for dark in row] for row in segno.make(text.upper(), error="l", micro=False).matrix]
    width = len(matrix[0]) + 2 * EDGE
    blank = [False] * width
    rows = [blank] * EDGE + [[False] * EDGE + row + [False] * EDGE for row in matrix] + [blank] * EDGE
    if len(rows) % 2:
        rows.append(blank)
    return tuple(
        "".join(_BLOCKS[not upper, not lower] for upper, lower in zip(rows[at], rows[at + 1], strict=True)) for at in range(0, len(rows), 2)
    )
