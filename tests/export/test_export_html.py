"""The page: well-formed, closed to the network and to markup in what people say, readable by eye and by ear."""

from __future__ import annotations

import difflib
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simulator.core.events import COMMITMENT_MADE, CRITIQUE_GIVEN, Fact
from simulator.core.run import Choose, GoAgain, Note
from simulator.core.text import clean_text
from simulator.core.transcript import Transcript
from simulator.export import export
from simulator.export.documents import CSP, OURS
from tests.export.played import STORY, played, say, story
from tests.export.test_export_markdown import HOSTILE

EXPECTED = Path(__file__).parent / "expected"
VOID = {"meta", "br", "circle", "rect", "path", "line", "polyline"}
AFTER = ("src", "href", "action", "data", "poster", "srcset", "background", "xlink:href", "formaction")


class Page(HTMLParser):
    """A page taken apart: tags in order, attributes, words; it fails on a tag that is closed wrongly."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.spoken: list[tuple[str, str]] = []
        self.open: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            language = dict(attrs).get("lang")
            self.open.append((tag, (self.open[-1][1] if self.open else "") if language is None else language))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.open:
            self.spoken.append((data, self.open[-1][1]))

    def values(self, *names: str) -> list[str]:
        return [value for _, name, value in self.attributes if name in names]


def full(language: str = "en") -> Transcript:
    """The story with a critique and a take that goes on."""
    critique = Fact(
        CRITIQUE_GIVEN, {"take": 1, "turn": 1, "kind": "change", "effect": "She shut the door.", "instead": "Ask.", "role": "peer"}
    )
    return played((*STORY, critique, GoAgain(2, 2), Choose("wait")), language)


def page(told: Transcript) -> Page:
    return Page(export(told, "html", include_levels=True).decode())


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_is_well_formed_and_every_reference_has_its_place(language: str) -> None:
    found = page(full(language))
    ids = found.values("id")
    assert len(ids) == len(set(ids))
    targets = [value.removeprefix("#") for value in found.values("href")]
    named = [name for value in found.values("aria-labelledby", "aria-describedby") for name in value.split()]
    assert len(targets) > 10
    assert set(targets + named) <= set(ids)


def test_the_page_runs_nothing_and_asks_nothing_of_the_network() -> None:
    text = export(full(), "html", include_levels=True).decode()
    found = Page(text)
    assert f'content="{CSP}"' in text.partition("<title>")[0]
    assert {tag for tag, _ in found.tags}.isdisjoint(
        {"script", "link", "img", "iframe", "object", "embed", "form", "base", "video", "audio"}
    )
    assert all(value.startswith("#") for value in found.values(*AFTER))
    assert not any(name.startswith("on") or name == "style" for _, name, _ in found.attributes)
    assert not re.search(r"url\(|@import|https?:|//", text.partition("</style>")[0])


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(tag[1]) for tag, _ in page(full()).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_there_is_one_of_each_landmark_and_a_way_past_the_first_page() -> None:
    tags = [tag for tag, _ in page(full()).tags]
    assert [tags.count(tag) for tag in ("header", "main", "footer", "nav")] == [1, 1, 1, 1]
    first = next(value for tag, name, value in page(full()).attributes if tag == "a" and name == "href")
    assert first == "#main"


def test_every_column_and_row_of_a_table_is_headed() -> None:
    found = page(full())
    assert all("scope" in names for tag, names in found.tags if tag == "th")
    assert [tag for tag, _ in found.tags].count("table") >= 3


def test_a_chart_has_a_name_and_the_same_figures_in_words() -> None:
    found = page(full())
    assert ("svg", "role", "img") in found.attributes
    assert {"feelings-2-alder", "feelings-2-alder-table"} <= set(found.values("id"))


def test_each_line_is_in_its_language() -> None:
    found = page(full("es"))
    assert ("html", "lang", "es") in found.attributes
    spoken = {text.strip(): language for text, language in found.spoken}
    assert spoken["You're the third clipboard this month."] == "en"
    assert spoken["Usted es la tercera con tablita este mes."] == "es"
    assert spoken["Hm."] == ""
    assert spoken["El jueves a las seis la cadena no estaba puesta."] == "es"


def test_signs_stand_with_words() -> None:
    words = " ".join(" ".join(page(full()).words).split())
    assert "+ Helped : Honest opening (showed Honest opening)" in words
    assert "− Cost : Close (sold something)" in words
    assert "Turning point: She says what she is tired of." in words


def test_levels_are_shown_only_when_asked_for() -> None:
    with_them = export(story(), "html", include_levels=True).decode()
    without = export(story(), "html").decode()
    assert "that solid play shows here" in with_them
    assert "that solid play shows here" not in without
    assert 'id="marks"' not in without


def test_a_critique_stands_with_its_line_and_who_gave_it() -> None:
    words = " ".join(" ".join(page(full()).words).split())
    assert "Effect seen She shut the door. Say instead Ask. From" in words


# -- what people say stays words -----------------------------------------------------------------------------------------------


def everywhere(text: str) -> Transcript:
    """A transcript in which `text` stands in every place a person can write in."""
    return played((
        say(text, "pitch", reply="pitch"),
        *(Note(type, {"take": 1, "turn": 1, "word": text, "text": text}) for type in ("feeling_named", "avoidance_named", "line_regretted")),
        Note(COMMITMENT_MADE, {"who": text, "what": text, "when": text}),
        Fact(CRITIQUE_GIVEN, {"take": 1, "turn": 1, "quote": text, "effect": text, "instead": text, "by": text, "kind": text, "role": text}),
    ))  # fmt: skip


SKELETON = page(everywhere("word")).tags


def stays_words(text: str) -> None:
    found = page(everywhere(text))
    assert found.tags == SKELETON
    assert "".join(found.words).count(clean_text(text).strip()) >= 7


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()])
def test_hostile_text_never_breaks_out(text: str) -> None:
    stays_words(text)


@pytest.mark.parametrize(
    "text", ["</style><script>x</script>", "</title>", "\"'><b onclick=x>", "-->", "]]>", "&#60;script&#62;", "javascript:x"]
)
def test_text_meant_for_a_page_never_breaks_out(text: str) -> None:
    stays_words(text)


@given(st.text(alphabet=st.one_of(st.sampled_from("<>&\"'/=!-;#x "), st.characters(codec="utf-8")), min_size=1, max_size=30))
def test_no_text_breaks_out(text: str) -> None:
    assume(clean_text(text).strip())
    stays_words(text)


# -- how it looks --------------------------------------------------------------------------------------------------------------


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})\b", block))


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(sign * 2 for sign in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_all_text_stands_out_from_its_ground(scheme: str) -> None:
    light, dark, paper = re.findall(r":root \{(.*?)\}", (OURS / "transcript.css").read_text(encoding="utf-8"), re.DOTALL)
    named = colours({"light": light, "dark": dark, "print": paper}[scheme])
    for ground in ("paper", "card", "mine"):
        for ink in ("ink", "soft", "for", "against", "turn", "link", "edge", "tone1", "tone2", "tone3", "tone4"):
            lighter, darker = sorted((luminance(named[ground]), luminance(named[ink])), reverse=True)
            assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (ground, ink)


def test_print_is_black_on_white_and_keeps_lines_whole() -> None:
    css = (OURS / "transcript.css").read_text(encoding="utf-8")
    printed = css.partition("@media print")[2]
    assert "--paper: #fff" in printed
    assert "--ink: #000" in printed
    assert "@page" in css
    assert re.search(r"\.mine \{[^}]*break-inside: avoid", css)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_is_as_expected(language: str) -> None:
    """The words of the page, tags and style apart, so that a change of looks needs no new file."""
    file = EXPECTED / f"porch-{language}.txt"
    expected = file.read_text(encoding="utf-8")
    body = export(story(language), "html", include_levels=True).decode().partition("</style>")[2]
    found = "\n".join(line for word in Page(f"<html><head>{body}").words if (line := " ".join(word.split())))
    difference = "\n".join(difflib.unified_diff(expected.splitlines(), found.splitlines(), str(file), "now", lineterm=""))
    assert not difference, f"If this is meant, write it to {file}:\n{difference}"
