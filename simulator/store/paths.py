"""Where this person's data lies: `$SIMULATOR_HOME`, else the platform's own folder for data."""

from __future__ import annotations

import os
from pathlib import Path

APP = "organizer-simulator"


def home() -> Path:
    """The folder of everything; it need not exist yet."""
    chosen = os.environ.get("SIMULATOR_HOME", "").strip()
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_dir  # 15 ms that `--version` need not pay

    return Path(user_data_dir(APP, appauthor=False))


def database_path() -> Path:
    """The file of runs."""
    return home() / "simulator.db"


def user_content() -> Path:
    """The person's own scenarios and rubrics, laid over the shipped ones."""
    return home() / "content"


def exports() -> Path:
    """Where exports go unless another place is named."""
    return home() / "exports"


def backups_folder(path: Path) -> Path:
    """Where the automatic copies of the store at `path` lie."""
    return path.parent / "backups"


def copies_of(path: Path) -> list[Path]:
    """Every copy that the program itself has made of the store at `path`."""
    return sorted(backups_folder(path).glob(f"{path.stem}-*.db"))


def days_of(path: Path) -> list[Path]:
    """The daily ones among them, oldest first."""
    return sorted(backups_folder(path).glob(f"{path.stem}-[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].db"))
