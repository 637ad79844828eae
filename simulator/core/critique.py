"""What people say of a line: the shape of a critique and of a rating, and the lock that keeps marks apart until each has given her own (DESIGN 8)."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import Literal

from simulator.core.records import dataclass

CritiqueKind = Literal["keep", "change", "question"]
RaterRole = Literal["self", "counterpart", "peer", "trainer", "machine"]
KINDS: tuple[CritiqueKind, ...] = ("keep", "change", "question")
REVEAL_ORDER: tuple[RaterRole, ...] = ("self", "counterpart", "peer", "trainer")
PEERS = 3
"""Peers who must have marked before their median is shown: fewer could be told apart."""
PARTS = ("quote", "effect", "instead")


@dataclass(frozen=True, slots=True)
class Critique:
    """One comment pinned to a line. `quote` is exact; `effect` what was seen in the other person; `instead` a sayable line."""

    id: str
    by: str
    kind: CritiqueKind
    quote: str = ""
    effect: str = ""
    instead: str = ""
    criterion: str = ""

    @property
    def useful(self) -> bool:
        """Whether it has what DOMAIN 6.6 requires: a quote, an effect, and for a change a sayable alternative."""
        return bool(self.quote and self.effect and (self.instead or self.kind != "change"))


@dataclass(frozen=True, slots=True)
class Rating:
    """One rater's mark on one criterion of one take: 1 to 4, None for "not offered"; `declined` says that she gave none."""

    by: str
    role: RaterRole
    take: int
    criterion: str
    level: int | None = None
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader is shown of one role's marks: the levels, or of peers their median and how many gave one."""

    role: RaterRole
    criterion: str
    levels: tuple[int | None, ...]
    median: float | None = None
    count: int = 0


def standing(ratings: Iterable[Rating]) -> tuple[Rating, ...]:
    """The ratings in force: a later one of the same rater, take and criterion supersedes."""
    latest: dict[tuple[str, int, str], Rating] = {}
    for rating in ratings:
        latest[rating.by, rating.take, rating.criterion] = rating
    return tuple(latest.values())


def has_answered(ratings: Iterable[Rating], by: str, take: int, criterion: str) -> bool:
    """Whether `by` has given, or declined to give, a mark here."""
    return any(r.by == by and r.take == take and r.criterion == criterion for r in ratings)


def unlocked(ratings: Iterable[Rating], reader: str, take: int, criterion: str, roles: Iterable[RaterRole]) -> tuple[Shown, ...]:
    """The lock: what `reader` may see of others' marks on a criterion, in the order self, counterpart, peers, trainer.

    Nothing before she has given or declined her own, and only the `roles` that have been revealed. Peers come as a median of at least three.
    """
    given = standing(ratings)
    if not has_answered(given, reader, take, criterion):
        return ()
    return marks_of((r for r in given if r.by != reader), take, criterion, roles)


def marks_of(ratings: Iterable[Rating], take: int, criterion: str, roles: Iterable[RaterRole]) -> tuple[Shown, ...]:
    """The marks of the `roles` on one criterion, in the order of the reveal; roles with nothing to show are left out."""
    here = [r for r in standing(ratings) if r.take == take and r.criterion == criterion and not r.declined]
    wanted = set(roles)
    found = []
    for role in REVEAL_ORDER:
        levels = tuple(r.level for r in here if r.role == role) if role in wanted else ()
        if role == "peer":
            numbers = [level for level in levels if level is not None]
            if len(numbers) >= PEERS:
                found.append(Shown(role, criterion, (), float(median(numbers)), len(numbers)))
        elif levels:
            found.append(Shown(role, criterion, levels))
    return tuple(found)
