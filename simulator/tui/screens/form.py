"""A form: a few fields under each other, notes that answer while she types, drafts kept at every keystroke."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, TextArea

from simulator.core.names import RealName, real_names, without_names
from simulator.core.records import dataclass
from simulator.play.drafts import DraftKeeper
from simulator.store.interface import Store
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.choice import Choice
from simulator.tui.widgets.field import Line, Paragraphs
from simulator.tui.widgets.prose import Prose, Told, plain

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing asked. `kind`: a `line`, a `text` of several lines, or a `choice` among `options` (id, text). `value` stands there at first."""

    id: str
    label: str
    kind: Literal["line", "text", "choice"] = "line"
    value: str = ""
    options: Sequence[tuple[str, str]] = ()
    hint: str = ""


class FormScreen(SimulatorScreen):
    """Base of all forms. F2 writes it down, Esc leaves it; what was typed waits for her next time."""

    NAME = "form"
    READING = "#form"
    CSS_PATH = "form.tcss"
    keeper: DraftKeeper | None = None

    # -- for subclasses --------------------------------------------------------------------------------------------------------

    def headline(self) -> str:
        """What this form is."""
        return ""

    def about(self) -> Told:
        """What stands above the fields."""
        return ""

    def fields(self) -> tuple[Field, ...]:
        """What is asked, in the language now spoken. The ids never change while the form is open."""
        return ()

    def notes(self, values: Values) -> Told:
        """What is said of the answers as they stand."""
        return ""

    def save(self, values: Values) -> bool:
        """Write it down; whether the form may close. Raises StoreTrouble."""
        return True

    def fictional(self) -> str:
        """Text whose names are invented, so that they are no real person's."""
        return ""

    def names_note(self, values: Values) -> Content:
        """A warning where something typed looks like the name of a real person or school."""
        found = [one.text for field in self.fields() if field.kind != "choice" for one in self.names_in(values.get(field.id, ""))]
        if not found:
            return Content("")
        return plain(f"{self.voice('names-warn', names=', '.join(dict.fromkeys(found)))} {self.voice('names-strip')}", "$warning")

    def names_in(self, text: str) -> tuple[RealName, ...]:
        """What looks like a real name in one field."""
        return real_names(text, self.fictional())

    def action_strip_names(self) -> None:
        """Take out what looks like a real name."""
        instead = {kind: self.voice(f"names-instead.{kind}") for kind in ("person", "school")}
        values, changed = self.values(), False
        for field in self.fields():
            found = self.names_in(values[field.id]) if field.kind != "choice" else ()
            if found:
                self.fill(field, without_names(values[field.id], found, instead))
                changed = True
        if not changed:
            self.notify(self.voice("names-none"), markup=False)
        self.typed()

    def draft_place(self) -> tuple[Store, str, str] | None:
        """Where drafts are kept: the store, the stream, how their slots begin; None for a form that keeps none."""
        return None

    # -- what every form does --------------------------------------------------------------------------------------------------

    def parts(self) -> ComposeResult:
        with VerticalScroll(id="form", classes="column tall", can_focus=False):
            yield Prose("", id="headline", classes="title")
            yield Prose("", id="about", classes="quiet")
            for field in self.fields():
                if field.kind == "choice":
                    yield Choice(id=f"field-{field.id}")
                    continue
                yield Prose("", id=f"label-{field.id}", classes="quiet")
                yield (
                    Line(id=f"field-{field.id}", compact=True, max_length=2000)
                    if field.kind == "line"
                    else Paragraphs(id=f"field-{field.id}")
                )
            yield Prose("", id="notes", classes="gap")

    def tell_all(self) -> None:
        self.query_one("#headline", Prose).tell(self.headline())
        about = self.about()
        self.query_one("#about", Prose).tell(about)
        for field in self.fields():
            if field.kind == "choice":
                self.query_one(f"#field-{field.id}", Choice).tell(field.label, field.options)
            else:
                hint = plain(f"  {field.hint}", "$foreground 50%") if field.hint else ""
                self.query_one(f"#label-{field.id}", Prose).tell(Content.assemble(plain(field.label), hint))
        self.answer_live()

    def ready(self) -> None:
        place = self.draft_place()
        if place is not None:
            store, stream, _ = place
            self.keeper = DraftKeeper(
                partial(store.save_draft, stream), lambda error: self.app.call_from_thread(self.tell_trouble, str(error))
            )
        for field in self.fields():
            left = place[0].draft(place[1], f"{place[2]}{field.id}") if place else ""
            self.fill(field, left or field.value)
        self.answer_live()
        for field in self.fields():
            if field.kind != "choice" and not self.values()[field.id]:
                self.query_one(f"#field-{field.id}").focus()
                return

    def come_back(self) -> None:
        self.answer_live()

    def fill(self, field: Field, value: str) -> None:
        """Put `value` into a field."""
        widget = self.query_one(f"#field-{field.id}")
        if isinstance(widget, Choice):
            if value in {id for id, _ in field.options}:
                widget.value = value
            widget.draw()
        elif isinstance(widget, Line):
            with widget.prevent(Input.Changed):
                widget.value = value
        elif isinstance(widget, Paragraphs):
            with widget.prevent(TextArea.Changed):
                widget.text = value
                widget.move_cursor(widget.document.end)

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        found = {}
        for field in self.fields():
            widget = self.query_one(f"#field-{field.id}")
            if isinstance(widget, Paragraphs):
                found[field.id] = widget.text.strip()
            elif isinstance(widget, Line | Choice):
                found[field.id] = widget.value.strip()
        return found

    def answer_live(self) -> None:
        """Say what is to be said of the answers as they stand."""
        self.query_one("#notes", Prose).tell(self.notes(self.values()))

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    def typed(self) -> None:
        """Every keystroke is kept and answered."""
        place = self.draft_place()
        if self.keeper is not None and place is not None:
            for name, value in self.values().items():
                self.keeper.keep(f"{place[2]}{name}", value)
        self.answer_live()

    @on(Input.Submitted)
    def submitted(self) -> None:
        """Enter leads to the next field."""
        self.focus_next()

    def action_write_down(self) -> None:
        """Write down what stands here, and close."""
        done = self.attempt(lambda: self.save(self.values()))
        if done:
            place = self.draft_place()
            if self.keeper is not None:
                self.keeper.forget()
            if place is not None:
                self.attempt(partial(self.drop_drafts, *place))
            if self.app.screen is self:
                self.app.pop_screen()

    def drop_drafts(self, store: Store, stream: str, slot: str) -> None:
        """What was written down is no draft any more."""
        for field in self.fields():
            store.save_draft(stream, f"{slot}{field.id}", "")

    def on_unmount(self) -> None:
        if self.keeper is not None:
            self.keeper.close()

    def copyable(self) -> str:
        return "\n".join(value for value in self.values().values() if value)
