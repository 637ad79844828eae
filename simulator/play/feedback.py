"""Critiques and marks on a run, as every face gives them: pinned to a line, with its quote, and written as events."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.core import events as e
from simulator.core.checklist import Answered, checklist
from simulator.core.critique import KINDS, REVEAL_ORDER, Critique, CritiqueKind
from simulator.core.events import By, Event
from simulator.core.records import dataclass
from simulator.core.reveal import SELF, STANCES, Marks, Reader, Said, critiques_for, marks_for, rater_id, ratings_of, reader_in
from simulator.core.text import clean_line, clean_text
from simulator.core.transcript import Transcript
from simulator.core.turn import Turn
from simulator.play.practice import Practice

AROUND = 120
"""Characters of what stood before and after a quoted line that go with it, should the line itself ever be told otherwise."""


class Unfit(Exception):
    """A critique or a mark that cannot be written down: `code` says why, `name` what it is about, `known` what could have been meant."""

    def __init__(self, code: str, name: str = "", known: Iterable[str] = ()) -> None:
        super().__init__(f"{code}: {name}")
        self.code, self.name, self.known = code, name, tuple(known)


@dataclass(frozen=True, slots=True)
class Given:
    """A critique that has been written down, with the answers of the checklist and whether it is her second keep or edge of the take."""

    event: Event
    answers: tuple[Answered, ...]
    second: bool = False


def take_talked_about(transcript: Transcript) -> int:
    """The take that is meant where none is named: the last that ended, else the last."""
    ended = [view.number for view in transcript.takes if view.ending]
    return (ended or [view.number for view in transcript.takes])[-1]


def line_of(transcript: Transcript, take: int, turn: int) -> Turn:
    """Line `turn` of `take` as played. Raises Unfit."""
    views = {view.number: view for view in transcript.takes}
    if take not in views:
        raise Unfit("no-such-take", str(take), map(str, views))
    for found in views[take].turns:
        if found.number == turn:
            return found
    raise Unfit("no-such-line", str(turn), (str(found.number) for found in views[take].turns))


def give_critique(
    practice: Practice, reader: Reader, *, kind: CritiqueKind, turn: int, take: int = 0, quote: str = "", effect: str = "", instead: str = "",
    criterion: str = "", named: bool = True,
) -> Given:  # fmt: skip
    """Write a critique of line `turn` down. Without a `quote` the whole line is quoted; a quote must stand in the line. Raises Unfit."""
    transcript = practice.transcript()
    take = take or take_talked_about(transcript)
    line = line_of(transcript, take, turn)
    known_criterion(practice, criterion)
    if kind not in KINDS:
        raise Unfit("no-such-kind", kind, KINDS)
    said = line.spoken.strip()
    wanted = " ".join(clean_text(quote).split())
    if wanted and wanted.casefold() not in " ".join(said.split()).casefold():
        raise Unfit("not-in-line", wanted)
    name = clean_line(reader.person, 80)
    data: dict[str, object] = {
        "take": take, "turn": turn, "kind": kind, "quote": wanted or said, "effect": clean_text(effect).strip(),
        "instead": clean_text(instead).strip(), "criterion": criterion,
        "prefix": line.offered.text[-AROUND:] if line.offered else "", "suffix": line.reaction.text[:AROUND] if line.reaction else "",
    }  # fmt: skip
    if not named:
        data["rater"] = reader.alias
    second = any(said.critique.kind == kind and said.take == take for said in written_by(practice, reader))
    (event,) = practice.note(e.CRITIQUE_GIVEN, By(reader.role, name if named else ""), **data)
    critique = Critique("", name, kind, *(str(data[part]) for part in ("quote", "effect", "instead", "criterion")))
    return Given(event, checklist(critique, moment=True), second)


def give_mark(
    practice: Practice, reader: Reader, *, criterion: str, level: int | None, take: int = 0, named: bool = True
) -> tuple[Event, Marks]:
    """Write a mark down, or with None that she gives none; then what she may see on this criterion. Raises Unfit."""
    take = take or take_talked_about(practice.transcript())
    known_criterion(practice, criterion or "-")
    if reader.role not in REVEAL_ORDER:
        raise Unfit("no-such-role", reader.role, REVEAL_ORDER)
    if level is not None and level not in (1, 2, 3, 4):
        raise Unfit("no-such-level", str(level), "1234")
    if take not in practice.state.takes:
        raise Unfit("no-such-take", str(take), map(str, practice.state.takes))
    data: dict[str, object] = {"take": take, "criterion": criterion} | ({"level": level} if level is not None else {})
    if not named:
        data["rater"] = reader.alias
    name = clean_line(reader.person, 80) if named else ""
    (event,) = practice.note(e.RATING_DECLINED if level is None else e.RATING_GIVEN, By(reader.role, name), **data)
    return event, marks_for(ratings_of(practice.transcript().remarks), reader, take, criterion)


def known_criterion(practice: Practice, criterion: str) -> None:
    """Raises Unfit where the rubric of this run has no such criterion."""
    criteria = practice.material.rubric.criteria
    if criterion and criterion not in criteria:
        raise Unfit("no-such-criterion", criterion, criteria)


def written_by(practice: Practice, reader: Reader) -> tuple[Said, ...]:
    """The critiques that this person gave, whether under her name or not."""
    return tuple(
        said for said in critiques_for(practice.transcript().remarks, Reader())
        if (rater_id(said.role, said.critique.by) if said.critique.by else said.rater) in reader.ids
    )  # fmt: skip


def answer_critique(practice: Practice, critique: str, *, stance: str = "", text: str = "") -> Event:
    """The trainee says something of a critique: one of `STANCES`, words of her own, or both. Raises Unfit."""
    found = find_critique(practice, critique)
    if stance and stance not in STANCES:
        raise Unfit("no-such-stance", stance, STANCES)
    if not stance and not text.strip():
        raise Unfit("nothing-said")
    (event,) = practice.note(e.CRITIQUE_ANSWERED, By("trainee"), critique=found.critique.id, stance=stance, text=clean_text(text).strip())
    return event


def take_back(practice: Practice, critique: str) -> Event:
    """A critique's author takes it back; it stays in the log and is shown nowhere. Raises Unfit."""
    found = find_critique(practice, critique)
    (event,) = practice.note(e.UNDONE, By(found.role, found.critique.by), event=found.critique.id)
    return event


def rehearse(practice: Practice, critique: str) -> Said:
    """Open a new take at the line of a critique, to try its "say instead". Raises Unfit where it is pinned to no line."""
    found = find_critique(practice, critique)
    if not found.turn:
        raise Unfit("no-line", found.critique.id)
    line_of(practice.transcript(), found.take, found.turn)
    practice.go_again(found.take, found.turn)
    practice.note(e.CRITIQUE_ANSWERED, By("trainee"), critique=found.critique.id, take=practice.state.current)
    return found


def line_to_rehearse(practice: Practice) -> str:
    """The line a critique proposes, where the take being played rehearses one and has not come past its place yet; else ""."""
    take = practice.state.take
    found = (said for said in critiques_for(practice.transcript().remarks, Reader()) if take.take in said.rehearsed)
    said = next(found, None)
    return said.critique.instead if said is not None and take.turns < said.turn else ""


def find_critique(practice: Practice, name: str) -> Said:
    """The critique that the trainee may read whose id is, begins or ends with `name`. Raises Unfit."""
    known = critiques_for(practice.transcript().remarks, Reader())
    found = [said for said in known if said.critique.id == name]
    found = found or [said for said in known if name and (said.critique.id.startswith(name) or said.critique.id.endswith(name))]
    if len(found) != 1:
        raise Unfit("no-such-critique", name, (said.critique.id for said in known))
    return found[0]


def reader_of(run: str, role: str, person: str) -> Reader:
    """The reader that a role and a name stand for in `run`. Raises Unfit where the role needs a name."""
    name = clean_line(person, 80)
    if role not in REVEAL_ORDER:
        raise Unfit("no-such-role", role, REVEAL_ORDER)
    if role != SELF and not name:
        raise Unfit("no-name", role)
    return reader_in(run, role, name)
