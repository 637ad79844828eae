"""Replay a scenario's walkthroughs through the real rules, hearing and scoring, and name each step that no longer holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from simulator.content.source import read_file
from simulator.content.walkthroughs import Step, Walkthrough, compile_walkthrough
from simulator.core import events as e
from simulator.core.diagnostics import Diagnostic
from simulator.core.events import By, Event, Fact
from simulator.core.expression import Compare, questions
from simulator.core.material import Material, Speech
from simulator.core.moves import Spoken
from simulator.core.run import Choose, Command, Refusal, RunState, Say, StartRun, cut_at, decide, evolve, takeable
from simulator.core.scenario import WAIT_REPLY, Reply
from simulator.core.scenes import answer_to, arrival
from simulator.core.scoring import Mark, marks
from simulator.core.text import clean_text
from simulator.core.transcript import Transcript, transcript

CODE = "walkthrough-failed"


def walkthroughs_in(folder: Path) -> list[Path]:
    """The walkthrough files beside the scenario in `folder`, in order."""
    return sorted((folder / "walkthroughs").glob("*.yaml"))


def replay_all(folder: Path, material: Material, par: Mapping[str, int]) -> tuple[int, list[Diagnostic]]:
    """How many walkthroughs lie in `folder`/walkthroughs, and everything wrong with them."""
    found: list[Diagnostic] = []
    number = 0
    for path in walkthroughs_in(folder):
        number += 1
        source = read_file(path)
        walkthrough = compile_walkthrough(source, material.scenario, tuple(material.rubric.criteria))
        found += source.diagnostics
        if walkthrough is not None:
            found += replay(walkthrough, material, par, source.name)
    return number, found


def replay(walkthrough: Walkthrough, material: Material, par: Mapping[str, int], file: str) -> Iterator[Diagnostic]:
    """The steps of `walkthrough` that do not hold. It stops at a step that cannot be taken."""
    play = _Play(walkthrough, material, par)
    for step in walkthrough.steps:
        message, hint = play.do(step) if step.kind in ("choose", "type", "wait") else play.expect(step)
        if message:
            yield Diagnostic(file, step.line, 3, CODE, "error", message, hint)
            if step.kind in ("choose", "type", "wait"):
                return


class _Play:
    """A run without a store: commands in, events kept."""

    def __init__(self, walkthrough: Walkthrough, material: Material, par: Mapping[str, int]) -> None:
        from simulator.hearing import best_hearing

        self.hearing = best_hearing(material.codebook.lines)
        self.material = material
        self.par = par
        self.state = RunState(material.scenario, material.reactions)
        self.events: list[Event] = []
        self._do(StartRun(walkthrough.seed, "choices" if walkthrough.choices else "words", opening=walkthrough.opening or None))

    def do(self, step: Step) -> tuple[str, str]:
        """Take a step: ("", "") or what stopped it, and a hint."""
        if self.state.take.ending:
            return (
                f"`{_line(step)}` comes too late: the scene has ended at `{self.state.take.ending}`",
                "Take the steps after the ending out.",
            )
        if step.kind == "type":
            return self._type(clean_text(step.argument))
        name = step.argument if step.kind == "choose" else WAIT_REPLY
        beat = self.state.take.beat
        refused = self._do(Choose(name))
        if refused is None:
            return "", ""
        open_ = ", ".join(f"`{reply.id}`" for reply in takeable(self.state))
        why = "is no reply of" if refused.code == "no-such-reply" else "may not be taken now in"
        return f"`{name}` {why} `{beat}`, where the scene stands", f"There one may take {open_ or 'nothing'}."

    def _type(self, text: str) -> tuple[str, str]:
        from simulator.hearing import hear_at

        limit = self.state.beat.limit
        part = text[: cut_at(text, limit.words)] if limit else text
        scenario, replies = self.material.scenario, tuple(self._in_both_languages(reply) for reply in takeable(self.state))
        heard, found = hear_at(self.hearing, part, self._context(), scenario.form, scenario.language, replies)
        self._do(Say(text, heard, found.reply if found else ""))
        return "", ""

    def _in_both_languages(self, reply: Reply) -> Reply:
        """`reply` with its wording in every translation, since a typed answer may come in either."""
        also = list(reply.also)
        base = f"beats.{self.state.take.beat}.replies.{reply.id}"
        for translation in self.material.translations.values():
            also += [line for key in ("say", "also") for line in translation.lines(f"{base}.{key}") if line.strip()]
        return replace(reply, also=tuple(also))

    def _context(self) -> tuple[Spoken, ...]:
        return tuple(Spoken(line.speaker, line.text) for line in self._just_heard() if line.speaker)

    def _just_heard(self) -> tuple[Speech, ...]:
        """What the last line got back, and the scene it led to."""
        language = self.material.scenario.language
        answer: tuple[Speech, ...] = ()
        turns = [event.data for event in self.events if event.type == e.TURN_TAKEN]
        if turns:
            data = turns[-1]
            beat = self.material.scenario.beats[data["beat"]]
            answer = answer_to(self.material, beat, beat.replies.get(data["reply"]), data["way"], "cut" in data, language)
        return (*answer, *arrival(self.material, self.state.take, language))

    def _do(self, command: Command) -> Refusal | None:
        facts = decide(self.state, command)
        if isinstance(facts, Refusal):
            return facts
        for fact in facts:
            self._keep(fact)
        return None

    def _keep(self, fact: Fact) -> None:
        number = len(self.events) + 1
        data = {**fact.data, "par": dict(self.par)} if fact.type == e.TAKE_ENDED else fact.data
        self.events.append(Event(str(number), "walkthrough", "check", number, "", By(), fact.type, data))
        self.state = evolve(self.state, fact.type, data)

    # -- expectations ----------------------------------------------------------------------------------------------------------

    def expect(self, step: Step) -> tuple[str, str]:
        """Whether an expectation holds: ("", "") or what was expected and what came, and a hint."""
        take = self.state.take
        if step.kind == "beat":
            here = f"the ending `{take.ending}`" if take.ending else f"`{take.beat}`"
            return self._unless(
                not take.ending and take.beat == step.argument, f"expected the beat `{step.argument}`, and it is {here}", self._last()
            )
        if step.kind == "ending":
            here = f"it ended at `{take.ending}`" if take.ending else f"the scene goes on in `{take.beat}`"
            return self._unless(take.ending == step.argument, f"expected the ending `{step.argument}`, and {here}", self._last())
        if step.kind == "words":
            heard = " ".join(" ".join(f"{line.speaker}: {line.text}" if line.speaker else line.text for line in self._just_heard()).split())
            wanted = " ".join(step.argument.split())
            return self._unless(wanted.casefold() in heard.casefold(), f"expected the words “{wanted}”", f"Just heard: {heard[:300]}")
        if step.kind == "fact":
            return self._unless(
                step.argument in take.facts,
                f"expected the fact `{step.argument}`",
                f"True by now: {', '.join(sorted(take.facts)) or 'none'}.",
            )
        if step.kind == "feeling":
            return self._feeling(step)
        if step.kind == "move":
            return self._move(step.argument)
        return self._level(step)

    @staticmethod
    def _unless(holds: bool, message: str, hint: str) -> tuple[str, str]:
        return ("", "") if holds else (message, hint)

    def _last(self) -> str:
        """What the last line was taken for."""
        turns = [event.data for event in self.events if event.type == e.TURN_TAKEN]
        if not turns:
            return "Nothing has been said yet."
        data = turns[-1]
        reply = f"was taken for `{data['reply']}`" if data["reply"] else "fitted no reply"
        if "heard" not in data:
            return f"The last line, in `{data['beat']}`, {reply}."
        return f"The last line, in `{data['beat']}`, {reply}; heard in it: {', '.join(data['heard']['moves']) or 'nothing'}."

    def _feeling(self, step: Step) -> tuple[str, str]:
        take = self.state.take
        names = [leaf.left.name for leaf in questions(step.condition) if isinstance(leaf, Compare)]
        unknown = [name for name in names if name != "turns" and name not in take.feelings]
        if step.condition is None or unknown:
            return f"there is no meter `{', '.join(unknown)}`", f"There is {', '.join(f'`{name}`' for name in take.feelings)}."
        now = ", ".join(f"{name} {take.number(name, ())}" for name in names)
        return self._unless(step.condition.holds(take), f"expected {step.argument}, and it is {now}", self._last())

    def _move(self, move: str) -> tuple[str, str]:
        turns = self._transcript().takes[0].turns
        heard = turns[-1].moves if turns else ()
        return self._unless(
            move in heard, f"expected the move `{move}`; heard was {', '.join(heard) or 'none'}", "What was typed last decides."
        )

    def _level(self, step: Step) -> tuple[str, str]:
        criterion, operator, wanted = step.level
        found: Mark | None = next((mark for mark in self._marks() if mark.criterion == criterion), None)
        level = found.level if found is not None else None
        holds = level is not None and (level >= wanted if operator == ">=" else level == wanted)
        came = f"level {level}" if level is not None else (found.status if found else "no such criterion")
        points = f"{found.net} of {found.par} points" if found is not None else ""
        return self._unless(
            holds, f"expected level {operator if operator == '>=' else ''}{wanted} of `{criterion}`, and it is {came}", points
        )

    def _marks(self) -> tuple[Mark, ...]:
        return marks(self.material.rubric, self.par, self._transcript().takes[0].turns)

    def _transcript(self) -> Transcript:
        return transcript(self.events, self.material)


def _line(step: Step) -> str:
    return f"{step.kind} {step.argument}".strip()
