"""Signing bundles with a key of one's own (Ed25519), where the extra `sign` is installed."""

from __future__ import annotations

import os
from pathlib import Path

from simulator.store.bundle import Checker, Signer
from simulator.store.paths import home

KEY = "signing-key"


class NoSigning(Exception):
    """The extra `sign` is not installed."""


class _Own:
    def __init__(self, raw: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self._key = Ed25519PrivateKey.from_private_bytes(raw)

    @property
    def public(self) -> str:
        """The public key, 64 hexadecimal digits."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> bytes:
        """The signature of `message`, 64 bytes."""
        return self._key.sign(message)


def signer(folder: Path | None = None) -> Signer:
    """This person's own key, made the first time, readable by her alone. Raises NoSigning and OSError."""
    place = (folder or home()) / KEY
    if checker() is None:
        raise NoSigning
    try:
        raw = place.read_bytes()
    except FileNotFoundError:
        raw = os.urandom(32)
        place.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
    return _Own(raw[:32])


def checker() -> Checker | None:
    """What checks signatures, None where the extra is not installed."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return None

    def check(public: str, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True

    return check
