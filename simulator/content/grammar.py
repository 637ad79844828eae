"""The closed little grammars of the notation: conditions, `then`, lists of names, meters and points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from simulator.core.expression import And, Compare, Expression, Not, Number, Or, Truth

NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*\Z")
"""An id: small letters, digits, single hyphens or underscores."""

_TOKEN = re.compile(r"\s*(?:(\d+)|([A-Za-zÀ-ɏ_][\wÀ-ɏ]*(?:[-.][\wÀ-ɏ]+)*)|(>=|<=|!=|==|[=<>(),]))")
_COMPARE = ("=", "==", "!=", "<", "<=", ">", ">=")
_REMEMBERED = 4096
"""Values kept parsed: a scenario says `shows: digging +1` a hundred times."""
RESERVED = frozenset({"if", "else", "and", "or", "not", "end"})
"""Words that mean something in a condition or a `then`, so that no beat, ending or fact can be called by one."""


class GrammarError(Exception):
    """A little grammar was not followed: `offset` counts characters from the start of the text."""

    def __init__(self, message: str, offset: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.hint = hint


class _Tokens:
    """The words and signs of one value, read from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.items: list[tuple[str, int]] = []
        position = 0
        end = len(text.rstrip())
        while position < end:
            match = _TOKEN.match(text, position)
            if match is None:
                offset = position + len(text[position:]) - len(text[position:].lstrip())
                raise GrammarError(f"`{text[offset]}` is not understood here", offset)
            self.items.append((match[0].strip(), match.end() - len(match[0].strip())))
            position = match.end()
        self.at = 0

    @property
    def word(self) -> str:
        return self.items[self.at][0] if self.at < len(self.items) else ""

    @property
    def offset(self) -> int:
        return self.items[self.at][1] if self.at < len(self.items) else len(self.text.rstrip())

    def follows(self, *words: str) -> bool:
        """Whether exactly `words` come next."""
        return tuple(word for word, _ in self.items[self.at : self.at + len(words)]) == words

    def take(self, word: str = "") -> str:
        found = self.word
        if word and found != word:
            raise GrammarError(f"expected `{word}`" + (f", found `{found}`" if found else " here"), self.offset)
        self.at += 1
        return found

    def accept(self, word: str) -> bool:
        if self.word == word:
            self.at += 1
            return True
        return False

    def name(self, what: str) -> str:
        word = self.word
        if not word or not (word[0].isalpha() or word[0] == "_") or word in RESERVED:
            raise GrammarError(f"expected {what}" + (f", found `{word}`" if word else " here"), self.offset)
        return self.take()

    def finish(self) -> None:
        if self.word:
            raise GrammarError(f"`{self.word}` is not expected here", self.offset)


@lru_cache(_REMEMBERED)
def parse_condition(text: str) -> Expression:
    """`told-story and rosario.trust >= 3` as a tree. Raises GrammarError."""
    tokens = _Tokens(text)
    expression = _either(tokens)
    tokens.finish()
    return expression


def _either(tokens: _Tokens) -> Expression:
    parts = [_both(tokens)]
    while tokens.accept("or"):
        parts.append(_both(tokens))
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _both(tokens: _Tokens) -> Expression:
    parts = [_single(tokens)]
    while tokens.accept("and"):
        parts.append(_single(tokens))
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _single(tokens: _Tokens) -> Expression:
    if tokens.accept("not"):
        return Not(_single(tokens))
    if tokens.accept("("):
        inner = _either(tokens)
        tokens.take(")")
        return inner
    if tokens.word.isdigit():
        raise GrammarError("write the meter first and the number after it: `rosario.trust >= 3`", tokens.offset)
    name = tokens.name("a fact, a meter, `visited(beat)` or `turns`")
    arguments: list[str] = []
    if tokens.accept("("):
        arguments.append(tokens.name("a name"))
        while tokens.accept(","):
            arguments.append(tokens.name("a name"))
        tokens.take(")")
    if tokens.word in _COMPARE:
        operator = tokens.take()
        if not tokens.word.isdigit():
            raise GrammarError("expected a number" + (f", found `{tokens.word}`" if tokens.word else " here"), tokens.offset)
        return Compare(Number(name, tuple(arguments)), "=" if operator == "==" else operator, int(tokens.take()))
    return Truth(name, tuple(arguments))


Branch = tuple[Expression | None, tuple[str, ...], bool, int]
"""Guard or None, names (several: chance draws one), whether they are endings, and the offset of the first name."""


@lru_cache(_REMEMBERED)
def parse_then(text: str) -> tuple[Branch, ...]:
    """`laughing if rosario.guard <= 3 else end polite` as branches in order; the last has no guard. Raises GrammarError."""
    tokens = _Tokens(text)
    branches: list[Branch] = []
    while True:
        ending = tokens.accept("end")
        several = tokens.follows("one", "of")
        if several:
            tokens.take()
            tokens.take("of")
        offset = tokens.offset
        names = [tokens.name("an ending's id" if ending else "a beat's id, or `end` and an ending's")]
        while several and tokens.accept(","):
            names.append(tokens.name("a beat's id"))
        if not tokens.accept("if"):
            branches.append((None, tuple(names), ending, offset))
            tokens.finish()
            return tuple(branches)
        branches.append((_either(tokens), tuple(names), ending, offset))
        if not tokens.accept("else"):
            raise GrammarError("an `if` needs an `else`: where does it lead otherwise?", tokens.offset)


@lru_cache(_REMEMBERED)
def parse_names(text: str) -> tuple[tuple[str, int], ...]:
    """`reflect, dig` as (name, offset) pairs. Raises GrammarError."""
    tokens = _Tokens(text)
    found: list[tuple[str, int]] = []
    while True:
        offset = tokens.offset
        found.append((tokens.name("a name"), offset))
        if not tokens.accept(","):
            break
    tokens.finish()
    return tuple(found)


_CHANGE = re.compile(r"\s*([\w][\w.À-ɏ-]*?)\s*([+\-−–]?)\s*(\d+)\s*\Z")


@lru_cache(_REMEMBERED)
def parse_changes(text: str, signed: bool = True) -> tuple[tuple[str, int, int], ...]:
    """`listening +2, rosario.guard -1` as (name, change, offset); with `signed=False`, `trust 2, guard 3`. Raises GrammarError."""
    return tuple(_changes(text, signed))


def _changes(text: str, signed: bool) -> Iterator[tuple[str, int, int]]:
    offset = 0
    for part in text.split(","):
        start = offset + len(part) - len(part.lstrip())
        match = _CHANGE.match(part)
        if match is None:
            example = "`trust +1`" if signed else "`trust 2`"
            raise GrammarError(f"`{part.strip()}` is not understood: write a name and a number, like {example}", start)
        if signed and not match[2]:
            raise GrammarError(f"`{part.strip()}` needs a sign: +{match[3]} or -{match[3]}", start)
        if not signed and match[2] not in ("", "+"):
            raise GrammarError(f"`{part.strip()}` cannot be below 0", start)
        value = int(match[3])
        yield match[1], -value if match[2] in ("-", "−", "–") else value, start
        offset += len(part) + 1


_CLOCK = re.compile(r"(\d+)\s*s(?:econds?)?\s+then\s+(end\s+)?(\S+)\s*\Z")
_LIMIT = re.compile(r"(\d+)\s+words\s+then\s+(end\s+)?(\S+)\s*\Z")
_TURNS = re.compile(r"(\d+)(?:\s+then\s+(?:end\s+)?(\S+))?\s*\Z")


def parse_clock(text: str) -> tuple[int, str, bool]:
    """`20s then polite` as (seconds, target, is it an ending). Raises GrammarError."""
    return _timed(_CLOCK, text, "`20s then polite`")


def parse_limit(text: str) -> tuple[int, str, bool]:
    """`110 words then cut-off` as (words, target, is it an ending). Raises GrammarError."""
    return _timed(_LIMIT, text, "`110 words then cut-off`")


def _timed(pattern: re.Pattern[str], text: str, example: str) -> tuple[int, str, bool]:
    match = pattern.match(text.strip())
    if match is None or int(match[1]) < 1:
        raise GrammarError(f"`{text.strip()}` is not understood: write it like {example}")
    return int(match[1]), match[3], bool(match[2])


def parse_max_turns(text: str) -> tuple[int, str]:
    """`14` or `14 then bus-comes` as (turns, ending or ""). Raises GrammarError."""
    match = _TURNS.match(text.strip())
    if match is None or int(match[1]) < 1:
        raise GrammarError(f"`{text.strip()}` is not understood: write `14`, or `14 then` and an ending's id")
    return int(match[1]), match[2] or ""
