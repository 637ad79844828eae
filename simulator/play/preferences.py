"""What a person has chosen for good: language, choices, timers, theme, motion, her own keys; kept in the store."""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import field, replace
from typing import Any

from simulator.core.records import dataclass
from simulator.store.interface import Store

_PREFIX = "preference."
_ACCOUNT_KEY = "account-key"


CONSENTS = ("private", "coach")
"""What may go into a file she sends: her lines alone, or her notes and her name too. Private holds where nothing was answered."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """`language` is "" until chosen, `welcomed` says that the very first screen was seen. `keys` maps action ids to keys. `name` stands on
    transcripts; it may stay empty. `consent` is one of `CONSENTS`, "" until asked."""

    language: str = ""
    welcomed: bool = False
    choices: bool = False
    timers: bool = False
    theme: str = ""
    motion: bool = False
    name: str = ""
    consent: str = ""
    keys: dict[str, str] = field(default_factory=dict)


def read_preferences(store: Store) -> Preferences:
    """What is kept; anything unreadable counts as not chosen."""
    kept = store.settings()
    found = Preferences()
    values: dict[str, Any] = {}
    for name in Preferences.__dataclass_fields__:
        text = kept.get("language" if name == "language" else f"{_PREFIX}{name}")
        if text is None:
            continue
        default = getattr(found, name)
        if isinstance(default, bool):
            values[name] = text == "yes"
        elif isinstance(default, dict):
            values[name] = _keys(text)
        else:
            values[name] = text
    return replace(found, **values)


def write_preference(store: Store, name: str, value: str | bool | dict[str, str]) -> None:
    """Keep one choice for good."""
    text = ("yes" if value else "no") if isinstance(value, bool) else json.dumps(value) if isinstance(value, dict) else value
    store.set_setting("language" if name == "language" else f"{_PREFIX}{name}", text)


def account_of(store: Store, person: str) -> str:
    """An opaque name for a person, the same in all her runs kept here and of no use elsewhere; "" for nobody. Its key is made at the first use."""
    if not person.strip():
        return ""
    key = store.settings().get(_ACCOUNT_KEY)
    if key is None:
        key = secrets.token_hex(32)
        store.set_setting(_ACCOUNT_KEY, key)
    name = " ".join(person.casefold().split())
    return hmac.new(bytes.fromhex(key), name.encode(), "sha256").hexdigest()[:24]


def _keys(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}
