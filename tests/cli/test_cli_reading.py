"""Verbs that read: what can be practised, past runs, what a line does, what a diagnostic means."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.core.moves import FLAGS, MOVES
from tests.cli.conftest import ROOT, SECRET, Simulator

CREDENTIAL = "No clipboard. I'm Sam; Lupe from the corner house said I should meet you. What were the other two after?"


def test_list_names_each_scenario_with_form_languages_and_minutes(simulator: Simulator) -> None:
    result = simulator("list", "--json")
    assert result.code == 0
    assert list(result.json) == ["scenarios"]
    porch = next(row for row in result.json["scenarios"] if row["id"] == "porch-light")
    assert porch == {
        "id": "porch-light", "title": "Porch light", "form": "one_to_one", "language": "en", "languages": ["en", "es"], "difficulty": 1,
        "minutes": 5, "drill": "",
    }  # fmt: skip
    assert result.json["scenarios"][0]["id"] == "spin-cycle"
    assert "Porch light. One-to-one" in simulator("list").out


def test_list_keeps_to_one_form_and_knows_no_other(simulator: Simulator) -> None:
    forms = {row["form"] for row in simulator("list", "--form", "one_to_one", "--json").json["scenarios"]}
    assert forms == {"one_to_one"}
    wrong = simulator("list", "--form", "one_to_on")
    assert wrong.code == 2
    assert "Did you mean `one_to_one`?" in wrong.err


def test_show_gives_the_brief_and_never_a_secret(simulator: Simulator) -> None:
    shown = simulator("show", "porch-light", "--json")
    assert shown.json["brief"] == "Seven in the evening. Mrs. Alder's porch, Juniper Flats."
    assert shown.json["cast"][0]["name"] == "Mrs. Alder"
    for result in (shown, simulator("show", "porch-light"), simulator("show", "porch-light", "--language", "es")):
        assert result.code == 0
        assert SECRET not in result.out
        assert "secret" not in result.out


def test_no_shipped_scenario_gives_its_secrets_away(simulator: Simulator) -> None:
    from simulator.content.catalogue import Catalogue

    books = Catalogue()
    for name in books.folders:
        out = " ".join(simulator("show", name).out.split()) + simulator("show", name, "--json").out
        for person in books.load(name).material.scenario.cast.values():
            for hidden in (person.secret, person.interest):
                assert not hidden or " ".join(hidden.split()) not in out


def test_show_speaks_the_language_that_is_asked_for(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Las siete de la noche." in simulator("show", "porch-light", "--language", "es").out
    monkeypatch.setenv("SIMULATOR_LANGUAGE", "es")
    assert "La luz del porche. Uno a uno" in simulator("show", "porch-light").out
    assert "La luz del porche" in simulator("list").out


def test_runs_come_newest_first_and_tell_how_each_ended(simulator: Simulator) -> None:
    simulator("practice", "porch-light", "--choices", "--seed", "1", typed=("No. We have an amazing program. Can I come in?",))
    simulator("practice", "porch-light", typed=("/quit",))
    found = simulator("runs", "--json")
    assert list(found.json) == ["runs"]
    newest, oldest = found.json["runs"]
    assert {"id", "scenario", "started", "ended", "takes"} <= set(newest)
    assert newest["started"] >= oldest["started"]
    assert (newest["scenario"], newest["ended"], newest["takes"], newest["mode"]) == ("porch-light", None, 1, "words")
    assert oldest["mode"] == "choices"
    listed = simulator("runs").out.splitlines()
    assert [line.split()[0] for line in listed] == [newest["id"][-12:], oldest["id"][-12:]]


def test_runs_of_nobody_are_an_empty_list(simulator: Simulator) -> None:
    assert simulator("runs", "--json").json == {"runs": []}
    assert simulator("runs").out == ""


def test_review_reads_the_newest_run_back_line_by_line(simulator: Simulator) -> None:
    simulator("practice", "porch-light", typed=(CREDENTIAL, "/quit"))
    page = simulator("review").out
    assert CREDENTIAL in page
    assert "Signatures. One never came back to say what happened." in page
    data = simulator("review", "last", "--json").json
    assert CREDENTIAL in json.dumps(data)


def test_a_run_may_be_named_by_the_start_or_the_end_of_its_id(simulator: Simulator) -> None:
    simulator("practice", "porch-light", typed=("/quit",))
    name = simulator("runs", "--json").json["runs"][0]["id"]
    whole = simulator("review", name).out
    assert whole
    assert simulator("review", name[-12:]).out == whole
    assert simulator("review", name[:20]).out == whole


def test_a_name_that_fits_several_runs_is_asked_to_be_longer(simulator: Simulator) -> None:
    for _ in range(2):
        simulator("practice", "porch-light", typed=("/quit",))
    result = simulator("review", "0")
    assert result.code == 2
    assert "Write more of it" in result.err


@pytest.mark.parametrize("format", ["md", "html", "json"])
def test_export_writes_the_same_bytes_each_time(simulator: Simulator, format: str, tmp_path: Path) -> None:
    simulator("practice", "porch-light", typed=(CREDENTIAL, "/quit"))
    first = simulator("export", "last", "--to", format, "-o", "-")
    assert first.code == 0
    assert "Lupe" in first.out
    assert simulator("export", "last", "--to", format, "-o", "-").out == first.out
    written = simulator("export", "--to", format, "-o", tmp_path)
    path = Path(written.out.strip())
    assert path.parent == tmp_path
    assert path.suffix == f".{format}"
    assert path.read_bytes().decode() == first.out


def test_export_makes_the_folder_that_it_is_told_to_write_into(simulator: Simulator, tmp_path: Path) -> None:
    simulator("practice", "porch-light", typed=("/quit",))
    written = simulator("export", "--to", "walkthrough", "-o", f"{tmp_path}/a/walkthroughs/")
    assert Path(written.out.strip()).parent == tmp_path / "a" / "walkthroughs"
    assert Path(written.out.strip()).is_file()


def test_export_says_where_it_cannot_write(simulator: Simulator, tmp_path: Path) -> None:
    simulator("practice", "porch-light", typed=("/quit",))
    result = simulator("export", "-o", tmp_path / "nowhere" / "x.md")
    assert result.code == 2
    assert "cannot be written" in result.err


def test_a_broken_template_of_her_own_is_named(simulator: Simulator, sealed_home: Path) -> None:
    simulator("practice", "porch-light", typed=("/quit",))
    (sealed_home / "templates").mkdir()
    (sealed_home / "templates" / "transcript.md.j2").write_text("{% if %}", encoding="utf-8")
    result = simulator("export", "--to", "md", "-o", "-")
    assert result.code == 3
    assert "transcript.md.j2" in result.err


def test_check_reports_every_file_it_was_given(simulator: Simulator, porch_light: Path) -> None:
    result = simulator("check", "porch-light", "--json", "--playthroughs", "5")
    assert result.code == 0
    assert list(result.json) == ["files"]
    file = result.json["files"][0]
    assert {"path", "diagnostics", "proof", "playthroughs"} <= set(file)
    assert Path(file["path"]).is_relative_to(porch_light)
    for row in (row for each in result.json["files"] for row in each["diagnostics"]):
        assert set(row) >= {"code", "severity", "line", "column", "message", "hint"}


def test_warnings_fail_only_when_strict(simulator: Simulator, porch_light: Path) -> None:
    (porch_light / "es.yaml").unlink()  # the porch has no translation then, which is a warning
    assert simulator("check", "porch-light", "--playthroughs", "0").code == 0
    assert simulator("check", "porch-light", "--playthroughs", "0", "--strict").code == 3


def test_hear_tells_moves_with_the_words_that_make_them(simulator: Simulator) -> None:
    text = "Will you come Thursday at six? I'll bring Lupe."
    heard = simulator("hear", text, "--json").json
    assert list(heard) == ["id", "units", "moves", "primary", "flags", "abstained"]
    for unit in heard["units"]:
        assert list(unit) == ["start", "end", "text", "move", "confidence"]
        assert text[unit["start"] : unit["end"]] == unit["text"]
        assert 0 <= unit["confidence"] <= 1
    assert set(heard["moves"]) <= set(MOVES)
    assert set(heard["flags"]) <= set(FLAGS)
    assert heard["primary"] == "ask_specific"
    assert "ask_specific" in simulator("hear", text).out
    assert simulator("hear", typed=(text,)).out == simulator("hear", text).out


def test_hear_answers_many_lines_in_their_order(simulator: Simulator) -> None:
    rows = [{"id": f"r{n}", "form": "one_to_one", "language": "en", "context": [], "response": f"What happened {n}?"} for n in range(20)]
    rows.append({"id": 20, "context": [{"who": "Ana", "says": "Nobody came."}], "response": "¿Y qué hizo usted?\u2028Cuénteme."})
    result = simulator("hear", "--jsonl", typed=(*(json.dumps(row, ensure_ascii=False) for row in rows), "", '{"response": ""}'))
    assert result.code == 0
    assert [row["id"] for row in result.lines] == [*(f"r{n}" for n in range(20)), 20, ""]
    assert result.lines[-1]["primary"] == "wait"


def test_hear_answers_a_line_before_the_next_one_comes(simulator: Simulator) -> None:
    answered: list[bool] = []
    import sys

    def look() -> None:
        answered.append(bool(sys.stdout.buffer.getvalue()))  # type: ignore[attr-defined]

    simulator("hear", "--jsonl", typed=('{"response": "Hello."}', look, '{"response": "Again."}'))
    assert answered == [True]


def test_hear_names_the_line_that_is_no_json(simulator: Simulator) -> None:
    result = simulator("hear", "--jsonl", typed=('{"response": "Hello."}', "{"))
    assert result.code == 2
    assert "Line 2 is not JSON" in result.err
    assert "Line 1 needs" in simulator("hear", "--jsonl", typed=("[]",)).err


def test_explain_tells_every_diagnostic_and_suggests_for_a_typo(simulator: Simulator) -> None:
    codes = simulator("explain", "--json").json["codes"]
    assert codes == sorted(path.stem for path in (ROOT / "docs" / "diagnostics").glob("*.md") if path.stem != "README")
    assert simulator("explain").out.split() == codes
    page = simulator("explain", "dangling-beat", "--json").json
    assert page["code"] == "dangling-beat"
    assert page["page"]
    assert not simulator("explain", "dangling-beat").out.startswith("---")
    wrong = simulator("explain", "dangling-beet")
    assert wrong.code == 2
    assert "Did you mean `dangling-beat`?" in wrong.err


def test_schema_is_a_json_schema_of_the_notation(simulator: Simulator) -> None:
    schema = simulator("schema").json
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"scenario", "title", "beats", "endings"} <= set(schema["required"])


def test_paths_all_lie_in_the_home_of_this_person(simulator: Simulator, sealed_home: Path) -> None:
    found = simulator("paths", "--json").json
    assert found["home"] == str(sealed_home)
    for name in ("database", "content", "exports", "templates"):
        assert Path(found[name]).is_relative_to(sealed_home)
    for name in ("scenarios", "rubrics"):
        assert Path(found[name]).is_dir()
    assert str(sealed_home) in simulator("paths").out


def test_paths_names_the_database_that_the_surroundings_name(simulator: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMULATOR_DATABASE_URL", f"sqlite:///{tmp_path / 'shared.db'}")
    assert simulator("paths", "--json").json["database"] == str(tmp_path / "shared.db")


def test_doctor_finds_nothing_wrong_in_a_fresh_home(simulator: Simulator) -> None:
    result = simulator("doctor", "--json")
    assert result.code == 0
    found = result.json["findings"]
    assert {"version", "content"} <= {row["code"] for row in found}
    assert all(row["severity"] != "error" for row in found)
    assert all(set(row) == {"code", "severity", "message", "hint"} for row in found)
    assert simulator("doctor").code == 0
