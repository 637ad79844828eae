"""Who may see what others said of a run: the one lock that every screen, export, JSON and bundle asks (DESIGN 8).

Marks open in the order self, counterpart, peers, trainer, per take, criterion and reader: nobody is shown another's before she has given or
declined her own, and nobody's before the one who practised has. A peer who never answers blocks no one: peers come as a median of at least three
or not at all. Words about a line carry no mark: the one they are about reads them at once, others once they have said something themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol, TypeVar, cast

from simulator.core import events as e
from simulator.core.critique import (
    KINDS,
    PEERS,
    REVEAL_ORDER,
    Critique,
    CritiqueKind,
    RaterRole,
    Rating,
    Shown,
    has_answered,
    standing,
    unlocked,
)
from simulator.core.pseudonyms import pseudonym, public_name
from simulator.core.records import dataclass

SELF: Literal["self"] = "self"
"""The rater id of the one who practised."""
TRAINEE_ROLES = frozenset({"trainee", "self"})
KNOWN_ROLES = frozenset({*TRAINEE_ROLES, *REVEAL_ORDER, "facilitator", "machine"})
"""Who may say something of a line; a log from elsewhere may name others, who count as peers."""
STANCES = ("lands", "unclear", "not-me", "thanks")
"""What the trainee may say of a critique besides words of her own: it lands, she does not see it yet, it was not so, thanks."""


class Told(Protocol):
    """A remark of a transcript, or anything shaped like it."""

    @property
    def type(self) -> str: ...
    @property
    def data(self) -> Mapping[str, Any]: ...
    @property
    def by(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def at(self) -> str: ...
    @property
    def id(self) -> str: ...


Remark = TypeVar("Remark", bound=Told)


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom something is shown: a role of the reveal, a name where several hold it, and the id under which she stays unnamed, if she may have."""

    role: RaterRole = "self"
    person: str = ""
    alias: str = ""

    @property
    def id(self) -> str:
        """The rater id under which this reader's own marks stand."""
        return rater_id(self.role, self.person)

    @property
    def ids(self) -> frozenset[str]:
        """Every rater id that is hers."""
        return frozenset({self.id, self.alias} - {""})


@dataclass(frozen=True, slots=True)
class Marks:
    """What a reader may see on one criterion of one take.

    `own` is her mark in force, None where she has not answered. `waits_for` says why others' are not shown: her `own`, or that of the one who
    practised (`self`); "" where the lock is open. `peers` counts peers who gave a level: below `PEERS` their median stays closed.
    """

    take: int
    criterion: str
    own: Rating | None
    shown: tuple[Shown, ...] = ()
    waits_for: Literal["", "own", "self"] = ""
    peers: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the one who practised said of a critique: one of `STANCES` or "", and words of her own."""

    stance: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Said:
    """A critique as its reader may see it: of which take and line (0: none), by which role, with answers, and the takes that rehearsed it.

    `critique.by` is a name, or "" where its author stays unnamed. `seconds` stands for the line in a scene that was spoken aloud.
    """

    critique: Critique
    role: str
    take: int
    turn: int
    at: str
    answers: tuple[Answer, ...] = ()
    rehearsed: tuple[int, ...] = ()
    seconds: int | None = None
    rater: str = ""
    """The rater id of its author."""


def rater_id(role: str, person: str) -> str:
    """Under which id a rater's marks stand: one for the one who practised, else role and name, however the name is written."""
    return SELF if role in TRAINEE_ROLES else f"{role}/{' '.join(person.casefold().split())}"


def reader_in(run: str, role: RaterRole, person: str = "") -> Reader:
    """The reader that a role and a name stand for in `run`. Her alias is the same for all she says of one run, and of no use to find out her
    name in another."""
    if role == SELF or not person.strip():
        return Reader(role)
    return Reader(role, person, f"{role}/{pseudonym(run, rater_id(role, person))}")


def _rater(told: Told) -> str:
    """The rater of a mark or critique; one who stays unnamed has an id of her own where she gave one."""
    if told.role in TRAINEE_ROLES or told.by:
        return rater_id(told.role, told.by)
    return str(told.data.get("rater") or f"{told.role}/{told.id}")


def in_force(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """The remarks but those that were taken back."""
    found = tuple(remarks)
    undone = {str(value) for told in found if told.type == e.UNDONE for value in told.data.values()}
    return tuple(
        told for told in found if told.type != e.UNDONE and told.id not in undone and str(told.data.get("id", told.id)) not in undone
    )


def ratings_of(remarks: Iterable[Told]) -> tuple[Rating, ...]:
    """Every mark that was given or declined, in order; malformed ones, which an older or foreign log may hold, are left out."""
    found = []
    for told in in_force(remarks):
        take, criterion, level = told.data.get("take"), told.data.get("criterion"), told.data.get("level")
        if told.type not in (e.RATING_GIVEN, e.RATING_DECLINED) or not isinstance(take, int) or not isinstance(criterion, str):
            continue
        if level is not None and (not isinstance(level, int) or isinstance(level, bool) or not 1 <= level <= 4):
            continue
        role = "self" if told.role in TRAINEE_ROLES else told.role
        if role in REVEAL_ORDER:
            declined = told.type == e.RATING_DECLINED
            found.append(Rating(_rater(told), role, take, criterion, None if declined else level, declined))
    return tuple(found)


def marks_for(ratings: Sequence[Rating], reader: Reader, take: int, criterion: str) -> Marks:
    """The lock on marks: what `reader` may see on `criterion` of `take`, whatever the order in which marks were given."""
    here = [rating for rating in standing(ratings) if rating.take == take and rating.criterion == criterion]
    own = next((rating for rating in reversed(here) if rating.by in reader.ids), None)
    others = [rating for rating in here if rating.by not in reader.ids]
    peers = sum(1 for rating in others if rating.role == "peer" and rating.level is not None)
    if own is None:
        return Marks(take, criterion, None, (), "own", peers)
    if not has_answered(here, SELF, take, criterion):
        return Marks(take, criterion, own, (), "self", peers)
    return Marks(take, criterion, own, unlocked([own, *others], own.by, take, criterion, REVEAL_ORDER), "", peers)


def all_marks_for(ratings: Sequence[Rating], reader: Reader) -> tuple[Marks, ...]:
    """`marks_for` each criterion of each take on which anybody has answered, in the order in which they were first marked."""
    places = dict.fromkeys((rating.take, rating.criterion) for rating in ratings)
    return tuple(marks_for(ratings, reader, take, criterion) for take, criterion in sorted(places, key=lambda place: place[0]))


def critiques_for(remarks: Iterable[Told], reader: Reader) -> tuple[Said, ...]:
    """The critiques that `reader` may read, in the order they were given, each with what was answered and rehearsed."""
    found = in_force(remarks)
    spoken = {(_rater(told), told.data.get("take")) for told in found if told.type in (e.CRITIQUE_GIVEN, e.RATING_GIVEN, e.RATING_DECLINED)}
    answers: dict[str, list[Answer]] = {}
    rehearsed: dict[str, list[int]] = {}
    for told in found:
        of = str(told.data.get("critique", ""))
        if told.type == e.CRITIQUE_ANSWERED and told.data.get("take") is not None:
            rehearsed.setdefault(of, []).append(int(told.data["take"]))
        elif told.type == e.CRITIQUE_ANSWERED:
            stance = str(told.data.get("stance", ""))
            answers.setdefault(of, []).append(Answer(stance if stance in STANCES else "", str(told.data.get("text", "")), told.at))
    shown = []
    for told in found:
        if told.type != e.CRITIQUE_GIVEN:
            continue
        take = told.data.get("take")
        if reader.role != "self" and not any((id, take) in spoken for id in reader.ids):
            continue
        name = str(told.data.get("id") or told.id)
        turn, seconds = told.data.get("turn"), told.data.get("seconds")
        shown.append(Said(
            critique_of(told), told.role if told.role in KNOWN_ROLES else "peer", take if isinstance(take, int) else 0, turn if isinstance(turn, int) else 0, told.at,
            tuple(answers.get(name, ())), tuple(rehearsed.get(name, ())), seconds if isinstance(seconds, int) else None,
            _rater(told),
        ))  # fmt: skip
    return tuple(shown)


def waiting_for(remarks: Iterable[Told], reader: Reader) -> int:
    """How many critiques of others `reader` may not read yet."""
    found = in_force(remarks)
    return sum(1 for told in found if told.type == e.CRITIQUE_GIVEN) - len(critiques_for(found, reader))


def critique_of(told: Told) -> Critique:
    """The critique in a remark; what is missing or malformed is empty."""
    data = told.data
    kind = data.get("kind")
    return Critique(
        str(data.get("id") or told.id), public_name(told.by), cast("CritiqueKind", kind) if kind in KINDS else "change",
        *(str(data.get(part) or "") for part in ("quote", "effect", "instead", "criterion")),
    )  # fmt: skip


__all__ = [
    "PEERS", "SELF", "STANCES", "Answer", "Marks", "Reader", "Said", "all_marks_for", "critique_of", "critiques_for", "in_force", "marks_for",
    "rater_id", "ratings_of", "reader_in", "waiting_for",
]  # fmt: skip
