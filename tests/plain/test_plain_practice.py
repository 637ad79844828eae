"""Plain mode: a whole practice in lines, by choices and in own words, with its debrief."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from simulator.core import events as e
from simulator.plain.practice import PlainPractice
from simulator.play.practice import Practice
from simulator.store.interface import Store
from simulator.store.opening import open_store
from tests.porch import porch

OWN = "Lupe sent me. What did the other two want?"
PROMISE = "What did it cost you, that nobody came back? I'd like to hear it Thursday at six, and I'll bring Lupe."


@pytest.fixture
def store(sealed_home: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("SIMULATOR_HEARING", "light")
    return open_store()


def played(
    store: Store, lines: Iterable[str], *, mode: str = "words", interactive: bool = False, levels: bool = False, language: str = "en"
) -> tuple[Practice, list[str]]:
    """Play `lines` to the end of input; the practice and everything that was written."""
    practice = Practice.start(store, porch(), mode=mode, language=language, seed=3)  # type: ignore[arg-type]
    return practice, told(practice, lines, interactive=interactive, levels=levels)


def told(practice: Practice, lines: Iterable[str], *, interactive: bool = False, levels: bool = False, resumed: bool = False) -> list[str]:
    waiting = iter(lines)
    written: list[str] = []
    PlainPractice(
        practice, lambda prompt: next(waiting, None), written.append, interactive=interactive, levels=levels, resumed=resumed
    ).run()
    return written


def test_own_words_lead_to_an_ending_and_a_debrief_with_quotes(store: Store) -> None:
    practice, written = played(store, [OWN, PROMISE])
    assert practice.state.take.ending == "thursday"
    text = "\n".join(written)
    assert "Mrs. Alder: Signatures. One never came back to say what happened." in written
    assert "A week later: Thursday at six the chain was off." in text
    assert "Go again from any line" in text
    assert written[-1].startswith("Kept. Go on any time with: simulator resume ")


def test_in_choices_a_number_chooses_and_other_text_is_her_own_words(store: Store) -> None:
    practice, written = played(store, ["9", OWN, "1"], mode="choices")
    assert any(line.startswith("There are 3 replies") for line in written)
    ways = [event.data["way"] for event in practice.events if event.type == e.TURN_TAKEN]
    assert ways == ["words", "choice"]
    assert practice.state.take.ending == "thursday"


def test_an_empty_line_is_silence(store: Store) -> None:
    practice, _ = played(store, [""])
    assert practice.events[-1].data["way"] == "silence"


def test_help_is_shown_on_request_and_remembered(store: Store) -> None:
    practice, written = played(store, ["/cue", "/replies", "2"])
    assert "Cue: She is tired of clipboards. What could you put down?" in written
    assert any(re.match(r"1\. ", line) for line in written)
    assert practice.state.aided == {"door"}
    assert practice.events[-1].type in (e.TURN_TAKEN, e.TAKE_ENDED)


def test_going_back_opens_a_new_take_and_the_debrief_shows_where_they_part(store: Store) -> None:
    practice, written = played(
        store, ["/replies", "we have an amazing program for families like yours, can i come in", "/again 1", OWN, PROMISE]
    )
    assert sorted(practice.state.takes) == [1, 2]
    assert any(line.startswith("Take 2, again from line 1") for line in written)
    assert any(line.startswith("Line 1. Take 1:") and "Take 2:" in line for line in written)


def test_a_person_is_asked_before_she_is_told(store: Store) -> None:
    answers = ["", OWN, PROMISE, "calm", "1", "her silence", "", "", "", "Doña Ana", "ask about her year", "Thursday at six", "/quit"]
    practice, written = played(store, answers, interactive=True)
    notes = [event.type for event in practice.events]
    assert e.FEELING_NAMED in notes
    assert e.LINE_REGRETTED in notes
    assert e.AVOIDANCE_NAMED in notes
    asked = next(at for at, line in enumerate(written) if "A week later" in line)
    assert any("1. Lupe sent me" in line for line in written[:asked])


def test_a_pause_costs_nothing_and_the_next_line_steps_back_in(store: Store) -> None:
    practice, written = played(store, ["/pause", "", OWN])
    assert any(line.startswith("Paused.") for line in written)
    assert "You step back in." in written
    assert not practice.state.paused


def test_a_resumed_run_says_where_it_is_and_shows_the_draft(store: Store) -> None:
    practice, _ = played(store, [""])
    practice.save_draft("Lupe sent")
    written = told(Practice.resume(store, practice.run), [], resumed=True)
    assert written[0] == "You are back where you were. Line 2."
    assert written[1] == "You had typed, and not yet said: Lupe sent"


def test_what_is_written_is_one_statement_a_line_for_ears(store: Store) -> None:
    _, written = played(store, ["hi [/x] \x1b[2J \u202e done", OWN, PROMISE])
    for line in written:
        assert "\n" not in line
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2500-\u259f]", line), line


def test_it_speaks_spanish_to_who_reads_spanish(store: Store) -> None:
    _, written = played(store, [], language="es")
    assert written[0].startswith("Esto sólo lo ve usted.")
