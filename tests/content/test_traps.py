"""Every trap of YAML, and every file that is no scenario: the right line, a hint, plain words, never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.content.catalogue import Catalogue
from simulator.content.compile import compile_scenario
from simulator.content.source import MAX_NODES, Source, parse_bytes, parse_text, read_file
from simulator.core.diagnostics import ContentError, Diagnostic
from tests.porch import changed, porch_text

PARSER_JARGON = ("mapping values", "expected <", "block mapping", "flow sequence", "scalar", "token", "simple key", "anchor name")


def first(source: Source) -> tuple[str, int]:
    """The code and line of the first finding, whose words must be plain and whose hint must be there."""
    assert source.diagnostics, "nothing was found"
    found = source.diagnostics[0]
    assert found.message
    assert found.hint
    assert not any(word in found.message for word in PARSER_JARGON)
    return found.code, found.line


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: b\ntext: Maria: I can't pay", "colon-in-text", 2),
        ("a: b\ntext: 'Tis fine", "quote-trouble", 2),
        ("a: b\ntext: [sighs] I know", "flow", 2),
        ("a: b\ntext: {name}, come in", "flow", 2),
        ("a: b\ntext: *sighs*", "alias", 2),
        ("a: b\ntext: @maria", "odd-start", 2),
        ("a: b\ntext: %50", "odd-start", 2),
        ("a: b\ntext: `so`", "odd-start", 2),
        ("a: b\ntext: - so", "odd-start", 2),
        ("a: b\ntext: ? so", "odd-start", 2),
        ("a: b\ntext: , so", "odd-start", 2),
        ("a: b\ntext: !now", "tag", 2),
        ("a: b\ntext: &now or never", "alias", 2),
        ('a: b\ntext: "Not again," she says', "quote-trouble", 2),
        ('a: b\ntext: "Not again\nc: d', "quote-trouble", 2),
        ("a: b\nc: d\na: e", "duplicate-key", 3),
        ("a:\n \u00a0 b: c", "odd-space-in-indent", 2),
        ("a:\n\u2003b: c", "odd-space-in-indent", 2),
        ("a:\n\tb: c", "tab-in-indent", 2),
        ("a:\n  b: |\n    Yes.\n\tNo.", "tab-in-indent", 4),
        ("a:\n  b: c\n   d: e", "wrong-indent", 3),
        ("a:\n    b: c\n  d: e", "wrong-indent", 3),
        ("a: b\n c: d", "wrong-indent", 2),
        ("a: b\n---\nc: d", "several-documents", 2),
        ("a: b\n...\nc: d", "several-documents", 3),
        ("a: b\nc:\n  - d", "list", 3),
        ("a: b\nc: >\n  d\n  e", "folded-text", 2),
        ("a: b\nc: d\n  e", "loose-text", 2),
        ("a: b\nhello there\nc: d", "missing-colon", 3),
        ("a: b\nc: | hi\n  d", "wrong-indent", 2),
        ("a: b\nc: &x d\ne: *x", "alias", 2),
        ("a: b\n<<: *x", "alias", 2),
        ("hello", "not-a-mapping", 1),
        ("- a\n- b", "list", 1),
        ("%YAML 1.2\n---\na: b", "odd-start", 1),
        ("", "empty-file", 1),
        ("  \n\n", "empty-file", 1),
        ("# only a comment\n", "empty-file", 1),
        ("a: b\nc: \x07", "control-character", 2),
        ("a: b\x00", "control-character", 1),
        ("a: b\x85c: d", "control-character", 1),
        ("a: b\u2028c: d", "control-character", 1),
        ("a: \u202eb", "control-character", 1),
        ("a: b\n" + "[" * 30_000, "too-deep", 2),
        ("a: b\n" + "{a: " * 30_000, "too-deep", 2),
        ("a: b\nc: " + "- " * 30_000, "odd-start", 2),
        ("- " * 30_000 + "a", "too-deep", 1),
        ("? " * 30_000 + "a", "too-deep", 1),
        ("".join(" " * depth + "a:\n" for depth in range(60)), "too-deep", 33),
    ],
)
def test_a_trap_is_named_at_its_line_in_plain_words(text: str, code: str, line: int) -> None:
    assert first(parse_text(text, "trap.yaml")) == (code, line)


@pytest.mark.parametrize(
    ("written", "read"),
    [("No", "No"), ("12:30", "12:30"), ("1_000", "1_000"), ("0o17", "0o17"), ("2024-11-24", "2024-11-24"), ("null", "null"), ("~", "~"), ("1e3", "1e3"), ("¿No?", "¿No?")],
)  # fmt: skip
def test_text_that_yaml_would_turn_into_something_else_stays_text(written: str, read: str) -> None:
    root = parse_text(f"text: {written}", "plain.yaml").root
    assert root is not None
    assert root.fields["text"].text == read


def test_a_number_sign_after_words_is_told_before_the_words_are_lost() -> None:
    source = parse_text(changed("title: Porch light", "title: Apt #4 is cold"), "apt.yaml")
    compile_scenario(source)
    assert first(source) == ("comment-eats-text", 2)


def test_a_comment_with_a_space_after_its_sign_is_only_a_comment() -> None:
    source = parse_text(changed("title: Porch light", "title: Porch light  # a draft"), "apt.yaml")
    assert compile_scenario(source) is not None


@pytest.mark.parametrize(("data", "what"), [(b"\xef\xbb\xbfa: b\n", "BOM"), (b"a: b\r\nc: |\r\n  d\r\n", "CRLF"), (b"a: b\rc: d\r", "CR")])
def test_a_byte_order_mark_and_the_line_ends_of_other_systems_are_accepted(data: bytes, what: str) -> None:
    source = parse_bytes(data, what)
    assert not source.diagnostics
    assert source.root is not None
    assert source.root.fields["a"].text == "b"


def test_lines_keep_their_numbers_under_crlf() -> None:
    assert first(parse_bytes(b"a: b\r\nc: d\r\n\te: f\r\n", "crlf.yaml")) == ("tab-in-indent", 3)


def test_latin_1_bytes_are_named_with_their_line_and_what_to_do() -> None:
    source = parse_bytes("a: b\ntitle: señora".encode("latin-1"), "old.yaml")
    assert first(source) == ("not-utf8", 2)
    assert "UTF-8" in source.diagnostics[0].hint


def test_utf_16_is_named_too() -> None:
    assert first(parse_bytes("a: b".encode("utf-16"), "word.yaml")) == ("not-utf8", 1)


def test_five_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_text("scenario: big\n")
    os.truncate(path, 500_000_000)
    source = read_file(path)
    assert first(source) == ("file-too-large", 1)
    assert source.text == ""


def test_a_file_of_too_many_keys_is_refused() -> None:
    assert first(parse_text("".join(f"k{number}: v\n" for number in range(MAX_NODES + 1)), "many.yaml"))[0] == "too-large"


def test_a_bomb_of_aliases_stops_at_its_first_sign() -> None:
    bomb = "a: &a x\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20))
    assert first(parse_text(bomb, "bomb.yaml")) == ("alias", 1)


def test_a_file_that_is_not_there_and_a_folder_are_told_as_such(tmp_path: Path) -> None:
    assert first(read_file(tmp_path / "nowhere.yaml")) == ("cannot-read", 1)
    assert first(read_file(tmp_path)) == ("cannot-read", 1)


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("        shows: opening +2", "        show: opening +2", "shows"),
        ("opening +2", "openning +2", "opening"),
        ("        then: story\n      pitch", "        then: storry\n      pitch", "story"),
        ("then: end thursday", "then: end thurzday", "thursday"),
        ("form: one_to_one", "form: one_to_onne", "one_to_one"),
        ("part: parent", "part: parrent", "parent"),
        ("moves: pitch", "moves: pich", "pitch"),
        ("Mrs. Alder: You're", "Mrs. Adler: You're", "Mrs. Alder"),
        ("alder.guard <= 2", "alder.gard <= 2", "alder.guard"),
        ("kind: step", "kind: stepp", "step"),
        ("start: door", "start: dor", "door"),
    ],
)
def test_a_name_that_differs_by_a_letter_is_answered_with_the_right_one(old: str, new: str, meant: str) -> None:
    text = changed(old, new)
    source = parse_text(text, "misspelt.yaml")
    criteria = {"one_to_one": ("opening", "listening", "digging", "self", "interest", "close", "care")}
    compile_scenario(source, criteria)
    found = [d for d in source.diagnostics if meant in d.hint]
    assert found
    wrong = new.strip().splitlines()[0]
    assert wrong in text.split("\n")[found[0].line - 1]


def test_both_places_of_a_duplicate_are_named() -> None:
    source = parse_text("a: b\nc: d\na: e", "twice.yaml")
    assert "line 1" in source.diagnostics[0].message


# -- never a traceback ---------------------------------------------------------------------------------------------------------


def survives(text: str) -> None:
    """Reading, compiling and loading `text` gives findings or a scenario and nothing else; findings stand inside the file."""
    source = parse_text(text, "any.yaml")
    compile_scenario(source, {"one_to_one": ("opening",)})
    lines = source.text.count("\n") + 1
    for found in source.diagnostics:
        assert found.code
        assert found.message
        assert 1 <= found.line <= lines + 1
        assert found.column >= 1
    assert (source.root is not None) or source.broken


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_no_text_at_all_raises(text: str) -> None:
    survives(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abc:-|>#&*!{}[]'\"%@`?, \n\t", max_size=200))
def test_no_text_made_of_yamls_own_signs_raises(text: str) -> None:
    survives(text)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    source = parse_bytes(data, "any.yaml")
    assert source.root is not None or source.broken


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_change_to_a_good_file_raises(data: st.DataObject) -> None:
    text = porch_text()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        kind = data.draw(st.sampled_from(("cut", "put", "line", "copy")))
        if kind == "cut":
            text = text[:at] + text[at + data.draw(st.integers(1, 40)) :]
        elif kind == "put":
            text = text[:at] + data.draw(st.text(max_size=8)) + text[at:]
        elif kind == "line":
            lines = text.split("\n")
            lines.insert(
                data.draw(st.integers(0, len(lines))),
                data.draw(st.sampled_from(("  ", "\t", "then: end", "- x", "wait:", "      if: turns", "---"))),
            )
            text = "\n".join(lines)
        else:
            text = text[:at] + text[max(0, at - 30) :]
    survives(text)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_loading_a_changed_file_raises_content_errors_only(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    text = porch_text()
    at = data.draw(st.integers(0, len(text)))
    path = tmp_path_factory.mktemp("loose") / "porch.yaml"
    path.write_text(text[:at] + text[at + data.draw(st.integers(1, 60)) :], "utf-8")
    found: tuple[Diagnostic, ...] = ()
    try:
        assert Catalogue().load_file(path).material.scenario.beats
    except ContentError as error:
        found = error.diagnostics
    assert not found or any(diagnostic.severity == "error" for diagnostic in found)
