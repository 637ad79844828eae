"""A real browser shows our pages without an error or a request, prints them, and axe-core finds nothing that shuts anybody out."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.content.catalogue import Catalogue
from simulator.export import Options, export, run_data
from simulator.export.cohort import Cohort, cohort_document
from simulator.export.site import site
from tests.live.browser import Browser, browser
from tests.outside.conftest import NODE, runs


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every page of every run, two scenes of the catalogue, and a cohort's overview."""
    place = tmp_path_factory.mktemp("pages")
    found = []
    for name, told in runs().items():
        found.append(place / f"{name}.html")
        found[-1].write_bytes(export(told, "html", include_levels=True))
    overview = Cohort("es")
    overview.add(run_data(runs()["es"], Options("facilitator")))
    found.append(place / "cohort.html")
    found[-1].write_bytes(cohort_document(overview, "html"))
    books = Catalogue()
    for path, page in site([books.load(name).material for name in ("spin-cycle", "the-engine")]):
        found.append(place / "site" / path)
        found[-1].parent.mkdir(parents=True, exist_ok=True)
        found[-1].write_text(page, encoding="utf-8")
    return found


def test_every_page_stands_without_an_error_or_a_request(chromium: Browser, pages: list[Path]) -> None:
    for page in pages:
        chromium.asked.clear()
        chromium.open(page.as_uri())
        assert chromium.run("document.title")
        assert chromium.problems == [], page.name
        assert [url for url in chromium.asked if not url.startswith(page.as_uri())] == [], page.name
        assert chromium.run("document.scripts.length + document.images.length") == 0


def test_every_page_prints(chromium: Browser, pages: list[Path]) -> None:
    for page in pages:
        chromium.open(page.as_uri())
        printed = base64.b64decode(chromium.call("Page.printToPDF", preferCSSPageSize=True)["data"])
        assert printed.startswith(b"%PDF"), page.name


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_that_shuts_anybody_out(chromium: Browser, pages: list[Path], dark: bool) -> None:
    axe = (NODE / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    chromium.dark(dark)
    for page in pages:
        if page.name.startswith("hostile") and page.name != "hostile-0.html":
            continue
        chromium.open(page.as_uri())
        chromium.call("Runtime.evaluate", expression=axe)
        found = chromium.run(
            "axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations.map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)])))"
        )
        assert json.loads(found) == [], page
