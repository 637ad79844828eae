"""Read the little grammars of a scenario and resolve every name in them, each unknown one reported with the nearest that exists."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from simulator.content.grammar import Branch, parse_changes, parse_condition, parse_names, parse_then
from simulator.content.nearest import suggest
from simulator.content.reading import Reader
from simulator.content.source import Node, Source
from simulator.core.expression import And, Compare, Expression, Not, Number, Or, Truth
from simulator.core.scenario import Cast, Target, Then


class Resolver(Reader):
    """A reader that knows the names a scenario declares: its cast, facts, beats, endings, and the rubric's criteria."""

    def __init__(self, source: Source, criteria: Mapping[str, Collection[str]] | None) -> None:
        super().__init__(source)
        self.criteria = criteria
        self.cast: dict[str, Cast] = {}
        self.facts: tuple[str, ...] = ()
        self.beat_ids: Collection[str] = ()
        self.ending_ids: Collection[str] = ()
        self.rubric = ""

    def names(self, node: Node, key: str, known: Collection[str], what: str) -> tuple[str, ...]:
        found: list[str] = []
        for name, offset in self.parsed(node, key, parse_names) or ():
            if name not in known:
                self.error(
                    f"unknown-{what}",
                    f"there is no {what} `{name}`",
                    suggest(name, known) or f"Nothing is declared yet: add `facts: {name}` at the top of the file.",
                    node.fields[key],
                    offset,
                )
            elif name not in found:
                found.append(name)
        return tuple(found)

    def points(self, node: Node, key: str, signed: bool, most: int) -> dict[str, int]:
        found: dict[str, int] = {}
        known = self.criteria.get(self.rubric) if self.criteria else None
        for name, value, offset in self.parsed(node, key, lambda text: parse_changes(text, signed)) or ():
            if known is not None and name not in known:
                self.error(
                    "unknown-criterion",
                    f"the rubric `{self.rubric}` has no criterion `{name}`",
                    suggest(name, known),
                    node.fields[key],
                    offset,
                )
            elif name in found:
                self.error("duplicate-key", f"`{name}` stands twice in `{key}`", "Keep one.", node.fields[key], offset)
            elif abs(value) > most:
                self.error(
                    "too-many-points",
                    f"`{name} {value:+d}`: one reply shows at most {most} of a criterion",
                    "Two points carry a scene; more would outweigh a conversation.",
                    node.fields[key],
                    offset,
                )
            elif value or not signed:
                found[name] = value
        return found

    def feel(self, node: Node) -> tuple[dict[tuple[str, str], int], bool]:
        if self.text(node, "feel", prose=False).strip() == "none":
            return {}, True
        found: dict[tuple[str, str], int] = {}
        for name, value, offset in self.parsed(node, "feel", parse_changes) or ():
            person, meter = self.meter(name, node.fields["feel"], offset)
            if person:
                found[person, meter] = value
        return found, False

    def meter(self, name: str, node: Node, offset: int) -> tuple[str, str]:
        """(cast id, meter) for `rosario.trust`, or `trust` alone where one person has it; ("", "") and a report otherwise."""
        person, dot, meter = name.rpartition(".")
        declared = [f"{p.id}.{m}" for p in self.cast.values() for m in p.feels]
        if not dot:
            having = [p.id for p in self.cast.values() if meter in p.feels]
            if len(having) == 1:
                return having[0], meter
            if len(having) > 1:
                self.error(
                    "ambiguous-meter",
                    f"several people have `{meter}`: whose?",
                    "Like " + ", ".join(f"`{p}.{meter}`" for p in having[:3]) + ".",
                    node,
                    offset,
                )
                return "", ""
        if name in declared:
            return person, meter
        if dot and person in self.cast:
            self.error(
                "unknown-meter",
                f"`{person}` has no meter `{meter}`",
                suggest(name, declared) or f"Add `feels: {meter} 2` to her.",
                node,
                offset,
            )
        else:
            self.error("unknown-meter", f"there is no meter `{name}`", suggest(name, declared), node, offset)
        return "", ""

    def then(self, node: Node, where: str) -> Then:
        branches = self.parsed(node, "then", parse_then) or ()
        child = node.fields.get("then")
        found: list[tuple[Expression | None, Target]] = []
        for branch in branches:
            if child is not None:
                found.append(self.branch(branch, child))
        return Then(tuple(found))

    def branch(self, branch: Branch, node: Node) -> tuple[Expression | None, Target]:
        guard, names, ending, offset = branch
        resolved = self.resolve(guard, node) if guard is not None else None
        return resolved, self.target(names, ending, node, offset)

    def target(self, names: tuple[str, ...], ending: bool, node: Node, offset: int = 0) -> Target:
        known, other, what = (self.ending_ids, self.beat_ids, "ending") if ending else (self.beat_ids, self.ending_ids, "beat")
        for name in names:
            if name not in known:
                hint = suggest(name, known)
                if name in other:
                    hint = f"`{name}` is a beat: leave out `end`." if ending else f"`{name}` is an ending: write `end {name}`."
                self.error(f"dangling-{what}", f"there is no {what} `{name}`", hint, node, offset)
        return Target(names, ending)

    def condition(self, node: Node, key: str) -> Expression | None:
        expression = self.parsed(node, key, parse_condition)
        return self.resolve(expression, node.fields[key]) if expression is not None else None

    def resolve(self, expression: Expression, node: Node) -> Expression:
        """`expression` with every name checked and meters written out in full."""
        if isinstance(expression, Not):
            return Not(self.resolve(expression.of, node))
        if isinstance(expression, And):
            return And(tuple(self.resolve(part, node) for part in expression.parts))
        if isinstance(expression, Or):
            return Or(tuple(self.resolve(part, node) for part in expression.parts))
        if isinstance(expression, Compare):
            name = expression.left.name
            offset = max(0, (node.text or "").find(name))
            if expression.left.arguments:
                self.error(
                    "not-understood",
                    f"`{name}(…)` is not a number",
                    "Numbers are meters, such as `rosario.trust`, and `turns`.",
                    node,
                    offset,
                )
            elif name != "turns":
                person, meter = self.meter(name, node, offset)
                if person:
                    return Compare(Number(f"{person}.{meter}"), expression.operator, expression.right)
            return expression
        self.check_truth(expression, node)
        return expression

    def check_truth(self, truth: Truth, node: Node) -> None:
        offset = max(0, (node.text or "").find(truth.name))
        if truth.name == "visited" and len(truth.arguments) == 1:
            if truth.arguments[0] not in self.beat_ids:
                self.error(
                    "dangling-beat", f"there is no beat `{truth.arguments[0]}`", suggest(truth.arguments[0], self.beat_ids), node, offset
                )
        elif truth.arguments:
            self.error("not-understood", f"`{truth.name}(…)` is not known", "There is only `visited(beat)`.", node, offset)
        elif truth.name not in self.facts:
            hint = suggest(truth.name, self.facts)
            if "." in truth.name or truth.name == "turns":
                hint = f"A meter needs a comparison: `{truth.name} >= 3`."
            elif not self.facts:
                hint = f"Add `facts: {truth.name}` at the top of the file."
            self.error("unknown-fact", f"there is no fact `{truth.name}`", hint, node, offset)
