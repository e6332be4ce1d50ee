"""The store: where records live. It runs commands, answers questions and selects lists; it decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from engine.conditions.tree import Condition, SetQuery, ValueNode
from engine.metrics.measure import Counted
from engine.packs.release import Release
from engine.ports.approvals import Approvals
from engine.ports.books import Files, Imports, Releases, Settings
from engine.ports.happenings import Chronicle
from engine.ports.history import HistoryLine, LineBeside
from engine.ports.inbox import Inbox
from engine.ports.outbox import Outbox
from engine.ports.people import People
from engine.ports.queue import Queue
from engine.ports.whole import Whole
from engine.ports.work import RuleClocks, Tasks, Timers
from engine.values.need import Found, Move, Need, Sure
from engine.values.plain import Label, Value
from engine.values.record import Decision, Record
from engine.values.refusal import Refusal

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
Asked_contra = TypeVar("Asked_contra", contravariant=True)
Answer_co = TypeVar("Answer_co", covariant=True)


class StoreUnavailable(RuntimeError):
    """The database cannot be reached, is full, or answers too slowly: try again later (503; 507 when ``full``).

    ``unsure``: the change may have been committed before the connection was lost.
    """

    def __init__(self, why: str, *, unsure: bool = False, full: bool = False) -> None:
        """``full``: the disk has no room left; reads still work."""
        super().__init__(why)
        self.unsure = unsure
        self.full = full


class StoreHeld(StoreUnavailable):
    """Another process holds the database, and only one may at a time."""


class BadCursor(ValueError):
    """A cursor that the store did not give for this selection."""


class PlanBlocked(RuntimeError):
    """Stored data or types stand in the way of a plan; ``reasons`` says which, in each language."""

    def __init__(self, reasons: Sequence[Label]) -> None:
        """Keep the reasons."""
        super().__init__("; ".join(reason["en"] for reason in reasons))
        self.reasons = tuple(reasons)


class TablePlan(Protocol):
    """How the tables come to a release: ``blocks`` stand in its way, ``warnings`` are worth knowing."""

    blocks: list[Label]
    warnings: list[Label]

    @property
    def sql(self) -> list[str]:
        """Every statement, in order; empty when nothing changes."""
        ...

    def describe(self, language: str = "en") -> list[str]:
        """The plan in sentences."""
        ...


class Reader(Protocol):
    """What a command or question may see. What is not in memory yet is loaded, and the command runs again from its start.

    Until then a question's reader raises ``Missing``; a command's answers as if there were nothing of the kind, notes
    all that it misses, and drops what the run comes to.
    """

    def record(self, entity: str, id: str) -> Record | None:
        """The record, or None when there is none."""
        ...

    def find(self, entity: str, match: Mapping[str, Value], limit: int = 1_001) -> tuple[Record, ...]:
        """The records whose columns equal these values, oldest first; an absent value matches absent."""
        ...

    def aggregate(
        self, query: SetQuery, key: str, outer: tuple[Value, ...], excluding: frozenset[str]
    ) -> Found:
        """The figure of a set for the record ``key`` as it is stored, without the rows ``excluding``."""
        ...

    def moved(self, query: SetQuery, key: str) -> Sequence[Move]:
        """The rows of that set which commands decided together with this one have moved; to be set off against the figure."""
        ...

    def serial(self, counter: str) -> int:
        """The last number this counter has given (0: none)."""
        ...

    def ahead(self, needs: Sequence[Need]) -> None:
        """Have all of these loaded at once, because they will be asked for one by one; it answers nothing itself."""
        ...


@dataclass(frozen=True, slots=True)
class Ask:
    """What every ask carries, fixed when it was accepted, so that running it again decides the same.

    ``now`` is the store's clock (UTC). ``seed``: random bytes for ids. ``sure`` names records (and whatever
    else) that are needed for certain or most likely, so that they are loaded before the first run.
    """

    now: datetime
    seed: bytes
    sure: tuple[Sure, ...] = ()


class Command(Protocol[Asked_contra]):
    """A pure function that decides; it never writes."""

    def __call__(self, asked: Asked_contra, read: Reader, /) -> Decision | Refusal:
        """Decide, or refuse with all reasons."""
        ...


@dataclass(frozen=True, slots=True)
class Idempotency:
    """A repeat with the same key and body gets the first answer again; with another body it is refused."""

    principal: str
    key: str
    body_hash: str


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort key: a path and its direction. Absent values come last in both directions."""

    path: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """One word that is looked for, with the rows on which it may be looked for in what (None: on none).

    ``word`` (folded) in ``names``: title, number and how the title sounds. ``digits`` (those of the word when it is written
    like a phone number, else none) in ``phones``; ``tail``: only at the end of a number. ``tails``: where at least the end of
    a number may be known. ``others``: a condition on the row itself that does as well.
    """

    word: str
    digits: str = ""
    tail: bool = False
    names: Condition | None = None
    phones: Condition | None = None
    tails: Condition | None = None
    others: Condition | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """A list of records of one entity.

    ``where`` already holds the row scope of the actor; ``facts`` its outer values (``actor``, ``now`` ...).
    ``fields`` are paths to be returned besides id and version (also links, roll-ups, derived ones). ``cursor`` is opaque and comes from the page before. ``search``: what is looked for, every word of it.
    ``only``: the ids of the records that are wanted at all (None: any).
    """

    entity: str
    where: Condition
    facts: Mapping[str, object]
    fields: tuple[str, ...]
    sort: tuple[Sort, ...] = ()
    limit: int = 50
    cursor: str | None = None
    search: tuple[Sought, ...] = ()
    count: bool = False
    only: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a selection. ``values`` of each record hold exactly the asked paths."""

    records: Sequence[Record]
    next_cursor: str | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure over the records of one entity.

    ``where`` already holds the row scope of the actor; ``facts`` its outer values. ``edges``: the beginnings of the
    periods and the end of the last, compared with the column ``at``. ``value``: the number that is looked at (a duration by
    its seconds), ``holds`` what puts a record into the share (neither: records are counted). ``middle``: the two in the middle
    are wanted, not the outermost; ``percent``: the one at or below which so many in a hundred lie. ``most``: at most so many.
    """

    entity: str
    where: Condition
    facts: Mapping[str, object]
    at: str
    edges: tuple[date, ...] | tuple[datetime, ...]
    split: tuple[str, ...] = ()
    value: ValueNode | None = None
    holds: Condition | None = None
    middle: bool = False
    percent: int | None = None
    most: int = 2_000


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found in one period (its place among the edges) and one part of the split."""

    period: int
    split: tuple[Value, ...]
    counted: Counted


class Store(Protocol):
    """Records, durable: what was acknowledged survives. The books beside them lie in the same database."""

    @property
    def people(self) -> People:
        """Accounts, sessions, tokens, posts."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Effects to deliver."""
        ...

    @property
    def inbox(self) -> Inbox:
        """Messages that people read in the application itself."""
        ...

    @property
    def chronicle(self) -> Chronicle:
        """What was committed lately."""
        ...

    @property
    def timers(self) -> Timers:
        """Moments at which something is due."""
        ...

    @property
    def tasks(self) -> Tasks:
        """Open tasks of people."""
        ...

    @property
    def approvals(self) -> Approvals:
        """Lists over approvals."""
        ...

    @property
    def rule_clocks(self) -> RuleClocks:
        """When rules come next."""
        ...

    @property
    def queue(self) -> Queue:
        """What waits for the owners of records."""
        ...

    @property
    def published(self) -> Releases:
        """Published releases."""
        ...

    @property
    def settings(self) -> Settings:
        """What the company has set."""
        ...

    @property
    def imports(self) -> Imports:
        """Imports and their rows."""
        ...

    @property
    def files(self) -> Files:
        """Uploaded files."""
        ...

    @property
    def whole(self) -> Whole:
        """Rows as they lie in their tables."""
        ...

    async def plan(self, release: Release) -> TablePlan:
        """What would change in the tables for this release; nothing is changed."""
        ...

    async def install(self, release: Release) -> TablePlan:
        """Bring the tables to this release and use it; raises PlanBlocked when stored data stand in the way."""
        ...

    async def use(self, release: Release, *, newest: bool = True) -> None:
        """Hold a release in force. ``newest``: its tables (which must be installed) are those that are used."""
        ...

    async def tidy(self, now: datetime) -> None:
        """Delete what nobody will ask for again."""
        ...

    async def ready(self) -> None:
        """Write and read something small; raises StoreUnavailable."""
        ...

    async def close(self) -> None:
        """Finish what was begun, then close."""
        ...

    async def submit(
        self,
        command: Command[Asked],
        asked: Asked,
        idempotency: Idempotency | None = None,
        *,
        bulk: bool = False,
    ) -> Decision | Refusal:
        """Run a command and write its decision; returns after the commit. A refusal writes nothing.

        ``bulk``: imports and their like, behind people's commands. Raises StoreUnavailable.

        With an idempotency key: a repeat returns the stored answer as a Decision that holds only ``answer``
        and writes nothing; a reuse with another body is a Refusal ``idempotency.reused``.
        """
        ...

    async def submit_all(
        self, command: Command[Asked], asked: Sequence[Asked], idempotency: Sequence[Idempotency] = ()
    ) -> Sequence[Decision | Refusal]:
        """Run a command about many things as bulk work, in this order; returns after the last commit.

        ``idempotency``: one for each, or none at all. What is refused or goes wrong leaves the others alone; then the first
        bug is raised, and StoreUnavailable.
        """
        ...

    async def ask(self, question: "Question[Asked, Answer]", asked: Asked) -> Answer:
        """Run a question over the same reader; nothing is written."""
        ...

    async def ask_each(
        self, question: "Question[Asked, Answer]", asked: Sequence[Asked]
    ) -> "Sequence[Answer]":
        """Run a question about several things side by side: what they miss is loaded together."""
        ...

    async def select(self, selection: Selection) -> Page:
        """A page of records."""
        ...

    async def measure(self, measurement: Measurement) -> Sequence[Measured]:
        """What is found in each period; empty ones are left out. One more than ``most`` when there are too many."""
        ...

    async def history(
        self, entity: str, id: str, limit: int = 200, cursor: str | None = None
    ) -> Sequence[HistoryLine]:
        """The history of a record, newest first."""
        ...

    async def beside(self, lines: Sequence[HistoryLine], record: str) -> Sequence[LineBeside]:
        """What the commands that wrote these lines of a record wrote about others; of very many the first."""
        ...


class Question(Protocol[Asked_contra, Answer_co]):
    """A pure function that answers."""

    def __call__(self, asked: Asked_contra, read: Reader, /) -> Answer_co:
        """Answer."""
        ...
