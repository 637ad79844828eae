"""What a coach gave to whoever practises on this laptop: what is open, in words, and the page she sends back."""

from __future__ import annotations

from simulator.core import events as e
from simulator.core.events import By, Event, Fact
from simulator.core.people import Assignment, Person, person_of
from simulator.core.text import clean_text
from simulator.phrases import Voice
from simulator.store.interface import Store


def assigned_to(store: Store) -> tuple[Person, ...]:
    """Whoever practises on this laptop, as coaches elsewhere know her: the profiles that came from another one."""
    here = store.device
    grouped: dict[str, list[Event]] = {}
    for event in store.events_of(e.PERSON_EVENTS, "person"):
        grouped.setdefault(event.stream, []).append(event)
    return tuple(person_of(stream, events) for stream, events in grouped.items() if events and events[0].device != here)


def send_page(store: Store, person: Person, text: str, assignment: str = "") -> None:
    """Put something she wrote where her coach will find it; it travels with the next bundle of this profile. Raises ValueError for nothing."""
    text = clean_text(text).strip()
    if not text:
        raise ValueError("nothing was written")
    store.append(person.stream, [Fact(e.PAGE_SENT, {"text": text, "assignment": assignment})], By("trainee"), kind="person")


def assigned_here(store: Store) -> tuple[Assignment, ...]:
    """What was given to whoever practises on this laptop and is open, the soonest due first."""
    found = [one for person in assigned_to(store) for one in person.open]
    return tuple(sorted(found, key=lambda one: (one.due or "9999", one.given)))


def assignment_line(one: Assignment, say: Voice) -> str:
    """An assignment in words."""
    more = [
        say("assign-takes", count=one.takes) if one.kind == "scenario" and one.takes > 1 else "", say("assign-unaided") if one.unaided else "",
        say("assign-words", count=one.words) if one.words else "", say("assign-due", day=one.due) if one.due else "", one.note,
    ]  # fmt: skip
    told = ", ".join(part for part in more if part)
    return say("assigned", what=say(f"assign.{one.kind}", what=one.what), more=f" ({told})" if told else "")
