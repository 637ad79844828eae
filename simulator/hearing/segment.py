"""Owns cutting a typed answer into utterances: sentences, and clauses that begin a new act, as exact substrings with offsets."""

from __future__ import annotations

import unicodedata

from simulator.hearing.pattern import Pattern
from simulator.hearing.words import has_letters

_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "sr",
        "sra",
        "srta",
        "dra",
        "prof",
        "ud",
        "uds",
        "vs",
        "no",
        "num",
        "lic",
        "ing",
        "etc",
        "jr",
        "dept",
        "ave",
        "a.m",
        "p.m",
        "e.g",
        "i.e",
    ]
)

# Ends of sentences. A lone full stop must be followed by white space, a bracket or a quotation mark: 3.5 and 54954.3 stay whole.
_END = Pattern(r"[!?][!?.…]*[\"”»')\]]*|\.{1}(?![.\w])[\"”»')\]]*|(?:\.{2,}|…)[.…]*[\"”»')\]]*|;|\n+")

_ABOUT_TO_ASK = (
    r"what(?:'?s)?|how(?:'?[sd])?|who(?:'?s)?|why|when|where|which|do|does|did|don'?t|didn'?t|is|are|was|were|can|could|would|will|has|have you"
    r"|que|como|quien|quienes|cuando|donde|cual|cuales|cuanto|cuantos|cuantas|por que|a quien|de quien|con quien|desde cuando|en que"
)
_ABOUT_TO_ACT = (
    r"i'?ll|i will|i'?m|i am|i can|i could|i want|i wanted|i'?d|i have|i'?ve|i was|i think|i know|i hear|i need|we(?:'?re|'?ll|'?ve)?|my|let'?s|let me|let us"
    r"|thank|thanks|please|sorry|tell me|give me|you(?:'?re)?|your|if|maybe|don'?t|then|before|honestly|just"
    r"|yo|le|les|te|me|soy|somos|voy|vamos|gracias|perdon|digame|dime|deme|cuenteme|cuentame|platiqueme|no|si|tiene|tenemos|tengo|hay"
    r"|quiero|quisiera|usted|ud|luego|ustedes|ahorita|nosotros|mejor|la verdad|dejeme|vengo|ya|mire|oiga|fijese|porfa|por favor"
)
# Where a clause may begin. `strong` needs no comma before it; `joined` wants a joining word and a known opening; `comma` a comma.
_STRONG = Pattern(r"(?:,\s*|\s+)(?=(?:but|pero)\s)")
_JOINED = Pattern(rf"(?:,\s*|\s+)(?=(?:and|so|because|cuz|y|so|entonces|porque|xq|oiga)\s+¿?(?:{_ABOUT_TO_ASK}|{_ABOUT_TO_ACT})\b)")
_COMMA = Pattern(rf",\s+(?=(?:{_ABOUT_TO_ASK}|{_ABOUT_TO_ACT})\b)")
_OPENING = Pattern(r"\s+(?=¿)")
_LEANING = Pattern(r"^\W*(?:if|when|because|before|after|while|since|si|cuando|porque|xq|aunque|mientras|antes|despues|como)\b")
_CALLING = Pattern(r"^\W*(?:(?:y|and|but|pero|so|o sea|entonces|ok|bueno|pues)\b\W*)?(?:[\w.]+\W+){0,3}$")
_WORDS = Pattern(r"[^\W_]+(?:['’][^\W_]+)*")

# Only where no mark divides a sentence at all: people who type in a hurry leave openings as the one sign of a new act.
_UNMARKED = Pattern(
    r"\s+(?=(?:i'?ll|let me|thank you|tell me|what (?:did|do|would|happened|was|is)|who|how (?:many|did|do|long|old)|why|where|do you|did you|can you"
    r"|could you|would you|will you|lets|my name|we need|gracias|que (?:hizo|paso|dijo|sintio|tal|le)|quien|cuantos|cuantas|como (?:le|fue|se)|por que"
    r"|puede|me puede|cuenteme|cuentame|digame|yo|le (?:hablo|mando|marco)|vamos|soy|y (?:que|como|usted|quien)|nosotros|tiene que)\b)"
)
_MARKED = Pattern(r"[.,;:?!…](?=.*\w)")

_OPENERS = ((_STRONG, 3), (_JOINED, 3), (_COMMA, 1), (_OPENING, 4))
_NEARBY = 120
_GOES_ON = Pattern(r"(?:y|and|but|pero|so)\s")

Span = tuple[int, int]


def _aligned(text: str) -> str:
    """`text` in small letters without accents, one character for each of its characters, so offsets hold."""
    folded = []
    for char in text:
        base = unicodedata.normalize("NFD", char)[0].lower()
        folded.append("'" if char == "’" else base if len(base) == 1 else char)
    return "".join(folded)


def _sentences(text: str) -> list[Span]:
    """The sentences of `text`, with the white space round them."""
    spans: list[Span] = []
    start = 0
    for match in _END.each(text):
        mark = match.group()
        before = text[start : match.start()]
        after = text[match.end() : match.end() + 24].lstrip()
        if mark[0] == "." and len(mark.rstrip("\"”»')]")) == 1:
            last = before.rsplit(None, 1)[-1].lower().lstrip("(«\"'¿¡") if before.strip() else ""
            if last in _TITLES or (len(last) == 1 and last.isalpha() and last not in "ayo"):
                continue
        # Dots that trail off into the same clause («vino... y le tomó fotos») end nothing by themselves.
        if mark[0] in ".…" and len(mark) > 1 and after[:1].islower() and not _GOES_ON.match(after):
            continue
        if has_letters(before) or spans:
            spans.append((start, match.end()))
            start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _count(text: str) -> int:
    return sum(1 for _ in _WORDS.each(text))


def _clauses(text: str, plain: str, span: Span) -> list[Span]:
    """`span` cut where a new act begins. Each side keeps enough words to be heard alone."""
    start, end = span
    least_after = 2 if "?" in text[start:end] else 3
    found: list[tuple[int, int, Pattern, int]] = [
        (m.end(), m.start(), pattern, least) for pattern, least in _OPENERS for m in pattern.within(plain, start, end)
    ]
    if not _MARKED.search(text[start:end][:2_000]):
        found += [(m.end(), m.start(), _UNMARKED, 3) for m in _UNMARKED.within(plain, start, end)]
    spans: list[Span] = []
    for cut, before, pattern, least in sorted(found, key=lambda f: f[:2]):
        if cut <= start:
            continue
        # Only so much is looked at on either side: enough to count to four, and an endless line stays cheap.
        piece = plain[max(start, before - _NEARBY) : before]
        if _count(piece) < least or _count(plain[cut : min(end, cut + _NEARBY)]) < least_after:
            continue
        opening = plain[start : min(before, start + _NEARBY)]
        if pattern is _UNMARKED and _count(plain[cut : min(end, cut + _NEARBY)]) < 4:
            continue
        if pattern in (_COMMA, _OPENING, _UNMARKED) and (_LEANING.match(opening) or (pattern is _OPENING and _CALLING.match(piece))):
            continue
        spans.append((start, cut))
        start = cut
    return [*spans, (start, end)]


def segment(text: str) -> list[Span]:
    """The utterances of `text` in order: not overlapping, white space trimmed, every letter and figure inside one of them."""
    plain = _aligned(text)
    raw = [clause for sentence in _sentences(text) for clause in _clauses(text, plain, sentence)]
    units: list[Span] = []
    held = None
    for start, end in raw:
        piece = text[start:end]
        if not any(c.isalnum() for c in piece):
            # Marks and emoji alone belong to what stands before them; trailing dots set off by a blank are a pause before what follows.
            if held is None and units and piece.strip() and piece.strip()[0] not in ".…":
                units[-1] = (units[-1][0], start + len(piece.rstrip()))
            elif piece.strip() and held is None:
                held = start + len(piece) - len(piece.lstrip())
            continue
        left = held if held is not None else start + len(piece) - len(piece.lstrip())
        held = None
        units.append((left, start + len(piece.rstrip())))
    if held is not None and units:
        units[-1] = (units[-1][0], len(text.rstrip()))
    if not units and text.strip():
        units.append((len(text) - len(text.lstrip()), len(text.rstrip())))
    return units
