"""What other replies would have got at the same line: for prediction first, then to see (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from simulator.core import events as e
from simulator.core.material import Material, Speech
from simulator.core.records import dataclass
from simulator.core.run import Choose, Refusal, RunState, decide, evolve, shown
from simulator.core.scenario import WAIT_REPLY
from simulator.core.scenes import answer_to, arrival


@dataclass(frozen=True, slots=True)
class Alternative:
    """A reply that could have been taken: its words, what it would have got back, and how it would have moved the one spoken to.

    `opens` is +1, 0 or -1: whether trust and energy would have risen and guard fallen, all in all.
    """

    reply: str
    say: str
    subtitle: str
    answer: tuple[Speech, ...]
    felt: Mapping[str, int]
    shows: Mapping[str, int]
    coach: str
    ending: str = ""

    @property
    def opens(self) -> int:
        change = sum(-change if meter.endswith((".guard", ".tension")) else change for meter, change in self.felt.items())
        return (change > 0) - (change < 0)


def alternatives(
    state: RunState, material: Material, take: int, turn: int, language: str, taken: str = "", most: int = 3
) -> tuple[Alternative, ...]:
    """Up to `most` replies that could have been spoken at line `turn` of `take`, `taken` left out, in the shuffled order.

    The most and the least telling of them are always among those given. Empty where there is no such line.
    """
    at = state.at(take, turn)
    if at is None:
        return ()
    there = replace(state, current=take, takes={**state.takes, take: replace(at, take=take)})
    spoken = [reply for reply in shown(there) if reply.id not in (taken, WAIT_REPLY)]
    ranked = sorted(spoken, key=lambda reply: -sum(reply.shows.values()))
    chosen = {reply.id for reply in (*ranked[: most - 1], *ranked[-1:])}
    found = []
    for reply in spoken:
        if reply.id not in chosen:
            continue
        facts = decide(there, Choose(reply.id))
        if isinstance(facts, Refusal):
            continue
        then = there
        for fact in facts:
            then = evolve(then, fact.type, fact.data)
        data = facts[0].data
        beat = there.beat
        base = f"beats.{beat.id}.replies.{reply.id}"
        answer = answer_to(material, beat, reply, "choice", "cut" in data, language) + arrival(material, then.take, language)
        ending = next((fact.data["ending"] for fact in facts if fact.type == e.TAKE_ENDED), "")
        under = material.words(f"{base}.say", "", language)
        found.append(
            Alternative(
                reply.id,
                reply.say,
                under if under != reply.say else "",
                answer,
                data.get("felt", {}),
                reply.shows,
                material.words(f"{base}.coach", reply.coach, language),
                ending,
            )
        )
    return tuple(found)
