"""The log of real meetings on this laptop, and the line she swallowed: what is written down, and which moment of which scene is nearest to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from simulator.content.catalogue import Catalogue
from simulator.core import events as e
from simulator.core.diagnostics import ContentError
from simulator.core.events import By, Fact
from simulator.core.material import Material
from simulator.core.meetings import MOVES, TRIES, WRITE_UP, Log, Meeting, Swallowed, log_of
from simulator.core.records import dataclass
from simulator.core.text import clean_line, clean_text
from simulator.store.interface import Store

KIND = "meetings"
NEAR = 0.2
"""Below this a moment has only small words in common with what was said."""


class NoSuchMeeting(Exception):
    """No one meeting is called that; `known` are the names there are."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, known


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment to rehearse: the scene, its beat, what the counterpart says there, and how near it is to what was really said (0 to 1)."""

    scenario: str
    title: str
    beat: str
    says: str
    near: float


def stream_of(store: Store) -> str:
    """The one stream of real meetings here; "" where nothing was written down yet."""
    found = store.streams(KIND)
    return found[-1].id if found else ""


def log(store: Store) -> Log:
    """Everything that was written down."""
    stream = stream_of(store)
    return log_of(store.events(stream)) if stream else Log()


def _write(store: Store, type: str, data: Mapping[str, object]) -> str:
    (event,) = store.append(stream_of(store) or store.new_stream(), [Fact(type, dict(data))], By("self"), kind=KIND)
    return event.id


def name_somebody(store: Store, name: str, why: str = "") -> Meeting:
    """Write down whom she wants to meet. Raises ValueError without a name."""
    name = clean_line(name, 120)
    if not name:
        raise ValueError("a meeting needs a name")
    id = _write(store, e.MEETING_NAMED, {"name": name, "why": clean_text(why).strip()})
    return next(one for one in log(store).meetings if one.id == id)


def move(store: Store, meeting: Meeting, to: str, when: str = "") -> None:
    """Say how far it has come: `attempted`, `booked` (with a day and hour), `held`, `dropped`. Raises ValueError."""
    if to not in MOVES:
        raise ValueError(to)
    _write(store, e.MEETING_MOVED, {"meeting": meeting.id, "to": to, "when": clean_line(when, 120)})


def write_up(store: Store, meeting: Meeting, told: Mapping[str, str]) -> None:
    """Write up what was heard; fields that are not named keep what they held."""
    fields = {name: clean_text(told.get(name, meeting.write_up.get(name, ""))).strip() for name in WRITE_UP}
    _write(store, e.MEETING_WRITTEN, {"meeting": meeting.id, **{name: text for name, text in fields.items() if text}})


def find_meeting(store: Store, name: str) -> Meeting:
    """The meeting with this person, or whose name begins so; one that is going on comes before one that is over. Raises NoSuchMeeting."""
    known = log(store).meetings
    wanted = " ".join(name.casefold().split())
    found = [one for one in known if one.id == name or one.name.casefold() == wanted]
    found = found or [one for one in known if wanted and one.name.casefold().startswith(wanted)]
    going = [one for one in found if one.stage not in ("written", "dropped")] or found
    if len(going) != 1:
        raise NoSuchMeeting(name, [one.name for one in (going or known)])
    return going[0]


def swallow(
    store: Store, *, parent: str, mine: str, story: str = "", moment: Moment | None = None, tries: Sequence[str] = (), chosen: str = "",
    meeting: Meeting | None = None, line: str = "",
) -> Swallowed:  # fmt: skip
    """Write a swallowed line down, or with `line` go on with one: the versions she tried, the one for her prep card, the meeting it is for."""
    data = {
        "parent": clean_text(parent).strip(), "mine": clean_text(mine).strip(), "story": clean_text(story).strip(),
        "drill": moment.scenario if moment else "", "beat": moment.beat if moment else "",
        "tries": [clean_text(one).strip() for one in tries if one.strip()][:TRIES], "chosen": clean_text(chosen).strip(),
        "meeting": meeting.id if meeting else "", "line": line,
    }  # fmt: skip
    id = _write(store, e.LINE_SWALLOWED, {key: value for key, value in data.items() if value})
    return next(one for one in log(store).swallowed if one.id in (line or id, id))


# -- the nearest moment --------------------------------------------------------------------------------------------------------


def nearest(books: Catalogue, parent: str, language: str, most: int = 3) -> tuple[Moment, ...]:
    """The moments of the library that are nearest to what the parent really said, the nearest first, one a scene."""
    from simulator.hearing.similarity import similar

    best: dict[str, Moment] = {}
    for name in books.folders:
        try:
            material = books.load(name).material
        except (ContentError, KeyError):
            continue
        for beat, says in _spoken(material):
            near = similar(parent, says)
            if near >= NEAR and (name not in best or near > best[name].near):
                best[name] = Moment(name, material.words("title", material.scenario.title, language).strip(), beat, says, near)
    return tuple(sorted(best.values(), key=lambda moment: (-moment.near, moment.scenario))[:most])


def heard_as(books: Catalogue, tries: Sequence[str], language: str) -> tuple[tuple[str, ...], ...]:
    """What each version does: the names of the moves that hearing finds in it, none where it is not sure."""
    from simulator.content.rubrics import compile_codebook
    from simulator.content.source import read_file
    from simulator.play.hearing import hearing_for

    path = books.rubric_path("moves")
    codebook = compile_codebook(read_file(path)) if path else None
    if codebook is None or not any(one.strip() for one in tries):
        return tuple(() for _ in tries)
    hearing = hearing_for(codebook)
    found = []
    for one in tries:
        heard = hearing.hear(one, (), "one_to_one", language) if one.strip() else None
        sure = heard is not None and not heard.abstained
        found.append(
            tuple(codebook.moves[move].name.get(language, move) for move in heard.moves if move in codebook.moves) if heard and sure else ()
        )
    return tuple(found)


def _spoken(material: Material) -> Iterator[tuple[str, str]]:
    """(beat, words) of what is said to the trainee in each beat, in every language."""
    for beat in material.scenario.beats.values():
        for line in beat.scene:
            if line.speaker:
                yield beat.id, line.text
        for translation in material.translations.values():
            for text in translation.lines(f"beats.{beat.id}.scene"):
                if text.strip():
                    yield beat.id, text.partition(":")[2].strip() or text


def page(swallowed: Swallowed, meeting: Meeting | None, words: Mapping[str, str]) -> str:
    """One page for her coach, if she chooses to send it: the story in three lines, the line, the retries, the promise kept or not; no names.

    `words` are the headings: `title story parent mine tries chosen promise kept not-yet`.
    """
    story = "\n".join(line.strip() for line in swallowed.story.splitlines()[:3] if line.strip())
    parts = [f"# {words['title']}", f"## {words['story']}\n\n{story}" if story else ""]
    parts.append(f"## {words['parent']}\n\n> {_quoted(swallowed.parent)}")
    parts.append(f"## {words['mine']}\n\n> {_quoted(swallowed.mine)}")
    if swallowed.tries:
        parts.append(f"## {words['tries']}\n\n" + "\n".join(f"{at}. {' '.join(one.split())}" for at, one in enumerate(swallowed.tries, 1)))
    if swallowed.chosen:
        kept = meeting is not None and meeting.stage in ("held", "written")
        parts.append(f"## {words['promise']}\n\n> {_quoted(swallowed.chosen)}\n\n{words['kept' if kept else 'not-yet']}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _quoted(text: str) -> str:
    return " ".join(text.split())
