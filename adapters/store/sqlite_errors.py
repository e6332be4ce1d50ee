"""SQLite's errors, told apart: a broken rule of the data, a database that cannot serve, anything else."""

import re
import sqlite3

from adapters.store.failure import link_gone, not_unique
from adapters.store.tables import Tables
from engine.ports.store import StoreUnavailable
from engine.values.refusal import Refusal

_UNAVAILABLE = (
    "SQLITE_BUSY",
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_READONLY",
    "SQLITE_CANTOPEN",
    "SQLITE_LOCKED",
)
_INDEX = re.compile(r"UNIQUE constraint failed: index '(.+)'")
_COLUMNS = re.compile(r"UNIQUE constraint failed: (.+)")


def explained(error: Exception) -> Exception:
    """StoreUnavailable for a database that cannot serve now, else the error itself."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(_UNAVAILABLE):
        return StoreUnavailable(str(error), full=name.startswith("SQLITE_FULL"))
    return error


def broken_rule(error: Exception, tables: Tables) -> Refusal | None:
    """The refusal for a violated unique rule or link, or None when it is something else."""
    if not isinstance(error, sqlite3.IntegrityError):
        return None
    text = str(error)
    if found := _INDEX.search(text):
        return not_unique(tables, found[1])
    if found := _COLUMNS.search(text):
        parts = [part.rpartition(".") for part in found[1].split(", ")]
        return not_unique(tables, tables.unique_index(parts[0][0], tuple(name for _, _, name in parts)))
    return link_gone() if "FOREIGN KEY" in text else None
