"""Real people and schools in typed text: finding them, and taking them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from simulator.core.records import dataclass

_SCHOOL = re.compile(
    r"\b(?:[A-ZÁÉÍÓÚÑ][\w'’]+ ){1,3}(?:Elementary|Middle|High|Junior High|Academy|Charter|Primary|School|Unified|ISD)\b"
    r"|\b(?:[Ee]scuela|[Pp]rimaria|[Ss]ecundaria|[Pp]reparatoria|[Aa]cademia|[Cc]olegio) (?:[A-ZÁÉÍÓÚÑ][\w'’]+ ?){1,3}"
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Principal|Director|Superintendent|Trustee|Sr|Sra|Srta|[Ss]eñora?|[Dd]on|[Dd]oña|[Mm]aestr[oa]|[Dd]irector[a]?)\.? "
    r"([A-ZÁÉÍÓÚÑ][\w'’]+(?: [A-ZÁÉÍÓÚÑ][\w'’]+)?)"
)
_FULL = re.compile(
    r"(?<![.!?¿¡:\n“«\"] )(?<!^)\b([A-ZÁÉÍÓÚÑ][a-záéíóúñü]+(?:-[A-Z][a-z]+)?(?: (?:de|del|de la|y))? [A-ZÁÉÍÓÚÑ][a-záéíóúñü]+)\b"
)
_BEGINS = re.compile(r"(?:^|[.!?:\n“«\"] ?[¿¡]?)([A-ZÁÉÍÓÚÑ][a-záéíóúñü]+ [A-ZÁÉÍÓÚÑ][a-záéíóúñü]+)\b")
_NOT_NAMES = frozenset(
    """I I'm Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October
    November December Spanish English Mexico México California God Dios Christmas Navidad Lunes Martes Miércoles Jueves Viernes Sábado Domingo
    The A An My Your Her His Our Thank Good Buenas Buenos Muchas Mucho Qué Que La El Los Las Un Una United States Estados Unidos""".casefold().split()
)


@dataclass(frozen=True, slots=True)
class RealName:
    """What looks like the name of somebody or some school that is real: where it stands in the text, and which of both."""

    start: int
    end: int
    text: str
    kind: Literal["person", "school"]


def real_names(text: str, fictional: str = "", listed: Iterable[str] = ()) -> tuple[RealName, ...]:
    """What in `text` looks like a real name. `fictional` is text whose names are invented (a scene's own words); `listed` are names known to be
    real. A guess, made to be offered: it never changes anything by itself."""
    known = fictional.casefold()
    found: list[RealName] = []

    def add(start: int, end: int, kind: Literal["person", "school"]) -> None:
        said = text[start:end].strip()
        words = [word for word in re.findall(r"[\w'’-]+", said) if word.casefold() not in _NOT_NAMES]
        if not words or any(one.start < end and start < one.end for one in found):
            return
        if kind == "person" and all(word.casefold() in known for word in words):
            return
        if kind == "school" and said.casefold() in known:
            return
        found.append(RealName(start, start + len(text[start:end].rstrip()), said, kind))

    for name in listed:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            if name.casefold() not in known:
                add(match.start(), match.end(), "school")
    for match in _SCHOOL.finditer(text):
        add(match.start(), match.end(), "school")
    for match in _TITLED.finditer(text):
        add(match.start(1), match.end(1), "person")
    for pattern in (_FULL, _BEGINS):
        for match in pattern.finditer(text):
            if len([word for word in match[1].split() if word.casefold() not in _NOT_NAMES and word[0].isupper()]) >= 2:
                add(match.start(1), match.end(1), "person")
    return tuple(sorted(found, key=lambda one: one.start))


def without_names(text: str, found: Iterable[RealName], instead: Mapping[str, str]) -> str:
    """`text` with each name replaced by `instead[kind]`."""
    for one in sorted(found, key=lambda one: -one.start):
        text = text[: one.start] + instead[one.kind] + text[one.end :]
    return text
