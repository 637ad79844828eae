"""The transcript as plain data: complete, for the right reader, each line once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from simulator.core import events as e
from simulator.core.events import Fact
from simulator.core.run import Choose, GoAgain, Note
from simulator.export.data import as_data
from simulator.export.documents import context, path
from simulator.export.options import Options, Reader
from tests.export.played import STORY, material, played, say, story


def every(value: Any) -> list[Any]:
    """Every leaf and container in plain data."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(leaf for part in inside for leaf in every(part))]


def test_all_of_it_is_plain_data() -> None:
    given = context(story(), Options(include_levels=True))
    assert {type(part) for part in every(given)} <= {dict, list, str, int, float, bool, type(None)}


def test_each_line_stands_once_in_the_take_it_was_spoken_in() -> None:
    data = as_data(story())
    lines = [(turn["take"], turn["turn"]) for take in data["takes"] for turn in take["turns"]]
    assert lines == [(1, 1), (2, 1), (2, 2), (2, 3)]


def test_the_path_of_a_take_begins_with_the_lines_it_took_over() -> None:
    data = as_data(played((Choose("credential"), Choose("promise"), GoAgain(1, 2), Choose("promise"))))
    assert [(turn["take"], turn["turn"]) for turn in path(data, 2)] == [(1, 1), (2, 2)]


def test_evidence_stands_at_its_line_with_the_exact_words_and_the_reason() -> None:
    turn = as_data(story())["takes"][1]["turns"][1]
    first = turn["evidence"][0]
    assert first["quote"]["text"] == "I'm Sam. Lupe sent me. You sound tired of clipboards."
    assert (first["criterion"]["name"], first["why"], first["points"]) == ("Honest opening", "showed Honest opening", 2)


def test_an_open_take_has_evidence_and_no_marks() -> None:
    take = as_data(played((Choose("credential"),)), include_levels=True)["takes"][0]
    assert [piece["points"] for piece in take["turns"][0]["evidence"]] == [2, 1]
    assert (take["kind"], take["marks"]) == (None, [])


def test_levels_are_there_only_when_asked_for() -> None:
    assert as_data(story())["takes"][1]["marks"] == []
    marks = as_data(story(), include_levels=True)["takes"][1]["marks"]
    assert [(mark["criterion"]["id"], mark["level"]) for mark in marks] == [
        ("opening", 4),
        ("listening", 4),
        ("digging", None),
        ("close", 4),
    ]
    assert marks[1]["says"] == "1 of the 1 points that solid play shows here"


def test_the_first_page_speaks_of_the_last_take_that_ended() -> None:
    data = as_data(played((*STORY, GoAgain(2, 3))))
    assert data["told"] == 2
    assert data["keep"]["criterion"]["id"] == "opening"
    assert data["keep"]["theirs"]["speaker"] == "Mrs. Alder"


def test_a_missed_door_gives_her_line_and_what_was_offered() -> None:
    edge = as_data(played((say("Nice porch.", "affirm", reply="pitch"),)))["edge"]
    assert edge["kind"] == "missed"
    assert edge["theirs"]["text"] == "You're the third clipboard this month."
    assert edge["mine"]["text"] == "Nice porch."


def test_a_line_not_heard_for_sure_says_so() -> None:
    turn = as_data(story())["takes"][1]["turns"][0]
    assert (turn["certain"], turn["evidence"], turn["said"]["text"]) == (False, [], "Hm.")


def test_a_spanish_reader_of_an_english_scene_has_subtitles_and_spanish_reasons() -> None:
    data = as_data(story("es"))
    take = data["takes"][1]
    assert take["closing"] == [
        {
            "speaker": "Mrs. Alder", "text": "Thursday. Six. I'll hold you to it.", "language": "en",
            "subtitle": "El jueves. A las seis. Le tomo la palabra.",
        }
    ]  # fmt: skip
    assert take["later"] == {"text": "El jueves a las seis la cadena no estaba puesta.", "language": "es"}
    assert take["turns"][1]["evidence"][0]["why"] == "mostró Presentarse de frente"
    assert data["date"] == "1 de mayo de 2026, 19:01 UTC"


def test_what_is_not_translated_keeps_its_own_language() -> None:
    spanish = material().translations["es"]
    bare = replace(material(), translations={"es": replace(spanish, strings={"title": "La luz del porche"})})
    data = as_data(played(STORY, "es", content=bare))
    assert data["scenario"]["title"] == {"text": "La luz del porche", "language": "es"}
    assert data["scenario"]["goal"]["language"] == "en"


def test_typed_words_may_be_in_either_language_and_chosen_ones_are_the_scenes() -> None:
    turns = as_data(story("es"))["takes"][1]["turns"]
    assert [turn["said"]["language"] for turn in turns] == ["", "", "en"]


def test_a_chosen_line_has_its_translation_under_it() -> None:
    turn = as_data(played((Choose("credential"),), "es", "choices"))["takes"][0]["turns"][0]
    assert turn["subtitle"].startswith("Sin tablita. Soy Sam")


@pytest.mark.parametrize("reader", ["peer", "counterpart"])
def test_what_she_wrote_to_herself_stays_with_her(reader: Reader) -> None:
    text = str(as_data(story(), reader=reader))
    assert "ashamed" not in text
    assert "Doña Chela" not in text
    assert "clipboards" in text


def test_a_trainer_sees_the_commitment_and_not_the_feeling() -> None:
    data = as_data(story(), reader="trainer")
    assert [promise["who"] for promise in data["commitments"]] == ["Doña Chela"]
    assert "ashamed" not in str(data)


def test_others_read_her_name_where_she_reads_you() -> None:
    def speakers(reader: Reader) -> set[str]:
        return {turn["speaker"] for take in as_data(story(), reader=reader)["takes"] for turn in take["turns"]}

    assert speakers("trainee") == {"You"}
    assert speakers("trainer") == {"Ana Ruiz"}


def test_a_critique_is_told_with_its_line_and_what_was_undone_is_gone() -> None:
    given = {
        "take": 1,
        "turn": 1,
        "kind": "change",
        "effect": "She looked away.",
        "instead": "Say her name.",
        "criterion": "opening",
        "role": "peer",
    }
    told = played((*STORY, Fact(e.CRITIQUE_GIVEN, given)))
    note = as_data(told)["remarks"][-1]
    assert (note["by"]["role"], note["effect"], note["instead"]) == ("peer", "She looked away.", "Say her name.")
    assert note["line"]["said"]["text"].startswith("We have an amazing program")
    last = told.remarks[-1]
    undone = replace(last, type=e.UNDONE, id="undo", data={"event": last.id})
    assert all(r["type"] != e.CRITIQUE_GIVEN for r in as_data(replace(told, remarks=(*told.remarks, undone)))["remarks"])


def test_remarks_of_unknown_types_and_ratings_are_left_out() -> None:
    data = as_data(played((*STORY, Fact("telepathy_noticed", {"text": "boo"}), Fact(e.RATING_GIVEN, {"criterion": "close", "level": 1}))))
    assert {remark["type"] for remark in data["remarks"]}.isdisjoint({"telepathy_noticed", e.RATING_GIVEN})
    assert "boo" not in str(data)


def test_a_remark_without_its_fields_does_no_harm() -> None:
    note = as_data(played((*STORY, Fact(e.CRITIQUE_GIVEN, {"take": 9, "turn": "x"}), Note(e.ANSWER_PREDICTED, {}))))["remarks"][-2]
    assert (note["line"], note["effect"]) == (None, None)


def test_feelings_run_from_the_start_over_every_line() -> None:
    (alder,) = as_data(story())["takes"][1]["feelings"]
    assert {meter["id"]: meter["levels"] for meter in alder["meters"]} == {
        "trust": [2, 2, 3, 3],
        "energy": [2, 2, 2, 2],
        "guard": [3, 3, 2, 2],
    }


def test_takes_are_laid_side_by_side_from_where_they_part() -> None:
    given = context(played((Choose("credential"), Choose("promise"), GoAgain(1, 2), Choose("promise"))), Options())
    (pair,) = given["apart"]
    assert (pair["first"], pair["second"], pair["turn"], len(pair["rows"])) == (1, 2, 2, 1)


def test_control_characters_that_got_in_do_not_get_out() -> None:
    told = replace(story(), person="Ana\x1b]52;c;aGk=\x07\u202e Ruiz")
    assert as_data(told)["person"] == "Ana]52;c;aGk= Ruiz"
