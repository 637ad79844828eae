"""`simulator critique RUN`: say the true thing about one line; read what was said, answer it, rehearse it."""

from __future__ import annotations

from typing import cast

import click

from simulator.cli import exit_codes, output
from simulator.cli.play import flat, play_lines
from simulator.cli.shared import find_run, json_option, language_option, refused, spoken, store
from simulator.core.checklist import hints, useful
from simulator.core.critique import KINDS, CritiqueKind
from simulator.core.reveal import STANCES, Said, critiques_for, waiting_for
from simulator.core.text import clean_text
from simulator.phrases import Voice, voice
from simulator.phrases.common import COMMON
from simulator.phrases.feedback import FEEDBACK
from simulator.play.feedback import Unfit, answer_critique, give_critique, reader_of, rehearse, take_back
from simulator.play.practice import Practice

ROLES = ("peer", "trainer", "counterpart")


@click.command("critique")
@click.argument("run", default="last")
@click.option("--turn", type=int, help="The line it is about.")
@click.option("--take", type=int, default=0, help="The take; without it the last that ended.")
@click.option("--kind", type=click.Choice(KINDS), help="Keep it, change it, or ask about it.")
@click.option("--quote", default="", help="The words of the line that are meant; without it all of them.")
@click.option("--effect", default="", help="What you saw it do to the other person.")
@click.option("--instead", default="", help="A line that could be said instead.")
@click.option("--criterion", default="", help="The criterion it is about.")
@click.option("--by", "person", default="", metavar="NAME", help="Who says so.")
@click.option("--role", type=click.Choice([*ROLES, "self"]), help="As whom: as a peer, unless said otherwise.")
@click.option("--unnamed", is_flag=True, help="Keep your name out of it.")
@click.option("--answer", "answered", metavar="CRITIQUE", help="For the trainee: answer this critique.")
@click.option(
    "--says", type=click.Choice(STANCES), default=None, help="With --answer: it lands, I do not see it yet, it was not so, thank you."
)
@click.option("--text", default="", help="With --answer: your own words.")
@click.option("--rehearse", "rehearsed", metavar="CRITIQUE", help="For the trainee: a new take from that line, to try it.")
@click.option("--take-back", "withdrawn", metavar="CRITIQUE", help="Its author takes it back.")
@language_option
@json_option
def command(
    run: str, turn: int | None, take: int, kind: str | None, quote: str, effect: str, instead: str, criterion: str, person: str, role: str | None,
    unnamed: bool, answered: str | None, says: str | None, text: str, rehearsed: str | None, withdrawn: str | None, language: str | None,
    as_json: bool,
) -> int:  # fmt: skip
    """Pin a critique to a line of a run: what was said, what it did, what could be said instead. Without --turn: read what was said of it."""
    with store() as kept:
        practice = Practice.resume(kept, find_run(kept, run).id)
        say = voice(spoken(language, practice.language, kept), COMMON, FEEDBACK)
        try:
            if turn is not None or kind is not None:
                if turn is None or kind is None:
                    raise click.UsageError("A critique needs a line and a kind: --turn N --kind keep, change or question.")
                reader = reader_of(practice.run, role or "peer", person)
                given = give_critique(
                    practice, reader, kind=cast("CritiqueKind", kind), turn=turn, take=take, quote=quote, effect=effect, instead=instead, criterion=criterion,
                    named=not unnamed,
                )  # fmt: skip
                notes = [say(f"check.{hint}") for hint in hints(given.answers)]
                if given.second:
                    notes.append(say("critique-second", kind=say(f"kind-name.{kind}")))
                if as_json:
                    answers = {answer.question: answer.met for answer in given.answers}
                    output.json_line({**flat(given.event), "checklist": answers, "useful": useful(given.answers), "notes": notes})
                else:
                    output.line(say("critique-written", id=given.event.id))
                    for note in notes or [say("check-good")]:
                        output.line(note)
            elif answered:
                event = answer_critique(practice, answered, stance=says or "", text=text)
                _tell(practice, say, as_json, event=flat(event))
            elif withdrawn:
                _tell(practice, say, as_json, event=flat(take_back(practice, withdrawn)))
            elif rehearsed:
                return _rehearse(practice, rehearsed, say, as_json)
            else:
                reader = reader_of(practice.run, role or ("peer" if person else "self"), person)
                _tell(practice, say, as_json, found=critiques_for(practice.transcript().remarks, reader),
                      hidden=waiting_for(practice.transcript().remarks, reader))  # fmt: skip
        except Unfit as error:
            raise refused(error, say) from None
    return exit_codes.OK


def _rehearse(practice: Practice, name: str, say: Voice, as_json: bool) -> int:
    found = rehearse(practice, name)
    if not as_json:
        output.line(say("rehearse-open", turn=found.turn))
        if found.critique.instead:
            output.line(say("rehearse-line", text=" ".join(found.critique.instead.split())))
    if output.is_terminal() and not as_json:
        from simulator.cli.app import open_run

        return open_run(practice.store, practice)
    return play_lines(practice.store, practice, as_json=as_json, resumed=True)


def _tell(
    practice: Practice,
    say: Voice,
    as_json: bool,
    event: dict[str, object] | None = None,
    found: tuple[Said, ...] | None = None,
    hidden: int = 0,
) -> None:
    """What was written, or the critiques that may be read."""
    if as_json:
        output.json_line(event if event is not None else {"critiques": [row(said) for said in found or ()], "waiting": hidden})
        return
    if event is not None:
        output.line(say("critique-written", id=event["id"]))
        return
    for said in found or ():
        for text in lines(said, say):
            output.line(text)
    if hidden:
        output.line(say("critiques-wait", count=hidden))
    elif not found:
        output.line(say("critiques-none"))


def row(said: Said) -> dict[str, object]:
    """A critique as JSON."""
    critique = said.critique
    return {
        "id": critique.id, "take": said.take, "turn": said.turn, "kind": critique.kind, "quote": critique.quote, "effect": critique.effect,
        "instead": critique.instead, "criterion": critique.criterion, "by": {"role": said.role, "name": critique.by}, "at": said.at,
        "answers": [{"says": answer.stance, "text": answer.text} for answer in said.answers], "rehearsed": list(said.rehearsed),
    }  # fmt: skip


def lines(said: Said, say: Voice) -> list[str]:
    """A critique in plain lines."""
    critique = said.critique
    by = say(f"role-name.{said.role}") if not critique.by else say("said-by", role=say(f"role-name.{said.role}"), name=critique.by)
    head = "critique-head-take" if said.turn else "critique-head-aloud"
    found = [f"{say(head, kind=say(f'kind-name.{critique.kind}'), take=said.take, turn=said.turn, by=by)}  [{critique.id[-12:]}]"]
    if critique.quote:
        found.append(f"  “{' '.join(clean_text(critique.quote).split())}”")
    for part in ("effect", "instead"):
        if text := " ".join(getattr(critique, part).split()):
            found.append("  " + say(f"critique-{part}", text=text))
    for answer in said.answers:
        words = [say(f"stance.{answer.stance}")] if answer.stance else []
        found.append("  " + say("critique-answered", text=". ".join([*words, *([answer.text] if answer.text else [])])))
    found += ["  " + say("critique-rehearsed", take=take) for take in said.rehearsed]
    return found
