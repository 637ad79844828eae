"""Real meetings and swallowed lines from the shell: before practice, and for her alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_verbs import Said, here, light, own, said  # noqa: F401 (fixtures)


def meetings(here: Said) -> dict[str, object]:  # noqa: F811
    return json.loads(said(*here, "meetings", "--json")[1])  # type: ignore[no-any-return]


def test_a_name_goes_from_the_list_to_a_write_up(here: Said, sealed_home: Path) -> None:  # noqa: F811
    assert meetings(here)["next"] is None
    said(*here, "meetings", "add", "Rosario", "--why", "Lupe sent me")
    said(*here, "meetings", "add", "Chela")
    assert meetings(here)["next"] == "Rosario"
    said(*here, "meetings", "move", "rosario", "booked", "--when", "Thursday at six")
    assert meetings(here)["next"] == "Chela"
    said(*here, "meetings", "move", "Ros", "held")
    assert meetings(here)["held_this_week"] == 1
    code, out, _ = said(*here, "meetings", "--language", "es")
    assert code == 0
    assert "falta escribirlo: Rosario" in out
    assert said(*here, "meetings", "write", "Rosario", "--story", "Her son waits outside.", "--next", "Thursday, her kitchen")[0] == 0
    said(*here, "meetings", "write", "Rosario", "--anger", "Nobody called back")
    (rosario, _) = meetings(here)["meetings"]  # type: ignore[misc]
    assert rosario["stage"] == "written"
    assert rosario["write_up"] == {"story": "Her son waits outside.", "next": "Thursday, her kitchen", "anger": "Nobody called back"}


def test_a_swallowed_line_finds_its_moment_and_goes_on_the_card_of_the_next_meeting(here: Said, own: Path) -> None:  # noqa: F811
    said(*here, "meetings", "add", "Chela")
    code, out, err = said(
        *here, "swallowed", "--parent", "Todo bien, gracias a Dios.", "--mine", "¿Qué se le pasó bien rápido?", "--try", "Me lo dijo bien rápido.",
        "--try", "¿Cómo estuvo ayer?", "--choose", "2", "--for", "Chela", "--json",
    )  # fmt: skip
    assert code == 0, err
    found = json.loads(out)
    assert found["near"][0]["scenario"] == "spin-cycle"
    assert found["chosen"] == "¿Cómo estuvo ayer?"
    assert meetings(here)["meetings"][0]["prep"] == "¿Cómo estuvo ayer?"  # type: ignore[index]
    more = json.loads(said(*here, "swallowed", "--try", "¿Y ayer?", "--json")[1])
    assert (more["id"], more["tries"][-1]) == (found["id"], "¿Y ayer?")


def test_the_page_for_her_coach_names_nobody_and_holds_what_she_chose(here: Said, own: Path, tmp_path: Path) -> None:  # noqa: F811
    said(*here, "meetings", "add", "Chela")
    target = tmp_path / "page.md"
    said(
        *here, "swallowed", "--parent", "Maria Hernandez said it was fine.", "--mine", "Was it?", "--story", "One\nTwo\nThree\nFour", "--try", "Was it?",
        "--choose", "1", "--for", "Chela", "--strip", "--page", str(target), "--language", "en",
    )  # fmt: skip
    text = target.read_text(encoding="utf-8")
    assert "Chela" not in text
    assert "Maria" not in text
    assert "Four" not in text
    assert "Not yet." in text


def test_a_real_name_is_warned_of_and_never_changed_unasked(here: Said, own: Path) -> None:  # noqa: F811
    found = json.loads(said(*here, "swallowed", "--parent", "So Maria Hernandez said no.", "--mine", "Why?", "--json")[1])
    assert found["names"] == ["Maria Hernandez"]
    assert found["parent"] == "So Maria Hernandez said no."


def test_real_meetings_are_in_no_bundle(here: Said, own: Path, tmp_path: Path) -> None:  # noqa: F811
    import io
    import zipfile

    said(*here, "meetings", "add", "Rosario Cabrera")
    said(*here, "practice", "porch-light", "--choices", "--seed", "3", typed="1\n")
    target = tmp_path / "all.simrun"
    assert said(*here, "bundle", "export", "all", "-o", str(target), "--with-notes", "--with-name")[0] == 0
    with zipfile.ZipFile(io.BytesIO(target.read_bytes())) as archive:
        assert not [name for name in archive.namelist() if b"Rosario Cabrera" in archive.read(name)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("meetings", "add", " "), ("meetings", "move", "Nobody", "held"), ("meetings", "write", "Nobody"), ("swallowed", "--parent", "x"),
        ("swallowed", "--line", "zzz", "--try", "x"), ("swallowed", "--parent", "a", "--mine", "b", "--choose", "2"),
        ("swallowed", "--parent", "a", "--mine", "b", "--for", "Nobody"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(here: Said, own: Path, arguments: tuple[str, ...]) -> None:  # noqa: F811
    code, _, err = said(*here, *arguments)
    assert code == 2
    assert err.strip()
