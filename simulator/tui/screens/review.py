"""Past runs, and one of them line by line with its evidence beside it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.content.entries import entries
from simulator.core.diagnostics import ContentError
from simulator.core.transcript import TakeView, Transcript
from simulator.core.turn import Turn
from simulator.phrases import Voice
from simulator.play.practice import Practice
from simulator.play.progress import is_open, levels_due
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.evidence import highlight, mark
from simulator.tui.widgets.prose import Prose, plain, script


class RunsScreen(SimulatorScreen):
    """Every run, newest first."""

    NAME = "runs"

    def compose(self) -> ComposeResult:
        with Vertical(classes="column"):
            yield Prose("", id="headline", classes="title")
            yield Prose("", id="empty", classes="quiet")
            yield OptionList(id="runs", markup=False, classes="gap")

    def ready(self) -> None:
        self.retell()
        self.query_one("#runs").focus()

    def on_screen_resume(self) -> None:
        if self.query("#too-small"):
            self.retell()

    def retell(self) -> None:
        super().retell()
        say = self.voice
        runs = self.sim.store.summaries()
        titles = {entry.id: entry.titles for entry in entries(self.sim.books)}
        self.query_one("#headline", Prose).tell(say("runs-headline"))
        self.query_one("#empty", Prose).tell("" if runs else say("runs-empty"))
        listed = self.query_one("#runs", OptionList)
        at = listed.highlighted or 0
        listed.clear_options()
        for run in runs:
            title = titles.get(str(run.opened.get("scenario", "")), {}).get(self.sim.language) or str(run.opened.get("title", ""))
            how = say("still-open") if is_open(run) else say(f"kind.{(run.ended or {}).get('kind', 'nothing')}")
            about = f"{run.started[:16].replace('T', ' ')}  ·  {say('takes', count=run.takes)}  ·  {how}"
            listed.add_option(Option(Content.assemble(plain(title, "bold"), "\n", plain(about, "$text-muted")), id=run.id))
        listed.display = bool(runs)
        if runs:
            listed.highlighted = min(at, len(runs) - 1)

    @on(OptionList.OptionSelected, "#runs")
    def picked(self, event: OptionList.OptionSelected) -> None:
        try:
            practice = Practice.resume(self.sim.store, str(event.option_id))
        except ContentError as error:
            return self.notify(self.voice("cannot-open", problem=str(error).splitlines()[0]), severity="error", markup=False)
        self.app.push_screen(ReviewScreen(practice))
        return None


class ReviewScreen(SimulatorScreen):
    """One run: her lines in a list, what each did beside it; from any of them she can go again."""

    NAME = "review"
    CSS_PATH = "review.tcss"

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice
        self.transcript: Transcript = practice.transcript()
        self.take = self.transcript.takes[-1].number

    def compose(self) -> ComposeResult:
        yield Prose("", id="headline", classes="title")
        with Horizontal(id="both"):
            yield OptionList(id="lines", markup=False)
            with VerticalScroll(id="beside"):
                yield Prose("", id="evidence")

    def ready(self) -> None:
        self.retell()
        self.query_one("#lines").focus()

    def retell(self) -> None:
        super().retell()
        self.transcript = self.practice.transcript(self.sim.language)
        view, say = self.view, self.voice
        scenario = self.practice.material.scenario
        title = self.practice.material.words("title", scenario.title, self.sim.language)
        how = say(f"kind.{view.kind}") if view.ending else say("still-open")
        takes = say("take-of", number=self.take, count=len(self.transcript.takes))
        self.query_one("#headline", Prose).tell(f"{title}  ·  {takes}  ·  {how}")
        lines = self.query_one("#lines", OptionList)
        at = lines.highlighted or 0
        lines.clear_options()
        lines.add_options([Option(line, id=name) for name, line in rows(view, say)])
        if lines.option_count:
            lines.highlighted = min(at, lines.option_count - 1)
        self.show_beside()

    @property
    def view(self) -> TakeView:
        """The take that is open."""
        return self.transcript.take(self.take)

    @on(OptionList.OptionHighlighted, "#lines")
    def moved(self) -> None:
        self.show_beside()

    def highlighted_turn(self) -> Turn | None:
        """The line she stands on, or None on the summary."""
        lines = self.query_one("#lines", OptionList)
        name = lines.get_option_at_index(lines.highlighted).id if lines.highlighted is not None else ""
        return next((turn for turn in self.view.turns if str(turn.number) == name), None)

    def show_beside(self) -> None:
        """What the line did; the whole take's keep, edge and levels beside its first row."""
        turn, say, language = self.highlighted_turn(), self.voice, self.sim.language
        if turn is None:
            content = summary(self.view, self.practice, say, language, levels_due(self.sim.store))
        else:
            content = beside(turn, self.view, self.practice, say, language)
        self.query_one("#evidence", Prose).tell(content)
        self.query_one("#beside", VerticalScroll).scroll_home(animate=False)

    def action_other_take(self) -> None:
        """The next take, then the first again."""
        numbers = [take.number for take in self.transcript.takes]
        self.take = numbers[(numbers.index(self.take) + 1) % len(numbers)]
        self.retell()

    def action_again(self) -> None:
        """Go again from the line she stands on, as a new take."""
        from simulator.tui.screens.practice import PracticeScreen

        turn = self.highlighted_turn()
        self.practice.go_again(self.take, turn.number if turn else 1)
        self.app.switch_screen(PracticeScreen(self.practice))

    def action_continue(self) -> None:
        """Back into the scene, where the take is still open."""
        from simulator.tui.screens.practice import PracticeScreen

        if self.practice.state.take.ending:
            return self.notify(self.voice("take-is-over"), markup=False)
        if self.practice.state.paused:
            self.practice.step_back_in()
        self.app.switch_screen(PracticeScreen(self.practice, resumed=True))
        return None

    def action_debrief(self) -> None:
        """The debrief once more, a page at a time."""
        from simulator.tui.screens.debrief import DebriefScreen

        if not self.practice.state.take.ending:
            return self.notify(self.voice("not-over-yet"), markup=False)
        self.app.switch_screen(DebriefScreen(self.practice))
        return None

    def action_export(self) -> None:
        """Save as a page that opens in any browser."""
        from simulator.tui.saving import save_transcript

        self.notify(
            self.voice("saved", path=save_transcript(self.practice, self.sim.language, levels_due(self.sim.store))),
            markup=False,
            timeout=10,
        )

    def copyable(self) -> str:
        turn = self.highlighted_turn()
        return turn.spoken if turn else ""


def rows(view: TakeView, say: Voice) -> list[tuple[str, Content]]:
    """(id, content) of the list: the whole take first, then each of her lines under what she answered."""
    found = [("-", plain(say("whole-take"), "bold"))]
    points: dict[int, int] = {}
    for marked in view.marks:
        for piece in marked.evidence:
            points[piece.turn] = points.get(piece.turn, 0) + piece.points
    for turn in view.turns:
        offered = f"{turn.offered.speaker + ': ' if turn.offered.speaker else ''}{turn.offered.text}" if turn.offered else ""
        sign = {True: "+", False: "−"}.get(points[turn.number] > 0, "") if points.get(turn.number) else " "
        said = " ".join(turn.spoken.split()) or say("clock-ran" if turn.way == "clock" else "silence")
        head = plain(offered, "$text-muted")
        found.append(
            (str(turn.number), Content("\n").join([head, Content.assemble(plain(f"{sign} {turn.number}. ", "bold $accent"), plain(said))]))
        )
    return found


def beside(turn: Turn, view: TakeView, practice: Practice, say: Voice, language: str) -> Content:
    """One line with everything known of it."""
    material = practice.material
    parts: list[Content] = []
    if turn.turning_point:
        point = material.words(f"beats.{turn.beat}.turning-point", turn.turning_point, language)
        parts.append(Content.assemble(plain(say("turning-point") + " ", "bold $accent"), plain(point)))
    parts.append(script(turn.before))
    parts.append(plain(turn.spoken.strip() or say("silence"), "bold"))
    came = script((*turn.answer, *turn.after[:2]))
    if came.plain:
        parts.append(came)
    found = [piece for marked in view.marks for piece in marked.evidence if piece.turn == turn.number]
    for piece in found:
        criterion = material.rubric.criteria[piece.criterion]
        says = next((rule.says.get(language, "") for rule in criterion.rules if rule.id == piece.rule), "")
        text = f"{'+' if piece.points > 0 else '−'}{abs(piece.points)}  {criterion.name.get(language, piece.criterion)}: “{piece.quote}”"
        parts.append(plain(text + (f"\n    {says}" if says else "")))
    if turn.own_words and turn.heard is not None:
        names = [material.codebook.moves[m].name.get(language, m) for m in turn.moves if m in material.codebook.moves]
        parts.append(plain(say("heard-as", moves=", ".join(names) or "–") if turn.certain else say("unsure"), "$text-muted"))
    if turn.coach:
        parts.append(plain(turn.coach, "$text-muted"))
    if turn.aided:
        parts.append(plain(say("aided"), "dim"))
    return Content("\n\n").join(parts)


def summary(view: TakeView, practice: Practice, say: Voice, language: str, levels: bool) -> Content:
    """The whole take: keep, edge, a week later, levels where they are due, counts with their lines."""
    material = practice.material
    parts: list[Content] = []
    for found in (view.keep, view.edge):
        if found is not None:
            parts.append(Content.assemble(plain(say(found.kind), "bold $accent"), "\n", highlight(found, material, say, language)))
    if view.later:
        parts.append(Content.assemble(plain(say("later") + ": ", "bold"), plain(view.later)))
    if levels:
        parts.extend(mark(found, material, say, language) for found in view.marks)
    if view.counts:
        parts.append(plain(say("counts"), "bold"))
        for count in view.counts:
            text = say(f"count.{count.id}", value=count.value, of=count.of) + f"  ({say('guide', guide=count.guide)})"
            parts.append(plain("\n".join([text, *(f"    {number}. {line}" for number, line in count.lines)])))
    return Content("\n\n").join(parts) if parts else plain(say("nothing-yet"), "$text-muted")
