"""The gate for content: craft is needed, every level can be had, nobody is harmed or bored; and all that is shipped goes through it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from porch_light import check, codes, lay_over, read_page

from simulator.check import FileReport, Options, check_path
from simulator.check.cheap import MEDIAN, RULES, play_cheaply
from simulator.check.ease import measure, syllables
from simulator.check.par import par
from simulator.content.catalogue import Catalogue
from simulator.content.translation import missing
from tests.porch import ROOT, changed, porch

SHIPPED = sorted(Catalogue().folders)
SAFE = {"asks-papers", "pressure-pays", "party-politics", "no-content-note"}


@cache
def report(name: str) -> FileReport:
    catalogue = Catalogue()
    return check_path(catalogue.folders[name], catalogue, Options(walkthroughs=False))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_scenario_goes_through_the_gate(name: str) -> None:
    assert [(d.code, d.line) for d in report(name).diagnostics if d.severity != "info"] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_no_rule_of_thumb_earns_a_solid_level_in_a_shipped_scenario(name: str) -> None:
    cheap = report(name).cheap
    assert cheap is not None
    assert set(cheap.levels) == set(RULES)
    assert {rule: level for rule, level in cheap.levels.items() if level is not None and level > MEDIAN} == {}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_scenario_is_whole_in_both_languages_and_every_opening_can_end_well(name: str) -> None:
    material = Catalogue().load(name).material
    assert len(material.languages) == 2
    assert [list(missing(material.scenario, translation)) for translation in material.translations.values()] == [[]]
    proof = report(name).proof
    assert proof is not None
    assert set(proof.openings) == set(material.scenario.openings)
    assert all(proof.openings.values())


def test_a_scene_without_weak_replies_is_named_by_every_rule(tmp_path: Path) -> None:
    wrong = read_page(ROOT / "docs" / "diagnostics" / "cheap-play.md").wrong
    found = [d for d in check(tmp_path, lay_over(wrong)).diagnostics if d.code == "cheap-play"]
    assert len(found) == len(RULES)


def test_plays_are_the_same_every_time() -> None:
    loaded = Catalogue().load("drill-digging").material
    points = par(loaded.scenario, loaded.reactions)
    assert play_cheaply(loaded, points) == play_cheaply(loaded, points)


def test_the_kindest_reply_is_the_one_that_affirms_concedes_or_says_nothing_kindly() -> None:
    text = changed("moves: pitch, ask_vague", "moves: affirm\n        flags: empty")
    material = porch(text).material
    cheap = play_cheaply(material, par(material.scenario, material.reactions))
    assert cheap.levels["kindest"] == 1
    assert cheap.low["opening"] == 1


def test_an_author_s_par_above_what_one_way_pays_is_named(tmp_path: Path) -> None:
    report = check(tmp_path, lay_over("par: opening 2"))
    assert next(d.message for d in report.diagnostics if d.code == "level-out-of-reach").startswith(
        "nobody can come to level 4 of `opening`"
    )


@pytest.mark.parametrize(
    ("say", "code"),
    [
        ("¿Ustedes tienen papeles? No les va a pasar nada.", "asks-papers"), ("Are you undocumented?", "asks-papers"),
        ("If you really cared about your son you would come.", "pressure-pays"), ("Venga, no me vaya a fallar.", "pressure-pays"),
        ("The Republicans on the board will hear us.", "party-politics"),
    ],
)  # fmt: skip
def test_what_must_never_pay_is_found_in_either_language(tmp_path: Path, say: str, code: str) -> None:
    over = f"beats:\n  door:\n    replies:\n      x:\n        say: |\n          {say}\n        shows: close +1\n        then: end thursday"
    assert codes(check(tmp_path, lay_over(over))) & SAFE == {code}


@pytest.mark.parametrize(
    "say",
    [
        "Where do you keep your papers?",
        "Let's talk about the republic of Juniper Flats.",
        "Nothing happened Tuesday.",
        "Traje los papeles de la escuela.",
    ],
)
def test_innocent_lines_are_let_through(tmp_path: Path, say: str) -> None:
    over = f"beats:\n  door:\n    replies:\n      x:\n        say: |\n          {say}\n        shows: close +1\n        then: end thursday"
    assert not codes(check(tmp_path, lay_over(over))) & SAFE


def test_the_measures_of_ease_tell_a_kitchen_from_a_report() -> None:
    assert measure("Se me perdió el papel. Lo busqué en la cocina y nada.", "es") > 80
    assert measure("La implementación de intervenciones suplementarias evidencia limitaciones institucionales considerables.", "es") < 40
    assert measure("I lost the paper. I looked in the kitchen.", "en") < 3
    assert measure("Administrators habitually characterize observations as insufficiently documented.", "en") > 12


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [
        ("kitchen", "en", 2),
        ("made", "en", 1),
        ("table", "en", 2),
        ("escuela", "es", 3),
        ("día", "es", 2),
        ("ciudad", "es", 2),
        ("y", "es", 1),
    ],
)
def test_syllables_are_about_right(word: str, language: str, count: int) -> None:
    assert abs(syllables(word, language) - count) <= 1
