"""Verbs: one file a verb, loaded when it is called; errors become words and exit codes here."""

from __future__ import annotations

import gc
import os
import signal
import sys
from importlib import import_module

import click

from simulator import __version__
from simulator.cli import exit_codes, output
from simulator.core.diagnostics import ContentError

COLLECT_AFTER = 50_000
"""New objects before Python looks for garbage: while modules load there is none, and looking costs a sixth of the start."""
VERBS: dict[str, str] = {
    "list": "What can be practised.",
    "show": "One scenario's brief; never its secrets.",
    "practice": "Practise a scenario, in your own words.",
    "resume": "Go on with a run where it stands.",
    "runs": "Past runs, newest first.",
    "review": "Read a past run line by line.",
    "critique": "Say the true thing about one line; read it, answer it, rehearse it.",
    "rate": "Give a level on one criterion; see what the reveal opens.",
    "room": "Facilitate a room live: phones, projector, paper.",
    "calibrate": "Mark a ready-made conversation; see how near you are.",
    "agreement": "How far raters agree; for trainers' calibration.",
    "export": "Take a run home as a document.",
    "template": "Begin or try a layout of your own for exports.",
    "new": "Write a small scenario that works, to be changed.",
    "bundle": "Carry runs between laptops as one file.",
    "meetings": "Real people to meet, how far each has come; for you alone.",
    "swallowed": "The line you swallowed, and three ways to say it.",
    "people": "Whom you coach: who waits, what was promised, one question each.",
    "cohort": "A programme of dates, its people in teams.",
    "assign": "Something to practise, critique, read or write, by a day.",
    "progress": "What practice has shown, and when to practise what again.",
    "check": "Look a scenario over, and prove that nobody gets stuck in it.",
    "hear": "What a line does: its moves.",
    "twee": "Bring a Twine story in, or take a scenario to Twine.",
    "strings": "A scenario's strings as a table for translators, both ways.",
    "site": "The library as web pages, to hand out or to print.",
    "graph": "A scenario as a map, for Mermaid or Graphviz.",
    "explain": "What a diagnostic means and how to mend it.",
    "schema": "The notation as a JSON Schema, for editors.",
    "backup": "Copy all runs into one file.",
    "restore": "Go back to a backup.",
    "delete": "Really delete a run.",
    "doctor": "Is everything all right on this computer?",
    "paths": "Where things are kept.",
}


class _Verbs(click.Group):
    """Loads a verb's file only when that verb is called, so that `--version` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = import_module(f"simulator.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], VERBS, n=1)
            if near:
                raise click.UsageError(f"{error.message} Did you mean `{near[0]}`?", ctx) from None
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.command(cls=_Verbs, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="simulator", message="%(prog)s %(version)s")
@click.pass_context
def group(ctx: click.Context) -> None:
    """A flight simulator for community organizers: practise the conversations that decide campaigns.

    Without a verb it opens the app on a terminal. `simulator VERB --help` tells more of each.
    """
    if ctx.invoked_subcommand is None:
        if output.is_terminal():
            from simulator.cli.app import open_app

            ctx.exit(open_app())
        output.line(ctx.get_help())


def main(args: list[str] | None = None) -> None:
    """Run the program and leave with the exit code of DESIGN 11."""
    output.use_utf8()
    gc.set_threshold(COLLECT_AFTER)
    arguments = sys.argv[1:] if args is None else args
    sys.exit(run(arguments))


def run(arguments: list[str]) -> int:
    """Run the program; return its exit code."""
    as_json = "--json" in arguments
    try:
        result = group.main(arguments, prog_name="simulator", standalone_mode=False)
        return result if isinstance(result, int) else exit_codes.OK
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.UsageError as error:
        return _usage(error, as_json)
    except click.ClickException as error:
        return _fail("failed", error.format_message(), as_json, exit_codes.USAGE)
    except (click.Abort, KeyboardInterrupt):
        output.problem("")
        return exit_codes.SIGNAL + signal.SIGINT
    except ContentError as error:
        return _content(error, as_json)
    except (BrokenPipeError, SystemExit):
        # The reader went away: click leaves by itself then, and only then. Keep Python from complaining when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exit_codes.SIGNAL + 13
    except Exception as error:
        return _other(error, as_json)


def _usage(error: click.UsageError, as_json: bool) -> int:
    hint = f"Try `simulator {error.ctx.info_name if error.ctx and error.ctx.parent else ''} --help`.".replace("  ", " ")
    return _fail("usage", error.format_message(), as_json, exit_codes.USAGE, hint)


def _content(error: ContentError, as_json: bool) -> int:
    errors = [d for d in error.diagnostics if d.severity == "error"] or list(error.diagnostics)
    if as_json and errors:
        first = errors[0]
        output.json_error(first.code, first.message, first.file, first.line, first.hint)
    else:
        for diagnostic in errors:
            output.problem(str(diagnostic))
    return exit_codes.CONTENT


def _other(error: Exception, as_json: bool) -> int:
    from simulator.export.options import ExportError
    from simulator.store.interface import StreamDeleted, StreamMoved
    from simulator.store.troubles import StoreTrouble

    if isinstance(error, StoreTrouble):
        return _fail(error.code, error.message, as_json, exit_codes.STORE, error.hint, file=error.path)
    if isinstance(error, StreamMoved):
        message = "This run was continued in another window; open it again."
        hint = f"What you had just typed is kept. Go on with: simulator resume {error.stream}"
        return _fail("moved", message, as_json, exit_codes.STORE, hint)
    if isinstance(error, StreamDeleted):
        message = "This run was deleted in another window; nothing more can be written to it."
        return _fail("deleted", message, as_json, exit_codes.STORE)
    if isinstance(error, ExportError):
        status = {"no-network": exit_codes.NETWORK, "not-installed": exit_codes.USAGE}.get(error.code, exit_codes.CONTENT)
        return _fail(error.code, error.message, as_json, status, error.hint, file=error.file, line=error.line)
    where = _remember(error)
    message = f"Something went wrong that should not have: {type(error).__name__}: {error}"
    return _fail("unexpected", message, as_json, exit_codes.UNEXPECTED, f"Nothing that was acknowledged is lost. Details are in {where}.")


def _remember(error: Exception) -> str:
    """Write the traceback where a person can find it, never onto the screen."""
    import traceback

    from simulator.store.paths import home

    path = home() / "last-error.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        return "no file: the folder cannot be written"
    return str(path)


def _fail(code: str, message: str, as_json: bool, status: int, hint: str = "", file: str = "", line: int = 0) -> int:
    if as_json:
        output.json_error(code, message, file, line, hint)
    else:
        output.problem(f"{file}:{line}: {message}" if line else message)
        if hint:
            output.problem(hint)
    return status
