"""The console's commands as words, one a line: the same ones for a pipe, the facilitator's phone and the app.

`2: freeze` is meant for group 2; without a number a step, a clock or an undo is meant for every group, anything else for the first.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from simulator.core import room_commands as c
from simulator.core.records import dataclass
from simulator.core.room_state import PHASES, Refusal
from simulator.play.hall import Hall
from simulator.play.room import Room, RoomRefused

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Word:
    """One command: how it is written, what it does in English and Spanish, and whether it is meant for every group."""

    usage: str
    does: Callable[[Room, str], object]
    en: str
    es: str
    all: bool = False


LAST = frozenset({"close", "purge"})
"""Commands that are carried out on the laptop alone, and after a question."""


def parted(line: str) -> tuple[str, str, str]:
    """The group a line is meant for ("" where it names none), its command, and what stands behind that."""
    group, _, rest = line.strip().partition(":")
    numbered = bool(group.strip().isdecimal() and group.isascii() and len(group) < 4 and rest)
    name, *about = (rest if numbered else line).split(maxsplit=1)[:2] or [""]
    return group.strip() if numbered else "", name, about[0].strip() if about else ""


def carry_out(hall: Hall, line: str) -> Told | None:
    """Carry out one line; what it asked to be told, if anything. Raises RoomRefused."""
    group, name, about = parted(line)
    numbered = bool(group)
    if name in ("code", "ban", "purge", "close") and not numbered:
        return _for_all(hall, name, about)
    word = WORDS.get(name)
    if word is None:
        raise RoomRefused(Refusal("unknown", name))
    if numbered:
        rooms = [hall.room(int(group))]
    else:
        rooms = list(hall.each()) if word.all else [hall.first]
    told: Told | None = None
    refused: RoomRefused | None = None
    done = 0
    for room in rooms or [hall.first]:
        try:
            found = word.does(room, about)
            done += 1
            told = found if isinstance(found, dict) else told
        except RoomRefused as error:
            refused = error
    if refused is not None and not done:
        raise refused
    return told


def _for_all(hall: Hall, name: str, about: str) -> Told | None:
    if name == "close":
        if hall.closed:
            raise RoomRefused(Refusal("closed"))
        return {"type": "runs", "runs": [run for room in hall.each() for run in room.close()]}
    if name == "purge":
        for room in hall.rooms:
            room.purge()
        return {"type": "purged"}
    if name == "ban":
        room = next((room for room in hall.each() if _is_here(room, about)), hall.first)
        room.do(c.Ban(room.person(about)))
    hall.new_code()
    return {"type": "code", "code": hall.code}


def _is_here(room: Room, name: str) -> bool:
    try:
        room.person(name)
    except RoomRefused:
        return False
    return True


def _take(room: Room, about: str) -> None:
    stage = room.state.stage
    room.do(c.Freeze(False) if stage.playing and stage.frozen else c.Go("take"))


def _go(room: Room, about: str) -> None:
    if about and about not in PHASES:
        raise RoomRefused(Refusal("unknown", about))
    room.do(c.Go(about))


def _swap(room: Room, about: str) -> None:
    first, _, rest = about.partition(" ")
    role = first if first in ("organizer", "counterpart") else ""
    name = rest if role else about
    room.do(c.Swap(role or "organizer", room.person(name) if name else ""))  # type: ignore[arg-type]  # one of the two


def _role(room: Room, about: str) -> None:
    name, _, role = about.rpartition(" ")
    room.do(c.Change(room.person(name), role=role))  # type: ignore[arg-type]  # it is looked up there


def _lens(room: Room, about: str) -> None:
    name, _, lens = about.rpartition(" ")
    room.do(c.Change(room.person(name), lens=lens))


def _seat(room: Room, about: str) -> Told:
    return {"type": "seated", "person": room.seat(about)}


def _reveal(room: Room, about: str) -> None:
    room.do(c.Reveal(marks=True) if about == "marks" else c.Reveal(about))


def _minute(room: Room, about: str) -> None:
    try:
        room.do(c.AddTime(60 * int(about or "1")))
    except ValueError:
        raise RoomRefused(Refusal("unknown", about)) from None


def _number(text: str) -> int | None:
    if not text:
        return None
    if not text.isdigit() or len(text) > 4:
        raise RoomRefused(Refusal("unknown", text))
    return int(text)


def _vote(room: Room, about: str) -> None:
    if about:
        room.do(c.OpenVote({str(n): part.strip() for n, part in enumerate(about.split("|"), 1) if part.strip()}))
    else:
        room.do(c.OpenVote(room.replies()))


def _choose(room: Room, about: str) -> None:
    offered = list(room.state.vote.options) if room.state.vote else list(room.replies())
    number = _number(about) if about.isdigit() else None
    option = offered[number - 1] if number and number <= len(offered) else about
    if room.script is None:
        room.do(c.CloseVote(option))
    else:
        room.choose(option)


def _line(room: Room, about: str) -> None:
    who, sign, text = about.partition(":")
    if sign and who.strip() in ("organizer", "counterpart"):
        room.do(c.WriteLine(secrets.token_hex(8), text.strip(), who.strip()))  # type: ignore[arg-type]  # one of the two
    else:
        room.do(c.WriteLine(secrets.token_hex(8), about))


def _parts(about: str, least: int) -> list[str]:
    parts = [part.strip() for part in about.split("|")]
    return parts + [""] * (least - len(parts))


def _note(room: Room, about: str) -> None:
    kind, quote, effect, instead, criterion, by = _parts(about, 6)[:6]
    room.do(c.GiveNote(secrets.token_hex(8), kind, quote, effect, instead, criterion, person=room.person(by) if by else ""))  # type: ignore[arg-type]  # looked up there


def _rate(room: Room, about: str) -> None:
    criterion, level, by = [*about.split(maxsplit=2), "", "", ""][:3]
    if level not in ("1", "2", "3", "4", "none"):
        raise RoomRefused(Refusal("unknown", level))
    room.do(c.Rate(criterion, None if level == "none" else int(level), person=room.person(by) if by else ""))


def _pass(room: Room, about: str) -> None:
    room.do(c.Rate("", declined=True, person=room.person(about) if about else ""))


def _commit(room: Room, about: str) -> None:
    if not about:
        return _go(room, "commit")
    who, what, when, coach = _parts(about, 4)[:4]
    room.do(c.Commit(who, what, when, coach))
    return None


def _evaluate(room: Room, about: str) -> None:
    feeling, learning = _parts(about, 2)[:2]
    room.do(c.Say(secrets.token_hex(8), "block", feeling, learning))


def _doing(make: Callable[[str], c.Command]) -> Callable[[Room, str], object]:
    return lambda room, about: room.do(make(about))


WORDS: Mapping[str, Word] = {
    "seat": Word("seat NAME", _seat, "write somebody down who has no phone", "apuntar a alguien sin teléfono"),
    "role": Word("role NAME organizer|counterpart|observer|timekeeper|guest", _role, "give a role", "dar un papel"),
    "lens": Word("lens NAME questions|doors|silence|ask|power|scribe", _lens, "give a lens", "dar un lente"),
    "next": Word("next", _go, "the next step", "el siguiente paso", all=True),
    "go": Word("go PHASE", _go, "a step by its name", "un paso por su nombre", all=True),
    "frame": Word("frame", lambda room, _: _go(room, "frame"), "before we begin", "antes de empezar", all=True),
    "take": Word("take", _take, "start the scene, or go on after a freeze", "empezar la escena, o seguir después de congelar", all=True),
    "freeze": Word("freeze", _doing(lambda _: c.Freeze()), "freeze, and go on", "congelar, y seguir", all=True),
    "run": Word("run", _doing(lambda _: c.Freeze(False)), "go on", "seguir", all=True),
    "mark": Word("mark [WORDS]", _doing(c.MarkLine), "mark this moment", "marcar este momento"),
    "rewind": Word(
        "rewind [MARK]", lambda room, about: room.do(c.Rewind(_number(about))), "a new take from the mark", "otra toma desde la marca"
    ),
    "swap": Word("swap [organizer|counterpart] [NAME]", _swap, "somebody else plays", "que juegue otra persona"),
    "silent": Word("silent", lambda room, _: _go(room, "silent"), "silent writing", "escribir en silencio", all=True),
    "voice": Word("voice", _doing(lambda _: c.NextVoice()), "the next voice", "la siguiente voz", all=True),
    "reveal": Word("reveal [NOTE|marks]", _reveal, "the next note, then the marks", "la siguiente nota, luego las marcas"),
    "pick": Word("pick NOTE", _doing(c.Pick), "this note first", "esta nota primero"),
    "hide": Word("hide NOTE", _doing(c.Hide), "keep a note from the room", "que la sala no vea una nota"),
    "show": Word("show NOTE", _doing(lambda note: c.Hide(note, False)), "let it back", "que sí la vea"),
    "rehearse": Word("rehearse", lambda room, _: _go(room, "rehearse"), "once more, differently", "otra vez, de otro modo", all=True),
    "rotate": Word("rotate", lambda room, _: _go(room, "rotate"), "out of role", "salir del papel", all=True),
    "blank": Word("blank", _doing(lambda _: c.Blank()), "blank the projector, and back", "apagar el proyector, y volver", all=True),
    "minute": Word("minute [N]", _minute, "more time", "más tiempo", all=True),
    "undo": Word("undo", _doing(lambda _: c.Undo()), "take the last step back", "deshacer el último paso", all=True),
    "vote": Word("vote [WORDS | WORDS …]", _vote, "the room votes on the next line", "la sala vota la siguiente línea"),
    "choose": Word("choose [N]", _choose, "settle the vote", "cerrar la votación"),
    "line": Word("line [organizer:|counterpart:] WORDS", _line, "write a line down", "apuntar una línea"),
    "note": Word(
        "note keep|change|question | QUOTE | EFFECT | INSTEAD | CRITERION | NAME",
        _note,
        "enter a note, for somebody or yourself",
        "meter una nota, suya o de alguien",
    ),
    "rate": Word("rate CRITERION 1|2|3|4|none [NAME]", _rate, "enter a mark", "meter una marca"),
    "pass": Word("pass [NAME]", _pass, "give no marks", "no dar marcas"),
    "focus": Word("focus WORDS", _doing(c.NameFocus), "the one thing to watch", "en qué fijarse"),
    "commit": Word("commit WHO | WHAT | WHEN | COACH", _commit, "the commitment, or the step", "el compromiso"),
    "evaluate": Word("evaluate WORD | LEARNING", _evaluate, "the block itself", "este rato"),
    "state": Word(
        "state", lambda room, _: {"type": "state", **room.console()}, "print what the console shows", "imprimir lo que muestra la consola"
    ),
    "code": Word("code", lambda room, _: None, "a new code; the old one lets nobody in", "código nuevo; el viejo ya no deja entrar"),
    "ban": Word(
        "ban NAME",
        lambda room, _: None,
        "drop somebody, hide her notes, change the code",
        "sacar a alguien, ocultar sus notas, cambiar el código",
    ),
    "close": Word(
        "close", lambda room, _: room.close(), "the end: write everybody's runs", "el final: guardar las prácticas de cada quien"
    ),
    "purge": Word(
        "purge",
        lambda room, _: room.purge(),
        "really delete the room and all that came of it",
        "borrar de verdad la sala y todo lo que salió de ella",
    ),
}
"""Every command. `commit` with nothing behind it is the step of that name."""
