"""The one writer of a process: a thread that gathers what many callers want written into one transaction and one sync."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from simulator.core.records import dataclass
from simulator.store.troubles import trouble

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], T]
GROUP = 256
"""Jobs in one transaction, at most."""


@dataclass(frozen=True, slots=True)
class _Task:
    job: Job[Any]
    alone: bool
    done: Future[Any] = field(default_factory=Future)


class Writer:
    """Runs jobs on `connection` one after the other; a job is done when what it wrote is on disk.

    Jobs that wait at the same time share a transaction. If one of them fails, each is tried again by itself, so that nobody pays for
    another's mistake; therefore a job must be repeatable.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, touch: str) -> None:
        """`touch` is a statement run once in every transaction. The thread starts with the first job: reading costs none."""
        self._connection = connection
        self._path = path
        self._touch = touch
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    def do(self, job: Job[T]) -> T:
        """Run `job` inside a transaction and return what it returned, once that is on disk. Raises StoreTrouble and whatever `job` raises."""
        result: T = self._wait_for(_Task(job, alone=False))
        return result

    def alone(self, job: Job[T]) -> T:
        """Run `job` outside any transaction."""
        result: T = self._wait_for(_Task(job, alone=True))
        return result

    def close(self) -> None:
        """Finish what is waiting, then close the connection."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._tasks.put(None)
        if self._thread is not None:
            self._thread.join()
        self._connection.close()

    def _wait_for(self, task: _Task) -> Any:
        with self._lock:
            if self._closed:
                raise RuntimeError("this store is closed")
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
                self._thread.start()
            self._tasks.put(task)
        return task.done.result()

    def _run(self) -> None:
        while True:
            group: list[_Task] = []
            for task in self._take():
                if task is None:
                    self._settle(group)
                    return
                if task.alone or (group and group[-1].alone):
                    self._settle(group)
                    group = []
                group.append(task)
            self._settle(group)

    def _take(self) -> list[_Task | None]:
        """Wait for a task, then take all that have gathered meanwhile."""
        taken = [self._tasks.get()]
        with contextlib.suppress(Empty):
            while len(taken) < GROUP:
                taken.append(self._tasks.get_nowait())
        return taken

    def _settle(self, group: list[_Task]) -> None:
        """Do what `group` wants: one task alone, or any number that share a transaction."""
        try:
            results = self._carry_out(group) if group else []
        except _NotBegun as reason:
            self._fail(group, reason.error)  # whoever holds the file holds it against all of them
        except Exception as error:
            if len(group) == 1:
                self._fail(group, error)
            for task in group if len(group) > 1 else ():
                self._settle([task])
        else:
            for task, result in zip(group, results, strict=True):
                task.done.set_result(result)

    def _carry_out(self, group: list[_Task]) -> list[Any]:
        connection = self._connection
        if group[0].alone:
            return [group[0].job(connection)]
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise _NotBegun(error) from error
        try:
            results = [task.job(connection) for task in group]
            connection.execute(self._touch)
            connection.execute("COMMIT")
        except BaseException:
            # After some errors SQLite has rolled back by itself; after a broken disk it may fail to, and tries again when next asked.
            with contextlib.suppress(sqlite3.Error):
                connection.rollback()
            raise
        return results

    def _fail(self, group: list[_Task], error: Exception) -> None:
        for task in group:
            task.done.set_exception(self._told(error))

    def _told(self, error: Exception) -> Exception:
        """`error` as the caller shall see it: each gets an exception of its own."""
        if not isinstance(error, sqlite3.Error | OSError):
            return error
        try:
            told = trouble(error, self._path)
        except sqlite3.Error as mistake:
            return mistake
        told.__cause__ = error
        return told


class _NotBegun(Exception):
    """The transaction could not even begin."""

    def __init__(self, error: sqlite3.Error) -> None:
        super().__init__(str(error))
        self.error = error
