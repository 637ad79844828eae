"""`practice` and `resume` line by line: what is typed, what is asked, what other windows do to it, and what can go wrong."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from simulator.core import events as e
from simulator.phrases.plain import PLAIN
from simulator.store.opening import open_store
from simulator.store.paths import database_path
from tests.cli.conftest import Result, Simulator

SENT = "Lupe sent me. What did the other two want?"
PROMISE = "What did it cost you, that nobody came back? I'd like to hear it Thursday at six, and I'll bring Lupe."


def data_of(result: Result, type: str) -> list[dict[str, object]]:
    return [row for row in result.lines if row["type"] == type]


def newest(simulator: Simulator) -> str:
    name: str = simulator("runs", "--json").json["runs"][0]["id"]
    return name


def test_a_number_chooses_and_other_text_is_her_own_words(simulator: Simulator) -> None:
    result = simulator("practice", "porch-light", "--choices", "--json", "--seed", "4", typed=("9", "²", SENT, "1"))
    turns = data_of(result, e.TURN_TAKEN)
    assert [turn["way"] for turn in turns] == ["words", "words", "choice"]
    assert [turn.get("text") for turn in turns] == ["²", SENT, None]
    assert data_of(result, e.TAKE_ENDED)[0]["ending"] == "thursday"


def test_without_choices_a_number_is_what_she_says(simulator: Simulator) -> None:
    (turn,) = data_of(simulator("practice", "porch-light", "--json", typed=("2",)), e.TURN_TAKEN)
    assert (turn["way"], turn["text"]) == ("words", "2")


def test_an_empty_line_waits(simulator: Simulator) -> None:
    (turn,) = data_of(simulator("practice", "porch-light", "--json", typed=("",)), e.TURN_TAKEN)
    assert (turn["way"], turn["reply"]) == ("silence", "wait")


def test_commands_are_carried_out_and_never_said(simulator: Simulator) -> None:
    typed = ("/cue", "/replies", "/pause", "", SENT, "/back", "/again 1", "/levels", "/help", "/dance", "/quit", "never read")
    result = simulator("practice", "porch-light", "--json", typed=typed)
    told = [row["type"] for row in result.lines]
    assert told == [
        "run_started", "take_opened", "help_taken", "help_taken", "run_paused", "run_resumed", "turn_taken", "take_opened", "take_opened",
    ]  # fmt: skip
    assert [row["kind"] for row in data_of(result, e.HELP_TAKEN)] == ["cue", "replies"]
    opened = data_of(result, e.TAKE_OPENED)
    assert [(row["take"], row.get("from_take"), row.get("from_turn")) for row in opened] == [(1, None, None), (2, 1, 1), (3, 2, 1)]


def test_a_command_that_cannot_be_is_told_in_words(simulator: Simulator) -> None:
    typed = ("/back x", "/back 7", "/again 3.1", "/back 99999999999999999999", "/levels", "/dance", SENT, "/cue")
    page = simulator("practice", "porch-light", typed=typed).out
    for words in ("There is no line x", "There is no line 7", "There is no line 3.1", "Levels come after the ending.",
                  "There is no command /dance.", "There is no cue here."):  # fmt: skip
        assert words in page


def test_an_author_begins_in_the_middle_with_the_feelings_she_names(simulator: Simulator) -> None:
    result = simulator("practice", "porch-light", "--from", "story", "--with", "alder.trust=4,alder.guard=0", "--json")
    assert result.lines[0]["rehearsed_from"] == "story"
    assert result.lines[1]["beat"] == "story"
    assert result.lines[1]["feelings"] == {"alder.trust": 4, "alder.energy": 2, "alder.guard": 0}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "stori"), "Did you mean `story`?"),
        (("--with", "alder.tust=3"), "Did you mean `alder.trust`?"),
        (("--with", "alder.trust=9"), "from 0 to 5"),
        (("--with", "alder.trust=²"), "is not understood"),
        (("--with", "trust=3"), "is not understood"),
        (("--language", "fr"), "'fr'"),
        (("--seed", "-1"), "-1"),
    ],
)
def test_what_cannot_be_begun_is_told_and_leaves_no_run(simulator: Simulator, arguments: tuple[str, ...], words: str) -> None:
    result = simulator("practice", "porch-light", *arguments)
    assert result.code == 2
    assert words in result.err
    assert simulator("runs", "--json").json == {"runs": []}


def test_it_speaks_spanish_to_whom_it_is_asked_to(simulator: Simulator) -> None:
    page = simulator("practice", "porch-light", "--language", "es", typed=("/cue", "/quit")).out
    assert "Esto sólo lo ve usted." in page
    assert "La luz del porche. Uno a uno" in page
    assert "[Usted es la tercera con tablita este mes.]" in page
    assert "Pista: Ya se cansó de las tablitas." in page
    assert "Guardado." in page


def test_without_an_id_the_first_one_for_beginners_is_practised(simulator: Simulator) -> None:
    assert simulator("practice", "--json").lines[0]["scenario"] == "spin-cycle"


def test_the_name_she_gives_stands_on_her_lines(simulator: Simulator) -> None:
    result = simulator("practice", "porch-light", "--json", "--name", "Ana \x1b[31mLuz\x1b[0m")
    assert result.lines[0]["by"] == {"role": "trainee", "person": "Ana [31mLuz[0m"}


def test_nothing_is_asked_where_nobody_sits(simulator: Simulator) -> None:
    result = simulator("practice", "porch-light", typed=(SENT, PROMISE))
    assert result.code == 0
    assert "An owned next step" in result.out
    asked = [phrase["en"].partition("{")[0] for name, phrase in PLAIN.items() if name.startswith("ask-") or name == "predict"]
    assert [start for start in asked if start != "Line " and start in result.out] == []
    assert "Right? (y, n" not in result.out
    with open_store() as kept:
        types = {event.type for event in kept.events(newest(simulator))}
    assert types == {e.RUN_STARTED, e.TAKE_OPENED, e.TURN_TAKEN, e.TAKE_ENDED}


def test_a_run_that_was_ended_opens_at_its_debrief(simulator: Simulator) -> None:
    simulator("practice", "porch-light", typed=(SENT, PROMISE))
    page = simulator("resume", typed=("/again 2", "/quit")).out
    assert "A week later: Thursday at six the chain was off." in page
    assert "Take 2, again from line 2." in page


def test_resume_goes_on_as_json_with_only_what_is_new(simulator: Simulator) -> None:
    simulator("practice", "porch-light", typed=(SENT,))
    result = simulator("resume", "--json", typed=(PROMISE,))
    assert [row["type"] for row in result.lines] == ["turn_taken", "take_ended"]


def test_a_newer_version_is_gone_on_with_as_a_new_run(simulator: Simulator, porch_light: Path) -> None:
    simulator("practice", "porch-light", typed=(SENT,))
    old = newest(simulator)
    file = porch_light / "scenario.yaml"
    file.write_text(file.read_text("utf-8").replace("One never came back", "Two never came back"), encoding="utf-8")
    assert "One never came back" in simulator("resume", old).out
    assert "Two never came back" in simulator("resume", old, "--newer").out
    assert simulator("runs", "--json").json["runs"][0]["id"] != old
    assert "One never came back" in simulator("review", old).out


def test_where_a_newer_version_no_longer_fits_the_line_is_named(simulator: Simulator, porch_light: Path) -> None:
    simulator("practice", "porch-light", typed=("", SENT))
    file = porch_light / "scenario.yaml"
    file.write_text(file.read_text("utf-8").replace("      credential:\n", "      greeting:\n"), encoding="utf-8")
    (porch_light / "es.yaml").unlink()
    result = simulator("resume", "--newer")
    assert result.code == 2
    assert "line 2 of take 1 (door.credential) no longer fits" in result.err
    assert f"simulator resume {newest(simulator)}" in result.err


def test_a_run_that_was_continued_elsewhere_says_so_and_keeps_what_she_typed(simulator: Simulator) -> None:
    def elsewhere() -> None:
        with open_store() as kept:
            from simulator.play.practice import Practice

            Practice.resume(kept, kept.summaries()[0].id).choose("wait")

    result = simulator("practice", "porch-light", typed=(elsewhere, SENT, "never read"))
    assert result.code == 4
    assert "This run was continued in another window; open it again." in result.err
    assert f"simulator resume {newest(simulator)}" in result.err
    again = simulator("resume").out.splitlines()
    assert again[0] == "You are back where you were. Line 2."
    assert again[1] == f"You had typed, and not yet said: {SENT}"


def test_a_run_that_was_deleted_elsewhere_says_so(simulator: Simulator) -> None:
    def elsewhere() -> None:
        with open_store() as kept:
            kept.delete(kept.summaries()[0].id)

    result = simulator("practice", "porch-light", "--json", typed=(elsewhere, SENT))
    assert result.code == 4
    assert result.lines[-1]["error"]["code"] == "deleted"


def test_trouble_with_the_store_comes_as_json_with_the_file_and_what_to_do(simulator: Simulator) -> None:
    database_path().write_bytes(b"garbage, and no database" * 99)
    for verb in (("runs", "--json"), ("practice", "porch-light", "--json"), ("review", "--json")):
        result = simulator(*verb)
        assert result.code == 4
        assert set(result.json["error"]) == {"code", "message", "file", "line", "hint"}
        assert result.json["error"]["file"] == str(database_path())
        assert "restore" in result.json["error"]["hint"]


def test_doctor_tells_of_a_garbage_database_among_the_rest(simulator: Simulator) -> None:
    database_path().write_bytes(b"garbage, and no database" * 99)
    result = simulator("doctor", "--json")
    assert result.code == 4
    found = {row["code"]: row["severity"] for row in result.json["findings"]}
    assert found["version"] == "ok"
    assert found["not-a-database"] == "error"


def test_a_database_of_another_program_is_left_alone(simulator: Simulator) -> None:
    with sqlite3.connect(database_path()) as other:
        other.execute("CREATE TABLE cheese (name TEXT)")
    before = database_path().read_bytes()
    assert simulator("practice", "porch-light").code == 4
    assert database_path().read_bytes() == before


def test_what_should_not_have_happened_is_written_to_a_file_and_not_on_the_screen(
    simulator: Simulator, sealed_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.cli.paths.store_path", lambda: 1 / 0)
    result = simulator("paths", "--json")
    assert result.code == 1
    assert result.json["error"]["code"] == "unexpected"
    assert "Traceback" not in result.out + result.err
    assert "ZeroDivisionError" in (sealed_home / "last-error.txt").read_text("utf-8")


def test_what_could_drive_a_terminal_is_nowhere_in_what_is_printed(simulator: Simulator) -> None:
    nasty = "hi \x1b[2J\x9b31m\u202e[/x] there"
    runs = [
        simulator("show", nasty), simulator("show", nasty, "--json"), simulator("hear", nasty), simulator("hear", nasty, "--json"),
        simulator("practice", "porch-light", "--name", nasty, typed=(nasty, f"/{nasty}", f"/back {nasty}")),
        simulator("practice", "porch-light", "--json", typed=(nasty,)), simulator("review"), simulator("review", "--json"),
        simulator("hear", "--jsonl", typed=('{"response": "a\\u009bb\\u202ec"}',)),
    ]  # fmt: skip
    for result in runs:
        assert not set("\x1b\x9b\u202e") & set(result.out + result.err)
    assert runs[-1].json["units"][0]["text"] == "a\x9bb\u202ec"
    assert "[/x]" in runs[4].out


OPENINGS = "openings:\n  evening:\n    scene: |\n      It is getting dark.\n  gate:\n    scene: |\n      She stands at the gate.\n    then: story\n"


def with_openings(porch_light: Path) -> None:
    file = porch_light / "scenario.yaml"
    file.write_text(file.read_text("utf-8").replace("start: door\n", OPENINGS + "start: door\n"), encoding="utf-8")


def test_an_opening_taken_on_purpose_is_read_first_and_written_into_the_first_event(simulator: Simulator, porch_light: Path) -> None:
    with_openings(porch_light)
    result = simulator("practice", "porch-light", "--json", "--opening", "gate")
    assert (result.lines[0]["opening"], result.lines[1]["beat"]) == ("gate", "story")
    told = simulator("practice", "porch-light", "--plain", "--opening", "gate").out
    assert told.index("She stands at the gate.") < told.index("Signatures.")


@pytest.mark.parametrize(
    ("arguments", "says"), [(("--opening", "gait"), "`gate`"), (("--opening", "gate", "--from", "door"), "one of them")]
)
def test_an_opening_that_cannot_be_is_told_in_words(simulator: Simulator, porch_light: Path, arguments: tuple[str, ...], says: str) -> None:
    with_openings(porch_light)
    result = simulator("practice", "porch-light", "--json", *arguments)
    assert result.code == 2
    assert says in result.out + result.err


def test_a_drill_is_begun_by_its_skill_or_as_the_one_due_today(simulator: Simulator) -> None:
    assert simulator("practice", "--drill", "digging", "--json").lines[0]["scenario"] == "drill-digging"
    assert simulator("practice", "--drill", "today", "--json").lines[0]["drill"]
    assert simulator("practice", "porch-light", "--json").lines[0].get("drill") is None


@pytest.mark.parametrize(("arguments", "says"), [(("--drill", "dancing"), "dancing"), (("porch-light", "--drill", "digging"), "leave out")])
def test_a_drill_that_cannot_be_is_told_in_words(simulator: Simulator, arguments: tuple[str, ...], says: str) -> None:
    result = simulator("practice", "--json", *arguments)
    assert result.code == 2
    assert says in result.out + result.err


def test_a_drill_tells_what_the_line_did_even_where_nothing_cost(simulator: Simulator) -> None:
    told = simulator("practice", "drill-digging", "--plain", "--opening", "diploma", typed=("",)).out
    assert "Ella oyó su propio «en un cajón» y siguió sola." in told or "She heard her own" in told
    assert PLAIN["nothing-to-quote"]["en"] not in told


def test_a_list_shows_drills_apart(simulator: Simulator) -> None:
    text = simulator("list").out
    assert text.index("porch-light") < text.index("drills") < text.index("drill-digging")
    rows = {row["id"]: row["drill"] for row in simulator("list", "--json").json["scenarios"]}
    assert (rows["drill-digging"], rows["porch-light"]) == ("digging", "")
