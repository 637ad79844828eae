"""The chart of feelings: inside its frame, names apart, nothing told by colour alone."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from simulator.export.chart import APART, BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, chart


def person(*levels: list[int]) -> dict[str, Any]:
    meters = [{"id": f"m{at}", "name": f"meter {at}", "levels": run} for at, run in enumerate(levels)]
    return {"person": "alder", "name": "Mrs. Alder", "meters": meters}


RUNS = st.integers(2, 30).flatmap(lambda most: st.lists(st.lists(st.integers(0, 5), min_size=most, max_size=most), min_size=1, max_size=6))


def test_someone_whose_feelings_never_moved_has_no_chart() -> None:
    assert chart(person([2, 2, 2], [3, 3, 3]), 1, []) is None


def test_higher_feelings_stand_higher() -> None:
    drawn = chart(person([0, 3, 5]), 1, [])
    assert drawn is not None
    heights = [float(at["y"]) for at in drawn["lines"][0]["marks"]]
    assert heights == sorted(heights, reverse=True)
    assert (heights[0], heights[-1]) == (BOTTOM, TOP)


@given(RUNS)
def test_every_point_and_name_is_inside_the_frame_and_names_do_not_touch(levels: list[list[int]]) -> None:
    drawn = chart(person(*levels), 1, [1])
    if drawn is None:
        assert all(len(set(run)) == 1 for run in levels)
        return
    points = [(float(at["x"]), float(at["y"])) for line in drawn["lines"] for at in line["marks"]]
    assert all(LEFT <= x <= WIDTH - RIGHT + 0.1 and 0 < y < HEIGHT for x, y in points)
    names = sorted(float(line["label"]) for line in drawn["lines"])
    assert all(below - above >= APART - 0.2 for above, below in pairwise(names))
    assert names[0] > 0
    assert names[-1] <= HEIGHT


@given(RUNS)
def test_no_two_lines_share_both_dash_and_marker(levels: list[list[int]]) -> None:
    drawn = chart(person(*levels), 1, [])
    lines = drawn["lines"] if drawn else []
    assert len({(line["dash"], line["marker"]) for line in lines}) == len(lines)
