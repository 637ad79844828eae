"""Opening a room: which scene, who answers, whose names are seen; or going on with one that was left open."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.content.catalogue import Loaded
from simulator.content.entries import Entry, entries
from simulator.core.diagnostics import ContentError
from simulator.core.room_state import NAMINGS
from simulator.phrases import Voice, voice
from simulator.phrases.app import APP
from simulator.phrases.common import COMMON
from simulator.phrases.room import ROOM
from simulator.phrases.room_console import CONSOLE
from simulator.play.blank import Blank, blank_scene
from simulator.play.hall import Hall
from simulator.play.room import Options, newest_open
from simulator.store.paths import exports
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.screens.room import RoomScreen
from simulator.tui.widgets.field import Line
from simulator.tui.widgets.prose import Prose, clickable, plain

AGAIN, BLANK = "+again", "+blank"
GROUPS = (0, 2, 3, 4, 5, 6, 8, 10)


class RoomOpenScreen(SimulatorScreen):
    """A list of scenes under four choices."""

    NAME = "room-open"
    CSS_PATH = "library.tcss"
    BLANKS: ClassVar[tuple[str, ...]] = ("who", "where", "wants", "hides")

    def __init__(self) -> None:
        super().__init__()
        self.script = self.institute = False
        self.naming = 0
        self.groups = 0
        self.blanks: list[str] = []
        self.asking = False
        self.found: tuple[Entry, ...] = ()

    @property
    def voice(self) -> Voice:
        return voice(self.sim.language, COMMON, APP, ROOM, CONSOLE)

    def parts(self) -> ComposeResult:
        with Vertical(classes="column tall"):
            yield Prose("", id="headline", classes="title")
            yield Prose("", id="about", classes="quiet")
            yield Prose("", id="choices")
            yield Line(id="blank", compact=True)
            yield OptionList(id="scenes", markup=False)

    def ready(self) -> None:
        self.query_one("#scenes").focus()

    def tell_all(self) -> None:
        say = self.voice
        self.found = entries(self.sim.books)
        self.query_one("#headline", Prose).tell(say("blank-headline" if self.asking else "open-headline"))
        self.query_one("#about", Prose).tell(say("blank-go" if self.asking else "open-about"))
        who = say("open-the-script" if self.script else "open-person")
        told = [
            ("script", say("open-script", who=who)), ("institute", say("open-institute", on=say("on" if self.institute else "off"))),
            ("naming", say("open-naming", how=say(f"naming-short.{NAMINGS[self.naming]}"))), ("triads", say("open-triads", count=GROUPS[self.groups] or 1)),
        ]  # fmt: skip
        self.query_one("#choices", Prose).tell(Content("  ·  ").join([clickable(plain(text), f"screen.{name}") for name, text in told]))
        field, listed = self.query_one("#blank", Line), self.query_one("#scenes", OptionList)
        field.display, listed.display = self.asking, not self.asking
        if self.asking:
            field.placeholder = say(f"blank-{self.BLANKS[len(self.blanks)]}")
        options = []
        open_one = newest_open(self.sim.store)
        if open_one:
            started = next(info for info in self.sim.store.summaries("room") if info.id == open_one)
            title = str(started.opened.get("title", ""))
            options.append(Option(plain(say("open-again", title=title, date=started.changed[:10]), "bold"), id=AGAIN))
        options.append(Option(plain(say("open-blank")), id=BLANK))
        for entry in self.found:
            title = entry.titles.get(self.sim.language, entry.title)
            about = f"{say(f'form.{entry.form}')}  ·  {say('played-in', language=say(f'language.{entry.language}'))}"
            options.append(Option(Content.assemble(plain(title, "bold"), "  ", plain(about, "$foreground 65%")), id=entry.id))
        self.refill(listed, options)

    def action_script(self) -> None:
        """A person answers, or the script."""
        self.script = not self.script
        self.tell_all()

    def action_institute(self) -> None:
        """For parents, or not."""
        self.institute = not self.institute
        self.tell_all()

    def action_naming(self) -> None:
        """Whose name is seen."""
        self.naming = (self.naming + 1) % len(NAMINGS)
        self.tell_all()

    def action_triads(self) -> None:
        """One room or several."""
        self.groups = (self.groups + 1) % len(GROUPS)
        self.tell_all()

    def action_paper(self) -> None:
        """Write the sheets of the scene she stands on, to be printed from a browser."""
        from simulator.export.paper import paper

        listed = self.query_one("#scenes", OptionList)
        name = listed.get_option_at_index(listed.highlighted).id if listed.highlighted is not None else ""
        if not name or name in (AGAIN, BLANK):
            return self.notify(self.voice("paper-which"), markup=False)
        path = exports() / f"{name}-paper-{self.sim.language}.html"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(paper(self.sim.books.load(name).material, self.sim.language))
        except (OSError, ContentError) as error:
            return self.tell_trouble(self.voice("not-saved", problem=str(error).splitlines()[0]))
        return self.notify(self.voice("saved", path=path), markup=False, timeout=10)

    @on(OptionList.OptionSelected, "#scenes")
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Open it."""
        name = event.option_id or ""
        if name == BLANK:
            self.asking, self.blanks = True, []
            self.tell_all()
            self.query_one("#blank").focus()
        elif name == AGAIN:
            hall = self.attempt(lambda: Hall.reopen(self.sim.store, newest_open(self.sim.store)))
            if hall is not None:
                self.go(hall)
        else:
            try:
                self.begin(self.sim.books.load(name))
            except ContentError as error:
                self.tell_trouble(self.voice("cannot-open", problem=str(error).splitlines()[0]))

    @on(Line.Submitted, "#blank")
    def answered(self, event: Line.Submitted) -> None:
        """One of the four answers."""
        self.blanks.append(event.value)
        event.input.value = ""
        if len(self.blanks) < len(self.BLANKS):
            return self.tell_all()
        who, where, wants, hides = self.blanks
        blank = Blank(who, where, wants, hides, language="es" if self.institute else self.sim.language)
        self.asking, self.blanks = False, []
        return self.begin(blank_scene(self.sim.books, blank))

    def begin(self, loaded: Loaded) -> None:
        """Open a room for a scene, as chosen."""
        language = "es" if self.institute else self.sim.language
        options = Options(language, self.script, self.institute, NAMINGS[self.naming])
        hall = self.attempt(lambda: Hall.open(self.sim.store, loaded, options, triads=GROUPS[self.groups]))
        if hall is not None:
            self.go(hall)

    def go(self, hall: Hall) -> None:
        """To the console."""
        if self.sim.serving is None:
            return self.tell_trouble(self.voice("no-serving", problem="–"))
        try:
            server = self.sim.serving(hall)
        except OSError as error:
            return self.tell_trouble(self.voice("no-serving", problem=str(error)))
        self.app.switch_screen(RoomScreen(hall, server))
        return None
