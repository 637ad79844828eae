"""Links as each story format writes them, and the macros of Harlowe, whose name is all that tells them from a remark in brackets.

Links are no part of Twee; each story format has its own. Read here: `[[words->to]]`, `[[to<-words]]`, `[[words|to]]`, `[[to]]`, each also with
SugarCube's setter, Harlowe's `(link-goto: "words", "to")` and SugarCube's `<<link "words" "to">>`.
"""

from __future__ import annotations

from simulator.core.records import dataclass

HARLOWE = frozenset({
    "set", "put", "move", "print", "display", "if", "unless", "else-if", "elseif", "else", "link", "link-goto", "link-reveal",
    "link-repeat", "link-replace", "link-undo", "linkgoto", "goto", "go-to", "link-rerun", "link-show", "click", "click-goto",
    "click-replace", "click-append", "mouseover", "mouseout", "replace", "append", "prepend", "show", "hide", "hidden", "rerun",
    "enchant", "change", "either", "random", "cond", "nth", "live", "stop", "event", "transition", "t8n", "transition-time",
    "text-style", "textstyle", "text-colour", "colour", "color", "text-color", "align", "font", "background", "bg", "css", "hook", "a",
    "array", "dm", "datamap", "ds", "dataset", "for", "loop", "dialog", "alert", "prompt", "confirm", "cycling-link", "seq-link",
    "save-game", "savegame", "load-game", "loadgame", "restart", "undo", "redirect", "history", "passage", "visited", "track",
    "columns", "box", "meter", "icon-undo", "after", "after-error", "live-edit", "text", "str", "string", "num", "number", "joined",
    "rotated", "shuffled", "sorted", "count", "current-time", "current-date", "macro", "output", "out", "forget-undos", "ignore",
    "verbatim",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """A way on: what it says, and the name of the passage it leads to."""

    text: str
    target: str
    line: int


def parts(inside: str) -> tuple[str, str]:
    """(words, target) of what stands in a link."""
    inside = " ".join(inside.split())
    if "->" in inside:
        words, _, target = inside.rpartition("->")
    elif "<-" in inside:
        target, _, words = inside.partition("<-")
    elif "|" in inside:
        words, _, target = inside.rpartition("|")
    else:
        words = target = inside
    return words.strip() or target.strip(), target.strip()
