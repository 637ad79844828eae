"""What several verbs need: the catalogue, the store, a run by the start of its id, the language to speak."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from simulator.content.catalogue import Catalogue, Loaded
from simulator.content.nearest import suggest
from simulator.store.interface import Store, Summary
from simulator.store.opening import open_store
from simulator.store.paths import user_content

if TYPE_CHECKING:
    from simulator.core.meetings import Meeting
    from simulator.core.people import Person
    from simulator.phrases import Voice
    from simulator.play.feedback import Unfit

Verb = TypeVar("Verb", bound=Callable[..., Any])
LANGUAGES = ("en", "es")


def json_option(verb: Verb) -> Verb:
    """`--json` for a reading verb."""
    return click.option("--json", "as_json", is_flag=True, help="Machine-readable.")(verb)


def language_option(verb: Verb) -> Verb:
    """`--language` with the environment and the person's own setting behind it."""
    return click.option("--language", type=click.Choice(LANGUAGES), help="The language of feedback and subtitles.")(verb)


def catalogue() -> Catalogue:
    """Shipped content with the person's own laid over it."""
    return Catalogue(user_content())


def store() -> Store:
    """The person's runs."""
    return open_store()


def spoken(asked: str | None, own: str = "", kept: Store | None = None) -> str:
    """The language to speak: what was asked for, the environment's, the person's setting, the system's, else `own`."""
    if asked:
        return asked
    named = os.environ.get("SIMULATOR_LANGUAGE", "")[:2].lower()
    if named in LANGUAGES:
        return named
    if kept is not None:
        named = kept.settings().get("language", "")
        if named in LANGUAGES:
            return named
    system = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "")[:2].lower()
    return system if system in LANGUAGES else (own or "en")


def load(books: Catalogue, name: str) -> Loaded:
    """Scenario `name`, ready to play. Raises click.UsageError with the nearest name where there is none."""
    if name not in books.folders:
        raise click.UsageError(f"There is no scenario `{name}`. {suggest(name, books.folders)}".strip())
    return books.load(name)


def find_run(kept: Store, name: str) -> Summary:
    """The run whose id is, begins or ends with `name`; `last` is the newest. Raises click.UsageError."""
    runs = kept.summaries()
    if name == "last" and runs:
        return runs[0]
    found = [run for run in runs if run.id == name] or [run for run in runs if run.id.startswith(name) or run.id.endswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise click.UsageError(f"Several runs begin or end with `{name}`. Write more of it; `simulator runs` lists them.")
    raise click.UsageError(f"There is no run `{name}`. `simulator runs` lists them.")


def refused(error: Unfit, say: Voice) -> click.UsageError:
    """A critique or mark that cannot be written down, in words."""
    told = say(f"unfit.{error.code}", name=error.name, known=", ".join(error.known))
    return click.UsageError(f"{told} {say('unfit-shell.no-name')}" if error.code == "no-name" else told)


def coaching_voice(language: str | None, kept: Store) -> Voice:
    """What speaks of people, sending and progress."""
    from simulator.phrases import voice
    from simulator.phrases.coaching import COACHING
    from simulator.phrases.common import COMMON

    return voice(spoken(language, "", kept), COMMON, COACHING)


def someone(kept: Store, name: str) -> Person:
    """The person called `name`, by the start of it. Raises click.UsageError."""
    from simulator.phrases import voice
    from simulator.phrases.coaching import COACHING
    from simulator.play.coaching import NoSuchPerson, find_person

    try:
        return find_person(kept, name)
    except NoSuchPerson as error:
        say = voice(spoken(None, "", kept), COACHING)
        phrase = "several-called" if error.several else "nobody-called"
        raise click.UsageError(say(phrase, name=name, known=", ".join(error.known) or "–")) from None


def meetings_voice(language: str | None, kept: Store) -> Voice:
    """What speaks of real meetings and swallowed lines."""
    from simulator.phrases import voice
    from simulator.phrases.common import COMMON
    from simulator.phrases.meetings import MEETINGS

    return voice(spoken(language, "", kept), COMMON, MEETINGS)


def real_meeting(kept: Store, name: str) -> Meeting:
    """The real meeting with `name`, by the start of it. Raises click.UsageError."""
    from simulator.play.meetings import NoSuchMeeting, find_meeting

    try:
        return find_meeting(kept, name)
    except NoSuchMeeting as error:
        say = meetings_voice(None, kept)
        raise click.UsageError(say("meeting-unknown", name=name, known=", ".join(error.known) or "–")) from None
