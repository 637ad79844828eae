"""From a source node to an immutable `Scenario`: every name resolved, every grammar read, everything wrong reported at its line."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import cast

from simulator.content.grammar import NAME, RESERVED, parse_changes, parse_clock, parse_limit, parse_max_turns, parse_names
from simulator.content.nearest import suggest
from simulator.content.resolve import Resolver
from simulator.content.source import LANGUAGES as LANGUAGES
from simulator.content.source import Node, Source
from simulator.content.speech import Speakers, split_speech
from simulator.core.moves import FLAGS, FORMS, MOVES, PARTS, WAIT
from simulator.core.scenario import (
    ADRIFT,
    ENDING_KINDS,
    HIGHEST,
    LOWEST,
    SKILLS,
    WAIT_REPLY,
    Allowance,
    Beat,
    Cast,
    Clock,
    Ending,
    EndingKind,
    Exhibit,
    Limit,
    Line,
    Opening,
    Otherwise,
    Reply,
    Scenario,
)

TOP_REQUIRED = ("scenario", "title", "form", "rubric", "language", "you", "cast", "start", "beats", "endings")
TOP = (
    *TOP_REQUIRED, "difficulty", "minutes", "brief", "goal", "content-note", "facts", "par", "max-turns", "facilitator", "lenses", "exhibits",
    "openings", "drill", "allow",
)  # fmt: skip
CAST = ("name", "part", "feels", "about", "interest", "secret")
BEAT = ("scene", "replies", "again", "cue", "turning-point", "otherwise", "clock", "limit", "exhibit", "you", "allow")
REPLY = ("say", "then", "also", "moves", "shows", "feel", "sets", "reveals", "flags", "answer", "coach", "to", "if", "once", "allow")
ENDING = ("scene", "kind", "later", "allow")
OPENING = ("scene", "feel", "sets", "then")
EXHIBIT = ("title", "kind", "rows", "source")

_OWN_VOICE = frozenset({"you", "tú", "tu", "usted", "yo", "organizer", "organizador", "organizadora", "me"})


def compile_scenario(source: Source, criteria: Mapping[str, Collection[str]] | None = None) -> Scenario | None:
    """The scenario in `source`, or None where errors were reported.

    `criteria` gives the criterion ids of each rubric; without it `rubric`, `shows` and `par` are not checked.
    """
    if source.root is None or source.broken:
        return None
    scenario = _Compiler(source, criteria).scenario(source.root)
    return None if source.broken else scenario


class _Compiler(Resolver):
    def __init__(self, source: Source, criteria: Mapping[str, Collection[str]] | None) -> None:
        super().__init__(source, criteria)
        self.speakers = Speakers({})
        self.allowances: list[Allowance] = []

    def scenario(self, root: Node) -> Scenario:
        where = "a scenario"
        self.check_keys(root, TOP, TOP_REQUIRED, where)
        beats, endings = root.fields.get("beats"), root.fields.get("endings")
        self.beat_ids = beats.fields if beats else ()
        self.ending_ids = endings.fields if endings else ()
        for node in (beats, endings):
            self.reserved(node)
        self.cast = {name: self.person(name, node) for name, node in self.items(root, "cast", where)}
        self.speakers = Speakers({person.id: person.name for person in self.cast.values()})
        self.facts = self.fact_names(root)
        self.rubric = (
            self.one_of(root, "rubric", self.criteria, where)
            if self.criteria is not None
            else self.text(root, "rubric", prose=False).strip()
        )
        exhibits = {name: self.exhibit(name, node) for name, node in self.items(root, "exhibits", where)}
        you = self.voice(root, "you", where) or "organizer"
        max_turns = self.parsed(root, "max-turns", parse_max_turns) or (0, "")
        if max_turns[1] and max_turns[1] not in self.ending_ids:
            self.error(
                "dangling-ending", f"there is no ending `{max_turns[1]}`", suggest(max_turns[1], self.ending_ids), root.fields["max-turns"]
            )
        start = self.text(root, "start", prose=False).strip()
        if start and start not in self.beat_ids:
            self.error(
                "dangling-beat",
                f"the scenario starts at `{start}`, and there is no such beat",
                suggest(start, self.beat_ids),
                root.fields["start"],
            )
        identity = self.text(root, "scenario", prose=False).strip()
        if identity and not NAME.match(identity):
            self.error(
                "odd-id",
                f"`{identity[:60]}` cannot be a scenario's id",
                "Use small letters, digits and hyphens, as in the folder's name.",
                root.fields["scenario"],
            )
        self.allow(root, "")
        openings = {name: self.opening(name, node, start) for name, node in self.items(root, "openings", where)}
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
            openings=openings,
            drill=self.one_of(root, "drill", SKILLS, where) if "drill" in root.fields else "",
        )

    def reserved(self, node: Node | None) -> None:
        """Beats and endings that no `then` could name."""
        for name in RESERVED.intersection(node.keys if node else ()):
            assert node is not None
            self.source.report(
                "odd-id", f"`{name}` is a word of the notation and cannot be an id", "Choose another, such as `the-end`.", *node.keys[name]
            )

    # -- cast, facts, exhibits -------------------------------------------------------------------------------------------------

    def person(self, name: str, node: Node) -> Cast:
        where = f"`{name}`"
        self.check_keys(node, CAST, ("name",), where)
        feels: dict[str, int] = {}
        for meter, value, offset in self.parsed(node, "feels", lambda text: parse_changes(text, signed=False)) or ():
            if not LOWEST <= value <= HIGHEST:
                self.error(
                    "meter-range",
                    f"`{meter} {value}`: a meter goes from {LOWEST} to {HIGHEST}",
                    "0 is none of it, 5 is full.",
                    node.fields["feels"],
                    offset,
                )
            elif meter in feels:
                self.error("duplicate-key", f"`{meter}` stands twice in `feels`", "Keep one.", node.fields["feels"], offset)
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
                self.error(
                    "odd-id", f"`{name}` cannot be a fact's name", "Use small letters, digits and hyphens.", root.fields["facts"], offset
                )
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

    def opening(self, name: str, node: Node, start: str) -> Opening:
        where = f"the opening `{name}`"
        self.check_keys(node, OPENING, ("scene",), where)
        self.required_text(node, "scene", where)
        feel, _ = self.feel(node)
        then = self.text(node, "then", prose=False).strip()
        if "then" in node.fields and then not in self.beat_ids:
            hint = f"`{then}` is an ending; an opening leads to a beat." if then in self.ending_ids else suggest(then, self.beat_ids)
            self.error("dangling-beat", f"{where} leads to `{then}`, and there is no such beat", hint, node.fields["then"])
        return Opening(name, self.spoken(node, "scene"), then or start, feel, self.names(node, "sets", self.facts, "fact"))

    def voice(self, node: Node, key: str, where: str) -> str:
        return self.one_of(node, key, ("organizer", *self.cast), where)

    def allow(self, node: Node, place: str) -> None:
        for line in self.lines(node, "allow"):
            code, because, reason = line.partition(" because ")
            if not because or not reason.strip():
                self.error(
                    "not-understood",
                    "`allow` needs its reason",
                    "Like `allow: longest-is-best because he is a talker`.",
                    node.fields["allow"],
                )
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
            self.error(
                "dangling-exhibit",
                f"there is no exhibit `{exhibit}`",
                suggest(exhibit, exhibits) or f"Write it under `exhibits:` as `{exhibit}:`.",
                node.fields["exhibit"],
            )
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
                "unknown-speaker",
                f"`{label}:` would be the trainee, and her words stand in replies",
                "Put them under a reply's `say`.",
                line,
                column,
            )
        else:
            hint = (
                suggest(label, self.speakers.names)
                + " If this is narration, begin it with a small letter, or use a dash instead of the colon."
            )
            self.source.report("unknown-speaker", f"nobody in the cast is called `{label}`", hint.strip(), line, column)
