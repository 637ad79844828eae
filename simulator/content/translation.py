"""Compile a translation: the same ids, text only, addressed as `beats.door.replies.credential.say`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from simulator.content.nearest import suggest
from simulator.content.reading import Reader
from simulator.content.source import LANGUAGES, Node, Source
from simulator.content.speech import Speakers, split_speech
from simulator.core.scenario import Line, Reply, Scenario, Translation

SPOKEN = frozenset({"scene", "again", "answer"})


def compile_translation(source: Source, scenario: Scenario) -> Translation | None:
    """The translation in `source`, checked against `scenario`, or None where errors were reported."""
    if source.root is None or source.broken:
        return None
    reader = _Translator(source)
    known = dict(addresses(scenario))
    strings = dict(reader.walk(source.root, "", known, _children(known)))
    language = reader.one_of(source.root, "language", LANGUAGES, "a translation")
    named = reader.text(source.root, "scenario", prose=False).strip()
    if named != scenario.id:
        reader.error(
            "wrong-scenario",
            f"this translates `{named}`, and it lies beside `{scenario.id}`",
            f"Write `scenario: {scenario.id}`, or move the file.",
            source.root.fields.get("scenario"),
        )
    if language == scenario.language:
        reader.error(
            "wrong-language",
            f"the scenario itself is in `{language}`",
            "A translation is in another language.",
            source.root.fields["language"],
        )
    reader.check_speakers(source.root, scenario)
    return None if source.broken else Translation(named, language, strings)


def _children(known: Collection[str]) -> Mapping[str, Collection[str]]:
    """The names that may stand under each place: `beats.door.` → `scene`, `replies`, …"""
    children: dict[str, dict[str, None]] = {}
    for address in known:
        base = ""
        for name in address.split("."):
            children.setdefault(base, {})[name] = None
            base += f"{name}."
    return children


def addresses(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Every translatable address of `scenario` with its own text (speech with its speaker's name in front)."""

    def script(lines: tuple[Line, ...]) -> str:
        return "\n".join(f"{scenario.cast[line.speaker].name}: {line.text}" if line.speaker else line.text for line in lines)

    yield "title", scenario.title
    yield "brief", scenario.brief
    yield "goal", scenario.goal
    yield "content-note", scenario.content_note
    yield "facilitator", scenario.facilitator
    yield "lenses", "\n".join(scenario.lenses)
    for person in scenario.cast.values():
        base = f"cast.{person.id}"
        yield f"{base}.name", person.name
        yield f"{base}.about", person.about
        yield f"{base}.interest", person.interest
        yield f"{base}.secret", person.secret
    for exhibit in scenario.exhibits.values():
        base = f"exhibits.{exhibit.id}"
        yield f"{base}.title", exhibit.title
        separator = ": " if exhibit.kind == "bars" else " | "
        yield f"{base}.rows", "\n".join(separator.join(row) for row in exhibit.rows)
        yield f"{base}.source", exhibit.source
    for opening in scenario.openings.values():
        yield f"openings.{opening.id}.scene", script(opening.scene)
    for beat in scenario.beats.values():
        base = f"beats.{beat.id}"
        yield f"{base}.scene", script(beat.scene)
        yield f"{base}.again", script(beat.again)
        yield f"{base}.cue", beat.cue
        yield f"{base}.turning-point", beat.turning_point
        if beat.otherwise:
            yield f"{base}.otherwise.scene", script(beat.otherwise.scene)
        for reply in beat.replies.values():
            yield from _reply(f"{base}.replies.{reply.id}", reply, script(reply.answer))
    for ending in scenario.endings.values():
        yield f"endings.{ending.id}.scene", script(ending.scene)
        yield f"endings.{ending.id}.later", ending.later


def _reply(base: str, reply: Reply, answer: str) -> Iterator[tuple[str, str]]:
    yield f"{base}.say", reply.say
    yield f"{base}.also", "\n".join(reply.also)
    yield f"{base}.answer", answer
    yield f"{base}.coach", reply.coach


OPTIONAL = ("also", "facilitator", "lenses")
"""What a translation may leave out without being incomplete; a person's name too, which mostly stays as it is."""


def missing(scenario: Scenario, translation: Translation) -> Iterator[str]:
    """The addresses that have text in `scenario` and none in `translation`."""
    for address, text in addresses(scenario):
        last = address.rpartition(".")[2]
        optional = last in OPTIONAL or (address.startswith("cast.") and last == "name") or address.endswith("wait.say")
        if text and not optional and not translation.strings.get(address):
            yield address


class _Translator(Reader):
    def walk(self, node: Node, base: str, known: dict[str, str], children: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str]]:
        """Every text under `node` with its address; ids the scenario does not have are reported."""
        prefixes = children.get(base, ())
        for key, child in node.fields.items():
            if not base and key in ("scenario", "language"):
                continue
            address = f"{base}{key}"
            if key not in prefixes:
                self.source.report("unknown-id", f"the scenario has no `{address}` to translate", suggest(key, prefixes), *node.keys[key])
            elif child.text is None:
                yield from self.walk(child, f"{address}.", known, children)
            elif address not in known:
                self.error(
                    "text-not-expected",
                    f"`{address}` holds names with more under them, not text",
                    "Repeat the ids below it, as in the scenario.",
                    child,
                )
            else:
                yield address, self.text(node, key)

    def check_speakers(self, root: Node, scenario: Scenario) -> None:
        """Speech must be by someone of the cast, under her own or her translated name."""
        cast = root.fields.get("cast")
        names = {person.id: person.name for person in scenario.cast.values()}
        translated = {
            person: child.fields["name"].text or "" for person, child in (cast.fields if cast else {}).items() if "name" in child.fields
        }
        speakers, others = Speakers(names), Speakers(translated)
        for node, key in self._spoken(root):
            child = node.fields[key]
            for number, line in enumerate((child.text or "").split("\n")):
                label, _ = split_speech(line.strip())
                if label and len(label.split()) < 3 and not speakers.who(label) and not others.who(label):
                    self.source.report(
                        "unknown-speaker", f"nobody in the cast is called `{label}`", suggest(label, tuple(names.values())),
                        child.line + number + (1 if child.block else 0), child.column,
                    )  # fmt: skip

    def _spoken(self, node: Node) -> Iterator[tuple[Node, str]]:
        for key, child in node.fields.items():
            if child.text is None:
                yield from self._spoken(child)
            elif key in SPOKEN:
                yield node, key
