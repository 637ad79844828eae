"""A practice over a real store: written before shown, resumed exactly, pinned to its content, carried over by ids."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from simulator.content.catalogue import Catalogue
from simulator.content.source import parse_text
from simulator.content.walkthroughs import compile_walkthrough
from simulator.core import events as e
from simulator.core.moves import Heard, Spoken
from simulator.export import export
from simulator.play.practice import CannotContinue, Practice, Refused, carry_on
from simulator.play.walkthrough import as_walkthrough
from simulator.store.interface import Store, StreamMoved
from simulator.store.opening import open_store
from tests.porch import changed, porch, porch_text


@pytest.fixture
def store(sealed_home: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("SIMULATOR_HEARING", "light")
    return open_store()


def started(store: Store, text: str = "", **more: object) -> Practice:
    return Practice.start(store, porch(text), seed=7, language="en", **more)  # type: ignore[arg-type]


def test_what_is_told_to_listeners_is_already_on_disk(store: Store) -> None:
    seen: list[int] = []
    practice = started(store)
    practice.listeners.append(lambda event: seen.append(len(store.events(practice.run))))
    practice.choose("credential")
    assert seen == [3]


def test_a_run_is_resumed_at_the_exact_line_with_what_was_being_typed(store: Store) -> None:
    practice = started(store)
    practice.choose("wait")
    practice.save_draft("¿Y qué querían los otros d")
    again = Practice.resume(store, practice.run)
    assert again.state == practice.state
    assert again.moment == practice.moment
    assert again.draft() == "¿Y qué querían los otros d"


def test_a_draft_goes_with_the_line_it_became_and_other_drafts_stay(store: Store) -> None:
    practice = started(store)
    store.save_draft(practice.run, "commit-who", "Ana")
    practice.save_draft("Lupe sent me. What did the other two want?")
    practice.say("Lupe sent me. What did the other two want?")
    assert [draft.text for draft in store.drafts()] == ["Ana"]


def test_own_words_are_heard_routed_and_kept_as_they_were_typed(store: Store) -> None:
    practice = started(store)
    practice.say("  lupe sent me, what did the other two want??  ")
    turn = practice.events[-1].data
    assert turn["text"] == "  lupe sent me, what did the other two want??  "
    assert turn["reply"] == "credential"
    assert turn["heard"]["units"]


def test_hostile_text_is_cleaned_before_it_is_kept(store: Store) -> None:
    practice = started(store)
    practice.say("hi \x1b]52;c;aGk=\x07 [/x] \u202egnp")
    assert practice.events[-1].data["text"] == "hi ]52;c;aGk= [/x] gnp"


def test_what_is_refused_leaves_nothing_behind(store: Store) -> None:
    practice = started(store)
    before = store.events(practice.run)
    with pytest.raises(Refused) as refused:
        practice.choose("sing")
    assert refused.value.refusal.code == "no-such-reply"
    assert store.events(practice.run) == before


def test_an_edited_scenario_never_changes_an_old_run(store: Store) -> None:
    practice = started(store)
    practice.choose("credential")
    practice.choose("promise")
    before = Practice.resume(store, practice.run).transcript()
    started(store, changed("Signatures. One never came back", "Nothing much. They left"))
    again = Practice.resume(store, practice.run).transcript()
    assert again == before
    assert again.takes[0].turns[0].after[0].text.startswith("Signatures")


def test_an_unfinished_run_goes_on_with_a_newer_version_by_its_ids(store: Store) -> None:
    practice = started(store)
    practice.choose("wait")
    practice.choose("credential")
    newer = porch(changed("Signatures. One never came back", "Only signatures. One never came back"))
    carried = carry_on(store, practice.run, newer)
    assert carried.run != practice.run
    assert carried.state.take.beat == "story"
    assert carried.events[0].data["continues"] == practice.run
    assert carried.transcript().takes[0].turns[1].after[0].text.startswith("Only signatures")
    assert Practice.resume(store, practice.run).state == practice.state


def test_where_a_newer_version_no_longer_fits_it_stops_and_says_so(store: Store) -> None:
    practice = started(store)
    practice.choose("wait")
    practice.choose("credential")
    newer = porch(changed("      credential:\n", "      greeting:\n"))
    with pytest.raises(CannotContinue) as stop:
        carry_on(store, practice.run, newer)
    assert (stop.value.take, stop.value.turn, stop.value.name) == (1, 2, "door.credential")


def test_two_windows_on_one_run_never_mix_their_lines(store: Store) -> None:
    one = started(store)
    other = Practice.resume(store, one.run)
    one.choose("wait")
    with pytest.raises(StreamMoved):
        other.choose("pitch")
    assert [event.type for event in store.events(one.run)].count(e.TURN_TAKEN) == 1


def test_words_typed_in_the_window_that_was_overtaken_wait_at_the_line_where_the_run_stands_now(store: Store) -> None:
    one = started(store)
    other = Practice.resume(store, one.run)
    one.choose("wait")
    with pytest.raises(StreamMoved):
        other.say("Lupe sent me.")
    assert other.state == one.state
    assert Practice.resume(store, one.run).draft() == "Lupe sent me."


def test_words_are_on_disk_before_they_are_heard(store: Store) -> None:
    class PowerCut(Exception):
        pass

    class Deaf:
        def hear(self, *_: object, **__: object) -> Heard:
            raise PowerCut

    practice = started(store, hearing=Deaf())
    with pytest.raises(PowerCut):
        practice.say("Lupe sent me.")
    again = Practice.resume(store, practice.run)
    assert again.draft() == "Lupe sent me."
    assert again.state.take.turns == 0
    again.say(again.draft())
    assert again.draft() == ""
    assert store.drafts() == []


def test_the_lines_before_are_listened_to_while_her_answer_is_still_to_come(store: Store) -> None:
    heard: list[tuple[tuple[str, ...], str]] = []

    class Ear:
        def listen(self, context: Sequence[Spoken], form: str) -> None:
            heard.append((tuple(line.says for line in context), form))

    started(store).listen()
    assert heard == []
    practice = started(store, hearing=Ear())
    practice.listen()
    assert len(heard) == 1
    assert heard[0][0]
    assert heard[0][1] == practice.material.scenario.form


def test_silence_uses_up_what_was_being_typed_at_that_line(store: Store) -> None:
    practice = started(store)
    practice.save_draft("Lupe s")
    practice.wait()
    assert store.drafts() == []


def test_the_transcript_of_an_old_run_is_the_same_to_the_byte_after_its_scenario_was_edited(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "own" / "scenarios" / "porch-light"
    folder.mkdir(parents=True)
    (folder / "scenario.yaml").write_text(porch_text(), encoding="utf-8")
    practice = Practice.start(store, Catalogue(tmp_path / "own").load("porch-light"), seed=7, language="en")
    practice.choose("credential")
    practice.choose("promise")
    before = {to: export(practice.transcript(), to, include_levels=True) for to in ("md", "html", "json")}
    edited = porch_text().replace("Signatures.", "Nothing.").replace("digging +1, close +2", "close -2").replace("trust 2", "trust 5")
    (folder / "scenario.yaml").write_text(edited, encoding="utf-8")
    assert Catalogue(tmp_path / "own").load("porch-light").texts.hashes() != practice.loaded.texts.hashes()
    again = Practice.resume(store, practice.run)
    assert {to: export(again.transcript(), to, include_levels=True) for to in before} == before


def test_a_take_that_ended_remembers_what_solid_play_earns(store: Store) -> None:
    practice = started(store)
    practice.choose("pitch")
    ended = practice.events[-1]
    assert ended.type == e.TAKE_ENDED
    assert ended.data["par"]["close"] == 2


def test_a_run_can_be_saved_as_a_walkthrough_that_reads_back(store: Store) -> None:
    practice = started(store)
    practice.wait()
    practice.say("Lupe sent me. What did the other two want?")
    practice.choose("promise")
    text = as_walkthrough(practice.transcript(), "A good night")
    source = parse_text(text, "saved")
    found = compile_walkthrough(source, practice.material.scenario)
    assert source.diagnostics == []
    assert found is not None
    kinds = [step.kind for step in found.steps]
    assert kinds == ["beat", "wait", "beat", "type", "beat", "choose", "ending"]


def test_a_run_from_the_middle_begins_there_with_the_feelings_given(store: Store) -> None:
    practice = started(store, beat="story", feelings={"alder.trust": 5})
    assert practice.state.take.beat == "story"
    assert practice.state.take.feelings["alder.trust"] == 5
    assert practice.transcript().rehearsed_from == "story"
    with pytest.raises(Refused):
        started(store, feelings={"nobody.trust": 1})
