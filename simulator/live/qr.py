"""The square a phone scans, for the projector."""

from __future__ import annotations

import io

import segno


def svg(text: str) -> str:
    """The square as inline SVG, dark on light whatever the page's colours."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=3, light="#fff", dark="#000", svgclass=None, lineclass=None
    )
    return out.getvalue().decode()
