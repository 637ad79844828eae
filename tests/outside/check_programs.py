"""The xAPI validator and extwee take what we write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.content.catalogue import Catalogue
from simulator.content.twine.html import write_html
from simulator.content.twine.leaving import as_story
from simulator.content.twine.twee import write_twee
from simulator.export import export
from simulator.export.options import READERS
from tests.outside.conftest import node, runs

VALIDATE = """
import { createRequire } from 'module'; import fs from 'fs';
const validate = createRequire(import.meta.url)('xapi-validation').default;
const found = [];
for (const line of fs.readFileSync(process.argv[2], 'utf8').split('\\n').filter(Boolean)) found.push(validate(JSON.parse(line)).map(w => JSON.stringify(w)));
console.log(JSON.stringify(found));
"""
EXTWEE = """
import { parseTwee, parseTwine2HTML } from 'extwee'; import fs from 'fs';
const text = fs.readFileSync(process.argv[2], 'utf8');
const story = process.argv[2].endsWith('.html') ? parseTwine2HTML(text) : parseTwee(text);
console.log(JSON.stringify({name: story.name, start: story.start, passages: story.passages.map(p => ({name: p.name, tags: p.tags, text: p.text}))}));
"""


def test_the_validator_has_nothing_to_say_about_our_statements(tmp_path: Path) -> None:
    file = tmp_path / "statements.jsonl"
    lines = [export(told, "xapi", reader=reader, account="abc") for told in runs().values() for reader in READERS if reader != "teaching"]
    file.write_bytes(b"".join(lines))
    found = json.loads(node(VALIDATE, file))
    assert len(found) > 100
    assert [warnings for warnings in found if warnings] == []


def test_the_validator_does_object_to_what_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "statements.jsonl"
    statement = json.loads(export(runs()["en"], "xapi").splitlines()[0])
    file.write_text(json.dumps({**statement, "verb": {"id": "answered"}}), encoding="utf-8")
    assert json.loads(node(VALIDATE, file))[0]


@pytest.mark.parametrize("ending", ["twee", "html"])
def test_extwee_reads_every_scenario_as_we_wrote_it(tmp_path: Path, ending: str) -> None:
    books = Catalogue()
    for name in books.folders:
        story = as_story(books.load(name))
        file = tmp_path / f"{name}.{ending}"
        file.write_text(write_twee(story) if ending == "twee" else write_html(story), encoding="utf-8")
        found = json.loads(node(EXTWEE, file))
        assert (found["name"], found["start"]) == (story.title, story.start)
        theirs = {passage["name"]: (" ".join(passage["text"].split()), passage["tags"]) for passage in found["passages"]}
        ours = {passage.name: (" ".join(passage.text.split()), list(passage.tags)) for passage in story.passages}
        assert {key: theirs.get(key) for key in ours} == ours
