"""The debrief in plain lines with a person there: what is asked, in which order, and what is remembered of the answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simulator.core import events as e
from simulator.core.moves import Heard, Spoken, Unit
from simulator.plain.practice import PlainPractice
from simulator.play.practice import Practice
from simulator.store.interface import Store
from simulator.store.opening import open_store
from tests.porch import ROOT, porch

MOVES = (ROOT / "rubrics" / "moves.yaml").read_text(encoding="utf-8")
OWN = "Lupe sent me. What did the other two want?"
PITCH = "We have an amazing program for families like yours. Can I come in?"
PROMISE = "What did it cost you, that nobody came back? I'd like to hear it Thursday at six, and I'll bring Lupe."


class Unsure:
    """A hearing that takes everything for a pitch and is sure of nothing."""

    tier = "full"

    def listen(self, context: tuple[Spoken, ...] = (), form: str = "") -> None:
        pass

    def hear(
        self, text: str, context: tuple[Spoken, ...] = (), form: str = "", language: str = "", expected: tuple[str, ...] = ()
    ) -> Heard:
        return Heard((Unit(0, len(text), "pitch", 0.4),), ("pitch",), "pitch", (), True)

    def explain(self, text: str, heard: Heard, context: tuple[Spoken, ...] = (), form: str = "") -> Heard:
        return heard


@pytest.fixture
def store(sealed_home: object, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("SIMULATOR_HEARING", "light")
    return open_store()


class Person:
    """Somebody at a terminal: she answers a question by a word of it, and says her lines one after the other at the prompt."""

    def __init__(self, lines: list[str], **answers: str) -> None:
        self.lines = iter(lines)
        self.answers = answers
        self.asked: list[str] = []
        self.screen: list[str] = []

    def read(self, prompt: str) -> str | None:
        if prompt.strip() in (">", ""):
            return next(self.lines, None)
        self.asked.append(prompt)
        return next((answer for word, answer in self.answers.items() if word in prompt), "")

    def sits_down_to(self, practice: Practice, **how: bool) -> Person:
        PlainPractice(practice, self.read, self.screen.append, **{"interactive": True, "levels": False, **how}).run()
        return self

    def question(self, word: str) -> int:
        return next(at for at, prompt in enumerate(self.asked) if word in prompt)


def begun(store: Store, **more: object) -> Practice:
    return Practice.start(store, porch(moves=MOVES), **{"seed": 3, "language": "en", **more})  # type: ignore[arg-type]


def notes(practice: Practice, type: str) -> list[dict[str, object]]:
    return [dict(event.data) for event in practice.events if event.type == type]


def test_she_picks_one_thing_to_watch_before_the_scene(store: Store) -> None:
    practice = begun(store)
    Person([], **{"Pick one thing": "3"}).sits_down_to(practice)
    assert notes(practice, e.EDGE_PICKED) == [{"criterion": "digging"}]


@pytest.mark.parametrize("answer", ["", "none", "99", "0", "²", "-1", "9" * 5000])
def test_an_answer_that_is_no_number_of_the_list_picks_nothing(store: Store, answer: str) -> None:
    practice = begun(store)
    Person([], **{"Pick one thing": answer}).sits_down_to(practice)
    assert notes(practice, e.EDGE_PICKED) == []


def test_her_own_word_line_and_avoidance_come_before_anything_is_shown(store: Store) -> None:
    practice = begun(store, mode="choices")
    told: list[int] = []
    person = Person(["2", "1"], feel="calm", **{"take back": "1", "avoid": "the silence"})
    person.screen = _noting(person, told, lambda line: line.startswith(("Keep", "Edge", "A door you passed")))
    person.sits_down_to(practice)
    (feeling,), (line,), (avoided,) = (notes(practice, type) for type in (e.FEELING_NAMED, e.LINE_REGRETTED, e.AVOIDANCE_NAMED))
    assert feeling == {"take": 1, "word": "calm"}
    assert line == {"take": 1, "turn": 1}
    assert avoided == {"take": 1, "text": "the silence"}
    assert told
    assert min(told) > person.question("avoid")


def _noting(person: Person, told: list[int], wanted: Callable[[str], bool]) -> list[str]:
    """A screen that notes how many questions had been asked when a wanted line was shown."""

    class Screen(list[str]):
        def append(self, line: str) -> None:
            if wanted(line):
                told.append(len(person.asked))
            super().append(line)

    return Screen()


def test_a_line_that_was_not_heard_for_sure_is_asked_about_and_her_word_is_noted(store: Store) -> None:
    practice = begun(store, hearing=Unsure())
    person = Person([OWN, PROMISE], **{"We answered as if you meant": "n"}).sits_down_to(practice)
    asked = [prompt for prompt in person.asked if "We answered as if you meant" in prompt]
    assert 1 <= len(asked) <= 2
    assert [note["right"] for note in notes(practice, e.HEARING_ANSWERED)] == [False] * len(asked)
    turns = practice.transcript().take(1).turns
    assert sum(turn.confirmed is False for turn in turns) == len(asked)
    assert all(not turn.certain for turn in turns if turn.confirmed is False)


def test_where_nobody_sits_such_lines_are_left_to_a_person(store: Store) -> None:
    person = Person([OWN, PROMISE]).sits_down_to(begun(store, hearing=Unsure()), interactive=False)
    at = person.screen.index("Lines that were not heard for sure and were left to a person:")
    assert person.screen[at + 1].strip() == f"1. “{OWN}”"
    assert not any("We answered as if" in prompt for prompt in person.asked)


def test_a_line_that_may_have_hurt_is_told_as_that_and_as_no_more(store: Store) -> None:
    class Wary(Unsure):
        def hear(self, text: str, *_: object, **__: object) -> Heard:
            hurts = text == OWN
            return Heard((Unit(0, len(text), "pitch", 0.9),), ("pitch",), "pitch", ("harm",) * hurts, False, ("harm",) * hurts)

    person = Person([OWN, PROMISE]).sits_down_to(begun(store, hearing=Wary()))
    told = [line for line in person.screen if "may have hurt somebody" in line]
    assert told == [f"1. “{OWN}”  This may have hurt somebody. It counts only if your trainer says so."]


def test_she_predicts_before_the_answers_are_shown(store: Store) -> None:
    practice = begun(store, mode="choices")
    pitch = next(number for number, reply in enumerate(practice.moment.replies, 1) if reply.id == "pitch")
    told: list[int] = []
    person = Person([str(pitch)], **{"opens the most": "1"})
    person.screen = _noting(person, told, lambda line: line.lstrip().startswith("→"))
    person.sits_down_to(practice)
    (guess,) = notes(practice, e.ANSWER_PREDICTED)
    assert (guess["take"], guess["turn"], guess["reply"]) == (1, 1, "credential")
    assert told
    assert min(told) > person.question("opens the most")


def test_she_promises_something_to_a_real_person_once(store: Store) -> None:
    practice = begun(store)
    person = Person(
        [OWN, PROMISE, "/again 2", PROMISE], **{"real person": "Doña Ana", "What will you do": "ask", "Which day": "Thursday, six"}
    )
    person.sits_down_to(practice)
    assert notes(practice, e.COMMITMENT_MADE) == [{"who": "Doña Ana", "what": "ask", "when": "Thursday, six"}]
    assert "Written down: Doña Ana, ask, Thursday, six." in person.screen
    assert practice.state.current == 2


def test_nobody_is_held_to_a_promise(store: Store) -> None:
    practice = begun(store)
    person = Person([OWN, PROMISE]).sits_down_to(practice)
    assert notes(practice, e.COMMITMENT_MADE) == []
    assert not any("What will you do" in prompt for prompt in person.asked)


def test_going_again_from_a_line_ends_with_both_takes_side_by_side(store: Store) -> None:
    practice = begun(store)
    person = Person([PITCH, "/again 1", OWN, PROMISE]).sits_down_to(practice)
    (apart,) = [line for line in person.screen if line.startswith("Line 1. Take 1:")]
    assert PITCH in apart
    assert f"Take 2: “{OWN}”" in apart


def test_a_command_is_never_kept_as_an_answer(store: Store) -> None:
    practice = begun(store)
    Person([OWN, PROMISE], feel="/levels", avoid="/help", **{"real person": "/back"}).sits_down_to(practice)
    kept = {event.type for event in practice.events}
    assert not kept & {e.FEELING_NAMED, e.AVOIDANCE_NAMED, e.COMMITMENT_MADE}


def test_whoever_quits_in_the_debrief_finds_it_again(store: Store) -> None:
    practice = begun(store)
    Person([OWN, PROMISE], feel="/quit").sits_down_to(practice)
    again = Person([], feel="calm").sits_down_to(Practice.resume(store, practice.run), resumed=True)
    assert any("A week later" in line for line in again.screen)
    assert any("how do you feel" in prompt for prompt in again.asked)


def test_what_she_has_said_of_a_take_is_not_asked_again(store: Store) -> None:
    practice = begun(store)
    Person([OWN, PROMISE], feel="calm").sits_down_to(practice)
    again = Person([]).sits_down_to(Practice.resume(store, practice.run), resumed=True)
    assert not any("how do you feel" in prompt for prompt in again.asked)


def test_levels_stand_on_quoted_lines_and_come_only_after_the_ending(store: Store) -> None:
    person = Person(["/levels", OWN, PROMISE, "/levels"]).sits_down_to(begun(store))
    first = person.screen.index("Levels come after the ending.")
    marks = person.screen.index("Levels, by criterion:")
    assert first < marks
    assert any(line.startswith("Close: ") for line in person.screen[marks:])
    assert any("“" in line and line.lstrip().startswith(("+", "−")) for line in person.screen[marks:])


def test_levels_are_shown_unasked_where_they_are_due(store: Store) -> None:
    person = Person([OWN, PROMISE]).sits_down_to(begun(store), levels=True)
    assert "Levels, by criterion:" in person.screen


def test_every_line_with_a_speaker_begins_with_her_name(store: Store) -> None:
    person = Person([OWN]).sits_down_to(begun(store))
    assert "Mrs. Alder: You're the third clipboard this month." in person.screen
    assert "Mrs. Alder: Signatures. One never came back to say what happened." in person.screen


def test_words_of_several_lines_are_shown_on_one(store: Store) -> None:
    practice = begun(store)
    practice.say("Lupe sent me.\nWhat did the other two\twant?")
    person = Person([PROMISE], **{"We answered as if you meant": ""}).sits_down_to(practice, resumed=True, levels=True)
    assert not any("\n" in line or "\t" in line for line in (*person.screen, *person.asked))


def test_every_question_leaves_room_for_the_answer(store: Store) -> None:
    person = Person([OWN, PROMISE]).sits_down_to(begun(store))
    assert person.asked
    assert all(prompt.endswith(" ") and not prompt.endswith("  ") for prompt in person.asked)


def test_the_debrief_speaks_spanish_too(store: Store) -> None:
    practice = begun(store, language="es")
    person = Person([OWN, PROMISE, "/quit"], siente="tranquila", **{"persona de verdad": "Doña Ana"}).sits_down_to(practice)
    assert notes(practice, e.FEELING_NAMED)[0]["word"] == "tranquila"
    assert any(line.startswith("Anotado: Doña Ana") for line in person.screen)
    assert "Otra vez desde cualquier línea: /again LÍNEA. O /quit." in person.screen
