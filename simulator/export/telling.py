"""A transcript's words in the reader's language: phrases, names, translated text with its language, quoted lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from simulator.core.critique import RaterRole
from simulator.core.material import Speech
from simulator.core.reveal import reader_in
from simulator.core.transcript import Transcript
from simulator.core.turn import Turn
from simulator.export.options import Reader
from simulator.phrases import LANGUAGES, voice
from simulator.phrases.common import COMMON
from simulator.phrases.export import EXPORT
from simulator.phrases.feedback import FEEDBACK

Data = dict[str, Any]
"""Plain data: dicts, lists, text, whole numbers, truth values and None; hearing's confidence is the one fraction."""

_LOCK: Mapping[Reader, RaterRole] = {
    "trainee": "self", "trainer": "trainer", "facilitator": "trainer", "peer": "peer", "counterpart": "counterpart", "teaching": "peer",
}  # fmt: skip
"""As whom each reader asks the reveal lock."""


class Telling:
    """How one transcript is told to one reader."""

    def __init__(self, transcript: Transcript, reader: Reader, person: str = "") -> None:
        self.transcript = transcript
        role = _LOCK[reader]
        self.lock = reader_in(transcript.run, role, person)
        """Who asks the reveal lock."""
        self.material = transcript.material
        self.reader = reader
        self.language = transcript.language if transcript.language in LANGUAGES else LANGUAGES[0]
        self.say = voice(self.language, COMMON, FEEDBACK, EXPORT)
        self.own_language = self.material.scenario.language

    def phrases(self) -> dict[str, str]:
        """Every phrase by id, for templates."""
        return {phrase: self.say(phrase) for phrase in (*COMMON, *FEEDBACK, *EXPORT)}

    def words(self, address: str, own: str) -> Data | None:
        """The text at `address` and the language it is in, or None where there is none: `{"text", "language"}`."""
        if not own.strip():
            return None
        text = self.material.words(address, "", self.language)
        return {"text": (text or own).strip(), "language": self.language if text else self.own_language}

    def speech(self, lines: Iterable[Speech]) -> list[Data]:
        """Lines of a scene: `{"speaker", "text", "language", "subtitle"}`, the subtitle in the reader's language."""
        return [{"speaker": s.speaker, "text": s.text, "language": self.own_language, "subtitle": s.subtitle} for s in lines]

    def line(self, speech: Speech | None) -> Data | None:
        """One line of a scene, or None."""
        return self.speech([speech])[0] if speech else None

    def name(self, person: str) -> str:
        """How someone of the cast is called in the scene; the id where nobody is."""
        return self.material.name(person, self.own_language)

    def spoken_language(self, turn: Turn) -> str:
        """The language of a trainee's line; "" where she typed it and may have used either."""
        return "" if turn.own_words and self.own_language != self.language else self.own_language

    def quote(self, turn: Turn, text: str) -> Data:
        """`text` out of a trainee's line."""
        return {"text": text, "language": self.spoken_language(turn)}

    def reference(self, turn: Turn) -> Data:
        """Where a line stands: the take it was spoken in, and its number."""
        return {"take": turn.take, "turn": turn.number}

    def trainee(self, turn: Turn) -> str:
        """How the one practising is called at a line: by name to others, by whom she voices where that is a leader."""
        role = "" if turn.you == "organizer" else self.name(turn.you)
        if self.reader == "trainee":
            return self.say("you-as", name=role) if role else self.say("you")
        name = (self.transcript.person if self.reader != "teaching" else "") or self.say("trainee")
        return self.say("trainee-as", name=name, role=role) if role else name

    def criterion(self, name: str) -> Data:
        """A criterion's id and what it is called."""
        found = self.material.rubric.criteria.get(name)
        return {"id": name, "name": found.name.get(self.language, name) if found else name}

    def rule(self, criterion: str, rule: str) -> str:
        """What a rule of the rubric says of a line, or ""."""
        found = self.material.rubric.criteria.get(criterion)
        return next((r.says.get(self.language, "") for r in found.rules if r.id == rule), "").strip() if found else ""

    def move(self, move: str) -> Data:
        """A move's id and name."""
        found = self.material.codebook.moves.get(move)
        return {"id": move, "name": found.name.get(self.language, move) if found else move.replace("_", " ")}

    def flag(self, flag: str) -> Data:
        """A flag's id and name."""
        found = self.material.codebook.flags.get(flag)
        return {"id": flag, "name": found.name.get(self.language, flag) if found else flag}

    def meter(self, meter: str) -> str:
        """A meter's name; an author's own keeps hers."""
        return self.say(f"meter.{meter}") if f"meter.{meter}" in COMMON else meter

    def date(self) -> str:
        """When the run began, in words; UTC, since a run remembers no other clock."""
        began = self.transcript.started
        date = self.day(began)
        return self.say("date-at", date=date, hour=began[11:16]) if len(began) >= 16 and date != began else date

    def day(self, day: str) -> str:
        """A day in words; as it is where it is none."""
        try:
            year, month, number = (int(part) for part in day[:10].split("-"))
            name = self.say("months").split()[month - 1]
        except (ValueError, IndexError):
            return day
        return self.say("date", year=year, month=name, day=number)
