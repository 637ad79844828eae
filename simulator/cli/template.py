"""`simulator template new|check`: layouts of one's own for exports."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import output
from simulator.cli.files import write_new
from simulator.cli.shared import find_run, language_option, spoken, store
from simulator.play.transcripts import Transcripts
from simulator.store.paths import home

STARTERS = {
    ".html.j2": """\
{#- Your page. Ours is shipped/transcript.html.j2; each block you write here takes the place of its own. docs/exports.md lists blocks and names. -#}
{% extends "shipped/transcript.html.j2" %}
{% block style %}
h1 { color: #1f5873; }
{% endblock %}
{% block foot %}
<p>{{ run.scenario.title.text }}, {{ run.date }}</p>
{{ super() }}
{% endblock %}
""",
    ".md.j2": """\
{#- Your Markdown document. Ours is shipped/transcript.md.j2. -#}
{% extends "shipped/transcript.md.j2" %}
{% block foot %}
{{ run.date }}

{{ super() }}
{% endblock %}
""",
    ".txt.j2": """\
{#- A letter in plain text. `run` is the transcript, `say` what the program says; docs/exports.md lists both. -#}
{{ run.scenario.title.text }}, {{ run.date }}

{% if run.keep and run.keep.mine %}
{{ say["keep"] }}: {{ say["quoted"].format(text=run.keep.mine.text) }}
{% endif %}
{% if run.edge and run.edge.mine %}
{{ say["edge"] }}: {{ say["quoted"].format(text=run.edge.mine.text) }}
{% endif %}
{% for promise in run.commitments %}
{{ say["commitment"] }}: {{ promise.who }}, {{ promise.what }}, {{ promise.when }}
{% endfor %}

{{ run.consent }}
""",
}
"""What a new template begins with, by the ending of its name."""


@click.group("template")
def command() -> None:
    """Layouts of your own for exports: Jinja templates that see the transcript and nothing else."""


@command.command("new")
@click.argument("file", type=click.Path(path_type=Path), required=False)
def new(file: Path | None) -> None:
    """Write a template to begin from: FILE ends in .html.j2, .md.j2 or .txt.j2 and says what it makes.

    Without FILE, `transcript.html.j2` in your data folder: from then on it lays out every page you export.
    """
    path = file or home() / "templates" / "transcript.html.j2"
    starter = next((text for ending, text in STARTERS.items() if path.name.endswith(ending)), "")
    if not starter:
        raise click.UsageError(f"“{path.name}” does not say what it makes. It ends in {', '.join(STARTERS)}.")
    write_new(path, starter.encode())
    output.line(str(path))
    output.line(f"Next: simulator export --template {path}")


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("run", default="last")
@language_option
def check(file: Path, run: str, language: str | None) -> None:
    """Try a template on a run (the newest) and say what is wrong with it, with its line. Nothing is written."""
    from simulator.export import READERS, Options
    from simulator.export.documents import by_template

    with store() as kept:
        found = find_run(kept, run)
        transcript = Transcripts(kept).of(found.id, spoken(language, str(found.opened.get("language", "")), kept))
        for reader in READERS:
            for levels in (False, True):
                data, _ = by_template(transcript, Options(reader, levels, home() / "templates"), file)
    output.line(f"{file}: {len(data)} bytes, for all readers")
