"""The file that carries runs from one laptop to another: a zip of JSON with the hash of every part, read with suspicion (DESIGN 9 and 13).

Five parts at most, and no other name is ever looked at, so nothing can be written anywhere: `manifest.json`, `events.jsonl`, `texts.json`,
`marks.sealed`, `signature.json`. The zip's comment is the SHA-256 of all that comes before it, so that every changed byte is noticed. The same
events give the same bytes. Marks that people gave travel in an envelope: whoever unpacks the file by hand does not read them by accident; it is no
secret from somebody who means to.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any, NoReturn, Protocol

from simulator.core import events as e
from simulator.core.events import By, Event
from simulator.core.records import dataclass
from simulator.core.text import clean_text
from simulator.store.rows import shas_named, to_json

FORMAT = "organizer-simulator/bundle"
VERSION = 1
MANIFEST, EVENTS, TEXTS, MARKS, SIGNATURE = PARTS = ("manifest.json", "events.jsonl", "texts.json", "marks.sealed", "signature.json")
KINDS = ("run", "person", "cohort")
"""Streams that may travel at all."""
MOST_BYTES = 64 * 2**20
MOST_RATIO = 100
MOST_EVENTS = 500_000
MOST_SEQ = 2**53
SEALED = frozenset({e.RATING_GIVEN, e.RATING_DECLINED})

_ID = re.compile(r"[0-9A-Za-z._-]{1,80}")
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z")
_TYPE = re.compile(r"[a-z][a-z_]{0,60}")
_SHA = re.compile(r"[0-9a-f]{64}")


class BundleRefused(Exception):
    """A bundle that is not taken in, not even in part. `code` is permanent, `what` names the part or the event that is wrong."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(f"{code}: {what}" if what else code)
        self.code, self.what = code, what


class Signer(Protocol):
    """What signs a bundle."""

    @property
    def public(self) -> str: ...
    def sign(self, message: bytes) -> bytes: ...


class Checker(Protocol):
    """What checks a signature: whether `signature` of `message` is that of the key `public`."""

    def __call__(self, public: str, message: bytes, signature: bytes) -> bool: ...


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle holds: events in the order of their streams, the kind of each stream, content texts by SHA-256, the SHA-256 of the ids of
    runs that were deleted where it was made, and the public key that signed it ("" for none, unchecked where `signature_checked` is False)."""

    events: tuple[Event, ...]
    kinds: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict)
    deleted: tuple[str, ...] = ()
    signed_by: str = ""
    signature_checked: bool = False


# -- writing -------------------------------------------------------------------------------------------------------------------


def pack(
    events: Sequence[Event], kinds: Mapping[str, str], texts: Mapping[str, str], deleted: Iterable[str] = (), signer: Signer | None = None
) -> bytes:
    """A bundle as bytes. `texts` are by SHA-256; those that no event names are left out."""
    open_events = [event for event in events if event.type not in SEALED]
    sealed = [event for event in events if event.type in SEALED]
    named = {sha for event in events for sha in shas_named(to_json(event.data))}
    parts = {
        EVENTS: _lines(open_events),
        TEXTS: _json({sha: text for sha, text in sorted(texts.items()) if sha in named}),
    }
    if sealed:
        parts[MARKS] = _envelope(zlib.compress(_lines(sealed), 9))
    streams = {event.stream: kinds[event.stream] for event in events}
    manifest = _json({
        "format": FORMAT, "version": VERSION, "parts": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()},
        "streams": dict(sorted(streams.items())), "events": len(events), "deleted": sorted(deleted),
    })  # fmt: skip
    parts = {MANIFEST: manifest, **parts}
    if signer is not None:
        parts[SIGNATURE] = _json({"algorithm": "ed25519", "key": signer.public, "signature": signer.sign(manifest).hex()})
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in PARTS:
            if name in parts:
                entry = zipfile.ZipInfo(name)  # its date is 1980: a bundle does not tell when it was made
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, parts[name])
        archive.comment = b"0" * 64
    data = written.getvalue()
    return data[:-64] + hashlib.sha256(data[:-64]).hexdigest().encode()


def _lines(events: Iterable[Event]) -> bytes:
    return "".join(
        json.dumps(event.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n" for event in events
    ).encode()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _envelope(data: bytes) -> bytes:
    """`data` made unreadable to the eye, and back."""
    stream = b"".join(hashlib.sha256(f"{FORMAT}/{block}".encode()).digest() for block in range(len(data) // 32 + 1))
    return bytes(one ^ other for one, other in zip(data, stream, strict=False))


# -- reading -------------------------------------------------------------------------------------------------------------------


def unpack(data: bytes, check: Checker | None = None) -> Bundle:
    """What is in a bundle, every part of it checked. Raises BundleRefused; nothing is ever written. `check` checks a signature, where there is one."""
    if len(data) > MOST_BYTES:
        raise BundleRefused("too-large", f"{len(data) // 2**20} MB")
    parts = _parts(data)
    manifest = _manifest(parts)
    for name, sha in manifest["parts"].items():
        if name not in parts:
            raise BundleRefused("missing", name)
        if hashlib.sha256(parts[name]).hexdigest() != sha:
            raise BundleRefused("changed", name)
    if extra := sorted(set(parts) - set(manifest["parts"]) - {MANIFEST, SIGNATURE}):
        raise BundleRefused("changed", extra[0])
    signed_by, checked = _signature(parts, check)
    if data[-64:] != hashlib.sha256(data[:-64]).hexdigest().encode():
        raise BundleRefused("changed", "zip")
    lines = parts[EVENTS]
    if MARKS in parts:
        lines += _inflated(_envelope(parts[MARKS]))
    events = _events(lines, manifest["streams"])
    if len(events) != manifest["events"]:
        raise BundleRefused("changed", EVENTS)
    return Bundle(events, manifest["streams"], _texts(parts), tuple(manifest["deleted"]), signed_by, checked)


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of the zip, by their own names; sizes are counted while reading, whatever the zip says of them."""
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > len(PARTS):
                raise BundleRefused("odd-part", f"{len(entries)} parts")
            for entry in entries:
                if entry.filename not in PARTS or entry.filename in found:
                    raise BundleRefused("odd-part", clean_text(entry.filename, 80))
                if entry.flag_bits & 0x1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise BundleRefused("odd-part", entry.filename)
                allowed = min(left, max(entry.compress_size, 64) * MOST_RATIO)
                with archive.open(entry) as part:
                    read = part.read(allowed + 1)
                if len(read) > allowed:
                    raise BundleRefused("too-large", entry.filename)
                left -= len(read)
                found[entry.filename] = read
    except BundleRefused:
        raise
    except zipfile.BadZipFile as error:
        named = next((name for name in PARTS if name in str(error)), "")
        raise BundleRefused("changed" if named else "no-bundle", named) from None
    except (OSError, EOFError, ValueError, KeyError, IndexError, NotImplementedError, RuntimeError, zlib.error, MemoryError, OverflowError):
        raise BundleRefused("no-bundle") from None
    except Exception as error:  # struct.error and what else a broken directory can cause
        raise BundleRefused("no-bundle", type(error).__name__) from None
    return found


def _manifest(parts: Mapping[str, bytes]) -> dict[str, Any]:
    if MANIFEST not in parts:
        raise BundleRefused("no-bundle" if not parts else "missing", "" if not parts else MANIFEST)
    manifest = _loaded(parts[MANIFEST], MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise BundleRefused("no-bundle")
    version = manifest.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise BundleRefused("changed", MANIFEST)
    if version > VERSION:
        raise BundleRefused("newer", str(version))
    listed, streams, deleted = manifest.get("parts"), manifest.get("streams"), manifest.get("deleted")
    good = (
        isinstance(listed, dict) and EVENTS in listed and TEXTS in listed and set(listed) <= {EVENTS, TEXTS, MARKS}
        and isinstance(streams, dict) and all(_ID.fullmatch(id) and kind in KINDS for id, kind in streams.items())
        and isinstance(deleted, list) and all(isinstance(sha, str) and _SHA.fullmatch(sha) for sha in deleted)
        and isinstance(manifest.get("events"), int)
    )  # fmt: skip
    if not good:
        raise BundleRefused("changed", MANIFEST)
    return manifest


def _signature(parts: Mapping[str, bytes], check: Checker | None) -> tuple[str, bool]:
    """Who signed, and whether that was checked."""
    if SIGNATURE not in parts:
        return "", False
    given = _loaded(parts[SIGNATURE], SIGNATURE)
    key, signature = (given.get("key"), given.get("signature")) if isinstance(given, dict) else (None, None)
    if (
        not isinstance(key, str)
        or not isinstance(signature, str)
        or not _SHA.fullmatch(key)
        or not re.fullmatch(r"[0-9a-f]{128}", signature)
    ):
        raise BundleRefused("changed", SIGNATURE)
    if check is None:
        return key, False
    if not check(key, parts[MANIFEST], bytes.fromhex(signature)):
        raise BundleRefused("bad-signature", key[:16])
    return key, True


def _texts(parts: Mapping[str, bytes]) -> dict[str, str]:
    texts = _loaded(parts[TEXTS], TEXTS)
    if not isinstance(texts, dict):
        raise BundleRefused("changed", TEXTS)
    for sha, text in texts.items():
        try:
            right = isinstance(text, str) and hashlib.sha256(text.encode()).hexdigest() == sha
        except UnicodeEncodeError:
            right = False
        if not right:
            raise BundleRefused("changed", TEXTS)
    return texts


def _events(lines: bytes, streams: Mapping[str, str]) -> tuple[Event, ...]:
    found: dict[str, Event] = {}
    for number, line in enumerate(lines.split(b"\n"), 1):
        if not line:
            continue
        if number > MOST_EVENTS:
            raise BundleRefused("too-large", EVENTS)
        event = _event(_loaded(line, EVENTS), number)
        if event.stream not in streams or event.id in found:
            raise BundleRefused("odd-event", f"{number}")
        found[event.id] = event
    if {event.stream for event in found.values()} != set(streams):
        raise BundleRefused("changed", MANIFEST)
    return tuple(found.values())


def _event(given: Any, number: int) -> Event:
    """An event out of JSON, held to its shape; whatever could drive a terminal stands in no text of it."""

    def wrong() -> NoReturn:
        raise BundleRefused("odd-event", f"{number}")

    if not isinstance(given, dict) or set(given) != {"id", "stream", "device", "device_seq", "at", "by", "type", "data", "v"}:
        wrong()
    by = given["by"]
    texts = (given["id"], given["stream"], given["device"])
    if not all(isinstance(text, str) and _ID.fullmatch(text) for text in texts):
        wrong()
    if (
        not isinstance(by, dict)
        or set(by) != {"role", "person"}
        or not all(isinstance(by[key], str) for key in by)
        or len(by["person"]) > 200
    ):
        wrong()
    if (
        not isinstance(given["at"], str)
        or not _AT.fullmatch(given["at"])
        or not isinstance(given["type"], str)
        or not _TYPE.fullmatch(given["type"])
    ):
        wrong()
    for name, most in (("device_seq", MOST_SEQ), ("v", 1000)):
        value = given[name]
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            wrong()
    if not isinstance(given["data"], dict) or not _clean(given["data"]) or not _clean(by):
        wrong()
    return Event(
        given["id"],
        given["stream"],
        given["device"],
        given["device_seq"],
        given["at"],
        By(by["role"], by["person"]),
        given["type"],
        given["data"],
        given["v"],
    )


def _clean(value: Any, depth: int = 0) -> bool:
    """Whether every text in `value` is as `clean_text` leaves it, and nothing in it is too deep or too large for a number."""
    if depth > 12:
        return False
    if isinstance(value, str):
        return clean_text(value, len(value) + 1) == value
    if isinstance(value, dict):
        return all(_clean(key, depth + 1) and _clean(part, depth + 1) for key, part in value.items())
    if isinstance(value, list):
        return all(_clean(part, depth + 1) for part in value)
    return not isinstance(value, int) or isinstance(value, bool) or abs(value) <= MOST_SEQ


def _loaded(data: bytes, name: str) -> Any:
    def no_constant(text: str) -> NoReturn:
        raise ValueError(text)

    try:
        return json.loads(data.decode("utf-8"), parse_constant=no_constant)
    except (ValueError, RecursionError):
        raise BundleRefused("changed", name) from None


def _inflated(data: bytes) -> bytes:
    try:
        inflater = zlib.decompressobj()
        read = inflater.decompress(data, min(MOST_BYTES, max(len(data), 64) * MOST_RATIO))
    except zlib.error:
        raise BundleRefused("changed", MARKS) from None
    if inflater.unconsumed_tail or not inflater.eof:
        raise BundleRefused("too-large" if inflater.unconsumed_tail else "changed", MARKS)
    return read
