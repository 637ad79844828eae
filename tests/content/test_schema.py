"""The JSON Schema that editors use agrees with the compiler."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from simulator.content.catalogue import Catalogue
from simulator.content.schema import schema
from simulator.content.source import Node, parse_text, read_file
from tests.porch import changed, porch_text


def plain(node: Node) -> Any:
    """A source node as an editor's YAML reader would hand it to the schema."""
    return node.text if node.text is not None else {key: plain(child) for key, child in node.fields.items()}


def found(text: str) -> list[str]:
    root = parse_text(text, "porch").root
    assert root is not None
    return [error.message for error in jsonschema.Draft202012Validator(schema()).iter_errors(plain(root))]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("name", sorted(Catalogue().folders))
def test_every_shipped_scenario_fits_it(name: str) -> None:
    root = read_file(Catalogue().folders[name] / "scenario.yaml").root
    assert root is not None
    jsonschema.validate(plain(root), schema())


def test_a_good_file_has_nothing_against_it() -> None:
    assert found(porch_text()) == []


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("form: one_to_one", "form: one-to-one", "one-to-one"),
        ("        shows: opening -1", "        show: opening -1", "show"),
        ("    kind: step", "    kind: stap", "stap"),
        ("start: door\n", "", "start"),
        ("    part: parent", "    part: mother", "mother"),
        ("  thursday:\n    kind", "  Thursday Night:\n    kind", "Thursday Night"),
    ],
)
def test_what_the_compiler_refuses_an_editor_underlines(old: str, new: str, word: str) -> None:
    assert any(word in message for message in found(changed(old, new)))
