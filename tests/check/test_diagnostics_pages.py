"""Every code has a page whose wrong example has that finding and whose mended one does not."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from porch_light import PAGES, ROOT, Page, codes, pages, run_example

ALL = pages()
REPORTERS = {"report": 0, "error": 0, "Finding": 0, "warn": 0, "Diagnostic": 3}


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.code)
def test_the_wrong_example_of_a_page_has_its_finding_with_its_severity_a_line_and_a_hint(page: Page, tmp_path: Path) -> None:
    report = run_example(page, tmp_path, wrong=True)
    found = [diagnostic for diagnostic in report.diagnostics if diagnostic.code == page.code]
    assert found, f"found {codes(report)}"
    assert found[0].severity == page.front["severity"]
    assert found[0].line >= 1
    assert found[0].column >= 1
    assert found[0].message
    assert found[0].hint


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.code)
def test_the_mended_example_of_a_page_does_not_have_its_finding(page: Page, tmp_path: Path) -> None:
    assert page.code not in codes(run_example(page, tmp_path, wrong=False))


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.code)
def test_a_page_is_called_after_its_code_and_is_short(page: Page) -> None:
    assert page.path.stem == page.code
    assert len(page.why.split()) <= 90


def _strings(node: ast.expr) -> list[str]:
    """The codes an argument can be; an f-string as a pattern."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*_strings(node.body), *_strings(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "[a-z]+" for part in node.values]
        return ["".join(map(str, parts))]
    return []


def _emitted() -> set[str]:
    found: set[str] = set()
    for folder in ("content", "check"):
        for file in (ROOT / "simulator" / folder).glob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                    at = REPORTERS.get(name)
                    if at is not None and len(node.args) > at:
                        found.update(_strings(node.args[at]))
                elif (
                    isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "_PROBLEMS" and isinstance(node.value, ast.Tuple)
                ):
                    for row in node.value.elts:
                        assert isinstance(row, ast.Tuple)
                        found.update(_strings(row.elts[1]))
    from simulator.check.walkthroughs import CODE

    return {code for code in found | {CODE} if re.fullmatch(r"[a-z0-9+\[\]-]+", code)}


def test_every_code_that_can_be_emitted_has_a_page() -> None:
    names = {path.stem for path in PAGES.glob("*.md")}
    missing = [code for code in _emitted() if not any(re.fullmatch(code, name) for name in names)]
    assert missing == []


def test_every_page_is_about_a_code_that_can_be_emitted() -> None:
    emitted = _emitted()
    assert [page.code for page in ALL if not any(re.fullmatch(code, page.code) for code in emitted)] == []
