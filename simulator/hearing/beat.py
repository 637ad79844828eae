"""Owns hearing an answer at a beat: the reply it is like, and its moves, heard knowing what the author gave that reply."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.core.moves import Heard, Spoken
from simulator.core.scenario import Reply
from simulator.hearing.listen import Hearing
from simulator.hearing.route import Route, route


def hear_at(
    hearing: Hearing, text: str, context: Sequence[Spoken], form: str, language: str, replies: Sequence[Reply]
) -> tuple[Heard, Route | None]:
    """What `text` does and which of `replies` it takes, if any. The reply is found by what is heard without it, so it never confirms itself."""
    heard = hearing.hear(text, context, form, language)
    found = route(text, heard, replies)
    taken = next((reply for reply in replies if found is not None and reply.id == found.reply), None)
    if taken is not None and taken.moves:
        heard = hearing.hear(text, context, form, language, taken.moves)
    return heard, found
