"""`simulator bundle export|import`: runs from one laptop to another, as one file, without a server."""

from __future__ import annotations

import os
from pathlib import Path

import click

from simulator.cli import exit_codes, output
from simulator.cli.shared import coaching_voice, find_run, json_option, language_option, someone, store
from simulator.play.bundles import agree, consent_of, make_bundle, take_in
from simulator.play.naming import named_lines
from simulator.play.practice import Practice
from simulator.store.bundle import MOST_BYTES, BundleRefused, Signer
from simulator.store.interface import Store
from simulator.store.signing import NoSigning, checker, signer


@click.group("bundle")
def command() -> None:
    """Carry runs between laptops: trainee to coach to trainer, by stick or by mail.

    A bundle holds what was agreed to. Taking one in can be repeated, in any order; nothing is lost, nothing comes twice.
    """


@command.command("export")
@click.argument("runs", nargs=-1)
@click.option("-o", "--output", "target", required=True, help="The file to write, usually ending in .simrun.")
@click.option("--person", "people", multiple=True, metavar="NAME", help="With what this person was assigned; may be repeated.")
@click.option("--with-notes/--without-notes", "notes", default=None, help="What you wrote to yourself, and your promises, too.")
@click.option("--with-name/--without-name", "name", default=None, help="Your name, instead of a sign that stands for it.")
@click.option("--sign", is_flag=True, help="Sign it with your own key.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@language_option
@json_option
def export_(
    runs: tuple[str, ...], target: str, people: tuple[str, ...], notes: bool | None, name: bool | None, sign: bool, force: bool,
    language: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Write RUNS into one file. `all` stands for every run that began on this computer.

    Without a terminal nothing is asked: what you wrote to yourself and your name stay here, unless you say so.
    """
    with store() as kept:
        say = coaching_voice(language, kept)
        own = [run.id for run in kept.summaries()] if "all" in runs else []
        chosen = [run for run in own if kept.events(run)[0].device == kept.device] if own else []
        chosen += [found for found in (find_run(kept, run).id for run in runs if run != "all") if found not in chosen]
        persons = [someone(kept, person).stream for person in people]
        if not chosen and not persons:
            raise click.UsageError("Which runs? `simulator runs` lists them; `all` stands for every one that began here.")
        if Path(target).exists() and not force:
            raise click.UsageError(f"{target} is there already. Choose another name, or say --force; nothing was written.")
        for run in chosen:
            agreed = consent_of(kept.events(run))
            if notes is None and name is None and output.is_terminal() and not as_json and not any(agreed.values()):
                notes = click.confirm(say("send-notes"), default=False)
                name = click.confirm(say("send-name"), default=False)
            agree(kept, run, notes=agreed["notes"] if notes is None else notes, name=agreed["name"] if name is None else name)
        named = [] if as_json else [_named(kept, run) for run in chosen]
        data = make_bundle(kept, chosen, persons, _signer() if sign else None)
    _write(Path(target), data)
    if as_json:
        return output.json_line({"file": target, "runs": chosen, "people": persons, "bytes": len(data)})
    for lines in filter(None, named):
        output.problem(say("names-in-run", lines=lines))
    output.line(target)
    return output.line(say("bundle-written", count=len(chosen)))


def _named(kept: Store, run: str) -> str:
    """Her lines that seem to name real people or schools: `3 (Maria Hernandez)`."""
    found = named_lines(Practice.resume(kept, run).transcript())
    return ", ".join(f"{line} ({', '.join(name.text for name in names)})" for _, line, names in found)


def _signer() -> Signer:
    try:
        return signer()
    except NoSigning:
        raise click.UsageError("Signing needs the extra `sign`: pip install 'organizer-simulator[sign]'.") from None
    except OSError as error:
        raise click.UsageError(f"The key cannot be kept: {error.strerror}.") from None


def _write(path: Path, data: bytes) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise click.UsageError(f"{path} cannot be written: {error.strerror}.") from None


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--honour-deletions", is_flag=True, help="Delete here too, for good, what came from elsewhere and was deleted there.")
@language_option
@json_option
def import_(file: Path, honour_deletions: bool, language: str | None, as_json: bool) -> int:
    """Take in what FILE holds: all of it, or nothing if any of it was changed on the way."""
    with store() as kept:
        say = coaching_voice(language, kept)
        try:
            if file.stat().st_size > MOST_BYTES:
                raise BundleRefused("too-large", f"{file.stat().st_size // 2**20} MB")
            taken = take_in(kept, file.read_bytes(), checker(), honour_deletions=honour_deletions)
        except OSError as error:
            raise click.UsageError(f"{file} cannot be read: {error.strerror}.") from None
        except BundleRefused as refusal:
            message, hint = say(f"bundle.{refusal.code}", what=refusal.what or "-"), say("bundle-nothing-taken")
            if as_json:
                output.json_error(f"bundle-{refusal.code}", message, str(file), 0, hint)
            else:
                output.problem(f"{file}: {message}")
                output.problem(hint)
            return exit_codes.CONTENT
    merged, bundle = taken.merged, taken.bundle
    if as_json:
        output.json_line({
            "file": str(file), "runs": list(taken.fresh), "added": merged.added, "known": merged.known,
            "refused": [{"event": one.id, "run": one.stream, "why": one.why} for one in merged.refused],
            "signed_by": bundle.signed_by or None, "signature_checked": bundle.signature_checked, "deleted_there": list(taken.deleted_there),
        })  # fmt: skip
        return exit_codes.OK
    output.line(say("bundle-taken", count=len(taken.fresh), added=merged.added, known=merged.known))
    if deleted := {one.stream for one in merged.refused if one.why == "deleted"}:
        output.line(say("bundle-stays-deleted", count=len(deleted)))
    if differs := [one for one in merged.refused if one.why == "differs"]:
        output.line(say("bundle-differs", count=len(differs)))
    if bundle.signed_by:
        output.line(say("bundle-signed" if bundle.signature_checked else "bundle-signed-unchecked", key=bundle.signed_by[:16]))
    if taken.deleted_there:
        output.line(say("bundle-deleted-too" if honour_deletions else "bundle-deleted-there", count=len(taken.deleted_there)))
    return exit_codes.OK
