"""A lane: one connection that runs one group at a time; the next group is whatever came meanwhile."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from adapters.store.database import GROUP, InForce, Waiting
from adapters.store.failure import Stale
from adapters.store.loading import Query
from adapters.store.postgres_attempt import Attempt
from adapters.store.postgres_errors import broken_rule, explained
from adapters.store.statements import Part, json_rows
from adapters.store.wire import Connection
from engine.group.group import Group, Run
from engine.group.picture import Picture
from engine.group.problems import STALE, refuse
from engine.ports.store import StoreUnavailable
from engine.values.refusal import Kind

TOGETHER = (
    2  # trials of a group whose rows others change meanwhile; then each command alone, with its rows locked
)
ALONE = 8


class Lane:
    """Commands in groups on one connection."""

    def __init__(self, connect: Callable[[], Awaitable[Connection]]) -> None:
        """Nothing is opened before the first command."""
        self._connect = connect
        self._connection: Connection | None = None
        self._in_force: InForce | None = None
        self._queue: deque[tuple[Run, Waiting]] = deque()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._closing = False

    def use(self, in_force: InForce) -> None:
        """Run commands on these tables from the next group on."""
        self._in_force = in_force

    async def submit(self, runs: Sequence[Run]) -> None:
        """Run commands in groups; returns after the commit."""
        if self._closing:
            raise StoreUnavailable("the store is closing")
        if self._task is None:
            self._task = asyncio.create_task(self._work())
        waiting = Waiting(len(runs))
        self._queue.extend((run, waiting) for run in runs)
        self._wake.set()
        await waiting.over()

    async def close(self) -> None:
        """Write what waits, then close the connection."""
        self._closing = True
        self._wake.set()
        if self._task is not None:
            await self._task
        if self._connection is not None:
            await self._connection.close()

    async def _work(self) -> None:
        while True:
            if not self._queue:
                if self._closing:
                    return
                self._wake.clear()
                await self._wake.wait()
                continue
            waiting = dict(self._queue.popleft() for _ in range(min(GROUP, len(self._queue))))
            try:
                later = await self._settle(list(waiting))
            except Exception as error:  # noqa: BLE001 - a bug of ours: askers are told, and the lane lives on
                later = []
                for run in waiting:
                    run.outcome = error
            self._queue.extendleft((run, waiting[run]) for run in reversed(later))
            for run, asker in waiting.items():
                if run not in later:
                    asker.told()

    async def _settle(self, runs: list[Run]) -> list[Run]:
        """Give every run its outcome; what cannot be stored is found by halving. Gives those that must wait."""
        failure: BaseException = Stale()
        attempt = Attempt()
        for _ in range(TOGETHER):
            try:
                return await self._together(runs, attempt)
            except Exception as error:  # noqa: BLE001 - told apart below
                failure = explained(error)
            if not isinstance(failure, Stale):
                break
        if isinstance(failure, StoreUnavailable):
            return await self._lost(runs, failure, attempt)
        if isinstance(failure, Stale):
            for run in runs:
                await self._alone(run)
            return []
        if len(runs) > 1:
            middle = len(runs) // 2
            return [*await self._settle(runs[:middle]), *await self._settle(runs[middle:])]
        runs[0].outcome = self._outcome(failure)
        return []

    def _outcome(self, failure: BaseException) -> Any:
        refusal = broken_rule(failure, self._in_force.tables) if self._in_force is not None else None
        return refusal or failure

    async def _lost(self, runs: list[Run], failure: StoreUnavailable, attempt: Attempt) -> list[Run]:
        """The database could not serve. What was surely not written runs once more; what was written is done.

        Where nobody can say, commands with an idempotency key run once more, and the others are told.
        """
        self._drop()
        written = await self._written(attempt)
        if written:
            return attempt.later
        again = [run for run in runs if run.trials == 0 and (run.key is not None or written is False)]
        for run in runs:
            run.trials += 1
            if run not in again:
                run.outcome = StoreUnavailable(str(failure), unsure=written is None, full=failure.full)
        return again

    async def _written(self, attempt: Attempt) -> bool | None:
        """Whether a lost attempt was committed: as a whole or not at all. None: nobody can say."""
        if not attempt.writing:
            return False
        try:
            return await attempt.committed(await self._ready())
        except Exception:  # noqa: BLE001 - whatever it is, the fate of the attempt stays unknown
            self._drop()
            return None

    def _drop(self) -> None:
        """Whatever state the connection is in, the next group gets a new one."""
        if self._connection is not None:
            self._connection.terminate()
        self._connection = None

    async def _ready(self) -> Connection:
        if self._connection is None or self._connection.is_closed():
            self._connection = await self._connect()
        return self._connection

    async def _together(self, runs: list[Run], attempt: Attempt) -> list[Run]:
        in_force = self._tables_in_force()
        connection = await self._ready()
        picture = in_force.picture()
        group = Group(picture, runs)
        await _decide(connection, in_force, group, locking=False)
        parts = in_force.writer.parts(picture.pending)
        if parts:
            attempt.begin(parts, group.later, connection.get_server_pid())
            await _write(connection, in_force, parts)
        return group.later

    async def _alone(self, run: Run) -> None:
        """One command with its rows locked, so that it cannot be overtaken for ever."""
        failure: BaseException = Stale()
        for _ in range(ALONE):
            try:
                in_force = self._tables_in_force()
                connection = await self._ready()
                async with connection.transaction():
                    picture = in_force.picture()
                    await _decide(connection, in_force, Group(picture, [run]), locking=True)
                    parts = in_force.writer.parts(picture.pending)
                    if parts:
                        await _write(connection, in_force, parts)
                return
            except Exception as error:  # noqa: BLE001 - told apart here
                failure = explained(error)
            if isinstance(failure, StoreUnavailable):
                self._drop()
                failure.unsure = True
            if not isinstance(failure, Stale):
                run.outcome = self._outcome(failure)
                return
        run.outcome = refuse(Kind.CONFLICT, STALE)

    def _tables_in_force(self) -> InForce:
        if self._in_force is None:
            raise StoreUnavailable("no release is installed")
        return self._in_force


async def _decide(connection: Connection, in_force: InForce, group: Group, *, locking: bool) -> None:
    needs = group.sure()
    while True:
        await _load(connection, group.picture, in_force.loader.queries(needs, locking=locking))
        needs = group.round()
        if not needs:
            return


async def _load(connection: Connection, picture: Picture, queries: Sequence[Query]) -> None:
    for query in queries:
        query.absorb(picture, await connection.fetch(query.text, *query.parameters))


async def _write(connection: Connection, in_force: InForce, parts: list[Part]) -> None:
    """All parts as one statement."""
    parameters: list[Any] = []
    for part in parts:
        parameters.append(json_rows(part))
        if part.shape.checked:
            parameters.append(len(part.rows))
    await connection.fetch(in_force.statements.together(tuple(part.shape for part in parts)), *parameters)
