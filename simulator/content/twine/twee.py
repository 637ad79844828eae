"""Twee 3, read and written as its specification has it (Interactive Fiction Technology Foundation, version 1.0.0 draft)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from simulator.content.twine.story import MAX_PASSAGES, Note, Passage, Story, is_ifid

START = "Start"
TITLE, DATA = "StoryTitle", "StoryData"
_COLORS = 200
"""Tags whose colours are kept."""


def read_twee(text: str) -> Story:
    """The story in `text`; never raises for what is in it. What could not be read stands in `notes`."""
    return _Reader(text).story()


class _Reader:
    def __init__(self, text: str) -> None:
        self.lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.notes: list[Note] = []
        self.passages: dict[str, Passage] = {}
        self.data: dict[str, Any] = {}
        self.title = ""
        self.full = False

    def note(self, line: int, message: str, passage: str = "") -> None:
        self.notes.append(Note(line, "dropped", message, passage))

    def story(self) -> Story:
        heads = [number for number, line in enumerate(self.lines) if line.startswith("::")]
        before = self.lines[: heads[0]] if heads else self.lines
        first = next((number for number, line in enumerate(before) if line.strip()), None)
        if first is not None:
            self.note(first + 1, "text before the first passage belongs to none")
        for head, end in zip(heads, [*heads[1:], len(self.lines)], strict=False):
            if not self.full:
                self.passage(head, self.lines[head + 1 : end])
        found = tuple(self.passages.values())
        return Story(
            self.title, found, self.start(found), self.ifid(bool(heads)), self.word("format"), self.word("format-version"), self.colors(),
            self.zoom(), tuple(self.notes),
        )  # fmt: skip

    def passage(self, head: int, body: list[str]) -> None:
        while body and not body[-1].strip():
            body.pop()
        passage = read_header(self.lines[head][2:], head + 1, self.note)
        text = "\n".join(body)
        if passage.name == TITLE:
            self.title = " ".join(text.split())
        elif passage.name == DATA:
            self.data = self.story_data(text, head + 2)
        elif passage.name in self.passages:
            self.note(head + 1, "a second passage of this name was left out", passage.name)
        elif len(self.passages) == MAX_PASSAGES:
            self.note(head + 1, f"from here on: a story has at most {MAX_PASSAGES} passages")
            self.full = True
        else:
            self.passages[passage.name] = replace(passage, text=text, line=head + 2)

    def story_data(self, text: str, line: int) -> dict[str, Any]:
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            self.note(line, f"StoryData is not JSON ({getattr(error, 'msg', 'nested too deeply')}); it was passed over", DATA)
            return {}
        if not isinstance(data, dict):
            self.note(line, "StoryData is not a JSON object; it was passed over", DATA)
            return {}
        return data

    def word(self, key: str) -> str:
        value = self.data.get(key, "")
        if isinstance(value, str):
            return value
        self.note(1, f"`{key}` in StoryData is not text; it was passed over", DATA)
        return ""

    def ifid(self, any_passage: bool) -> str:
        found = self.word("ifid")
        if any_passage and not is_ifid(found):
            self.note(1, "StoryData has no proper `ifid`", DATA)
        return found if is_ifid(found) else ""

    def zoom(self) -> float | None:
        value = self.data.get("zoom")
        return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 1e6 else None

    def colors(self) -> dict[str, str]:
        value = self.data.get("tag-colors", {})
        pairs = value.items() if isinstance(value, dict) else ()
        return {str(tag): color for tag, color in list(pairs)[:_COLORS] if isinstance(color, str)}

    def start(self, passages: tuple[Passage, ...]) -> str:
        named = self.word("start")
        if named and named not in self.passages:
            self.note(1, f"StoryData begins at “{named}”, and there is no such passage", DATA)
            named = ""
        if named or not passages:
            return named
        return START if START in self.passages else next((p.name for p in passages if not set(p.tags) & {"script", "stylesheet"}), "")


def read_header(text: str, line: int, note: Callable[[int, str, str], None]) -> Passage:
    """A passage without its text, from what stands after `::`; `note` is told (line, what, passage) of what is odd."""
    name, at = _until(text, 0, "[{")
    name = name.strip()
    tags: tuple[str, ...] = ()
    if not name:
        name = f"Untitled {line}"
        note(line, "this passage has no name; it was given one", name)
    if text[at : at + 1] == "[":
        inside, end = _until(text, at + 1, "]", keep=True)
        if end >= len(text):
            note(line, "the tags of this passage have no closing bracket", name)
        tags = tuple(_decoded(tag) for tag in re.findall(r"(?:\\.|[^\s\\])+", inside))
        at = end + 1
    rest = text[at:].strip()
    if not rest.startswith("{"):
        if rest:
            note(line, f"“{rest[:60]}” after the tags is not part of Twee 3", name)
        return Passage(name, tags=tags)
    try:
        data = json.loads(rest)
        if not isinstance(data, dict):
            raise ValueError("not an object")
    except (ValueError, RecursionError):
        note(line, "the metadata of this passage is not JSON; it was passed over", name)
        return Passage(name, tags=tags)
    position, size = (value if isinstance(value, str) else "" for value in (data.get("position", ""), data.get("size", "")))
    return Passage(name, tags=tags, position=position, size=size)


def _until(text: str, at: int, stops: str, keep: bool = False) -> tuple[str, int]:
    """`text` from `at` to the first of `stops` that no backslash stands before, decoded (unless `keep`), and where that is."""
    start = at
    while at < len(text) and text[at] not in stops:
        at += 2 if text[at] == "\\" else 1
    at = min(at, len(text))
    return (text[start:at] if keep else _decoded(text[start:at])), at


def _decoded(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


# -- writing -------------------------------------------------------------------------------------------------------------------


def write_twee(story: Story) -> str:
    """`story` as the text of a Twee 3 file. A line of text that begins with `::` is moved in by a blank: the format has no other way."""
    data: dict[str, Any] = {"ifid": story.ifid}
    optional = {"format": story.format, "format-version": story.format_version, "start": story.start, "tag-colors": story.tag_colors}
    data |= {key: value for key, value in optional.items() if value}
    if story.zoom is not None:
        data["zoom"] = story.zoom
    parts = [
        f":: {TITLE}\n{' '.join(story.title.split())}\n",
        f":: {DATA}\n{json.dumps(data, ensure_ascii=False, indent=2)}\n",
        *(_written(passage) for passage in story.passages),
    ]
    return "\n\n".join(parts)


def _written(passage: Passage) -> str:
    head = f":: {encoded(' '.join(passage.name.split()))}"
    if passage.tags:
        head += f" [{' '.join(encoded('-'.join(tag.split())) for tag in passage.tags)}]"
    places = {key: value for key, value in (("position", passage.position), ("size", passage.size)) if value}
    if places:
        head += f" {json.dumps(places, ensure_ascii=False, separators=(',', ':'))}"
    text = re.sub(r"^::", " ::", passage.text, flags=re.MULTILINE).rstrip()
    return f"{head}\n{text}\n"


def encoded(name: str) -> str:
    """A name or tag with a backslash before every sign that means something in a header."""
    return re.sub(r"[\[\]{}\\]", r"\\\g<0>", name)
