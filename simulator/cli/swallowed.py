"""`simulator swallowed`: what a parent said, what you did not say, three ways to say it, one for your next meeting."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import output
from simulator.cli.shared import catalogue, coaching_voice, json_option, language_option, meetings_voice, real_meeting, spoken, store
from simulator.core.meetings import TRIES, Swallowed
from simulator.core.names import real_names, without_names
from simulator.phrases import Voice
from simulator.play.assignments import assigned_to, send_page
from simulator.play.meetings import heard_as, log, nearest, page, swallow

PAGE = ("title", "story", "parent", "mine", "tries", "promise", "kept", "not-yet")


@click.command("swallowed")
@click.option("--parent", default="", help="What she said; no names.")
@click.option("--mine", default="", help="What you swallowed.")
@click.option("--story", default="", help="The story in three lines; no names.")
@click.option("--try", "tries", multiple=True, metavar="LINE", help="A version to try; up to three.")
@click.option("--choose", type=click.IntRange(1, TRIES), help="Which version goes on your card.")
@click.option("--for", "name", default="", metavar="NAME", help="The real meeting it is for.")
@click.option("--line", default="", metavar="ID", help="Go on with a line you wrote down before; without it the last.")
@click.option("--strip", is_flag=True, help="Take out what looks like a real name.")
@click.option("--page", "target", type=click.Path(path_type=Path), help="Write the one page for your coach, if you choose to send it.")
@click.option("--send", is_flag=True, help="Put the page where your coach finds it with your next bundle.")
@language_option
@json_option
def command(
    parent: str, mine: str, story: str, tries: tuple[str, ...], choose: int | None, name: str, line: str, strip: bool, target: Path | None,
    send: bool, language: str | None, as_json: bool,
) -> None:  # fmt: skip
    """After a real meeting: write down what she said and what you swallowed. The nearest moments to practise are found; try three versions.

    Without anything: the lines you wrote down. Nothing of it leaves this computer but the page, where you send it.
    """
    with store() as kept:
        say, books = meetings_voice(language, kept), catalogue()
        speaks = spoken(language, "", kept)
        known = log(kept).swallowed
        old = next(
            (one for one in known if one.id == line or (line and one.id.endswith(line))), known[-1] if known and not parent else None
        )
        if line and old is None:
            raise click.UsageError(f"No line ends with `{line}`. `simulator swallowed` lists them.")
        if not any((parent, mine, story, tries, choose, name, target, send)):
            return _list(known, say, as_json)
        if old is None and not (parent.strip() and mine.strip()):
            raise click.UsageError("What did she say, and what did you swallow? --parent and --mine.")
        told = {
            "parent": parent or (old.parent if old else ""),
            "mine": mine or (old.mine if old else ""),
            "story": story or (old.story if old else ""),
        }
        warned = [found.text for text in (parent, mine, story, *tries) for found in real_names(text)]
        if strip:
            instead = {kind: say(f"names-instead.{kind}") for kind in ("person", "school")}
            told = {part: without_names(text, real_names(text), instead) for part, text in told.items()}
            tries = tuple(without_names(text, real_names(text), instead) for text in tries)
        versions = (*(old.tries if old else ()), *tries)[-TRIES:]
        if choose is not None and choose > len(versions):
            raise click.UsageError(f"There are {len(versions)} versions. Try one with --try.")
        meeting = real_meeting(kept, name) if name else log(kept).meeting(old.meeting) if old else None
        near = nearest(books, told["parent"], speaks)
        chosen = versions[choose - 1] if choose else (old.chosen if old else "")
        found = swallow(
            kept, **told, moment=near[0] if near else None, tries=versions, chosen=chosen, meeting=meeting, line=old.id if old else ""
        )
        text = page(found, log(kept).meeting(found.meeting), {word: say(f"page-{word}") for word in PAGE})
        if target is not None:
            _write(target, text)
        if send:
            coached = assigned_to(kept)
            if not coached:
                raise click.UsageError(coaching_voice(language, kept)("page-no-coach"))
            send_page(kept, coached[-1], text)
            sent = coaching_voice(language, kept)("page-sent", name=coached[-1].name, words=len(text.split()))
    if as_json:
        return output.json_line({
            **_row(found), "names": warned if not strip else [],
            "near": [{"scenario": m.scenario, "title": m.title, "beat": m.beat, "says": m.says, "near": round(m.near, 3)} for m in near],
        })  # fmt: skip
    output.line(say("swallowed-kept"))
    if warned and not strip:
        output.line(say("names-warn", names=", ".join(dict.fromkeys(warned))) + " --strip")
    for number, (version, moves) in enumerate(zip(versions, heard_as(books, versions, speaks), strict=True), 1):
        output.line(f"  {number}. {version}")
        if moves:
            output.line("     " + say("swallowed-heard", number=number, moves=", ".join(moves)))
    if chosen and meeting is not None:
        output.line(say("swallowed-card", name=meeting.name, line=chosen))
    if near:
        output.line(say("swallowed-near"))
        for moment in near:
            output.line("  " + say("swallowed-near-one", title=moment.title, says=moment.says))
            output.line("    " + say("swallowed-practise", scenario=moment.scenario, beat=moment.beat))
    if target is not None:
        output.line(str(target))
    if send:
        output.line(sent)
    return None


def _list(known: tuple[Swallowed, ...], say: Voice, as_json: bool) -> None:
    if as_json:
        return output.json_line({"swallowed": [_row(one) for one in known]})
    for one in known:
        output.line(f"“{' '.join(one.parent.split())}”  [{one.id[-12:]}]")
        output.line(f"  {' '.join((one.chosen or one.mine).split())}")
    return output.line(say("swallowed-about")) if not known else None


def _row(one: Swallowed) -> dict[str, object]:
    return {
        "id": one.id, "parent": one.parent, "mine": one.mine, "story": one.story, "tries": list(one.tries), "chosen": one.chosen,
        "meeting": one.meeting or None, "scenario": one.drill or None, "beat": one.beat or None,
    }  # fmt: skip


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}.") from None
