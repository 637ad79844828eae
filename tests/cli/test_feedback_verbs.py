"""`critique` and `rate` from the shell: what they write, what they show to whom, how they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_verbs import Said, here, light, own, said  # noqa: F401 (fixtures)


@pytest.fixture
def run_id(here: Said, own: Path) -> str:  # noqa: F811
    _, out, _ = said(*here, "practice", "porch-light", "--choices", "--json", "--seed", "1", typed="1\n1\n1\n1\n1\n1\n")
    return str(json.loads(out.splitlines()[0])["run"])


def exported(here: Said, run: str, *more: str) -> dict[str, object]:  # noqa: F811
    code, out, err = said(*here, "export", run, "--to", "json", "-o", "-", *more)
    assert code == 0, err
    return json.loads(out)  # type: ignore[no-any-return]


def test_a_critique_is_pinned_to_its_line_and_stands_in_every_export(here: Said, run_id: str) -> None:  # noqa: F811
    code, out, _ = said(
        *here, "critique", run_id, "--turn", "1", "--kind", "change", "--effect", "She held the chain.", "--instead", "Lupe sent me.",
        "--criterion", "opening", "--by", "Beto", "--role", "peer", "--json",
    )  # fmt: skip
    given = json.loads(out)
    assert (code, given["type"], given["take"], given["turn"], given["useful"]) == (0, "critique_given", 1, 1, True)
    assert given["quote"]
    for to in ("md", "html", "json"):
        _, text, _ = said(*here, "export", run_id, "--to", to, "-o", "-")
        assert "She held the chain." in text
        assert "Lupe sent me." in text


def test_a_weak_critique_gets_notes_and_is_written_down_all_the_same(here: Said, run_id: str) -> None:  # noqa: F811
    code, out, _ = said(
        *here, "critique", run_id, "--turn", "1", "--kind", "change", "--effect", "Go deeper next time.", "--by", "B", "--json"
    )
    given = json.loads(out)
    assert code == 0
    assert not given["useful"]
    assert len(given["notes"]) >= 2
    assert json.loads(said(*here, "critique", run_id, "--json")[1])["critiques"][0]["id"] == given["id"]


def test_the_trainee_answers_and_the_author_takes_back(here: Said, run_id: str) -> None:  # noqa: F811
    _, out, _ = said(*here, "critique", run_id, "--turn", "1", "--kind", "keep", "--effect", "She smiled.", "--by", "B", "--json")
    name = json.loads(out)["id"]
    assert said(*here, "critique", run_id, "--answer", name, "--says", "lands", "--text", "I felt it too")[0] == 0
    (found,) = json.loads(said(*here, "critique", run_id, "--json")[1])["critiques"]
    assert found["answers"] == [{"says": "lands", "text": "I felt it too"}]
    assert said(*here, "critique", run_id, "--take-back", name)[0] == 0
    assert json.loads(said(*here, "critique", run_id, "--json")[1])["critiques"] == []


def test_rehearsing_opens_a_take_at_the_line(here: Said, run_id: str) -> None:  # noqa: F811
    _, out, _ = said(*here, "critique", run_id, "--turn", "1", "--kind", "change", "--instead", "Tell me.", "--by", "B", "--json")
    name = json.loads(out)["id"]
    code, out, _ = said(*here, "critique", run_id, "--rehearse", name, "--language", "en", typed="Tell me.\n")
    assert code == 0
    assert "Tell me." in out
    (found,) = json.loads(said(*here, "critique", run_id, "--json")[1])["critiques"]
    assert found["rehearsed"] == [2]


def test_no_face_shows_a_mark_before_its_reader_has_given_hers(here: Said, run_id: str) -> None:  # noqa: F811
    for name, level in (("Beto", "1"), ("Chela", "2"), ("Dora", "4")):
        assert said(*here, "rate", run_id, "--criterion", "digging", "--level", level, "--by", name, "--role", "peer")[0] == 0
    _, out, _ = said(*here, "rate", run_id, "--criterion", "digging", "--level", "3", "--by", "Gil", "--role", "trainer", "--json")
    assert json.loads(out)["marks"]["waits_for"] == "self"
    before = exported(here, run_id)["ratings"]
    assert [(row["own"], row["shown"], row["waits_for"]) for row in before] == [(None, [], "own")]  # type: ignore[attr-defined]
    for to in ("md", "html"):
        assert "3 solid" not in said(*here, "export", run_id, "--to", to, "-o", "-")[1]
    assert json.loads(said(*here, "rate", run_id, "--json")[1])["marks"][0]["shown"] == []
    _, out, _ = said(*here, "rate", run_id, "--criterion", "digging", "--level", "none", "--role", "self", "--json")
    shown = {row["role"]: row for row in json.loads(out)["marks"]["shown"]}
    assert (shown["trainer"]["levels"], shown["peer"]["median"], shown["peer"]["levels"]) == ([3], 2.0, [])
    assert "self" not in shown
    (row,) = exported(here, run_id)["ratings"]  # type: ignore[misc]
    assert [s["role"] for s in row["shown"]] == ["peer", "trainer"]
    assert exported(here, run_id, "--for", "peer", "--by", "Eli")["ratings"][0]["shown"] == []  # type: ignore[index]


def test_names_of_peers_stand_nowhere_beside_a_mark(here: Said, run_id: str) -> None:  # noqa: F811
    for name in ("Zulema", "Yadira", "Xochitl"):
        said(*here, "rate", run_id, "--criterion", "close", "--level", "2", "--by", name, "--unnamed")
    said(*here, "rate", run_id, "--criterion", "close", "--level", "2")
    texts = [said(*here, "export", run_id, "--to", to, "-o", "-")[1] for to in ("md", "html", "json")]
    texts.append(said(*here, "rate", run_id, "--json")[1])
    assert not [name for name in ("Zulema", "Yadira", "Xochitl") for text in texts if name in text]


@pytest.mark.parametrize(
    "arguments",
    [
        ("critique", "--turn", "99", "--kind", "keep", "--by", "B"), ("critique", "--turn", "1", "--by", "B"),
        ("critique", "--turn", "1", "--kind", "keep"), ("critique", "--turn", "1", "--kind", "keep", "--by", "B", "--quote", "never said"),
        ("critique", "--turn", "1", "--kind", "keep", "--by", "B", "--criterion", "charm"), ("critique", "--answer", "zzz", "--says", "lands"),
        ("rate", "--criterion", "charm", "--level", "2"), ("rate", "--criterion", "close"), ("rate", "--level", "2"),
        ("rate", "--criterion", "close", "--level", "2", "--role", "trainer"), ("rate", "--criterion", "close", "--level", "2", "--take", "9"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(here: Said, run_id: str, arguments: tuple[str, ...]) -> None:  # noqa: F811
    verb, *rest = arguments
    code, out, _ = said(*here, verb, run_id, *rest, "--json")
    assert code == 2
    assert json.loads(out)["error"]["message"]


def test_agreement_says_honestly_that_there_is_not_enough(here: Said, run_id: str) -> None:  # noqa: F811
    assert json.loads(said(*here, "agreement", "--json")[1]) == {"agreement": [], "enough": 8}
    for name, level in (("Gil", "3"), ("Hana", "2")):
        said(*here, "rate", run_id, "--criterion", "close", "--level", level, "--by", name, "--role", "trainer")
    (row,) = json.loads(said(*here, "agreement", "--json")[1])["agreement"]
    assert (row["criterion"], row["together"], row["alpha"], row["light"]) == ("close", 1, None, "not-enough")
    assert "not enough data" in said(*here, "agreement", "--language", "en")[1]
