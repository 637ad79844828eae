"""What makes a critique useful: the eight questions of DOMAIN 6.6, answered while it is written. A note, never a block."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from simulator.core.critique import Critique
from simulator.core.records import dataclass

Question = Literal["moment", "effect", "behaviour", "one", "instead", "principle", "hard", "respect"]
QUESTIONS: tuple[Question, ...] = ("moment", "effect", "behaviour", "one", "instead", "principle", "hard", "respect")
"""In the order of DOMAIN 6.6: quotes a moment, names an effect seen, is about behaviour, one priority, a sayable line, a criterion, honest, respectful."""
REQUIRED: frozenset[Question] = frozenset({"moment", "effect", "instead"})
USEFUL = 6
"""Yeses from which a critique is useful, if the required ones are among them."""
SAYABLE_WORDS = 45
"""A line longer than this cannot be said in one breath."""

_TRAIT = re.compile(
    r"\b(?:you(?:'re| are| were) (?:so |too |very |a |such a |not )?(?:shy|cold|arrogant|weak|nervous|passive|aggressive|timid|bossy|insecure|natural"
    r"|great|amazing|awesome|rude|lazy|defensive|empathetic|confident)|be (?:more|less)|more confidence|your (?:attitude|tone|personality|character)"
    r"|(?:usted )?es (?:muy |bien |demasiado )?(?:t[íi]mid[oa]|fr[íi][oa]|floj[oa]|agresiv[oa]|insegur[oa]|nervios[oa]|buen[oa] para|natural)"
    r"|le falt[aóo] (?:empat[íi]a|confianza|car[áa]cter|seguridad)|te falt[aóo] (?:empat[íi]a|confianza|car[áa]cter|seguridad)"
    r"|sea m[áa]s|s[ée] m[áa]s|su (?:actitud|car[áa]cter|personalidad|tono))\b",
    re.IGNORECASE,
)
_MOTIVE = re.compile(
    r"\b(?:you (?:just )?(?:want(?:ed)?|tried) to|because you (?:don't|do not|didn't) (?:care|want)|you don't care|on purpose"
    r"|usted (?:nom[áa]s |s[óo]lo )?(?:quer[íi]a|quiso)|porque no le importa|a prop[óo]sito)\b",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"^\W*(?:(?:that was |so |very |really |muy |qu[ée] |estuvo (?:muy )?)*(?:good|great|nice|awesome|amazing|powerful|perfect|excellent|love[ds]?"
    r"|bien|bueno|buen[íi]simo|excelente|padre|perfecto|incre[íi]ble|me encant[óo])\b[\w ,']{0,40})\W*$",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"^\W*(?:go deeper|dig deeper|dig more|listen more|be more .*|try harder|ask better questions|be yourself|do better|m[áa]s profundo|escuche m[áa]s"
    r"|indague m[áa]s|sea m[áa]s .*|pregunte mejor|[ée]chele ganas)\b.{0,30}$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:(?:better|worse|slower|weaker|stronger) than (?!before|last|the (?:first|last))|(?:unlike|compared (?:to|with)) \w+|everyone else|the others"
    r"|(?:mejor|peor) que (?!antes|la (?:primera|[úu]ltima))|a diferencia de \w+|los dem[áa]s|las dem[áa]s|como lo hizo)\b",
    re.IGNORECASE,
)
_RUDE = re.compile(
    r"\b(?:stupid|idiot|dumb|ridiculous|pathetic|awful|terrible|est[úu]pid[oa]|tont[oa]|rid[íi]cul[oa]|p[ée]sim[oa]|horrible)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"(?m)^\s*(?:[-*•]|\d[.)])\s+\S|\b(?:secondly|thirdly|another thing|also,|adem[áa]s,|otra cosa|segundo,|tercero,)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Answered:
    """One question of the checklist: whether it is met, and which hint helps where it is not (a phrase's id after `check.`)."""

    question: Question
    met: bool
    hint: str = ""


def checklist(critique: Critique, *, moment: bool = False) -> tuple[Answered, ...]:
    """The eight answers for a critique as it stands; `moment` says that it is pinned to a line or a time even without a quote."""
    effect, instead = critique.effect.strip(), critique.instead.strip()
    words = f"{effect}\n{instead}"
    keep, question = critique.kind == "keep", critique.kind == "question"
    trait, motive = bool(_TRAIT.search(effect)), bool(_MOTIVE.search(effect))
    empty = bool(_EMPTY.match(effect)) or bool(_VAGUE.match(effect))
    sayable = bool(instead) and not _VAGUE.match(instead) and len(instead.split()) <= SAYABLE_WORDS
    return (
        Answered("moment", moment or bool(critique.quote.strip()), "moment"),
        Answered("effect", bool(effect) and not motive and not empty, "motive" if motive else "empty" if empty else "effect"),
        Answered("behaviour", not trait, "behaviour"),
        Answered("one", len(_LIST.findall(words)) < 1 and effect.count("?") <= 2, "one"),
        Answered("instead", keep or question or sayable, "instead-long" if len(instead.split()) > SAYABLE_WORDS else "instead"),
        Answered("principle", bool(critique.criterion), "principle"),
        Answered("hard", bool(effect) and not empty, "hard"),
        Answered("respect", not _COMPARED.search(words) and not _RUDE.search(words), "respect"),
    )


def useful(answers: Iterable[Answered]) -> bool:
    """Whether a critique with these answers is useful (DOMAIN 6.6): six yeses and the three required ones among them."""
    found = tuple(answers)
    return sum(answer.met for answer in found) >= USEFUL and all(answer.met for answer in found if answer.question in REQUIRED)


def hints(answers: Iterable[Answered]) -> tuple[str, ...]:
    """The hints for what is not met, the required first, none twice."""
    missing = sorted((answer for answer in answers if not answer.met), key=lambda answer: answer.question not in REQUIRED)
    return tuple(dict.fromkeys(answer.hint for answer in missing))
