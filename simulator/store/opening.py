"""Opening the store that the surroundings name."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from simulator.store.interface import Store
from simulator.store.paths import database_path
from simulator.store.times import Now, utc_now
from simulator.store.troubles import StoreTrouble

_FILE = "sqlite:///"


def store_path() -> Path:
    """The file that `SIMULATOR_DATABASE_URL` names as `sqlite:///runs.db` or `sqlite:////home/ana/runs.db`, else `database_path()`.

    Raises StoreTrouble where the URL names another database.
    """
    url = os.environ.get("SIMULATOR_DATABASE_URL", "").strip()
    if not url:
        return database_path()
    if not url.startswith(_FILE) or len(url) == len(_FILE):
        raise StoreTrouble("other-database", _without_password(url))
    return Path(unquote(url.removeprefix(_FILE))).expanduser().absolute()


def open_store(path: Path | None = None, *, now: Now = utc_now, new_id: Callable[[], str] | None = None) -> Store:
    """Open the store at `path`, by default `store_path()`, and make it if there is none. Takes milliseconds; checks no more than that
    the file is one of ours. `now` gives UTC in ISO 8601, `new_id` UUIDv7s. Raises StoreTrouble."""
    from simulator.store.sqlite import SqliteStore

    return SqliteStore(path if path is not None else store_path(), now=now, new_id=new_id)


def _without_password(url: str) -> str:
    """`url` as it may be shown."""
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"
    except ValueError:
        return url.partition("://")[0]
