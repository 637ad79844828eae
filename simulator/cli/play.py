"""Run a practice on the face that fits: the app, plain lines, or JSON lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from threading import Thread
from typing import TYPE_CHECKING

import click

from simulator.cli import exit_codes, output
from simulator.core.records import dataclass

if TYPE_CHECKING:
    from simulator.content.catalogue import Loaded
    from simulator.core.events import Event
    from simulator.core.state import Mode
    from simulator.play.practice import Practice
    from simulator.store.interface import Store

UNTOLD = frozenset({"levels"})


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run is to be played."""

    mode: Mode = "words"
    language: str = ""
    seed: int | None = None
    person: str = ""
    beat: str = ""
    feelings: Mapping[str, int] = field(default_factory=dict)
    opening: str = ""
    plain: bool = True
    as_json: bool = False


def play(kept: Store, loaded: Loaded, plan: Plan) -> int:
    """Start a run and play it; the exit code."""
    rehearsed = bool(plan.beat or plan.feelings)
    if not plan.plain and not rehearsed:
        from simulator.cli.app import open_practice

        return open_practice(kept, loaded, plan)
    from simulator.content.nearest import suggest
    from simulator.play.practice import Practice, Refused

    try:
        practice = Practice.start(
            kept, loaded, mode=plan.mode, language=plan.language, seed=plan.seed, person=plan.person, beat=plan.beat, feelings=plan.feelings,
            opening=plan.opening, listeners=(tell,) if plan.as_json else (), consent=_consent(kept, plan),
        )  # fmt: skip
    except Refused as refused:
        people = loaded.material.scenario.cast.values()
        near = suggest(refused.refusal.name, [f"{person.id}.{meter}" for person in people for meter in person.feels])
        raise click.UsageError(f"There is no meter `{refused.refusal.name}` to begin with. {near}".strip()) from None
    if not plan.plain:
        from simulator.cli.app import open_run

        return open_run(kept, practice)
    return play_lines(kept, practice, as_json=plan.as_json)


def _consent(kept: Store, plan: Plan) -> str:
    """What she agreed to, asked once before the first run where somebody sits there; private where nobody does."""
    from simulator.phrases import voice
    from simulator.phrases.plain import PLAIN
    from simulator.play.preferences import CONSENTS, read_preferences, write_preference

    agreed = read_preferences(kept).consent
    if not agreed and output.is_terminal() and not plan.as_json:
        say = voice(plan.language, PLAIN)
        answer = (output.read_line(f"{say('consent-ask')} ") or "").strip().casefold()
        agreed = CONSENTS[1] if answer in say("yes-letters").split() else CONSENTS[0]
        write_preference(kept, "consent", agreed)
    return agreed or CONSENTS[0]


def play_lines(kept: Store, practice: Practice, *, as_json: bool, resumed: bool = False) -> int:
    """Play `practice` over standard input and output; the exit code."""
    from simulator.plain.practice import PlainPractice  # the app need not pay for it
    from simulator.play.progress import levels_due

    write = (lambda text: None) if as_json else output.line
    interactive = output.is_terminal() and not as_json
    Thread(target=practice.listen, args=(True,), name="hearing", daemon=True).start()
    PlainPractice(practice, output.read_line, write, interactive=interactive, levels=levels_due(kept), resumed=resumed).run()
    return exit_codes.OK


def tell(event: Event) -> None:
    """One event as one JSON line; it is on disk by now."""
    output.json_line(flat(event))


def flat(event: Event, stream: str = "run") -> dict[str, object]:
    """An event as the outside reads it: its type and run (or what else `stream` is called) first, its data beside them.

    Levels are told where they are asked for (DESIGN 7).
    """
    known: dict[str, object] = {
        "type": event.type,
        stream: event.stream,
        "id": event.id,
        "at": event.at,
        "by": {"role": event.by.role, "person": event.by.person},
    }
    return {**known, **{key: value for key, value in event.data.items() if key not in known and key not in UNTOLD}}
