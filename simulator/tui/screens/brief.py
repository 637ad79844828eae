"""Before she walks in: who sent her, why this person, what may hurt, and the one thing she will watch in herself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.core import events as e
from simulator.core.meetings import next_to_call
from simulator.hearing import tier_here
from simulator.play.meetings import log
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.prose import Prose, one_line, paragraphs, plain

if TYPE_CHECKING:
    from simulator.content.catalogue import Loaded
    from simulator.core.state import Mode
    from simulator.play.practice import Practice

NO_EDGE = "-"


class BriefScreen(SimulatorScreen):
    """Read, pick one edge, go in."""

    NAME = "brief"
    READING = "#brief-text"
    CSS_PATH = "brief.tcss"

    def __init__(self, loaded: Loaded, *, mode: Mode | None = None, seed: int | None = None, person: str = "", opening: str = "") -> None:
        super().__init__()
        self.loaded = loaded
        self.chosen: Mode | None = mode
        self.seed = seed
        self.person = person
        self.opening = opening

    def parts(self) -> ComposeResult:
        with VerticalScroll(classes="column", id="brief-text"):
            yield Prose("", id="headline", classes="title")
            yield Prose("", id="about", classes="quiet")
            yield Prose("", id="brief", classes="gap")
        with Vertical(id="edges-box"):
            yield Prose("", id="ask", classes="title")
            yield OptionList(id="edges", markup=False)

    @property
    def mode(self) -> Mode:
        """Own words, or replies to choose from."""
        return self.chosen or ("choices" if self.sim.preferences.choices else "words")

    def tell_all(self) -> None:
        say, material, language = self.voice, self.loaded.material, self.sim.language
        scenario = material.scenario
        self.query_one("#headline", Prose).tell(material.words("title", scenario.title, language).strip())
        about = [
            say(f"form.{scenario.form}"),
            f"{scenario.minutes} min",
            say("played-in", language=say(f"language.{scenario.language}")),
            say(f"mode-{self.mode}"),
        ]
        self.query_one("#about", Prose).tell("  ·  ".join(about) + "\n" + say("only-you"))
        self.query_one("#brief", Prose).tell(self.text())
        self.query_one("#ask", Prose).tell(say("pick-edge"))
        edges = [Option(plain(say("edge-none")), id=NO_EDGE)]
        for criterion in material.rubric.criteria.values():
            name = plain(criterion.name.get(language, criterion.id), "bold")
            asked = plain(one_line(criterion.question.get(language, "")), "$foreground 65%")
            edges.append(Option(Content.assemble(name, "  ", asked), id=criterion.id))
        self.refill(self.query_one("#edges", OptionList), edges)

    def ready(self) -> None:
        self.query_one("#edges").focus()

    def text(self) -> Content:
        """Who sent her and why, the goal, what may hurt, who is there."""
        say, material, language = self.voice, self.loaded.material, self.sim.language
        scenario = material.scenario

        def words(address: str, own: str) -> str:
            return material.words(address, own, language).strip()

        parts = [plain(words("brief", scenario.brief))]
        if scenario.goal:
            parts.append(Content.assemble(plain(say("goal") + " ", "bold"), plain(words("goal", scenario.goal))))
        if scenario.content_note:
            parts.insert(
                0, Content.assemble(plain(say("content-note") + " ", "bold $warning"), plain(words("content-note", scenario.content_note)))
            )
        for person in scenario.cast.values():
            if person.about and not scenario.drill:  # of a drill's people she meets one, and is told who by the scene
                name = material.name(person.id, scenario.language)
                parts.append(Content.assemble(plain(f"{name}: ", "bold"), plain(one_line(words(f"cast.{person.id}.about", person.about)))))
        if self.mode == "words" and tier_here() == "light":
            parts.append(plain(say("heard-by-wording"), "$foreground 65%"))
        who = next_to_call(log(self.sim.store))
        if who is not None:
            parts.insert(
                0,
                Content.assemble(
                    plain(say("meetings-next", name=who.name), "bold"), plain(f"  {say('brief-call-first')}", "$foreground 65%")
                ),
            )
        return paragraphs(parts)

    @on(OptionList.OptionSelected, "#edges")
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Go in, with what she picked."""
        practice = self.attempt(lambda: self.begin(event.option_id or NO_EDGE))
        if practice is not None:
            from simulator.tui.screens.practice import PracticeScreen

            self.app.switch_screen(PracticeScreen(practice))

    def begin(self, edge: str) -> Practice:
        """The run, written down."""
        from simulator.play.practice import Practice  # what plays is loaded when she goes in

        person = self.person or self.sim.preferences.name
        practice = Practice.start(
            self.sim.store,
            self.loaded,
            mode=self.mode,
            language=self.sim.language,
            seed=self.seed,
            person=person,
            opening=self.opening,
            consent=self.sim.preferences.consent or "private",
        )
        if edge != NO_EDGE:
            practice.note(e.EDGE_PICKED, criterion=edge)
        return practice

    def action_choices(self) -> None:
        """Own words, or replies to choose from."""
        self.chosen = "words" if self.mode == "choices" else "choices"
        self.tell_all()

    def copyable(self) -> str:
        return self.query_one("#brief", Prose).words
