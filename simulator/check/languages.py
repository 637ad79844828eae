"""Lint of a scenario's translations: what is missing, and scenes whose lines no longer stand under each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.check.finding import Finding
from simulator.content.translation import OPTIONAL, SPOKEN, addresses, missing
from simulator.core.scenario import Scenario, Translation


def languages(scenario: Scenario, translation: Translation) -> Iterator[Finding]:
    """Findings in the file of `translation`; addresses are that file's own."""
    every = [address for address, text in addresses(scenario) if text and not _optional(address)]
    absent = list(missing(scenario, translation))
    if absent:
        done = 100 * (len(every) - len(absent)) // max(1, len(every))
        listed = ", ".join(f"`{address}`" for address in absent[:5]) + (f" and {len(absent) - 5} more" if len(absent) > 5 else "")
        yield Finding(
            "missing-translation", "warning", _nearest(absent[0]), f"{done} % of the text is in `{translation.language}`; missing: {listed}",
            "Until it is there, those lines are shown in the scenario's own language.",
        )  # fmt: skip
    for address, text in addresses(scenario):
        if address.rpartition(".")[2] in SPOKEN and address in translation.strings:
            own = sum(1 for line in text.splitlines() if line.strip())
            other = sum(1 for line in translation.strings[address].splitlines() if line.strip())
            if own != other:
                yield Finding(
                    "translation-lines", "warning", address, f"{other} line{'s' if other != 1 else ''} here, {own} in `{scenario.language}`: they no longer stand under each other",
                    "One line for each line of the original, in the same order.",
                )  # fmt: skip


def untranslated(scenario: Scenario, absent: Iterable[str]) -> Iterator[Finding]:
    """A note in the scenario itself on each language of `absent`, in which there is no file at all."""
    for language in absent:
        if language != scenario.language:
            yield Finding(
                "missing-translation", "info", "language", f"nothing is in `{language}` yet: there is no `{language}.yaml`",
                "It repeats the ids and gives text only, as in docs/notation.md, Translations.",
            )  # fmt: skip


def _optional(address: str) -> bool:
    last = address.rpartition(".")[2]
    return last in OPTIONAL or (address.startswith("cast.") and last == "name") or address.endswith("wait.say")


def _nearest(address: str) -> str:
    return address.rpartition(".")[0]
