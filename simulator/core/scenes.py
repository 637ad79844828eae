"""What is seen and heard at a place of a scenario: on arriving at a beat, in answer to a line, at an ending."""

from __future__ import annotations

from simulator.core.material import Material, Speech
from simulator.core.scenario import ADRIFT, SPOKEN, Beat, Reply
from simulator.core.state import TakeState

ADRIFT_SCENE = {
    "en": "They wait a little longer, and then they stop waiting. The conversation is over.",
    "es": "Esperan otro poquito, y luego ya no esperan. Hasta aquí llegó la plática.",
}
SPOKEN_SCENE = {
    "en": "This take was played aloud in a room. What stands here is what people wrote down.",
    "es": "Esta toma se actuó en voz alta, en una sala. Aquí está lo que la gente apuntó.",
}
UNANSWERED = {"en": "{name} waits.", "es": "{name} espera."}
"""What typed words get where the author wrote no `otherwise`."""


def arrival(material: Material, state: TakeState, language: str) -> tuple[Speech, ...]:
    """What is seen where a take stands: its ending, the beat's scene (after the opening at first), or `again` on coming back."""
    scenario = material.scenario
    if state.ending:
        return ending_scene(material, state.ending, language)
    beat = scenario.beats[state.beat]
    back = beat.again and state.beat in state.arrived
    there = material.speech(beat.again if back else beat.scene, f"beats.{beat.id}.{'again' if back else 'scene'}", language)
    if not state.opening or state.turns:
        return there
    return material.speech(scenario.openings[state.opening].scene, f"openings.{state.opening}.scene", language) + there


def ending_scene(material: Material, ending: str, language: str) -> tuple[Speech, ...]:
    """The last thing seen at `ending`."""
    scenario = material.scenario
    if ending in (ADRIFT, SPOKEN):
        told = ADRIFT_SCENE if ending == ADRIFT else SPOKEN_SCENE
        own, other = told[scenario.language], told.get(language, "")
        return (Speech("", own, other if other != own else ""),)
    return material.speech(scenario.endings[ending].scene, f"endings.{ending}.scene", language)


def answer_to(material: Material, beat: Beat, reply: Reply | None, way: str, cut: bool, language: str) -> tuple[Speech, ...]:
    """What a turn alone gets back, before the next beat."""
    if cut or way == "clock":
        return ()
    if reply is not None:
        return material.speech(reply.answer, f"beats.{beat.id}.replies.{reply.id}.answer", language)
    if beat.otherwise is not None:
        return material.speech(beat.otherwise.scene, f"beats.{beat.id}.otherwise.scene", language)
    own = material.scenario.language
    name = material.name(beat.to, own) if beat.to else ""
    text = UNANSWERED[own].format(name=name)
    other = UNANSWERED.get(language, UNANSWERED[own]).format(name=name)
    return (Speech("", text, other if other != text else ""),) if name else ()
