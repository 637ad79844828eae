"""Whether the same words stand in another scenario: whoever practises a second one should not hear the first again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from simulator.check.ease import scripts
from simulator.check.finding import Finding
from simulator.check.report import text_of
from simulator.content.catalogue import Catalogue
from simulator.content.speech import split_speech
from simulator.core.scenario import Scenario

SAME = 6
"""Words from which on two equal lines are no accident: people say “Sí, claro” everywhere."""


def elsewhere(scenario: Scenario, catalogue: Catalogue) -> Iterator[Finding]:
    """Replies and counterparts' lines of `scenario` that another scenario of `catalogue` has word for word."""
    same: dict[str, list[tuple[str, str]]] = {}
    others = {name: lines_of(path, _stamp(path)) for name, path in catalogue.each() if name != scenario.id}
    for address, text in _spoken(scenario):
        key = _plain(text)
        if len(key.split()) < SAME:
            continue
        for name in (name for name, lines in others.items() if key in lines):
            same.setdefault(name, []).append((address, text))
    for name, found in same.items():
        more = f", and {len(found) - 1} more: {', '.join(f'`{address}`' for address, _ in found[1:6])}" if len(found) > 1 else ""
        yield Finding(
            "said-elsewhere", "warning", found[0][0], f"“{found[0][1][:80]}” stands in `{name}` too, word for word{more}",
            "Say it as this person would, here.",
        )  # fmt: skip


def _spoken(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for address, lines in scripts(scenario):
        yield from ((address, line.text) for line in lines if line.speaker)
    for beat in scenario.beats.values():
        for reply in beat.replies.values():
            yield from ((f"beats.{beat.id}.replies.{reply.id}.say", line) for line in reply.say.splitlines())


@lru_cache(maxsize=512)
def lines_of(path: Path, stamp: tuple[int, int]) -> frozenset[str]:
    """Every line of the file at `path` without its speaker, its signs and its case; read again when `stamp` has changed."""
    return frozenset(_plain(split_speech(line.strip())[1]) for line in text_of(path).split("\n") if line.startswith("    "))


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


def _plain(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())
