"""Markdown: whatever was said comes out literally, in any viewer; the document as expected."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from simulator.core.events import COMMITMENT_MADE, CRITIQUE_GIVEN, Fact
from simulator.core.run import Note
from simulator.core.text import clean_text
from simulator.export import export
from simulator.export.markdown import escape, escape_lines
from tests.export.played import played, say, story

EXPECTED = Path(__file__).parent / "expected"
VIEWERS = (MarkdownIt("commonmark"), MarkdownIt("gfm-like"), MarkdownIt("js-default", {"linkify": True}).enable(["linkify", "table"]))
PLAIN = {"inline", "paragraph_open", "paragraph_close", "text", "softbreak", "hardbreak", "code_inline"}

HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</p><h1>x</h1>", "&lt;b&gt; &amp; &#x41;", "[click](javascript:alert(1))",
    "![x](http://evil.test/p.png)", "<http://evil.test>", "http://evil.test/a_b_c", "https://evil.test.", "www.evil.test", "evil.com", "//evil.com/x",
    "mailto:a@b.co", "ana@evil.com", "[a]: http://evil.test", "[^1]: note", "# head", "###### head", "Head\n====", "Head\n---", "---", "***", "___",
    "- item", "+ item", "* item", "1. item", "12) item", "> quote", "    code", "\tcode", "```\ncode\n```", "~~~\ncode\n~~~", "`tick`", "``", "`` ` ``",
    "a ` http://x.y`z", "*bold* **bold** _it_ __it__", "~~gone~~", "| a | b |\n|---|---|\n| 1 | 2 |", "$x^2$", "==mark==", "a\\", "\\", "\\*", "a  \nb",
    "<!-- hidden -->", "<?php ?>", "<![CDATA[x]]>", ": definition", "term\n: definition", "{{ run }}", "{% if %}", "@everyone #12 :smile:", "---\ntitle: x\n---",
    "- [ ] task", "a\n\n\nb", "\n", "10:30 a.m., 3.5 %", "javascript:alert(1)", "data:text/html,x", "xmpp:a@b.co", "C:\\Users\\ana", "*", "_", "1.", "-", "``http://x.y``",
)  # fmt: skip


def inline(tokens: list[Token]) -> list[Token]:
    """Every token, those inside others too."""
    return [t for token in tokens for t in (token, *(inline(token.children) if token.children else ()))]


def read_back(viewer: MarkdownIt, text: str) -> tuple[set[str], str]:
    """The kinds of token that a viewer makes of Markdown, and its words with one blank between them."""
    tokens = inline(viewer.parse(text))
    parts = ["\n" if t.type in ("softbreak", "hardbreak", "paragraph_close") else t.content for t in tokens if t.type != "inline"]
    return {t.type for t in tokens}, " ".join("".join(parts).split())


def literal(text: str) -> None:
    """Whatever `text` is, every viewer reads it back literally, as words of a paragraph and nothing else."""
    wanted = " ".join(clean_text(text).split())
    for viewer in VIEWERS:
        for markdown in (escape(clean_text(text)), escape_lines(clean_text(text))):
            kinds, found = read_back(viewer, markdown)
            assert kinds <= PLAIN, (markdown, kinds - PLAIN)
            assert found == wanted, markdown


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_reads_back_literally(text: str) -> None:
    literal(text)


@given(st.text(alphabet=st.one_of(st.sampled_from("\\`*_{}[]()<>#+-.!|~$&=:/@^'\" \n\t1aw"), st.characters(codec="utf-8")), max_size=40))
def test_any_text_reads_back_literally(text: str) -> None:
    literal(text)


@given(
    st.lists(
        st.sampled_from(
            ["http://", "www.", "evil", ".com", "@", "`", "<", ">", "](", "![", "[", "\n", " ", "- ", "1. ", "|", "&amp;", "\\", "//"]
        )
    )
)
def test_pieces_of_markup_put_together_read_back_literally(pieces: list[str]) -> None:
    literal("".join(pieces))


def test_lines_stay_lines_inside_a_quote() -> None:
    text = "> " + escape_lines("one\ntwo\n\n\nthree", "> ")
    kinds = [token.type for token in VIEWERS[0].parse(text)]
    assert kinds.count("blockquote_open") == 1
    assert kinds.count("paragraph_open") == 2
    assert text == "> one\\\n> two\n>\n> three"


def test_a_long_word_costs_no_time_out_of_proportion() -> None:
    assert len(escape("a" * 20_000)) == 20_000
    assert len(escape("`" * 20_000)) >= 20_000


def skeleton(text: str) -> list[str]:
    """What a document is made of, apart from its words."""
    return [t.type for t in inline(VIEWERS[1].parse(text)) if t.type not in ("text", "text_special", "code_inline")]


def everywhere(text: str) -> str:
    """A document in which `text` stands in every place a person can write in."""
    told = played((
        say(text, "pitch", reply="pitch"),
        *(Note(type, {"take": 1, "turn": 1, "word": text, "text": text}) for type in ("feeling_named", "avoidance_named", "line_regretted")),
        Note(COMMITMENT_MADE, {"who": text, "what": text, "when": text}),
        Fact(CRITIQUE_GIVEN, {"take": 1, "turn": 1, "quote": text, "effect": text, "instead": text, "by": text, "kind": text, "role": "peer"}),
    ))  # fmt: skip
    return export(told, "md", include_levels=True).decode()


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\n" not in text.strip() and text.strip()])
def test_hostile_text_changes_nothing_of_the_document_around_it(text: str) -> None:
    document = everywhere(text)
    assert skeleton(document) == skeleton(everywhere("word"))


def test_no_text_in_a_document_becomes_a_link_an_image_or_html() -> None:
    kinds = set(skeleton(everywhere("\n".join(HOSTILE))))
    assert kinds.isdisjoint({"link_open", "image", "html_inline", "html_block", "table_open", "fence", "code_block"})


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_document_is_as_expected(language: str) -> None:
    file = EXPECTED / f"porch-{language}.md"
    expected = file.read_text(encoding="utf-8")
    found = export(story(language), "md", include_levels=True).decode()
    difference = "\n".join(difflib.unified_diff(expected.splitlines(), found.splitlines(), str(file), "now", lineterm=""))
    assert not difference, f"If this is meant, write it to {file}:\n{difference}"
