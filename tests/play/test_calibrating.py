"""What raters marked is kept on this computer, each with the marks it was compared with then."""

from __future__ import annotations

from pathlib import Path

from simulator.content.catalogue import Catalogue
from simulator.content.specimens import load_specimen
from simulator.play.calibrating import mark_specimen, marked, read_marks
from simulator.store.sqlite import SqliteStore


def test_what_was_marked_is_remembered_by_rater(tmp_path: Path) -> None:
    specimen = load_specimen(Catalogue(), "one_to_one-weak")
    with SqliteStore(tmp_path / "s.db") as store:
        mark_specimen(store, specimen, read_marks(["digging=3", "self=none"], specimen), "Gil")
        mark_specimen(store, specimen, read_marks(["digging=1"], specimen), "Hana")
        (gil,) = marked(store, "gil")
        assert [(one.criterion, one.mine, one.gold, one.near) for one in gil.calibration.compared] == [
            ("digging", 3, 1, False), ("self", None, None, True),
        ]  # fmt: skip
        assert [done.by for done in marked(store)] == ["Gil", "Hana"]
