"""Openings as they are written: what is wrong with them is said at its line; a beat called `one` is a beat."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.content.catalogue import Catalogue
from simulator.content.compile import compile_scenario
from simulator.content.entries import entries
from simulator.content.grammar import parse_then
from simulator.content.source import parse_text
from simulator.content.translation import addresses
from simulator.content.walkthroughs import compile_walkthrough, write_walkthrough
from tests.porch import changed, porch

WRITTEN = """\
facts: warned
openings:
  warned:
    scene: |
      Mrs. Alder: They told me about you.
    feel: guard +1
    sets: warned
    then: story
start: door
"""


def written(old: str = "", new: str = "") -> str:
    assert old in WRITTEN
    return changed("start: door\n", WRITTEN.replace(old, new) if old else WRITTEN)


def test_an_opening_is_read_with_its_names_resolved() -> None:
    opening = porch(written()).material.scenario.openings["warned"]
    assert (opening.then, dict(opening.feel), opening.sets) == ("story", {("alder", "guard"): 1}, ("warned",))
    assert [(line.speaker, line.text) for line in opening.scene] == [("alder", "They told me about you.")]


def test_without_a_then_it_leads_to_the_start() -> None:
    scenario = porch(written("    then: story\n", "")).material.scenario
    assert scenario.openings["warned"].then == "door"
    assert scenario.starts == ("door",)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("then: story", "then: storey", "dangling-beat", "storey"),
        ("then: story", "then: thursday", "dangling-beat", "thursday"),
        ("guard +1", "gard +1", "unknown-meter", "gard"),
        ("guard +1", "guard 1", "not-understood", "guard 1"),
        ("sets: warned", "sets: worned", "unknown-fact", "worned"),
        ("    feel:", "    feels:", "unknown-key", "feels"),
        ("Mrs. Alder: They", "Mrs. Elder: They", "unknown-speaker", "Mrs. Elder"),
        ("    scene: |\n      Mrs. Alder: They told me about you.\n", "", "missing-key", "warned:"),
        ("  warned:\n", "  Warned One:\n", "odd-id", "Warned One"),
    ],
)
def test_what_is_wrong_in_an_opening_is_said_at_its_line(old: str, new: str, code: str, line: str) -> None:
    text = written(old, new)
    source = parse_text(text, "porch")
    assert compile_scenario(source) is None
    (found,) = [d for d in source.diagnostics if d.code == code]
    assert line in text.splitlines()[found.line - 1] or code == "missing-key"


def test_its_scene_can_be_translated() -> None:
    assert dict(addresses(porch(written()).material.scenario))["openings.warned.scene"] == "Mrs. Alder: They told me about you."


def test_a_walkthrough_names_the_one_it_begins_with() -> None:
    scenario = porch(written()).material.scenario
    text = write_walkthrough("Warned", 3, ["wait"], opening="warned")
    walkthrough = compile_walkthrough(parse_text(text, "w"), scenario)
    assert walkthrough is not None
    assert walkthrough.opening == "warned"
    source = parse_text(text.replace("opening: warned", "opening: worned"), "w")
    assert compile_walkthrough(source, scenario) is None
    assert "`warned`" in source.diagnostics[0].hint


def test_a_beat_called_one_can_be_led_to() -> None:
    assert parse_then("one") == ((None, ("one",), False, 0),)
    assert parse_then("one of one, of")[0][1] == ("one", "of")
    text = changed("then: story\n", "then: one\n").replace("\n  story:\n", "\n  one:\n").replace("then: story if", "then: one if")
    assert "one" in porch(text).material.scenario.beats


@pytest.mark.parametrize("word", ["end", "if", "not"])
def test_a_beat_called_by_a_word_of_the_notation_is_refused_where_it_stands(word: str) -> None:
    source = parse_text(changed("\n  story:\n", f"\n  {word}:\n"), "porch")
    assert compile_scenario(source) is None
    assert [d.code for d in source.diagnostics if f"`{word}` is a word of the notation" in d.message] == ["odd-id"]


@pytest.mark.parametrize("difficulty", ["²", "①", "x", "", "-1"])
def test_a_list_reads_past_a_difficulty_that_is_no_number(difficulty: str, tmp_path: Path) -> None:
    folder = tmp_path / "scenarios" / "porch-light"
    folder.mkdir(parents=True)
    text = changed("minutes: 5", f"minutes: 5\ndifficulty: {difficulty}")
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    (entry,) = [entry for entry in entries(Catalogue(tmp_path)) if entry.id == "porch-light"]
    assert entry.difficulty == 1
