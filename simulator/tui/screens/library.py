"""What can be practised: every scenario, by form, language and difficulty."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from simulator.content.entries import Entry, entries
from simulator.core.diagnostics import ContentError
from simulator.core.moves import FORMS
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.prose import Prose, clickable, plain


class LibraryScreen(SimulatorScreen):
    """A list with three filters; Enter opens the brief."""

    NAME = "library"
    CSS_PATH = "library.tcss"
    LANGUAGES: ClassVar[tuple[str, ...]] = ("", "en", "es")

    def __init__(self) -> None:
        super().__init__()
        self.form = ""
        self.played_in = ""
        self.difficulty = 0
        self.found: tuple[Entry, ...] = ()

    def parts(self) -> ComposeResult:
        with Vertical(classes="column"):
            yield Prose("", id="headline", classes="title")
            with Horizontal(id="filters"):
                yield Prose("", id="filter-form")
                yield Prose("", id="filter-language")
                yield Prose("", id="filter-difficulty")
            yield Input(id="search", compact=True)
            yield OptionList(id="entries", markup=False)
            yield Prose("", id="empty", classes="quiet")

    def ready(self) -> None:
        self.query_one("#entries").focus()

    def tell_all(self) -> None:
        self.found = entries(self.sim.books)
        self.query_one("#headline", Prose).tell(self.voice("library-headline"))
        self.query_one("#search", Input).placeholder = self.voice("library-search")
        self.show()

    def show(self) -> None:
        """The entries that pass the filters, and the filters themselves."""
        say = self.voice
        form = say(f"form.{self.form}") if self.form else say("any")
        language = say(f"language.{self.played_in}") if self.played_in else say("any")
        difficulty = "●" * self.difficulty or say("any")
        for name, value in (("form", form), ("language", language), ("difficulty", difficulty)):
            label = Content.assemble(plain(say(f"filter-{name}") + ": "), plain(value, "bold"))
            self.query_one(f"#filter-{name}", Prose).tell(clickable(label, f"screen.filter_{name}"))
        wanted = self.query_one("#search", Input).value.casefold().strip()
        listed = self.query_one("#entries", OptionList)
        listed.clear_options()
        for entry in self.found:
            title = entry.titles.get(self.sim.language, entry.title)
            if (
                self.form not in ("", entry.form)
                or self.played_in not in ("", entry.language)
                or self.difficulty not in (0, entry.difficulty)
            ):
                continue
            kind = say("entry-drill", skill=say(f"skill.{entry.drill}")) if entry.drill else say(f"form.{entry.form}")
            about = f"{kind}  ·  {'●' * entry.difficulty}{'○' * (3 - entry.difficulty)}  ·  {say('played-in', language=say(f'language.{entry.language}'))}  ·  {entry.minutes} min"
            if wanted and wanted not in f"{title} {entry.title} {about}".casefold():
                continue
            listed.add_option(Option(Content.assemble(plain(title, "bold"), "\n", plain(about, "$foreground 65%")), id=entry.id))
        listed.display = listed.option_count > 0
        listed.highlighted = 0 if listed.option_count else None
        self.query_one("#empty", Prose).tell("" if listed.option_count else say("library-empty"))

    @on(Input.Changed, "#search")
    def searched(self) -> None:
        self.show()

    @on(Input.Submitted, "#search")
    def settled(self) -> None:
        self.query_one("#entries").focus()

    def action_filter_form(self) -> None:
        """The next form, then all again."""
        known = ["", *(form for form in FORMS if any(entry.form == form for entry in self.found))]
        self.form = known[(known.index(self.form) + 1) % len(known)]
        self.show()

    def action_filter_language(self) -> None:
        """The next language it is played in, then any."""
        self.played_in = self.LANGUAGES[(self.LANGUAGES.index(self.played_in) + 1) % len(self.LANGUAGES)]
        self.show()

    def action_filter_difficulty(self) -> None:
        """The next difficulty, then any."""
        self.difficulty = (self.difficulty + 1) % 4
        self.show()

    def action_search(self) -> None:
        """Type to find."""
        self.query_one("#search").focus()

    @on(OptionList.OptionSelected, "#entries")
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Open the brief."""
        from simulator.tui.screens.brief import BriefScreen

        try:
            loaded = self.sim.books.load(str(event.option_id))
        except ContentError as error:
            first = next(d for d in error.diagnostics if d.severity == "error")
            return self.notify(
                self.voice("cannot-open", problem=f"{first.file}:{first.line} {first.message}"), severity="error", markup=False
            )
        self.app.push_screen(BriefScreen(loaded))
        return None
