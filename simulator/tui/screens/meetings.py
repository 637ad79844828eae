"""Real meetings, above practice: whom to call next, what is booked, what was heard; and the line she swallowed."""

from __future__ import annotations

from datetime import date
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.core.meetings import A_WEEK, MOVES, TRIES, WRITE_UP, Meeting, held_in_week, next_to_call, unwritten
from simulator.play.meetings import Moment, heard_as, log, move, name_somebody, nearest, stream_of, swallow, write_up
from simulator.store.interface import Store
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.screens.form import Field, FormScreen, Values
from simulator.tui.widgets.prose import Prose, Told, hang, one_line, paragraphs, plain

DRAFTS = "meetings"
"""Where what is typed and not yet written down waits: a place of its own, since there may be no log yet."""
KEEP, WRITE = "keep", "write"
ENOUGH_WORDS = 12
"""Characters from which something said can be looked for."""
PAUSE = 0.4
"""Seconds without a keystroke after which it is looked for."""


class MeetingsScreen(SimulatorScreen):
    """The next name first; Enter opens one. Nothing here reminds anybody of anything."""

    NAME = "meetings"

    def parts(self) -> ComposeResult:
        with Vertical(classes="column tall"):
            yield Prose("", id="headline", classes="title")
            yield Prose("", id="about")
            yield OptionList(id="people", markup=False)
            yield Prose("", id="private", classes="quiet")

    def tell_all(self) -> None:
        say, found = self.voice, log(self.sim.store)
        nearest_one = next_to_call(found)
        self.query_one("#headline", Prose).tell(say("meetings-title"))
        about = [plain(say("meetings-week", held=held_in_week(found, date.today()), wanted=A_WEEK))]
        if nearest_one is None:
            about.append(plain(say("meetings-none")))
        else:
            phrase = "meetings-next-why" if nearest_one.why else "meetings-next"
            about.append(plain(say(phrase, name=nearest_one.name, why=one_line(nearest_one.why)), "bold"))
            if nearest_one.prep:
                about.append(plain(say("meeting-prep", line=one_line(nearest_one.prep)), "$accent"))
        if waiting := unwritten(found):
            about.append(plain(say("meetings-unwritten", names=", ".join(one.name for one in waiting))))
        self.query_one("#about", Prose).tell(Content("\n").join(about))
        self.query_one("#private", Prose).tell(say("meetings-private"))
        going = [one for one in found.meetings if one.stage not in ("written", "dropped")]
        over = [one for one in found.meetings if one.stage in ("written", "dropped")]
        rows = [Option(plain(say("meeting-add"), "bold"), id="add"), Option(plain(say("meeting-swallowed"), "bold"), id="swallowed")]
        for one in sorted(going, key=lambda one: one is not nearest_one) + over:
            when = f", {one.when}" if one.when and one.stage == "booked" else ""
            rows.append(
                Option(Content.assemble(plain(one.name), plain(f"  {say(f'stage.{one.stage}')}{when}", "$foreground 65%")), id=one.id)
            )
        self.refill(self.query_one("#people", OptionList), rows)

    def ready(self) -> None:
        self.query_one("#people").focus()

    @on(OptionList.OptionSelected, "#people")
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Open it."""
        name = str(event.option_id)
        if name == "add":
            self.app.push_screen(NameScreen())
        elif name == "swallowed":
            self.app.push_screen(SwallowedScreen())
        elif (found := log(self.sim.store).meeting(name)) is not None:
            self.app.push_screen(WriteUpScreen(found) if found.stage in ("held", "written") else MeetingScreen(found))

    def action_swallowed(self) -> None:
        """A line she swallowed."""
        self.app.push_screen(SwallowedScreen())

    def action_name_somebody(self) -> None:
        """Somebody to meet."""
        self.app.push_screen(NameScreen())


class NameScreen(FormScreen):
    """Somebody to meet."""

    def headline(self) -> str:
        return self.voice("meeting-new")

    def fields(self) -> tuple[Field, ...]:
        return Field("name", self.voice("meeting-name")), Field("why", self.voice("meeting-why"))

    def save(self, values: Values) -> bool:
        if not values["name"]:
            self.tell_trouble(self.voice("meeting-name"))
            return False
        name_somebody(self.sim.store, values["name"], values["why"])
        return True


class MeetingScreen(FormScreen):
    """How far it has come with one person."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__()
        self.meeting = meeting

    def headline(self) -> str:
        return self.voice("meeting-headline", name=self.meeting.name)

    def about(self) -> Told:
        parts = [self.meeting.why, self.voice("meeting-prep", line=self.meeting.prep) if self.meeting.prep else ""]
        return "\n".join(one_line(part) for part in parts if part)

    def fields(self) -> tuple[Field, ...]:
        stages = [
            (KEEP, self.voice(f"stage.{self.meeting.stage}")),
            *((to, self.voice(f"move.{to}")) for to in MOVES),
            (WRITE, self.voice("move.write")),
        ]
        return (
            Field("to", self.voice("meeting-how-far"), "choice", options=stages),
            Field("when", self.voice("meeting-when"), value=self.meeting.when),
        )

    def save(self, values: Values) -> bool:
        if values["to"] == WRITE:
            self.app.pop_screen()
            self.app.push_screen(WriteUpScreen(self.meeting))
            return False
        if values["to"] != KEEP:
            move(self.sim.store, self.meeting, values["to"], values["when"])
        return True


class WriteUpScreen(FormScreen):
    """What was heard (DOMAIN 2.11); it stays on this computer."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__()
        self.meeting = meeting

    def headline(self) -> str:
        return self.voice("write-up-headline", name=self.meeting.name)

    def about(self) -> Told:
        return self.voice("meetings-private")

    def fields(self) -> tuple[Field, ...]:
        return tuple(
            Field(name, self.voice(f"written.{name}"), "text" if name == "story" else "line", self.meeting.write_up.get(name, ""))
            for name in WRITE_UP
        )

    def draft_place(self) -> tuple[Store, str, str]:
        return self.sim.store, stream_of(self.sim.store) or DRAFTS, f"written.{self.meeting.id}."

    def save(self, values: Values) -> bool:
        write_up(self.sim.store, self.meeting, values)
        self.notify(self.voice("write-up-kept"), markup=False)
        return True


class SwallowedScreen(FormScreen):
    """What a parent said and what she swallowed; the nearest moments; three versions, one for her next meeting."""

    NAME = "swallowed"
    near: tuple[Moment, ...] = ()
    asked = ""
    tried: tuple[str, ...] = ("",) * TRIES
    moves: tuple[tuple[str, ...], ...] = ()
    looked: tuple[str, ...] = ()

    def headline(self) -> str:
        return self.voice("swallowed-headline")

    def about(self) -> Told:
        return self.voice("swallowed-about")

    def fields(self) -> tuple[Field, ...]:
        say = self.voice
        people = [
            ("", say("swallowed-nobody")),
            *((m.id, m.name) for m in log(self.sim.store).meetings if m.stage not in ("written", "dropped")),
        ]
        versions = [("", say("swallowed-none-yet")), *((str(n), say("swallowed.try", number=n)) for n in range(1, TRIES + 1))]
        return (
            Field("parent", say("swallowed.parent")),
            Field("mine", say("swallowed.mine")),
            *(Field(f"try-{n}", say("swallowed.try", number=n)) for n in range(1, TRIES + 1)),
            Field("choose", say("swallowed.choose"), "choice", options=versions),
            Field("for", say("swallowed.for"), "choice", options=people),
            Field("story", say("swallowed.story"), "text"),
        )

    def draft_place(self) -> tuple[Store, str, str]:
        return self.sim.store, stream_of(self.sim.store) or DRAFTS, "swallowed."

    def notes(self, values: Values) -> Told:
        parent = values.get("parent", "")
        tries = tuple(values.get(f"try-{n}", "") for n in range(1, TRIES + 1))
        if (len(parent) >= ENOUGH_WORDS and parent != self.asked) or tries != self.tried:
            self.asked, self.tried = parent, tries
            self.set_timer(PAUSE, self.look)  # once her fingers rest
        parts = [self.names_note(values)]
        if self.near:
            shown = self.near
            say = self.voice

            def told(width: int) -> Content:
                lines = [plain(say("swallowed-near"), "$foreground 65%")]
                lines += [
                    hang(plain(f"· {say('swallowed-near-one', title=m.title, says=one_line(m.says))}"), width, 4, 2) for m in shown[:2]
                ]
                return paragraphs([*(part for part in parts if part), Content("\n").join(lines)])

            return told
        return paragraphs([part for part in parts if part])

    def look(self) -> None:
        """Find the nearest moments and hear the versions, beside the typing, unless she has typed on."""
        wanted = (self.asked, *self.tried)
        if self.is_mounted and wanted != self.looked:
            self.looked = wanted
            self.run_worker(partial(self.find, self.asked, self.tried), thread=True, exclusive=True)

    def find(self, parent: str, tries: tuple[str, ...]) -> None:
        """In a thread of its own."""
        near = nearest(self.sim.books, parent, self.sim.language) if len(parent) >= ENOUGH_WORDS else ()
        moves = heard_as(self.sim.books, tries, self.sim.language)
        if (parent, *tries) == (self.asked, *self.tried) and self.is_mounted:
            self.app.call_from_thread(self.show_found, near, moves)

    def show_found(self, near: tuple[Moment, ...], moves: tuple[tuple[str, ...], ...]) -> None:
        """What was found, under the fields."""
        self.near, self.moves = near, moves
        if self.is_mounted:
            self.answer_live()

    def offers(self, action: str) -> bool:
        return action != "rehearse-near" or bool(self.near)

    def save(self, values: Values) -> bool:
        if not values["parent"] or not values["mine"]:
            self.tell_trouble(self.voice("swallowed-about"))
            return False
        tries = [values[f"try-{n}"] for n in range(1, TRIES + 1)]
        chosen = tries[int(values["choose"]) - 1] if values["choose"] else ""
        meeting = log(self.sim.store).meeting(values["for"]) if values["for"] else None
        swallow(
            self.sim.store, parent=values["parent"], mine=values["mine"], story=values["story"], moment=self.near[0] if self.near else None,
            tries=tries, chosen=chosen, meeting=meeting,
        )  # fmt: skip
        self.notify(
            self.voice("swallowed-card", name=meeting.name, line=chosen)
            if meeting is not None and chosen
            else self.voice("swallowed-kept"),
            markup=False,
        )
        return True

    def action_rehearse_near(self) -> None:
        """Practise the moment that is nearest to it."""
        from simulator.play.practice import Practice
        from simulator.tui.screens.practice import PracticeScreen

        if not self.near:
            return
        moment = self.near[0]
        loaded = self.sim.books.load(moment.scenario)
        practice = self.attempt(
            lambda: Practice.start(
                self.sim.store,
                loaded,
                language=self.sim.language,
                beat=moment.beat,
                person=self.sim.preferences.name,
                consent=self.sim.preferences.consent or "private",
            )
        )
        if practice is not None:
            self.app.push_screen(PracticeScreen(practice))
