"""Real people and schools in what a person typed: found before it is sent, against the invented names of the scene."""

from __future__ import annotations

from simulator.core.material import Material
from simulator.core.names import RealName, real_names
from simulator.core.transcript import Transcript


def scene_words(material: Material) -> str:
    """Everything a scene itself says, in every language: the names in it are invented."""
    scenario = material.scenario
    people = [f"{person.name} {person.about} {person.interest}" for person in scenario.cast.values()]
    spoken = [f"{line.speaker} {line.text}" for beat in scenario.beats.values() for line in beat.scene]
    written = [reply.say for beat in scenario.beats.values() for reply in beat.replies.values()]
    translated = [text for translation in material.translations.values() for text in translation.strings.values()]
    return " ".join([scenario.title, scenario.brief, scenario.goal, *people, *spoken, *written, *translated])


def named_lines(transcript: Transcript) -> tuple[tuple[int, int, tuple[RealName, ...]], ...]:
    """(take, line, names) of her own lines that seem to name somebody or some school that is real."""
    known = scene_words(transcript.material)
    found = []
    for view in transcript.takes:
        for turn in view.own:
            if turn.own_words and (names := real_names(turn.text, known)):
                found.append((view.number, turn.number, names))
    return tuple(found)
