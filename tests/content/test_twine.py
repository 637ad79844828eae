"""Twine both ways: stories become scenarios that load, scenarios come back unchanged, and what is lost is said with its line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.catalogue import Catalogue, Loaded
from simulator.content.compile import compile_scenario
from simulator.content.source import parse_text
from simulator.content.twine.body import read_body
from simulator.content.twine.bringing import Brought, as_id, bring
from simulator.content.twine.html import is_html, read_html, write_html
from simulator.content.twine.leaving import as_story
from simulator.content.twine.story import Passage, Story
from simulator.content.twine.twee import read_twee, write_twee
from simulator.content.writing import write
from simulator.core.graph import arrows, dot, mermaid, places
from simulator.core.scenario import Scenario
from tests.porch import changed, porch, porch_text

BOOKS = Catalogue()


def compiled(brought: Brought) -> Scenario:
    """The scenario that a file written from `brought` holds; it must have no error."""
    source = parse_text(write(brought.tree), "brought.yaml")
    scenario = compile_scenario(source)
    assert scenario is not None, [str(finding) for finding in source.diagnostics]
    return scenario


def brought(text: str, **options: str) -> tuple[Scenario, list[str]]:
    """The scenario made of a Twee text, and its notes as `line code message`."""
    found = bring(read_twee(text), "story", **options)
    return compiled(found), [f"{note.line} {note.code} {note.message}" for note in found.notes if "ifid" not in note.message]


# -- there and back ------------------------------------------------------------------------------------------------------------

WAYS: dict[str, Callable[[Story], Story]] = {
    "twee": lambda story: read_twee(write_twee(story)),
    "html": lambda story: read_html(write_html(story))[0],
    "archive": lambda story: read_html(write_html(Story("Other", (Passage("x"),)), story))[1],
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", sorted(BOOKS.folders))
def test_a_shipped_scenario_comes_back_as_it_was(name: str, way: str) -> None:
    loaded = BOOKS.load(name)
    back = bring(WAYS[way](as_story(loaded)), name)
    assert compiled(back) == loaded.material.scenario
    assert back.notes == ()


def test_an_identifier_stays_from_export_to_export() -> None:
    assert as_story(porch()).ifid == as_story(porch(changed("title: Porch light", "title: Another"))).ifid


def edited(old: str, new: str, loaded: Loaded | None = None) -> tuple[Scenario, list[str]]:
    """The porch, taken to Twine, changed there, and brought back."""
    text = write_twee(as_story(loaded or porch()))
    assert old in text
    return brought(text.replace(old, new))


def test_words_changed_in_twine_are_the_words() -> None:
    scenario, notes = edited("The porch light comes on.", "A dog barks.")
    assert scenario.beats["door"].scene[0].text == "A dog barks. The chain stays on too."
    assert scenario.beats["door"].cue.startswith("She is tired of clipboards")
    assert notes == []


def test_a_line_changed_in_twine_keeps_its_moves() -> None:
    scenario, _ = edited("[[We have an amazing program for families like yours. Can I come in?->", "[[We have a program.->")
    pitch = scenario.beats["door"].replies["pitch"]
    assert (pitch.say, pitch.moves) == ("We have a program.", ("pitch", "ask_vague"))


def test_a_link_changed_in_twine_leads_where_it_says_and_the_condition_is_told_as_lost() -> None:
    scenario, notes = edited("[[→ story->story]]\n", "")
    assert [target.names for _, target in scenario.beats["door"].replies["wait"].then.branches] == [("door",)]
    assert notes == []
    scenario, notes = edited("[[→ story->story]]\n", "[[→ story->end closed]]\n")
    assert any("the links lead elsewhere now" in note for note in notes)


def test_a_passage_added_in_twine_is_a_beat() -> None:
    text = write_twee(as_story(porch())).replace("[[…->door.wait]]", "[[…->door.wait]]\n[[Is that a dog?->Dog!]]")
    scenario, _ = brought(text + "\n:: Dog!\nMrs. Alder: He bites.\n\n[[I'll wait here.->door]]\n")
    assert scenario.beats["dog"].scene[0].speaker == "alder"
    assert scenario.beats["door"].replies["is-that-a-dog"].say == "Is that a dog?"


def test_a_link_taken_out_in_twine_is_a_reply_taken_out_and_told() -> None:
    scenario, notes = edited("[[…->door.wait]]", "")
    assert "wait" not in scenario.beats["door"].replies
    assert any("the reply `wait`: its link is gone" in note for note in notes)


HOSTILE = (
    "[[Cave->end]] (set: $x to 1) <<goto \"y\">> <script>alert(1)</script> <!-- x --> --> <% y %> {z} $gold ]] [[",
    "::not a header", "-->", "--!>", "&gt; &amp;amp; &lt;", "Mrs. Alder: [[", "a | b -> c <- d", "…", "- a\n- b", "key: value", "# no comment", "'quoted",
    '"quoted" and on', "@at", "%percent", "12:30", "No", "-", "in\n    further in", "one\n\n\n\ntwo", "ends with a colon:",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_look_like_markup_come_back_as_words(words: str) -> None:
    tree_text = porch_text().replace("    cue: |\n      She is tired of clipboards. What could you put down?\n", "")
    block = "\n".join(f"          {line}" for line in words.split("\n"))
    text = tree_text.replace(
        "          We have an amazing program for families like yours. Can I come in?", f"          x\n{block}\n          y"
    )
    text = text.replace("        coach: |\n", f"        coach: |\n{block}\n")
    loaded = porch(text)
    back = compiled(bring(WAYS["twee"](as_story(loaded)), "porch-light"))
    assert back.beats["door"].replies["pitch"] == loaded.material.scenario.beats["door"].replies["pitch"]
    again = compiled(bring(WAYS["html"](as_story(loaded)), "porch-light"))
    assert again == back


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf")), min_size=1).filter(lambda text: text.strip() == text))
def test_any_line_comes_back(words: str) -> None:
    text = porch_text().replace("          We have an amazing program for families like yours. Can I come in?", f"          a {words}")
    loaded = porch(text)
    back = compiled(bring(WAYS["twee"](as_story(loaded)), "porch-light"))
    assert back.beats["door"].replies["pitch"].say == loaded.material.scenario.beats["door"].replies["pitch"].say


def test_an_exported_story_has_only_links_that_lead_somewhere() -> None:
    story = as_story(BOOKS.load("spin-cycle"))
    names = {passage.name for passage in story.passages}
    assert all(link.target in names for passage in story.passages for link in read_body(passage).links)
    assert len(names) == len(story.passages)


# -- any story -----------------------------------------------------------------------------------------------------------------

STORY = """\
:: StoryTitle
A night bus

:: StoryData
{"ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC", "format": "Harlowe", "start": "The stop"}

:: The stop
It rains.
Doña Chela: ¿Ya pasó el bus?

[[Todavía no.->Bench]]
[[Walk<-I'd rather walk.]]
[[Ask her|Bench]]
[[Walk]]

:: Bench [night]
(set: $wet to true)She moves over.
(if: $wet)[You drip.]

[[Sit down->The stop]]

:: Walk
You walk home.
"""


def test_passages_become_beats_and_endings_and_links_become_replies() -> None:
    scenario, _ = brought(STORY)
    assert (scenario.title, scenario.start, list(scenario.beats), list(scenario.endings)) == (
        "A night bus",
        "the-stop",
        ["the-stop", "bench"],
        ["walk"],
    )
    replies = scenario.beats["the-stop"].replies
    assert [(reply.say, reply.then.branches[0][1].names[0]) for reply in replies.values()] == [
        ("Todavía no.", "bench"), ("I'd rather walk.", "walk"), ("Ask her", "bench"), ("Walk", "walk"),
    ]  # fmt: skip
    assert scenario.beats["the-stop"].scene[1].speaker == "dona-chela"


def test_every_macro_is_told_with_its_line_and_the_words_in_it_stay() -> None:
    scenario, notes = brought(STORY)
    assert [line.text for line in scenario.beats["bench"].scene] == ["She moves over.", "You drip."]
    assert notes == [
        "1 unsure “Doña Chela:” begins a line, so Doña Chela was taken for someone who speaks",
        "17 dropped (set: $wet to true)", "18 dropped (if: $wet)",
    ]  # fmt: skip


LINKS = {
    "[[a->b]]": ("a", "b"), "[[b<-a]]": ("a", "b"), "[[a|b]]": ("a", "b"), "[[b]]": ("b", "b"), "[[ a -> b ]]": ("a", "b"),
    "[[a->b->c]]": ("a->b", "c"), "[[a|b][$x to 1]]": ("a", "b"), '(link-goto: "a", "b")': ("a", "b"), '(link-goto: "b")': ("b", "b"),
    '<<link "a" "b">><</link>>': ("a", "b"), "<<link [[a|b]]>><</link>>": ("a", "b"), "[[He said 'no' (twice)->b]]": ("He said 'no' (twice)", "b"),
}  # fmt: skip


@pytest.mark.parametrize("written", LINKS)
def test_a_link_of_any_story_format_is_read(written: str) -> None:
    (link,) = read_body(Passage("x", f"Words.\n{written}\nMore.")).links
    assert (link.text, link.target, link.line) == (*LINKS[written], 2)


LOST = {
    "(goto: 'Cave')": ("script", "(goto: 'Cave')"), "<<goto \"Cave\">>": ("script", '<<goto "Cave">>'), "<<set $x to 1>>": ("dropped", "<<set $x to 1>>"),
    "<% story.show('Cave') %>": ("script", "<% story.show('Cave') %>"), "<% s.x = 1 %>": ("dropped", "<% s.x = 1 %>"),
    "<script>story.showDelayed('Cave')</script>": ("script", "<script>"), "<b onclick='x()'>hi</b>": ("script", "<b onclick='x()'>"),
    "<!-- a thought -->": ("dropped", "a comment: a thought"), "/% old %/": ("dropped", "a comment: old"), "<i>soft</i>": ("changed", "the markup <i>"),
    "(print: (random: 1, 6))": ("dropped", "(print:(random: 1, 6))"), "(if: $a is \"(\")[ok]": ("dropped", '(if:$a is "(")'),
}  # fmt: skip


@pytest.mark.parametrize("written", LOST)
def test_what_only_a_program_could_follow_is_told(written: str) -> None:
    body = read_body(Passage("x", f"one\ntwo {written} three", line=7))
    code, message = LOST[written]
    assert [(note.line, note.code) for note in body.notes] == [(8, code)]
    assert body.notes[0].message.replace(" ", "").startswith(message.replace(" ", ""))
    assert body.words.startswith("one\ntwo ")
    assert body.words.endswith("three")


@pytest.mark.parametrize(
    "words", ["(note: she left)", "3 < 4 > 2", "a [b] c", "{x}", "$5 a head", "1 << 2", "[[never closes", "<!-- never closes"]
)
def test_words_that_only_look_like_code_stay(words: str) -> None:
    assert read_body(Passage("x", words)).words == words


def test_chapbook_sets_its_variables_above_two_dashes() -> None:
    body = read_body(Passage("x", "name: 'Ana'\nage: 3\n--\nHello {name}.\n[if age > 2]\nOlder.\n[[On->y]]"), "Chapbook")
    assert body.words == "Hello .\n\nOlder."
    assert [note.line for note in body.notes] == [1, 2, 4, 5]


def test_a_link_to_nowhere_leads_to_an_ending_that_says_so() -> None:
    scenario, notes = brought(":: A\nx\n[[go->Nowhere]]")
    assert scenario.endings["unwritten"].scene[0].text == "(Not written yet.)"
    assert notes == ["3 dropped the link leads to “Nowhere”, and there is no such passage"]


def test_a_passage_that_no_link_leads_to_is_not_called_unreachable() -> None:
    _, notes = brought(":: A\nx\n[[go->B]]\n:: B\nend\n:: C\nalone")
    assert notes == ["7 unsure no link leads here; perhaps a script does"]


def test_passages_of_the_program_are_left_out_and_told() -> None:
    scenario, notes = brought(":: A\nx\n[[go->B]]\n:: B\nend\n:: Code [script]\nalert(1)\n:: StoryInit\n<<set $a to 1>>")
    assert [*scenario.beats, *scenario.endings] == ["a", "b"]
    assert [note.partition(" ")[0] for note in notes] == ["7", "9"]


@pytest.mark.parametrize(
    "text", [":: A\nonly this", ":: A\n[[A]]", ":: end\n[[if]]\n:: if\nx", ":: A [ending]\nx\n[[A]]", ":: 12\nx\n[[ñ]]\n:: ñ\ny"]
)
def test_the_smallest_stories_load(text: str) -> None:
    scenario, _ = brought(text)
    assert scenario.start in scenario.beats


def test_who_speaks_is_found_and_who_may_be_two_is_not() -> None:
    scenario, _ = brought(":: A\nAna Ruiz: Hola.\nAna Soto: Hola.\nAna: ¿Quién?\nYou: Yo.\nLa mesa de las mamás: nada.\n[[x->B]]\n:: B\ny")
    assert [(line.speaker, line.text) for line in scenario.beats["a"].scene] == [
        ("ana-ruiz", "Hola."), ("ana-soto", "Hola."), ("", "Ana — ¿Quién?"), ("", "You — Yo."), ("", "La mesa de las mamás: nada."),
    ]  # fmt: skip


def test_a_language_and_a_form_may_be_given() -> None:
    scenario, _ = brought(STORY, language="es", form="house_meeting")
    assert (scenario.language, scenario.form, scenario.rubric) == ("es", "house_meeting", "house_meeting")


def test_ids_are_made_of_names() -> None:
    assert as_id("¿Ya pasó el bus?") == "ya-paso-el-bus"
    assert (as_id("end"), as_id("12"), as_id("你好"), as_id("a", {"a", "a-2"})) == ("end-p", "p-12", "p", "a-3")


# -- Twine's HTML --------------------------------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html><head><script>var s = "<tw-storydata name='no'>";</script></head><body><tw-story></tw-story>
<tw-storydata name="A &amp; B" startnode="2" ifid="D674C58C-DEFA-4F70-B7A2-27742230C0FC" format="SugarCube" zoom="1.5" hidden>
<style role="stylesheet" type="text/twine-css">p { color: red }</style><script role="script" type="text/twine-javascript">window.x = 1;
window.y = "<tw-passagedata>";</script>
<tw-tag name="night" color="blue"></tw-tag>
<tw-passagedata pid="1" name="End" tags="night late" position="1,2" size="3,4">Bye &lt;b&gt;now&lt;/b&gt;.</tw-passagedata>
<tw-passagedata pid="2" name="Start" tags="">Hi.

[[go-&gt;End]]</tw-passagedata></tw-storydata></body></html>"""


def test_a_published_page_is_read_and_its_script_is_told_and_not_run() -> None:
    (story,) = read_html(PAGE)
    assert (story.title, story.start, story.format, story.zoom, story.tag_colors) == ("A & B", "Start", "SugarCube", 1.5, {"night": "blue"})
    assert story.passages[0] == Passage("End", "Bye <b>now</b>.", ("night", "late"), 6, "1,2", "3,4")
    assert story.passages[1].line == 7
    assert [note.message for note in story.notes] == ["the story's styles (1 lines)", "the story's script (2 lines)"]


def test_an_archive_holds_several_stories() -> None:
    assert [story.title for story in read_html(PAGE + PAGE)] == ["A & B", "A & B"]


def test_a_page_with_attributes_missing_is_read() -> None:
    (story,) = read_html("<tw-storydata><tw-passagedata>x<br>y</tw-passagedata><tw-passagedata name='b'>z")
    assert [(p.name, p.text) for p in story.passages] == [("Untitled 1", "x<br>y"), ("b", "z")]
    assert is_html("<tw-storydata")


HEAVY = {
    "links": "[[" * 100_000, "macros": "(set:" * 60_000, "sugar": "<<" * 100_000, "tags": "<a " * 100_000, "comments": "<!--" * 60_000,
    "far closed": "[[" * 100_000 + " " * 30_000 + "]]", "strings": '(if: "' * 100_000, "hooks": "(if: $x)[" * 30_000, "one long line": ":: A\n" + "palabra " * 1_100_000, "headers": "::\n" * 100_000,
    "backslashes": ":: " + "\\" * 200_000, "brackets": ":: A [" + "[" * 100_000, "deep": ":: A {" + '{"a":' * 100_000, "scripts": "<script>" * 100_000,
    "entities": "&" * 200_000, "unclosed": "<tw-storydata><tw-passagedata>" + "<" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("kind", HEAVY)
def test_a_hostile_file_is_read_to_its_end(kind: str) -> None:
    for text in (HEAVY[kind],) if kind == "one long line" else (f":: A\n{HEAVY[kind]}", HEAVY[kind]):
        stories = read_html(text) if is_html(text) else (read_twee(text),)
        for story in stories:
            bring(story, "x")


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=80)), max_size=5))
def test_whatever_a_story_holds_it_becomes_a_scenario_that_loads(made: list[tuple[str, str]]) -> None:
    text = "\n".join(f":: {name}\n{words} [[{name}]]" for name, words in made)
    compiled(bring(read_twee(text), "story"))


# -- maps ----------------------------------------------------------------------------------------------------------------------


def test_a_map_has_every_beat_every_ending_and_every_way() -> None:
    material = porch().material
    found = {(arrow.start, arrow.end, arrow.reply, arrow.guard) for arrow in arrows(material.scenario)}
    assert ("door", "story", "wait", "alder.guard <= 2") in found
    assert ("door", "door", "otherwise", "") in found
    assert set(places(material.scenario)) == {*material.scenario.beats, *(f"end {ending}" for ending in material.scenario.endings)}
    for text in (mermaid(material), dot(material)):
        assert all(name in text for name in (*material.scenario.beats, *material.scenario.endings))


def test_words_on_a_map_cannot_break_out_of_it() -> None:
    material = porch(changed("We have an amazing program", '"]; click x "javascript:alert(1)" %% <b>')).material
    assert 'click x "' not in mermaid(material)
    assert '\\"]; click x \\"' in dot(material)
