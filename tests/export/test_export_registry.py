"""The registry: formats, readers, names, sameness."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.export import WRITERS, ExportError, export, suggested_name
from tests.export.played import story


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(ExportError) as refused:
        export(story(), "doc")
    assert refused.value.code == "unknown-format"
    assert "“doc”" in refused.value.message
    assert all(name in refused.value.hint for name in WRITERS)


def test_an_unknown_reader_is_refused_with_those_there_are() -> None:
    with pytest.raises(ExportError) as refused:
        export(story(), "md", reader="employer")  # type: ignore[arg-type]
    assert refused.value.code == "unknown-reader"
    assert "trainer" in refused.value.hint


@pytest.mark.parametrize("to", sorted(WRITERS))
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_same_run_gives_the_same_bytes(to: str, language: str) -> None:
    first = export(story(language), to, include_levels=True)
    assert first == export(story(language), to, include_levels=True)
    assert WRITERS[to].binary or first.decode().endswith("\n")


@pytest.mark.parametrize("to", sorted(name for name, writer in WRITERS.items() if not writer.binary))
def test_the_trainees_words_stand_in_every_format(to: str) -> None:
    text = export(story(), to).decode()
    assert "Lupe sent me" in text
    assert "We have an amazing program" in text


def test_a_name_is_suggested_from_scenario_and_date() -> None:
    assert suggested_name(story(), "html") == "porch-light-2026-05-01.html"


@given(st.text(), st.text())
def test_no_name_holds_a_path(scenario: str, started: str) -> None:
    told = story()
    odd = replace(told, started=started, material=replace(told.material, scenario=replace(told.material.scenario, id=scenario)))
    name = suggested_name(odd, "json")
    assert name.endswith(".json")
    assert set(name.removesuffix(".json")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 0 < len(name) < 110


def test_naming_the_formats_loads_no_template_engine() -> None:
    code = "import sys, simulator.export as e; print(sorted(e.WRITERS), 'jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['csv', 'docx', 'html', 'json', 'md', 'pdf', 'xapi'] False"


def test_json_is_one_document_that_says_what_it_is() -> None:
    raw = export(story(), "json").decode()
    data = json.loads(raw)
    assert (data["format"], data["version"]) == ("organizer-simulator/transcript", 1)
    assert "Doña Chela" in raw
    assert not any((ord(sign) < 32 and sign != "\n") or 127 <= ord(sign) < 160 for sign in raw)
