"""`export` and `template` from the command line: one run or many, whole files or none, a learning record store that fails."""

from __future__ import annotations

import json
import os
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import click
import pytest

from simulator.cli import export as verb
from simulator.cli import lrs
from simulator.cli.files import whole
from tests.cli.conftest import Simulator

TYPED = ("Lupe sent me. What did the other two want?", "=1+1")


@pytest.fixture
def three(simulator: Simulator) -> Simulator:
    """The program, with three runs to export."""
    for _ in range(3):
        assert simulator("practice", "porch-light", "--plain", typed=TYPED).code == 0
    return simulator


def test_many_runs_go_into_a_folder_a_file_each(three: Simulator, tmp_path: Path) -> None:
    for to in ("md", "html", "json", "docx", "pdf"):
        result = three("export", "--all", "--to", to, "-o", tmp_path / to)
        assert result.code == 0, result.err
        assert len(list((tmp_path / to).iterdir())) == 3


def test_many_runs_make_one_table_of_each_kind_or_one_stream_of_statements(three: Simulator, tmp_path: Path) -> None:
    assert three("export", "--all", "--to", "csv", "-o", tmp_path / "all.zip").code == 0
    assert three("export", "--all", "--to", "csv", "-o", f"{tmp_path}/tables/").code == 0
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.read("lines.csv") == (tmp_path / "tables" / "lines.csv").read_bytes()
        assert archive.read("runs.csv").decode().count("porch-light") == 3
        assert b",'=1+1," in archive.read("lines.csv")
    again = tmp_path / "again.zip"
    assert three("export", "--all", "--to", "csv", "-o", again).code == 0
    assert again.read_bytes() == (tmp_path / "all.zip").read_bytes()
    lines = three("export", "--all", "--to", "xapi", "-o", "-").lines
    assert len({line["id"] for line in lines}) == len(lines) > 9


def test_a_cohorts_overview_is_one_document(three: Simulator, tmp_path: Path) -> None:
    result = three("export", "--all", "--cohort", "--to", "md", "-o", "-")
    assert result.out.count("Porch light") == 3
    assert three("export", "--all", "--cohort", "--to", "pdf", "-o", f"{tmp_path}/").code == 0
    assert (tmp_path / "cohort.pdf").read_bytes().startswith(b"%PDF")
    assert three("export", "--all", "--cohort", "--to", "xapi").code == 2


def test_what_goes_wrong_is_said_in_plain_words(simulator: Simulator, three: Simulator, tmp_path: Path) -> None:
    assert "teaching" in three("export", "--to", "xapi", "--for", "teaching").err
    assert "--to xapi" in three("export", "--post", "https://x.example").err
    assert three("export", "--all", "--to", "md", "-o", "-").code == 2
    (tmp_path / "file").write_text("")
    assert "cannot be written" in three("export", "-o", tmp_path / "file" / "x.md").err


def test_without_a_run_there_is_nothing_to_export(simulator: Simulator) -> None:
    result = simulator("export", "--all")
    assert (result.code, "no run to export yet" in result.err) == (2, True)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, click.Abort], ids=["ctrl-c", "esc"])
@pytest.mark.parametrize("to", ["html", "csv", "xapi", "docx"])
def test_stopped_halfway_there_is_no_half_file(
    three: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: str, stop: type[BaseException]
) -> None:
    seen = 0

    def two_and_stop(items: list[Any], label: str) -> Iterator[Any]:
        nonlocal seen
        for item in items:
            if seen == 2:
                raise stop
            seen += 1
            yield item

    monkeypatch.setattr(verb, "each", two_and_stop)
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "all.zip" if to in verb.TOGETHER else folder
    assert three("export", "--all", "--to", to, "-o", target).code == 130
    left = sorted(folder.iterdir())
    assert len(left) == (0 if to in verb.TOGETHER else 2)
    assert not any(path.name.startswith(".") for path in left)


def test_a_file_takes_its_name_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before")

    def half() -> None:
        with whole(path) as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert path.read_text() == "before"
    assert os.listdir(tmp_path) == ["a.txt"]


# -- templates -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["page.html.j2", "notes.md.j2", "letter.txt.j2"])
def test_a_new_template_works_as_it_is(three: Simulator, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    assert three("template", "new", file).code == 0
    assert three("template", "check", file).code == 0
    result = three("export", "--template", file, "-o", f"{tmp_path}/out/")
    assert result.code == 0, result.err
    (made,) = (tmp_path / "out").iterdir()
    assert made.suffix == f".{name.split('.')[1]}"
    assert "Porch light" in made.read_text(encoding="utf-8")
    assert three("template", "new", file).code == 2


def test_a_mistake_in_a_template_is_said_with_its_line(three: Simulator, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt.j2"
    file.write_text("one\n{{ run.telephone }}\n", encoding="utf-8")
    for arguments in (("export", "--template", file), ("template", "check", file)):
        result = three(*arguments)
        assert result.code == 3
        assert "letter.txt.j2:2: " in result.err
    file.write_text("{% if %}", encoding="utf-8")
    assert "letter.txt.j2:1: " in three("template", "check", file).err
    assert three("template", "check", tmp_path / "letter.txt").code == 3
    assert three("template", "new", tmp_path / "letter.doc").code == 2


def test_a_template_of_ones_own_without_a_name_lays_out_every_page(three: Simulator, sealed_home: Path) -> None:
    assert three("template", "new").code == 0
    assert (sealed_home / "templates" / "transcript.html.j2").is_file()
    assert "h1 { color: #1f5873; }" in three("export", "--to", "html", "-o", "-").out


# -- a learning record store ---------------------------------------------------------------------------------------------------


class Records:
    """A learning record store that can be busy, and that keeps each statement once."""

    def __init__(self, busy: int = 0) -> None:
        self.kept: dict[str, Any] = {}
        self.busy = busy
        self.asked: list[tuple[str, str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append((self.command, self.path.partition("?")[0], self.headers.get("Authorization", "")))
                statements = body if isinstance(body, list) else [body]
                if outer.busy:
                    outer.busy -= 1
                    code = 503
                elif any(outer.kept.get(one["id"]) for one in statements):
                    code = 409
                else:
                    code = 200
                    outer.kept |= {one["id"]: one for one in statements}
                self.send_response(code)
                self.end_headers()

            do_POST = do_PUT = answer  # noqa: N815

            def log_message(self, format: str, *args: Any) -> None:
                return

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/xapi"


@pytest.fixture
def records(monkeypatch: pytest.MonkeyPatch) -> Iterator[Records]:
    monkeypatch.setattr(lrs, "WAITS", (0.0,))
    monkeypatch.setattr(lrs.send, "__defaults__", ((0.0,),))
    found = Records()
    yield found
    found.server.shutdown()
    found.server.server_close()


def test_statements_are_sent_once_however_often_they_are_sent(three: Simulator, records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(lrs.KEY, "name:secret")
    first = three("export", "--all", "--to", "xapi", "--post", records.url)
    assert first.code == 0, first.err
    count = len(records.kept)
    assert f"{count} sent, 0 there already" in first.out
    assert records.asked[0][1:] == ("/xapi/statements", "Basic bmFtZTpzZWNyZXQ=")
    again = three("export", "--all", "--to", "xapi", "--post", records.url)
    assert f"0 sent, {count} there already" in again.out
    assert len(records.kept) == count


def test_a_busy_store_is_asked_again(three: Simulator, records: Records) -> None:
    records.busy = 2
    assert three("export", "--to", "xapi", "--post", records.url).code == 0
    assert records.kept


def test_a_store_that_stays_away_is_told_and_nothing_is_lost(three: Simulator, records: Records) -> None:
    records.busy = 99
    result = three("export", "--to", "xapi", "--post", records.url)
    assert result.code == 5
    assert "it answers 503" in result.err


@pytest.mark.parametrize("url", ["http://lrs.example/xapi", "ftp://x", "lrs.example", "https://"])
def test_private_lines_go_to_no_address_in_the_clear(three: Simulator, url: str) -> None:
    result = three("export", "--to", "xapi", "--post", url)
    assert (result.code, "is not an address" in result.err) == (5, True)


def test_the_schemas_are_printed(simulator: Simulator) -> None:
    assert [simulator("schema", "--of", of).json["title"].partition(":")[0] for of in ("run", "export")] == ["Organizer simulator"] * 2
    assert simulator("schema").json["title"] == "Organizer simulator scenario"


def test_events_keep_to_their_schema(simulator: Simulator) -> None:
    import jsonschema

    schema = simulator("schema", "--of", "run").json
    lines = simulator("practice", "porch-light", "--plain", "--json", typed=TYPED).lines
    for line in lines:
        jsonschema.Draft202012Validator(schema).validate(line)
