"""All lint of a scenario, and the `allow` that accepts a smell on purpose at its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from simulator.check.craft import craft
from simulator.check.ease import ease
from simulator.check.finding import Finding
from simulator.check.harm import harm
from simulator.check.proof import Proof
from simulator.check.structure import drill, structure
from simulator.check.wording import wording
from simulator.content.nearest import suggest
from simulator.core.material import Material
from simulator.core.scenario import Allowance, Scenario


def lint(material: Material, proof: Proof | None = None) -> Iterator[Finding]:
    """Every smell that can be seen without playing; what a proof knows spares false ones."""
    yield from structure(material.scenario, material.reactions)
    if material.scenario.drill:
        yield from drill(material.scenario)
    yield from craft(material.scenario, material.rubric)
    yield from wording(material.scenario, proof)
    yield from ease(material.scenario)
    yield from harm(material.scenario)


def allowed(scenario: Scenario, found: Iterable[Finding], known: Collection[str]) -> list[Finding]:
    """`found` without the warnings and notes that the file allows where they stand, and with what is to be said about those allowances.

    `known` are the codes that exist. An error cannot be allowed.
    """
    used: set[Allowance] = set()
    left: list[Finding] = []
    for finding in found:
        accepted = [
            a
            for a in scenario.allow
            if finding.severity != "error" and a.code == finding.code and _covers(scenario, a.place, finding.address)
        ]
        used.update(accepted)
        if not accepted:
            left.append(finding)
    for allowance in scenario.allow:
        if allowance not in used:
            message, hint = "accepts nothing: there is no such finding here", "Take it out, or check its place and its code."
            if known and allowance.code not in known:
                message, hint = "accepts nothing: there is no such code", suggest(allowance.code, known)
            elif any(finding.severity == "error" and finding.code == allowance.code for finding in left):
                message, hint = "cannot accept an error", "Errors stop people from playing; mend it instead."
            left.append(Finding("needless-allow", "warning", _address(scenario, allowance), f"`allow: {allowance.code}` {message}", hint))
    return left


def _covers(scenario: Scenario, place: str, address: str) -> bool:
    """Whether a finding at `address` stands at or inside `place` (`""`, `beat`, `beat.reply`, an ending's id)."""
    if not place:
        return True
    beat, _, reply = place.partition(".")
    if reply:
        return _within(address, f"beats.{beat}.replies.{reply}")
    return (place in scenario.beats and _within(address, f"beats.{place}")) or (
        place in scenario.endings and _within(address, f"endings.{place}")
    )


def _within(address: str, place: str) -> bool:
    return address == place or address.startswith(f"{place}.")


def _address(scenario: Scenario, allowance: Allowance) -> str:
    beat, _, reply = allowance.place.partition(".")
    if reply:
        return f"beats.{beat}.replies.{reply}.allow"
    if not beat:
        return "allow"
    return f"beats.{beat}.allow" if beat in scenario.beats else f"endings.{beat}.allow"
