"""Before she walks in: who sent her, why this person, what may hurt, and the one thing she will watch in herself."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.content.catalogue import Loaded
from simulator.core import events as e
from simulator.core.state import Mode
from simulator.play.practice import Practice
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.widgets.prose import Prose, plain


class BriefScreen(SimulatorScreen):
    """Read, pick one edge, go in."""

    NAME = "brief"
    CSS_PATH = "brief.tcss"

    def __init__(self, loaded: Loaded, *, mode: Mode | None = None, seed: int | None = None, person: str = "") -> None:
        super().__init__()
        self.loaded = loaded
        self.mode: Mode | None = mode
        self.seed = seed
        self.person = person

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="column", id="brief-text"):
            yield Prose("", id="headline", classes="title")
            yield Prose("", id="about", classes="quiet")
            yield Prose("", id="note", classes="gap")
            yield Prose("", id="brief", classes="gap")
            yield Prose("", id="goal", classes="gap")
            yield Prose("", id="people", classes="gap")
        with Vertical(id="edges-box"):
            yield Prose("", id="ask", classes="quiet")
            yield OptionList(id="edges", markup=False)

    def ready(self) -> None:
        self.retell()
        self.query_one("#edges").focus()

    def retell(self) -> None:
        super().retell()
        say, material = self.voice, self.loaded.material
        scenario, language = material.scenario, self.sim.language

        def words(address: str, own: str) -> str:
            return material.words(address, own, language).strip()

        self.query_one("#headline", Prose).tell(words("title", scenario.title))
        mode = self.mode or ("choices" if self.sim.preferences.choices else "words")
        about = [
            say(f"form.{scenario.form}"), f"{scenario.minutes} min", say("played-in", language=say(f"language.{scenario.language}")), say(f"mode-{mode}"),
        ]  # fmt: skip
        self.query_one("#about", Prose).tell("  ·  ".join(about) + "\n" + say("only-you"))
        note = self.query_one("#note", Prose)
        note.tell(Content.assemble(plain(say("content-note") + " ", "bold $warning"), plain(words("content-note", scenario.content_note))))
        note.display = bool(scenario.content_note)
        self.query_one("#brief", Prose).tell(words("brief", scenario.brief))
        self.query_one("#goal", Prose).tell(Content.assemble(plain(say("goal") + " ", "bold"), plain(words("goal", scenario.goal))))
        people = [f"{p.name}. {' '.join(words(f'cast.{p.id}.about', p.about).split())}" for p in scenario.cast.values() if p.about]
        self.query_one("#people", Prose).tell("\n".join(people))
        self.query_one("#ask", Prose).tell(say("pick-edge"))
        edges = self.query_one("#edges", OptionList)
        at = edges.highlighted or 0
        edges.clear_options()
        edges.add_option(Option(plain(say("edge-none")), id="-"))
        for criterion in material.rubric.criteria.values():
            question = criterion.question.get(language, "")
            edges.add_option(
                Option(
                    Content.assemble(plain(criterion.name.get(language, criterion.id), "bold"), "  ", plain(question, "$text-muted")),
                    id=criterion.id,
                )
            )
        edges.highlighted = at

    @on(OptionList.OptionSelected, "#edges")
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Go in, with what she picked."""
        from simulator.tui.screens.practice import PracticeScreen

        mode: Mode = self.mode or ("choices" if self.sim.preferences.choices else "words")
        practice = Practice.start(
            self.sim.store,
            self.loaded,
            mode=mode,
            language=self.sim.language,
            seed=self.seed,
            person=self.person or self.sim.preferences.name,
        )
        if event.option_id and event.option_id != "-":
            practice.note(e.EDGE_PICKED, criterion=event.option_id)
        self.app.switch_screen(PracticeScreen(practice))

    def action_choices(self) -> None:
        """Own words, or replies to choose from."""
        mode = self.mode or ("choices" if self.sim.preferences.choices else "words")
        self.mode = "words" if mode == "choices" else "choices"
        self.retell()
