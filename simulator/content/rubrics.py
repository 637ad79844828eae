"""Compile rubrics, the codebook of moves and the reaction table from their files."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from simulator.content.grammar import GrammarError, parse_changes, parse_condition
from simulator.content.nearest import suggest
from simulator.content.reading import Reader
from simulator.content.source import Node, Source
from simulator.core.expression import And, Compare, Expression, Not, Number, Or, Truth
from simulator.core.moves import FLAGS, MOVES, OTHER, PARTS, WAIT, Codebook, Move
from simulator.core.rubric import Criterion, Rubric, Rule
from simulator.core.scenario import Reaction, Reactions, Rows

HEARABLE = (*MOVES, WAIT, OTHER)
RULE_NUMBERS = {"turn": 0, "words": 0, "moves": 0, "count": 1, "run": 1, "chain": 1}
RULE_TRUTHS = {"flag": FLAGS, "part": PARTS, "earlier": HEARABLE, "previous": HEARABLE, "voice": ("organizer", "leader")}
RULE_PLAIN = ("turning_point", "opened")


def compile_rubric(source: Source) -> Rubric | None:
    """The rubric in `source`, or None where errors were reported."""
    if source.root is None or source.broken:
        return None
    rubric = _Rubrics(source).rubric(source.root)
    return None if source.broken else rubric


def compile_codebook(source: Source) -> Codebook | None:
    """The moves and flags in `source`, or None where errors were reported."""
    if source.root is None or source.broken:
        return None
    reader = _Rubrics(source)
    reader.check_keys(source.root, ("moves", "flags"), ("moves",), "the codebook")
    moves = {name: reader.move(name, node) for name, node in reader.items(source.root, "moves", "the codebook")}
    flags = {name: reader.move(name, node) for name, node in reader.items(source.root, "flags", "the codebook")}
    for name in moves:
        if name not in (*MOVES, WAIT):
            source.report(
                "unknown-move", f"there is no move `{name}`", suggest(name, (*MOVES, WAIT)), *source.root.fields["moves"].keys[name]
            )
    return None if source.broken else Codebook(moves, flags)


def compile_reactions(source: Source) -> Reactions | None:
    """The reaction table in `source`, or None where errors were reported."""
    if source.root is None or source.broken:
        return None
    reader = _Rubrics(source)
    reader.check_keys(source.root, ("reactions",), ("reactions",), "the reaction table")
    table: dict[str, Rows] = {}
    parts = reader.mapping(source.root, "reactions", "the reaction table")
    for part, node in (parts.fields if parts else {}).items():
        if part not in PARTS:
            reader.error("unknown-word", f"`{part}` is not a part", suggest(part, PARTS), node)
        elif node.text is None and parts is not None:
            table[part] = Rows(reader.reaction(name, row) for name, row in reader.items(parts, part, part))
    return None if source.broken else table


_THRESHOLD = re.compile(r"([a-z][\w-]*)\s*(>=|<=|!=|=|<|>)\s*([0-5])\s*\Z")


class _Rubrics(Reader):
    def rubric(self, root: Node) -> Rubric:
        where = "a rubric"
        self.check_keys(root, ("rubric", "name", "criteria"), ("rubric", "name", "criteria"), where)
        criteria = {name: self.criterion(name, node) for name, node in self.items(root, "criteria", where)}
        total = sum(criterion.weight for criterion in criteria.values())
        if criteria and total != 100:
            self.error(
                "weights", f"the weights sum to {total}, not 100", "They are per cents of an observer's attention.", root.fields["criteria"]
            )
        return Rubric(self.text(root, "rubric", prose=False).strip(), self.spoken_in(root, "name", where), criteria)

    def criterion(self, name: str, node: Node) -> Criterion:
        where = f"the criterion `{name}`"
        keys = ("name", "question", "weight", "levels", "for", "against", "cap", "examples")
        self.check_keys(node, keys, ("name", "weight", "levels"), where)
        rules = [
            self.rule(f"{where}, `{key}`", rule, child, key) for key in ("for", "against") for rule, child in self.items(node, key, where)
        ]
        levels = self.mapping(node, "levels", where)
        anchors: dict[str, tuple[str, ...]] = {}
        for language, child in (levels.fields if levels else {}).items():
            anchors[language] = tuple(self.text(child, level) for level in "1234")
            self.check_keys(child, "1234", "1234", f"{where}, levels in {language}")
        return Criterion(
            name, self.spoken_in(node, "name", where), self.spoken_in(node, "question", where), self.number(node, "weight", 0, 100, 0), anchors,
            tuple(rules), self.caps(node), self.lines_in(node, "examples", where),
        )  # fmt: skip

    def rule(self, where: str, name: str, node: Node, side: str) -> Rule:
        self.check_keys(node, ("when", "points", "says"), ("when", "points", "says"), f"{where}.{name}")
        points = 0
        text = self.text(node, "points", prose=False).strip().replace("−", "-")
        if re.fullmatch(r"[+-]?[12]", text):
            points = int(text)
        if points == 0 or (points > 0) != (side == "for"):
            self.error("not-understood", f"`points: {text}` under `{side}`", "1 or 2 under `for`, -1 or -2 under `against`.", node)
        expression = self.parsed(node, "when", parse_condition) or Truth(OTHER)
        child = node.fields.get("when")
        if child is not None:
            self.check_rule(expression, child)
        return Rule(name, expression, points, self.spoken_in(node, "says", where))

    def check_rule(self, expression: Expression, node: Node) -> None:
        """Every word a rule uses is one that scoring can answer."""
        if isinstance(expression, Not):
            self.check_rule(expression.of, node)
        elif isinstance(expression, (And, Or)):
            for part in expression.parts:
                self.check_rule(part, node)
        elif isinstance(expression, Compare):
            self.check_call(expression.left, RULE_NUMBERS, HEARABLE, node)
        elif expression.arguments:
            known = RULE_TRUTHS.get(expression.name)
            if known is None:
                self.error("not-understood", f"`{expression.name}(…)` is not known", suggest(expression.name, RULE_TRUTHS), node)
            else:
                self.check_words(expression.arguments, known, node)
        elif expression.name not in (*HEARABLE, *RULE_PLAIN):
            self.error("unknown-move", f"there is no move `{expression.name}`", suggest(expression.name, HEARABLE), node)

    def check_call(self, number: Number, known: Mapping[str, int], words: Collection[str], node: Node) -> None:
        if number.name not in known or bool(number.arguments) != bool(known[number.name]):
            self.error("not-understood", f"`{number.name}` is not a number here", suggest(number.name, known), node)
        self.check_words(number.arguments, words, node)

    def check_words(self, arguments: tuple[str, ...], known: Collection[str], node: Node) -> None:
        for word in arguments:
            if word not in known:
                self.error("unknown-word", f"`{word}` is not known here", suggest(word, known), node)

    def caps(self, node: Node) -> dict[str, int]:
        found: dict[str, int] = {}
        for name, level, offset in self.parsed(node, "cap", lambda text: parse_changes(text, signed=False)) or ():
            if name not in FLAGS or not 1 <= level <= 4:
                self.error("not-understood", f"`{name} {level}` is not a cap", "Like `harm 1`.", node.fields["cap"], offset)
            found[name] = level
        return found

    def move(self, name: str, node: Node) -> Move:
        where = f"`{name}`"
        self.check_keys(node, ("name", "definition", "rule", "examples", "plain"), ("name", "definition"), where)
        return Move(
            name, self.spoken_in(node, "name", where), self.spoken_in(node, "definition", where), self.spoken_in(node, "rule", where),
            self.spoken_in(node, "plain", where), self.lines_in(node, "examples", where),
        )  # fmt: skip

    def reaction(self, name: str, node: Node) -> Reaction:
        where = f"the reaction `{name}`"
        self.check_keys(node, ("on", "if", "feel"), ("on", "feel"), where)
        on = self.text(node, "on", prose=False).strip()
        flag = on.startswith("flag ")
        on = on.removeprefix("flag ").strip()
        known = FLAGS if flag else (*MOVES, WAIT)
        if on not in known:
            self.error("unknown-word", f"`{on}` is not a {'flag' if flag else 'move'}", suggest(on, known), node)
        meter, operator, threshold = self.parsed(node, "if", _threshold) or ("", "", 0)
        feel = {meter: change for meter, change, _ in self.parsed(node, "feel", parse_changes) or ()}
        return Reaction(name, on, meter, operator, threshold, feel, flag)

    def lines_in(self, node: Node, key: str, where: str) -> dict[str, tuple[str, ...]]:
        """The lines under `key` in each language."""
        child = self.mapping(node, key, where)
        return {language: self.lines(child, language) for language in child.fields} if child else {}


def _threshold(text: str) -> tuple[str, str, int]:
    match = _THRESHOLD.match(text.strip())
    if match is None:
        raise GrammarError(f"`{text.strip()}` is not one comparison on one meter", 0, "Like `trust >= 3`.")
    return match[1], match[2], int(match[3])
