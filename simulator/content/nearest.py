"""The nearest name to one that is not known, for messages that help."""

from __future__ import annotations

from collections.abc import Collection


def suggest(name: str, known: Collection[str]) -> str:
    """`Did you mean …?` with the nearest of `known`, or a list of what there is; empty where nothing is known."""
    if not known:
        return ""
    import difflib  # only where something went wrong

    folded = {word.casefold().replace("_", "-"): word for word in known}
    near = difflib.get_close_matches(name.casefold().replace("_", "-"), folded, n=1, cutoff=0.6)
    if near:
        return f"Did you mean `{folded[near[0]]}`?"
    listed = sorted(known)
    return "There is " + ", ".join(f"`{word}`" for word in listed[:12]) + (" …" if len(listed) > 12 else "") + "."
