"""Read a conversation to critique (`scenarios/critique/<form>-weak.yaml`) into a `Specimen`, everything wrong reported at its line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import cast

from simulator.content.catalogue import Catalogue
from simulator.content.grammar import NAME
from simulator.content.nearest import suggest
from simulator.content.reading import Reader
from simulator.content.source import LANGUAGES, Node, Source, read_file
from simulator.core.critique import CritiqueKind
from simulator.core.diagnostics import ContentError
from simulator.core.moves import FORMS
from simulator.core.specimen import QUALITIES, GoldCritique, GoldMark, Quality, Specimen, SpecimenLine, Texts

REQUIRED = ("critique", "quality", "form", "rubric", "language", "title", "brief", "cast", "you", "lines", "gold", "marks")
KINDS: tuple[CritiqueKind, ...] = ("keep", "change")
NOT_OFFERED = "none"


def specimens(catalogue: Catalogue) -> Mapping[str, Path]:
    """The file of every conversation to critique by id, later folders over earlier ones."""
    return {path.stem: path for root in catalogue.scenario_roots for path in sorted((root / "critique").glob("*.yaml"))}


def load_specimen(catalogue: Catalogue, name: str) -> Specimen:
    """The conversation `name`. Raises KeyError where there is none, ContentError where it cannot be read."""
    source = read_file(specimens(catalogue)[name])
    found = compile_specimen(source, catalogue.criteria)
    if found is None:
        raise ContentError(source.diagnostics)
    return found


def compile_specimen(source: Source, criteria: Mapping[str, Collection[str]]) -> Specimen | None:
    """The conversation in `source`, or None where errors were reported. `criteria` gives the criterion ids of each rubric."""
    if source.root is None or source.broken:
        return None
    specimen = _Specimens(source, criteria).specimen(source.root)
    return None if source.broken else specimen


class _Specimens(Reader):
    def __init__(self, source: Source, criteria: Mapping[str, Collection[str]]) -> None:
        super().__init__(source)
        self.criteria = criteria

    def specimen(self, root: Node) -> Specimen:
        where = "a conversation to critique"
        self.check_keys(root, REQUIRED, REQUIRED, where)
        name = self.text(root, "critique", prose=False).strip()
        if not NAME.match(name):
            self.error("odd-id", f"`{name[:60]}` cannot be an id", "Use small letters, digits and hyphens.", root.fields.get("critique"))
        rubric = self.one_of(root, "rubric", self.criteria, where)
        known = self.criteria.get(rubric, ())
        people = self.mapping(root, "cast", where)
        names = {person: self.text(people, person).strip() for person in people.fields} if people else {}
        lines = {line: self.line(line, node, names) for line, node in self.items(root, "lines", where)}
        you = self.one_of(root, "you", names, where)
        gold = tuple(self.gold(item, node, lines, you, known) for item, node in self.items(root, "gold", where))
        marks = {criterion: self.mark(criterion, node, known) for criterion, node in self.items(root, "marks", where)}
        self.whole(root, gold, marks, known)
        return Specimen(
            id=name, title=self.spoken_in(root, "title", where), form=self.one_of(root, "form", FORMS, where), rubric=rubric,
            language=self.one_of(root, "language", LANGUAGES, where), quality=cast(Quality, self.one_of(root, "quality", QUALITIES, where)),
            brief=self.spoken_in(root, "brief", where), cast=names, you=you, lines=tuple(lines.values()), gold=gold, marks=marks,
        )  # fmt: skip

    def line(self, name: str, node: Node, people: Collection[str]) -> SpecimenLine:
        where = f"the line `{name}`"
        self.check_keys(node, ("who", "says"), ("says",), where)
        who = self.one_of(node, "who", people, where) if "who" in node.fields else ""
        return SpecimenLine(name, self.spoken_in(node, "says", where), who)

    def gold(self, name: str, node: Node, lines: Mapping[str, SpecimenLine], you: str, known: Collection[str]) -> GoldCritique:
        where = f"the critique `{name}`"
        kind = self.one_of(node, "kind", KINDS, where)
        needed = ("line", "kind", "criterion", "quote", "effect") + (("instead",) if kind == "change" else ())
        self.check_keys(node, ("line", "kind", "criterion", "quote", "effect", "instead"), needed, where)
        line = self.one_of(node, "line", lines, where)
        quote = self.spoken_in(node, "quote", where)
        if line in lines:
            self.pinned(node, quote, lines[line], you)
        return GoldCritique(
            name, line, cast(CritiqueKind, kind), self.criterion(node, known), quote, self.spoken_in(node, "effect", where), self.spoken_in(node, "instead", where)
        )  # fmt: skip

    def pinned(self, node: Node, quote: Texts, line: SpecimenLine, you: str) -> None:
        """A quote is exact, in either language, and of the person who is critiqued (or of what is seen of her)."""
        if line.who not in ("", you):
            self.error(
                "not-her-line",
                f"`{line.id}` is not a line of `{you}`, and only hers are critiqued",
                "Pin it to what she said before it.",
                node.fields["line"],
            )
        for language, words in quote.items():
            if words and " ".join(words.split()) not in " ".join(line.says.get(language, "").split()):
                self.error(
                    "quote-not-there", f"“{words[:60]}” does not stand in `{line.id}` in `{language}`",
                    "Copy the words from the line, letter by letter.", node.fields["quote"].fields.get(language, node.fields["quote"]),
                )  # fmt: skip

    def criterion(self, node: Node, known: Collection[str]) -> str:
        name = self.text(node, "criterion", prose=False).strip()
        if name and known and name not in known:
            self.error("unknown-criterion", f"the rubric has no criterion `{name}`", suggest(name, known), node.fields["criterion"])
        return name

    def mark(self, name: str, node: Node, known: Collection[str]) -> GoldMark:
        where = f"the mark of `{name}`"
        self.check_keys(node, ("level", "because"), ("level", "because"), where)
        if known and name not in known:
            self.error("unknown-criterion", f"the rubric has no criterion `{name}`", suggest(name, known), node)
        level = self.one_of(node, "level", (*"1234", NOT_OFFERED), where)
        return GoldMark(name, int(level) if level in (*"1234",) else None, self.spoken_in(node, "because", where))

    def whole(self, root: Node, gold: Collection[GoldCritique], marks: Collection[str], known: Collection[str]) -> None:
        """What a person would miss who compares her critique with this one."""
        if "gold" in root.fields and {critique.kind for critique in gold} != set(KINDS):
            self.warn(
                "one-sided-critique", "the critique has no `keep`, or no `change`", "One keep and one edge at least, even of the best conversation and of the worst.", root, "gold"
            )  # fmt: skip
        if "marks" in root.fields and (left := [name for name in known if name not in marks]):
            listed = ", ".join(f"`{name}`" for name in left)
            self.warn("unmarked-criterion", f"no mark for {listed}", f"Give a level and why, or `level: {NOT_OFFERED}`.", root, "marks")

    def warn(self, code: str, message: str, hint: str, root: Node, key: str) -> None:
        line, column = root.keys[key]
        self.source.report(code, message, hint, line, column, "warning")
