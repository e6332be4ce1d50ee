"""The store: where records live. It runs commands, answers questions and selects lists; it decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from engine.conditions.tree import Condition
from engine.conditions.tree import SetQuery
from engine.values.need import Found
from engine.values.plain import Json, Value
from engine.values.record import Decision, Record
from engine.values.refusal import Refusal

Asked = TypeVar("Asked", contravariant=True)
Answer = TypeVar("Answer", covariant=True)


class StoreUnavailable(RuntimeError):
    """The database cannot be reached, is full, or answers too slowly: try again later (503; 507 when ``full``).

    ``unsure``: the change may have been committed before the connection was lost.
    """

    def __init__(self, why: str, *, unsure: bool = False, full: bool = False) -> None:
        """``full``: the disk has no room left; reads still work."""
        super().__init__(why)
        self.unsure = unsure
        self.full = full


class BadCursor(ValueError):
    """A cursor that the store did not give for this selection."""


class Reader(Protocol):
    """What a command or question may see. Each method may raise ``Missing``; the store then runs it again."""

    def record(self, entity: str, id: str) -> Record | None:
        """The record, or None when there is none."""
        ...

    def find(self, entity: str, match: Mapping[str, Value], limit: int = 1_001) -> tuple[Record, ...]:
        """The records whose columns equal these values, oldest first; an absent value matches absent."""
        ...

    def aggregate(self, query: SetQuery, key: str, outer: tuple[Value, ...], excluding: frozenset[str]) -> Found:
        """The figure of a set for the record ``key``, without the rows ``excluding``."""
        ...

    def serial(self, counter: str) -> int:
        """The last number this counter has given (0: none)."""
        ...


@dataclass(frozen=True, slots=True)
class Ask:
    """What every ask carries, fixed when it was accepted, so that running it again decides the same.

    ``now`` is the store's clock (UTC). ``seed``: random bytes for ids. ``sure`` names records that are needed for
    certain, so that they are loaded before the first run.
    """

    now: datetime
    seed: bytes
    sure: tuple[tuple[str, str], ...] = ()


class Command(Protocol[Asked]):
    """A pure function that decides; it never writes."""

    def __call__(self, asked: Asked, read: Reader) -> Decision | Refusal:
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
class Selection:
    """A list of records of one entity.

    ``where`` already holds the row scope of the actor; ``facts`` its outer values (``actor``, ``parameter.*``, ``now``,
    ``zone``). ``fields`` are paths to be returned besides id and version (own fields, links, roll-ups, derived
    ones). ``cursor`` is opaque and comes from the page before. ``search``: words to look for in the search column.
    """

    entity: str
    where: Condition
    facts: Mapping[str, object]
    fields: tuple[str, ...]
    sort: tuple[Sort, ...] = ()
    limit: int = 50
    cursor: str | None = None
    search: str | None = None
    count: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a selection. ``values`` of each record hold exactly the asked paths."""

    records: Sequence[Record]
    next_cursor: str | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of history as it is read back."""

    id: str
    version: int
    at: datetime
    actor: str | None
    command: str
    release: str
    before: Mapping[str, Json] = field(default_factory=dict[str, Json])
    after: Mapping[str, Json] = field(default_factory=dict[str, Json])
    why: Mapping[str, Json] = field(default_factory=dict[str, Json])
    caused_by: str | None = None


class Store(Protocol):
    """Records, durable: what was acknowledged survives."""

    async def submit(
        self, command: Command[Asked], asked: Asked, idempotency: Idempotency | None = None
    ) -> Decision | Refusal:
        """Run a command and write its decision; returns after the commit. A refusal writes nothing.

        With an idempotency key: a repeat returns the stored answer as a Decision that holds only ``answer``
        and writes nothing; a reuse with another body is a Refusal ``idempotency.reused``.
        """
        ...

    async def ask(self, question: "Question[Asked, Answer]", asked: Asked) -> Answer:
        """Run a question over the same reader; nothing is written."""
        ...

    async def select(self, selection: Selection) -> Page:
        """A page of records."""
        ...

    async def history(self, entity: str, id: str, limit: int = 200, cursor: str | None = None) -> Sequence[HistoryLine]:
        """The history of a record, newest first."""
        ...


class Question(Protocol[Asked, Answer]):
    """A pure function that answers."""

    def __call__(self, asked: Asked, read: Reader) -> Answer:
        """Answer."""
        ...
