"""The sketches the notation was tried on before it was frozen still compile."""

from __future__ import annotations

from pathlib import Path

from simulator.content.catalogue import Catalogue

SKETCHES = Path(__file__).resolve().parents[2] / "docs" / "decisions" / "sketches"


def test_two_voices_a_clock_and_a_limit_of_words_can_be_written_down() -> None:
    scenario = Catalogue().load_file(SKETCHES / "sixty-seconds.yaml").material.scenario
    assert scenario.beats["speech"].you == "rosario"
    assert scenario.beats["hallway"].you == "organizer"
    assert scenario.beats["speech"].limit is not None
    assert scenario.beats["hallway"].clock is not None
    assert scenario.beats["cut"].replies["claim"].answer[0].speaker == "clerk"
