"""The library as a static site: a page for each scene and rubric, worksheets, and for trainers maps and role cards; pages load nothing.

What trainees are given holds the brief and who is there, never what a person wants or hides; all of that is under `trainers/`, which can be left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from simulator.core.graph import Arrow, arrows, places, said
from simulator.core.material import Material, Speech
from simulator.core.rubric import Rubric
from simulator.core.scenario import GOOD_ENDINGS, WAIT_REPLY, Beat, Reply
from simulator.export.sandbox import rendered, shipped_sandbox
from simulator.phrases import LANGUAGES, voice
from simulator.phrases.common import COMMON
from simulator.phrases.export import EXPORT
from simulator.phrases.site import SITE

Data = dict[str, Any]
TEMPLATES = Path(__file__).resolve().parent / "templates" / "site"
_WIDE, _HIGH, _ACROSS, _DOWN, _EDGE = 138, 34, 196, 58, 14


def site(library: Sequence[Material], trainers: bool = True) -> Iterator[tuple[str, str]]:
    """(path, page) of every file of the site, in a stable order; `trainers` says whether their part is in it."""
    rubrics = {material.rubric.id: material.rubric for material in library}
    yield "index.html", _page("front.html.j2", {"languages": [_told(language) for language in LANGUAGES]})
    for language in LANGUAGES:
        scenes = [_scene(material, language) for material in library]
        common = {**_told(language), "trainers": trainers}
        yield (
            f"{language}/index.html",
            _page("index.html.j2", {**common, "scenes": scenes, "rubrics": [_rubric(r, language) for r in rubrics.values()]}),
        )
        for rubric in rubrics.values():
            yield f"{language}/rubric-{rubric.id}.html", _page("rubric.html.j2", {**common, "rubric": _rubric(rubric, language)})
        for material, scene in zip(library, scenes, strict=True):
            rubric_data = _rubric(material.rubric, language)
            yield f"{language}/{scene['id']}.html", _page("scene.html.j2", {**common, "scene": scene, "rubric": rubric_data})
            yield f"{language}/{scene['id']}-worksheet.html", _page("worksheet.html.j2", {**common, "scene": scene, "rubric": rubric_data})
            if trainers:
                whole = _whole(material, language)
                yield f"{language}/trainers/{scene['id']}.html", _page("trainer.html.j2", {**common, "scene": scene, "whole": whole})
                yield f"{language}/trainers/{scene['id']}-cards.html", _page("cards.html.j2", {**common, "scene": scene, "whole": whole})


@cache
def _templates() -> tuple[tuple[str, str], ...]:
    files = [*sorted(TEMPLATES.iterdir()), TEMPLATES.parent / "transcript.css"]
    return tuple((path.name, path.read_text(encoding="utf-8")) for path in files)


def _page(name: str, given: Data) -> str:
    return rendered(shipped_sandbox(_templates(), False), name, given)


def _told(language: str) -> Data:
    say = voice(language, COMMON, EXPORT, SITE)
    return {"language": language, "say": {phrase: say(phrase) for phrase in (*COMMON, *EXPORT, *SITE)}}


# -- what trainees are given ---------------------------------------------------------------------------------------------------


def _words(material: Material, address: str, own: str, language: str) -> Data | None:
    """The text at `address` for a reader, and the language it is in; None where there is none."""
    if not own.strip():
        return None
    text = material.words(address, "", language)
    return {"text": (text or own).strip(), "language": language if text else material.scenario.language}


def _scene(material: Material, language: str) -> Data:
    scenario = material.scenario
    say = voice(language, COMMON, EXPORT, SITE)
    cast = [
        {"name": material.name(person.id, scenario.language), "about": _words(material, f"cast.{person.id}.about", person.about, language)}
        for person in scenario.cast.values()
    ]
    lenses = _words(material, "lenses", "\n".join(scenario.lenses), language)
    return {
        "id": scenario.id, "title": _words(material, "title", scenario.title, language), "form": say(f"form.{scenario.form}"), "rubric": material.rubric.id,
        "spoken": say("site-spoken", languages=", ".join(say(f"site-language.{one}") for one in material.languages)),
        "minutes": say("site-minutes", minutes=scenario.minutes), "difficulty": scenario.difficulty,
        "difficulty_says": say("site-difficulty", number=scenario.difficulty), "brief": _words(material, "brief", scenario.brief, language),
        "goal": _words(material, "goal", scenario.goal, language), "content_note": _words(material, "content-note", scenario.content_note, language),
        "cast": cast, "lenses": lenses["text"].split("\n") if lenses else [], "lens_language": lenses["language"] if lenses else language,
    }  # fmt: skip


def _rubric(rubric: Rubric, language: str) -> Data:
    criteria = [
        {
            "id": one.id, "name": one.name.get(language, one.id), "question": one.question.get(language, "").strip(), "weight": one.weight,
            "levels": [text.strip() for text in one.levels.get(language, ())],
        }
        for one in rubric.criteria.values()
    ]  # fmt: skip
    return {"id": rubric.id, "name": rubric.name.get(language, rubric.id), "criteria": criteria}


# -- for trainers --------------------------------------------------------------------------------------------------------------


def _whole(material: Material, language: str) -> Data:
    scenario = material.scenario
    say = voice(language, COMMON, EXPORT, SITE)
    people = [
        {
            "name": material.name(person.id, scenario.language), "about": _words(material, f"cast.{person.id}.about", person.about, language),
            "interest": _words(material, f"cast.{person.id}.interest", person.interest, language),
            "secret": _words(material, f"cast.{person.id}.secret", person.secret, language),
            "feels": [
                {"name": say(f"meter.{meter}") if f"meter.{meter}" in COMMON else meter, "level": level} for meter, level in person.feels.items()
            ],
        }
        for person in scenario.cast.values()
    ]  # fmt: skip
    ways: dict[str, list[Arrow]] = {}
    for arrow in arrows(scenario):
        ways.setdefault(f"{arrow.start}.{arrow.reply}", []).append(arrow)
    openings = [
        {"id": one.id, "scene": _lines(material.speech(one.scene, f"openings.{one.id}.scene", language)), "then": one.then} for one in scenario.openings.values()
    ]  # fmt: skip
    endings = [
        {
            "id": one.id, "kind": say(f"kind.{one.kind}"), "scene": _lines(material.speech(one.scene, f"endings.{one.id}.scene", language)),
            "later": _words(material, f"endings.{one.id}.later", one.later, language),
        }
        for one in scenario.endings.values()
    ]  # fmt: skip
    return {
        "facilitator": _words(material, "facilitator", scenario.facilitator, language), "people": people, "openings": openings, "endings": endings,
        "beats": [_beat(material, beat, ways, language) for beat in scenario.beats.values()], "map": _map(material), "own": scenario.language,
    }  # fmt: skip


def _lines(speech: Sequence[Speech]) -> list[Data]:
    return [{"speaker": line.speaker, "text": line.text, "subtitle": line.subtitle} for line in speech]


def _beat(material: Material, beat: Beat, ways: dict[str, list[Arrow]], language: str) -> Data:
    base = f"beats.{beat.id}"
    return {
        "id": beat.id, "scene": _lines(material.speech(beat.scene, f"{base}.scene", language)), "cue": _words(material, f"{base}.cue", beat.cue, language),
        "turning_point": _words(material, f"{base}.turning-point", beat.turning_point, language),
        "replies": [_reply(material, beat, reply, ways.get(f"{beat.id}.{reply.id}", []), language) for reply in beat.replies.values()],
        "otherwise": _lines(material.speech(beat.otherwise.scene, f"{base}.otherwise.scene", language)) if beat.otherwise else [],
    }  # fmt: skip


def _reply(material: Material, beat: Beat, reply: Reply, ways: list[Arrow], language: str) -> Data:
    base = f"beats.{beat.id}.replies.{reply.id}"
    say = voice(language, COMMON, EXPORT, SITE)
    own = {"text": reply.say.strip(), "language": material.scenario.language} if reply.id != WAIT_REPLY else None
    under = material.words(f"{base}.say", "", language).strip() if own else ""
    criteria = material.rubric.criteria
    return {
        "id": reply.id, "say": own, "subtitle": under if own and under != own["text"] else "", "silence": say("site-silence"), "if": said(reply.when),
        "moves": [m.name.get(language, move) if (m := material.codebook.moves.get(move)) else move for move in reply.moves],
        "shows": [{"name": criteria[c].name.get(language, c) if c in criteria else c, "points": points} for c, points in reply.shows.items()],
        "answer": _lines(material.speech(reply.answer, f"{base}.answer", language)), "coach": _words(material, f"{base}.coach", reply.coach, language),
        "leads": [{"id": way.end, "name": way.end.removeprefix("end "), "anchor": _anchor(way.end), "if": way.guard.removeprefix(said(reply.when)).removeprefix(" and ")} for way in ways],
    }  # fmt: skip


def _anchor(name: str) -> str:
    return f"ending-{name.removeprefix('end ')}" if name.startswith("end ") else f"beat-{name}"


def _map(material: Material) -> Data:
    """The map as coordinates: boxes in columns, one curve for each pair that a way joins."""
    scenario = material.scenario
    at = places(scenario)
    spot = {name: (_EDGE + column * _ACROSS, _EDGE + row * _DOWN) for name, (column, row) in at.items()}
    boxes = []
    for name, (x, y) in spot.items():
        ending = name.startswith("end ")
        kind = scenario.endings[name.removeprefix("end ")].kind if ending else ""
        label = name.removeprefix("end ")
        boxes.append({
            "x": x, "y": y, "label": label if len(label) <= 18 else f"{label[:17]}…", "name": label, "anchor": _anchor(name), "ending": ending,
            "good": kind in GOOD_ENDINGS, "radius": _HIGH // 2 if ending else 4,
        })  # fmt: skip
    drawn = []
    for start, end in dict.fromkeys((arrow.start, arrow.end) for arrow in arrows(scenario)):
        (x1, y1), (x2, y2) = spot[start], spot[end]
        if start == end:
            continue
        y1, y2 = y1 + _HIGH // 2, y2 + _HIGH // 2
        if x2 > x1:
            drawn.append(f"M{x1 + _WIDE} {y1}C{x1 + _WIDE + 32} {y1} {x2 - 32} {y2} {x2 - 2} {y2}")
        else:
            drawn.append(f"M{x1} {y1}C{x1 - 26} {y1 - 22} {x2 + _WIDE + 26} {y2 + 22} {x2 + _WIDE + 2} {y2}")
    width = max((x for x, _ in spot.values()), default=0) + _WIDE + _EDGE
    height = max((y for _, y in spot.values()), default=0) + _HIGH + _EDGE
    return {"width": width, "height": height, "wide": _WIDE, "high": _HIGH, "boxes": boxes, "curves": drawn}
