"""Twee 3 as its specification has it: one case for each thing it says (headers, escapes, tags, metadata, text, special passages)."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.twine.story import Passage, Story
from simulator.content.twine.twee import encoded, read_twee, write_twee

IFID = "D674C58C-DEFA-4F70-B7A2-27742230C0FC"


def only(text: str) -> Passage:
    """The one passage in `text`."""
    (passage,) = read_twee(text).passages
    return passage


def said(text: str) -> list[str]:
    """What was noted while reading `text`, apart from a missing identifier."""
    return [note.message for note in read_twee(text).notes if "ifid" not in note.message]


HEADERS = {
    "a name alone": (":: An overgrown path", "An overgrown path", (), "", ""),
    "no blank after the colons": ("::An overgrown path", "An overgrown path", (), "", ""),
    "several blanks": ("::    An overgrown path", "An overgrown path", (), "", ""),
    "a tab after the colons": ("::\tPath", "Path", (), "", ""),
    "blanks at the end": (":: Path   ", "Path", (), "", ""),
    "one tag": (":: Path [forest]", "Path", ("forest",), "", ""),
    "two tags": (":: An overgrown path [forest spooky]", "An overgrown path", ("forest", "spooky"), "", ""),
    "tags without a blank before": (":: Path[forest]", "Path", ("forest",), "", ""),
    "blanks between tags": (":: Path [ forest   spooky ]", "Path", ("forest", "spooky"), "", ""),
    "no tags in the brackets": (":: Path []", "Path", (), "", ""),
    "metadata alone": (':: Path {"position":"600,400","size":"100,200"}', "Path", (), "600,400", "100,200"),
    "tags and metadata": (':: Path [a b] {"position":"600,400","size":"100,200"}', "Path", ("a", "b"), "600,400", "100,200"),
    "tags and metadata without blanks": (':: Path [a]{"size":"1,2"}', "Path", ("a",), "", "1,2"),
    "metadata without a blank": (':: Path{"position":"1,2"}', "Path", (), "1,2", ""),
    "metadata with other properties": (':: Path {"position":"1,2","scene":"x"}', "Path", (), "1,2", ""),
    "metadata whose property is no text": (':: Path {"position":[1,2]}', "Path", (), "", ""),
    "an escaped opening bracket": (r":: A \[b", "A [b", (), "", ""),
    "escaped brackets in pairs": (r":: A \[b\] c", "A [b] c", (), "", ""),
    "escaped braces": (r":: A \{b\}", "A {b}", (), "", ""),
    "an escaped backslash": (r":: foo\\bar", "foo\\bar", (), "", ""),
    "any escaped character": (r":: \q\u\i\t", "quit", (), "", ""),
    "an escaped bracket before tags": (r":: A\[b [c]", "A[b", ("c",), "", ""),
    "a backslash pair before a bracket": (r":: A\\[b]", "A\\", ("b",), "", ""),
    "an escaped bracket in a tag": (r":: A [b\]c d]", "A", ("b]c", "d"), "", ""),
    "an escaped backslash in a tag": (r":: A [b\\c]", "A", ("b\\c",), "", ""),
    "an escaped brace in a tag": (r":: A [\{b\}]", "A", ("{b}",), "", ""),
    "signs of links in a name": (":: A | B -> C", "A | B -> C", (), "", ""),
    "quotation marks in a name": (':: "He" pronouns (he/him)', '"He" pronouns (he/him)', (), "", ""),
    "colons in a name": (":: Act 1: the bus :: stop", "Act 1: the bus :: stop", (), "", ""),
    "accents in a name": (":: La cocina de doña Chela", "La cocina de doña Chela", (), "", ""),
    "emoji in a name and a tag": (":: 🌮 [🌶️]", "🌮", ("🌶️",), "", ""),
    "a closing bracket that opened nowhere": (":: A ] b", "A ] b", (), "", ""),
}


@pytest.mark.parametrize("case", HEADERS)
def test_a_header_has_a_name_tags_and_metadata_in_that_order(case: str) -> None:
    header, name, tags, position, size = HEADERS[case]
    passage = only(f"{header}\nText.\n")
    assert (passage.name, passage.tags, passage.position, passage.size, passage.text) == (name, tags, position, size, "Text.")
    assert said(f"{header}\nText.\n") == []


TEXTS = {
    "one line": ("Text.", "Text."),
    "nothing": ("", ""),
    "blank lines at the end are left out": ("Text.\n\n  \n\t\n", "Text."),
    "blank lines at the start stay": ("\n\nText.", "\n\nText."),
    "blank lines inside stay": ("A\n\n\nB", "A\n\n\nB"),
    "the indent of a line stays": ("   A\n  B", "   A\n  B"),
    "blanks at the end of a line stay": ("A  \nB", "A  \nB"),
    "colons inside a line start no passage": ("A :: B", "A :: B"),
    "colons after a blank start no passage": (" :: B", " :: B"),
    "one colon starts no passage": (": B", ": B"),
    "backslashes in the text are words": ("a \\[b\\] \\q", "a \\[b\\] \\q"),
    "brackets and braces are words": ('[[a->b]] {"x": 1}', '[[a->b]] {"x": 1}'),
}


@pytest.mark.parametrize("case", TEXTS)
def test_the_text_goes_to_the_next_header_without_blank_lines_at_its_end(case: str) -> None:
    written, text = TEXTS[case]
    first, second = read_twee(f":: A\n{written}\n:: B\nother\n").passages
    assert (first.text, second.name, second.text) == (text, "B", "other")


def test_windows_and_old_mac_lines_are_lines() -> None:
    assert only(":: A\r\none\r\ntwo\r\n").text == "one\ntwo"
    assert only(":: A\rone\rtwo\r").text == "one\ntwo"


def test_a_byte_order_mark_is_no_text() -> None:
    assert only("\ufeff:: A\nx").name == "A"


def test_text_before_the_first_passage_is_told_with_its_line() -> None:
    story = read_twee("\n\nstray\n:: A\nx")
    assert [(note.line, note.message) for note in story.notes if "before" in note.message] == [
        (3, "text before the first passage belongs to none")
    ]


def test_metadata_that_is_no_json_is_passed_over_and_the_passage_stays() -> None:
    passage = only(":: A [t] {position: 1}\nText.")
    assert (passage.name, passage.tags, passage.position, passage.text) == ("A", ("t",), "", "Text.")
    assert said(":: A {position: 1}\nText.") == ["the metadata of this passage is not JSON; it was passed over"]
    assert said(":: A {[]}\nText.") == ["the metadata of this passage is not JSON; it was passed over"]


def test_a_passage_without_a_name_is_given_one() -> None:
    assert only("::\nText.").name == "Untitled 1"
    assert said(":: [a]\nText.") == ["this passage has no name; it was given one"]


def test_what_stands_after_the_tags_is_told() -> None:
    assert said(":: A [b] <10,20>\nText.") == ["“<10,20>” after the tags is not part of Twee 3"]


def test_tags_that_do_not_close_are_read_and_told() -> None:
    assert only(":: A [b c\nText.").tags == ("b", "c")
    assert said(":: A [b c\nText.") == ["the tags of this passage have no closing bracket"]


def test_the_first_of_two_passages_of_one_name_stays_and_the_other_is_told() -> None:
    text = ":: A\none\n:: A\ntwo"
    assert only(text).text == "one"
    assert said(text) == ["a second passage of this name was left out"]


def test_a_passage_remembers_the_line_its_text_begins_on() -> None:
    assert [p.line for p in read_twee("\n:: A\none\ntwo\n:: B\n").passages] == [3, 6]


def test_the_title_is_the_text_of_its_passage() -> None:
    story = read_twee(":: StoryTitle\nThe   porch\n\n:: Start\nx")
    assert (story.title, [p.name for p in story.passages]) == ("The porch", ["Start"])


DATA = {
    "ifid": IFID, "format": "SugarCube", "format-version": "2.28.2", "start": "My Starting Passage",
    "tag-colors": {"bar": "green", "foo": "red"}, "zoom": 0.25,
}  # fmt: skip


def with_data(**changes: object) -> Story:
    return read_twee(f":: StoryData\n{json.dumps({**DATA, **changes}, indent=2)}\n\n:: Start\nx\n\n:: My Starting Passage\ny")


def test_the_story_data_of_the_specification_is_read() -> None:
    story = with_data()
    assert (story.ifid, story.format, story.format_version, story.start) == (IFID, "SugarCube", "2.28.2", "My Starting Passage")
    assert (story.tag_colors, story.zoom, story.notes) == ({"bar": "green", "foo": "red"}, 0.25, ())


def test_a_story_begins_at_start_unless_its_data_say_otherwise() -> None:
    assert read_twee(":: A\nx\n:: Start\ny").start == "Start"
    assert with_data(start="").start == "Start"
    assert read_twee(":: B [script]\nx\n:: A\ny").start == "A"


def test_a_start_that_is_not_there_is_told() -> None:
    story = with_data(start="Nowhere")
    assert story.start == "Start"
    assert "no such passage" in story.notes[0].message


@pytest.mark.parametrize("broken", ["{", "[]", "no", "{'ifid': 1}", '{"ifid": }', "[" * 100_000])
def test_story_data_that_cannot_be_read_are_passed_over_and_the_story_stays(broken: str) -> None:
    story = read_twee(f":: StoryData\n{broken}\n:: A\nx")
    assert [p.name for p in story.passages] == ["A"]
    assert any("StoryData" in note.message for note in story.notes)


def test_properties_of_the_wrong_kind_are_passed_over() -> None:
    story = with_data(start=3, zoom="big", **{"tag-colors": ["x"], "format": {}})
    assert (story.start, story.zoom, story.tag_colors, story.format) == ("Start", None, {}, "")


def test_a_missing_identifier_is_told() -> None:
    assert any("ifid" in note.message for note in with_data(ifid="").notes)
    assert any("ifid" in note.message for note in with_data(ifid="d674").notes)


def test_what_is_written_is_what_the_specification_asks_for() -> None:
    story = Story(
        "The porch", (Passage("A [b]", "Text.\n", ("x y",), position="1,2"),), "A [b]", IFID, "Harlowe", "3.3.9", {"x": "red"}, 1.5
    )
    text = write_twee(story)
    assert r':: A \[b\] [x-y] {"position":"1,2"}' in text
    assert '  "ifid": "' + IFID + '"' in text
    assert read_twee(text).notes == ()


def test_text_that_begins_with_two_colons_is_moved_in_and_starts_no_passage() -> None:
    story = Story("T", (Passage("A", ":: not a header"),), "A", IFID)
    assert [p.text for p in read_twee(write_twee(story)).passages] == [" :: not a header"]


NAMES = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda name: name and name not in ("StoryTitle", "StoryData"))
)
WORDS = NAMES.map(lambda name: "-".join(name.split()))
TEXT = (
    st.text(st.characters(exclude_characters="\r", exclude_categories=("Cs",)))
    .map(str.rstrip)
    .filter(lambda text: not any(line.startswith("::") for line in text.split("\n")))
)


@given(st.lists(st.tuples(NAMES, TEXT, st.lists(WORDS, max_size=3)), min_size=1, max_size=5, unique_by=lambda made: made[0]))
def test_whatever_is_written_is_read_back(made: list[tuple[str, str, list[str]]]) -> None:
    passages = tuple(Passage(name, text, tuple(tags)) for name, text, tags in made)
    back = read_twee(write_twee(Story("T", passages, made[0][0], IFID)))
    assert [(p.name, p.text, p.tags) for p in back.passages] == [(p.name, p.text.rstrip(), p.tags) for p in passages]
    assert back.start == made[0][0]


@given(st.text())
def test_nothing_stops_the_reader(text: str) -> None:
    read_twee(text)
    read_twee(f":: {text}")


def test_a_name_is_escaped_and_nothing_else_of_it_changes() -> None:
    assert encoded("a [b] {c} \\d") == r"a \[b\] \{c\} \\d"
