"""Strings to a table for translators and back: nothing lost, comments kept, and what changed since said."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.catalogue import Catalogue, Loaded
from simulator.content.editing import Change, edit
from simulator.content.source import parse_text
from simulator.content.strings import COLUMNS, Merged, Row, entries, merge, read_table, sources_of, table
from simulator.content.translation import addresses, compile_translation
from tests.porch import changed, porch

SPANISH = """\
# Hecha en Fresno.
scenario: porch-light
language: es
title: La luz del porche   # así la llama la gente

beats:
  door:
    # ella habla de usted
    cue: |
      Ya se cansó de las tablitas. ¿Qué podría usted soltar?

    scene: |
      Se enciende la luz del porche.
      Mrs. Alder: Usted es la tercera.


  # hasta aquí va
endings:
  closed:
    scene: Se apaga la luz.
"""


def spanish(loaded: Loaded) -> dict[str, str]:
    return dict(loaded.material.translations["es"].strings) if "es" in loaded.material.translations else {}


def listed(loaded: Loaded, before: dict[str, str] | None = None) -> dict[str, tuple[str, str, str]]:
    found = entries(loaded.material.scenario, loaded.sources["scenario"], loaded.sources.get("es"), spanish(loaded), before)
    return {entry.address: (entry.status, entry.translation, entry.comment) for entry in found}


def given_back(loaded: Loaded, **texts: str) -> Merged:
    """What the file becomes when a translator gives these texts back, by address with `__` for dots."""
    rows = [
        Row(n, "porch-light", address.replace("__", ".").replace("_", "-"), text, "", "", "es")
        for n, (address, text) in enumerate(texts.items(), 2)
    ]
    return merge(loaded.material.scenario, "es", rows, loaded.sources.get("es"), spanish(loaded))


def test_every_string_is_listed_with_its_translation_comment_and_status() -> None:
    found = listed(porch(es=SPANISH))
    assert found["title"] == ("done", "La luz del porche", "")
    assert found["beats.door.cue"] == ("done", "Ya se cansó de las tablitas. ¿Qué podría usted soltar?", "ella habla de usted")
    assert found["goal"][:2] == ("new", "")
    assert found["cast.alder.name"][0] == "optional"
    assert set(found) == {address for address, text in addresses(porch().material.scenario) if text.strip()}


def test_what_changed_since_an_earlier_table_is_marked_with_the_original_as_it_was() -> None:
    old = porch(es=SPANISH)
    before = sources_of(table("porch-light", "es", entries(old.material.scenario, old.sources["scenario"], None, {})))
    new = porch(changed("The chain stays on too.", "The chain stays on."), es=SPANISH)
    found = entries(new.material.scenario, new.sources["scenario"], new.sources["es"], spanish(new), before)
    assert [(e.address, e.before.splitlines()[0]) for e in found if e.status == "changed"] == [
        ("beats.door.scene", "The porch light comes on. The chain stays on too.")
    ]


def test_a_table_is_a_table() -> None:
    loaded = porch(es=SPANISH)
    text = table("porch-light", "es", entries(loaded.material.scenario, loaded.sources["scenario"], loaded.sources["es"], spanish(loaded)))
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert len(read_table(text)) == len(rows) - 1


@pytest.mark.parametrize("name", sorted(Catalogue().folders))
def test_a_table_that_comes_back_untouched_changes_nothing(name: str) -> None:
    loaded = Catalogue().load(name)
    scenario = loaded.material.scenario
    (language,) = loaded.material.translations
    strings, translated = dict(loaded.material.translations[language].strings), loaded.sources[language]
    text = table(name, language, entries(scenario, loaded.sources["scenario"], translated, strings))
    merged = merge(scenario, language, read_table(text), translated, strings)
    assert (merged.changed, merged.notes, merged.text) == ((), (), translated.text)


@pytest.mark.parametrize("name", sorted(Catalogue().folders))
def test_a_whole_translation_can_be_made_from_a_table_alone(name: str) -> None:
    loaded = Catalogue().load(name)
    scenario = loaded.material.scenario
    (language,) = loaded.material.translations
    strings = dict(loaded.material.translations[language].strings)
    text = table(name, language, entries(scenario, loaded.sources["scenario"], loaded.sources[language], strings))
    merged = merge(scenario, language, read_table(text), None, {})
    made = compile_translation(parse_text(merged.text, "made"), scenario)
    assert made is not None
    assert {a: t.strip() for a, t in made.strings.items()} == {a: t.strip() for a, t in strings.items() if t.strip()}


def test_a_text_is_replaced_where_it_stands_and_all_else_stays() -> None:
    merged = given_back(
        porch(es=SPANISH), beats__door__scene="Se prende la luz.\nMrs. Alder: La tercera.", endings__closed__scene="Se apaga."
    )
    expected = SPANISH.replace(
        "      Se enciende la luz del porche.\n      Mrs. Alder: Usted es la tercera.\n",
        "      Se prende la luz.\n      Mrs. Alder: La tercera.\n",
    )
    assert merged.text == expected.replace("    scene: Se apaga la luz.\n", "    scene: |\n      Se apaga.\n")
    assert merged.changed == ("beats.door.scene", "endings.closed.scene")


def test_a_new_text_stands_at_the_end_of_what_it_belongs_to() -> None:
    merged = given_back(
        porch(es=SPANISH),
        beats__door__replies__pitch__say="Tenemos un programa.",
        goal="Sepa qué la mueve.",
        endings__thursday__later="Nada.",
    )
    loaded = porch(es=merged.text)
    assert spanish(loaded)["beats.door.replies.pitch.say"] == "Tenemos un programa."
    assert spanish(loaded)["goal"] == "Sepa qué la mueve."
    for line in SPANISH.splitlines():
        assert line in merged.text.splitlines()
    assert merged.text.index("Usted es la tercera") < merged.text.index("pitch:") < merged.text.index("hasta aquí va")


def test_a_translators_comment_stands_above_its_text_and_comes_out_again() -> None:
    loaded = porch(es=SPANISH)
    row = Row(2, "", "beats.door.scene", "Se prende la luz.", "¿prende o enciende?", "", "es")
    merged = merge(loaded.material.scenario, "es", [row], loaded.sources["es"], spanish(loaded))
    assert "    # ¿prende o enciende?\n    scene: |\n" in merged.text
    assert listed(porch(es=merged.text))["beats.door.scene"][2] == "¿prende o enciende?"


def test_a_row_whose_original_moved_on_is_told_and_taken() -> None:
    loaded = porch(es=SPANISH)
    row = Row(7, "", "title", "La luz", "", "0" * 12, "es")
    merged = merge(
        loaded.material.scenario, "es", [row, Row(8, "", "beats.gone.scene", "x", "", "", "es")], loaded.sources["es"], spanish(loaded)
    )
    assert merged.changed == ("title",)
    assert [line for line, _ in merged.notes] == [7, 8]


def test_an_empty_cell_changes_nothing() -> None:
    assert given_back(porch(es=SPANISH), title="").text == SPANISH


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="`address`"):
        read_table("a,b\n1,2\n")


TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf", "Zs"), include_characters=" \n")).map(
    lambda text: "\n".join(line.strip() for line in text.split("\n")).strip()
).filter(bool)  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from(["title", "goal", "brief", "beats.door.cue", "beats.door.replies.pitch.say", "endings.thursday.later"]),
        TEXT,
        min_size=1,
    )
)
def test_whatever_is_written_into_a_file_is_read_from_it(texts: dict[str, str]) -> None:
    source = parse_text(SPANISH, "es")
    text = edit(source, {address: Change(text) for address, text in texts.items()})
    scenario = porch().material.scenario
    back = compile_translation(parse_text(text, "es"), scenario)
    assert back is not None, [str(d) for d in parse_text(text, "es").diagnostics]
    for address, value in texts.items():
        assert unicodedata.normalize("NFC", back.strings[address]) == unicodedata.normalize("NFC", value)
