"""`simulator room [ID]`: a live facilitation; the console in the app, or `--headless` with commands from standard input and events as JSON lines."""

from __future__ import annotations

import asyncio
import signal
import threading
from functools import partial
from pathlib import Path
from typing import Any

import click

from simulator.cli import exit_codes, output
from simulator.cli.play import flat
from simulator.cli.shared import LANGUAGES, catalogue, load, spoken, store
from simulator.content.catalogue import Catalogue, Loaded
from simulator.core.events import NOTE_GIVEN, ROOM_EVENTS, Event
from simulator.core.moves import FORMS
from simulator.core.room_state import NAMINGS
from simulator.play.blank import Blank, blank_scene
from simulator.play.hall import TRIADS, Hall
from simulator.play.room import KIND, Options, RoomRefused, newest_open
from simulator.play.room_words import WORDS, carry_out
from simulator.store.interface import Store, StreamMoved
from simulator.store.troubles import StoreTrouble

LONGEST_LINE = 4_000


@click.command("room")
@click.argument("scenario", required=False)
@click.option("--blank", is_flag=True, help="This week's real meeting, names stripped, instead of a scenario: see --who.")
@click.option("--who", default="", help="With --blank: who she is, never her name.")
@click.option("--where", default="", help="With --blank: where you meet.")
@click.option("--wants", default="", help="With --blank: what she wants.")
@click.option("--hides", default="", help="With --blank: what she does not say.")
@click.option("--form", type=click.Choice(sorted(FORMS)), default="one_to_one", help="With --blank: what kind of meeting, for the marks.")
@click.option("--headless", is_flag=True, help="Without the app: commands one a line from standard input, events as JSON lines.")
@click.option("--script", is_flag=True, help="The scenario's script answers on the projector, and the room votes on the next line.")
@click.option("--triads", type=click.IntRange(0, TRIADS), default=0, help="So many small rooms at once, with one countdown.")
@click.option("--institute", is_flag=True, help="For parents: Spanish first, no marks, nothing kept.")
@click.option(
    "--naming",
    type=click.Choice(NAMINGS),
    default="named",
    help="Whose name stands beside a note: named, seen by the trainer alone, anonymous.",
)
@click.option("--criteria", default="", metavar="ID,ID", help="Mark only these criteria of the rubric.")
@click.option("--resume", "again", metavar="ROOM", help="Come back to a room where it was left; `last` is the newest open one.")
@click.option("--purge", metavar="ROOM", help="Really delete a room and every run that came of it.")
@click.option(
    "--paper",
    type=click.Path(dir_okay=False, writable=True),
    metavar="FILE",
    help="Instead of opening it: write worksheets and role cards to print; FILE.pdf or FILE.html.",
)
@click.option("--host", default="", help="Serve this address alone; by default every address of this laptop.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="By default 8765, or the next that is free.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The language of the room: projector, console, first page.")
@click.option("--yes", is_flag=True, help="With --purge: do not ask.")
def command(
    scenario: str | None, blank: bool, who: str, where: str, wants: str, hides: str, form: str, headless: bool, script: bool, triads: int,
    institute: bool, naming: str, criteria: str, again: str | None, purge: str | None, paper: str | None, host: str, port: int, language: str | None, yes: bool,
) -> int:  # fmt: skip
    """Open a room: one laptop, 5 to 40 people, no internet. Phones come in by a square on the wall; without phones everything works on paper.

    `simulator room spin-cycle` opens the console in the app. With --headless the first line says where the room is; `help` lists the commands.
    """
    with store() as kept:
        if purge:
            return _purge(kept, purge, yes)
        books = catalogue()
        headless = headless or not output.is_terminal()
        if again:
            hall = Hall.reopen(kept, _found(kept, again))
            return _serve(kept, hall, host, port, headless)
        if scenario is None and not blank:
            if not headless:
                from simulator.cli.app import open_app

                return open_app(room=True)
            raise click.UsageError("Name a scenario, or open a blank room with --blank. `simulator list` shows what there is.")
        speaks = spoken(language, "es" if institute else "", kept) if language or not institute else "es"
        loaded = _scene(books, scenario, Blank(who, where, wants, hides, form, speaks))
        if paper:
            from simulator.export.paper import paper as sheets
            from simulator.export.paper import paper_pdf

            reads = speaks if language or institute or blank else spoken(None, loaded.material.scenario.language, kept)
            Path(paper).write_bytes((paper_pdf if paper.endswith(".pdf") else sheets)(loaded.material, reads))
            output.line(paper)
            return exit_codes.OK
        wanted = tuple(name.strip() for name in criteria.split(",") if name.strip())
        unknown = [name for name in wanted if name not in loaded.material.rubric.criteria]
        if unknown:
            raise click.UsageError(f"The rubric has no criterion `{unknown[0]}`: {', '.join(loaded.material.rubric.criteria)}.")
        options = Options(
            language=speaks if blank or language or institute else loaded.material.scenario.language, script=script, institute=institute, naming=naming,  # type: ignore[arg-type]  # one of them
            criteria=wanted,
        )  # fmt: skip
        hall = Hall.open(kept, loaded, options, triads=triads)
        return _serve(kept, hall, host, port, headless)


def _scene(books: Catalogue, scenario: str | None, blank: Blank) -> Loaded:
    return load(books, scenario) if scenario else blank_scene(books, blank)


def _found(kept: Store, name: str) -> str:
    """The room that `name` means. Raises click.UsageError."""
    if name == "last":
        newest = newest_open(kept)
        if newest:
            return newest
        raise click.UsageError("There is no open room.")
    found = [info.id for info in kept.streams(KIND) if info.id == name or info.id.startswith(name) or info.id.endswith(name)]
    if len(found) == 1:
        return found[0]
    raise click.UsageError(f"There is no room `{name}`." if not found else f"Several rooms begin or end with `{name}`. Write more of it.")


def _purge(kept: Store, name: str, yes: bool) -> int:
    stream = _found(kept, name)
    if not yes and not (output.is_terminal() and click.confirm(f"Really delete room {stream} and every run that came of it?")):
        raise click.UsageError("Nothing was deleted. Say --yes to do it.")
    for room in Hall.reopen(kept, stream).rooms:
        room.purge()
    output.line(f"Deleted: {stream}")
    return exit_codes.OK


def _serve(kept: Store, hall: Hall, host: str, port: int, headless: bool) -> int:
    from simulator.live.serving import NoPort, RoomServer

    try:
        server = RoomServer(hall, host=host, port=port)
    except NoPort as error:
        output.json_error("port", f"Port {error.port} cannot be had: {error.why}.", hint="Name another with --port, or leave it out.")
        return exit_codes.NETWORK
    if not headless:
        from simulator.cli.app import open_room

        return open_room(kept, hall, server)
    return asyncio.run(_headless(hall, server))


async def _headless(hall: Hall, server: Any) -> int:
    """Serve, carry out what comes in, until the room is closed or somebody wants it to end."""
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    ended = [exit_codes.OK]

    def leave(number: int) -> None:
        ended[0] = exit_codes.SIGNAL + number
        lines.put_nowait(None)

    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, leave, int(name))
        except (NotImplementedError, RuntimeError):
            break
    await server.start()
    output.json_line(opened(hall, server))
    for room in hall.rooms:
        room.heard_of.append(partial(_tell, number=room.state.number))
    threading.Thread(target=_read, args=(loop, lines), daemon=True).start()
    looking = asyncio.create_task(_look(hall, server))
    try:
        while (line := await lines.get()) is not None:
            if not line.strip():
                continue
            if line.strip() in ("quit", "exit"):
                break
            _tell_answer(await asyncio.to_thread(_do, hall, line))
            if hall.closed:
                await asyncio.sleep(0.3)  # the phones are told
                break
    finally:
        looking.cancel()
        await server.stop()
    return ended[0]


def opened(hall: Hall, server: Any) -> dict[str, Any]:
    """The first line: where the room is, and with what it opens."""
    room = hall.first
    doors = server.doors
    return {
        "type": "room_opened", "room": room.stream, "url": server.join_url, "code": room.state.code, "address": server.address(),
        "others": list(doors.others), "port": doors.port, "network": bool(doors.address), "check": f"{server.address()}/check",
        "projector": server.projector_url, "console": server.console_url, "pin": hall.secrets["pin"], "title": room.state.title,
        "phase": room.state.stage.phase, "groups": [other.state.number for other in hall.rooms if other.state.number],
    }  # fmt: skip


def _read(loop: asyncio.AbstractEventLoop, lines: asyncio.Queue[str | None]) -> None:
    """Hand on standard input, from a thread of its own; at its end nothing more is served, and the room stays open for `--resume`."""
    for line in output.read_lines(LONGEST_LINE):
        loop.call_soon_threadsafe(lines.put_nowait, line)
    loop.call_soon_threadsafe(lines.put_nowait, None)


async def _look(hall: Hall, server: Any) -> None:
    """Tell when this laptop's address becomes another, and when a phone has reached it."""
    seen: set[str] = set()
    while True:
        await asyncio.sleep(2)
        if server.look_again():
            output.json_line(
                {"type": "address_changed", "url": server.join_url, "address": server.address(), "others": list(server.doors.others)}
            )
            for room in hall.rooms:
                room.tell()
        for phone in set(server.reached) - seen:
            seen.add(phone)
            output.json_line({"type": "phone_reached", "from": phone})


def _do(hall: Hall, line: str) -> dict[str, Any] | None:
    if line.strip() == "help":
        return {"type": "help", "commands": {word.usage: word.en for word in WORDS.values()}}
    try:
        return dict(told) if (told := carry_out(hall, line)) is not None else None
    except RoomRefused as error:
        from simulator.phrases import voice
        from simulator.phrases.room import ROOM

        message = voice("en", ROOM)(f"room-refused.{error.refusal.code}")
        return {
            "error": {
                "code": error.refusal.code,
                "message": message,
                "file": "",
                "line": 0,
                "hint": f"{error.refusal.name}: `{line.strip()[:80]}`",
            }
        }
    except StoreTrouble as trouble:
        return {"error": {"code": trouble.code, "message": trouble.message, "file": str(trouble.path), "line": 0, "hint": trouble.hint}}
    except StreamMoved:
        return {
            "error": {
                "code": "moved",
                "message": "This room was moved on by another window.",
                "file": "",
                "line": 0,
                "hint": "Use that one.",
            }
        }


def _tell_answer(answer: dict[str, Any] | None) -> None:
    if answer is not None:
        output.json_line(answer)


def _tell(event: Event, number: int) -> None:
    """One event as practice prints them, its data beside the rest; secrets of phones and of the door stay out."""
    whole = flat(event, "room" if event.type in ROOM_EVENTS and "way" not in event.data else "run")
    for name in ("token", "key"):
        whole.pop(name, None)
    if "id" in event.data:
        whole["note" if event.type == NOTE_GIVEN else "sent"] = event.data["id"]
    output.json_line(whole | ({"group": number} if number else {}))
