"""The file between laptops: what is packed comes out, and whatever was changed on the way is refused whole."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core.events import By, Event
from simulator.store.bundle import EVENTS, FORMAT, MANIFEST, MARKS, PARTS, TEXTS, Bundle, BundleRefused, pack, unpack
from simulator.store.signing import checker, signer

TEXT = "scenario: a\n"


def event(n: int, type: str = "turn_taken", stream: str = "run-1", **data: object) -> Event:
    return Event(f"{stream}-{n}", stream, "dev", n, f"2026-05-01T10:00:{n % 60:02d}.000Z", By("trainee", ""), type, data)


MANY = (
    event(1, "run_started", title="A"),
    event(2, text="¿Cómo estuvo ayer?"),
    event(3, "rating_given", level=2, criterion="digging", take=1),
)


def packed(*events: Event) -> bytes:
    found = events or MANY
    return pack(found, {one.stream: "run" for one in found}, {})


def rezipped(data: bytes, change: dict[str, bytes], *, seal: bool = True) -> bytes:
    """The bundle with parts changed or added, its outer hash made right again."""
    import hashlib

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts |= change
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
        archive.comment = b"0" * 64
    raw = written.getvalue()
    return raw[:-64] + (hashlib.sha256(raw[:-64]).hexdigest().encode() if seal else b"0" * 64)


def lying(data: bytes, change: dict[str, bytes]) -> bytes:
    """Parts changed and every hash made right again: what somebody can do who knows the format."""
    import hashlib

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()} | change
    manifest = json.loads(parts[MANIFEST])
    manifest["parts"] = {name: hashlib.sha256(part).hexdigest() for name, part in parts.items() if name != MANIFEST}
    if EVENTS in change:
        manifest["events"] = sum(1 for line in parts[EVENTS].split(b"\n") if line) + (1 if MARKS in parts else 0)
    return rezipped(data, {**change, MANIFEST: json.dumps(manifest).encode()})


def line(**changed: object) -> bytes:
    return json.dumps({**event(1).to_json(), **changed}).encode() + b"\n"


def test_what_is_packed_comes_out_again() -> None:
    found = unpack(packed())
    assert sorted(found.events, key=lambda one: one.device_seq) == list(MANY)
    assert found.kinds == {"run-1": "run"}


def test_the_same_events_give_the_same_bytes() -> None:
    assert packed() == packed()


def test_marks_cannot_be_read_by_opening_the_file_by_hand() -> None:
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"rating_given" not in whole
    assert b"digging" not in whole


def test_content_travels_only_where_an_event_names_it() -> None:
    import hashlib

    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    named = event(1, "run_started", content={"scenario": sha})
    assert unpack(pack([named], {"run-1": "run"}, {sha: TEXT, "b" * 64: "else"})).texts == {sha: TEXT}


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_changed_byte_is_noticed(chance: random.Random) -> None:
    data = bytearray(packed())
    at = chance.randrange(len(data))
    data[at] ^= 1 << chance.randrange(8)
    with pytest.raises(BundleRefused):
        unpack(bytes(data))


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False), st.binary(max_size=40))
def test_what_is_cut_grown_or_shuffled_is_refused_and_never_crashes(chance: random.Random, more: bytes) -> None:
    data = packed()
    at = chance.randrange(len(data))
    for changed in (data[:at], data[at:], data[:at] + more + data[at:], more, data + more):
        if changed != data:
            with pytest.raises(BundleRefused):
                unpack(changed)


def test_it_says_which_part_was_changed() -> None:
    with pytest.raises(BundleRefused) as found:
        unpack(rezipped(packed(), {EVENTS: b"{}\n"}))
    assert (found.value.code, found.value.what) == ("changed", EVENTS)


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/passwd", "..\\evil", "manifest.json/../x", "C:\\x", "a" * 300, "‮moc.exe"])
def test_a_name_that_does_not_belong_is_refused(name: str) -> None:
    with pytest.raises(BundleRefused):
        unpack(rezipped(packed(), {name: b"x"}))


def test_a_bomb_is_stopped_while_it_is_read() -> None:
    for part in (EVENTS, TEXTS):
        with pytest.raises(BundleRefused) as found:
            unpack(rezipped(packed(), {part: b"0" * 30_000_000}))
        assert found.value.code in ("too-large", "changed")


def test_a_directory_that_lies_about_sizes_is_refused() -> None:
    data = bytearray(packed())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 2**31)
    with pytest.raises(BundleRefused):
        unpack(bytes(data))


def test_a_part_twice_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(MANIFEST, b"{}")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(MANIFEST, b"{}")
    with pytest.raises(BundleRefused):
        unpack(written.getvalue())


def test_a_newer_format_is_left_to_a_newer_program() -> None:
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        manifest = json.loads(archive.read(MANIFEST))
    with pytest.raises(BundleRefused) as found:
        unpack(rezipped(packed(), {MANIFEST: json.dumps({**manifest, "version": 2}).encode()}))
    assert found.value.code == "newer"


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "../x"}, {"id": 7}, {"stream": ""}, {"device_seq": -1}, {"device_seq": 2**60}, {"device_seq": True}, {"at": "yesterday"},
        {"at": "2026-05-01T10:00:00.000Z\x1b[2J"}, {"by": {"role": "trainee"}}, {"by": {"role": "trainee", "person": "\x1b]0;x\x07"}}, {"by": None},
        {"type": "Turn Taken"}, {"data": []}, {"data": {"text": "a\u202eb"}}, {"data": {"text": "\x1b[31m"}}, {"data": {"n": 10**30}}, {"v": "1"},
        {"extra": 1}, {"data": {"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": {"i": {"j": {"k": {"l": {"m": 1}}}}}}}}}}}}}},
    ],
    ids=str,
)  # fmt: skip
def test_an_event_out_of_shape_is_refused_even_with_every_hash_right(changed: dict[str, object]) -> None:
    data = lying(packed(event(1)), {EVENTS: line(**changed)})
    with pytest.raises(BundleRefused):
        unpack(data)


@pytest.mark.parametrize("raw", [b"[" * 100_000, b'{"a": NaN}', b"\xff\xfe", b"null", b'"x"', b"1e999"])
def test_json_that_breaks_readers_is_refused(raw: bytes) -> None:
    for part in (EVENTS, TEXTS, MANIFEST):
        with pytest.raises(BundleRefused):
            unpack(lying(packed(), {part: raw}) if part != MANIFEST else rezipped(packed(), {part: raw}))


def test_an_event_of_a_stream_that_is_not_listed_is_refused() -> None:
    with pytest.raises(BundleRefused):
        unpack(lying(packed(event(1)), {EVENTS: line(stream="run-9")}))


def test_a_signature_is_checked_and_a_wrong_one_refused(tmp_path: object) -> None:
    from pathlib import Path

    own = signer(Path(str(tmp_path)))
    data = pack(MANY, {"run-1": "run"}, {}, (), own)
    found: Bundle = unpack(data, checker())
    assert (found.signed_by, found.signature_checked) == (own.public, True)
    assert unpack(data).signature_checked is False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        signature = json.loads(archive.read("signature.json"))
    with pytest.raises(BundleRefused) as refused:
        unpack(rezipped(data, {"signature.json": json.dumps({**signature, "signature": "0" * 128}).encode()}), checker())
    assert refused.value.code == "bad-signature"
    assert (Path(str(tmp_path)) / "signing-key").stat().st_mode & 0o077 == 0
    assert signer(Path(str(tmp_path))).public == own.public


def test_the_page_of_parts_and_the_format_do_not_change_by_accident() -> None:
    assert PARTS == ("manifest.json", "events.jsonl", "texts.json", "marks.sealed", "signature.json")
    assert FORMAT == "organizer-simulator/bundle"
