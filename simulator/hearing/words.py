"""Owns words: folding case, accents and chat spellings away, cutting words out, and stemming them lightly in English and Spanish."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from simulator.hearing.pattern import Pattern

_WORD = Pattern(r"[^\W_]+")

# People who type fast write these; each stands for the whole word in both matching and learning.
_SPELLINGS = {
    "u": "you", "ur": "your", "r": "are", "ppl": "people", "thx": "thanks", "pls": "please", "tho": "though", "cuz": "because",
    "bc": "because", "w": "with", "yr": "year", "im": "im", "gonna": "going to", "wanna": "want to", "gotta": "got to",
    "tmrw": "tomorrow", "tues": "tuesday", "thurs": "thursday", "fri": "friday", "yall": "you all", "diff": "different",
    "q": "que", "k": "que", "xq": "porque", "pq": "porque", "xk": "porque", "ud": "usted", "uds": "ustedes", "tmb": "tambien",
    "tb": "tambien", "pa": "para", "x": "por", "nomas": "nomas", "ntp": "no te preocupes", "porfa": "por favor", "dtb": "bien",
}  # fmt: skip

_SUFFIXES = (
    "amientos", "imientos", "amiento", "imiento", "aciones", "iciones", "ciones", "mente", "acion", "cion", "iendo", "ando",
    "aron", "ieron", "abamos", "iamos", "aban", "ados", "adas", "idos", "idas", "aran", "eran", "iran", "aria", "eria", "iria",
    "ado", "ada", "ido", "ida", "aba", "ian", "ara", "era", "ira", "ings", "ing", "ies", "ers", "ed", "es", "ly", "ar", "er",
    "ir", "an", "en", "as", "os", "ia", "s", "a", "o", "e", "y",
)  # fmt: skip

STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "so",
        "to",
        "of",
        "in",
        "on",
        "at",
        "for",
        "with",
        "from",
        "by",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "am",
        "do",
        "does",
        "did",
        "have",
        "has",
        "had",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "i",
        "you",
        "he",
        "she",
        "we",
        "they",
        "me",
        "him",
        "her",
        "us",
        "them",
        "my",
        "your",
        "his",
        "our",
        "their",
        "if",
        "not",
        "no",
        "yes",
        "just",
        "ok",
        "oh",
        "well",
        "there",
        "here",
        "what",
        "how",
        "el",
        "la",
        "los",
        "las",
        "un",
        "una",
        "unos",
        "unas",
        "y",
        "o",
        "u",
        "pero",
        "que",
        "de",
        "del",
        "al",
        "en",
        "por",
        "para",
        "con",
        "sin",
        "es",
        "son",
        "era",
        "fue",
        "ser",
        "esta",
        "estan",
        "estaba",
        "ha",
        "han",
        "he",
        "lo",
        "le",
        "les",
        "se",
        "me",
        "te",
        "nos",
        "mi",
        "mis",
        "su",
        "sus",
        "tu",
        "tus",
        "yo",
        "usted",
        "ustedes",
        "ella",
        "ellos",
        "si",
        "no",
        "ya",
        "muy",
        "mas",
        "pues",
        "este",
        "esa",
        "ese",
        "eso",
        "esto",
        "hay",
        "como",
    ]
)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """`text` in small letters without accents, apostrophes or chat spellings; other punctuation stays, so cues can see it."""
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace("…", "...")
    spread = unicodedata.normalize("NFD", text.lower())
    bare = "".join(c for c in spread if not unicodedata.combining(c)).replace("'", "")
    return _WORD.replace(bare, lambda m: _SPELLINGS.get(m.group(), m.group()))


def words(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    return _WORD.all(fold(text))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """`word` without its commonest English or Spanish ending; never shorter than three letters."""
    if word.isdigit():
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


def content_stems(text: str) -> list[str]:
    """The stems of the words of `text` that carry content, in order."""
    return [stem(w) for w in words(text) if w not in STOP]


def has_letters(text: str) -> bool:
    """Whether there is anything to hear in `text`."""
    return any(c.isalpha() for c in text)
