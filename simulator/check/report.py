"""The report on a file: its findings, what was proven and played, as JSON and in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from simulator.check.cheap import Cheap
from simulator.check.playthroughs import Playthroughs
from simulator.check.proof import Proof
from simulator.core.diagnostics import Diagnostic
from simulator.core.records import dataclass
from simulator.core.scenario import Scenario

AROUND = 2
"""Lines of the file shown on either side of a finding."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """All that was found out about the file `path`: a scenario with the translations and walkthroughs beside it, or one other file.

    `diagnostics` are in order of file and line; `texts` holds the text of each file they name. `proof` and `playthroughs` are None where
    they were not asked for or the scenario could not be read.
    """

    path: str
    diagnostics: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    scenario: Scenario | None = None
    proof: Proof | None = None
    playthroughs: Playthroughs | None = None
    walkthroughs: int = 0
    cheap: Cheap | None = None

    def fails(self, strict: bool = False) -> bool:
        """Whether there is an error, or with `strict` a warning."""
        return any(d.severity == "error" or (strict and d.severity == "warning") for d in self.diagnostics)

    def rows(self) -> tuple[dict[str, Any], ...]:
        """One JSON-able row a file: first `path` with proof and playthroughs, then every other file with findings."""
        files = dict.fromkeys([self.path, *(d.file for d in self.diagnostics)])
        return tuple(self._row(file) for file in files)

    def _row(self, file: str) -> dict[str, Any]:
        own = file == self.path
        return {
            "path": file,
            "diagnostics": [
                {"code": d.code, "severity": d.severity, "line": d.line, "column": d.column, "message": d.message, "hint": d.hint}
                for d in self.diagnostics
                if d.file == file
            ],
            "proof": _proof_data(self.proof) if own and self.proof else {},
            "playthroughs": {**self.playthroughs.data(), **(self.cheap.data() if self.cheap else {})} if own and self.playthroughs else {},
        }


def _proof_data(proof: Proof) -> dict[str, Any]:
    return {
        "states": proof.states,
        "complete": proof.complete,
        "takeable": sorted(proof.takeable),
        "endings": sorted(proof.endings),
        "good_endings": list(proof.good),
        "secrets": sorted(proof.secrets),
        "stuck": [{"beat": stuck.beat, "why": stuck.why, "path": list(stuck.path)} for stuck in proof.stuck],
        "shortest_good": proof.shortest,
        "par": dict(proof.par),
        "approximate": sorted(proof.approximate),
        "openings": {name: {"good_ending": good} for name, good in proof.openings.items()},
    }


def render(report: FileReport, coverage: bool = False) -> str:
    """The report in plain text: each finding with its lines and hint, then a paragraph; with `coverage` how often each reply was taken."""
    parts = [_finding(diagnostic, report.texts.get(diagnostic.file, "")) for diagnostic in report.diagnostics]
    parts.append(_summary(report))
    if coverage and report.playthroughs is not None:
        parts.append(report.playthroughs.table())
    return "\n\n".join(parts) + "\n"


def _finding(diagnostic: Diagnostic, text: str) -> str:
    head = f"{diagnostic.file}:{diagnostic.line}:{diagnostic.column}: {diagnostic.severity} {diagnostic.code}: {diagnostic.message}"
    rows = [head]
    lines = text.split("\n")
    if diagnostic.severity != "info" and text and diagnostic.line <= len(lines):
        first, last = max(1, diagnostic.line - AROUND), min(len(lines), diagnostic.line + AROUND)
        width = len(str(last))
        for number in range(first, last + 1):
            rows.append(f"  {number:>{width}} | {lines[number - 1][:160]}".rstrip())
            if number == diagnostic.line:
                rows.append(f"  {'':>{width}} | {' ' * min(diagnostic.column - 1, 160)}^")
    if diagnostic.hint:
        rows.append(f"    {diagnostic.hint}")
    return "\n".join(rows)


def _summary(report: FileReport) -> str:
    errors, warnings, notes = (sum(1 for d in report.diagnostics if d.severity == severity) for severity in ("error", "warning", "info"))
    found = _listed([_count(errors, "error"), _count(warnings, "warning"), _count(notes, "note")]) or "nothing to mend"
    if report.scenario is None:
        return f"{report.path}: {found}."
    scenario, said = report.scenario, []
    replies = sum(len(beat.replies) for beat in scenario.beats.values())
    kinds = ", ".join(f"{ending.id} ({ending.kind})" for ending in scenario.endings.values())
    said.append(f"{scenario.title}: {found}. {_count(len(scenario.beats), 'beat')}, {_count(replies, 'reply')}; endings: {kinds}.")
    if report.proof is not None:
        said.append(_proven(report.proof, replies))
    if report.playthroughs is not None:
        said.append(report.playthroughs.sentence())
    if report.cheap is not None and report.cheap.levels:
        said.append(report.cheap.sentence())
    if report.walkthroughs:
        said.append(f"{_count(report.walkthroughs, 'walkthrough')} replayed.")
    return " ".join(said)


def _proven(proof: Proof, replies: int) -> str:
    if not proof.complete:
        return f"The search stopped at {proof.states} states, so what it did not find may still be there."
    stuck = "nobody can get stuck" if not proof.stuck else f"she can get stuck in {_listed([f'`{s.beat}`' for s in proof.stuck])}"
    said = f"Proven over {_count(proof.states, 'state')}: {stuck}; {len(proof.takeable)} of {replies} replies can be taken"
    if proof.shortest:
        said += f"; the nearest good ending is {_count(proof.shortest, 'turn')} away"
    points = ", ".join(f"{name} {'≥ ' if name in proof.approximate else ''}{value}" for name, value in proof.par.items())
    return f"{said}. Solid play earns {points}." if points else f"{said}. Nothing is scored: no criterion is paid on every good way."


def _count(number: int, what: str) -> str:
    if not number:
        return "" if what in ("error", "warning", "note") else f"no {what}"
    many = what[:-1] + "ies" if what.endswith("y") else what + "s"
    return f"{number} {what if number == 1 else many}"


def _listed(words: Iterable[str]) -> str:
    found = [word for word in words if word]
    return found[0] if len(found) == 1 else ", ".join(found[:-1]) + " and " + found[-1] if found else ""


def text_of(path: Path) -> str:
    """The text of a file for showing lines of it; empty where it is not text or too large."""
    try:
        if path.stat().st_size > 1_048_576:
            return ""
        return path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    except OSError:
        return ""
