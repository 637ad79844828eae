"""Find and load what can be practised: shipped content, and the user's own folder laid over it.

What compiles is imported where something is compiled: Home and a list only look at what there is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.content.source import LANGUAGES, Source, parse_text, read_file
from simulator.core.diagnostics import ContentError, Diagnostic
from simulator.core.records import dataclass

if TYPE_CHECKING:
    from simulator.core.material import Material
    from simulator.core.rubric import Rubric

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(kind: str) -> Path:
    """The folder of shipped `scenarios`, `rubrics` or `diagnostics`: beside the package in a checkout, inside it in a wheel."""
    inside = _PACKAGE / "shipped" / kind
    if inside.is_dir():
        return inside
    return _PACKAGE.parent / ("docs/diagnostics" if kind == "diagnostics" else kind)


@dataclass(frozen=True, slots=True)
class Texts:
    """The exact text of everything a run uses: keys `scenario`, `rubric`, `moves`, `reactions`, and a language for each translation."""

    parts: Mapping[str, str]

    def hashes(self) -> dict[str, str]:
        """SHA-256 of each part, in hexadecimal."""
        return {name: digest(text) for name, text in self.parts.items()}


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Loaded:
    """Compiled material, the exact texts it was compiled from, and what was noticed on the way."""

    material: Material
    texts: Texts
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict, repr=False, compare=False)
    """The parsed text of each part, for whoever wants to know where something stands."""


def compile_material(texts: Texts, names: Mapping[str, str] | None = None) -> Loaded:
    """Compile stored or freshly read texts. Raises ContentError with every diagnostic where one has an error."""
    names = names or {}
    return _compile({part: parse_text(text, names.get(part, part)) for part, text in texts.parts.items()})


def _compile(sources: Mapping[str, Source]) -> Loaded:
    from simulator.content.compile import compile_scenario
    from simulator.content.rubrics import compile_codebook, compile_reactions, compile_rubric
    from simulator.content.translation import compile_translation
    from simulator.core.material import Material
    from simulator.core.moves import Codebook
    from simulator.core.rubric import Rubric

    def done() -> list[Diagnostic]:
        return [d for source in sources.values() for d in source.diagnostics]

    rubric = compile_rubric(sources["rubric"]) if "rubric" in sources else Rubric("", {}, {})
    codebook = compile_codebook(sources["moves"]) if "moves" in sources else Codebook({}, {})
    reactions = compile_reactions(sources["reactions"]) if "reactions" in sources else {}
    criteria = {rubric.id: tuple(rubric.criteria)} if rubric and rubric.criteria else None
    scenario = compile_scenario(sources["scenario"], criteria)
    if rubric is None or codebook is None or reactions is None or scenario is None:
        raise ContentError(done())
    translations = {}
    for language in LANGUAGES:
        if language in sources:
            translation = compile_translation(sources[language], scenario)
            if translation is not None:
                translations[language] = translation
    texts = Texts({part: source.text for part, source in sources.items()})
    return Loaded(Material(scenario, rubric, codebook, reactions, translations), texts, tuple(done()), sources)


class Catalogue:
    """Scenarios, rubrics, moves and reactions in `folders`, later folders over earlier ones."""

    def __init__(self, *folders: Path) -> None:
        """`folders` each may hold `scenarios/` and `rubrics/`; the shipped content comes first and need not be named."""
        self.scenario_roots = (shipped("scenarios"), *(folder / "scenarios" for folder in folders))
        self.rubric_roots = (shipped("rubrics"), *(folder / "rubrics" for folder in folders))

    @cached_property
    def folders(self) -> Mapping[str, Path]:
        """Each scenario's folder by id."""
        found: dict[str, Path] = {}
        for root in self.scenario_roots:
            if root.is_dir():
                for folder in sorted(root.iterdir()):
                    if (folder / "scenario.yaml").is_file():
                        found[folder.name] = folder
        return found

    def rubric_path(self, name: str) -> Path | None:
        """The file of the rubric `name`, or None."""
        return next((p for root in reversed(self.rubric_roots) if (p := root / f"{name}.yaml").is_file()), None)

    @cached_property
    def rubric_names(self) -> tuple[str, ...]:
        """The ids of all rubrics."""
        return tuple(sorted({p.stem for root in self.rubric_roots if root.is_dir() for p in root.glob("*.yaml")} - {"moves"}))

    @cached_property
    def criteria(self) -> Mapping[str, tuple[str, ...]]:
        """The criterion ids of every rubric that compiles."""
        found: dict[str, tuple[str, ...]] = {}
        for name in self.rubric_names:
            rubric = self.rubric(name)
            if rubric is not None:
                found[name] = tuple(rubric.criteria)
        return found

    def rubric(self, name: str) -> Rubric | None:
        """The rubric `name`, or None where there is none that compiles."""
        from simulator.content.rubrics import compile_rubric

        path = self.rubric_path(name)
        return compile_rubric(read_file(path)) if path else None

    def reactions_path(self) -> Path:
        """The reaction table in force."""
        return next(
            (p for root in reversed(self.scenario_roots) if (p := root / "reactions.yaml").is_file()),
            self.scenario_roots[0] / "reactions.yaml",
        )

    def load(self, name: str) -> Loaded:
        """Everything scenario `name` is played with. Raises ContentError; KeyError where there is no such scenario."""
        return self.load_file(self.folders[name] / "scenario.yaml")

    def load_file(self, path: Path) -> Loaded:
        """The same for a loose file, with the translations that lie beside it."""
        sources: dict[str, Source] = {"scenario": read_file(path)}
        scenario = sources["scenario"]
        if scenario.broken or scenario.root is None:
            raise ContentError(scenario.diagnostics)
        node = scenario.root.fields.get("rubric")
        rubric = self.rubric_path((node.text or "").strip()) if node else None
        if rubric is not None:
            sources["rubric"] = read_file(rubric)
        moves = self.rubric_path("moves")
        if moves is not None:
            sources["moves"] = read_file(moves)
        if self.reactions_path().is_file():
            sources["reactions"] = read_file(self.reactions_path())
        if path.name == "scenario.yaml":
            for language in LANGUAGES:
                beside = path.parent / f"{language}.yaml"
                if beside.is_file():
                    sources[language] = read_file(beside)
        broken = [d for source in sources.values() for d in source.diagnostics if source.broken]
        if broken:
            raise ContentError(broken)
        if rubric is None:
            from simulator.content.compile import compile_scenario

            compile_scenario(scenario, self.criteria)
            raise ContentError(
                scenario.diagnostics or [Diagnostic(scenario.name, 1, 1, "unknown-word", "error", "this names no rubric that exists")]
            )
        return _compile(sources)

    def each(self) -> Iterator[tuple[str, Path]]:
        """(id, path of scenario.yaml) of every scenario, in order."""
        for name, folder in self.folders.items():
            yield name, folder / "scenario.yaml"
