"""Coaching: who is coached, what she was given, what she sent, what she promised; a coach sees only what she was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from simulator.core import events as e
from simulator.core.events import By, Event, Fact
from simulator.core.people import KEPT, Assignment, Cohort, Person, cohort_of, person_of, programme
from simulator.core.practice import NEEDED, Observed, observed
from simulator.core.records import dataclass
from simulator.core.reveal import TRAINEE_ROLES, Reader
from simulator.core.text import clean_line, clean_text
from simulator.play.plan import by_criterion
from simulator.store.interface import Store, Summary

HALF_YEAR = timedelta(days=183)
CONTACTS = 4
"""Feedback contacts in six months that keep a skill alive (reference: training, section 3)."""
Ask = Literal["promise", "silent", "avoids", "stuck", "first", "grows"]


class NoSuchPerson(Exception):
    """Nobody, or no one person, is called that; `known` are the names there are."""

    def __init__(self, name: str, known: Iterable[str], several: bool = False) -> None:
        super().__init__(name)
        self.name, self.known, self.several = name, tuple(known), several


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment in a run that was sent: `id` is its event's, `made` when."""

    id: str
    run: str
    who: str
    what: str
    when: str
    made: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a coach knows of one person from what she was sent: runs, those `waiting` for a word, the days of feedback in the last six months,
    promises not asked about yet, what was seen of practice, and when she sent last ("" for never)."""

    person: Person
    runs: tuple[str, ...]
    waiting: tuple[str, ...]
    contacts: int
    promises: tuple[Promise, ...]
    seen: tuple[Observed, ...]
    last: str
    kept: tuple[tuple[str, str], ...] = ()
    """The last promises that were asked about: (what, yes, partly or no)."""
    missed: tuple[Assignment, ...] = ()
    """Assignments that are due and not closed."""

    @property
    def ask(self) -> Ask:
        """The one question to ask her next: the first of these that fits. It tells fear, skill and circumstance apart, and decides nothing."""
        if self.promises:
            return "promise"
        if not self.runs:
            return "first"
        if self.missed:
            return "silent"
        levels = [tuple(one.level for one in own) for own in by_criterion(self.seen).values()]
        if any(len(own) >= 2 and own[-1] == own[-2] == 1 for own in levels):
            return "avoids"
        if any(len(own) >= 3 and own[-1] <= own[0] and own[-1] < 4 for own in levels):
            return "stuck"
        return "grows"


# -- people --------------------------------------------------------------------------------------------------------------------


def people(store: Store) -> tuple[Person, ...]:
    """Everybody who is coached here, by name; never by how she does."""
    events = store.events_of(e.PERSON_EVENTS, "person")
    grouped: dict[str, list[Event]] = {}
    for event in events:
        grouped.setdefault(event.stream, []).append(event)
    return tuple(sorted((person_of(stream, own) for stream, own in grouped.items()), key=lambda person: person.name.casefold()))


def add_person(store: Store, name: str, **profile: str) -> Person:
    """Begin to coach somebody."""
    stream = store.new_stream()
    data = {key: clean_line(value, 120) for key, value in {"name": name, **profile}.items() if value}
    store.append(stream, [Fact(e.PERSON_OPENED, data)], By("coach"), kind="person")
    return person_of(stream, store.events(stream))


def set_profile(store: Store, person: Person, **profile: str) -> None:
    """Set fields of her profile; what another laptop set stays beside it."""
    data = {key: clean_line(value, 120) for key, value in profile.items() if value}
    if data:
        store.append(person.stream, [Fact(e.PROFILE_SET, data)], By("coach"), kind="person")


def find_person(store: Store, name: str) -> Person:
    """The person who is, or whose name begins with, `name`. Raises NoSuchPerson."""
    known = people(store)
    wanted = " ".join(name.casefold().split())
    names = {person.stream: [value.casefold() for value in person.values.get("name", ())] for person in known}
    found = [person for person in known if person.stream == name or wanted in names[person.stream]]
    found = found or [person for person in known if wanted and any(value.startswith(wanted) for value in names[person.stream])]
    if len(found) != 1:
        raise NoSuchPerson(name, (person.name for person in (found or known)), several=len(found) > 1)
    return found[0]


def give(
    store: Store,
    person: Person,
    *,
    kind: str,
    what: str,
    takes: int = 1,
    unaided: bool = False,
    words: int = 0,
    due: str = "",
    note: str = "",
) -> Assignment:
    """Give her something to practise, read or write."""
    data = {
        "kind": kind, "what": clean_line(what), "takes": takes, "unaided": unaided, "words": words, "due": due, "note": clean_text(note).strip(),
    }  # fmt: skip
    store.append(person.stream, [Fact(e.ASSIGNMENT_GIVEN, data)], By("coach"), kind="person")
    return person_of(person.stream, store.events(person.stream)).assignments[-1]


def close(store: Store, person: Person, assignment: str) -> None:
    """What was given is done, or no longer asked for. Raises KeyError."""
    found = [one.id for one in person.assignments if one.id == assignment or one.id.endswith(assignment)]
    if len(found) != 1 or not assignment:
        raise KeyError(assignment)
    store.append(person.stream, [Fact(e.ASSIGNMENT_CLOSED, {"assignment": found[0]})], By("coach"), kind="person")


def contact(store: Store, person: Person, note: str = "", at: str = "") -> None:
    """Remember that you spoke with her. The note is yours: it is in no bundle."""
    store.append(person.stream, [Fact(e.CONTACT_HELD, {"note": clean_text(note).strip(), "at": at})], By("coach"), kind="person")


def asked(store: Store, person: Person, promise: str, kept: str, why: str = "") -> None:
    """Remember that you asked about a promise, and what became of it. Raises ValueError for what is none of `KEPT`."""
    if kept not in KEPT:
        raise ValueError(kept)
    data = {"promise": promise, "kept": kept, "why": clean_text(why).strip()}
    store.append(person.stream, [Fact(e.PROMISE_ASKED, data)], By("coach"), kind="person")


# -- what she sent -------------------------------------------------------------------------------------------------------------


def facts_of(store: Store, person: Person, today: date) -> Facts:
    """What is known of her here: from what she sent, and from what her coach noted."""
    here = store.device
    runs: dict[str, list[Event]] = {}
    for name in (*person.values.get("name", ()), *person.values.get("sign", ())):
        for stream in store.streams_by(name, e.RUN_STARTED):
            runs[stream] = []
    for event in store.events_of(NEEDED, streams=tuple(runs)):
        runs[event.stream].append(event)
    since = (datetime(today.year, today.month, today.day) - HALF_YEAR).date().isoformat()
    days = {at[:10] for at in person.contacts}
    waiting: list[str] = []
    promises: list[Promise] = []
    done = {one.promise for one in person.asked}
    whats: dict[str, str] = {}
    for run, events in runs.items():
        spoken = [event for event in events if event.type in (e.CRITIQUE_GIVEN, e.RATING_GIVEN) and event.by.role == "trainer"]
        days |= {event.at[:10] for event in spoken}
        if not spoken and any(event.type == e.TAKE_ENDED for event in events) and events[0].device != here:
            waiting.append(run)
        for event in events:
            if event.type == e.COMMITMENT_MADE:
                who, what, when = (str(event.data.get(part) or "") for part in ("who", "what", "when"))
                made = Promise(event.id, run, who, what, when, event.at)
                whats[event.id] = " ".join(part for part in (made.who, made.what) if part)
                if event.id not in done:
                    promises.append(made)
    missed = tuple(one for one in person.open if one.due and one.due < today.isoformat())
    return Facts(
        person, tuple(runs), tuple(waiting), sum(1 for day in days if since <= day <= today.isoformat()), tuple(promises),
        tuple(one for events in runs.values() for one in observed(events, Reader("trainer"))), max((events[0].at for events in runs.values() if events), default=""),
        tuple((whats.get(one.promise, ""), one.kept) for one in person.asked[-2:]), missed,
    )  # fmt: skip


def unknown_senders(store: Store) -> dict[str, int]:
    """Names and signs in runs from elsewhere that belong to nobody who is coached here, with how many runs each sent."""
    known = {value for person in people(store) for field in ("name", "sign") for value in person.values.get(field, ())}
    here = store.device
    found: dict[str, int] = {}
    for event in store.events_of((e.RUN_STARTED,)):
        if event.device != here and event.by.person and event.by.person not in known and event.by.role in TRAINEE_ROLES:
            found[event.by.person] = found.get(event.by.person, 0) + 1
    return found


def own_runs(store: Store) -> list[str]:
    """The runs that began on this laptop, oldest first."""
    here = store.device
    return [event.stream for event in store.events_of((e.RUN_STARTED,)) if event.device == here]


def practised(store: Store, runs: Sequence[str]) -> tuple[tuple[Event, ...], ...]:
    """The events that progress is told from, a run each."""
    grouped: dict[str, list[Event]] = {run: [] for run in runs}
    for event in store.events_of(NEEDED, streams=runs):
        grouped[event.stream].append(event)
    return tuple(tuple(events) for events in grouped.values() if events)


# -- cohorts -------------------------------------------------------------------------------------------------------------------


def cohorts(store: Store) -> tuple[Cohort, ...]:
    """Every cohort kept here, newest first."""
    return tuple(cohort_of(info.id, store.events(info.id)) for info in store.streams("cohort"))


def find_cohort(store: Store, name: str) -> Cohort:
    """The cohort that is, or whose name begins with, `name`. Raises NoSuchPerson."""
    known = cohorts(store)
    wanted = name.casefold().strip()
    found = [one for one in known if one.name.casefold() == wanted] or [
        one for one in known if wanted and one.name.casefold().startswith(wanted)
    ]
    if len(found) != 1:
        raise NoSuchPerson(name, (one.name for one in (found or known)), several=len(found) > 1)
    return found[0]


def start_cohort(store: Store, name: str, first: date, words: Mapping[str, str]) -> Cohort:
    """Begin a programme: five retreats of three days over seven months, to be moved as need be. `words["retreat"]` names one, with `{number}`."""
    stream = store.new_stream()
    facts = [Fact(e.COHORT_OPENED, {"name": clean_line(name, 120)})]
    for number, (begins, ends) in enumerate(programme(first), 1):
        facts.append(Fact(e.DATE_SET, {"day": begins.isoformat(), "what": words["retreat"].format(number=number, ends=ends.isoformat())}))
    store.append(stream, facts, By("coach"), kind="cohort")
    return cohort_of(stream, store.events(stream))


def set_date(store: Store, cohort: Cohort, day: date, what: str) -> None:
    """Give a day of the programme its meaning; with "" take it out."""
    store.append(cohort.stream, [Fact(e.DATE_SET, {"day": day.isoformat(), "what": clean_line(what)})], By("coach"), kind="cohort")


def join(store: Store, cohort: Cohort, person: Person, team: str = "") -> None:
    """Take somebody into a cohort, in the team of her organization unless another is named."""
    data = {"person": person.stream, "team": clean_line(team or person.first("organization"), 120)}
    store.append(cohort.stream, [Fact(e.MEMBER_JOINED, data)], By("coach"), kind="cohort")


def leave(store: Store, cohort: Cohort, person: Person) -> None:
    """Take somebody out of a cohort."""
    store.append(cohort.stream, [Fact(e.MEMBER_LEFT, {"person": person.stream})], By("coach"), kind="cohort")


def forget_person(store: Store, person: Person, today: date) -> list[str]:
    """Delete somebody for good: her profile, and every run she sent. Returns what was deleted."""
    gone = [person.stream, *facts_of(store, person, today).runs]
    for cohort in cohorts(store):
        if person.stream in cohort.members:
            leave(store, cohort, person)
    for stream in gone:
        store.delete(stream)
    return gone


def title_of(run: Summary) -> str:
    """What a run is called in a list."""
    return str(run.opened.get("title") or run.opened.get("scenario") or run.id)
