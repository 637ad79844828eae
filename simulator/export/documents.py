"""The writers of text formats: Markdown and HTML by template, JSON as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from simulator.core.transcript import Transcript
from simulator.export.chart import chart, marks_chart
from simulator.export.data import as_data
from simulator.export.options import ExportError, Options
from simulator.export.outline import Outline
from simulator.export.run_outline import outline
from simulator.export.sandbox import layered, render_apart, rendered, shipped_sandbox
from simulator.export.telling import Data, Telling

OURS = Path(__file__).resolve().parent / "templates"
KINDS = ("*.j2", "*.css")
MOST_FILES, MOST_BYTES = 50, 256 * 2**10
"""What a person's own folder of templates may hold, and the size of each."""

CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_HEAD = re.compile(
    r'<!doctype html>\s*<html lang="(?:en|es)">\s*<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="'
    + re.escape(CSP)
    + '">'
)
"""How every page begins: what keeps it from running a script or asking anything of the network, whatever template made it."""


def json_document(transcript: Transcript, options: Options) -> bytes:
    """The transcript's data, two blanks an indent."""
    data = as_data(transcript, reader=options.reader, include_levels=options.include_levels, person=options.person, dates=options.dates)
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def markdown(transcript: Transcript, options: Options) -> bytes:
    """`transcript.md.j2`, with at most one blank line between its parts."""
    text = _rendered("transcript.md.j2", context(transcript, options), options, markdown=True)
    return (re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n").encode()


def html(transcript: Transcript, options: Options) -> bytes:
    """`transcript.html.j2`: a page that needs nothing else. Raises ExportError where a template leaves out how a page must begin."""
    text = _rendered("transcript.html.j2", context(transcript, options), options, markdown=False)
    if not _HEAD.match(text):
        raise ExportError(
            "template", "A page must begin as ours does, down to the line Content-Security-Policy.",
            "Copy its first five lines from docs/exports.md, or begin with {% extends \"shipped/transcript.html.j2\" %}.", "transcript.html.j2", 1,
        )  # fmt: skip
    return text.encode()


def context(transcript: Transcript, options: Options) -> Data:
    """What a template is given, plain data all of it: `run` (as the JSON), `say` (phrases), `charts` and `apart` (takes compared)."""
    run = as_data(transcript, reader=options.reader, include_levels=options.include_levels, person=options.person, dates=options.dates)
    say = Telling(transcript, options.reader, options.person).phrases()
    return {"run": run, "say": say, "charts": _charts(run), "apart": _apart(run), "marks_chart": marks_chart(run["ratings"], say)}


def paged(transcript: Transcript, options: Options) -> tuple[Outline, str]:
    """The document as blocks, for formats with pages, and what to say of signs that could not be drawn."""
    given = context(transcript, options)
    return outline(given), given["say"]["undrawn"]


ENDINGS = {".html.j2": "html", ".md.j2": "md", ".txt.j2": "txt"}
"""What a template of one's own may be called, and the ending of what it makes."""


def by_template(transcript: Transcript, options: Options, template: Path) -> tuple[bytes, str]:
    """A run laid out by one template of the user's own, and the ending of the file: `letter.html.j2` makes `html`. Raises ExportError."""
    ending = next((made for name, made in ENDINGS.items() if template.name.endswith(name)), "")
    if not ending:
        raise ExportError(
            "template", f"“{template.name}” does not say what it makes.", f"Call it something{', something'.join(ENDINGS)}.", str(template)
        )
    found = _file(template)
    own = folder(template.parent) | {template.name: found}
    given = context(transcript, options)
    if ending == "txt":
        text = render_apart(layered(ours(), own), template.name, given, markdown=False, plain=True)
    else:
        text = render_apart(layered(ours(), own), template.name, given, markdown=ending == "md")
    if ending == "html" and not _HEAD.match(text):
        raise ExportError(
            "template", "A page must begin as ours does, down to the line Content-Security-Policy.",
            "Copy its first five lines from docs/exports.md, or begin with {% extends \"shipped/transcript.html.j2\" %}.", template.name, 1,
        )  # fmt: skip
    return (re.sub(r"\n{3,}", "\n\n", text) if ending == "md" else text).encode(), ending


def _charts(run: Data) -> list[Data]:
    """A chart for each person of each take whose feelings moved."""
    found: list[Data] = []
    for take in run["takes"]:
        points = [turn["turn"] for turn in path(run, take["number"]) if turn["turning_point"]]
        found.extend(drawn for person in take["feelings"] if (drawn := chart(person, take["number"], points)))
    return found


def path(run: Data, number: int) -> list[Data]:
    """The lines of a take as played: those taken over from an earlier one, then its own."""
    take = next(take for take in run["takes"] if take["number"] == number)
    before = path(run, take["from_take"])[: take["inherited"]] if take["from_take"] else []
    return [*before, *take["turns"]]


def _apart(run: Data) -> list[Data]:
    """Each take that went back, beside the one it left: from the line where they part, line by line, None where one had ended."""
    found = []
    for take in run["takes"]:
        if not take["from_take"] or not take["turns"]:
            continue
        theirs, mine = path(run, take["from_take"])[take["inherited"] :], take["turns"]
        rows = [
            {
                "turn": take["inherited"] + at + 1,
                "first": theirs[at] if at < len(theirs) else None,
                "second": mine[at] if at < len(mine) else None,
            }
            for at in range(max(len(theirs), len(mine)))
        ]
        found.append({"first": take["from_take"], "second": take["number"], "turn": take["inherited"] + 1, "rows": rows})
    return found


# -- templates -----------------------------------------------------------------------------------------------------------------


def _rendered(name: str, given: Data, options: Options, *, markdown: bool) -> str:
    shipped = ours()
    own = folder(options.templates) if options.templates else {}
    if own:
        return render_apart(layered(shipped, own), name, given, markdown=markdown)
    return rendered(shipped_sandbox(tuple(shipped.items()), markdown), name, given)


@cache
def ours() -> Mapping[str, str]:
    """The shipped templates and styles by file name."""
    return {path.name: path.read_text(encoding="utf-8") for kind in KINDS for path in sorted(OURS.glob(kind))}


def folder(place: Path) -> dict[str, str]:
    """A person's own templates by file name; none where there is no such folder. Raises ExportError where one cannot be used."""
    files = [path for kind in KINDS for path in sorted(place.glob(kind)) if path.is_file()] if place.is_dir() else []
    if len(files) > MOST_FILES:
        raise ExportError("template-folder", f"There are more than {MOST_FILES} templates.", "Leave there only those in use.", str(place))
    return {path.name: _file(path) for path in files}


def _file(path: Path) -> str:
    """The text of one template. Raises ExportError."""
    try:
        raw = path.read_bytes()
        if len(raw) > MOST_BYTES:
            raise ExportError("template-folder", f"This template is larger than {MOST_BYTES // 2**10} kB.", "", str(path))
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ExportError("template-folder", "This template is not UTF-8 text.", "Save it as UTF-8.", str(path)) from None
    except OSError as error:
        raise ExportError("template-folder", f"This template cannot be read: {error.strerror}.", "", str(path)) from None
