"""Twine 2 HTML: published stories and archives of several, read without running anything in them, and written."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from itertools import count

from simulator.content.twine.story import MAX_PASSAGES, Note, Passage, Story, is_ifid

CREATOR = "Organizer simulator"


def is_html(text: str) -> bool:
    """Whether `text` holds a Twine 2 story rather than Twee."""
    return "<tw-storydata" in text


def read_html(text: str) -> tuple[Story, ...]:
    """Every story in `text`, in order; never raises for what is in it."""
    parser = _Reader()
    parser.feed(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    parser.close()
    parser.end_story()
    return tuple(parser.stories)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stories: list[Story] = []
        self.attributes: dict[str, str] | None = None
        self.begin()

    def begin(self) -> None:
        self.notes: list[Note] = []
        self.passages: dict[str, Passage] = {}
        self.colors: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.open: dict[str, str] | None = None
        self.text: list[str] = []
        self.line = 1
        self.scripted = ""
        self.full = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        if tag == "tw-storydata":
            self.end_story()
            self.attributes = found
        elif self.attributes is None:
            return
        elif tag == "tw-passagedata":
            self.end_passage()
            self.open, self.text = found, []
            self.line = line + (self.get_starttag_text() or "").count("\n")
        elif self.open is not None:
            self.text.append(self.get_starttag_text() or "")  # not escaped by whoever wrote the file: it is text all the same
        elif tag == "tw-tag":
            self.colors[found.get("name", "")] = found.get("color", "")
        elif tag in ("script", "style"):
            self.scripted = "the story's script" if tag == "script" else "the story's styles"
            self.line = line

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag.startswith("tw-"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "tw-passagedata":
            self.end_passage()
        elif tag == "tw-storydata":
            self.end_story()
        elif self.open is not None:
            self.text.append(f"</{tag}>")
        else:
            self.scripted = ""

    def handle_comment(self, data: str) -> None:
        if self.open is not None:
            self.text.append(f"<!--{data}-->")

    def handle_data(self, data: str) -> None:
        if self.open is not None:
            self.text.append(data)
        elif self.scripted and data.strip():
            self.notes.append(Note(self.line, "dropped", f"{self.scripted} ({data.strip().count(chr(10)) + 1} lines)"))
            self.scripted = ""

    def end_passage(self) -> None:
        if self.open is None:
            return
        found, self.open = self.open, None
        name = " ".join(found.get("name", "").split()) or f"Untitled {self.line}"
        if name in self.passages:
            self.notes.append(Note(self.line, "dropped", "a second passage of this name was left out", name))
        elif len(self.passages) < MAX_PASSAGES:
            tags = tuple(found.get("tags", "").split())
            self.passages[name] = Passage(
                name, "".join(self.text).rstrip(), tags, self.line, found.get("position", ""), found.get("size", "")
            )
        elif not self.full:
            self.notes.append(Note(self.line, "dropped", f"from here on: a story has at most {MAX_PASSAGES} passages"))
            self.full = True
        self.names.setdefault(found.get("pid", ""), name)

    def end_story(self) -> None:
        self.end_passage()
        if self.attributes is not None:
            found = self.attributes
            passages = tuple(self.passages.values())
            start = self.names.get(found.get("startnode", ""), "")
            if passages and not start:
                self.notes.append(Note(1, "unsure", "the story does not say where it begins; its first passage was taken"))
                start = passages[0].name
            ifid = found.get("ifid", "")
            self.stories.append(Story(
                " ".join(found.get("name", "").split()), passages, start, ifid if is_ifid(ifid) else "", found.get("format", ""),
                found.get("format-version", ""), self.colors, _number(found.get("zoom", "")), tuple(self.notes),
            ))  # fmt: skip
        self.attributes = None
        self.begin()


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", text) else None


# -- writing -------------------------------------------------------------------------------------------------------------------


def write_html(*stories: Story) -> str:
    """`stories` as an archive, which Twine's “Import” takes; one story is an archive of one."""
    return "".join(f"{_story(story)}\n\n" for story in stories)


def _story(story: Story) -> str:
    numbers = dict(zip((passage.name for passage in story.passages), count(1)))
    facts = {
        "name": story.title, "startnode": str(numbers.get(story.start, 1)), "creator": CREATOR, "creator-version": "1", "format": story.format,
        "format-version": story.format_version, "ifid": story.ifid, "options": "", "tags": "", "zoom": f"{story.zoom or 1:g}",
    }  # fmt: skip
    parts = [
        f"<tw-storydata {_attributes(facts)} hidden>",
        '<style role="stylesheet" id="twine-user-stylesheet" type="text/twine-css"></style>',
        '<script role="script" id="twine-user-script" type="text/twine-javascript"></script>',
        *(f"<tw-tag {_attributes({'name': tag, 'color': color})}></tw-tag>" for tag, color in story.tag_colors.items()),
    ]
    for passage in story.passages:
        tags = " ".join("-".join(tag.split()) for tag in passage.tags)
        facts = {"pid": str(numbers[passage.name]), "name": passage.name, "tags": tags}
        facts |= {"position": passage.position or "0,0", "size": passage.size or "100,100"}
        parts.append(f"<tw-passagedata {_attributes(facts)}>{escape(passage.text)}</tw-passagedata>")
    return "".join([*parts, "</tw-storydata>"])


def _attributes(facts: dict[str, str]) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in facts.items())
