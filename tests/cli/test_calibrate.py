"""Calibration from the shell: the reasons come after one's own marks, never before."""

from __future__ import annotations

import json

import pytest

from simulator.content.catalogue import Catalogue
from simulator.content.specimens import load_specimen, specimens
from tests.cli.test_verbs import Said, here, light, said  # noqa: F401 (fixtures)

WEAK = "one_to_one-weak"


def test_the_list_says_which_were_marked(here: Said) -> None:  # noqa: F811
    before = {one["id"]: one["marked"] for one in json.loads(said(*here, "calibrate", "--json")[1])["conversations"]}
    assert set(before) == set(specimens(Catalogue()))
    assert not any(before.values())
    said(*here, "calibrate", WEAK, "--mark", "digging=1", "--by", "Gil")
    after = {one["id"]: one["marked"] for one in json.loads(said(*here, "calibrate", "--json")[1])["conversations"]}
    assert [name for name, done in after.items() if done] == [WEAK]


def test_reading_a_conversation_tells_no_mark_and_no_reason(here: Said) -> None:  # noqa: F811
    specimen = load_specimen(Catalogue(), WEAK)
    for more in ((), ("--json",)):
        _, out, _ = said(*here, "calibrate", WEAK, "--language", "es", *more)
        assert "Ismael" in out
        assert not [mark for mark in specimen.marks.values() if " ".join(mark.because["es"].split()) in " ".join(out.split())]


def test_marks_are_compared_within_one_level_with_the_reasons(here: Said) -> None:  # noqa: F811
    gold = {name: mark.level for name, mark in load_specimen(Catalogue(), WEAK).marks.items()}
    right = [part for name, level in gold.items() for part in ("--mark", f"{name}={level or 'none'}")]
    found = json.loads(said(*here, "calibrate", WEAK, *right, "--by", "Gil", "--json")[1])
    assert (found["near"], found["of"], found["lean"]) == (len(gold), len(gold), 0.0)
    assert all(one["because"] for one in found["marks"])
    lenient = [part for name in gold for part in ("--mark", f"{name}=4")]
    code, out, _ = said(*here, "calibrate", WEAK, *lenient, "--language", "en")
    assert code == 0
    assert "more than the reasons would" in out


@pytest.mark.parametrize(
    "arguments", [("nothing",), (WEAK, "--mark", "charm=2"), (WEAK, "--mark", "digging=5"), (WEAK, "--mark", "digging")], ids=" ".join
)
def test_what_cannot_be_is_refused_in_words(here: Said, arguments: tuple[str, ...]) -> None:  # noqa: F811
    code, _, err = said(*here, "calibrate", *arguments)
    assert code == 2
    assert err.strip()
