"""The text of a passage taken apart: words, links, and what only a program could follow (macros, scripts, markup), each with its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from simulator.content.twine.links import HARLOWE, Link, parts
from simulator.content.twine.story import MAX_BYTES, Note, NoteCode, Passage
from simulator.core.records import dataclass
from simulator.core.text import clean_text

OURS = "organizer-simulator"
"""First word of a comment in which an export keeps what Twine has no place for."""

_MACRO = re.compile(r"\(([a-z][a-z0-9-]*):", re.IGNORECASE)
_SCAN = re.compile(r"<!--|/%|\[\[|<<|<%|\(|<|\[|\{|\$[A-Za-z_]\w*|\n")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\'')
_LINK_MACROS = ("link-goto", "linkgoto", "click-goto")
_LONGEST = 80
_DEEPEST = 20_000
"""Characters after which a bracket that has not closed is taken as a sign like any other."""
_MOST_WORK = 2_000_000
"""Characters looked through for closing brackets in one passage, before brackets are left alone."""


@dataclass(frozen=True, slots=True)
class Body:
    """A passage's words without its links and macros, its links in order, the notation an export left in it, and notes."""

    words: str
    links: tuple[Link, ...]
    notation: str
    notation_line: int
    notes: tuple[Note, ...]


def read_body(passage: Passage, story_format: str = "") -> Body:
    """`passage` taken apart; never raises for what is in it."""
    return _Scanner(passage, story_format.casefold()).body()


class _Scanner:
    def __init__(self, passage: Passage, story_format: str) -> None:
        self.passage = passage
        self.format = story_format
        self.text = clean_text(passage.text, MAX_BYTES)
        self.line = passage.line
        self.words: list[str] = []
        self.links: list[Link] = []
        self.notation, self.notation_line = "", 0
        self.notes: list[Note] = []
        self.markup: dict[str, int] = {}
        self.told: set[str] = set()
        self.closers: set[int] = set()
        self.next: dict[str, int] = {}
        self.budget = _MOST_WORK

    def note(self, code: NoteCode, message: str) -> None:
        self.notes.append(Note(self.line, code, message, self.passage.name))

    def body(self) -> Body:
        if self.format.startswith("chapbook"):
            self.chapbook()
        at = 0
        readers: dict[str, Callable[[int], int]] = {
            "<!--": self.comment, "/%": self.old_comment, "[[": self.link, "<<": self.sugar, "<%": self.snowman, "(": self.harlowe,
            "<": self.tag, "[": self.modifier, "{": self.insert,
        }  # fmt: skip
        while match := _SCAN.search(self.text, at):
            sign, start = match[0], match.start()
            self.words.append(self.plain(at, start))
            if sign == "\n":
                self.words.append("\n")
                end = start + 1
                self.line += 1
            elif sign.startswith("$"):
                end = self.variable(sign, start)
            else:
                end = readers[sign](start)
                self.line += self.text.count("\n", start, end)
            at = max(end, start + 1)
        self.words.append(self.plain(at, len(self.text)))
        for tag, line in self.markup.items():
            self.notes.append(Note(line, "changed", f"the markup {tag} was taken off; the words stayed", self.passage.name))
        words = "\n".join(line.strip() for line in "".join(self.words).split("\n"))
        return Body(
            re.sub(r"\n{3,}", "\n\n", words).strip("\n"), tuple(self.links), self.notation, self.notation_line, tuple(self.notes)
        )  # fmt: skip

    def plain(self, start: int, end: int) -> str:
        """Words, without the brackets that closed a hook whose macro is gone."""
        if not self.closers:
            return self.text[start:end]
        return "".join(self.text[at] for at in range(start, end) if at not in self.closers)

    def keep(self, sign: str) -> None:
        self.words.append(sign)

    def find(self, mark: str, start: int) -> int:
        """Where `mark` comes next, or -1; a text of a million `[[` is looked through once."""
        known = self.next.get(mark)
        if known is None or 0 <= known < start:
            known = self.next[mark] = self.text.find(mark, start)
        return known

    def closing(self, start: int, mark: str) -> int:
        """Where the text after `mark` begins; -1 where it never comes."""
        end = self.find(mark, start)
        return end + len(mark) if end >= 0 else -1

    def balanced(self, start: int, opening: str, closing: str) -> int:
        """Where the bracket at `start` has closed, strings passed over; -1 where it does not, within reason."""
        depth, at, end = 0, start, min(len(self.text), start + _DEEPEST, start + self.budget)
        while at < end:
            sign = self.text[at]
            if sign in "\"'" and opening == "(" and (string := _STRING.match(self.text, at, end)):
                at = string.end()
                continue
            depth += (sign == opening) - (sign == closing)
            at += 1
            if not depth:
                break
        self.budget -= at - start
        return at if at > start and not depth else -1

    def unclosed(self, start: int, sign: str) -> int:
        self.keep(sign)
        return start + len(sign)

    def comment(self, start: int) -> int:
        end = self.closing(start, "-->")
        if end < 0:
            self.note("changed", "a comment `<!--` never closes; it was kept as words")
            return self.unclosed(start, "<!--")
        inside = self.text[start + 4 : end - 3]
        if inside.strip().startswith(OURS):
            first = inside.index(OURS) + len(OURS)
            self.notation = re.sub(r"&(gt|amp);", lambda found: {"gt": ">", "amp": "&"}[found[1]], inside[first:].strip("\n"))
            self.notation_line = self.line + inside[:first].count("\n") + 1
        elif inside.strip():
            self.note("dropped", f"a comment: {_short(inside)}")
        return end

    def old_comment(self, start: int) -> int:
        end = self.closing(start, "%/")
        if end < 0:
            return self.unclosed(start, "/%")
        self.note("dropped", f"a comment: {_short(self.text[start + 2 : end - 2])}")
        return end

    def link(self, start: int) -> int:
        end = self.find("]]", start)
        if end < 0 or end - start > _DEEPEST:
            return self.unclosed(start, "[[")
        inside = self.text[start + 2 : end]
        target, _, setter = inside.partition("][")
        if setter:
            self.note("dropped", f"what the link sets: {_short(setter)}")
        words, to = parts(target)
        if not to:
            self.note("dropped", "a link that leads nowhere")
        else:
            self.links.append(Link(words, to, self.line))
        return end + 2

    def sugar(self, start: int) -> int:
        end = self.closing(start, ">>")
        if end < 0 or end - start > _DEEPEST:
            return self.unclosed(start, "<<")
        inside = self.text[start + 2 : end - 2].strip()
        name = (inside.split() or [""])[0].casefold()
        strings = [unescape(a or b) for a, b in _STRING.findall(inside)]
        if name in ("link", "button") and inside[len(name) :].lstrip().startswith("[["):
            words, to = parts(inside[len(name) :].strip().strip("[]"))
            self.links.append(Link(words, to, self.line))
            self.note("changed", f"<<{name}>> became a link")
        elif name in ("link", "button") and len(strings) == 2:
            self.links.append(Link(strings[0], strings[1], self.line))
            self.note("changed", f"<<{name}>> became a link")
        elif name in ("goto", "include", "link", "button", "actions", "choice", "click", "return", "back"):
            self.note("script", f"<<{_short(inside)}>>: a way through the story that only its program follows")
        else:
            self.note("dropped", f"<<{_short(inside)}>>")
        return end

    def snowman(self, start: int) -> int:
        end = self.closing(start, "%>")
        if end < 0:
            return self.unclosed(start, "<%")
        self.code(f"<% {_short(self.text[start + 2 : end - 2])} %>", self.text[start:end])
        return end

    def code(self, shown: str, source: str) -> None:
        if re.search(r"\bshow(?:Delayed)?\s*\(|\.show\(|passage\s*\(|go\s*\(|data-passage|engine\.play", source, re.IGNORECASE):
            self.note("script", f"{shown}: a way through the story that only its program follows")
        else:
            self.note("dropped", shown)

    def harlowe(self, start: int) -> int:
        found = _MACRO.match(self.text, start)
        if found is None or found[1].casefold() not in HARLOWE:
            return self.unclosed(start, "(")
        end = self.balanced(start, "(", ")")
        if end < 0:
            return self.unclosed(start, "(")
        name, inside = found[1].casefold(), self.text[found.end() : end - 1]
        strings = [unescape(a or b) for a, b in _STRING.findall(inside)]
        if name in _LINK_MACROS and strings:
            self.links.append(Link(strings[0], strings[-1], self.line))
            self.note("changed", f"({name}:) became a link")
        elif name in ("goto", "go-to", "display", "redirect", "link-undo", "undo") or name in _LINK_MACROS:
            self.note("script", f"({name}: {_short(inside)}): a way through the story that only its program follows")
        else:
            self.note("dropped", f"({name}: {_short(inside)})")
        if self.text[end : end + 1] == "[" and self.text[end : end + 2] != "[[":
            closed = self.balanced(end, "[", "]")
            if closed > 0:
                self.closers.add(closed - 1)
                return end + 1
        return end

    def tag(self, start: int) -> int:
        found = _TAG.match(self.text, start)
        if found is None:
            return self.unclosed(start, "<")
        name = re.sub(r"[^a-z0-9-]", "", found[0].casefold().strip("</>").split()[0] if found[0].strip("</> ") else "")
        if name in ("script", "style"):
            closes = re.compile(f"</{name}[^>]*>", re.IGNORECASE).search(self.text, start)
            end = closes.end() if closes else len(self.text)
            self.code(f"<{name}>", self.text[start:end])
            return end
        if re.search(r"\bdata-passage|\bon\w+\s*=", found[0]):
            self.note("script", f"{_short(found[0])}: what it does only a program follows")
            self.told.add(f"<{name}>")
        elif f"<{name}>" not in self.told:
            self.markup.setdefault(f"<{name}>", self.line)
        if name in ("br", "p", "div", "li"):
            self.keep("\n")
        return found.end()

    def modifier(self, start: int) -> int:
        """Chapbook's `[if …]` on a line of its own; anywhere else a bracket is a bracket."""
        end = self.find("]", start)
        own_line = end > 0 and (start == 0 or self.text[start - 1] == "\n") and self.text[end + 1 : end + 2] in ("", "\n")
        if not self.format.startswith("chapbook") or not own_line:
            return self.unclosed(start, "[")
        self.note("dropped", _short(self.text[start : end + 1]))
        return end + 1

    def insert(self, start: int) -> int:
        """Chapbook's `{embed passage: 'x'}`; in other formats a brace is a brace."""
        end = self.find("}", start)
        if not self.format.startswith("chapbook") or end < 0 or end - start > _DEEPEST:
            return self.unclosed(start, "{")
        inside = self.text[start : end + 1]
        self.note("script" if re.search(r"link to|embed|reveal", inside) else "dropped", _short(inside))
        return end + 1

    def variable(self, name: str, start: int) -> int:
        self.keep(name)
        if self.format.startswith(("sugarcube", "harlowe")):
            self.note("unsure", f"the variable {name} stands in the words as written")
        return start + len(name)

    def chapbook(self) -> None:
        """The block of variables at the top of a passage, down to a line of two dashes."""
        lines = self.text.split("\n")
        dashes = next((n for n, line in enumerate(lines[:200]) if line.strip() == "--"), None)
        if dashes is None or not all(re.match(r"[\w.]+(?:\s*\(.*\))?\s*:", line) for line in lines[:dashes] if line.strip()):
            return
        for line in lines[:dashes]:
            if line.strip():
                self.note("dropped", _short(line))
            self.line += 1
        self.line += 1
        self.text = "\n".join(lines[dashes + 1 :])


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
