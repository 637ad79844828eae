"""Writing a critique of one line, answering one, and saying as whom one reads."""

from __future__ import annotations

from typing import cast

from simulator.core.checklist import checklist
from simulator.core.critique import KINDS, REVEAL_ORDER, Critique, CritiqueKind
from simulator.core.names import RealName
from simulator.core.reveal import SELF, STANCES, Said, reader_in
from simulator.core.turn import Turn
from simulator.play.feedback import Unfit, answer_critique, give_critique, reader_of, rehearse, written_by
from simulator.play.naming import scene_words
from simulator.play.practice import Practice
from simulator.store.interface import Store
from simulator.tui.screens.base import SimulatorScreen
from simulator.tui.screens.form import Field, FormScreen, Values
from simulator.tui.widgets import feedback
from simulator.tui.widgets.prose import Told, hang, one_line, paragraphs, plain

DRAFT = "critique."
NO_CRITERION = "-"


def say_unfit(screen: SimulatorScreen, error: Unfit) -> bool:
    """Say why something could not be written down; the form stays open."""
    screen.tell_trouble(screen.voice(f"unfit.{error.code}", name=error.name, known=", ".join(error.known)))
    return False


class CritiqueScreen(FormScreen):
    """A critique in its whole shape, quote filled in; the checklist answers while it is written."""

    def __init__(self, practice: Practice, take: int, turn: Turn) -> None:
        super().__init__()
        self.practice, self.take, self.turn = practice, take, turn

    def headline(self) -> str:
        return self.voice("critique-of-line", number=self.turn.number)

    def about(self) -> Told:
        came = self.turn.reaction
        return lambda width: paragraphs([
            hang(plain(f"“{one_line(self.turn.spoken) or self.voice('silence')}”", "bold"), width, 1),
            hang(plain(f"→ {came.speaker + ': ' if came.speaker else ''}{one_line(came.text)}"), width, 2) if came else plain(""),
        ])  # fmt: skip

    def fields(self) -> tuple[Field, ...]:
        say, rubric, language = self.voice, self.practice.material.rubric, self.sim.language
        role, person = self.sim.reading_as
        criteria = [(NO_CRITERION, say("no-criterion")), *((c.id, c.name.get(language, c.id)) for c in rubric.criteria.values())]
        return (
            Field("kind", say("field-kind"), "choice", options=[(kind, say(f"kind-name.{kind}")) for kind in KINDS]),
            Field("effect", say("field-effect")),
            Field("instead", say("field-instead")),
            Field("criterion", say("field-criterion"), "choice", options=criteria),
            Field("quote", say("field-quote"), value=one_line(self.turn.spoken)),
            Field(
                "role",
                say("field-role"),
                "choice",
                "peer" if role == SELF else role,
                [(r, say(f"role-name.{r}")) for r in REVEAL_ORDER if r != SELF],
            ),
            Field("by", say("field-by"), value=person),
            Field("named", say("field-named"), "choice", options=[("yes", say("named-yes")), ("no", say("named-no"))]),
        )

    def draft_place(self) -> tuple[Store, str, str]:
        return self.practice.store, self.practice.run, f"{DRAFT}{self.take}.{self.turn.number}."

    def drawn(self, values: Values) -> Critique:
        """The critique as it stands in the fields."""
        criterion = "" if values["criterion"] == NO_CRITERION else values["criterion"]
        return Critique(
            "", values["by"], cast("CritiqueKind", values["kind"]), values["quote"], values["effect"], values["instead"], criterion
        )

    def notes(self, values: Values) -> Told:
        if not values.get("effect") and not values.get("instead"):
            return plain(self.voice("critique-how"), "$foreground 65%")
        second = ""
        if values["by"]:
            reader = reader_in(self.practice.run, values["role"], values["by"])  # type: ignore[arg-type]  # one of the roles above
            if any(s.critique.kind == values["kind"] and s.take == self.take for s in written_by(self.practice, reader)):
                second = self.voice("critique-second", kind=self.voice(f"kind-name.{values['kind']}"))
        return paragraphs([feedback.notes(checklist(self.drawn(values), moment=True), self.voice, second), self.names_note(values)])

    def fictional(self) -> str:
        return f"{scene_words(self.practice.material)} {self.turn.spoken}"

    def names_in(self, text: str) -> tuple[RealName, ...]:
        return () if text in (self.values().get("by", ""), one_line(self.turn.spoken)) else super().names_in(text)

    def save(self, values: Values) -> bool:
        found = self.drawn(values)
        try:
            reader = reader_of(self.practice.run, values["role"], values["by"])
            give_critique(
                self.practice, reader, kind=found.kind, turn=self.turn.number, take=self.take, quote=found.quote, effect=found.effect,
                instead=found.instead, criterion=found.criterion, named=values["named"] == "yes",
            )  # fmt: skip
        except Unfit as error:
            return say_unfit(self, error)
        self.sim.reading_as = (reader.role, reader.person)
        self.notify(self.voice("critique-kept"), markup=False)
        return True


class AnswerScreen(FormScreen):
    """The trainee answers what was said of a line, or rehearses it."""

    NAME = "answer"

    def __init__(self, practice: Practice, said: tuple[Said, ...], turn: Turn | None) -> None:
        super().__init__()
        self.practice, self.said, self.turn = practice, said, turn

    def headline(self) -> str:
        return self.voice("answer-headline")

    def chosen(self) -> Said:
        """The critique that is being answered."""
        name = self.values().get("which", "") if self.is_mounted else ""
        return next((said for said in self.said if said.critique.id == name), self.said[-1])

    def about(self) -> Told:
        spoken = self.turn.spoken if self.turn else ""
        return lambda width: paragraphs([feedback.critique(said, self.voice, width, spoken) for said in self.said])

    def fields(self) -> tuple[Field, ...]:
        say = self.voice
        which = [
            (
                said.critique.id,
                f"{say(f'kind-name.{said.critique.kind}')}, {feedback.told_by(said, say)}: {one_line(said.critique.effect)[:30]}",
            )
            for said in reversed(self.said)
        ]
        return (
            *((Field("which", say("field-which"), "choice", options=which),) if len(which) > 1 else ()),
            Field("stance", say("field-stance"), "choice", options=[("", "–"), *((stance, say(f"stance.{stance}")) for stance in STANCES)]),
            Field("text", say("field-answer")),
        )

    def notes(self, values: Values) -> Told:
        return plain(self.voice("answer-how"), "$foreground 65%")

    def offers(self, action: str) -> bool:
        return action != "rehearse" or bool(self.said[-1].turn)

    def save(self, values: Values) -> bool:
        try:
            answer_critique(self.practice, self.chosen().critique.id, stance=values["stance"], text=values["text"])
        except Unfit as error:
            return say_unfit(self, error)
        return True

    def action_rehearse(self) -> None:
        """A new take from that line, with what could be said instead in view."""
        from simulator.tui.screens.practice import PracticeScreen

        name = self.chosen().critique.id
        try:
            if self.attempt(lambda: rehearse(self.practice, name)) is None:
                return
        except Unfit as error:
            say_unfit(self, error)
            return
        self.app.pop_screen()
        self.app.switch_screen(PracticeScreen(self.practice))


class AsWhomScreen(FormScreen):
    """As whom the run is read: it decides what the reveal opens."""

    def headline(self) -> str:
        return self.voice("as-whom-headline")

    def about(self) -> Told:
        return self.voice("as-whom-about")

    def fields(self) -> tuple[Field, ...]:
        role, person = self.sim.reading_as
        roles = [(name, self.voice(f"role-name.{name}")) for name in REVEAL_ORDER]
        return (
            Field("role", self.voice("field-role"), "choice", role, roles),
            Field("name", self.voice("field-by"), value=person),
        )

    def save(self, values: Values) -> bool:
        try:
            reader = reader_of("-", values["role"], values["name"])
        except Unfit as error:
            return say_unfit(self, error)
        self.sim.reading_as = (reader.role, reader.person)
        return True
