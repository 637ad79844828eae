"""`simulator hear`: measured, taught, spoken a word about, and judged a second time; always with a clear refusal where something is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.play.hearing import taught_path
from tests.cli.conftest import Simulator

OWN = "Lupe sent me. What did the other two want?"


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMULATOR_HEARING", "light")


@pytest.fixture
def played(simulator: Simulator) -> Simulator:
    assert simulator("practice", "porch-light", "--plain", "--language", "en", typed=(OWN, "Thursday at six, at your house?")).code == 0
    return simulator


def coded(path: Path, rows: list[dict[str, object]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(path)


def test_any_label_set_is_cross_validated_by_group(simulator: Simulator, tmp_path: Path) -> None:
    rows = [
        {"group": g, "response": text.format(g), "label": label}
        for g in range(8)
        for label, text in (("ask", "Will you come on the {}th?"), ("thank", "Thank you for item {}!"))
    ]
    file = coded(tmp_path / "acts.jsonl", rows)
    found = simulator("hear", "--evaluate", file, "--folds", "4", "--json").json
    assert found["all"]["macro_f1"] > 0.9
    assert found["labels"] == ["ask", "thank"]
    assert "macro-F1" in simulator("hear", "--evaluate", file, "--folds", "4").out


def test_what_ships_is_measured_without_learning(simulator: Simulator, tmp_path: Path) -> None:
    file = coded(
        tmp_path / "moves.jsonl",
        [{"response": "¿Y luego qué pasó?", "moves": ["dig"]}, {"response": "Le llamo el viernes.", "moves": ["next_step"]}],
    )
    assert simulator("hear", "--evaluate", file, "--heads", "shipped", "--json").json["all"]["micro_f1"] == 1.0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "Line 1 is not JSON"),
        ('{"response": "Hi", "label": "a"}\n{"response": "Hi", "label": "b"}\n', "2 groups, too few for 5 folds"),
    ],
)
def test_a_label_set_that_cannot_be_measured_says_why(simulator: Simulator, tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "set.jsonl").write_text(text, "utf-8")
    found = simulator("hear", "--evaluate", str(tmp_path / "set.jsonl"))
    assert found.code == 2
    assert says in found.err


def test_a_line_that_is_taught_is_heard_so_from_then_on(simulator: Simulator) -> None:
    line = "The kettle is on and the door is open."
    assert simulator("hear", line, "--teach-as", "redirect_include").out.startswith("1 new lessons in")
    assert simulator("hear", line, "--json").json["primary"] == "redirect_include"
    assert simulator("hear", line, "--teach-as", "redirect_include").out.startswith("0 new")
    assert len(taught_path().read_text("utf-8").splitlines()) == 1


def test_a_file_of_lessons_is_taught_whole_or_not_at_all(simulator: Simulator, tmp_path: Path) -> None:
    good = {"response": "La tetera está lista.", "moves": ["manage"]}
    file = coded(tmp_path / "lessons.jsonl", [good, {"response": "Hm", "moves": ["digg"]}])
    found = simulator("hear", "--teach", file)
    assert (found.code, "`digg` is no move" in found.err, taught_path().exists()) == (2, True, False)
    assert simulator("hear", "--teach", coded(tmp_path / "lessons.jsonl", [good])).code == 0
    assert simulator("hear", "la tetera esta lista", "--json").json["primary"] == "manage"


def test_lessons_that_cannot_be_read_stop_nothing_and_doctor_names_them(simulator: Simulator) -> None:
    taught_path().parent.mkdir(parents=True, exist_ok=True)
    taught_path().write_text("{broken", "utf-8")
    assert simulator("hear", "¿Y luego qué pasó?").code == 0
    assert "what was taught cannot be read" in simulator("doctor").out


def test_what_was_heard_in_a_run_is_shown_with_the_words_that_carried_it(played: Simulator) -> None:
    rows = played("hear", "--run", "last", "--json").json["lines"]
    assert rows[0]["text"] == OWN
    assert all(word in rows[0]["text"] for act in rows[0]["acts"] for word in act["words"])
    assert f"“{OWN}”" in played("hear", "--run", "last").out


def test_a_trainers_word_stands_and_the_trainees_is_a_note(played: Simulator) -> None:
    assert played("hear", "--run", "last", "--turn", "1", "--wrong").code == 0
    noted = played("hear", "--run", "last", "--json").json["lines"][0]
    assert (noted["confirmed"], noted["corrected_by"]) == (False, "")
    assert played("hear", "--run", "last", "--turn", "1", "--moves", "dig,reflect", "--by", "Lupe").code == 0
    stands = played("hear", "--run", "last", "--json").json["lines"][0]
    assert (stands["moves"], stands["corrected_by"], stands["certain"]) == (["dig", "reflect"], "Lupe", True)
    assert "Lupe heard it otherwise" in played("hear", "--run", "last").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--turn", "1", "--moves", "digg", "--by", "Lupe"], "There is no move `digg`"),
        (["--turn", "99", "--right", "--by", "Lupe"], "There is no line 99"),
        (["--turn", "1", "--by", "Lupe"], "Say what the line does"),
        (["--examples", "x.jsonl"], "Nobody has said anything"),
    ],
)
def test_a_word_that_cannot_stand_is_refused(played: Simulator, words: list[str], says: str) -> None:
    found = played("hear", "--run", "last", *words)
    assert found.code == 2
    assert says in found.err


def test_lines_become_examples_only_with_consent(played: Simulator, tmp_path: Path) -> None:
    file = tmp_path / "examples.jsonl"
    played("hear", "--run", "last", "--turn", "1", "--moves", "self_share", "--by", "Lupe")
    refused = played("hear", "--run", "last", "--examples", str(file))
    assert (refused.code, file.exists(), "Ask her" in refused.err) == (2, False, True)
    assert played("hear", "--run", "last", "--examples", str(file), "--consent").code == 0
    row = json.loads(file.read_text("utf-8"))
    assert (row["response"], row["moves"], row["by"]) == (OWN, ["self_share"], "trainer")
    assert "Lupe" not in json.dumps({key: value for key, value in row.items() if key not in ("response",)})
    assert played("hear", "--teach", str(file)).out.startswith("1 new lessons")


def test_a_word_about_a_line_needs_a_run(simulator: Simulator) -> None:
    assert "Say which run" in simulator("hear", "--turn", "1", "--right").err


def test_nothing_is_sent_to_a_second_judge_without_an_address_and_consent(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "No second judge is set up" in simulator("hear", "Hi there.", "--judge").err
    monkeypatch.setenv("SIMULATOR_JUDGE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("SIMULATOR_JUDGE_MODEL", "small")
    assert "Nothing was sent" in simulator("hear", "Hi there.", "--judge").err
    heard = simulator("hear", "¿Y luego qué pasó?", "--judge", "--consent", "--json").json
    assert heard["primary"] == "dig"
    assert heard["judge"]["trouble"].startswith("it cannot be reached")
    assert "no opinion, it cannot be reached" in simulator("hear", "¿Y luego qué pasó?", "--judge", "--consent").out
