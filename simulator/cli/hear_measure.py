"""`simulator hear --evaluate FILE`: how well a set of coded answers is heard, by a learner, by what ships, or by the second judge."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import output
from simulator.core.moves import Codebook
from simulator.hearing import Hearing
from simulator.hearing.judge import Judge

HEADS = ("shipped", "judge")


def evaluate(path: Path, folds: int, group: str, hearing: Hearing | None, judge: Judge | None, as_json: bool) -> None:
    """Print the figures of a label set, learned by cross-validation unless `hearing` or `judge` is given; progress goes to standard error."""
    from simulator.hearing.evaluate import all_figures, heard_by, judged_by, told
    from simulator.hearing.labelled import BadLabels, read_labels

    try:
        given = read_labels(path.read_text("utf-8-sig").splitlines(), group)
        if judge is not None:
            heard, how = judged_by(judge, given, output.problem), f"as {judge.endpoint.model} judges, prompt {judge.prompt}"
        elif hearing is not None:
            heard, how = heard_by(hearing, given, output.problem), "as it ships, nothing learned"
        else:
            from simulator.hearing.cross import cross_validate
            from simulator.hearing.meaning import shipped_meaning

            encoder = shipped_meaning()
            heard = cross_validate(given, encoder, folds, output.problem)
            how = f"{folds} parts by `{group}`, each heard by a learner that never saw it{'' if encoder else '; by wording alone'}"
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{path.name} is not UTF-8 text: {error.reason} at byte {error.start}.") from None
    except BadLabels as wrong:
        raise click.UsageError(f"{path.name}: {wrong}") from None
    found = all_figures(given, heard, hearing is not None or judge is not None)
    if as_json:
        output.json_line({"how": how, "labels": list(given.labels), **{name: one.to_data() for name, one in found.items()}})
        return
    for line in told(given, found, how):
        output.line(line)


def second_judge(codebook: Codebook, consent: bool) -> Judge:
    """The second judge that the environment names, once a person has said yes. Raises click.UsageError."""
    import os

    from simulator.hearing.judge import BadEndpoint, endpoint_of

    try:
        endpoint = endpoint_of(os.environ)
    except BadEndpoint as wrong:
        raise click.UsageError(str(wrong)) from None
    if endpoint is None:
        raise click.UsageError(
            "No second judge is set up. Name it in SIMULATOR_JUDGE_URL, SIMULATOR_JUDGE_MODEL and, where needed, SIMULATOR_JUDGE_KEY."
        )
    if not consent:
        if not output.is_terminal():
            raise click.UsageError(
                f"Nothing was sent: lines would leave this computer for {endpoint.url}. Without a terminal, say --consent."
            )
        click.confirm(f"Send these lines, and what was said before them, to {endpoint.url} ({endpoint.model})?", abort=True)
    return Judge(endpoint, codebook)
