"""A Twine story as a scenario: passages become beats and endings, links become replies; every line that could not come along is noted.

A story that an export of ours began brings its notation along in comments; what was changed in Twine since then stands above it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from simulator.content import compile as keys
from simulator.content.grammar import NAME, RESERVED, GrammarError, parse_then
from simulator.content.source import parse_text
from simulator.content.speech import Speakers, split_speech
from simulator.content.twine import notation as n
from simulator.content.twine.body import Body, read_body
from simulator.content.twine.links import Link
from simulator.content.twine.story import Note, NoteCode, Passage, Story
from simulator.content.writing import Tree, tree_of
from simulator.core.records import dataclass
from simulator.core.scenario import ADRIFT, WAIT_REPLY
from simulator.core.text import clean_line

SPECIAL = frozenset({
    "StoryInit", "StoryCaption", "StoryMenu", "StoryBanner", "StorySubtitle", "StoryAuthor", "StoryDisplayTitle", "StoryInterface",
    "StorySettings", "StoryIncludes", "StoryShare", "StoryLoadingScreen", "PassageReady", "PassageDone", "PassageHeader", "PassageFooter",
})  # fmt: skip
SPECIAL_TAGS = frozenset(
    {"script", "stylesheet", "widget", "header", "footer", "startup", "init", "annotation", "Twine.image", "Twine.audio"}
)
UNWRITTEN = "unwritten"
OTHER = {"en": "The other person", "es": "La otra persona"}
NOT_WRITTEN = {"en": "(Not written yet.)", "es": "(Todavía no está escrito.)"}
_LONGEST_ID = 40


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a story: the scenario as a tree, ready to be written, and the notes in order of their lines."""

    tree: Tree
    notes: tuple[Note, ...]


def bring(story: Story, scenario: str, language: str = "", form: str = "") -> Brought:
    """`story` as the scenario `scenario`; `language` and `form` where the story itself does not say (else English, a one-to-one)."""
    bringing = _Bringing(story)
    tree = bringing.tree(scenario, language, form)
    return Brought(tree, tuple(sorted({*story.notes, *bringing.notes}, key=lambda note: (note.line, note.message))))


def as_id(text: str, taken: Collection[str] = (), instead: str = "p") -> str:
    """An id made of `text`, unlike any in `taken`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_ID].strip("-")
    if not found or not found[0].isalpha():
        found = f"{instead}-{found}".strip("-")
    if found in RESERVED or found == ADRIFT:
        found = f"{found}-{instead}"
    name, number = found, 2
    while name in taken:
        name, number = f"{found}-{number}", number + 1
    return name


class _Bringing:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.notes: list[Note] = []
        self.bodies: dict[str, Body] = {}
        self.roles: dict[str, str] = {}
        self.names: dict[str, str] = {}
        """What a `then` calls each passage: a beat's id, or `end` and an ending's."""
        self.top: Tree = {}
        self.language = "en"
        self.reached: set[str] = set()

    def note(self, line: int, code: NoteCode, message: str, passage: str = "") -> None:
        self.notes.append(Note(line, code, message, passage))

    # -- which passage is what -------------------------------------------------------------------------------------------------

    def sort(self) -> list[Passage]:
        """The passages that are part of the story, each with its role."""
        kept: list[Passage] = []
        for passage in self.story.passages:
            tags = SPECIAL_TAGS.intersection(passage.tags)
            if passage.name in SPECIAL or tags:
                what = f"its tag `{sorted(tags)[0]}`" if tags else "its name"
                self.note(passage.line, "dropped", f"this passage belongs to Twine's program ({what}), not to the story", passage.name)
                continue
            body = read_body(passage, self.story.format)
            self.bodies[passage.name] = body
            self.notes.extend(body.notes)
            self.roles[passage.name] = self.role(passage, body)
            kept.append(passage)
        return kept

    def role(self, passage: Passage, body: Body) -> str:
        name, tags = passage.name, passage.tags
        if n.BRIEF in tags and body.notation:
            return n.BRIEF
        if n.REPLY in tags and "." in name:
            return n.REPLY
        if n.LATER in tags and name.startswith("later "):
            return n.LATER
        if n.OPENING in tags and name.startswith("opening "):
            return n.OPENING
        return n.ENDING if n.ENDING in tags or not body.links else n.BEAT

    def kept(self, name: str, known: Iterable[str]) -> Tree:
        """What the comment of a passage keeps: known keys only."""
        body = self.bodies[name]
        if not body.notation.strip():
            return {}
        source = parse_text(body.notation, name)
        if source.root is None or source.broken:
            for finding in source.diagnostics[:1]:
                line = body.notation_line + finding.line - 1
                self.note(line, "dropped", f"the notation kept in this comment: {finding.message}", name)
            return {}
        found = tree_of(source.root)
        for key in [key for key in found if key not in known]:
            self.note(body.notation_line + source.root.keys[key][0] - 1, "dropped", f"`{key}` in the comment is not a key", name)
            del found[key]
        return found

    # -- the whole -------------------------------------------------------------------------------------------------------------

    def tree(self, scenario: str, language: str, form: str) -> Tree:
        passages = self.sort()
        brief = next((p for p in passages if self.roles[p.name] == n.BRIEF), None)
        if brief is not None:
            self.top = self.kept(brief.name, (*keys.TOP,))
        self.language = _one_of(str(self.top.get("language", "")).strip() or language, keys.LANGUAGES)
        start = self.begin(passages, brief)
        self.name_all(passages)
        beats: Tree = {}
        endings: Tree = {}
        for passage in passages:
            role = self.roles[passage.name]
            if role == n.BEAT:
                beats[self.names[passage.name]] = self.beat(passage)
            elif role == n.ENDING:
                endings[self.names[passage.name].removeprefix("end ")] = self.ending(passage)
        openings: Tree = {p.name.removeprefix("opening "): self.opening(p) for p in passages if self.roles[p.name] == n.OPENING}
        if UNWRITTEN in self.names.values() or f"end {UNWRITTEN}" in self.reached:
            endings[UNWRITTEN] = {"kind": "nothing", "scene": NOT_WRITTEN[self.language]}
        self.unreached(passages, start)
        first = self.first(start, beats, endings)
        form = str(self.top.get("form", "")).strip() or form or "one_to_one"
        tree: Tree = {
            "scenario": scenario, "title": clean_line(self.story.title) or str(self.top.get("title", "")) or scenario, "form": form,
            "rubric": str(self.top.get("rubric", "")).strip() or form, "language": self.language,
        }  # fmt: skip
        tree |= {key: value for key, value in self.top.items() if key not in tree and key not in ("cast", "start", "beats", "endings")}
        tree.setdefault("you", "organizer")
        if brief is not None:
            self.edited_brief(brief, tree)
        tree["cast"] = self.cast(beats, endings, openings)
        if openings:
            tree["openings"] = openings
        tree |= {"start": first, "beats": beats, "endings": endings}
        return tree

    def begin(self, passages: list[Passage], brief: Passage | None) -> str:
        """The name of the passage where the scene begins."""
        name = self.story.start
        if brief is not None and (name == brief.name or not name):
            ways = [link.target for link in self.bodies[brief.name].links]
            stated = str(self.top.get("start", "")).strip()
            to_openings = [way for way in ways if self.roles.get(way) == n.OPENING]
            name = stated if to_openings or stated in ways else next(iter(ways), stated)
        if name not in self.bodies:
            name = next((p.name for p in passages if self.roles[p.name] in (n.BEAT, n.ENDING)), "")
        return name

    def name_all(self, passages: list[Passage]) -> None:
        taken: dict[str, set[str]] = {n.BEAT: set(), n.ENDING: set()}
        for exact in (True, False):  # those that already have a proper id keep it, whatever comes before them
            for passage in passages:
                role = self.roles[passage.name]
                if role not in taken or passage.name in self.names:
                    continue
                own = passage.name.removeprefix("end ") if role == n.ENDING else passage.name
                fits = bool(NAME.match(own)) and own not in RESERVED and own != ADRIFT and own not in taken[role]
                if exact and not fits:
                    continue
                found = own if fits else as_id(own, taken[role])
                taken[role].add(found)
                self.names[passage.name] = found if role == n.BEAT else f"end {found}"

    def unreached(self, passages: list[Passage], start: str) -> None:
        for passage in passages:
            role = self.roles[passage.name]
            alone = role in (n.BEAT, n.ENDING) and passage.name != start and self.names[passage.name] not in self.reached
            if alone and not self.top:  # with notation of ours, `otherwise`, a clock or `max-turns` may lead there
                self.note(passage.line, "unsure", "no link leads here; perhaps a script does", passage.name)
            if role == n.REPLY and passage.name not in self.reached:
                self.note(passage.line, "dropped", "no link leads to this answer", passage.name)

    def first(self, start: str, beats: Tree, endings: Tree) -> str:
        """The id of the first beat; one is made where the story begins at an ending, or has nothing."""
        if not endings:
            endings[UNWRITTEN] = {"kind": "nothing", "scene": NOT_WRITTEN[self.language]}
            self.note(1, "unsure", f"the story never ends; an ending `{UNWRITTEN}` was added, to which nothing leads")
        name = self.names.get(start, "")
        if name in beats:
            return name
        made = as_id("begin", beats)
        then = name or f"end {next(iter(endings))}"
        beats[made] = {"scene": "…", "replies": {"begin": {"say": "…", "then": then}}}
        self.note(1, "changed", f"the story begins where it ends; a beat `{made}` was put before it")
        return made

    def edited_brief(self, brief: Passage, tree: Tree) -> None:
        """The brief as it was changed in Twine, where it was."""
        words = self.bodies[brief.name].words
        kept = "\n\n".join(n.face(str(tree[key])) for key in ("brief", "goal") if str(tree.get(key, "")).strip())
        if words.strip() and words != read_body(Passage("", kept), n.FORMAT).words:
            goal = n.face(str(tree.get("goal", "")))
            tree["brief"] = words.removesuffix(goal).strip() if goal else words

    # -- one passage -----------------------------------------------------------------------------------------------------------

    def scene(self, passage: Passage, kept: Tree, key: str = "scene") -> str:
        """The words of a passage; those in its comment where Twine shows them just so."""
        words, exact = self.bodies[passage.name].words, str(kept.get(key, ""))
        if exact.strip() and read_body(Passage("", n.face(exact)), n.FORMAT).words == words:
            return exact
        if not words.strip() and key == "scene":
            self.note(passage.line, "unsure", "this passage has no words of its own", passage.name)
            return "…"
        return words

    def beat(self, passage: Passage) -> Tree:
        kept = self.kept(passage.name, keys.BEAT)
        replies = kept.pop("replies", {})
        scene = self.scene(passage, kept)
        kept.pop("scene", None)
        return {"scene": scene, **kept, "replies": self.replies(passage, replies if isinstance(replies, dict) else {})}

    def replies(self, passage: Passage, kept: Tree) -> Tree:
        rest = {name: value for name, value in kept.items() if isinstance(value, dict)}
        found: Tree = {}
        for link in self.bodies[passage.name].links:
            name = self.matching(passage.name, link, rest)
            own = rest.pop(name, {}) if name else {}
            if not name:
                name = as_id(" ".join(link.text.split()[:4]), {*found, *kept, WAIT_REPLY}, "reply")
            found[name] = self.reply(link, dict(own), name)
        for name in rest:
            self.note(passage.line, "dropped", f"the reply `{name}`: its link is gone", passage.name)
        return found

    def matching(self, beat: str, link: Link, rest: dict[str, Tree]) -> str:
        """The id of the reply that `link` was made of: by its passage, its words, or where it leads; "" for a new one."""
        for name in rest:
            if link.target == n.reply_name(beat, name):
                return name
        for name, reply in rest.items():
            said = str(reply.get("say", ""))
            if (said and n.link_face(said) == link.text) or (not said and name == WAIT_REPLY and link.text == n.SILENCE):
                return name
        bare = [name for name, reply in rest.items() if "say" not in reply and name != WAIT_REPLY]
        ways = {name: _targets(str(rest[name].get("then", ""))) for name in bare}
        leads = self.names.get(link.target, "")
        return next((name for name in bare if not ways[name] or ways[name] == {leads}), "")

    def reply(self, link: Link, own: Tree, name: str) -> Tree:
        exact = str(own.pop("say", ""))
        said = exact if exact and (n.link_face(exact) or n.SILENCE) == link.text else link.text
        told: Tree = {} if name == WAIT_REPLY else {"say": said}
        answered = self.roles.get(link.target) == n.REPLY
        body = self.bodies[link.target] if answered else None
        if answered:
            self.reached.add(link.target)
        ways = body.links if body else (link,)
        then = self.then(str(own.pop("then", "")), ways, link)
        answer = ""
        if body is not None:
            answer = self.scene(self.story.by_name[link.target], own, "answer")
        own.pop("answer", None)
        return told | own | ({"answer": answer} if answer else {}) | {"then": then}

    def then(self, kept: str, ways: Iterable[Link], link: Link) -> str:
        """Where a reply leads: as the comment has it while the links still say the same, else as the links say."""
        targets = list(dict.fromkeys(self.lead(way) for way in ways)) or [self.lead(link)]
        if kept.strip() and _targets(kept) == set(targets):
            return kept
        if kept.strip() and len(targets) > 1:
            self.note(link.line, "dropped", f"`then: {' '.join(kept.split())}`: the links lead elsewhere now")
        beats = [target for target in targets if not target.startswith("end ")]
        if len(targets) == 1:
            return targets[0]
        if len(beats) == len(targets):
            self.note(link.line, "unsure", "several ways on: chance draws one")
            return f"one of {', '.join(beats)}"
        for left in targets[1:]:
            self.note(link.line, "dropped", f"a second way on, to `{left}`: say when it is taken")
        return targets[0]

    def lead(self, link: Link) -> str:
        """What a `then` calls the passage that `link` leads to."""
        name = self.names.get(link.target, "")
        if not name and self.roles.get(link.target) == n.BRIEF:
            name = self.names.get(self.begin([], self.story.by_name.get(link.target)), "")
        if not name:
            self.note(link.line, "dropped", f"the link leads to “{link.target}”, and there is no such passage")
            name = f"end {UNWRITTEN}"
        self.reached.add(name)
        return name

    def ending(self, passage: Passage) -> Tree:
        kept = self.kept(passage.name, keys.ENDING)
        found: Tree = {"kind": str(kept.pop("kind", "nothing")), "scene": self.scene(passage, kept)}
        kept.pop("scene", None)
        later = str(kept.pop("later", ""))
        for link in self.bodies[passage.name].links:
            beyond = self.story.by_name.get(link.target)
            if beyond is not None and self.roles.get(link.target) == n.LATER:
                later = self.scene(beyond, {"later": later}, "later")
            else:
                self.note(link.line, "dropped", f"a link out of an ending, to “{link.target}”", passage.name)
        return found | kept | ({"later": later} if later.strip() else {})

    def opening(self, passage: Passage) -> Tree:
        kept = self.kept(passage.name, keys.OPENING)
        links = self.bodies[passage.name].links
        scene = self.scene(passage, kept)
        kept.pop("scene", None)
        then = self.lead(links[0]) if links else ""
        stated = str(kept.pop("then", "")).strip()
        start = str(self.top.get("start", "")).strip()
        if then and (stated or then != start):
            kept["then"] = then
        return {"scene": scene, **kept}

    # -- who speaks ------------------------------------------------------------------------------------------------------------

    def cast(self, *parts: Tree) -> Tree:
        """The cast as it was kept, and whoever else speaks; lines nobody can be found for become narration."""
        kept = self.top.get("cast", {})
        cast: Tree = dict(kept) if isinstance(kept, dict) else {}
        people = {name: str(person.get("name", name)) if isinstance(person, dict) else name for name, person in cast.items()}
        said = {label for part in parts for text in _spoken(part) for line in text.split("\n") if (label := split_speech(line.strip())[0])}
        for label in sorted(said, key=lambda label: (-len(label.split()), label)):
            if Speakers(people).who(label) or len(label.split()) > 2 or label.casefold() in _OWN:
                continue
            person = as_id(label, {*cast, "organizer"}, "person")
            people[person] = label
            cast[person] = {"name": label}
            self.note(1, "unsure", f"“{label}:” begins a line, so {label} was taken for someone who speaks")
        if not cast:
            cast["other"] = {"name": OTHER[self.language]}
            people["other"] = OTHER[self.language]
        speakers = Speakers(people)
        for part in parts:
            _respoken(part, speakers)
        return cast


_OWN = frozenset({"you", "tú", "tu", "usted", "yo", "organizer", "organizador", "organizadora", "me"})
_SPOKEN = ("scene", "again", "answer")


def _spoken(tree: Tree) -> Iterable[str]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _spoken(value)
        elif key in _SPOKEN:
            yield value


def _respoken(tree: Tree, speakers: Speakers) -> None:
    """Speech by nobody in the cast, or by one of several, becomes narration: a dash for the colon."""
    for key, value in tree.items():
        if isinstance(value, dict):
            _respoken(value, speakers)
        elif key in _SPOKEN:
            tree[key] = "\n".join(_line(line, speakers) for line in value.split("\n"))


def _line(line: str, speakers: Speakers) -> str:
    label, words = split_speech(line.strip())
    if not label or len(speakers.who(label)) == 1 or (len(label.split()) > 2 and not speakers.who(label)):
        return line
    return f"{label} — {words}"


def _targets(then: str) -> set[str]:
    try:
        return {f"end {name}" if ending else name for _, names, ending, _ in parse_then(then.strip()) for name in names}
    except GrammarError:
        return set()


def _one_of(word: str, known: Collection[str]) -> str:
    return word if word in known else next(iter(known))
