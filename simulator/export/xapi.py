"""A run as xAPI 1.0.3 statements, one JSON object a line, for a learning record store; the verbs are those of the Serious Games profile and ADL.

Each statement's id follows from what it says, so a run sent twice is there once. The actor is an opaque account: no name, no address.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from simulator.export.telling import Data

Statement = dict[str, Any]
HOME = "https://organizer-simulator.invalid"
"""What every identifier begins with: a name that belongs to nobody and leads nowhere."""
VERSION = "1.0.3"
_ADL, _GAMES = "http://adlnet.gov/expapi/verbs/", "https://w3id.org/xapi/seriousgames/verbs/"
VERBS: dict[str, tuple[str, str, str]] = {
    "initialized": (f"{_ADL}initialized", "began", "empezó"),
    "selected": (f"{_GAMES}selected", "selected", "escogió"),
    "answered": (f"{_ADL}answered", "answered", "contestó"),
    "completed": (f"{_ADL}completed", "completed", "terminó"),
    "terminated": (f"{_ADL}terminated", "left off", "dejó"),
    "scored": (f"{_ADL}scored", "scored", "dio un nivel a"),
    "commented": (f"{_ADL}commented", "commented on", "comentó"),
}
_TREE, _SCENE = "https://w3id.org/xapi/seriousgames/activity-types/dialog-tree", "http://adlnet.gov/expapi/activities/simulation"
_QUESTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
_RATED = {"self": "self", "trainer": "trainer", "counterpart": "counterpart"}


def statements(run: Data, account: str = "") -> Iterator[Statement]:
    """The statements of what a JSON export holds, in order. `account` is the actor's opaque name; "" makes one of this run alone."""
    yield from _Statements(run, account).all()


def xapi_lines(runs: Iterable[Data], account: str = "") -> Iterator[str]:
    """The statements of several runs, each as one line of JSON with its newline."""
    for run in runs:
        for statement in statements(run, account):
            yield json.dumps(statement, ensure_ascii=False, separators=(",", ":")) + "\n"


class _Statements:
    def __init__(self, run: Data, account: str) -> None:
        self.run = run
        self.registration = _uuid(run["run"], "registration") if not _is_uuid(run["run"]) else run["run"]
        self.account = account or hashlib.sha256(f"account/{run['run']}".encode()).hexdigest()[:24]
        self.scenario = f"{HOME}/scenario/{run['scenario']['id']}"
        self.language = run["scenario"]["language"]

    def all(self) -> Iterator[Statement]:
        if not self.run["started"]:
            return
        at = self.run["started"]
        yield self.statement("initialized", "initialized", self.scene(), at)
        for take in self.run["takes"]:
            for turn in take["turns"]:
                at = turn["at"] or at
                yield self.line(turn)
            if take["ending"]:
                yield self.ended(take, at)
        if not self.run["ended"]:
            yield self.statement("terminated", "terminated", self.scene(), at)
        yield from self.rated(at)
        yield from self.commented()

    def statement(
        self, key: str, verb: str, thing: Statement, at: str, result: Statement | None = None, take: int = 0, actor: str = ""
    ) -> Statement:
        iri, en, es = VERBS[verb]
        context: Statement = {"registration": self.registration, "language": self.run["language"]}
        if thing["objectType"] == "Activity":
            context["platform"] = "Organizer simulator"
        if thing.get("id") != self.scenario:
            context["contextActivities"] = {"parent": [{"objectType": "Activity", "id": self.scenario}]}
        if take:
            context["extensions"] = {f"{HOME}/extensions/take": take}
        made: Statement = {
            "id": _uuid(self.registration, key), "actor": self.actor(actor or self.account), "verb": {"id": iri, "display": {"en": en, "es": es}}, "object": thing,
        }  # fmt: skip
        if result:
            made["result"] = result
        return made | {"context": context, "timestamp": at, "version": VERSION}

    def actor(self, name: str) -> Statement:
        return {"objectType": "Agent", "account": {"homePage": HOME, "name": name}}

    def scene(self) -> Statement:
        scenario = self.run["scenario"]
        names = {scenario["title"]["language"]: scenario["title"]["text"]}
        return {"objectType": "Activity", "id": self.scenario, "definition": {"type": _SCENE, "name": names}}

    def line(self, turn: Data) -> Statement:
        key = f"line/{turn['take']}/{turn['turn']}"
        asked = (turn["before"] or [{"text": turn["beat"]}])[-1]["text"]
        extensions: Statement = {f"{HOME}/extensions/line": turn["turn"], f"{HOME}/extensions/aided": turn["aided"]}
        if turn["certain"]:
            extensions[f"{HOME}/extensions/moves"] = [move["id"] for move in turn["moves"]]
            points: dict[str, int] = {}
            for piece in turn["evidence"]:
                points[piece["criterion"]["id"]] = points.get(piece["criterion"]["id"], 0) + piece["points"]
            extensions[f"{HOME}/extensions/evidence"] = points
        definition: Statement = {"type": _TREE, "name": {self.language: asked}}
        typed = turn["own_words"]
        if typed:
            definition |= {"type": _QUESTION, "interactionType": "long-fill-in"}
        elif turn["text"]:
            extensions[f"{HOME}/extensions/said"] = turn["text"]
        thing = {"objectType": "Activity", "id": f"{self.scenario}/beat/{turn['beat']}", "definition": definition}
        response = turn["text"] if typed else turn["reply"] or turn["way"]
        return self.statement(
            key,
            "answered" if typed else "selected",
            thing,
            turn["at"] or self.run["started"],
            {"response": response, "extensions": extensions},
            turn["take"],
        )

    def ended(self, take: Data, at: str) -> Statement:
        result = {
            "completion": True,
            "response": take["ending"],
            "extensions": {f"{HOME}/extensions/ending-kind": take["kind"]["id"] if take["kind"] else ""},
        }
        return self.statement(f"ended/{take['number']}", "completed", self.scene(), at, result, take["number"])

    def rated(self, at: str) -> Iterator[Statement]:
        own_role = "self" if self.run["reader"] == "trainee" else str(self.run["reader"])
        for row in self.run["ratings"]:
            place = f"{row['take']}/{row['criterion']['id']}"
            given = [(own_role, row["own"]["level"])] if row["own"] and row["own"]["level"] else []
            given += [(mark["role"], level["level"]) for mark in row["shown"] if mark["role"] in _RATED for level in mark["levels"]]
            for number, (role, level) in enumerate(given):
                thing = {
                    "objectType": "Activity", "id": f"{self.scenario}/criterion/{row['criterion']['id']}",
                    "definition": {"name": {self.run["language"]: row["criterion"]["name"]}},
                }  # fmt: skip
                result = {"score": {"raw": level, "min": 1, "max": 4, "scaled": round((level - 1) / 3, 4)}}
                actor = self.account if role == "self" else self.other(role)
                yield self.statement(f"rated/{place}/{role}/{number}", "scored", thing, at, result, row["take"], actor)

    def other(self, role: str, name: str = "") -> str:
        return hashlib.sha256(f"{self.registration}/{role}/{name}".encode()).hexdigest()[:24]

    def commented(self) -> Iterator[Statement]:
        for note in self.run["remarks"]:
            if note["type"] != "critique_given" or not note["line"]:
                continue
            line = _uuid(self.registration, f"line/{note['line']['take']}/{note['line']['turn']}")
            words = [note["effect"] or "", note["instead"] or ""]
            extensions = {
                f"{HOME}/extensions/kind": note["kind"] or "change",
                f"{HOME}/extensions/quote": note["quote"] or note["line"]["said"]["text"],
            }
            result = {"response": "\n".join(word for word in words if word), "extensions": extensions}
            role = note["by"]["role"]
            actor = self.account if role in ("self", "trainee") else self.other(role, note["by"]["name"])
            thing = {"objectType": "StatementRef", "id": line}
            yield self.statement(
                f"comment/{note['id']}", "commented", thing, note["at"] or self.run["started"], result, note["line"]["take"], actor
            )


def _uuid(run: str, key: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{HOME}/{run}/{key}"))


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
