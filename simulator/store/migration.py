"""Bringing an older file up to the present version, with a copy of it kept first."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from simulator.store.connection import version
from simulator.store.copies import copy
from simulator.store.paths import backups_folder
from simulator.store.schema import APPLICATION, Step


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[Step], today: str = "") -> None:
    """Take the steps that the file at `path` has not taken, each in a transaction of its own. Raises StoreTrouble, sqlite3.Error, OSError.

    With `today` (`YYYY-MM-DD`), before the first step of a file that already holds something, a copy of it goes to the backups as
    `<name>-version-<old>-<today>.db`. Several programs may do this at once.
    """
    found = version(connection, path, len(steps))
    if today and 0 < found < len(steps):
        copy(connection, path, backups_folder(path) / f"{path.stem}-version-{found}-{today}.db")
    for number in range(found + 1, len(steps) + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version(connection, path, len(steps)) < number:
                for statement in steps[number - 1]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise
