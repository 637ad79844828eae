"""One run line by line with its evidence beside it."""

from __future__ import annotations

from collections import Counter

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.core.reveal import SELF, Reader, Said, critiques_for, reader_in, waiting_for
from simulator.core.transcript import TakeView, Transcript
from simulator.core.turn import Turn
from simulator.phrases import Voice
from simulator.play.practice import Practice
from simulator.play.progress import levels_due
from simulator.tui.saving import save_and_tell
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets import feedback
from simulator.tui.widgets.evidence import heard, highlight, mark, side_by_side
from simulator.tui.widgets.foot_bar import FootBar
from simulator.tui.widgets.prose import COLUMN, Prose, Told, hang, one_line, paragraphs, plain, script

WHOLE = "-"
"""The id of the first row: the whole take."""
FIRST = 60
"""Rows listed before the screen is painted: more than any window shows. A list measures each row, and a thousand take their time."""


class ReviewScreen(SimulatorScreen):
    """Her lines in a list, what each did beside it; from any of them she can go again."""

    NAME = "review"
    READING = "#beside"
    CSS_PATH = "review.tcss"

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice
        self.take = practice.state.current
        self.transcript: Transcript
        self.comparing = False
        """Whether two takes stand beside the list instead of one line."""
        self.to_come: list[Option] = []
        """Rows not listed yet."""
        self.said: tuple[Said, ...] = ()
        """The critiques of this take that may be read."""
        self.closed = 0
        """How many may not be read yet."""

    def parts(self) -> ComposeResult:
        self.transcript = self.practice.transcript(self.sim.language)
        yield Prose("", id="headline", classes="title")
        with Horizontal(id="both"):
            yield OptionList(id="lines", markup=False)
            with VerticalScroll(id="beside", can_focus=False):
                yield Prose("", id="evidence")

    def tell_all(self) -> None:
        self.transcript = self.practice.transcript(self.sim.language)
        view, say = self.view, self.voice
        scenario = self.practice.material.scenario
        title = self.practice.material.words("title", scenario.title, self.sim.language)
        how = say(view.ended_as) if view.ending else say("still-open")
        takes = say("take-of", number=self.take, count=len(self.transcript.takes))
        self.query_one("#headline", Prose).tell(f"{title}  ·  {takes}  ·  {how}")
        self.said = tuple(said for said in critiques_for(self.transcript.remarks, self.reader) if said.take == self.take)
        self.closed = waiting_for(self.transcript.remarks, self.reader)
        options = [Option(line, id=name) for name, line in rows(view, say, self.said)]
        listed = self.query_one("#lines", OptionList)
        first = max(FIRST, (listed.highlighted or 0) + 1)
        self.refill(listed, options[:first])
        self.to_come = options[first:]
        self.call_after_refresh(self.list_rest)
        self.show_beside()

    def list_rest(self) -> None:
        """The rows below the first window."""
        rest, self.to_come = self.to_come, []
        for listed in self.query("#lines").results(OptionList):  # none where another screen has taken this one's place meanwhile
            listed.add_options(rest)

    def ready(self) -> None:
        self.query_one("#lines").focus()

    @property
    def view(self) -> TakeView:
        """The take that is open."""
        return self.transcript.take(self.take)

    @property
    def reader(self) -> Reader:
        """As whom it is read."""
        role, person = self.sim.reading_as
        return reader_in(self.practice.run, role, person)

    def said_here(self) -> tuple[Said, ...]:
        """The critiques of the line she stands on; on the whole take those that are pinned to none."""
        turn = self.highlighted_turn()
        return tuple(said for said in self.said if said.turn == (turn.number if turn else 0))

    @on(OptionList.OptionHighlighted, "#lines")
    def moved(self) -> None:
        self.comparing = False
        self.show_beside()
        self.query_one(FootBar).retell()

    def highlighted_turn(self) -> Turn | None:
        """The line she stands on, or None on the whole take."""
        lines = self.query_one("#lines", OptionList)
        name = lines.get_option_at_index(lines.highlighted).id if lines.highlighted is not None else WHOLE
        return next((turn for turn in self.view.turns if str(turn.number) == name), None)

    def show_beside(self) -> None:
        """What the line did; the whole take's keep, edge and levels beside its first row; or two takes where they part."""
        turn, say, language = self.highlighted_turn(), self.voice, self.sim.language
        other = self.other_take
        shown: Told
        if self.comparing and other is not None:
            first, second = sorted((other, self.view), key=lambda take: take.number)

            def shown(width: int) -> Content:
                return side_by_side(first, second, say, width)
        elif turn is None:
            levels = levels_due(self.sim.store)

            def shown(width: int) -> Content:
                told = [feedback.critique(said, say, width) for said in self.said_here()]
                if self.closed:
                    told.append(hang(plain(say("critiques-wait", count=self.closed), "$foreground 65%"), width, 0))
                return paragraphs([*told, summary(self.view, self.practice, say, language, levels, width)])
        else:

            def shown(width: int) -> Content:
                told = [feedback.critique(said, say, width, turn.spoken) for said in self.said_here()]
                return paragraphs([*told, beside(turn, self.view, self.practice, say, language, width)])

        self.query_one("#evidence", Prose).tell(shown)
        self.query_one("#beside", VerticalScroll).scroll_home(animate=False)

    @property
    def other_take(self) -> TakeView | None:
        """The take this one went again from, else the first that went again from it."""
        if self.view.from_take:
            return self.transcript.take(self.view.from_take)
        return next((take for take in self.transcript.takes if take.from_take == self.take), None)

    def offers(self, action: str) -> bool:
        over = bool(self.practice.state.take.ending)
        if action == "critique":
            return self.highlighted_turn() is not None
        if action == "answer":
            return self.reader.role == SELF and bool(self.said_here())
        if action in ("other-take", "beside"):
            return len(self.transcript.takes) > 1 and (action == "other-take" or self.other_take is not None)
        return over if action == "debrief" else not over if action == "go-on" else True

    def action_other_take(self) -> None:
        """The next take, then the first again."""
        numbers = [take.number for take in self.transcript.takes]
        self.take = numbers[(numbers.index(self.take) + 1) % len(numbers)]
        self.comparing = False
        self.tell_all()

    def action_side_by_side(self) -> None:
        """Two takes where they part, and back."""
        self.comparing = not self.comparing and self.other_take is not None
        self.show_beside()

    def action_again(self) -> None:
        """Go again from the line she stands on, as a new take."""
        from simulator.tui.screens.practice import PracticeScreen

        turn = self.highlighted_turn()
        if self.attempt(lambda: self.practice.go_again(self.take, turn.number if turn else 1)) is not None:
            self.app.switch_screen(PracticeScreen(self.practice))

    def action_continue(self) -> None:
        """Back into the scene, where the take is still open."""
        from simulator.tui.screens.practice import PracticeScreen

        if self.practice.state.take.ending:
            return self.notify(self.voice("take-is-over"), markup=False)
        if self.practice.state.paused:
            self.attempt(self.practice.step_back_in)
        self.app.switch_screen(PracticeScreen(self.practice))
        return None

    def action_debrief(self) -> None:
        """The debrief once more, a page at a time."""
        from simulator.tui.screens.debrief import DebriefScreen

        if not self.practice.state.take.ending:
            return self.notify(self.voice("not-over-yet"), markup=False)
        self.app.switch_screen(DebriefScreen(self.practice))
        return None

    def action_critique(self) -> None:
        """Say something of the line she stands on."""
        from simulator.tui.screens.critique import CritiqueScreen

        turn = self.highlighted_turn()
        if turn is None:
            return self.notify(self.voice("critique-which-line"), markup=False)
        self.app.push_screen(CritiqueScreen(self.practice, self.take, turn))
        return None

    def action_answer(self) -> None:
        """Answer what was said of this line, or rehearse it."""
        from simulator.tui.screens.critique import AnswerScreen

        if self.offers("answer"):
            self.app.push_screen(AnswerScreen(self.practice, self.said_here(), self.highlighted_turn()))

    def action_marks(self) -> None:
        """Give marks on this take, and see those that are open."""
        from simulator.tui.screens.marks import MarksScreen

        self.app.push_screen(MarksScreen(self.practice, self.take))

    def action_as_whom(self) -> None:
        """Read as somebody else."""
        from simulator.tui.screens.critique import AsWhomScreen

        self.app.push_screen(AsWhomScreen())

    def action_send(self) -> None:
        """Send it to a coach, as a file."""
        from simulator.tui.screens.people import SendScreen

        self.app.push_screen(SendScreen(self.practice))

    def action_export(self) -> None:
        """Save as a page that opens in any browser."""
        save_and_tell(self, self.practice)

    def copyable(self) -> str:
        turn = self.highlighted_turn()
        return turn.spoken if turn else self.query_one("#evidence", Prose).words


def rows(view: TakeView, say: Voice, critiques: tuple[Said, ...] = ()) -> list[tuple[str, Content]]:
    """(id, content) of the list: the whole take first, then each of her lines under what she answered, with how many critiques it has."""
    found = [(WHOLE, plain(say("whole-take"), "bold"))]
    commented = Counter(said.turn for said in critiques)
    points: dict[int, int] = {}
    for marked in view.marks:
        for piece in marked.evidence:
            points[piece.turn] = points.get(piece.turn, 0) + piece.points
    for turn in view.turns:
        offered = f"{turn.offered.speaker + ': ' if turn.offered.speaker else ''}{turn.offered.text}" if turn.offered else ""
        total = points.get(turn.number, 0)
        sign = "+" if total > 0 else "−" if total < 0 else " "
        said = one_line(turn.spoken) or say("clock-ran" if turn.way == "clock" else "silence")
        count = commented[turn.number]
        pinned = plain(f" ✎{count if count > 1 else ''}", "bold $secondary") if count else ""
        mine = Content.assemble(plain(f"{sign} {turn.number}. ", "bold $accent"), plain(said), pinned)
        found.append((str(turn.number), Content("\n").join([plain(one_line(offered), "$foreground 65%"), mine])))
    return found


def beside(turn: Turn, view: TakeView, practice: Practice, say: Voice, language: str, width: int = COLUMN) -> Content:
    """One line with everything known of it."""
    material = practice.material
    parts: list[Content] = []
    if turn.turning_point:
        point = material.words(f"beats.{turn.beat}.turning-point", turn.turning_point, language)
        parts.append(Content.assemble(plain(say("turning-point") + " ", "bold $accent"), plain(one_line(point))))
    parts.append(script(turn.before, width))
    parts.append(hang(plain(one_line(turn.spoken) or say("silence"), "bold"), width, 2, 2))
    parts.append(script((*turn.answer, *turn.after[:2]), width))
    for piece in (piece for marked in view.marks for piece in marked.evidence if piece.turn == turn.number):
        criterion = material.rubric.criteria[piece.criterion]
        says = next((rule.says.get(language, "") for rule in criterion.rules if rule.id == piece.rule), "")
        sign = "+" if piece.points > 0 else "−"
        text = f"{sign}{abs(piece.points)}  {criterion.name.get(language, piece.criterion)}: “{one_line(piece.quote)}”"
        parts.append(hang(plain(f"{text} {says}".rstrip()), width, 4))
    if turn.own_words and turn.heard is not None:
        names = [material.codebook.moves[move].name.get(language, move) for move in turn.moves if move in material.codebook.moves]
        parts.append(plain(say("heard-as", moves=", ".join(names) or "–") if turn.certain else say("unsure"), "$foreground 65%"))
        if turn.corrected_by:
            parts.append(plain(say("heard-corrected", who=turn.corrected_by, moves=", ".join(names) or "–"), "$foreground 65%"))
        else:
            parts.extend(heard(turn, material, say, language, width))
            if turn.confirmed is False:
                parts.append(plain(say("heard-disputed"), "$foreground 65%"))
    if turn.coach and turn.meant:
        parts.append(plain(say("coach-meant", line=one_line(turn.meant)), "$foreground 65%"))
    if turn.coach:
        parts.append(plain(one_line(turn.coach), "$foreground 65%"))
    if turn.aided:
        parts.append(plain(say("aided"), "$foreground 65%"))
    return paragraphs(parts)


def summary(view: TakeView, practice: Practice, say: Voice, language: str, levels: bool, width: int = COLUMN) -> Content:
    """The whole take: keep, edge, a week later, levels where they are due, counts with their lines."""
    material = practice.material
    parts: list[Content] = []
    for found in (view.keep, view.edge):
        if found is not None:
            told = highlight(found, material, say, language, width)
            parts.append(Content.assemble(plain(say(found.kind), "bold $accent"), "\n", told))
    if view.later:
        parts.append(Content.assemble(plain(say("later") + ": ", "bold"), plain(view.later)))
    if levels:
        parts.extend(mark(found, material, say, language, width) for found in view.marks)
    if view.counts:
        parts.append(plain(say("counts"), "bold"))
        for count in view.counts:
            text = say(f"count.{count.id}", value=count.value, of=count.of) + f"  ({say('guide', guide=count.guide)})"
            lines = [hang(plain(f"{number}. {one_line(line)}", "$foreground 65%"), width, 4, 2) for number, line in count.lines]
            parts.append(Content("\n").join([plain(text), *lines]))
    return paragraphs(parts) if parts else plain(say("nothing-yet"), "$foreground 65%")
