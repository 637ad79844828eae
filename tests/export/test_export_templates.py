"""A person's own templates: laid over ours, held in a sandbox, cut off where they ask for too much."""

from __future__ import annotations

import html
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FunctionLoader, TemplateError
from jinja2.exceptions import SecurityError

from simulator.export import ExportError, Options, export
from simulator.export import sandbox as boxes
from simulator.export.documents import context, folder
from simulator.export.sandbox import Sandbox, explained, rendered
from tests.export.played import story

ESCAPES = (
    "{{ ().__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ ''.__class__.__base__.__subclasses__() }}", "{{ [].__class__.__base__ }}",
    "{{ run.__class__ }}", "{{ run['__class__'] }}", "{{ run|attr('__class__') }}", "{{ run|attr('\\x5f\\x5fclass\\x5f\\x5f') }}",
    "{{ run|attr(['__cla', 'ss__']|join) }}", "{{ self.__init__.__globals__ }}", "{{ self._TemplateReference__context.__class__ }}",
    "{{ lipsum.__globals__ }}", "{{ cycler.__init__.__globals__ }}", "{{ joiner.__init__.__globals__ }}", "{{ namespace.__init__.__globals__ }}",
    "{{ range.__class__ }}", "{{ dict.__subclasses__() }}", "{{ dict.__mro__ }}", "{{ '{0.__class__}'.format(run) }}",
    "{{ '{0.__init__.__globals__}'.format(namespace()) }}", "{{ '{x.__class__}'.format_map({'x': run}) }}",
    "{{ ('{0.__class__}'|attr('format'))(run) }}", "{% set f = '{0.__class__}'.format %}{{ f(run) }}",
    "{% for f in ['{0.__class__}']|map('attr', 'format') %}{{ f(run) }}{% endfor %}", "{{ ('{0.__class__}'|safe).format(run) }}",
    "{{ [run]|map('attr', '__class__')|list }}", "{{ [run]|map(attribute='__class__')|list }}", "{{ [[run]]|map(attribute='0.__class__')|list }}",
    "{{ ([run]|groupby('__class__')|first).grouper }}", "{{ run.get.__self__.__class__ }}", "{{ run.get.__class__ }}", "{{ (1).__class__ }}",
    "{{ true.__class__.__mro__ }}", "{{ [].append.__self__.__class__ }}", "{% macro m() %}{{ caller.__class__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}", "{% macro m() %}{% endmacro %}{{ m._environment }}",
    "{% for x in [1] %}{{ loop.__class__ }}{% endfor %}", "{% for x in [1] %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "{{ ([1]|map('int')).gi_frame }}", "{{ ([1]|map('int')).gi_code }}", "{{ '{0.gi_frame.f_globals}'.format([1]|map('int')) }}",
    "{% block b %}{% endblock %}{{ self.b.__class__ }}", "{{ '%s'|format(run.__class__) }}", "{{ namespace(a=run)._Namespace__attrs.__class__ }}",
    "{{ ''.join.__class__ }}", "{{ ''['__class__'] }}", "{{ (''|escape).__html__.__func__ }}", "{{ (''|e).format.__func__.__globals__ }}",
    "{{ dict(a=1).__reduce_ex__(2) }}", "{{ range(3).__reduce__() }}", "{{ (undefined_thing is defined).__class__ }}",
)  # fmt: skip
"""Known ways out of a template: each reaches Python's own objects where nothing holds it."""

TELLTALE = re.compile(
    r"<class |<function|<built-in|<bound method|<method|<module|<frame|<code|<Environment|<jinja2|object at 0x|__builtins__|__name__"
)
CHANGES = (
    "{{ run.update({'a': 1}) }}", "{{ run.clear() }}", "{{ run.pop('run') }}", "{{ run.setdefault('x', 1) }}", "{{ run.takes.append(1) }}",
    "{{ run.takes.reverse() }}", "{% do run.clear() %}", "{% set run.x = 1 %}",
)  # fmt: skip
ELSEWHERE = (
    "{% include '/etc/passwd' %}", "{% include '../documents.py' %}", "{% extends '../../../pyproject.toml' %}", "{% import 'os' as os %}",
    "{% from 'simulator.export' import export %}",
)  # fmt: skip
TOO_MUCH = {
    "loops": "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
    "power": "{{ 9 ** (9 ** 9) }}",
    "memory": "{{ 'x' * 3000000000 }}",
    "length": "{% for a in range(99999) %}{{ 'x' * 1000 }}{% endfor %}",
    "itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "including": "{% include 'transcript.md.j2' %}",
}


def given() -> dict[str, Any]:
    return context(story(), Options())


def put_out(template: str) -> str:
    """What a template comes to in the sandbox, or the reason why it does not."""
    templates = {"t": template}
    try:
        return html.unescape(rendered(Sandbox(templates, markdown=False), "t", given()))
    except Exception as error:
        return str(explained(error, "t", templates).code)


def put_out_unheld(template: str) -> str:
    """The same where nothing holds it."""
    free = Environment(loader=FunctionLoader(lambda name: template), autoescape=True)
    try:
        return html.unescape(free.get_template("t").render(given()))
    except (TemplateError, TypeError, AttributeError) as error:
        return f"refused: {error}"


def templates_in(place: Path, **texts: str) -> Path:
    """A folder with templates: `md="…"` is `transcript.md.j2`."""
    place.mkdir(parents=True, exist_ok=True)
    for ending, text in texts.items():
        (place / f"transcript.{ending}.j2").write_text(text, encoding="utf-8")
    return place


@pytest.mark.parametrize("template", ESCAPES)
def test_no_known_escape_reaches_pythons_own_objects(template: str) -> None:
    assert not TELLTALE.search(put_out(template)), template


def test_those_escapes_do_reach_them_where_nothing_holds_them() -> None:
    reached = [template for template in ESCAPES if TELLTALE.search(put_out_unheld(template))]
    assert len(reached) >= 40


@pytest.mark.parametrize("template", CHANGES)
def test_a_template_changes_nothing_of_what_it_is_given(template: str) -> None:
    held, before = given(), given()
    with pytest.raises((SecurityError, TemplateError, TypeError)):
        rendered(Sandbox({"t": template}, markdown=False), "t", held)
    assert held == before


@pytest.mark.parametrize("template", ELSEWHERE)
def test_a_template_includes_templates_and_no_other_file(template: str, tmp_path: Path) -> None:
    with pytest.raises(ExportError) as refused:
        export(story(), "md", templates=templates_in(tmp_path, md=template))
    assert refused.value.message.startswith("There is no template")
    assert "shipped/transcript.md.j2" in refused.value.hint


def test_a_template_that_asks_for_too_much_is_cut_off_within_three_seconds(tmp_path: Path) -> None:
    assert boxes.CPU_SECONDS < 3

    def refused(name: str) -> str:
        try:
            export(story(), "md", templates=templates_in(tmp_path / name, md=TOO_MUCH[name]))
        except ExportError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(3) as pool:
        assert dict(zip(TOO_MUCH, pool.map(refused, TOO_MUCH), strict=True)) == dict.fromkeys(TOO_MUCH, "template-limits")


def test_her_own_template_is_used_in_place_of_ours(tmp_path: Path) -> None:
    place = templates_in(
        tmp_path, md="{% for take in run.takes %}{% for turn in take.turns %}* {{ turn.said.text }}\n{% endfor %}{% endfor %}"
    )
    assert export(story(), "md", templates=place).decode().splitlines()[1:3] == [
        "* Hm.",
        "* I'm Sam. Lupe sent me. You sound tired of clipboards.",
    ]


def test_what_it_puts_out_is_literal_all_the_same(tmp_path: Path) -> None:
    place = templates_in(tmp_path, md="{{ '[x](http://evil.test)' }} {{ '<b>' ~ run.person }}")
    assert export(story(), "md", templates=place).decode() == "`[x](http://evil.test)` \\<b\\>Ana Ruiz\n"


def test_one_part_of_ours_can_be_replaced(tmp_path: Path) -> None:
    text = '{% extends "shipped/transcript.html.j2" %}{% block foot %}<p>Mesa Común</p>{% endblock %}'
    page = export(story(), "html", templates=templates_in(tmp_path, html=text)).decode()
    assert "<footer>\n<p>Mesa Común</p></footer>" in page
    assert page.partition("<footer>")[0] == export(story(), "html").decode().partition("<footer>")[0]


def test_a_style_sheet_of_her_own_is_enough_to_change_the_looks(tmp_path: Path) -> None:
    (tmp_path / "transcript.css").write_text("body { font-family: monospace }", encoding="utf-8")
    page = export(story(), "html", templates=tmp_path).decode()
    assert "body { font-family: monospace }" in page
    assert "--paper" not in page


def test_a_folder_without_templates_leaves_ours(tmp_path: Path) -> None:
    assert export(story(), "md", templates=tmp_path) == export(story(), "md", templates=tmp_path / "none") == export(story(), "md")


def test_a_page_that_drops_what_closes_it_to_the_network_is_refused(tmp_path: Path) -> None:
    for text in ("<!doctype html><html><head><script>x</script>", export(story(), "html").decode().replace("'none'", "*")):
        with pytest.raises(ExportError) as refused:
            export(story(), "html", templates=templates_in(tmp_path, html="{% raw %}" + text + "{% endraw %}"))
        assert "Content-Security-Policy" in refused.value.message


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("one\ntwo {{ run. }}", 2, "cannot be read as a template"),
        ("one\n{% if run %}", 2, "cannot be read as a template"),
        ("one\n\n{{ run.taeks }}", 3, "'dict object' has no attribute 'taeks'"),
        ("{{ thing }}", 1, "'thing' is undefined"),
        ("one\n{{ run.__class__ }}", 2, "attribute '__class__'"),
        ("one\n{{ 1 / 0 }}", 2, "division by zero"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(ExportError) as refused:
        export(story(), "md", templates=templates_in(tmp_path, md=text))
    assert (refused.value.file, refused.value.line) == ("transcript.md.j2", line)
    assert words in refused.value.message
    assert str(refused.value).startswith(f"transcript.md.j2, line {line}: ")


def test_a_template_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "transcript.md.j2").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ExportError) as refused:
        folder(tmp_path)
    assert "UTF-8" in refused.value.message
    assert refused.value.file.endswith("transcript.md.j2")


def test_a_template_past_the_size_is_refused(tmp_path: Path) -> None:
    templates_in(tmp_path, md="x" * (256 * 2**10 + 1))
    with pytest.raises(ExportError, match="larger than 256 kB"):
        folder(tmp_path)


def test_a_process_apart_gives_the_same_bytes_as_ours(tmp_path: Path) -> None:
    place = templates_in(tmp_path, md='{% extends "shipped/transcript.md.j2" %}')
    assert export(story("es"), "md", include_levels=True, templates=place) == export(story("es"), "md", include_levels=True)
