"""The scene: she reads, speaks aloud, types; nothing interrupts, nothing is scored, nothing is lost."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import OptionList, TextArea
from textual.widgets.option_list import Option

from simulator.core.scenario import WAIT_REPLY
from simulator.play.drafts import DraftKeeper
from simulator.play.practice import Practice, Refused
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.exhibit import exhibit
from simulator.tui.widgets.prose import Prose, plain, script

BLOCKS_KEPT = 60
"""Pieces of the scene that stay on the screen; older ones are in the transcript."""


class Words(TextArea):
    """Where she types. Enter says it; everything else is an ordinary text field."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "say", show=False, priority=True)]

    class Said(Message):
        """She pressed Enter."""

    def action_say(self) -> None:
        self.post_message(self.Said())


class PracticeScreen(SimulatorScreen):
    """One take of one run."""

    NAME = "practice"
    CSS_PATH = "practice.tcss"

    def __init__(self, practice: Practice, resumed: bool = False) -> None:
        super().__init__()
        self.practice = practice
        self.resumed = resumed
        self.keeper = DraftKeeper(practice.save_draft)
        self.silent_once = False
        self.seconds_left = 0
        self.ticking: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Prose("", id="where", classes="quiet")
        yield VerticalScroll(id="scene")
        with Vertical(id="answer"):
            yield OptionList(id="replies", markup=False)
            yield Words("", id="words", placeholder=Content(""), compact=True, tab_behavior="focus", highlight_cursor_line=False)
            with Horizontal(id="hints"):
                yield Prose("", id="hint", classes="quiet")

    def ready(self) -> None:
        self.words.text = self.practice.draft()
        self.words.move_cursor(self.words.document.end)
        if self.resumed:
            self.tell(plain(self.voice("resumed", turn=self.practice.state.take.turns + 1), "$text-muted"))
        self.show_past()
        self.arrive()
        self.words.focus()

    def on_unmount(self) -> None:
        self.keeper.close()

    def retell(self) -> None:
        super().retell()
        self.replies_shown()
        self.where()

    # -- what is shown ---------------------------------------------------------------------------------------------------------

    @property
    def words(self) -> Words:
        """The field she types in."""
        return self.query_one("#words", Words)

    @property
    def scene(self) -> VerticalScroll:
        """What has been seen and said."""
        return self.query_one("#scene", VerticalScroll)

    def tell(self, content: Content, classes: str = "") -> None:
        """Add a piece to the scene and scroll to it."""
        if not content.plain.strip():
            return
        scene = self.scene
        scene.mount(Prose(content, classes=f"block {classes}"))
        for old in list(scene.children)[:-BLOCKS_KEPT]:
            old.remove()
        scene.scroll_end(animate=False)

    def show_past(self) -> None:
        """The lines of this take so far, so that she comes back to a conversation and not to a blank page."""
        view = self.practice.transcript().take(self.practice.state.current)
        for turn in view.turns[-6:]:
            self.tell(script(turn.before))
            self.tell_mine(turn.spoken, turn.way)
            self.tell(script(turn.answer))

    def tell_mine(self, text: str, way: str) -> None:
        """Her own line, set apart."""
        shown = text.strip() or self.voice("clock-ran" if way == "clock" else "silence")
        self.tell(plain(shown, "" if text.strip() else "italic"), "mine")

    def arrive(self) -> None:
        """What is to be seen where the take stands."""
        moment = self.practice.moment
        self.tell(script(moment.scene))
        if moment.exhibit:
            shown = self.practice.material.scenario.exhibits[moment.exhibit]
            title = self.practice.material.words(f"exhibits.{moment.exhibit}.title", shown.title, self.practice.language)
            self.tell(exhibit(shown, title))
        self.where()
        self.replies_shown()
        self.start_clock(moment.seconds)

    def where(self) -> None:
        """One quiet line: which scene, whose voice."""
        practice, moment, say = self.practice, self.practice.moment, self.voice
        scenario = practice.material.scenario
        title = practice.material.words("title", scenario.title, self.sim.language)
        voiced = (
            say("speaks-organizer")
            if moment.you == "organizer"
            else say("speaks-as", name=practice.material.name(moment.you, scenario.language))
        )
        parts = [title, say("line", number=moment.turns + 1), voiced]
        if moment.take > 1:
            parts.insert(1, say("take", number=moment.take))
        if moment.words_limit:
            parts.append(say("limit", words=moment.words_limit))
        if self.seconds_left:
            parts.append(say("seconds", seconds=self.seconds_left))
        self.query_one("#where", Prose).tell("  ·  ".join(parts))
        self.words.placeholder = Content(say("type-here"))
        self.query_one("#hint", Prose).tell(say("enter-says"))

    def replies_shown(self) -> None:
        """The replies, where she may see them."""
        replies = self.query_one("#replies", OptionList)
        replies.clear_options()
        moment, material, say = self.practice.moment, self.practice.material, self.voice
        for number, reply in enumerate(moment.replies, 1):
            text = say("say-nothing") if reply.id == WAIT_REPLY else " ".join(reply.say.split())
            content = Content.assemble(plain(f"{number}. ", "bold"), plain(text))
            under = material.words(f"beats.{self.practice.state.take.beat}.replies.{reply.id}.say", "", self.practice.language)
            if under and under != reply.say:
                content = Content("\n").join([content, plain("   " + " ".join(under.split()), "dim")])
            replies.add_option(Option(content, id=reply.id))
        replies.display = bool(moment.replies)

    # -- the clock -------------------------------------------------------------------------------------------------------------

    def start_clock(self, seconds: int) -> None:
        """A beat's clock, only where she has switched timers on."""
        if self.ticking is not None:
            self.ticking.stop()
            self.ticking = None
        self.seconds_left = seconds if self.sim.preferences.timers else 0
        if self.seconds_left:
            self.ticking = self.set_interval(1, self.tick)

    def tick(self) -> None:
        """One second less, unless the scene is paused."""
        if self.practice.state.paused or self.app.screen is not self:
            return
        self.seconds_left -= 1
        if self.seconds_left <= 0 and self.practice.moment.seconds:
            self.turn(self.practice.let_clock_run, "", "clock")
        else:
            self.where()

    # -- what she does ---------------------------------------------------------------------------------------------------------

    @on(TextArea.Changed, "#words")
    def typed(self) -> None:
        """Every keystroke is kept."""
        self.silent_once = False
        self.keeper.keep(self.words.text)

    @on(Words.Said)
    def said(self) -> None:
        """Enter: her words, a number where replies are shown, or (twice) silence."""
        text = self.words.text.strip()
        replies = self.practice.moment.replies
        if text.isdigit() and replies and 1 <= int(text) <= len(replies):
            return self.choose(replies[int(text) - 1].id)
        if text:
            return self.turn(lambda: self.practice.say(text), text, "words")
        if not self.silent_once:
            self.silent_once = True
            return self.query_one("#hint", Prose).tell(self.voice("enter-again-is-silence"))
        return self.action_wait()

    @on(OptionList.OptionSelected, "#replies")
    def picked(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.choose(event.option_id)

    def choose(self, reply: str) -> None:
        """Take a reply as written."""
        found = self.practice.state.beat.replies.get(reply)
        self.turn(lambda: self.practice.choose(reply), found.say if found else "", "choice")

    def action_say(self) -> None:
        self.said()

    def action_wait(self) -> None:
        """Say nothing."""
        self.turn(self.practice.wait, "", "silence")

    def turn(self, command: object, text: str, way: str) -> None:
        """Carry out a turn and show what came of it."""
        self.keeper.forget()
        try:
            command()  # type: ignore[operator]
        except Refused:
            return self.replies_shown()
        self.silent_once = False
        with self.words.prevent(TextArea.Changed):
            self.words.text = ""
        self.tell_mine(" ".join(text.split()), way)
        moment = self.practice.moment
        self.tell(script(moment.answer))
        if moment.ending:
            return self.close_scene()
        return self.arrive()

    def close_scene(self) -> None:
        """The last thing seen; Enter goes on to the debrief."""
        self.start_clock(0)
        self.tell(script(self.practice.moment.scene))
        self.query_one("#replies", OptionList).display = False
        from simulator.tui.screens.debrief import DebriefScreen

        self.app.switch_screen(DebriefScreen(self.practice))

    def action_cue(self) -> None:
        """A question that may help."""
        try:
            self.practice.help("cue")
        except Refused:
            return self.notify(self.voice("no-cue"), markup=False)
        return self.tell(plain(self.voice("cue", cue=" ".join(self.practice.moment.cue.split())), "$accent"))

    def action_replies(self) -> None:
        """What could be said here; this beat counts as aided from now on."""
        self.practice.help("replies")
        self.replies_shown()
        self.query_one("#replies", OptionList).focus()

    def action_again(self) -> None:
        """The last line once more, as a new take."""
        turns = self.practice.state.take.turns
        if not turns:
            return self.notify(self.voice("nothing-to-take-back"), markup=False)
        self.practice.go_again(self.practice.state.current, turns)
        self.tell(plain(self.voice("going-back", take=self.practice.state.current, turn=turns), "$text-muted"))
        return self.arrive()

    def action_pause(self) -> None:
        """Step out; nothing runs."""
        from simulator.tui.screens.pause import PauseScreen

        self.practice.pause()
        self.app.push_screen(PauseScreen(self.practice))

    def copyable(self) -> str:
        from simulator.export import export

        return export(self.practice.transcript(), "md").decode()
