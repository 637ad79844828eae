"""Check whatever lies at a path: a scenario's folder, a loose scenario, a rubric, the moves, the reactions; once, or whenever a file is saved."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from simulator.check.cheap import findings as cheap_findings
from simulator.check.cheap import play_cheaply
from simulator.check.elsewhere import elsewhere
from simulator.check.finding import Finding
from simulator.check.languages import languages, untranslated
from simulator.check.lint import allowed, lint
from simulator.check.places import Places
from simulator.check.playthroughs import findings as played_findings
from simulator.check.playthroughs import play
from simulator.check.proof import CAP, par, prove
from simulator.check.proof import findings as proof_findings
from simulator.check.report import FileReport, text_of
from simulator.check.specimens import specimen
from simulator.check.structure import few_openings
from simulator.check.walkthroughs import replay_all, walkthroughs_in
from simulator.content.catalogue import Catalogue, Loaded, shipped
from simulator.content.rubrics import compile_codebook, compile_reactions, compile_rubric
from simulator.content.source import LANGUAGES, Source, read_file
from simulator.core.diagnostics import ContentError, Diagnostic
from simulator.core.records import dataclass

POLL = 0.3
"""Seconds between two looks at the files."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to do beyond lint: whether to prove, up to how many states, how many plays, whether to replay walkthroughs."""

    proof: bool = True
    playthroughs: int = 200
    walkthroughs: bool = True
    cap: int = CAP


def check_path(path: Path, catalogue: Catalogue, options: Options | None = None) -> FileReport:
    """Everything that can be said about what lies at `path`. Never raises for what is in a file."""
    options = options or Options()
    file = path / "scenario.yaml" if path.is_dir() else path
    if file.parent.name == "walkthroughs" and (file.parent.parent / "scenario.yaml").is_file():
        file = file.parent.parent / "scenario.yaml"
    elif file.stem in LANGUAGES and (file.parent / "scenario.yaml").is_file():
        file = file.parent / "scenario.yaml"
    if other := _compiler(file, catalogue):
        source = read_file(file)
        other(source)
        return FileReport(str(file), _ordered(source.diagnostics), {source.name: source.text})
    return _scenario(file, catalogue, options)


_TOP_KEY = re.compile(r"^(criteria|moves|reactions|gold|beats):", re.MULTILINE)


def _compiler(file: Path, catalogue: Catalogue) -> Callable[[Source], object] | None:
    """What compiles a file that is not a scenario, told by a key at its top; None for a scenario."""
    keys = set(_TOP_KEY.findall(text_of(file))) if file.name != "scenario.yaml" else set()
    kinds: dict[str, Callable[[Source], object]] = {
        "criteria": compile_rubric, "moves": compile_codebook, "reactions": compile_reactions,
        "gold": lambda source: specimen(source, catalogue.criteria, file),
    }  # fmt: skip
    return next((compiled for key, compiled in kinds.items() if key in keys), None) if "beats" not in keys else None


def _scenario(file: Path, catalogue: Catalogue, options: Options) -> FileReport:
    try:
        loaded = catalogue.load_file(file)
    except ContentError as error:
        return FileReport(str(file), _ordered(error.diagnostics), _texts(error.diagnostics, file))
    material = loaded.material
    scenario = material.scenario
    proof = prove(scenario, material.reactions, options.cap) if options.proof else None
    found = list(lint(material, proof))
    if file.name == "scenario.yaml" and scenario.id != file.parent.name:
        message = f"this scenario is `{scenario.id}`, and its folder is `{file.parent.name}`"
        found.append(Finding("folder-name", "error", "scenario", message, "They must be the same word.", 0))
    if file.name == "scenario.yaml":
        found += few_openings(scenario)
    if proof is not None:
        found = _without_doubles([*found, *proof_findings(scenario, proof)])
    played = play(scenario, material.reactions, options.playthroughs) if options.playthroughs else None
    if played is not None:
        found += played_findings(played, proof)
    cheap = None
    if played is not None and proof is not None and proof.complete:
        points = {**proof.par, **scenario.par}
        cheap = play_cheaply(material, points)
        found += cheap_findings(cheap, material, points, proof.par)
    if file.name == "scenario.yaml":
        found += elsewhere(scenario, catalogue)
        found += untranslated(scenario, [language for language in LANGUAGES if language not in loaded.sources])
    diagnostics = list(loaded.diagnostics)
    diagnostics += _placed(allowed(scenario, found, _codes()), Places(loaded.sources["scenario"]))
    diagnostics += _translations(loaded)
    replayed = 0
    if options.walkthroughs and file.name == "scenario.yaml" and walkthroughs_in(file.parent):
        points = {**proof.par, **scenario.par} if proof else par(scenario, material.reactions)
        replayed, failures = replay_all(file.parent, material, points)
        diagnostics += failures
    return FileReport(str(file), _ordered(diagnostics), _texts(diagnostics, file), scenario, proof, played, replayed, cheap)


def _without_doubles(found: list[Finding]) -> list[Finding]:
    """One finding a matter: what the proof knows for certain replaces what lint guessed at the same place."""
    codes = {(finding.code, finding.address) for finding in found}
    better = {"dead-end": "stuck", "never-reached": "unreachable-beat", "ending-never-reached": "unreachable-ending"}
    return [finding for finding in found if (better.get(finding.code), finding.address) not in codes]


def _translations(loaded: Loaded) -> Iterator[Diagnostic]:
    for language, translation in loaded.material.translations.items():
        found = allowed(replace(loaded.material.scenario, allow=()), languages(loaded.material.scenario, translation), ())
        yield from _placed(found, Places(loaded.sources[language]))


def _placed(found: Iterable[Finding], places: Places) -> Iterator[Diagnostic]:
    for finding in found:
        line, column = places.at(finding.address, finding.offset)
        yield Diagnostic(places.source.name, line, column, finding.code, finding.severity, finding.message, finding.hint)


def _codes() -> frozenset[str]:
    """Every code that has a page."""
    folder = shipped("diagnostics")
    return frozenset(page.stem for page in folder.glob("*.md")) if folder.is_dir() else frozenset()


def _ordered(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(dict.fromkeys(found)))


def _texts(found: Iterable[Diagnostic], file: Path) -> dict[str, str]:
    return {name: text_of(Path(name)) for name in dict.fromkeys([str(file), *(diagnostic.file for diagnostic in found)])}


def watch(
    paths: Sequence[Path], catalogue: Catalogue, options: Options | None = None, wait: Callable[[float], None] = time.sleep
) -> Iterator[FileReport]:
    """A report on each of `paths` now, and a new one whenever something there, a rubric or the reactions were saved. Ends when `wait` does."""
    seen: dict[Path, tuple[object, ...]] = {}
    while True:
        rubrics = [file for root in catalogue.rubric_roots for file in sorted(root.glob("*.yaml"))]
        shared = tuple(_stamp(file) for file in (*rubrics, catalogue.reactions_path()))
        for path in paths:
            files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path, *sorted(path.parent.glob("??.yaml"))]
            stamps = (shared, *((file, _stamp(file)) for file in files))
            if seen.get(path) != stamps:
                seen[path] = stamps
                yield check_path(path, Catalogue(*_folders(catalogue)), options)
        wait(POLL)


def _folders(catalogue: Catalogue) -> tuple[Path, ...]:
    """The folders a catalogue was made of, for a fresh one that has remembered nothing."""
    return tuple(root.parent for root in catalogue.scenario_roots[1:])


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
