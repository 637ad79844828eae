"""Whom one coaches: the board of what waits, three facts and one question each; what was sent, taken in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.content.entries import entries
from simulator.core.people import ASSIGNMENT_KINDS, KEPT, Person
from simulator.play.assignments import assignment_line
from simulator.play.bundles import take_in
from simulator.play.coaching import CONTACTS, Facts, add_person, asked, contact, facts_of, find_person, give, people, unknown_senders
from simulator.play.practice import Practice
from simulator.play.told import differences, page_lines, three_facts
from simulator.store.bundle import MOST_BYTES, BundleRefused
from simulator.store.paths import home
from simulator.store.signing import checker
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.screens.form import Field, FormScreen, Values
from simulator.tui.widgets.prose import Prose, Told, hang, paragraphs, plain

ANY_DAY = ""


class PeopleScreen(SimulatorScreen):
    """In order of name; nobody is compared with anybody. Enter opens one."""

    NAME = "people"

    def parts(self) -> ComposeResult:
        with Vertical(classes="column tall"):
            yield Prose("", id="headline", classes="title")
            yield Prose("", id="about", classes="quiet")
            yield OptionList(id="board", markup=False)

    def tell_all(self) -> None:
        say, store = self.voice, self.sim.store
        self.query_one("#headline", Prose).tell(say("people-headline"))
        self.query_one("#about", Prose).tell(say("board-sent-only"))
        rows = [Option(plain(say("people-add"), "bold"), id="+add"), Option(plain(say("people-take-in"), "bold"), id="+take-in")]
        for person in people(store):
            found = facts_of(store, person, date.today())
            told = (
                say("board-waiting", count=len(found.waiting) + len(found.person.unread)), say("board-contacts", count=found.contacts, wanted=CONTACTS),
                say("board-promises", count=len(found.promises)),
            )  # fmt: skip
            rows.append(
                Option(
                    Content.assemble(plain(person.name, "bold"), "\n", plain("  " + "  ·  ".join(told), "$foreground 65%")),
                    id=person.stream,
                )
            )
        for name, count in unknown_senders(store).items():
            rows.append(Option(plain(say("people-unknown-app", name=name, count=count)), id=f"+sign {name}"))
        self.refill(self.query_one("#board", OptionList), rows)

    def ready(self) -> None:
        self.query_one("#board").focus()

    @on(OptionList.OptionSelected, "#board")
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Open it."""
        name = str(event.option_id)
        if name == "+add":
            self.app.push_screen(AddPersonScreen())
        elif name == "+take-in":
            self.app.push_screen(TakeInScreen())
        elif name.startswith("+sign "):
            self.app.push_screen(AddPersonScreen(name.removeprefix("+sign ")))
        else:
            self.app.push_screen(PersonScreen(name))

    def action_take_in(self) -> None:
        """A file that somebody sent."""
        self.app.push_screen(TakeInScreen())


class AddPersonScreen(FormScreen):
    """Somebody to coach."""

    def __init__(self, sign: str = "") -> None:
        super().__init__()
        self.sign = sign

    def headline(self) -> str:
        return self.voice("people-add")

    def fields(self) -> tuple[Field, ...]:
        say = self.voice
        return (
            Field("name", say("person-name")), Field("organization", say("person-organization")), Field("team", say("person-team")),
            Field("sign", say("person-sign"), value=self.sign),
        )  # fmt: skip

    def save(self, values: Values) -> bool:
        if not values["name"]:
            self.tell_trouble(self.voice("person-name"))
            return False
        add_person(self.sim.store, values["name"], organization=values["organization"], team=values["team"], sign=values["sign"])
        return True


class TakeInScreen(FormScreen):
    """A file that somebody sent."""

    def headline(self) -> str:
        return self.voice("people-take-in")

    def about(self) -> Told:
        return self.voice("take-in-about")

    def fields(self) -> tuple[Field, ...]:
        return (Field("file", self.voice("take-in-file"), value=str(Path.home()) + "/"),)

    def save(self, values: Values) -> bool:
        path = Path(values["file"]).expanduser()
        try:
            if path.stat().st_size > MOST_BYTES:
                raise BundleRefused("too-large", path.name)
            taken = take_in(self.sim.store, path.read_bytes(), checker())
        except OSError as error:
            self.tell_trouble(self.voice("not-read", problem=error.strerror or error))
            return False
        except BundleRefused as refusal:
            self.tell_trouble(f"{self.voice(f'bundle.{refusal.code}', what=refusal.what or '-')} {self.voice('bundle-nothing-taken')}")
            return False
        told = self.voice("bundle-taken", count=len(taken.fresh), added=taken.merged.added, known=taken.merged.known)
        self.notify(told, markup=False, timeout=10)
        return True


class PersonScreen(SimulatorScreen):
    """Three facts and one question; below them what she was given and what she sent."""

    NAME = "person"
    READING = "#facts"

    def __init__(self, stream: str) -> None:
        super().__init__()
        self.stream = stream
        self.known: Facts

    def parts(self) -> ComposeResult:
        with Vertical(classes="column tall"):
            yield Prose("", id="headline", classes="title")
            with VerticalScroll(id="facts", can_focus=False):
                yield Prose("", id="told")
            yield OptionList(id="ways", markup=False)

    def tell_all(self) -> None:
        say, store = self.voice, self.sim.store
        self.known = facts_of(store, self.person, date.today())
        found = self.known
        self.query_one("#headline", Prose).tell(found.person.name)
        lines = [*three_facts(found, self.sim.books, say, self.sim.language), *differences(found.person, say)]
        given = [f"· {assignment_line(one, say)}" for one in found.person.open]

        def told(width: int) -> Content:
            question = Content.assemble(plain(f"{say('ask-title')}: ", "$foreground 65%"), plain(say(f"ask.{found.ask}"), "bold"))
            return paragraphs([
                Content("\n").join([hang(plain(line), width, 2) for line in lines]), hang(question, width, 2),
                Content("\n").join([hang(plain(line), width, 2) for line in given]),
                Content("\n").join([hang(plain(line), width, 2) for text in page_lines(found.person, say) for line in text.splitlines() if line]),
            ])  # fmt: skip

        self.query_one("#told", Prose).tell(told)
        titles = {run.id: run for run in store.summaries()}
        ways = [(name, say(f"person-{name}")) for name in ("contact", "assign")]
        if found.promises:
            ways.append(("asked", say("person-asked")))
        rows = [Option(plain(text, "bold"), id=f"+{name}") for name, text in ways]
        for run in reversed(found.runs):
            mark = " ●" if run in found.waiting else ""
            rows.append(Option(plain(f"{titles[run].started[:10]}  {titles[run].opened.get('title', '')}{mark}"), id=run))
        self.refill(self.query_one("#ways", OptionList), rows)

    def ready(self) -> None:
        self.query_one("#ways").focus()

    @property
    def person(self) -> Person:
        """Her profile as it stands."""
        return find_person(self.sim.store, self.stream)

    @on(OptionList.OptionSelected, "#ways")
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Do it, or open what she sent, to be read as a trainer."""
        from simulator.tui.screens.review import ReviewScreen

        name = str(event.option_id)
        if name == "+contact":
            self.app.push_screen(ContactScreen(self.person))
        elif name == "+assign":
            self.app.push_screen(AssignScreen(self.person))
        elif name == "+asked":
            self.app.push_screen(AskedScreen(self.known))
        else:
            if self.sim.reading_as[0] == "self":
                self.sim.reading_as = ("trainer", self.sim.preferences.name)
            self.app.push_screen(ReviewScreen(Practice.resume(self.sim.store, name)))


class ContactScreen(FormScreen):
    """That you spoke with her."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person = person

    def headline(self) -> str:
        return self.voice("person-contact")

    def fields(self) -> tuple[Field, ...]:
        return (Field("note", self.voice("contact-note"), "text"),)

    def save(self, values: Values) -> bool:
        contact(self.sim.store, self.person, values["note"])
        self.notify(self.voice("contact-kept"), markup=False)
        return True


class AskedScreen(FormScreen):
    """A promise that was asked about."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.facts = facts

    def headline(self) -> str:
        return self.voice("person-asked")

    def about(self) -> Told:
        return self.voice(f"ask.{self.facts.ask}")

    def fields(self) -> tuple[Field, ...]:
        say = self.voice
        promises = [(p.id, " ".join(part for part in (p.who, p.what, p.when) if part)[:50]) for p in self.facts.promises]
        return (
            Field("promise", say("asked-which"), "choice", options=promises),
            Field("kept", say("asked-kept-question"), "choice", options=[(kept, say(f"kept.{kept}")) for kept in KEPT]),
            Field("why", say("asked-why")),
        )

    def save(self, values: Values) -> bool:
        asked(self.sim.store, self.facts.person, values["promise"], values["kept"], values["why"])
        return True


class AssignScreen(FormScreen):
    """Something to practise, critique, read or write."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person = person

    def headline(self) -> str:
        return self.voice("person-assign")

    def fields(self) -> tuple[Field, ...]:
        say, language = self.voice, self.sim.language
        scenes = [(entry.id, entry.titles.get(language, entry.title)) for entry in entries(self.sim.books)]
        return (
            Field("kind", say("assign-kind"), "choice", options=[(kind, say(f"assign-kind.{kind}")) for kind in ASSIGNMENT_KINDS]),
            Field("scenario", say("assign-scene"), "choice", options=scenes),
            Field("what", say("assign-what")),
            Field("takes", say("assign-how-many"), "choice", options=[(str(n), str(n)) for n in (1, 2, 3, 4, 5)]),
            Field("unaided", say("assign-unaided"), "choice", options=[("yes", say("yes")), ("no", say("no"))]),
            Field("words", say("assign-how-long"), "choice", options=[(str(n), str(n) if n else "–") for n in (0, 100, 200, 300, 500)]),
            Field("due", say("assign-until")),
            Field("note", say("assign-why")),
        )

    def save(self, values: Values) -> bool:
        kind = values["kind"]
        what = values["scenario"] if kind == "scenario" else values["what"]
        if not what:
            self.tell_trouble(self.voice("assign-what"))
            return False
        if values["due"]:
            try:
                date.fromisoformat(values["due"])
            except ValueError:
                self.tell_trouble(self.voice("no-day", text=values["due"]))
                return False
        give(
            self.sim.store, self.person, kind=kind, what=what, takes=int(values["takes"]), unaided=values["unaided"] == "yes",
            words=int(values["words"]), due=values["due"], note=values["note"],
        )  # fmt: skip
        self.notify(self.voice("assign-send", name=self.person.name), markup=False, timeout=10)
        return True


class SendScreen(FormScreen):
    """Send a run to her coach, as a file: what of it may travel is asked each time."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice

    def headline(self) -> str:
        return self.voice("send-headline")

    def about(self) -> Told:
        return self.voice("send-about")

    def fields(self) -> tuple[Field, ...]:
        say = self.voice
        choice = [("no", say("no")), ("yes", say("yes"))]
        scenario = self.practice.material.scenario.id
        place = home() / "exports" / f"{scenario}-{self.practice.transcript().started[:10]}.simrun"
        return (
            Field("notes", say("send-notes-short"), "choice", options=choice),
            Field("name", say("send-name-short"), "choice", options=choice),
            Field("file", say("send-file"), value=str(place)),
        )

    def save(self, values: Values) -> bool:
        from simulator.play.bundles import agree, make_bundle

        path = Path(values["file"]).expanduser()
        agree(self.sim.store, self.practice.run, notes=values["notes"] == "yes", name=values["name"] == "yes")
        self.practice.catch_up()
        data = make_bundle(self.sim.store, [self.practice.run])
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            self.tell_trouble(self.voice("not-saved", problem=error.strerror or error))
            return False
        self.notify(self.voice("saved", path=path), markup=False, timeout=10)
        return True
