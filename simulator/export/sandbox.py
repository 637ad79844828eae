"""Templates, ours and a person's own: a sandbox over plain data, and a process apart with hard limits for what we did not write.

Run as a program it renders one job read from standard input and answers in JSON; `render_apart` starts it and waits.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import lru_cache
from types import TracebackType
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from simulator.export.markdown import escape, escape_lines
from simulator.export.options import ExportError

CPU_SECONDS = 2
WALL_SECONDS = 2.8 if os.name == "nt" else 12.0
MEMORY_BYTES = 512 * 2**20
OUTPUT_BYTES = 5 * 2**20
"""What a person's own template may use; memory and processor time where the system can limit them. The clock is what remains on Windows; elsewhere
it only has to outlast a busy computer, since a template cannot wait for anything."""

SHIPPED = "shipped/"
"""Before a template's name: ours, even where hers has the same name. `{% extends "shipped/transcript.html.j2" %}`"""


class TooLong(Exception):
    """A document past `OUTPUT_BYTES`."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Where templates run: no way to Python's own objects, nothing random, an unknown name is an error.

    What a template puts out is escaped for HTML or, with `markdown`, for Markdown; only what it writes itself is markup. With `plain` the
    document is plain text, in which nothing needs escaping.
    """

    def __init__(self, templates: Mapping[str, str], markdown: bool, plain: bool = False) -> None:
        super().__init__(
            loader=FunctionLoader(lambda name: (templates[name], name, None) if name in templates else None),
            undefined=StrictUndefined, autoescape=not plain, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
            finalize=_literal if markdown else None,
        )  # fmt: skip
        for name in ("lipsum", "cycler", "joiner"):
            del self.globals[name]
        del self.filters["random"]
        if markdown:
            self.filters["lines"] = lambda text, prefix="": Markup(escape_lines(str(text), str(prefix)))


@pass_context  # so that text written in a template is not put out, escaped for HTML, before it gets here
def _literal(_: Context, value: object) -> Markup:
    """What is put out in Markdown: literal, unless a template's own block or macro made it."""
    return value if isinstance(value, Markup) else Markup(escape(str(value)))


def rendered(sandbox: Sandbox, name: str, context: Mapping[str, Any]) -> str:
    """The template `name` of `sandbox` over `context`. Raises TooLong past `OUTPUT_BYTES`, and whatever the template runs into."""
    parts: list[str] = []
    size = 0
    for part in sandbox.get_template(name).generate(context):
        size += len(part.encode())
        if size > OUTPUT_BYTES:
            raise TooLong
        parts.append(part)
    return "".join(parts)


def layered(ours: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """Her templates over ours by name; ours stay within reach under `SHIPPED`."""
    return {**ours, **{SHIPPED + name: text for name, text in ours.items()}, **own}


@lru_cache(maxsize=4)
def shipped_sandbox(ours: tuple[tuple[str, str], ...], markdown: bool) -> Sandbox:
    """A sandbox of our own templates, compiled once."""
    return Sandbox(layered(dict(ours), {}), markdown)


# -- apart ---------------------------------------------------------------------------------------------------------------------


def render_apart(templates: Mapping[str, str], name: str, context: Mapping[str, Any], *, markdown: bool, plain: bool = False) -> str:
    """`rendered` in a process of its own, held to the limits above. Raises ExportError that names the template's line."""
    start = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from simulator.export.sandbox import main; main()"
    command = [sys.executable, "-I", "-B", "-c", start, json.dumps([path or os.getcwd() for path in sys.path])]
    job = json.dumps({"templates": dict(templates), "name": name, "context": context, "markdown": markdown, "plain": plain}).encode()
    kept = {key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ}  # without it Windows starts no Python
    try:
        done = subprocess.run(command, input=job, capture_output=True, timeout=WALL_SECONDS, env=kept, check=False)
    except subprocess.TimeoutExpired:
        raise _too_much(name, "time") from None
    except OSError as error:
        raise ExportError(
            "template", f"No process could be started for it: {error.strerror}.", "Close other programs and try again.", name
        ) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        if done.returncode < 0 or b"MemoryError" in done.stderr:
            raise _too_much(name, "time or memory") from None
        last = (done.stderr.decode(errors="replace").strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise ExportError("template", f"The process that makes the document did not answer: {last}.", "", name) from None
    if "text" in answer:
        return str(answer["text"])
    raise ExportError(answer["code"], answer["message"], answer["hint"], answer["file"], answer["line"])


def _too_much(name: str, what: str) -> ExportError:
    return ExportError(
        "template-limits", f"The template takes too much {what}.",
        f"It may take {CPU_SECONDS} seconds and {MEMORY_BYTES // 2**20} MB. Look for a loop that goes on for too long.", name,
    )  # fmt: skip


def main() -> None:
    """Render the job on standard input; answer `{"text"}` or what `ExportError` holds."""
    job = json.loads(sys.stdin.buffer.read())
    sandbox = Sandbox(job["templates"], job["markdown"], job.get("plain", False))
    _hold_to_limits()
    try:
        answer: dict[str, Any] = {"text": rendered(sandbox, job["name"], job["context"])}
    except Exception as error:
        found = explained(error, job["name"], job["templates"])
        answer = {"code": found.code, "message": found.message, "hint": found.hint, "file": found.file, "line": found.line}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _hold_to_limits() -> None:
    """Set what the system can enforce; no file can be written from here on."""
    try:
        import resource
    except ImportError:  # Windows: the clock of `render_apart` is what remains
        return
    for limit, soft, hard in (
        (resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS), (resource.RLIMIT_AS, MEMORY_BYTES, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0, 0), (resource.RLIMIT_CORE, 0, 0),
    ):  # fmt: skip
        try:
            resource.setrlimit(limit, (soft, hard))
        except (ValueError, OSError):  # a system that knows the limit and does not offer it
            continue


def explained(error: Exception, name: str, templates: Mapping[str, str]) -> ExportError:
    """What a template ran into, in plain words, with its file and line."""
    file, line = _where(error.__traceback__, templates) or (name, 0)
    if isinstance(error, TemplateSyntaxError):
        message = f"This cannot be read as a template: {error.message}."
        return ExportError("template", message, "Look at this line and the one above it.", error.name or name, error.lineno)
    if isinstance(error, (MemoryError, RecursionError, OverflowError)):
        hint = "Look for a loop, or a template that includes itself."
        return ExportError("template-limits", "The template asks for more than it may have.", hint, file, line)
    if isinstance(error, TooLong):
        return ExportError("template-limits", f"The document grows past {OUTPUT_BYTES // 2**20} MB.", "Look for a loop.", name)
    hint = "docs/exports.md lists what a template is given."
    if isinstance(error, TemplateNotFound):
        message, hint = f"There is no template “{error.name}” to include.", f"Those there are: {', '.join(sorted(templates))}."
    elif isinstance(error, SecurityError):
        message, hint = f"A template may not do this: {error.message}.", "It sees the transcript and nothing else."
    elif isinstance(error, UndefinedError):
        message = f"There is nothing there: {error.message}."
    else:
        message = f"This cannot be worked out: {error}."
    return ExportError("template", message, hint, file, line)


def _where(trace: TracebackType | None, templates: Mapping[str, str]) -> tuple[str, int] | None:
    """The innermost line of a template in a traceback: (its name, the line)."""
    found = None
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file in templates:
            found = (file, trace.tb_lineno)
        trace = trace.tb_next
    return found
