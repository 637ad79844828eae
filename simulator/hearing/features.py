"""Owns what the linear heads see of an utterance: its words, letter groups and cues, its neighbours, and the line it answers."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache

from simulator.core.moves import Spoken
from simulator.core.records import dataclass
from simulator.hearing.cues import cues, is_question
from simulator.hearing.pattern import Pattern
from simulator.hearing.words import content_stems, fold, words

Features = dict[str, float]

AROUND = 20
"""Utterances of the answer before and after that are looked at."""

TRAINEE = "Trainee"
"""The name under which the trainee's own lines are read."""
_TRAINEE = Pattern(r"^\W*(?:trainee|organizer|you|organizador|organizadora|aprendiz|usted|tu)\b")
_PARTS = (
    ("reporter", Pattern(r"report|periodist|camera|camar|anchor|radio|news")),
    ("official", Pattern(
        r"\bdr\b|superint|trustee|direct|principal|board|mesa directiva|official|chief|council|deput|funcion|oficial|distrito|district"
        r"|miembro|secretari|presidenta de la mesa|coordin|administ|concejal|staff")),
    ("group", Pattern(r"\broom\b|everyone|group|team,|the team|grupo|salon|publico|crowd|nine parents|others|todos|mamas y|sala\b|equipo")),
    ("leader", Pattern(r"leader|lider|captain|capitan|chair|turnout|planning|preside")),
    ("parent", Pattern(r"mother|father|mom|dad|grand|parent|aunt|uncle|mama|papa|abuel|tia|tio|madre|padre|host|anfitrion")),
)  # fmt: skip
_FOG = Pattern(
    r"committed|explor|look(?:ing)? (?:into|at)|complicated|process|circle back|priorit|consider|depends|we value|as soon as|challeng"
    r"|vamos a ver|estamos (?:viendo|trabajando)|comprometid|complicad|proceso|prioridad|considerar|depende|valoramos|analiz|en cuanto"
)  # fmt: skip
_REFUSES = Pattern(r"\bcant\b|\bno,|^\W*no\b|\bwont\b|not tonight|im done|forgot|didnt|no puedo|ahorita no|se me olvido|no pude|no voy")

_OF_ME = Pattern(r"\b(?:i|my|me|yo|mi)\b")
_OF_US = Pattern(r"\b(?:we|our|nosotros|nuestr)")
_TITLE = r"(?:[Dd]on |[Dd]o[ñn]a |[Mm]s\.? |[Mm]r\.? |[Dd]r\.? |[Ss]e[ñn]ora? )?"
_CALLS_FIRST = Pattern(rf"^\W*(?:(?:y|and|but|so|pero|ok|no|gracias|thank you|thanks)\W+)?{_TITLE}[A-ZÁÉÍÓÚÑ]\w+,")
_CALLS = Pattern(rf",\s+{_TITLE}[A-ZÁÉÍÓÚÑ]\w+\s*(?:,|\?|\.|!|$)")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known before the answer is read: the form, a guess at the counterpart's part, and the line that is answered.

    `line` is that line as it was spoken, `said` the same folded; `before` the last lines with their speakers, as the reader wants them.
    """

    form: str = ""
    part: str = ""
    line: str = ""
    said: str = ""
    said_stems: frozenset[str] = frozenset()
    marks: tuple[str, ...] = ()
    before: tuple[tuple[str, Spoken], ...] = ()


def before_of(context: Sequence[Spoken]) -> tuple[tuple[str, Spoken], ...]:
    """Each line with the name to read for its speaker: the trainee's own lines all bear the same."""
    return tuple((TRAINEE if _TRAINEE.match(fold(s.who)) else s.who, s) for s in context)


@lru_cache(maxsize=256)
def _setting(context: tuple[Spoken, ...], form: str) -> Setting:
    before = before_of(context)
    heard = [s for name, s in before if name != TRAINEE]
    if not heard:
        return Setting(form=form, marks=(f"form={form}",) if form else (), before=before)
    last = heard[-1]
    who, said = fold(last.who), fold(last.says)
    part = next((name for name, pattern in _PARTS if pattern.search(who)), "other")
    marks = ["said", f"form={form}", f"part={part}"]
    marks += [f"said:{mark}" for mark, there in (
        ("asks", "?" in said), ("fog", _FOG.search(said)), ("refuses", _REFUSES.search(said)), ("short", len(said) < 60),
        ("long", len(said) > 180), ("several", len(heard) > 1), ("after-trainee", len(context) > len(heard)),
        ("i", _OF_ME.search(said)), ("many", _OF_US.search(said)),
    ) if there]  # fmt: skip
    return Setting(form, part, last.says, said, frozenset(content_stems(last.says)), tuple(marks), before)


def setting(context: Sequence[Spoken], form: str) -> Setting:
    """What `context` and `form` tell about the moment. Only the last three lines count."""
    return _setting(tuple(context[-3:]), form)


def _shape(text: str) -> list[str]:
    """Marks of length and of who is called by name."""
    count = len(words(text))
    marks = [f"length={min(count, 4) if count < 5 else 8 if count < 9 else 16 if count < 17 else 30}"]
    if _CALLS_FIRST.match(text):
        marks.append("calls-first")
    elif _CALLS.search(text):
        marks.append("calls")
    return marks


def _add(features: Features, block: str, names: Sequence[str], weight: float) -> None:
    """A block of `names`, scaled so that its length is `weight` however many there are."""
    distinct = dict.fromkeys(names)
    if distinct:
        value = weight / len(distinct) ** 0.5
        for name in distinct:
            features[f"{block}{name}"] = value


def _grams(tokens: Sequence[str]) -> list[str]:
    joined = ["<", *tokens, ">"]
    return [*tokens, *(f"{a}_{b}" for a, b in itertools.pairwise(joined))]


def _letters(tokens: Sequence[str]) -> list[str]:
    return [padded[i : i + n] for padded in (f" {t} " for t in tokens if len(t) > 2) for n in (3, 4) for i in range(len(padded) - n + 1)]


def _overlap(text: str, where: Setting) -> str:
    """How much of what was just said comes back in `text`."""
    stems = set(content_stems(text))
    if not stems or not where.said_stems:
        return "none"
    share = len(stems & where.said_stems) / len(stems)
    return "none" if share == 0 else "some" if share < 0.34 else "half" if share < 0.67 else "most"


def utterance_features(texts: Sequence[str], index: int, where: Setting) -> Features:
    """The features of utterance `index` among `texts`, the utterances of one answer."""
    text = texts[index]
    tokens = words(text)
    own = cues(text)
    asks = is_question(text)
    features: Features = {}
    _add(features, "w:", _grams(tokens), 1.0)
    _add(features, "l:", _letters(tokens), 0.8)
    overlap = _overlap(text, where)
    marks = [*own, *_shape(text), "asks" if asks else "tells"]
    for name in marks:
        features[f"c:{name}"] = 1.2
    place = "only" if len(texts) == 1 else "first" if index == 0 else "last" if index == len(texts) - 1 else "middle"
    features[f"p:{place}"] = 0.5
    if where.said:
        features[f"o:{overlap}"] = 0.6
        features[f"o:{overlap}&{'asks' if asks else 'tells'}"] = 0.6
    kind = "asks" if asks else "orders" if "orders" in own else "tells"
    for mark in where.marks:
        # Light on purpose: four labelled answers share each moment, and heavier marks learn the moment instead of the craft.
        features[f"s:{mark}"] = 0.08
        features[f"s:{mark}&{kind}"] = 0.13
    for step, side in ((-1, "before"), (1, "after")):
        if 0 <= index + step < len(texts):
            near = texts[index + step]
            _add(features, f"{side}:", [*cues(near), "asks" if is_question(near) else "tells"], 0.9)
    return features


def wider_features(texts: Sequence[str], index: int, where: Setting) -> Features:
    """`utterance_features` and more, for a tier with room for them: word triples, how it begins and ends, what the line before was like, and
    what else the answer does."""
    features = utterance_features(texts, index, where)
    text = texts[index]
    tokens = words(text)
    asks = is_question(text)
    kind = "asks" if asks else "tells"
    _add(features, "t:", [f"{a}_{b}_{c}" for a, b, c in zip(["<", *tokens], tokens, [*tokens[1:], ">"], strict=False)], 0.7)
    for count, weight in ((1, 0.5), (2, 0.5), (3, 0.4)):
        features[f"h:{' '.join(tokens[:count])}"] = weight
    features[f"h:{' '.join(tokens[:1])}&{kind}"] = 0.3
    features[f"e:{' '.join(tokens[-1:])}"] = 0.3
    if where.said:
        before = cues(where.line)
        _add(features, "sc:", [*before, "asks" if "?" in where.line else "tells"], 0.5)
        _add(features, f"sc&{kind}:", before, 0.5)
        _add(features, "sw:", list(dict.fromkeys(content_stems(where.line)))[:40], 0.25)
    first = max(0, index - AROUND)
    around = texts[first : index + AROUND + 1]
    _add(features, "ww:", [word for one in around for word in words(one)], 0.4)
    for at, one in enumerate(around, first):
        if at != index:
            for cue in cues(one):
                features[f"oc:{'before' if at < index else 'after'}:{cue}"] = 0.12
    return features


def turn_features(text: str, texts: Sequence[str], where: Setting) -> Features:
    """The features of the whole answer."""
    tokens = words(text)[:400]
    features: Features = {}
    _add(features, "w:", _grams(tokens), 1.6)
    _add(features, "l:", _letters(tokens), 1.0)
    for one in texts[:40]:
        kind = "asks" if is_question(one) else "tells"
        for name in (*cues(one), kind):
            features[f"c:{name}"] = 0.6
            features[f"c:{name}&{kind}"] = 0.4
    if where.said:
        features[f"o:{_overlap(text, where)}"] = 0.6
    for mark in where.marks:
        features[f"s:{mark}"] = 0.5
    features[f"n:{min(len(texts), 5)}"] = 0.4
    return features
