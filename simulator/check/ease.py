"""How hard parents' lines are to read: two old measures, one a language, with thresholds so wide that only a lecture falls outside.

English: Flesch-Kincaid grade, 0.39 words a sentence + 11.8 syllables a word - 15.59. Spanish: Szigriszt-Pazos ("INFLESZ"), 206.835 - 62.3 syllables a
word - words a sentence. Syllables are counted by groups of vowels, which is off by a few in a hundred. What parents say in the shipped scenes lies
between grade 1 and 3, and above 87 of 100; a column in a newspaper lies near grade 11, and near 55.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.check.finding import Finding
from simulator.core.scenario import Line, Scenario

GRADE, INFLESZ = 6.0, 65.0
"""The hardest a parent's lines may be: a school grade in English; in Spanish, of 100, the less the harder ("fairly easy" begins at 65)."""
ENOUGH = 60
"""Words a person has to say before either measure means anything."""
PARENTS = frozenset({"parent", "group"})

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.!?…;:]+")
_ENGLISH = re.compile(r"[aeiouy]+")
_SPANISH = re.compile(r"[aeoáéóíú]|(?<![aeoáéóíúiuü])[iuü]+(?![aeoáéóíú])")


def ease(scenario: Scenario) -> Iterator[Finding]:
    """Parents who talk like a report."""
    for person, address, lines in _said(scenario):
        words = [word for line in lines for word in _WORD.findall(line)]
        if len(words) < ENOUGH:
            continue
        value = measure(" ".join(lines), scenario.language)
        hard = value > GRADE if scenario.language == "en" else value < INFLESZ
        if hard:
            worst = max((part for line in lines for part in _SENTENCE.split(line)), key=lambda part: len(_WORD.findall(part))).strip()
            told = f"grade {value:.0f}" if scenario.language == "en" else f"{value:.0f} of 100"
            yield Finding(
                "hard-reading", "warning", address, f"`{person}` talks like a report ({told}); her longest sentence: “{worst[:90]}”",
                "Shorter sentences, words that are said in a kitchen. If she really talks so, `allow` it.",
            )  # fmt: skip


def measure(text: str, language: str) -> float:
    """Flesch-Kincaid grade of an English text, Szigriszt-Pazos value of a Spanish one. The text has a word at least."""
    words = _WORD.findall(text)
    sentences = [part for part in _SENTENCE.split(text) if _WORD.search(part)]
    a_sentence = len(words) / max(1, len(sentences))
    a_word = sum(syllables(word, language) for word in words) / len(words)
    return 0.39 * a_sentence + 11.8 * a_word - 15.59 if language == "en" else 206.835 - 62.3 * a_word - a_sentence


def syllables(word: str, language: str) -> int:
    """About how many syllables `word` has, at least 1."""
    word = word.lower()
    if language != "en":
        return max(1, len(_SPANISH.findall(word)))
    count = len(_ENGLISH.findall(word))
    return max(1, count - 1 if count > 1 and word.endswith("e") and not word.endswith("le") else count)


def _said(scenario: Scenario) -> Iterator[tuple[str, str, list[str]]]:
    """(cast id, address of her first line, her lines) of every parent."""
    first: dict[str, str] = {}
    lines: dict[str, list[str]] = {}
    for address, spoken in scripts(scenario):
        for line in spoken:
            if line.speaker in scenario.cast and scenario.cast[line.speaker].part in PARENTS:
                first.setdefault(line.speaker, address)
                lines.setdefault(line.speaker, []).append(line.text)
    for person, found in lines.items():
        yield person, first[person], found


def scripts(scenario: Scenario) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """(address, lines) of everything that counterparts say."""
    for opening in scenario.openings.values():
        yield f"openings.{opening.id}.scene", opening.scene
    for beat in scenario.beats.values():
        base = f"beats.{beat.id}"
        yield f"{base}.scene", beat.scene
        yield f"{base}.again", beat.again
        if beat.otherwise:
            yield f"{base}.otherwise.scene", beat.otherwise.scene
        for reply in beat.replies.values():
            yield f"{base}.replies.{reply.id}.answer", reply.answer
    for ending in scenario.endings.values():
        yield f"endings.{ending.id}.scene", ending.scene
