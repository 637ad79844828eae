"""What Twine and the notation share: the names of exported passages, how words look in a passage, and the comment that keeps the rest."""

from __future__ import annotations

import re

from simulator.content.twine.body import OURS, read_body
from simulator.content.twine.story import Passage
from simulator.content.writing import Tree, write

FORMAT, FORMAT_VERSION = "Harlowe", "3.3.9"
"""The story format of exported files: the one that Twine begins with."""
BRIEF, BEAT, REPLY, ENDING, LATER, OPENING = "brief", "beat", "reply", "ending", "later", "opening"
"""Tags of exported passages."""
COLORS = {BRIEF: "blue", BEAT: "green", REPLY: "gray", ENDING: "orange", LATER: "yellow", OPENING: "purple"}
SILENCE = "…"
"""How saying nothing looks as a link."""
_SIGNS = {"<": "‹", ">": "›", "{": "❴", "}": "❵"}
_LINKISH = re.compile(r"\[\[|\]\]|->|<-|\|")


def ending_name(ending: str) -> str:
    """The passage of an ending; its beats and endings may share ids."""
    return f"end {ending}"


def reply_name(beat: str, reply: str) -> str:
    """The passage of what a reply alone gets back."""
    return f"{beat}.{reply}"


def face(text: str) -> str:
    """`text` as the words of a passage: nothing in it is a link, a macro or markup."""
    text = text.replace("[[", "⟦").replace("]]", "⟧").replace("/%", "/ %")
    text = "".join(_SIGNS.get(sign, sign) for sign in text)
    text = re.sub(r"\((?=[A-Za-z][\w-]*:)", "( ", re.sub(r"\$(?=[A-Za-z_])", "＄", text))
    return "\n".join(line.strip() for line in text.split("\n")).strip("\n")


def link_face(text: str) -> str:
    """`text` as the words of a link: one line, without what ends or parts a link."""
    return " ".join(_LINKISH.sub(lambda found: {"|": "¦", "->": "→", "<-": "←"}.get(found[0], ""), face(text)).split())


def shown_as_is(text: str) -> bool:
    """Whether a passage whose words are `text` says exactly that when it is read back."""
    return read_body(Passage("", face(text)), FORMAT).words == text.strip("\n").rstrip()


def comment(tree: Tree) -> str:
    """The comment that keeps `tree`; "" where there is nothing to keep."""
    if not tree:
        return ""
    text = re.sub(r"&(?=(?:amp|gt);)", "&amp;", write(tree)).replace("-->", "--&gt;").replace("--!>", "--!&gt;")
    return f"\n\n<!-- {OURS}\n{text}-->"
