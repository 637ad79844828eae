"""A scenario as a Twine story: it plays in Twine by its links, and a comment in each passage keeps what Twine has no place for."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from simulator.content.catalogue import Loaded
from simulator.content.grammar import parse_then
from simulator.content.twine import notation as n
from simulator.content.twine.story import Passage, Story
from simulator.content.writing import Tree, tree_of
from simulator.core.graph import places
from simulator.core.scenario import WAIT_REPLY, Scenario

FIRST = "Start"
WEEK_LATER = {"en": "A week later", "es": "Una semana después"}
BEGIN = {"en": "Begin", "es": "Empezar"}
_ACROSS, _DOWN = 150, 150


def as_story(loaded: Loaded) -> Story:
    """The story of a scenario in its own language. Its identifier comes from the scenario's id, so that it stays."""
    scenario = loaded.material.scenario
    root = loaded.sources["scenario"].root
    assert root is not None
    passages = tuple(_placed(_Leaving(scenario, tree_of(root)).passages(), scenario))
    ifid = str(uuid5(NAMESPACE_URL, f"urn:organizer-simulator:scenario:{scenario.id}")).upper()
    return Story(scenario.title, passages, FIRST, ifid, n.FORMAT, n.FORMAT_VERSION, dict(n.COLORS))


class _Leaving:
    def __init__(self, scenario: Scenario, tree: Tree) -> None:
        self.scenario = scenario
        self.tree = tree

    def passages(self) -> Iterator[Passage]:
        tree = dict(self.tree)
        beats, endings, openings = (_under(tree, key) for key in ("beats", "endings", "openings"))
        for key in ("beats", "endings", "openings"):
            tree.pop(key, None)
        words = [n.face(text) for text in (self.scenario.brief, self.scenario.goal) if text.strip()]
        begin = BEGIN[self.scenario.language]
        ways = [f"[[{begin}: {name}->opening {name}]]" for name in openings] or [f"[[{begin}->{self.scenario.start}]]"]
        yield Passage(FIRST, "\n\n".join([*words, "\n".join(ways)]) + n.comment(tree), (n.BRIEF,))
        for name, opening in openings.items():
            kept = dict(_tree(opening))
            to = str(kept.get("then") or self.scenario.start).strip()
            yield Passage(f"opening {name}", f"{_words(kept, 'scene')}\n\n[[{begin}->{to}]]{n.comment(kept)}", (n.OPENING,))
        for name, beat in beats.items():
            yield from self.beat(name, dict(_tree(beat)))
        for name, ending in endings.items():
            kept = dict(_tree(ending))
            text = _words(kept, "scene")
            later = str(kept.get("later", "")).strip()
            if later:
                link = f"\n\n[[{WEEK_LATER[self.scenario.language]}->later {name}]]"
                words_later = _words(kept, "later")
                yield Passage(n.ending_name(name), f"{text}{link}{n.comment(kept)}", (n.ENDING,))
                yield Passage(f"later {name}", words_later, (n.LATER,))
            else:
                yield Passage(n.ending_name(name), f"{text}{n.comment(kept)}", (n.ENDING,))

    def beat(self, name: str, kept: Tree) -> Iterator[Passage]:
        text = _words(kept, "scene")
        links: list[str] = []
        after: list[Passage] = []
        replies: Tree = {}
        for reply, value in _under(kept, "replies").items():
            rest = dict(_tree(value))
            said = str(rest.get("say", ""))
            shown = n.link_face(said) or n.SILENCE
            if shown == said.strip("\n").rstrip() and reply != WAIT_REPLY:
                rest.pop("say")
            targets = _targets(str(rest["then"]))
            if "answer" in rest or len(targets) > 1:
                answer = f"{_words(rest, 'answer')}\n\n" if "answer" in rest else ""
                ways = "\n".join(f"[[{_way(target)}->{target}]]" for target in targets)
                after.append(Passage(n.reply_name(name, reply), f"{answer}{ways}", (n.REPLY,)))
                links.append(f"[[{shown}->{n.reply_name(name, reply)}]]")
            else:
                links.append(f"[[{shown}->{targets[0]}]]")
            if len(targets) == 1 and str(rest["then"]).strip() == targets[0]:
                rest.pop("then")
            replies[reply] = rest
        kept["replies"] = replies
        yield Passage(name, "\n\n".join(part for part in (text, "\n".join(links)) if part) + n.comment(kept), (n.BEAT,))
        yield from after


def _words(kept: Tree, key: str) -> str:
    """The text under `key` as words of a passage; it leaves `kept` where nothing of it would be lost."""
    text = str(kept.get(key, "")).strip("\n").rstrip()
    if n.shown_as_is(text):
        kept.pop(key, None)
    return n.face(text)


def _targets(then: str) -> list[str]:
    """The passages a `then` may lead to, each once."""
    found = [n.ending_name(name) if ending else name for _, names, ending, _ in parse_then(then.strip()) for name in names]
    return list(dict.fromkeys(found))


def _way(target: str) -> str:
    return f"→ {target}"


def _tree(value: str | Tree) -> Tree:
    return value if isinstance(value, dict) else {}


def _under(tree: Tree, key: str) -> Tree:
    return _tree(tree.get(key, {}))


def _placed(passages: Iterator[Passage], scenario: Scenario) -> Iterator[Passage]:
    """The passages where Twine's map shows them: left to right as far as they are from the start, what belongs together near."""
    at = {name: (column + 1, row) for name, (column, row) in places(scenario).items()}
    below: dict[int, int] = {}
    for passage in passages:
        name = passage.name.partition(".")[0].removeprefix("opening ").removeprefix("later ")
        column, row = at.get(passage.name, at.get(name, at.get(f"end {name}", (0, 0))))
        if n.BRIEF in passage.tags:
            column = 0
        row = max(row, below.get(column, 0))
        below[column] = row + 1
        yield Passage(passage.name, passage.text, passage.tags, position=f"{column * _ACROSS + 100},{row * _DOWN + 100}", size="100,100")
