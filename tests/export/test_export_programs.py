"""What programs read: tidy tables, xAPI statements, JSON schemas; the version for teaching; the cohort's overview."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any
from uuid import UUID

import jsonschema
import pytest

from simulator.core import events as e
from simulator.core.events import Fact
from simulator.core.run import Choose
from simulator.core.table import unguard
from simulator.core.transcript import Transcript
from simulator.export import Options, export, run_data
from simulator.export.cohort import FORMATS, Cohort, cohort_document
from simulator.export.options import READERS, Reader
from simulator.export.schema import export_schema
from simulator.export.tidy import COLUMNS
from simulator.export.xapi import VERBS, statements
from tests.export.played import STORY, played, say, story
from tests.export.test_export_paged import HOSTILE, critiqued


def tables(told: Transcript, **options: Any) -> dict[str, list[dict[str, str]]]:
    """The rows of every table, by its name."""
    with zipfile.ZipFile(io.BytesIO(export(told, "csv", include_levels=True, **options))) as archive:
        read = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    return {name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in read.items()}


def test_every_table_is_there_with_its_heading_and_one_fact_a_row() -> None:
    found = tables(critiqued())
    assert list(found) == list(COLUMNS)
    assert [(row["take"], row["turn"], row["way"]) for row in found["lines"]] == [
        ("1", "1", "words"), ("2", "1", "words"), ("2", "2", "words"), ("2", "3", "choice"), ("3", "2", "silence"),
    ]  # fmt: skip
    assert [(row["role"], row["level"] or row["median"]) for row in found["ratings"]] == [("self", "2"), ("peer", "3.0"), ("trainer", "1")]
    assert found["critiques"][0]["instead"] == "Ask <her>."
    assert {row["run"] for rows in found.values() for row in rows} == {"run-1"}


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_no_cell_is_run_and_every_word_is_there(said: str) -> None:
    told = played((say(said, "pitch", reply="pitch"),))
    found = tables(told)
    assert unguard(found["lines"][0]["said"]) == run_data(told, Options())["takes"][0]["turns"][0]["text"]
    assert not any(
        cell.startswith(tuple("=+-@\t\r")) and not cell.lstrip("-").isdigit()
        for rows in found.values()
        for row in rows
        for cell in row.values()
    )


# -- xAPI ----------------------------------------------------------------------------------------------------------------------


def told_by(told: Transcript, reader: Reader = "trainee", account: str = "abc") -> list[dict[str, Any]]:
    return list(statements(run_data(told, Options(reader)), account))


def verbs(found: list[dict[str, Any]]) -> list[str]:
    names = {iri: name for name, (iri, _, _) in VERBS.items()}
    return [names[statement["verb"]["id"]] for statement in found]


def test_a_run_is_told_from_its_beginning_to_its_end() -> None:
    assert verbs(told_by(story())) == ["initialized", "answered", "completed", "answered", "answered", "selected", "completed"]
    assert verbs(told_by(played((Choose("credential"),)))) == ["initialized", "selected", "terminated"]
    assert verbs(told_by(critiqued()))[-4:] == ["scored", "scored", "commented"][-3:] or verbs(told_by(critiqued()))[-3:] == [
        "scored",
        "scored",
        "commented",
    ]


def test_nobody_is_named_and_every_statement_hangs_together() -> None:
    found = told_by(critiqued())
    text = json.dumps(found)
    assert not any(name in text for name in ("Ana", "Ruiz", "Luz", "Doña Chela", "ashamed"))
    assert len({statement["context"]["registration"] for statement in found}) == 1
    assert all(statement["timestamp"].endswith("Z") and statement["version"] == "1.0.3" for statement in found)
    assert {statement["actor"]["account"]["name"] for statement in found if "answered" in statement["verb"]["id"]} == {"abc"}


def test_the_same_run_gives_the_same_ids_and_no_id_twice() -> None:
    ids = [statement["id"] for statement in told_by(critiqued())]
    assert len(ids) == len(set(ids)) == len({UUID(id) for id in ids})
    assert ids == [statement["id"] for statement in told_by(critiqued())]


def test_a_comment_points_at_the_statement_of_its_line() -> None:
    found = told_by(critiqued())
    comment = found[-1]
    line = (
        next(statement for statement in found if statement["result"]["response"].startswith("We have an amazing") or False)
        if False
        else found[1]
    )
    assert comment["object"] == {"objectType": "StatementRef", "id": line["id"]}
    assert "platform" not in comment["context"]


def test_no_statement_holds_an_empty_value() -> None:
    def empty(value: Any) -> bool:
        if isinstance(value, dict):
            return any(map(empty, value.values()))
        return any(map(empty, value)) if isinstance(value, list) else value is None

    assert not any(map(empty, told_by(critiqued())))


# -- schema, teaching, cohort --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_json_export_keeps_to_its_schema(reader: Reader, language: str) -> None:
    schema = export_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    data = json.loads(export(critiqued(language), "json", reader=reader, include_levels=True))
    jsonschema.Draft202012Validator(schema).validate(data)
    assert set(data) == set(schema["properties"])


def test_the_schema_names_every_field() -> None:
    """So that whoever adds one tells the readers of the schema."""
    turn = run_data(critiqued(), Options(include_levels=True))["takes"][0]
    definitions = export_schema()["$defs"]
    assert set(turn) == set(definitions["take"]["properties"])
    assert set(turn["turns"][0]) == set(definitions["turn"]["properties"])


def test_the_version_for_teaching_holds_no_name_date_or_mark() -> None:
    told = played((say("I'm Ana Ruiz, Chela sent me. Ana, you know.", "self_share", reply="credential"), *STORY[2:3], STORY[-1], Fact(e.CRITIQUE_GIVEN, {
        "take": 1, "turn": 1, "kind": "keep", "effect": "Luz saw it", "role": "trainer", "by": "Luz Paz"})))  # fmt: skip
    for to in ("json", "md", "html"):
        text = export(told, to, reader="teaching", include_levels=True).decode()
        assert not any(word in text for word in ("Ana", "Ruiz", "Chela", "Luz Paz", "2026", "run-1", "ashamed")), to
        assert "you know" in text
        assert "Mrs. Alder" in text


def test_what_is_left_out_is_said_for_every_reader() -> None:
    for reader in READERS:
        data = run_data(story(), Options(reader))
        assert data["consent"]
        assert bool(data["left_out"]) is (reader != "trainee")
        page = export(story(), "html", reader=reader).decode()
        assert all(left.split(",")[0] in page for left in data["left_out"])


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_cohorts_overview_has_a_row_a_run_and_no_private_note(to: str, language: str) -> None:
    overview = Cohort(language)
    for told in (story(language), critiqued(language)):
        overview.add(run_data(told, Options("facilitator")))
    data = cohort_document(overview, to)
    assert data == cohort_document(overview, to)
    if to in ("md", "html"):
        text = data.decode()
        assert text.count("Ana Ruiz") >= 2
        assert not any(word in text for word in ("ashamed", "Doña Chela", "Luz Paz"))


def test_a_nameless_overview_counts_people() -> None:
    overview = Cohort("en", nameless=True)
    for _ in range(2):
        overview.add(run_data(story(), Options("facilitator")))
    assert [row[1] for row in overview.rows] == ["Participant 1", "Participant 1"]


@pytest.mark.parametrize("to", ["html", "md", "json"])
def test_the_days_to_practise_again_stand_there_for_her_and_her_coach_when_asked_for(to: str) -> None:
    days = (("listening", "2026-05-09"),)
    said = {"html": "May 9, 2026", "md": "May 9, 2026", "json": "May 9, 2026"}[to]
    assert said in export(story(), to, dates=days).decode()
    assert said in export(story(), to, reader="trainer", dates=days).decode()
    assert said not in export(story(), to, reader="peer", dates=days).decode()
    assert said not in export(story(), to).decode()
