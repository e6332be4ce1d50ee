"""PostgreSQL's errors, told apart by SQLSTATE: stale, broken rule of the data, cannot serve now, anything else."""

import asyncio

import asyncpg

from adapters.store.failure import Stale, link_gone, not_unique
from adapters.store.house import KEPT
from adapters.store.tables import Tables
from engine.ports.store import StoreUnavailable
from engine.values.refusal import Refusal

MOVED = "PM001"  # raised by our own function expect()
_AGAIN = (MOVED, "40001", "40P01")
_UNAVAILABLE = (
    "08",
    "53",
    "55",
    "57",
    "58",
)  # connection, resources, locks, operator's hand, the system itself
_OWN_KEYS = frozenset({"idempotency_pkey", *(f"{table}_pkey" for table in KEPT)})


def explained(error: BaseException) -> BaseException:
    """Stale when the group should run again, StoreUnavailable when the database cannot serve now, else the error."""
    state = getattr(error, "sqlstate", None) or ""
    if state in _AGAIN:
        return Stale(str(error))
    if state == "23505" and getattr(error, "constraint_name", "") in _OWN_KEYS:
        return Stale(
            "another process took the same idempotency key, or made the same row of the engine's own"
        )
    lost = isinstance(
        error, (OSError, asyncio.TimeoutError, asyncpg.InterfaceError, asyncpg.InternalClientError)
    )
    if lost or state.startswith(_UNAVAILABLE):
        return StoreUnavailable(str(error) or type(error).__name__, full=state == "53100")
    return error


def broken_rule(error: BaseException, tables: Tables) -> Refusal | None:
    """The refusal for a violated unique rule or link, or None when it is something else."""
    if isinstance(error, asyncpg.UniqueViolationError):
        return not_unique(tables, getattr(error, "constraint_name", None))
    return link_gone() if isinstance(error, asyncpg.ForeignKeyViolationError) else None
