"""A run for teaching: nobody in it can be told by name, and nothing says on which day or computer it was played.

Names she said herself are taken out of her lines: her own, those she committed to, and those of whoever marked the run. Anything else she
said stands as she said it, so a person has to read it before it is handed on; the document says so.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from simulator.core import events as e
from simulator.core.transcript import Transcript
from simulator.export.telling import Data

SOMEBODY = "[…]"
_HERS = frozenset({"said", "text", "unheard", "mine", "quote", "guess", "word"})
"""Keys under which her own words stand; scenes are invented and stay."""
_LEAST = 3
"""Letters of a part of a name that is looked for by itself."""


def nameless(data: Data, transcript: Transcript) -> Data:
    """`data` without names, ids and dates. Hearing's offsets go too: they point into words that may have been shortened."""
    pattern = _names(transcript)
    told: Data = _without(data, pattern, False)
    told |= {"run": opaque(transcript.run), "person": "", "started": "", "date": "", "seed": 0}
    for remark in told["remarks"]:
        remark |= {"at": "", "by": {"role": remark["by"]["role"], "name": ""}}
    for take in told["takes"]:
        for turn in take["turns"]:
            turn |= {"at": "", "heard": None}
    return told


def opaque(text: str) -> str:
    """Sixteen hexadecimal digits that stand for `text`."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _names(transcript: Transcript) -> re.Pattern[str] | None:
    known = {transcript.person, *(remark.by for remark in transcript.remarks)}
    known |= {str(remark.data.get("who", "")) for remark in transcript.remarks if remark.type == e.COMMITMENT_MADE}
    invented = {word for person in transcript.material.scenario.cast.values() for word in _words(person.name)}
    words = {name.strip() for name in known} | {word for name in known for word in _words(name)}
    wanted = sorted((word for word in words if len(word) >= _LEAST and word not in invented), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, wanted)) + r")(?!\w)", re.IGNORECASE) if wanted else None


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", name) if word[:1].isupper()]


def _without(value: Any, pattern: re.Pattern[str] | None, hers: bool) -> Any:
    if isinstance(value, str):
        return pattern.sub(SOMEBODY, value) if hers and pattern else value
    if isinstance(value, dict):
        return {key: _without(part, pattern, key in _HERS if not hers else True) for key, part in value.items()}
    if isinstance(value, list):
        return [_without(part, pattern, hers) for part in value]
    return value
