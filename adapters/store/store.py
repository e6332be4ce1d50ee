"""The store as the rest of the house sees it: the port's methods, and the releases and tables in force."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar, cast

from adapters.store.approvals import StoredApprovals
from adapters.store.chronicle import StoredChronicle
from adapters.store.database import Database, Filling, InForce
from adapters.store.figures import Figures
from adapters.store.history import history_page, lines_beside
from adapters.store.house import House, house_of
from adapters.store.imports import StoredFiles, StoredImports
from adapters.store.inbox import StoredInbox
from adapters.store.kept_rows import kept_rows
from adapters.store.layout import ensure_house, live_layout
from adapters.store.loading import KEPT, Loader, Rows
from adapters.store.measure import measured
from adapters.store.outbox import StoredOutbox
from adapters.store.paths import Row
from adapters.store.people import StoredPeople
from adapters.store.plan import Plan, apply_plan, plan_for
from adapters.store.queue import StoredQueue
from adapters.store.releases import StoredReleases
from adapters.store.rows import moment, removing
from adapters.store.rule_clocks import StoredRuleClocks
from adapters.store.select import Selector
from adapters.store.settings import StoredSettings
from adapters.store.sql import Sql
from adapters.store.statements import Statements
from adapters.store.tables import Tables, tables_of, with_former
from adapters.store.tasks import StoredTasks
from adapters.store.timers import StoredTimers
from adapters.store.upgrade_search import refresh_search
from adapters.store.whole import StoredWhole
from adapters.store.writing import Writer
from engine.conditions.tree import SetQuery
from engine.group.group import Run
from engine.group.reader import PictureReader
from engine.group.reads import SetReads, set_reads
from engine.packs.release import Release
from engine.ports.history import HistoryLine, LineBeside
from engine.ports.store import (
    Command,
    Idempotency,
    Measured,
    Measurement,
    Page,
    PlanBlocked,
    Question,
    Selection,
)
from engine.values.need import Missing, Need, Sure, need_of
from engine.values.record import Decision
from engine.values.refusal import Refusal

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Carries(Protocol):
    """What every ask carries (``engine.ports.store.Ask``)."""

    now: datetime
    sure: tuple[Sure, ...]


class DatabaseStore:
    """Records in SQLite or PostgreSQL. Fulfils ``engine.ports.store.Store``.

    ``releases`` holds every release in force by its id; tables are those of the one installed last, and hold what older
    ones need, since nothing is ever dropped. ``house``, ``read`` and ``write`` serve the plain functions beside this
    class (people, releases, outbox, settings, imports).
    """

    def __init__(self, database: Database, cursor_key: bytes | None = None) -> None:
        """``cursor_key`` signs cursors; without one, cursors do not survive this process."""
        self._database = database
        self.flavour = database.flavour
        self.house: House = house_of(database.flavour)
        self.sql = Sql(database.flavour)
        self.releases: dict[str, Release] = {}
        self.newest: Release | None = None
        self.tables: Tables | None = None
        self.people = StoredPeople(self)
        self.outbox = StoredOutbox(self)
        self.inbox = StoredInbox(self)
        self.chronicle = StoredChronicle(self)
        self.timers = StoredTimers(self)
        self.tasks = StoredTasks(self)
        self.approvals = StoredApprovals(self)
        self.rule_clocks = StoredRuleClocks(self)
        self.queue = StoredQueue(self)
        self.published = StoredReleases(self)
        self.settings = StoredSettings(self)
        self.imports = StoredImports(self)
        self.files = StoredFiles(self)
        self.whole = StoredWhole(self)
        self._sets: dict[str, SetReads] = {}
        self._queries: dict[str, SetQuery] = {}
        self._cursor_key = cursor_key or secrets.token_bytes(32)
        self._selector: Selector | None = None
        self._in_force: InForce | None = None

    # ------------------------------------------------------------------ life

    async def start(self) -> None:
        """Open the database and make the engine's own tables; raises StoreUnavailable."""
        await self._database.start()
        await ensure_house(self)

    async def close(self) -> None:
        """Finish what was begun, then close."""
        await self._database.close()

    async def plan(self, release: Release) -> Plan:
        """What would have to change in the tables for this release; nothing is changed."""
        return await plan_for(self, release, await live_layout(self))

    async def install(self, release: Release) -> Plan:
        """Bring the tables to this release and use it; raises ``PlanBlocked`` when stored data stand in the way."""
        plan = await self.plan(release)
        try:
            await apply_plan(self, plan)
        except PlanBlocked:
            raise
        except Exception:
            if (await self.plan(release)).steps:  # else another process has just done the same
                raise
        await self.use(release)
        return plan

    async def use(self, release: Release, *, newest: bool = True) -> None:
        """Hold a release in force. ``newest``: its tables (which must be installed) are those that are used.

        What records can be found by is made anew where it was made in another way, or of other fields.
        """
        self.releases[release.id] = release
        for query in release.sets.values():
            self._queries[query.id] = query
            self._sets[query.id] = set_reads(query, release.entities)
        if newest or self.newest is None:
            self.newest = release
        layout = await live_layout(self)
        kinds = {
            name: {column: holds["kind"] for column, holds in shape.columns.items()}
            for name, shape in layout.items()
        }
        former = [one.entities for one in self.releases.values() if one is not self.newest]
        sheets = {name: decision.sheet for name, decision in self.newest.decisions.items()}
        self.tables = tables_of(with_former(self.newest.entities, former, kinds), self.flavour, sheets)
        self._selector = Selector(self.flavour, self.tables, self._cursor_key)
        self._in_force = self._made(self.tables)
        self._database.use(self._in_force)
        if newest:
            await refresh_search(self, self.tables)

    def _made(self, tables: Tables) -> InForce:
        named = {table.table.name: table.table for table in tables.entities.values()}
        named.update({table.name: table for table in self.house.metadata.sorted_tables})
        statements = Statements(self.flavour, named)

        def row_of(entity: str, facts: Mapping[str, object]) -> Row:
            return Row(tables, self.flavour, entity, facts, asked_for_one=True)

        figures = Figures(self.flavour, row_of, self._queries)
        rows = {**tables.entities, **kept_rows(self.house)}
        loader = Loader(self.house, rows, statements, figures)
        return InForce(tables, dict(self._sets), statements, loader, Writer(self.house, rows))

    def _running(self) -> InForce:
        if self._in_force is None:
            raise RuntimeError("no release is installed")
        return self._in_force

    async def tidy(self, now: datetime) -> None:
        """Delete what nobody will ask for again: answers under idempotency keys after a day."""
        table = self.house.idempotency
        await self.write(removing(table, table.c.at <= moment(self.flavour, now - KEPT)))

    async def ready(self) -> None:
        """Write and read something small; raises StoreUnavailable."""
        serial = self.house.serial
        await self.write(serial.delete().where(serial.c.counter == ""))

    # ------------------------------------------------------------------ the port

    async def submit(
        self,
        command: Command[Asked],
        asked: Asked,
        idempotency: Idempotency | None = None,
        *,
        bulk: bool = False,
    ) -> Decision | Refusal:
        """Run a command and write its decision; returns after the commit. ``bulk``: behind people's commands.

        Raises StoreUnavailable, and whatever bug the command raised.
        """
        run = _run(command, asked, idempotency)
        await self._database.submit((run,), bulk=bulk)
        return _outcome(run)

    async def submit_all(
        self, command: Command[Asked], asked: Sequence[Asked], idempotency: Sequence[Idempotency] = ()
    ) -> Sequence[Decision | Refusal]:
        """Run a command about many things, behind people's commands and in this order; returns after the last commit."""
        keys = idempotency or [None] * len(asked)
        runs = [_run(command, one, key) for one, key in zip(asked, keys, strict=True)]
        if runs:
            await self._database.submit(runs, bulk=True)
        return [_outcome(run) for run in runs]

    async def ask(self, question: Question[Asked, Answer], asked: Asked) -> Answer:
        """Run a question over the same reader; nothing is written."""
        in_force = self._running()
        picture = in_force.picture()
        reader = PictureReader(picture)
        needs: list[Need] = [need_of(one) for one in cast("Carries", asked).sure]
        while True:
            if needs:
                await self._database.load(picture, in_force.loader.queries(needs))
            try:
                return question(asked, reader)
            except Missing as miss:
                needs = [need for need in miss.needs if not picture.knows(need)]
                if not needs:
                    raise RuntimeError(f"{miss.needs} were supplied but not taken") from None

    async def ask_each(self, question: Question[Asked, Answer], asked: Sequence[Asked]) -> Sequence[Answer]:
        """Run a question about several things side by side: what they miss is loaded together, table by table."""
        in_force = self._running()
        picture = in_force.picture()
        reader = PictureReader(picture)
        needs: dict[Need, None] = {need_of(sure): None for one in asked for sure in cast("Carries", one).sure}
        answers: dict[int, Answer] = {}
        while True:
            if needs:
                await self._database.load(picture, in_force.loader.queries(needs))
            missing: dict[Need, None] = {}
            for place, one in enumerate(asked):
                if place in answers:
                    continue
                try:
                    answers[place] = question(one, reader)
                except Missing as miss:
                    lacking = [need for need in miss.needs if not picture.knows(need)]
                    if not lacking:
                        raise RuntimeError(f"{miss.needs} were supplied but not taken") from None
                    missing.update(dict.fromkeys(lacking))
            if not missing:
                return [answers[place] for place in range(len(asked))]
            needs = missing

    async def select(self, selection: Selection) -> Page:
        """A page of records; raises ``BadCursor`` for a cursor that is not one of this selection."""
        if self._selector is None:
            raise RuntimeError("no release is installed")
        return await self._selector.page(self, selection)

    async def measure(self, measurement: Measurement) -> Sequence[Measured]:
        """Figures over many records, by period and split."""
        if self.tables is None:
            raise RuntimeError("no release is installed")
        return await measured(self, self.flavour, self.tables, measurement)

    async def history(
        self, entity: str, id: str, limit: int = 200, cursor: str | None = None
    ) -> Sequence[HistoryLine]:
        """The history of a record, newest first; ``cursor`` is the id of the last line of the page before."""
        return await history_page(self, entity, id, limit, cursor)

    async def beside(self, lines: Sequence[HistoryLine], record: str) -> Sequence[LineBeside]:
        """What the commands that wrote these lines of a record wrote about others."""
        return await lines_beside(self, lines, record)

    # ------------------------------------------------------------------ for the functions beside this class

    async def read(self, statement: Any) -> Rows:
        """The rows of a SQLAlchemy select, as the database gives them."""
        return await self._database.read(self.sql.compiled(statement))

    async def write(self, *statements: Any) -> list[Rows]:
        """Run SQLAlchemy statements (or texts) in one transaction; the rows of each, as the database gives them."""
        return await self._database.write([self.sql.compiled(one) for one in statements])

    async def fill(self, tables: Sequence[Filling]) -> None:
        """Put many rows into tables, all in one transaction."""
        await self._database.fill(tables)


def _run(command: Command[Asked], asked: Asked, idempotency: Idempotency | None) -> Run:
    carries = cast("Carries", asked)
    run = Run(command, asked, carries.now, carries.sure)
    if idempotency is not None:
        run.principal, run.key, run.body_hash = (
            idempotency.principal,
            idempotency.key,
            idempotency.body_hash,
        )
    return run


def _outcome(run: Run) -> Decision | Refusal:
    if isinstance(run.outcome, (Decision, Refusal)):
        return run.outcome
    raise run.outcome or RuntimeError("a command came back without an outcome")
