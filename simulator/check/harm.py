"""What must never be taught or sprung on anybody, as far as text shows it (DOMAIN 8): papers, safety promised, pressure that pays, parties, wounds unannounced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.check.finding import Finding
from simulator.check.wording import texts
from simulator.core.records import dataclass
from simulator.core.scenario import Reply, Scenario


@dataclass(frozen=True, slots=True)
class Words:
    """Words to watch for: a pattern, and the pieces one of which stands in whatever it finds, so that most text need not be searched."""

    pieces: tuple[str, ...]
    pattern: re.Pattern[str]

    def find(self, text: str) -> re.Match[str] | None:
        """Where they stand first in `text`."""
        folded = text.lower()
        return self.pattern.search(text) if any(piece in folded for piece in self.pieces) else None


def _words(pieces: str, *patterns: str) -> Words:
    return Words(tuple(pieces.split()), re.compile("|".join(rf"(?<!\w)(?:{pattern})(?!\w)" for pattern in patterns), re.IGNORECASE))


_PAPERS = _words(
    "undocumented legal citizen papers green immigration papeles indocumentad ciudadan migratori",
    r"(?:are|is) (?:you|he|she|your \w+) (?:undocumented|illegal|legal|a citizen)", r"(?:do|does) (?:you|he|she|your \w+) have (?:papers|a green card)",
    r"immigration status", r"tienen? (?:sus )?papeles", r"(?:es|son|está|están) (?:ilegal(?:es)?|indocumentad[oa]s?|ciudadan[oa]s?)", r"(?:estatus|situación) migratori[oa]",
)  # fmt: skip
_SAFE = _words(
    "nothing safe pasar hacer",
    r"nothing (?:will|is going to|can) happen to (?:you|them|anyone)", r"(?:you|they)(?:'|’)?(?:ll| will) be (?:completely |perfectly )?safe",
    r"no (?:le|les|te) (?:va|van) a pasar nada", r"aquí (?:nadie|no) (?:le|les) (?:va|van) a hacer nada",
)  # fmt: skip
_PRESSURE = _words(
    "if owe chance don everyone veras debe oportunidad fallar demás buena good",
    r"if you (?:really )?(?:loved|cared about) your", r"you owe (?:it to )?(?:me|us|them)", r"(?:this is )?(?:your|our|the) (?:last|only) chance", r"don(?:'|’)t let (?:me|us) down",
    r"everyone else (?:already )?said yes", r"si de veras (?:quiere|quisiera) a (?:su|sus)", r"me lo debe", r"(?:es )?(?:la|su) última oportunidad", r"no me vaya a fallar",
    r"todos los demás ya dijeron que sí", r"una buena (?:madre|mamá) (?:sí )?(?:iría|vendría|haría)", r"a good mother would",
)  # fmt: skip
_PARTIES = _words(
    "democrat republican maga demócrata vote",
    r"democrats?", r"republicans?", r"maga", r"demócratas?", r"republican[oa]s?", r"vote (?:for|against) \w+ for (?:board|mayor|governor|congress)",
)  # fmt: skip
_WOUNDS = _words(
    "deport migra ice suicid rape rapist abus violaron died killed shot murió falleció mataron redada hit beat pegaba",
    r"deport\w+", r"la migra", r"ice (?:raid|agents?)", r"suicid\w+", r"rap(?:ed|ist)", r"sexual(?:ly)? abus\w+", r"abus(?:ó|aban|aron) de", r"(?:me|la|lo|le) violaron",
    r"(?:died|was killed|was shot)", r"(?:mi|su|el|la) \w+ (?:se murió|murió|falleció)", r"lo mataron|la mataron", r"redadas?", r"(?:hit|beat) (?:me|her|him|the (?:boy|girl|kids))", r"me pegaba|le pegaba",
)  # fmt: skip


def harm(scenario: Scenario) -> Iterator[Finding]:
    """Findings of DOMAIN 8. A reply that names the harm (`flags: harm`) or costs is there to be seen for what it is."""
    for beat in scenario.beats.values():
        for reply in beat.replies.values():
            yield from _reply(f"beats.{beat.id}.replies.{reply.id}.say", reply)
    unannounced = not scenario.content_note.strip()
    for address, text in texts(scenario):
        if unannounced and (match := _WOUNDS.find(text)) and not address.endswith((".coach", "facilitator", ".also")):
            unannounced = False  # one is enough
            yield Finding(
                "no-content-note", "warning", address, f"“{match[0]}” comes up here, and nobody was told before the scene",
                "Write a `content-note: |` at the top of the file: what it is, and that one may stop.", match.start(),
            )  # fmt: skip
        if match := _PARTIES.find(text):
            yield Finding(
                "party-politics", "warning", address, f"“{match[0]}”: parties and elections are left out of practice",
                "Speak of the board, the council, the official. The organization is nonpartisan and so is the simulator.", match.start(),
            )  # fmt: skip


def _reply(address: str, reply: Reply) -> Iterator[Finding]:
    costs = any(value < 0 for value in reply.shows.values())
    if "harm" not in reply.flags and (match := _PAPERS.find(reply.say) or _SAFE.find(reply.say)):
        yield Finding(
            "asks-papers", "warning", address, f"“{match[0]}”: status is never asked, and safety never promised",
            "Take it out, or show it as what it is: `flags: harm` and a cost, with a `coach`.", match.start(),
        )  # fmt: skip
    if not costs and any(value > 0 for value in reply.shows.values()) and (match := _PRESSURE.find(reply.say)):
        yield Finding(
            "pressure-pays", "warning", address, f"“{match[0]}” presses her with guilt or false urgency, and it pays here",
            "Let it cost (`shows: care -1`), or say the stakes plainly and leave her the no.", match.start(),
        )  # fmt: skip
