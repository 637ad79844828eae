"""The scene: she reads, speaks aloud, types; nothing interrupts, nothing is scored, nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import OptionList, TextArea
from textual.widgets.option_list import Option

from simulator.core.material import Speech
from simulator.core.scenario import WAIT_REPLY
from simulator.play.drafts import DraftKeeper
from simulator.play.practice import Practice, Refused
from simulator.store.interface import StreamMoved
from simulator.store.troubles import StoreTrouble
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.exhibit import exhibit
from simulator.tui.widgets.field import Words
from simulator.tui.widgets.foot_bar import FootBar
from simulator.tui.widgets.prose import Prose, Told, hang, one_line, plain, script

BLOCKS_KEPT, TURNS_KEPT = 40, 6
"""Pieces of the scene that stay on the screen (older ones are in the transcript), and turns shown on coming back."""


class PracticeScreen(SimulatorScreen):
    """One take of one run."""

    NAME = "practice"
    READING = "#scene"
    CSS_PATH = "practice.tcss"

    def __init__(self, practice: Practice, resumed: bool = False) -> None:
        super().__init__()
        self.practice = practice
        self.resumed = resumed
        self.keeper = DraftKeeper(partial(practice.store.save_draft, practice.run), self.draft_failed)
        self.hands = ThreadPoolExecutor(1, "practice")
        self.busy = 0
        self.silent_once = False
        self.seconds_left = 0
        self.ticking: Timer | None = None

    def parts(self) -> ComposeResult:
        yield Prose("", id="where", classes="quiet")
        yield VerticalScroll(id="scene")
        with Vertical(id="answer"):
            yield OptionList(id="replies", markup=False)
            yield Words(id="words")
            yield Prose("", id="hint", classes="quiet")

    def ready(self) -> None:
        self.once_painted(self.begin_to_hear)
        self.watch(self.scene, "scroll_y", self.scrolled, init=False)
        with self.words.prevent(TextArea.Changed):
            self.words.text = self.practice.draft()
        self.words.move_cursor(self.words.document.end)
        if self.resumed:
            self.hint(self.voice("resumed", turn=self.practice.state.take.turns + 1))
        self.start_clock(self.practice.moment.seconds)
        self.words.focus()

    def begin_to_hear(self) -> None:
        """Load what hears her while she reads."""
        self.hands.submit(self.practice.listen, True)

    def tell_all(self) -> None:
        self.show_past()
        self.hint(self.suggestion() or self.voice("enter-says"))
        self.show_from(self.arrive())

    def suggestion(self) -> str:
        """What a critique says could be said here, where this take rehearses one and its line has not been spoken yet."""
        if self.practice.state.take.take == 1:
            return ""
        from simulator.play.feedback import line_to_rehearse

        line = line_to_rehearse(self.practice)
        return self.voice("rehearse-line", text=one_line(line)) if line else ""

    def come_back(self) -> None:
        self.words.focus()

    def on_unmount(self) -> None:
        self.keeper.close()
        self.hands.shutdown()

    # -- what is shown ---------------------------------------------------------------------------------------------------------

    @property
    def words(self) -> Words:
        """The field she types in."""
        return self.query_one("#words", Words)

    @property
    def scene(self) -> VerticalScroll:
        """What has been seen and said."""
        return self.query_one("#scene", VerticalScroll)

    def tell(self, told: Told, classes: str = "") -> Prose:
        """Add a piece to the scene."""
        piece = Prose(told, classes=f"block {classes}")
        self.scene.mount(piece)
        for old in list(self.scene.children)[:-BLOCKS_KEPT]:
            old.remove()
        return piece

    def tell_script(self, lines: tuple[Speech, ...]) -> Prose | None:
        """Add what was said and done by others."""
        return self.tell(partial(script, lines)) if lines else None

    def tell_mine(self, text: str, way: str) -> Prose:
        """Her own line, set apart."""
        shown = one_line(text) or self.voice("clock-ran" if way == "clock" else "silence")
        return self.tell(plain(shown, "" if text.strip() else "italic"), "mine")

    def show_from(self, piece: Prose | None) -> None:
        """Bring all from `piece` on into view once it is laid out; where it is longer than the window, its beginning: she reads on from there."""

        def bring() -> None:
            scene = self.scene
            top = piece.virtual_region.y if piece is not None and piece.is_attached else scene.max_scroll_y
            scene.scroll_to(y=min(top, scene.max_scroll_y), animate=False, immediate=True)
            self.scrolled()

        self.call_after_refresh(bring)

    @property
    def what_now(self) -> str:
        """What is to be done next, under the field."""
        return self.voice("enter-says" if self.scene.scroll_y >= self.scene.max_scroll_y else "more-below")

    def scrolled(self) -> None:
        """Say that there is more to read while there is; a more pressing word stays."""
        if self.query_one("#hint", Prose).words in (self.voice("enter-says"), self.voice("more-below")):
            self.hint(self.what_now)

    def show_past(self) -> None:
        """The lines of this take so far, so that she comes back to a conversation and not to a blank page."""
        self.scene.remove_children()
        if not self.practice.state.take.turns:
            return
        view = self.practice.transcript(self.sim.language).take(self.practice.state.current)
        for turn in view.turns[-TURNS_KEPT:]:
            self.tell_script(turn.before)
            self.tell_mine(turn.spoken, turn.way)
            self.tell_script(turn.answer)

    def arrive(self) -> Prose | None:
        """What is to be seen where the take stands; its first piece."""
        moment = self.practice.moment_in(self.sim.language)
        first = self.tell_script(moment.scene)
        if moment.exhibit:
            shown = self.practice.material.scenario.exhibits[moment.exhibit]
            title = self.practice.material.words(f"exhibits.{moment.exhibit}.title", shown.title, self.sim.language)
            self.tell(exhibit(shown, title))
        if moment.cue_seen and moment.cue:
            self.tell(plain(self.voice("cue", cue=one_line(moment.cue)), "$accent"))
        self.where()
        self.show_replies()
        self.hands.submit(self.practice.listen)
        return first

    def where(self) -> None:
        """One quiet line: which scene, whose voice."""
        practice, moment, say = self.practice, self.practice.moment, self.voice
        scenario = practice.material.scenario
        title = practice.material.words("title", scenario.title, self.sim.language)
        as_whom = practice.material.name(moment.you, scenario.language)
        parts = [title, say("line", number=moment.turns + 1)]
        parts.append(say("speaks-organizer") if moment.you == "organizer" else say("speaks-as", name=as_whom))
        if moment.take > 1:
            parts.insert(1, say("take", number=moment.take))
        if moment.words_limit:
            parts.append(say("limit", words=moment.words_limit))
        if self.seconds_left:
            parts.insert(0, say("seconds", seconds=self.seconds_left))
        self.query_one("#where", Prose).tell(one_line("  ·  ".join(parts)).replace(" · ", "  ·  "))
        self.words.placeholder = plain(say("type-here"))

    def hint(self, text: str) -> None:
        """A quiet word under the field."""
        self.query_one("#hint", Prose).tell(text)

    def show_replies(self) -> None:
        """The replies, where she may see them."""
        replies = self.query_one("#replies", OptionList)
        moment, material, say = self.practice.moment, self.practice.material, self.voice
        width, options = min(72, self.app.size.width - 8), []
        for number, reply in enumerate(moment.replies, 1):
            text = say("say-nothing") if reply.id == WAIT_REPLY else one_line(reply.say)
            rows = [hang(Content.assemble(plain(f"{number}. ", "bold"), plain(text)), width, 3)]
            under = material.words(f"beats.{self.practice.state.take.beat}.replies.{reply.id}.say", "", self.sim.language)
            if under and under != reply.say:
                rows.append(hang(plain(one_line(under), "$foreground 65%"), width, 5, 5))
            options.append(Option(Content("\n").join(rows), id=reply.id))
        self.refill(replies, options)
        replies.display = bool(options)

    def offers(self, action: str) -> bool:
        if action == "cue":
            return bool(self.practice.moment.cue)
        return action != "take-back" or bool(self.practice.state.take.turns)

    # -- the clock -------------------------------------------------------------------------------------------------------------

    def start_clock(self, seconds: int) -> None:
        """A beat's clock, only where she has switched timers on."""
        if self.ticking is not None:
            self.ticking.stop()
            self.ticking = None
        self.seconds_left = seconds if self.sim.preferences.timers else 0
        if self.seconds_left:
            self.ticking = self.set_interval(1, self.tick)
            self.where()

    def tick(self) -> None:
        """One second less, unless the scene is paused."""
        if self.busy or self.app.screen is not self:
            return
        self.seconds_left -= 1
        if self.seconds_left <= 0:
            self.start_clock(0)
            self.turn(self.practice.let_clock_run, way="clock")
        else:
            self.where()

    # -- doing -----------------------------------------------------------------------------------------------------------------

    def do(self, command: Callable[[], object], then: Callable[[], None], failed: Callable[[], None] = lambda: None) -> None:
        """Carry out `command` beside the screen, in the order asked for; `then` shows what came of it, once that is on disk."""
        self.busy += 1
        self.run_worker(self._done(command, then, failed))

    async def _done(self, command: Callable[[], object], then: Callable[[], None], failed: Callable[[], None]) -> None:
        try:
            await asyncio.get_running_loop().run_in_executor(self.hands, command)
        except Refused:
            self.busy -= 1
            failed()
        except (StoreTrouble, StreamMoved) as error:
            self.busy -= 1
            failed()
            self.went_wrong(error)
        else:
            self.busy -= 1
            then()
            if self.is_current:
                self.query_one(FootBar).retell()

    def went_wrong(self, error: Exception) -> None:
        """Nothing was written: say why; where another window went on with this run, show where it stands now."""
        if isinstance(error, StoreTrouble):
            return self.tell_trouble(str(error))
        self.practice = Practice.resume(self.practice.store, self.practice.run)
        if self.practice.state.take.ending:
            return self.close_scene()
        self.retell()
        return self.tell_trouble(self.voice("went-on-elsewhere"))

    def draft_failed(self, error: Exception) -> None:
        """A draft could not be written; called from another thread."""
        self.app.call_from_thread(self.tell_trouble, str(error))

    @on(TextArea.Changed, "#words")
    def typed(self) -> None:
        """Every keystroke is kept; while a line is being heard, as soon as it is."""
        self.silent_once = False
        if self.words.text:
            self.scene.scroll_end(animate=False)
        if not self.busy:
            self.keep_draft()

    def keep_draft(self) -> None:
        """What stands in the field belongs to the line she is at."""
        self.keeper.keep(self.practice.slot, self.words.text)

    def turn(self, command: Callable[[], object], text: str = "", way: str = "choice", said: bool = False) -> None:
        """Carry out a turn and show what came of it. `said`: it takes what stands in the field; else that stays there."""
        slot, typed = self.practice.slot, self.words.text
        if said:
            self.keeper.forget()
            with self.words.prevent(TextArea.Changed):
                self.words.text = ""
            self.hint(self.voice("listening"))

        def shown() -> None:
            self.silent_once = False
            if self.words.text or not said:
                self.keeper.keep(slot, "")
                self.keep_draft()
            self.hint(self.voice("enter-says"))
            mine = self.tell_mine(text, way)
            moment = self.practice.moment_in(self.sim.language)
            if moment.ending:
                return self.close_scene()
            self.tell_script(moment.answer)
            self.arrive()
            self.show_from(mine)
            return self.start_clock(moment.seconds)

        def refused() -> None:
            if said:
                self.words.text = typed + self.words.text
                self.words.move_cursor(self.words.document.end)
            self.hint(self.what_now)
            self.show_replies()

        self.do(command, shown, refused)

    @on(Words.Said)
    def action_say(self) -> None:
        """Enter: her words, a number where replies are shown, or (twice) silence. While a line is being heard, the next waits in the field."""
        if self.busy:
            return None
        text, replies = self.words.text, self.practice.moment.replies
        if text.strip().isdecimal() and 1 <= int(text) <= len(replies):
            reply = replies[int(text) - 1]
            return self.turn(partial(self.practice.choose, reply.id), reply.say, said=True)
        if text.strip():
            return self.turn(partial(self.practice.say, text), text, "words", said=True)
        if not self.silent_once:
            self.silent_once = True
            return self.hint(self.voice("enter-again-is-silence"))
        return self.action_wait()

    @on(OptionList.OptionSelected, "#replies")
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Take a reply as written."""
        reply = self.practice.state.beat.replies.get(str(event.option_id))
        if self.busy or not event.option_id:
            return
        self.turn(partial(self.practice.choose, event.option_id), reply.say if reply else "")
        self.words.focus()

    def action_wait(self) -> None:
        """Say nothing."""
        if not self.busy:
            self.turn(self.practice.wait, way="silence")

    def close_scene(self) -> None:
        """The debrief's first page holds the last thing seen."""
        from simulator.tui.screens.debrief import DebriefScreen

        self.start_clock(0)
        self.app.switch_screen(DebriefScreen(self.practice))

    def action_cue(self) -> None:
        """A question that may help."""

        def shown() -> None:
            cue = one_line(self.practice.moment_in(self.sim.language).cue)
            self.show_from(self.tell(plain(self.voice("cue", cue=cue), "$accent")))

        self.do(lambda: self.practice.help("cue"), shown, lambda: self.notify(self.voice("no-cue"), markup=False))

    def action_replies(self) -> None:
        """What could be said here; this beat counts as aided from now on."""

        def shown() -> None:
            self.show_replies()
            self.query_one("#replies", OptionList).focus()

        self.do(lambda: self.practice.help("replies"), shown)

    def action_again(self) -> None:
        """The last line once more, as a new take."""
        turns = self.practice.state.take.turns
        if self.busy or not turns:
            return self.notify(self.voice("nothing-to-take-back"), markup=False)
        self.keeper.forget()

        def shown() -> None:
            self.keep_draft()
            self.tell_all()
            self.hint(self.voice("going-back", take=self.practice.state.current, turn=turns))

        return self.do(lambda: self.practice.go_again(self.practice.state.current, turns), shown)

    def action_pause(self) -> None:
        """Step out; nothing runs."""
        from simulator.tui.screens.pause import PauseScreen

        def shown() -> None:
            self.app.push_screen(PauseScreen(self.practice))

        self.do(self.practice.pause, shown)

    def copyable(self) -> str:
        return "\n\n".join(block.words for block in self.scene.query(Prose))
