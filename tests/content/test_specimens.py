"""Conversations to critique: read whole, in both languages, with a critique whose quotes are exact."""

from __future__ import annotations

import pytest

from simulator.check import check_path
from simulator.content.catalogue import Catalogue
from simulator.content.source import parse_text
from simulator.content.specimens import compile_specimen, load_specimen, specimens
from simulator.core.diagnostics import ContentError

NAMES = sorted(specimens(Catalogue()))


def test_there_is_a_weak_and_a_strong_conversation_of_each_form_that_has_any() -> None:
    forms = {load_specimen(Catalogue(), name).form for name in NAMES}
    assert {f"{form}-{quality}" for form in forms for quality in ("weak", "strong")} <= set(NAMES)
    assert "one_to_one" in forms


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_conversation_checks_clean_and_is_marked_whole(name: str) -> None:
    catalogue = Catalogue()
    assert check_path(specimens(catalogue)[name], catalogue).diagnostics == ()
    found = load_specimen(catalogue, name)
    assert found.id == name
    assert found.id.endswith(found.quality)
    assert tuple(found.marks) == catalogue.criteria[found.rubric]
    assert {critique.kind for critique in found.gold} == {"keep", "change"}
    assert all(set(line.says) == {"en", "es"} for line in found.lines)


@pytest.mark.parametrize("name", NAMES)
def test_the_marks_of_a_weak_one_are_low_and_of_a_strong_one_high_but_neither_is_a_caricature(name: str) -> None:
    found = load_specimen(Catalogue(), name)
    levels = [mark.level for mark in found.marks.values() if mark.level is not None]
    middle = sorted(levels)[len(levels) // 2]
    assert middle <= 2 if found.quality == "weak" else middle >= 3
    assert len(set(levels)) > 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("kind: keep", "kind: praise", "unknown-word"),
        ("criterion: opening", "criterion: openness", "unknown-criterion"),
        ("line: hello", "line: hallo", "unknown-word"),
        ("level: 3", "level: 5", "unknown-word"),
        ("you: nadia", "you: nadja", "unknown-word"),
        ("        Me mandó la señora Amparo, dice", "        Me manda la señora Amparo, dice", "quote-not-there"),
        ("    line: hello\n", "    line: sit\n", "not-her-line"),
        ("quality: weak\n", "", "missing-key"),
        ("quality: weak\n", "quality: weak\nscore: 3\n", "unknown-key"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(old: str, new: str, code: str) -> None:
    text = specimens(Catalogue())["one_to_one-weak"].read_text("utf-8")
    assert old in text
    source = parse_text(text.replace(old, new, 1), "weak")
    assert compile_specimen(source, Catalogue().criteria) is None
    found = [d for d in source.diagnostics if d.code == code]
    assert found
    assert found[0].hint


def test_a_line_without_its_other_language_is_an_error() -> None:
    text = specimens(Catalogue())["one_to_one-weak"].read_text("utf-8")
    source = parse_text(text.replace("      en: |\n        That's good.\n", ""), "weak")
    assert compile_specimen(source, Catalogue().criteria) is None
    assert [d.message for d in source.diagnostics if d.code == "missing-key"] == ["`says` of the line `good` has no `en:`"]


def test_one_that_cannot_be_read_says_why_and_one_that_is_not_there_is_a_key_error(tmp_path: object) -> None:
    with pytest.raises(KeyError):
        load_specimen(Catalogue(), "waltz-weak")


def test_a_broken_one_of_her_own_raises_with_its_diagnostics(sealed_home: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("own")
    folder = home / "scenarios" / "critique"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text("critique: mine\ngold:\n", encoding="utf-8")
    with pytest.raises(ContentError):
        load_specimen(Catalogue(home), "mine")
