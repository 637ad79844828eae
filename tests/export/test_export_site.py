"""The catalogue's pages: whole, closed to the network, both languages, and no secret outside the trainers' part."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import PurePosixPath
from string import Formatter

import pytest

from simulator.content.catalogue import Catalogue
from simulator.core.material import Material
from simulator.export.documents import CSP
from simulator.export.site import TEMPLATES, site
from simulator.phrases import LANGUAGES
from simulator.phrases.site import SITE
from tests.export.played import material
from tests.export.test_export_html import AFTER, Page

BOOKS = Catalogue()
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} \"'"


@cache
def library() -> tuple[Material, ...]:
    return tuple(BOOKS.load(name).material for name in BOOKS.folders)


@cache
def pages(trainers: bool = True) -> dict[str, str]:
    return dict(site(library(), trainers))


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.partition("</style>")[2])).split())


def test_there_is_a_page_for_everything_in_both_languages() -> None:
    found = pages()
    for language in LANGUAGES:
        for one in library():
            for path in ("{}.html", "{}-worksheet.html", "trainers/{}.html", "trainers/{}-cards.html"):
                assert f"{language}/{path.format(one.scenario.id)}" in found
            assert f"{language}/rubric-{one.rubric.id}.html" in found


@pytest.mark.parametrize("name", sorted(BOOKS.folders))
def test_no_secret_or_interest_of_anyone_stands_in_what_trainees_are_given(name: str) -> None:
    one = next(one for one in library() if one.scenario.id == name)
    hidden: set[str] = set()
    for person in one.scenario.cast.values():
        for key, own in (("interest", person.interest), ("secret", person.secret)):
            for text in (own, *(translation.strings.get(f"cast.{person.id}.{key}", "") for translation in one.translations.values())):
                hidden |= {" ".join(line.split()) for line in text.split("\n") if len(line.split()) > 3}
    for language in LANGUAGES:
        given = " ".join(words(page) for path, page in pages().items() if "/trainers/" not in path)
        assert not [line for line in hidden if line in given]
        cards = words(pages()[f"{language}/trainers/{name}-cards.html"])
        assert all(
            any(" ".join(line.split()) in cards for line in person.secret.split("\n"))
            for person in one.scenario.cast.values()
            if person.secret and one.scenario.language == language
        )


def test_the_trainees_part_links_nowhere_that_is_not_there() -> None:
    found = pages(False)
    assert not any("/trainers/" in path for path in found)
    assert not any("trainers/" in page for page in found.values())


@pytest.mark.parametrize("trainers", [True, False])
def test_every_link_leads_to_a_page_and_a_place_on_it(trainers: bool) -> None:
    found = pages(trainers)
    ids = {path: set(re.findall(r'\bid="([^"]+)"', page)) for path, page in found.items()}
    for path, page in found.items():
        assert len(re.findall(r'\bid="([^"]+)"', page)) == len(ids[path]), path
        for target in re.findall(r'href="([^"]+)"', page):
            place, _, anchor = target.partition("#")
            parts: list[str] = []
            for part in (*PurePosixPath(path).parent.parts, *PurePosixPath(place).parts) if place else PurePosixPath(path).parts:
                parts = parts[:-1] if part == ".." else [*parts, part]
            there = "/".join(parts)
            assert there in found, (path, target)
            assert not anchor or anchor in ids[there], (path, target)


def test_pages_are_well_formed_and_run_and_ask_nothing() -> None:
    for path, text in pages().items():
        page = Page(text)
        assert CSP in text, path
        assert {tag for tag, _ in page.tags}.isdisjoint({"script", "link", "iframe", "object", "embed", "form", "base", "img"}), path
        assert not any(re.match(r"(?:[a-z]+:)?//", value) for value in page.values(*AFTER)), path
        assert not any(name.startswith("on") for _, name, _ in page.attributes), path
        assert [tag for tag, _ in page.tags].count("h1") == 1, path


def test_the_map_leads_to_every_moment_and_ending() -> None:
    for one in library():
        page = pages()[f"en/trainers/{one.scenario.id}.html"]
        drawn = page.partition("<svg")[2].partition("</svg>")[0]
        wanted = [f"#beat-{beat}" for beat in one.scenario.beats] + [f"#ending-{ending}" for ending in one.scenario.endings]
        assert sorted(re.findall(r'href="([^"]+)"', drawn)) == sorted(wanted)


def test_what_an_author_writes_is_words() -> None:
    from dataclasses import replace

    one = material()
    scenario = replace(one.scenario, brief=HOSTILE, title=HOSTILE, facilitator=HOSTILE, lenses=(HOSTILE,))
    for text in dict(site([replace(one, scenario=scenario)])).values():
        assert "alert(1)</script>" not in text
        assert "<img" not in text
        Page(text)


def test_the_same_library_gives_the_same_pages() -> None:
    assert list(site(library()[:2])) == list(site(library()[:2]))


def test_every_phrase_of_the_pages_is_said_and_has_its_places() -> None:
    told = "\n".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES.iterdir(), TEMPLATES.parent.parent / "site.py"])
    assert [phrase for phrase in SITE if f'"{phrase}"' not in told and not phrase.startswith("site-language.")] == []
    for phrase in SITE.values():
        assert len({frozenset(name for _, name, _, _ in Formatter().parse(text) if name) for text in phrase.values()}) == 1
