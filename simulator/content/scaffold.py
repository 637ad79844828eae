"""Write a new scenario that already works: a small scene in one language, its translation, a walkthrough, for its author to change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources

from simulator.content.compile import compile_scenario
from simulator.content.grammar import NAME
from simulator.content.source import parse_text
from simulator.content.translation import addresses
from simulator.content.walkthroughs import write_walkthrough
from simulator.content.writing import Tree, write
from simulator.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """What the small scene is for a form: the counterpart's part, the criteria of its three beats in order, and the place, by language."""

    part: str
    criteria: tuple[str, str, str]
    place: Mapping[str, str]


KINDS: Mapping[str, Kind] = {
    "one_to_one": Kind("parent", ("opening", "digging", "close"), {
        "en": "Her kitchen door stands open. Something is on the stove.", "es": "La puerta de su cocina está abierta. Algo se está guisando."}),
    "house_meeting": Kind("parent", ("host", "story", "commitments"), {
        "en": "Six chairs in a living room. Elena sits in the one by the door.", "es": "Seis sillas en una sala. Elena está en la de junto a la puerta."}),
    "research_meeting": Kind("official", ("credential", "questions", "recap"), {
        "en": "An office with one chair too few. Elena has a stack of folders before her.", "es": "Una oficina donde falta una silla. Elena tiene enfrente un altero de carpetas."}),
    "action": Kind("official", ("stage", "pin", "record"), {
        "en": "A hall with every seat taken. Elena stands at the table, not behind it.", "es": "Un salón sin un asiento libre. Elena está parada junto a la mesa, no detrás."}),
    "evaluation": Kind("leader", ("feelings", "results", "next"), {
        "en": "The hall is empty again. Elena stacks chairs with you.", "es": "El salón ya está vacío. Elena apila sillas con usted."}),
    "strategy_cut": Kind("leader", ("listening", "issue", "decide"), {
        "en": "Paper on the wall, four markers. Elena takes the one that writes.", "es": "Papel en la pared, cuatro plumones. Elena agarra el que sí pinta."}),
    "plt_coaching": Kind("leader", ("holds", "challenge", "close"), {
        "en": "A bench outside the library, ten minutes before the meeting.", "es": "Una banca afuera de la biblioteca, diez minutos antes de la junta."}),
    "data_case": Kind("parent", ("accurate", "plain", "ask"), {
        "en": "A table at the library. Elena turns your sheet around so that she can read it.", "es": "Una mesa de la biblioteca. Elena voltea la hoja de usted para leerla."}),
    "public_arena": Kind("reporter", ("message", "questions", "ask"), {
        "en": "The steps of the district office. Elena has a small recorder in her hand.", "es": "La escalinata del distrito. Elena trae una grabadorita en la mano."}),
}  # fmt: skip
"""One for each form."""


def fits(name: str) -> bool:
    """Whether `name` can be a scenario's id."""
    return bool(NAME.match(name)) and len(name) <= 60


def new_scenario(name: str, form: str, language: str) -> dict[str, str]:
    """The files of a new scenario by their path in its folder. `form` is a key of KINDS, `language` is `en` or `es`."""
    other = "es" if language == "en" else "en"
    own = _filled(name, form, language)
    return {
        "scenario.yaml": own,
        f"{other}.yaml": _translation(name, form, other),
        "walkthroughs/thursday.yaml": write_walkthrough(
            "Thursday, with her sister-in-law",
            1,
            ("choose honest", "choose last-time", "choose step", "expect ending thursday"),
            True,
            "calm",
        ),
    }


def _filled(name: str, form: str, language: str) -> str:
    """The small scene in `language`, with everything that hangs on the form put in."""
    kind = KINDS[form]
    text = resources.files("simulator.content").joinpath("skeleton", f"{language}.yaml").read_text(encoding="utf-8")
    first, second, third = kind.criteria
    words = {
        "id": name,
        "form": form,
        "part": kind.part,
        "first": first,
        "second": second,
        "third": third,
        f"place_{language}": kind.place[language],
    }
    return re.sub(r"\{(\w+)\}", lambda match: words[match[1]], text)


def _translation(name: str, form: str, language: str) -> str:
    """The translation file: the same ids with the text of the scene as it stands in `language`."""
    scenario = compile_scenario(parse_text(_filled(name, form, language), language))
    assert scenario is not None
    tree: Tree = {"scenario": name, "language": language}
    for address, text in addresses(scenario):
        if text and not address.endswith(".name"):
            *above, last = address.split(".")
            place = tree
            for key in above:
                below = place.setdefault(key, {})
                assert isinstance(below, dict)
                place = below
            place[last] = text
    return write(tree)
