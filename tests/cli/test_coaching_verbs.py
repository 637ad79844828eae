"""Coaching from the shell: two computers, a file between them, and what each of them shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_verbs import Said, here, light, own, said  # noqa: F401 (fixtures)
from tests.porch import porch_text


class Laptops:
    """Two homes; `at` runs a verb on one of them."""

    def __init__(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.tmp_path, self.monkeypatch, self.capsys = tmp_path, monkeypatch, capsys
        for name in ("trainee", "coach"):
            folder = tmp_path / name / "content" / "scenarios" / "porch-light"
            folder.mkdir(parents=True)
            (folder / "scenario.yaml").write_text(porch_text(), encoding="utf-8")
        monkeypatch.chdir(tmp_path)

    def at(self, laptop: str, *arguments: str, typed: str = "") -> tuple[int, str, str]:
        self.monkeypatch.setenv("SIMULATOR_HOME", str(self.tmp_path / laptop))
        return said(self.monkeypatch, self.capsys, *arguments, typed=typed)

    def json(self, laptop: str, *arguments: str) -> Any:
        code, out, err = self.at(laptop, *arguments, "--json")
        assert code == 0, out + err
        return json.loads(out)

    def practise(self, *more: str) -> str:
        typed = "Lupe sent me. What did the other two want?\nWhat did it cost you? I'd like to hear it Thursday at six.\n"
        _, out, _ = self.at("trainee", "practice", "porch-light", "--json", "--seed", "3", *more, typed=typed)
        return str(json.loads(out.splitlines()[0])["run"])


@pytest.fixture
def laptops(tmp_path: Path, sealed_home: Path, light: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Laptops:  # noqa: F811
    return Laptops(tmp_path, monkeypatch, capsys)


def test_a_run_goes_to_the_coach_and_her_word_comes_home(laptops: Laptops) -> None:
    run = laptops.practise("--name", "Ana Ruiz")
    assert laptops.at("trainee", "bundle", "export", run, "-o", "a.simrun", "--with-name")[0] == 0
    assert laptops.json("coach", "bundle", "import", "a.simrun")["runs"] == [run]
    assert laptops.json("coach", "bundle", "import", "a.simrun")["added"] == 0
    laptops.at("coach", "people", "add", "Ana Ruiz", "--organization", "Mesa Común")
    (ana,) = laptops.json("coach", "people")["people"]
    assert (ana["waiting"], ana["contacts"]) == ([run], 0)
    laptops.at(
        "coach", "critique", run, "--turn", "1", "--kind", "keep", "--effect", "She opened the chain.", "--by", "Gil", "--role", "trainer"
    )
    (ana,) = laptops.json("coach", "people")["people"]
    assert (ana["waiting"], ana["contacts"]) == ([], 1)
    laptops.at("coach", "bundle", "export", run, "-o", "b.simrun")
    assert laptops.json("trainee", "bundle", "import", "b.simrun")["added"] == 1
    (found,) = laptops.json("trainee", "critique", run)["critiques"]
    assert (found["effect"], found["by"]) == ("She opened the chain.", {"role": "trainer", "name": "Gil"})


def test_a_tampered_bundle_is_refused_whole_and_says_what_was_changed(laptops: Laptops) -> None:
    run = laptops.practise()
    laptops.at("trainee", "bundle", "export", run, "-o", "a.simrun")
    data = bytearray(Path("a.simrun").read_bytes())
    data[len(data) // 2] ^= 255
    Path("a.simrun").write_bytes(data)
    code, out, _ = laptops.at("coach", "bundle", "import", "a.simrun", "--json")
    error = json.loads(out)["error"]
    assert code == 3
    assert error["code"] == "bundle-changed"
    assert laptops.json("coach", "runs")["runs"] == []
    assert laptops.at("coach", "bundle", "import", "nothing.simrun")[0] == 2
    Path("text.simrun").write_text("hello", encoding="utf-8")
    assert laptops.at("coach", "bundle", "import", "text.simrun")[0] == 3


def test_a_file_that_is_there_is_not_written_over(laptops: Laptops) -> None:
    run = laptops.practise()
    Path("a.simrun").write_text("mine", encoding="utf-8")
    assert laptops.at("trainee", "bundle", "export", run, "-o", "a.simrun")[0] == 2
    assert Path("a.simrun").read_text(encoding="utf-8") == "mine"
    assert laptops.at("trainee", "bundle", "export", "all", "-o", "a.simrun", "--force")[0] == 0


def test_a_signed_bundle_says_so(laptops: Laptops) -> None:
    run = laptops.practise()
    laptops.at("trainee", "bundle", "export", run, "-o", "a.simrun", "--sign")
    found = laptops.json("coach", "bundle", "import", "a.simrun")
    assert found["signature_checked"] is True
    assert len(found["signed_by"]) == 64


def test_assignments_reach_her_and_three_facts_and_one_question_stand_by_her_name(laptops: Laptops) -> None:
    laptops.at("coach", "people", "add", "Ana")
    laptops.at("coach", "cohort", "start", "Autumn", "--from", "2026-09-18")
    laptops.at("coach", "cohort", "join", "autumn", "ana", "--team", "Nogal")
    given = laptops.json(
        "coach", "assign", "--cohort", "Autumn", "--scenario", "porch-light", "--takes", "3", "--unaided", "--due", "2099-01-01"
    )
    assert given["assignments"][0]["takes"] == 3
    laptops.at("coach", "assign", "Ana", "--writing", "What did you swallow?", "--words", "300")
    laptops.at("coach", "bundle", "export", "--person", "Ana", "-o", "p.simrun")
    laptops.at("trainee", "bundle", "import", "p.simrun")
    assert [one["kind"] for one in laptops.json("trainee", "assign")["assignments"]] == ["scenario", "writing"]
    assert laptops.json("coach", "assign")["assignments"] == []  # what she gave is not hers to do
    (cohort,) = laptops.json("coach", "cohort")["cohorts"]
    assert len(cohort["dates"]) == 5
    shown = laptops.json("coach", "people", "show", "Ana")
    assert (shown["ask"], bool(shown["question"])) == ("first", True)
    board = laptops.json("coach", "cohort", "board", "Autumn")
    assert board["people"][0]["team"] == "Nogal"
    code, out, _ = laptops.at("coach", "people", "show", "Ana", "--language", "es")
    assert code == 0
    assert "Una pregunta" in out


def test_promises_are_asked_about_at_the_next_contact(laptops: Laptops, monkeypatch: pytest.MonkeyPatch) -> None:
    from simulator.core import events as e
    from simulator.play.practice import Practice
    from simulator.store.opening import open_store

    run = laptops.practise("--name", "Ana")
    laptops.monkeypatch.setenv("SIMULATOR_HOME", str(laptops.tmp_path / "trainee"))
    with open_store() as kept:
        Practice.resume(kept, run).note(e.COMMITMENT_MADE, who="Rosario", what="call her", when="Thursday")
    laptops.at("trainee", "bundle", "export", run, "-o", "a.simrun", "--with-name", "--with-notes")
    laptops.at("coach", "bundle", "import", "a.simrun")
    laptops.at("coach", "people", "add", "Ana")
    shown = laptops.json("coach", "people", "show", "Ana")
    (promise,) = shown["promises"]
    assert (promise["who"], shown["ask"]) == ("Rosario", "promise")
    assert (
        laptops.at("coach", "people", "asked", "Ana", "--promise", promise["id"][-12:], "--kept", "partly", "--why", "no hour for it")[0]
        == 0
    )
    assert laptops.json("coach", "people", "show", "Ana")["promises"] == []


def test_progress_is_told_from_unaided_first_takes_and_as_a_page(laptops: Laptops) -> None:
    laptops.practise()
    found = laptops.json("trainee", "progress")["progress"]
    assert found
    assert all(one["due"] > one["last"] for one in found)
    laptops.at("trainee", "practice", "porch-light", "--choices", "--seed", "3", typed="1\n")
    assert [len(one["levels"]) for one in laptops.json("trainee", "progress")["progress"]] == [len(one["levels"]) for one in found]
    assert laptops.at("trainee", "progress", "--html", "p.html", "--language", "es")[0] == 0
    page = Path("p.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert "<svg" in page


def test_a_trainer_s_mark_is_in_her_progress_only_once_she_gave_her_own(laptops: Laptops) -> None:
    run = laptops.practise()
    laptops.at("trainee", "rate", run, "--criterion", "digging", "--level", "4", "--by", "Gil", "--role", "trainer")
    before = {one["criterion"]: one for one in laptops.json("trainee", "progress")["progress"]}
    assert "trainer" not in before.get("digging", {"by": []})["by"]
    assert laptops.json("trainee", "progress")["gaps"] == []
    laptops.at("trainee", "rate", run, "--criterion", "digging", "--level", "2", "--role", "self")
    after = {one["criterion"]: one for one in laptops.json("trainee", "progress")["progress"]}
    assert (after["digging"]["levels"], after["digging"]["by"]) == ([4], ["trainer"])
    assert laptops.json("trainee", "progress")["gaps"] == [{"criterion": "digging", "mine": 2, "trainer": 4, "run": run}]


def test_deleting_a_person_deletes_every_run_of_hers_here(laptops: Laptops) -> None:
    run = laptops.practise("--name", "Ana Ruiz")
    laptops.at("trainee", "bundle", "export", run, "-o", "a.simrun", "--with-name")
    laptops.at("coach", "bundle", "import", "a.simrun")
    laptops.at("coach", "people", "add", "Ana Ruiz")
    assert laptops.at("coach", "people", "delete", "Ana")[0] == 2
    assert laptops.at("coach", "people", "delete", "Ana", "--yes")[0] == 0
    assert laptops.json("coach", "runs")["runs"] == []
    assert not [file for file in (laptops.tmp_path / "coach").rglob("*") if file.is_file() and b"Ana Ruiz" in file.read_bytes()]


@pytest.mark.parametrize(
    "arguments",
    [
        ("people", "show", "Nobody"), ("people", "add", " "), ("cohort", "start", "A", "--from", "soon"), ("cohort", "board", "A"), ("assign", "Nobody", "--reading", "x"),
        ("assign",  "--reading", "x"), ("progress", "--person", "Nobody"), ("bundle", "export", "-o", "x.simrun"), ("bundle", "export", "zzz", "-o", "x.simrun"),
        ("people", "done", "Nobody", "x"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(laptops: Laptops, arguments: tuple[str, ...]) -> None:
    code, _, err = laptops.at("coach", *arguments)
    assert code == 2
    assert err.strip()


def test_everything_can_be_deleted_and_no_byte_of_it_is_left(laptops: Laptops) -> None:
    run = laptops.practise("--name", "Ana Ruiz")
    laptops.at("trainee", "people", "add", "Rosario Cabrera")
    laptops.at("trainee", "delete", "--everything")
    assert laptops.json("trainee", "runs")["runs"]
    assert laptops.at("trainee", "delete", "--everything", "--yes")[0] == 0
    left = [file.read_bytes() for file in (laptops.tmp_path / "trainee").rglob("*") if file.is_file()]
    assert not [words for words in (b"Ana Ruiz", b"Rosario Cabrera", run.encode()) for data in left if words in data]
    assert laptops.json("trainee", "runs")["runs"] == []


def test_what_she_wrote_reaches_her_coach_with_its_words_counted(laptops: Laptops) -> None:
    laptops.at("coach", "people", "add", "Ana")
    laptops.at("coach", "assign", "Ana", "--writing", "What did you swallow?", "--words", "5")
    laptops.at("coach", "bundle", "export", "--person", "Ana", "-o", "p.simrun")
    laptops.at("trainee", "bundle", "import", "p.simrun")
    (given,) = laptops.json("trainee", "assign")["assignments"]
    assert laptops.at("trainee", "assign", "--answer", given["id"][-12:])[0] == 2
    code, out, _ = laptops.at(
        "trainee", "assign", "--answer", given["id"][-12:], "--file", "-", "--language", "en", typed="I asked too soon.\n"
    )
    assert code == 0
    assert "4 of 5 words" in out
    parent = ("--parent", "It is fine.", "--mine", "Is it?", "--story", "She folded faster.")
    assert laptops.at("trainee", "swallowed", *parent, "--send")[0] == 0
    laptops.at("trainee", "bundle", "export", "--person", "Ana", "-o", "q.simrun")
    laptops.at("coach", "bundle", "import", "q.simrun")
    (ana,) = laptops.json("coach", "people")["people"]
    assert ana["pages"][0]["words"] == 4
    assert "Is it?" in ana["pages"][1]["text"]
    assert "waiting for you: 2" in laptops.at("coach", "people", "--language", "en")[1]
    laptops.at("coach", "people", "contact", "Ana", "--note", "read both")
    assert "waiting for you: 0" in laptops.at("coach", "people", "--language", "en")[1]


def test_without_a_coach_there_is_nowhere_to_send_a_page(laptops: Laptops) -> None:
    assert laptops.at("trainee", "swallowed", "--parent", "a", "--mine", "b", "--send")[0] == 2
