"""SQLite: one writer thread that commits the waiting commands together, and a few threads that read.

The file belongs to one group of processes at a time (a lock file beside it says so), since only one writer that knows all
commands may decide on what it has read.
"""

import asyncio
import fcntl
import shutil
import sqlite3
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

from adapters.store.clause_functions import register
from adapters.store.database import GROUP, Filling, InForce, Waiting
from adapters.store.loading import Query, Rows
from adapters.store.sql import Statement
from adapters.store.sqlite_errors import explained
from adapters.store.sqlite_group import run_group
from adapters.store.storage import SQLITE
from engine.group.group import Run
from engine.group.picture import Picture
from engine.ports.store import StoreHeld, StoreUnavailable

READERS = 4
BUSY_MILLISECONDS = 5_000
CACHE_KIB = 32_768

Job = Callable[[sqlite3.Connection], Any]


class SqliteDatabase:
    """A SQLite file; an empty path means one that lives as long as this object."""

    flavour = SQLITE

    def __init__(self, path: str) -> None:
        """Nothing is opened yet."""
        self._own = tempfile.mkdtemp(prefix="pointsman-") if not path else None
        self._path = Path(self._own) / "store.db" if self._own else Path(path)
        self._queue: deque[tuple[Run, Waiting]] = deque()
        self._bulk: deque[tuple[Run, Waiting]] = deque()
        self._jobs: deque[tuple[Job, asyncio.Future[Any]]] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self._in_force: InForce | None = None
        self._readers = threading.local()
        self._open_readers: list[sqlite3.Connection] = []
        self._pool = ThreadPoolExecutor(READERS, thread_name_prefix="store-read")
        self._thread = threading.Thread(target=self._work, name="store-write", daemon=True)
        self._lock: IO[str] | None = None
        self._kept: sqlite3.Connection | None = None

    async def start(self) -> None:
        """Take the lock, open the file, start writing."""
        self._loop = asyncio.get_running_loop()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _take_lock(self._path.with_name(self._path.name + ".lock"))
        self._connection = self._connect()
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute(f"pragma synchronous = {'off' if self._own else 'full'}")
        self._connection.execute("pragma foreign_keys = on")
        self._thread.start()

    def use(self, in_force: InForce) -> None:
        """Run commands on these tables from the next group on."""
        self._in_force = in_force

    async def submit(self, runs: Sequence[Run], *, bulk: bool = False) -> None:
        """Run commands in groups; returns after the commit."""
        waiting = Waiting(len(runs))
        with self._wake:
            self._refuse_when_closing()
            (self._bulk if bulk else self._queue).extend((run, waiting) for run in runs)
            self._wake.notify()
        await waiting.over()

    async def load(self, picture: Picture, queries: Sequence[Query]) -> None:
        """Answer queries, all on one state of the file."""

        def answer(connection: sqlite3.Connection) -> list[Rows]:
            connection.execute("begin")
            try:
                return [connection.execute(query.text, query.parameters).fetchall() for query in queries]
            finally:
                connection.execute("commit")

        rows = await self._read(answer)
        for query, found in zip(queries, rows, strict=True):
            query.absorb(picture, found)

    async def read(self, statement: Statement) -> Rows:
        """The rows of one reading statement."""
        return await self._read(
            lambda connection: connection.execute(statement.text, statement.parameters).fetchall()
        )

    async def write(self, statements: Sequence[Statement]) -> list[Rows]:
        """Run statements in one transaction of the writer; the rows of each."""

        def job(connection: sqlite3.Connection) -> list[Rows]:
            connection.execute("begin immediate")
            try:
                rows: list[Rows] = [
                    connection.execute(one.text, one.parameters).fetchall() for one in statements
                ]
                connection.execute("commit")
            except BaseException:
                connection.execute("rollback")
                raise
            return rows

        return await self._in_turn(job)

    async def fill(self, tables: Sequence[Filling]) -> None:
        """Put many rows into tables, all in one transaction of the writer."""

        def job(connection: sqlite3.Connection) -> None:
            connection.execute("begin immediate")
            try:
                for table, names, rows in tables:
                    into, places = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
                    insert = f'insert into "{table.name}" ({into}) values ({places})'  # noqa: S608
                    connection.executemany(insert, rows)
                connection.execute("commit")
            except BaseException:
                connection.execute("rollback")
                raise

        await self._in_turn(job)

    async def remember(self) -> None:
        """Keep everything as it is now; ``restore`` goes back to it."""
        kept = self._kept = self._kept or sqlite3.connect(":memory:", check_same_thread=False)
        await self._in_turn(lambda connection: connection.backup(kept))

    async def restore(self) -> None:
        """Be as it was when it was told to remember."""
        if self._kept is None:
            raise RuntimeError("nothing was remembered")
        await self._in_turn(self._kept.backup)

    async def _in_turn(self, job: Job) -> Any:
        """Let the writer do something between two groups."""
        future = self._loop.create_future()
        with self._wake:
            self._refuse_when_closing()
            self._jobs.append((job, future))
            self._wake.notify()
        return await future

    async def close(self) -> None:
        """Write what waits, then close the file and give the lock back."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        await asyncio.to_thread(self._thread.join)
        await asyncio.to_thread(self._pool.shutdown)
        for connection in [*self._open_readers, self._connection, *([self._kept] if self._kept else [])]:
            connection.close()
        if self._lock is not None:
            self._lock.close()
        if self._own:
            shutil.rmtree(self._own, ignore_errors=True)

    def _refuse_when_closing(self) -> None:
        if self._closing:
            raise StoreUnavailable("the store is closing")

    # ------------------------------------------------------------------ reading threads

    async def _read(self, job: Job) -> Any:
        try:
            return await self._loop.run_in_executor(self._pool, lambda: job(self._reader()))
        except sqlite3.Error as error:
            raise explained(error) from error

    def _reader(self) -> sqlite3.Connection:
        connection = getattr(self._readers, "connection", None)
        if connection is None:
            connection = self._readers.connection = self._connect()
            connection.execute("pragma query_only = on")
            self._open_readers.append(connection)
        return connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, isolation_level=None, check_same_thread=False, cached_statements=512
        )
        connection.execute(f"pragma busy_timeout = {BUSY_MILLISECONDS}")
        register(connection)
        connection.execute(f"pragma cache_size = -{CACHE_KIB}")
        return connection

    # ------------------------------------------------------------------ the writer thread

    def _work(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._jobs or self._queue or self._bulk or self._closing)
                jobs, runs = self._take()
            if not jobs and not runs:
                return
            for job, future in jobs:
                self._do(job, future)
            if runs:
                self._commands(runs)

    def _take(self) -> tuple[list[tuple[Job, asyncio.Future[Any]]], list[tuple[Run, Waiting]]]:
        """All small jobs, and one group: people's commands before bulk ones."""
        jobs = list(self._jobs)
        self._jobs.clear()
        queue = self._queue or self._bulk
        return jobs, [queue.popleft() for _ in range(min(GROUP, len(queue)))]

    def _do(self, job: Job, future: asyncio.Future[Any]) -> None:
        result: Any = None
        failure: BaseException | None = None
        try:
            result = job(self._connection)
        except sqlite3.Error as error:
            failure = explained(error)
        except Exception as error:  # noqa: BLE001 - it belongs to whoever sent the job
            failure = error
        self._tell(lambda: _settle(future, result, failure))

    def _commands(self, taken: list[tuple[Run, Waiting]]) -> None:
        waiting = dict(taken)
        later: list[Run] = []
        try:
            later = run_group(self._connection, self._tables_in_force(), list(waiting))
        except Exception as error:  # noqa: BLE001 - a bug of ours: askers are told, and the thread lives on
            for run in waiting:
                run.outcome = error
        with self._wake:
            self._queue.extendleft((run, waiting[run]) for run in reversed(later))
        done = [asker for run, asker in taken if run not in later]
        self._tell(lambda: [asker.told() for asker in done])

    def _tables_in_force(self) -> InForce:
        if self._in_force is None:
            raise StoreUnavailable("no release is installed")
        return self._in_force

    def _tell(self, what: Callable[[], object]) -> None:
        self._loop.call_soon_threadsafe(what)


def _settle(future: "asyncio.Future[Any]", result: Any, failure: BaseException | None) -> None:
    if future.done():  # the asker went away
        return
    if failure is None:
        future.set_result(result)
    else:
        future.set_exception(failure)


def _take_lock(path: Path) -> IO[str]:
    lock = path.open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise StoreHeld(f"another process uses this database (it holds {path})") from error
    return lock
