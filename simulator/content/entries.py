"""The catalogue as a list shows it: read from the top of each file, without compiling it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from itertools import islice, takewhile
from pathlib import Path

from simulator.content.catalogue import Catalogue
from simulator.content.source import LANGUAGES, Node, parse_text, read_file
from simulator.core.moves import FORMS
from simulator.core.records import dataclass

BEGINNERS = ("spin-cycle", "two-of-ten", "marisela-kitchen", "eleven-truths", "where-the-kids-wait", "pieces-of-complicated")
"""The order to begin in (DOMAIN 7, coverage); others follow by difficulty and form, drills after all scenes."""

MOST_LINES = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list. `languages` has its own first; `titles` by language."""

    id: str
    title: str
    form: str
    language: str
    languages: tuple[str, ...]
    difficulty: int
    minutes: int
    titles: Mapping[str, str]
    path: Path
    drill: str = ""
    """The one skill it drills; "" for a whole scene."""


def scenes(catalogue: Catalogue) -> tuple[Entry, ...]:
    """The whole scenes among `entries`."""
    return tuple(entry for entry in entries(catalogue) if not entry.drill)


def drills(catalogue: Catalogue) -> tuple[Entry, ...]:
    """The drills among `entries`."""
    return tuple(entry for entry in entries(catalogue) if entry.drill)


@cache
def entries(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Every scenario whose file can be read, in the order to begin in; read once for each catalogue."""
    return tuple(sorted(_each(catalogue), key=_order))


def _order(entry: Entry) -> tuple[bool, int, int, int, str]:
    beginner = BEGINNERS.index(entry.id) if entry.id in BEGINNERS else len(BEGINNERS)
    return bool(entry.drill), beginner, entry.difficulty, FORMS.index(entry.form) if entry.form in FORMS else len(FORMS), entry.id


def _each(catalogue: Catalogue) -> Iterator[Entry]:
    for name, path in catalogue.each():
        root = _top(path)
        if root is None:
            continue
        language = _word(root, "language")
        titles = {language: _word(root, "title")}
        for other in LANGUAGES:
            beside = path.parent / f"{other}.yaml"
            if other != language and beside.is_file():
                translated = _top(beside)
                titles[other] = (_word(translated, "title") if translated else "") or titles[language]
        languages = (language, *sorted(set(titles) - {language}))
        yield Entry(
            name,
            titles[language],
            _word(root, "form"),
            language,
            languages,
            _number(root, "difficulty", 1),
            _number(root, "minutes", 10),
            titles,
            path,
            _word(root, "drill"),
        )


def _top(path: Path) -> Node | None:
    """What stands above the beats, which is mostly all a list needs; the whole file where its title stands below or nothing can be read."""
    with suppress(OSError, UnicodeDecodeError), path.open(encoding="utf-8-sig") as file:
        source = parse_text("".join(takewhile(lambda line: not line.startswith("beats:"), islice(file, MOST_LINES))), path.name)
        if source.root is not None and "title" in source.root.fields and not source.broken:
            return source.root
    return read_file(path).root


def _word(root: Node, key: str) -> str:
    node = root.fields.get(key)
    return (node.text or "").strip() if node else ""


def _number(root: Node, key: str, default: int) -> int:
    text = _word(root, key)
    return int(text) if text.isdecimal() else default
