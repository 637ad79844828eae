"""`simulator new ID`: a small scenario that already works, to be changed."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import output
from simulator.cli.shared import LANGUAGES, spoken
from simulator.content.scaffold import KINDS, fits, new_scenario
from simulator.phrases import voice
from simulator.phrases.common import COMMON
from simulator.store.paths import user_content


@click.command("new")
@click.argument("name", metavar="ID")
@click.option("--form", type=click.Choice(tuple(KINDS)), default="one_to_one", show_default=True, help="Which of the nine forms.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The language it is played in; the other stands beside it.")
@click.option(
    "--in", "place", type=click.Path(path_type=Path, file_okay=False), help="Write it into this folder instead of your own content."
)
def command(name: str, form: str, language: str | None, place: Path | None) -> None:
    """Write a small scenario that checks clean and can be played, in a folder called ID among your own scenarios.

    Then change it: every line in it is yours. `simulator check ID --watch` looks again whenever you save.
    """
    if not fits(name):
        raise click.UsageError(f"`{name[:60]}` cannot be a scenario's id. Use small letters, digits and hyphens, as in `my-kitchen`.")
    folder = (place or user_content() / "scenarios") / name
    if folder.exists():
        raise click.UsageError(f"{folder} is there already. Choose another id; nothing was written.")
    chosen = spoken(None)
    for path, text in new_scenario(name, form, language or chosen).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    say = voice(chosen, COMMON)
    output.line(str(folder / "scenario.yaml"))
    target = str(folder) if place else name
    output.line(say("new-check", target=target))
    output.line(say("new-play", name=name) if not place else say("new-place", folder=user_content() / "scenarios"))
