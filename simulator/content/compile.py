"""From a source node to an immutable `Scenario`: every name resolved, every grammar read, everything wrong reported at its line."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import combinations
from typing import cast

from simulator.content.grammar import (
    NAME, Branch, GrammarError, parse_changes, parse_clock, parse_condition, parse_limit, parse_max_turns, parse_names, parse_then,
)  # fmt: skip
from simulator.content.reading import Reader, suggest
from simulator.content.source import Node, Source
from simulator.core.expression import And, Compare, Expression, Not, Number, Or, Truth
from simulator.core.moves import FLAGS, FORMS, MOVES, PARTS, WAIT
from simulator.core.scenario import (
    ADRIFT, ENDING_KINDS, HIGHEST, LOWEST, WAIT_REPLY, Allowance, Beat, Cast, Clock, Ending, EndingKind, Exhibit, Limit, Line, Otherwise, Reply,
    Scenario, Target, Then,
)  # fmt: skip

LANGUAGES = ("en", "es")
TOP_REQUIRED = ("scenario", "title", "form", "rubric", "language", "you", "cast", "start", "beats", "endings")
TOP = (
    *TOP_REQUIRED, "difficulty", "minutes", "brief", "goal", "content-note", "facts", "par", "max-turns", "facilitator", "lenses", "exhibits", "allow",
)  # fmt: skip
CAST = ("name", "part", "feels", "about", "interest", "secret")
BEAT = ("scene", "replies", "again", "cue", "turning-point", "otherwise", "clock", "limit", "exhibit", "you", "allow")
REPLY = ("say", "then", "also", "moves", "shows", "feel", "sets", "reveals", "flags", "answer", "coach", "to", "if", "once", "allow")
ENDING = ("scene", "kind", "later", "allow")
EXHIBIT = ("title", "kind", "rows", "source")

_SPEECH = re.compile(r"((?:[A-ZÁÉÍÓÚÑÜ][\w'’.-]*)(?: [A-ZÁÉÍÓÚÑÜ][\w'’.-]*){0,2}):(?:\s+(.*)|)$")
_OWN_VOICE = frozenset({"you", "tú", "tu", "usted", "yo", "organizer", "organizador", "organizadora", "me"})


def compile_scenario(source: Source, criteria: Mapping[str, Collection[str]] | None = None) -> Scenario | None:
    """The scenario in `source`, or None where errors were reported.

    `criteria` gives the criterion ids of each rubric; without it `rubric`, `shows` and `par` are not checked.
    """
    if source.root is None or source.broken:
        return None
    scenario = _Compiler(source, criteria).scenario(source.root)
    return None if source.broken else scenario


class Speakers:
    """Who answers to a name at the start of a line: whole names and unambiguous parts of them."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """`names` maps cast ids to full names."""
        self._by_label: dict[str, set[str]] = {}
        for person, name in names.items():
            words = name.split()
            labels = {" ".join(words[i:j]) for i, j in combinations(range(len(words) + 1), 2)} | {person}
            for label in labels:
                self._by_label.setdefault(label.casefold(), set()).add(person)
        self.names = tuple(names.values())

    def who(self, label: str) -> frozenset[str]:
        """The ids that answer to `label`: none, one, or several."""
        return frozenset(self._by_label.get(label.casefold(), ()))


def split_speech(line: str) -> tuple[str, str]:
    """`Rosario: Todo bien.` as (label, words); ("", line) for narration."""
    match = _SPEECH.match(line)
    return (match[1], match[2] or "") if match else ("", line)


class _Compiler(Reader):
    def __init__(self, source: Source, criteria: Mapping[str, Collection[str]] | None) -> None:
        super().__init__(source)
        self.criteria = criteria
        self.cast: dict[str, Cast] = {}
        self.facts: tuple[str, ...] = ()
        self.beat_ids: Collection[str] = ()
        self.ending_ids: Collection[str] = ()
        self.speakers = Speakers({})
        self.rubric = ""
        self.allowances: list[Allowance] = []

    def scenario(self, root: Node) -> Scenario:
        where = "a scenario"
        self.check_keys(root, TOP, TOP_REQUIRED, where)
        beats, endings = root.fields.get("beats"), root.fields.get("endings")
        self.beat_ids = beats.fields if beats else ()
        self.ending_ids = endings.fields if endings else ()
        self.cast = {name: self.person(name, node) for name, node in self.items(root, "cast", where)}
        self.speakers = Speakers({person.id: person.name for person in self.cast.values()})
        self.facts = self.fact_names(root)
        self.rubric = self.one_of(root, "rubric", self.criteria, where) if self.criteria is not None else self.text(root, "rubric", prose=False).strip()
        exhibits = {name: self.exhibit(name, node) for name, node in self.items(root, "exhibits", where)}
        you = self.voice(root, "you", where) or "organizer"
        max_turns = self.parsed(root, "max-turns", parse_max_turns) or (0, "")
        if max_turns[1] and max_turns[1] not in self.ending_ids:
            self.error("dangling-ending", f"there is no ending `{max_turns[1]}`", suggest(max_turns[1], self.ending_ids), root.fields["max-turns"])
        start = self.text(root, "start", prose=False).strip()
        if start and start not in self.beat_ids:
            self.error("dangling-beat", f"the scenario starts at `{start}`, and there is no such beat", suggest(start, self.beat_ids), root.fields["start"])
        identity = self.text(root, "scenario", prose=False).strip()
        if identity and not NAME.match(identity):
            self.error("odd-id", f"`{identity[:60]}` cannot be a scenario's id", "Use small letters, digits and hyphens, as in the folder's name.", root.fields["scenario"])
        self.allow(root, "")
        compiled_beats = {name: self.beat(name, node, you, exhibits) for name, node in self.items(root, "beats", where)}
        compiled_endings = {name: self.ending(name, node) for name, node in self.items(root, "endings", where)}
        return Scenario(
            id=identity,
            title=self.required_text(root, "title", where),
            form=self.one_of(root, "form", FORMS, where),
            rubric=self.rubric,
            language=self.one_of(root, "language", LANGUAGES, where),
            you=you,
            cast=self.cast,
            start=start,
            beats=compiled_beats,
            endings=compiled_endings,
            difficulty=self.number(root, "difficulty", 1, 3, 1),
            minutes=self.number(root, "minutes", 1, 180, 10),
            brief=self.text(root, "brief"),
            goal=self.text(root, "goal"),
            content_note=self.text(root, "content-note"),
            facts=self.facts,
            par=self.points(root, "par", signed=False, most=100),
            max_turns=max_turns[0],
            max_turns_ending=max_turns[1],
            facilitator=self.text(root, "facilitator"),
            lenses=self.lines(root, "lenses"),
            exhibits=exhibits,
            allow=tuple(self.allowances),
        )

    # -- cast, facts, exhibits -------------------------------------------------------------------------------------------------

    def person(self, name: str, node: Node) -> Cast:
        where = f"`{name}`"
        self.check_keys(node, CAST, ("name",), where)
        feels: dict[str, int] = {}
        for meter, value, offset in self.parsed(node, "feels", lambda text: parse_changes(text, signed=False)) or ():
            if not LOWEST <= value <= HIGHEST:
                self.error("meter-range", f"`{meter} {value}`: a meter goes from {LOWEST} to {HIGHEST}", "", node.fields["feels"], offset)
            elif meter in feels:
                self.error("duplicate-key", f"`{meter}` stands twice in `feels`", "", node.fields["feels"], offset)
            else:
                feels[meter] = value
        return Cast(
            name, self.required_text(node, "name", where).strip(), self.one_of(node, "part", PARTS, where, "parent"), feels,
            self.text(node, "about"), self.text(node, "interest"), self.text(node, "secret"),
        )  # fmt: skip

    def fact_names(self, root: Node) -> tuple[str, ...]:
        found = self.parsed(root, "facts", parse_names) or ()
        for name, offset in found:
            if not NAME.match(name):
                self.error("odd-id", f"`{name}` cannot be a fact's name", "Use small letters, digits and hyphens.", root.fields["facts"], offset)
        return tuple(name for name, _ in found)

    def exhibit(self, name: str, node: Node) -> Exhibit:
        where = f"the exhibit `{name}`"
        self.check_keys(node, EXHIBIT, ("title", "rows"), where)
        kind = self.one_of(node, "kind", ("bars", "table"), where, "table")
        rows: list[tuple[str, ...]] = []
        for line in self.lines(node, "rows"):
            if kind == "table":
                rows.append(tuple(cell.strip() for cell in line.split("|")))
                continue
            label, _, value = line.rpartition(":")
            if not label or not re.fullmatch(r"\d+(?:[.,]\d+)?", value.strip()):
                self.error("not-understood", f"`{line[:60]}` is not a row of a bar chart", "Like `Calle Nogal: 3`.", node.fields["rows"])
            rows.append((label.strip(), value.strip().replace(",", ".")))
        return Exhibit(name, self.text(node, "title"), "bars" if kind == "bars" else "table", tuple(rows), self.text(node, "source"))

    def voice(self, node: Node, key: str, where: str) -> str:
        return self.one_of(node, key, ("organizer", *self.cast), where)

    def allow(self, node: Node, place: str) -> None:
        for line in self.lines(node, "allow"):
            code, because, reason = line.partition(" because ")
            if not because or not reason.strip():
                self.error("not-understood", "`allow` needs its reason", "Like `allow: longest-is-best because he is a talker`.", node.fields["allow"])
            else:
                self.allowances.append(Allowance(code.strip(), reason.strip(), place))

    # -- beats -----------------------------------------------------------------------------------------------------------------

    def beat(self, name: str, node: Node, you: str, exhibits: Mapping[str, Exhibit]) -> Beat:
        where = f"the beat `{name}`"
        self.check_keys(node, BEAT, ("scene", "replies"), where)
        self.required_text(node, "scene", where)
        scene = self.spoken(node, "scene")
        to = next((line.speaker for line in reversed(scene) if line.speaker), "") or self.first_counterpart(you)
        replies = {reply: self.reply(name, reply, child) for reply, child in self.items(node, "replies", where)}
        exhibit = self.text(node, "exhibit", prose=False).strip()
        if exhibit and exhibit not in exhibits:
            self.error("dangling-exhibit", f"there is no exhibit `{exhibit}`", suggest(exhibit, exhibits), node.fields["exhibit"])
        otherwise = self.mapping(node, "otherwise", where)
        clock, limit = self.parsed(node, "clock", parse_clock), self.parsed(node, "limit", parse_limit)
        self.allow(node, name)
        return Beat(
            id=name,
            scene=scene,
            replies=replies,
            again=self.spoken(node, "again"),
            cue=self.text(node, "cue"),
            turning_point=self.text(node, "turning-point"),
            otherwise=self.otherwise(name, otherwise) if otherwise else None,
            clock=Clock(clock[0], self.target((clock[1],), clock[2], node.fields["clock"])) if clock else None,
            limit=Limit(limit[0], self.target((limit[1],), limit[2], node.fields["limit"])) if limit else None,
            exhibit=exhibit,
            you=(self.voice(node, "you", where) if "you" in node.fields else "") or you,
            to=to,
        )

    def first_counterpart(self, you: str) -> str:
        others = [person for person in self.cast.values() if person.id != you]
        return next((person.id for person in others if person.feels), others[0].id if others else "")

    def otherwise(self, beat: str, node: Node) -> Otherwise:
        where = f"`otherwise` of `{beat}`"
        self.check_keys(node, ("scene", "then"), ("scene", "then"), where)
        return Otherwise(self.spoken(node, "scene"), self.then(node, where))

    def reply(self, beat: str, name: str, node: Node) -> Reply:
        where = f"the reply `{beat}.{name}`"
        self.check_keys(node, REPLY, ("then",) if name == WAIT_REPLY else ("say", "then"), where)
        if name == WAIT_REPLY and self.text(node, "say"):
            self.error("wait-speaks", "`wait` is silence: it has no `say`", "Give a spoken reply another id.", node.fields["say"])
        feel, silenced = self.feel(node)
        moves = self.names(node, "moves", (*MOVES, WAIT), "move")
        condition = self.condition(node, "if")
        say = self.required_text(node, "say", where)
        self.allow(node, f"{beat}.{name}")
        return Reply(
            id=name,
            say=say,
            then=self.then(node, where),
            also=self.lines(node, "also"),
            moves=moves or ((WAIT,) if name == WAIT_REPLY else ()),
            shows=self.points(node, "shows", signed=True, most=2),
            feel=feel,
            silenced=silenced,
            sets=self.names(node, "sets", self.facts, "fact"),
            reveals=self.names(node, "reveals", self.cast, "person"),
            flags=() if self.text(node, "flags", prose=False).strip() == "none" else self.names(node, "flags", FLAGS, "flag"),
            answer=self.spoken(node, "answer"),
            coach=self.text(node, "coach"),
            to=self.one_of(node, "to", self.cast, where) if "to" in node.fields else "",
            when=condition,
            once=self.one_of(node, "once", ("yes", "no"), where, "no") == "yes",
        )

    def ending(self, name: str, node: Node) -> Ending:
        where = f"the ending `{name}`"
        self.check_keys(node, ENDING, ("scene",), where)
        if name == ADRIFT:
            self.error("odd-id", f"`{ADRIFT}` is the name of the built-in ending", "Choose another id.", node)
        self.required_text(node, "scene", where)
        self.allow(node, name)
        kind = cast(EndingKind, self.one_of(node, "kind", ENDING_KINDS, where, "nothing"))
        return Ending(name, kind, self.spoken(node, "scene"), self.text(node, "later"))

    # -- speech ----------------------------------------------------------------------------------------------------------------

    def spoken(self, node: Node, key: str) -> tuple[Line, ...]:
        """The lines under `key`, each with its speaker; unknown ones are reported."""
        found: list[Line] = []
        text = self.text(node, key)
        if not text:
            return ()
        child = node.fields[key]
        first = child.line + 1 if child.block else child.line
        for number, line in enumerate(text.split("\n")):
            line = line.strip()
            if not line:
                continue
            label, words = split_speech(line) if ":" in line else ("", line)
            people = self.speakers.who(label) if label else frozenset()
            if len(people) == 1:
                found.append(Line(words, next(iter(people))))
            elif label and (len(label.split()) < 3 or people):
                found.append(Line(line))
                self.unknown_speaker(label, people, first + number, child.column)
            else:
                found.append(Line(line))
        return tuple(found)

    def unknown_speaker(self, label: str, people: frozenset[str], line: int, column: int) -> None:
        if people:
            both = " and ".join(sorted(self.cast[person].name for person in people))
            self.source.report("ambiguous-speaker", f"`{label}:` may be {both}", "Write more of the name.", line, column)
        elif label.casefold() in _OWN_VOICE:
            self.source.report(
                "unknown-speaker", f"`{label}:` would be the trainee, and her words stand in replies", "Put them under a reply's `say`.", line, column
            )
        else:
            hint = suggest(label, self.speakers.names) + " If this is narration, begin it with a small letter, or use a dash instead of the colon."
            self.source.report("unknown-speaker", f"nobody in the cast is called `{label}`", hint.strip(), line, column)

    # -- grammars --------------------------------------------------------------------------------------------------------------

    def names(self, node: Node, key: str, known: Collection[str], what: str) -> tuple[str, ...]:
        found: list[str] = []
        for name, offset in self.parsed(node, key, parse_names) or ():
            if name not in known:
                self.error(f"unknown-{what}", f"there is no {what} `{name}`", suggest(name, known), node.fields[key], offset)
            elif name not in found:
                found.append(name)
        return tuple(found)

    def points(self, node: Node, key: str, signed: bool, most: int) -> dict[str, int]:
        found: dict[str, int] = {}
        known = self.criteria.get(self.rubric) if self.criteria else None
        for name, value, offset in self.parsed(node, key, lambda text: parse_changes(text, signed)) or ():
            if known is not None and name not in known:
                self.error("unknown-criterion", f"the rubric `{self.rubric}` has no criterion `{name}`", suggest(name, known), node.fields[key], offset)
            elif name in found:
                self.error("duplicate-key", f"`{name}` stands twice in `{key}`", "", node.fields[key], offset)
            elif abs(value) > most:
                self.error("too-many-points", f"`{name} {value:+d}`: one reply shows at most {most} of a criterion", "", node.fields[key], offset)
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
                self.error("ambiguous-meter", f"several people have `{meter}`: whose?", "Like " + ", ".join(f"`{p}.{meter}`" for p in having[:3]) + ".", node, offset)
                return "", ""
        if name in declared:
            return person, meter
        if dot and person in self.cast:
            self.error("unknown-meter", f"`{person}` has no meter `{meter}`", suggest(name, declared) or f"Add `feels: {meter} 2` to her.", node, offset)
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
                self.error("not-understood", f"`{name}(…)` is not a number", "", node, offset)
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
                self.error("dangling-beat", f"there is no beat `{truth.arguments[0]}`", suggest(truth.arguments[0], self.beat_ids), node, offset)
        elif truth.arguments:
            self.error("not-understood", f"`{truth.name}(…)` is not known", "There is only `visited(beat)`.", node, offset)
        elif truth.name not in self.facts:
            hint = suggest(truth.name, self.facts)
            if "." in truth.name or truth.name == "turns":
                hint = f"A meter needs a comparison: `{truth.name} >= 3`."
            elif not self.facts:
                hint = f"Add `facts: {truth.name}` at the top of the file."
            self.error("unknown-fact", f"there is no fact `{truth.name}`", hint, node, offset)


__all__ = ["LANGUAGES", "GrammarError", "Speakers", "compile_scenario", "split_speech"]
