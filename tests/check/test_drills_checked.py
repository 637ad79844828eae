"""What `check` asks of a drill, and what it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from porch_light import check, codes, lay_over

from simulator.content.catalogue import Catalogue
from simulator.content.entries import drills, scenes
from simulator.core.scenario import SKILLS

NEVER_ASKED = {"few-endings", "no-wait", "turning-points", "unmoved-criterion"}


def drill(variants: int, turns: str = "max-turns: 2 then closed\n") -> str:
    openings = "".join(f"  v{n}:\n    scene: |\n      A street, number {n}.\n    then: b{n}\n" for n in range(variants))
    beats = "".join(
        f"  b{n}:\n    scene: |\n      Mrs. Alder: Number {n}.\n    replies:\n      ask:\n        say: |\n          And then {n}?\n"
        f"        shows: digging +1\n        then: end thursday\n"
        for n in range(variants)
    )
    ending = "endings:\n  closed:\n    kind: nothing\n    scene: |\n      The light goes off.\n"
    text = lay_over(f"drill: digging\n{turns}openings:\n{openings}beats:\n{beats}{ending}")
    door = text.index("  door:\n")
    return (text[:door] + text[text.index("  b0:\n", door) :]).replace("start: door", "start: b0")


def test_ten_moments_in_one_line_are_a_drill_and_it_is_not_asked_to_be_a_scene(tmp_path: Path) -> None:
    found = codes(check(tmp_path, drill(10)))
    assert not found & (NEVER_ASKED | {"few-openings", "long-drill"})


def test_nine_are_too_few(tmp_path: Path) -> None:
    assert "few-openings" in codes(check(tmp_path, drill(9)))


def test_ten_openings_into_one_beat_are_one_variant(tmp_path: Path) -> None:
    text = drill(10)
    for number in range(1, 10):
        text = text.replace(f"then: b{number}\n", "then: b0\n", 1)
    assert "few-openings" in codes(check(tmp_path, text))


@pytest.mark.parametrize("turns", ["", "max-turns: 3 then closed\n"])
def test_one_that_goes_on_is_named(tmp_path: Path, turns: str) -> None:
    assert "long-drill" in codes(check(tmp_path, drill(10, turns)))


def test_a_skill_that_does_not_exist_is_refused_with_the_nearest(tmp_path: Path) -> None:
    report = check(tmp_path, drill(10).replace("drill: digging", "drill: diging"))
    assert [(d.code, d.hint) for d in report.diagnostics if d.code == "unknown-word"] == [("unknown-word", "Did you mean `digging`?")]


def test_shipped_drills_stand_apart_from_scenes_and_each_drills_a_skill() -> None:
    catalogue = Catalogue()
    assert {entry.drill for entry in drills(catalogue)} <= set(SKILLS)
    assert not {entry.id for entry in drills(catalogue)} & {entry.id for entry in scenes(catalogue)}
    assert all(entry.id == f"drill-{entry.drill}" for entry in drills(catalogue))
