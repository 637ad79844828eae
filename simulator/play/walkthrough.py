"""A real run saved as a walkthrough: a play that `check` can repeat."""

from __future__ import annotations

from simulator.content.walkthroughs import write_walkthrough
from simulator.core.transcript import Transcript


def as_walkthrough(transcript: Transcript, name: str = "") -> str:
    """The text of a walkthrough that repeats the last take of a run, and expects each beat and the ending it came to."""
    take = transcript.takes[-1]
    steps: list[str] = []
    for turn in take.turns:
        steps.append(f"expect beat {turn.beat}")
        if turn.way in ("words", "spoken"):
            steps.append(f"type {turn.text}")
        elif turn.way == "choice":
            steps.append(f"choose {turn.reply}")
        else:
            steps.append("wait")
    if take.ending in transcript.material.scenario.endings:
        steps.append(f"expect ending {take.ending}")
    name = name or f"A run of {transcript.started[:10]}"
    return write_walkthrough(name, transcript.seed, steps, transcript.mode == "choices", transcript.opening)
