"""Coaching in words, a line each, the same on every face."""

from __future__ import annotations

from functools import lru_cache

from simulator.content.catalogue import Catalogue
from simulator.core.people import Person
from simulator.core.rubric import Rubric
from simulator.phrases import Voice
from simulator.play.assignments import assignment_line
from simulator.play.coaching import CONTACTS, Facts
from simulator.play.plan import by_criterion


def board_line(found: Facts, say: Voice) -> str:
    """One person on the board."""
    parts = [
        say("board-waiting", count=len(found.waiting) + len(found.person.unread)), say("board-contacts", count=found.contacts, wanted=CONTACTS),
        say("board-promises", count=len(found.promises)),
    ]  # fmt: skip
    return f"{found.person.name}: {'; '.join(parts)}"


def three_facts(found: Facts, books: Catalogue, say: Voice, language: str) -> list[str]:
    """What was promised, what was seen, how long ago; and nothing that ranks."""
    lines = []
    if found.promises:
        last = found.promises[-1]
        what = " ".join(part for part in (last.who, last.what) if part)
        lines.append(say("fact-promise", what=what, when=f", {last.when}" if last.when else "", date=last.made[:10]))
    elif found.kept:
        what, kept = found.kept[-1]
        lines.append(say("fact-kept", what=what or "–", kept=say(f"kept.{kept}")))
    else:
        lines.append(say("fact-no-promise"))
    newest = sorted(by_criterion(found.seen).items(), key=lambda item: item[1][-1].at)[-2:]
    seen = "; ".join(
        f"{criterion_name(books, form, name, language)} {', '.join(str(o.level) for o in own[-4:])}" for (form, name), own in newest
    )
    lines.append(say("fact-seen", what=seen) if seen else say("fact-nothing-seen"))
    lines.append(say("fact-last", date=found.last[:10], count=found.contacts) if found.last else say("fact-never", count=found.contacts))
    return lines


def criterion_name(books: Catalogue, form: str, criterion: str, language: str) -> str:
    """What a criterion of a form is called; its id where the rubric is not here."""
    rubric = _rubric(books, form)
    found = rubric.criteria.get(criterion) if rubric else None
    return found.name.get(language, criterion) if found else criterion


@lru_cache(maxsize=32)
def _rubric(books: Catalogue, name: str) -> Rubric | None:
    return books.rubric(name)


def differences(person: Person, say: Voice) -> list[str]:
    """Fields that two laptops set differently."""
    return [say("person-both", field=name, values=" / ".join(values)) for name, values in person.values.items() if len(values) > 1]


def page_lines(person: Person, say: Voice) -> list[str]:
    """What she wrote and sent, the newest last: how many words of how many, and the words."""
    asked = {one.id: one for one in person.assignments}
    lines = []
    for page in person.pages:
        given = asked.get(page.assignment)
        head = say("page-of", date=page.at[:10], words=page.words)
        if given is not None:
            head += f"  ({assignment_line(given, say)})"
        lines += [head, page.text]
    return lines
