"""Check a conversation to critique: that it compiles, that its quotes and criteria exist, that nobody in it is real."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from simulator.check.places import Places
from simulator.check.wording import real_names
from simulator.content.source import Source
from simulator.content.specimens import compile_specimen
from simulator.core.specimen import Specimen


def specimen(source: Source, criteria: Mapping[str, Collection[str]], file: Path) -> Specimen | None:
    """The conversation in `source`, with everything wrong reported there; None where it cannot be read."""
    found = compile_specimen(source, criteria)
    if found is None:
        return None
    if found.id != file.stem:
        line, column = Places(source).at("critique")
        source.report(
            "folder-name", f"this conversation is `{found.id}`, and its file is `{file.name}`", "They must be the same word.", line, column
        )
    for finding in real_names(texts(found)):
        line, column = Places(source).at(finding.address, finding.offset)
        source.report(finding.code, finding.message, finding.hint, line, column, finding.severity)
    return found


def texts(found: Specimen) -> Iterator[tuple[str, str]]:
    """(address, text) of everything that is read in it."""
    for language in found.title:
        yield f"title.{language}", found.title[language]
        yield f"brief.{language}", found.brief.get(language, "")
        for line in found.lines:
            yield f"lines.{line.id}.says.{language}", line.says.get(language, "")
    for person, name in found.cast.items():
        yield f"cast.{person}", name
