"""Sending runs to another laptop as one file, and taking in such a file: what was agreed to travels, and all of it fits or none of it is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from simulator.content.catalogue import Texts, compile_material
from simulator.core import events as e
from simulator.core.diagnostics import ContentError
from simulator.core.events import By, Event, Fact
from simulator.core.material import Material
from simulator.core.pseudonyms import is_pseudonym, pseudonym
from simulator.core.records import dataclass
from simulator.core.reveal import TRAINEE_ROLES, rater_id
from simulator.core.transcript import transcript
from simulator.store.bundle import Bundle, BundleRefused, Checker, Signer, pack, unpack
from simulator.store.interface import Merged, Store

NOTES = frozenset({e.FEELING_NAMED, e.LINE_REGRETTED, e.AVOIDANCE_NAMED, e.ANSWER_PREDICTED, e.COMMITMENT_MADE})
"""What she wrote to herself, and the real people she named: it travels only where she agreed to it (DOMAIN 8.2)."""
STAYS = frozenset({e.CONTACT_HELD})
"""What is never sent: what a coach noted for herself."""
Consent = Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of an import: the bundle, what was merged, the runs that are new here, and those here that were deleted where it came from."""

    bundle: Bundle
    merged: Merged
    fresh: tuple[str, ...]
    deleted_there: tuple[str, ...]


def consent_of(events: Sequence[Event]) -> dict[str, bool]:
    """What the one who practised agreed to last, when the run began or when it was sent: whether her `notes` travel, and her `name`."""
    agreed = {"notes": False, "name": False}
    for event in events:
        if event.type == e.RUN_STARTED and event.data.get("consent") == "coach":
            agreed = {"notes": True, "name": True}
        elif event.type == e.CONSENT_GIVEN:
            agreed = {part: bool(event.data.get(part, False)) for part in agreed}
    return agreed


def agree(store: Store, run: str, *, notes: bool, name: bool) -> None:
    """Remember in the run itself what she agreed to send."""
    if consent_of(store.events(run)) != {"notes": notes, "name": name}:
        store.append(run, [Fact(e.CONSENT_GIVEN, {"notes": notes, "name": name})], By("trainee"))


def make_bundle(store: Store, runs: Iterable[str], people: Iterable[str] = (), signer: Signer | None = None) -> bytes:
    """A bundle of these runs, each as far as its consent goes, and of these people's assignments. The same store gives the same bytes."""
    events: list[Event] = []
    kinds: dict[str, str] = {}
    for run in runs:
        kinds[run] = "run"
        events += _travels(store.events(run))
    for person in people:
        kinds[person] = "person"
        events += [event for event in store.events(person) if event.type not in STAYS]
    shas = {sha for event in events if event.type == e.RUN_STARTED for sha in dict(event.data.get("content", {})).values()}
    return pack(events, kinds, store.texts(sorted(shas)), store.tombstones(), signer)


def _travels(events: Sequence[Event]) -> Iterable[Event]:
    """The events of a run that she agreed to send, with what stands for names where they do not go."""
    agreed = consent_of(events)
    undone_notes = {event.id for event in events if event.type in NOTES} if not agreed["notes"] else set()
    device = events[0].device if events else ""
    for event in events:
        if event.id in undone_notes:
            continue
        name = event.by.person
        if name and not is_pseudonym(name) and not agreed["name"]:
            if event.by.role in TRAINEE_ROLES:
                event = replace(event, by=By(event.by.role, pseudonym(device, name)))
            elif event.by.role != "trainer":  # who signs as a trainer is meant to be known
                event = replace(event, by=By(event.by.role, pseudonym(event.stream, rater_id(event.by.role, name))))
        yield event


def take_in(store: Store, data: bytes, check: Checker | None = None, *, honour_deletions: bool = False) -> TakenIn:
    """Take a bundle in: a union by id, so it may be repeated in any order. Raises BundleRefused; then nothing of it is here.

    With `honour_deletions` runs from elsewhere that were deleted where the bundle was made are deleted here too, for good.
    """
    bundle = unpack(data, check)
    here = {info.id for kind in ("run", "person", "cohort") for info in store.streams(kind)}
    by_stream: dict[str, list[Event]] = {}
    for event in bundle.events:
        by_stream.setdefault(event.stream, []).append(event)
    for stream, events in by_stream.items():
        if store.is_deleted(stream):
            continue
        known = {event.id: event for event in store.events(stream)} if stream in here else {}
        if changed := next((event for event in events if event.id in known and not _same(event, known[event.id])), None):
            raise BundleRefused("differs", changed.id)
        added = [event for event in events if event.id not in known]
        if added and bundle.kinds[stream] == "run":
            fits([*known.values(), *added], bundle.texts, store.texts)
    merged = store.merge(bundle.events, bundle.texts, kind=bundle.kinds)
    fresh = tuple(stream for stream in by_stream if stream not in here and not store.is_deleted(stream))
    gone = tuple(stream for stream in _deleted_there(store, bundle))
    if honour_deletions:
        for stream in gone:
            store.delete(stream)
    return TakenIn(bundle, merged, fresh, gone)


def _same(one: Event, other: Event) -> bool:
    """Whether two events of one id say the same; a name and what stands for one are the same."""
    if is_pseudonym(one.by.person) or is_pseudonym(other.by.person):
        one = replace(one, by=replace(one.by, person=other.by.person))
    return one == other


def _deleted_there(store: Store, bundle: Bundle) -> Iterable[str]:
    """Runs here that did not begin here and were deleted where the bundle was made."""
    if not bundle.deleted:
        return
    import hashlib

    wanted = set(bundle.deleted)
    for info in store.streams():
        if hashlib.sha256(info.id.encode()).hexdigest() in wanted:
            first = store.events(info.id)[:1]
            if first and first[0].device != store.device:
                yield info.id


def fits(events: Sequence[Event], texts: Mapping[str, str], kept: Callable[[Iterable[str]], Mapping[str, str]]) -> None:
    """Read a run as every face will: whoever made it, it must tell a conversation. Raises BundleRefused."""
    started = next((event for event in events if event.type == e.RUN_STARTED), None)
    run = events[0].stream
    try:
        if started is None:
            raise ValueError("a run without its beginning")
        named = {str(part): str(sha) for part, sha in dict(started.data["content"]).items()}
        missing = [sha for sha in named.values() if sha not in texts]
        found = {**texts, **(kept(missing) if missing else {})}
        material = _material(tuple(sorted((part, found[sha]) for part, sha in named.items())))
        transcript(events, material)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, ContentError, RecursionError) as error:
        raise BundleRefused("odd-run", f"{run[:36]}: {type(error).__name__}") from None


@lru_cache(maxsize=64)
def _material(parts: tuple[tuple[str, str], ...]) -> Material:
    return compile_material(Texts(dict(parts))).material
