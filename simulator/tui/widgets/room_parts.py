"""What the console shows of a room: its people, its notes in the order they come up, and what to say and see now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from simulator.core.room_view import View
from simulator.phrases import Voice
from simulator.tui.widgets.prose import hang, one_line, plain

SCENES = ("take", "rehearse")
"""Phases in which people play."""


def people_rows(people: Sequence[View], view: View, say: Voice) -> list[tuple[str, Content]]:
    """Everybody, with what each is and has sent."""
    found: list[tuple[str, Content]] = []
    for one in people:
        role = say(f"role.{one['role']}")
        lens = f", {say('lens.' + one['lens'])}" if one["role"] == "observer" and one["lens"] else ""
        sent = say("writing", notes=one["notes"], taps=one["taps"], rated=one["rated"], of=view["criteria"])
        about = f"{'' if one['phone'] else say('on-paper') + ' · '}{sent if view['phase'] != 'lobby' else one['language']}"
        found.append(
            (one["id"], Content.assemble(plain(one["name"], "bold"), plain(f"  {role}{lens}"), "\n  ", plain(about, "$foreground 65%")))
        )
    return found


def note_rows(notes: Sequence[View], view: View, say: Voice) -> list[tuple[str, Content]]:
    """The queue in the order it comes up, then what is hidden."""
    found: list[tuple[str, Content]] = []
    away = {note["id"] for note in view["hidden"]}
    for note in notes:
        head = f"{say('note.' + note['kind'])}{' · ' + note['by'] if note['by'] else ''}"
        hidden = note["id"] in away
        parts = [plain(head, "$foreground 45%" if hidden else "bold $accent" if note.get("picked") else "$foreground 65%")]
        if note["quote"]:
            parts.append(plain(f"“{one_line(note['quote'])}”"))
        parts += [plain(f"{sign} {one_line(note[name])}") for name, sign in (("effect", "→"), ("instead", "»")) if note[name]]
        found.append((note["id"], Content("\n").join(parts)))
    return found


def now(view: View, say: Voice, names: Mapping[str, str], author: str = "") -> list[Content]:
    """What to say, and what the room is shown."""
    parts = [plain(say(f"notes.{view['phase']}"), "italic")]
    if author.strip() and view["phase"] == "frame":
        parts.append(plain(author.strip()))
    if view["pause"]:
        parts.insert(0, plain(say("pause-asked"), "bold $error"))
    if view.get("voice"):
        parts.insert(0, plain(say(f"voice.{view['voice']}"), "bold"))
    if view["focus"]:
        parts.append(plain(f"{say('focus')}: {one_line(view['focus'])}"))
    if view["mark_list"]:
        listed = ", ".join(
            f"{m['number']} ({m['seconds'] // 60}:{m['seconds'] % 60:02d}{' ' + one_line(m['text']) if m['text'] else ''})"
            for m in view["mark_list"][-4:]
        )
        parts.append(plain(say("marked-at", list=listed)))
    if view["lines"] and view["phase"] in SCENES:
        parts.append(Content("\n").join([_line(line, say) for line in view["lines"]]))
    if view["vote"] or view["replies"]:
        options = view["vote"]["options"] if view["vote"] else view["replies"]
        tally = view["vote"]["tally"] if view["vote"] else {}
        rows = [plain(say("votes-title"), "bold")] if view["vote"] else []
        rows += [hang(plain(f"{n}. {tally.get(name, '')} {one_line(words)}"), 60, 3) for n, (name, words) in enumerate(options.items(), 1)]
        parts.insert(0 if view["vote"] else len(parts), Content("\n").join(rows))
    if view["note"]:
        note = view["note"]
        rows = [
            plain(say("note." + note["kind"]) + (f" · {note['by']}" if note["by"] else ""), "bold $accent"),
            plain(f"“{one_line(note['quote'])}”", "bold"),
        ]
        rows += [plain(f"{sign} {one_line(note[name])}") for name, sign in (("effect", "→"), ("instead", "»")) if note[name]]
        parts.append(Content("\n").join(rows))
    if view["feelings"]:
        parts.append(plain(" · ".join(one_line(word) for word in view["feelings"])))
    if view["marks"]:
        parts.append(Content("\n").join([plain(say("marks-title"), "bold"), *(plain(line) for line in marks(view, say, names))]))
    if view["taps"]:
        told = [
            f"{say('lens.' + lens)}: " + ", ".join(f"{say('tap.' + name)} {count}" for name, count in of.items())
            for lens, of in view["taps"].items()
        ]
        parts.append(Content("\n").join([plain(say("taps-title"), "bold"), *(plain(row) for row in told)]))
    if view.get("changed") and view["changed"]["of"]:
        parts.append(plain(say("changed-tally", yes=view["changed"]["yes"], of=view["changed"]["of"])))
    for made in view["commitments"][-2:]:
        parts.append(plain(" · ".join(one_line(made[name]) for name in ("person", "who", "what", "when", "coach") if made[name]), "bold"))
    for said in view["block"]:
        parts.append(plain(" · ".join(one_line(said[name]) for name in ("feeling", "learning") if said[name])))
    return parts


def _line(line: View, say: Voice) -> Content:
    """A line of the scene as it was said, or what the script tells between them."""
    if line["who"] == "narration":
        return plain(one_line(line["text"]), "italic")
    return plain(f"{line['speaker'] or say('role.' + line['who'])}: {one_line(line['text'])}")


def marks(view: View, say: Voice, names: Mapping[str, str]) -> list[str]:
    """The marks that were revealed, a line each."""
    rows: list[str] = []
    for mark in view["marks"]:
        criterion = names[mark["criterion"]]
        who = say("rater.peer", count=mark["count"]) if mark["role"] == "peer" else say(f"rater.{mark['role']}")
        level = mark["median"] if mark["role"] == "peer" else ", ".join(str(n) if n else say("marks-none") for n in mark["levels"])
        rows.append(f"{criterion}: {who}: {level}")
    return rows
