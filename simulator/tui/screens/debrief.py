"""After the scene, a page at a time; `tui/pages.py` holds what each page shows and asks."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from simulator.play.drafts import DraftKeeper
from simulator.play.practice import Practice
from simulator.tui.pages import Onward, Page, Pages
from simulator.tui.saving import save_and_tell
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.field import Line
from simulator.tui.widgets.prose import Prose, Told, plain


class DebriefScreen(SimulatorScreen):
    """One take's debrief. It may be left at any page; Home offers to go on with it."""

    NAME = "debrief"
    READING = "#shown"
    CSS_PATH = "debrief.tcss"

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice
        self.keeper = DraftKeeper(partial(practice.store.save_draft, practice.run), self.draft_failed)
        self.open = ""
        """The page that is open."""

    def parts(self) -> ComposeResult:
        with Vertical(id="page"):
            yield Prose("", id="headline", classes="title")
            with VerticalScroll(id="shown"):
                yield Prose("", id="text")
            yield Line(id="entry", max_length=500)
            yield OptionList(id="ways", markup=False)

    def tell_all(self) -> None:
        say, language = self.voice, self.sim.language
        if not self.open:
            self.pages = Pages(self.practice, say, language)
            left = self.practice.store.draft(self.practice.run, self.pages.slot("at"))
            self.open = left if left in self.pages.names else self.pages.names[0]
        else:
            self.pages.speak(say, language)
        self.show(self.open)

    def come_back(self) -> None:
        self.focus_field()

    def on_unmount(self) -> None:
        self.keeper.close()

    # -- turning pages ---------------------------------------------------------------------------------------------------------

    def show(self, name: str) -> None:
        """Open the page `name`, or the next one that has something to say."""
        names = self.pages.names
        for candidate in names[names.index(name) :]:
            page = self.pages.page(candidate)
            if page is not None:
                return self.tell(candidate, page)
        return None

    def tell(self, name: str, page: Page) -> None:
        """Put `page` on the screen."""
        self.open = name
        self.query_one("#headline", Prose).tell(page.heading)
        self.query_one("#text", Prose).tell(page.text)
        shown = self.query_one("#shown", VerticalScroll)
        shown.can_focus = bool(page.text)
        shown.scroll_home(animate=False)
        entry, ways = self.query_one("#entry", Line), self.query_one("#ways", OptionList)
        entry.display = bool(page.entry)
        with entry.prevent(Input.Changed):
            entry.value = page.kept
        entry.placeholder = page.entry
        width = min(72, self.app.size.width - 8)
        options = page.options or (("next", plain(self.voice("go-on"))),)
        ways.set_options([Option(_laid(told, width), id=way) for way, told in options])
        ways.highlighted = next((at for at, (way, _) in enumerate(options) if way == page.picked), 0)
        self.set_class(bool(page.options) and not page.text, "-choosing")
        self.focus_field()

    def focus_field(self) -> None:
        """Where she answers."""
        entry = self.query_one("#entry", Line)
        (entry if entry.display else self.query_one("#ways")).focus()

    def turn_to(self, name: str) -> None:
        """Open another page and remember where she is."""
        self.show(name)
        at = "" if self.open == "done" else self.open
        self.attempt(lambda: self.practice.store.save_draft(self.practice.run, self.pages.slot("at"), at))

    def action_previous(self) -> None:
        """The page before that has something to say."""
        names = self.pages.names
        for name in reversed(names[: names.index(self.open)]):
            if self.pages.page(name) is not None:
                return self.turn_to(name)
        return None

    def action_next(self) -> None:
        """On, with what stands in the field; nothing is picked."""
        entry = self.query_one("#entry", Line)
        self.answer(entry.value if entry.display else "next")

    # -- answering -------------------------------------------------------------------------------------------------------------

    @on(Input.Changed, "#entry")
    def typed(self, event: Input.Changed) -> None:
        """Every keystroke is kept."""
        self.keeper.keep(self.pages.slot(self.open), event.value)

    @on(Input.Submitted, "#entry")
    def submitted(self, event: Input.Submitted) -> None:
        self.answer(event.value)

    @on(OptionList.OptionSelected, "#ways")
    def picked(self, event: OptionList.OptionSelected) -> None:
        entry = self.query_one("#entry", Line)
        self.answer(entry.value if entry.display else str(event.option_id))

    def answer(self, value: str) -> None:
        """Write down what was typed or picked, and go where it leads."""
        self.keeper.forget()
        onward = self.attempt(lambda: self.pages.answer(self.open, value.strip()))
        if onward is not None:
            self.go(onward)

    def go(self, onward: Onward) -> None:
        """Where an answer leads."""
        if onward.to == "next":
            names = self.pages.names
            self.turn_to(names[min(names.index(self.open) + 1, len(names) - 1)])
        elif onward.to == "same":
            self.show(self.open)
        elif onward.to == "export":
            self.action_export()
        elif onward.to == "home":
            self.sim.go_home()
        elif onward.to == "again":
            from simulator.tui.screens.practice import PracticeScreen

            self.app.switch_screen(PracticeScreen(self.practice))
        else:
            from simulator.tui.screens.review import ReviewScreen

            self.app.switch_screen(ReviewScreen(self.practice))

    def action_export(self) -> None:
        """Write the transcript as a page that opens in any browser."""
        save_and_tell(self, self.practice)

    def draft_failed(self, error: Exception) -> None:
        """A draft could not be written; called from another thread."""
        self.app.call_from_thread(self.tell_trouble, str(error))

    def copyable(self) -> str:
        return "\n\n".join(self.query_one(part, Prose).words for part in ("#headline", "#text"))


def _laid(told: Told, width: int) -> Content:
    if callable(told):
        return told(width)
    return told if isinstance(told, Content) else plain(told)
