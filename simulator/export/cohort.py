"""The cohort's version for a facilitator: what was practised, where much cost and little helped, and lines worth talking about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from simulator.export.outline import Block, Heading, Outline, Paragraph, Span, Table
from simulator.export.telling import Data
from simulator.phrases import voice
from simulator.phrases.common import COMMON
from simulator.phrases.export import EXPORT

QUOTES = 12
"""Lines kept to talk about: the latest edges."""


class Cohort:
    """Folds runs, one at a time, into the overview; what it keeps does not grow but by a row a run."""

    def __init__(self, language: str, nameless: bool = False) -> None:
        self.language = language
        self.say = voice(language, COMMON, EXPORT)
        self.nameless = nameless
        self.people: dict[str, str] = {}
        self.rows: list[tuple[str, ...]] = []
        self.helped: Counter[str] = Counter()
        self.cost: Counter[str] = Counter()
        self.names: dict[str, str] = {}
        self.quotes: list[tuple[str, str, str, str]] = []
        self.first = ""

    def add(self, run: Data) -> None:
        """One more run, as the JSON export for a facilitator holds it."""
        self.first = min(filter(None, (self.first, run["started"])), default="")
        who = self.person(run)
        ended = next((take for take in reversed(run["takes"]) if take["kind"]), None)
        kind = ended["kind"]["name"] if ended else "…"
        self.rows.append((run["started"][:10], who, run["scenario"]["title"]["text"], str(len(run["takes"])), kind))
        found = [piece for take in run["takes"] for turn in take["turns"] for piece in turn["evidence"] if piece["certain"]]
        self.names |= {piece["criterion"]["id"]: piece["criterion"]["name"] for piece in found}
        for counter, positive in ((self.helped, True), (self.cost, False)):
            counter.update({piece["criterion"]["id"] for piece in found if (piece["points"] > 0) is positive})
        edge = run["edge"]
        if edge and edge["mine"]:
            self.quotes = [*self.quotes, (who, edge["criterion"]["name"], edge["mine"]["text"], edge["mine"]["language"])][-QUOTES:]

    def person(self, run: Data) -> str:
        """A name, or a number where names are left out or not given; the same person keeps hers."""
        if run["person"] and not self.nameless:
            return str(run["person"])
        key = run["person"] or run["run"]
        return self.people.setdefault(key, self.say("participant", number=len(self.people) + 1))

    def outline(self) -> Outline:
        """The overview of what was added."""
        say, language = self.say, self.language

        def cells(row: tuple[str, ...]) -> tuple[tuple[Span, ...], ...]:
            return tuple((Span(text, language),) for text in row)

        head = (say("when"), say("who"), say("scene"), say("takes"), say("ended-as"))
        blocks: list[Block] = [
            Heading(1, say("cohort")),
            Paragraph((Span(say("cohort-say"), language),), "small"),
            Heading(2, say("cohort-runs")),
            Table(say("cohort-runs"), head, tuple(map(cells, sorted(self.rows)))),
        ]
        if self.names:
            rows = sorted(self.names, key=lambda name: (self.helped[name] - self.cost[name], name))
            told = [(self.names[name], str(self.helped[name]), str(self.cost[name])) for name in rows]
            blocks += [
                Heading(2, say("cohort-criteria")),
                Paragraph((Span(say("cohort-criteria-say"), language),), "small"),
                Table(say("cohort-criteria"), (say("criterion"), say("helped"), say("cost")), tuple(map(cells, told))),
            ]
        if self.quotes:
            blocks.append(Heading(2, say("cohort-quotes")))
        for who, criterion, text, spoken in self.quotes:
            blocks.append(Paragraph((Span(f"{criterion} ({who}): ", language, bold=True), Span(say("quoted", text=text), spoken)), "quote"))
        left = "; ".join(say(f"left-out.{what}") for what in ("own-notes", "commitments"))
        blocks.append(Paragraph((Span(say("consent.facilitator"), language),), "small"))
        blocks.append(Paragraph((Span(f"{say('left-out')}: {left}.", language),), "small"))
        blocks.append(Paragraph((Span(f"{say('may-misread')} {say('belongs')}", language),), "small"))
        return Outline(say("cohort"), language, "", self.first, tuple(blocks), say("page"))


def undrawn(language: str) -> str:
    """What a PDF says of signs it could not draw."""
    return EXPORT["undrawn"][language]


FORMATS: Mapping[str, str] = {"md": "md", "html": "html", "pdf": "pdf", "docx": "docx"}
"""In what the overview can be written, and the ending of each file."""


def cohort_document(cohort: Cohort, to: str) -> bytes:
    """The overview in one of `FORMATS`."""
    made = cohort.outline()
    if to == "pdf":
        from simulator.export.pdf import pdf

        return pdf(made, undrawn(cohort.language))
    if to == "docx":
        from simulator.export.word import word

        return word(made)
    from simulator.export.blocks import html, markdown

    return (html(made) if to == "html" else markdown(made)).encode()
