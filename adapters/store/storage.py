"""How values are kept: for each kind of value and each database a column type and the conversions both ways.

They are looked up once per column, never per value. SQLite keeps a decimal as a whole number of millionths, moments, days,
times and durations as ISO 8601 text (moments in UTC with microseconds, so that text order is time order), true and
false as 1 and 0, lists as JSON text. PostgreSQL keeps its own types, and durations as text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import BigInteger, Boolean, Date, Numeric, Text, Time
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeEngine

from engine.conditions.types import Kind
from engine.values.duration import Duration

Convert = Callable[[Any], Any]
MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Storage:
    """One kind of value in one database. ``write`` and ``read`` None: as it is. Neither is ever given None.

    ``sent`` is the type as which a value of a written row is read (PostgreSQL only), ``cast`` what it is cast to then.
    """

    type: TypeEngine[Any]
    write: Convert | None = None
    read: Convert | None = None
    sent: str = "text"
    cast: str = ""


@dataclass(frozen=True, slots=True)
class Flavour:
    """A database as the store sees it: its SQLAlchemy dialect and its storage by kind."""

    name: str
    dialect: Dialect
    storage: Mapping[str, Storage]

    @property
    def postgres(self) -> bool:
        """Whether it is PostgreSQL."""
        return self.name == "postgresql"


# A duration is a dataclass, which would otherwise go out as its parts.
_OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS


def dump(value: object) -> str:
    """JSON text of what a history row or an answer holds: decimals and durations become text, moments ISO 8601."""
    return orjson.dumps(value, default=_plain, option=_OPTIONS).decode()


def load(text: str | bytes) -> Any:
    """JSON text read back."""
    return orjson.loads(text)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return dict(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    if isinstance(value, (set, frozenset)):
        return sorted(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    if is_dataclass(value) and not isinstance(value, Duration):
        return {part.name: getattr(value, part.name) for part in fields(value)}
    return str(value)


@lru_cache(maxsize=4096)  # the same moment stands in most rows of a command
def moment_text(moment: datetime) -> str:
    """An aware moment as SQLite keeps it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def time_text(value: time) -> str:
    """A time of day as SQLite keeps it."""
    return value.isoformat()


def millionths(number: Decimal) -> int:
    """A decimal as SQLite keeps it; what is beyond six places is rounded half to even."""
    return int((number * MILLION).to_integral_value(ROUND_HALF_EVEN))


def from_millionths(number: int) -> Decimal:
    """A decimal read back from SQLite, without trailing zeros beyond the point."""
    return tidy(Decimal(number) / MILLION)


def tidy(number: Decimal) -> Decimal:
    """The same number without trailing zeros beyond the point: 8.500000 is 8.5, 100.000000 is 100."""
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


def _list_text(items: tuple[str, ...]) -> str:
    return orjson.dumps(items).decode()


def _list_read(text: str) -> tuple[str, ...]:
    return tuple(orjson.loads(text))


def _array_literal(items: tuple[str, ...]) -> str:
    """A list as PostgreSQL spells an array in text."""
    quoted = ('"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"' for item in items)
    return "{" + ",".join(quoted) + "}"


_TEXT_KINDS = (Kind.TEXT, Kind.ENUM, Kind.LINK)
_BINARY = Text(collation="BINARY")  # order of code points, the same as PostgreSQL's "C"
_CODE_POINTS = postgresql.TEXT(collation="C")

SQLITE = Flavour(
    "sqlite",
    sqlite.dialect(paramstyle="qmark"),
    {
        **{kind: Storage(Text()) for kind in _TEXT_KINDS},
        Kind.INTEGER: Storage(BigInteger()),
        Kind.NUMBER: Storage(BigInteger(), millionths, from_millionths),
        Kind.MONEY: Storage(BigInteger(), millionths, from_millionths),
        Kind.BOOLEAN: Storage(BigInteger(), int, bool),
        Kind.DATE: Storage(Text(), date.isoformat, date.fromisoformat),
        Kind.TIME: Storage(Text(), time_text, time.fromisoformat),
        Kind.DATETIME: Storage(Text(), moment_text, datetime.fromisoformat),
        Kind.DURATION: Storage(Text(), str, Duration.parse),
        Kind.ENUMS: Storage(Text(), _list_text, _list_read),
        "json": Storage(Text(), dump, load),
    },
)

POSTGRES = Flavour(
    "postgresql",
    PGDialect_asyncpg(paramstyle="numeric_dollar"),
    {
        **{kind: Storage(_CODE_POINTS) for kind in _TEXT_KINDS},
        Kind.INTEGER: Storage(BigInteger(), sent="bigint"),
        Kind.NUMBER: Storage(Numeric(18, 6), read=tidy, sent="numeric"),
        Kind.MONEY: Storage(Numeric(18, 6), read=tidy, sent="numeric"),
        Kind.BOOLEAN: Storage(Boolean(), sent="boolean"),
        Kind.DATE: Storage(Date(), sent="date"),
        Kind.TIME: Storage(Time(), sent="time"),
        Kind.DATETIME: Storage(postgresql.TIMESTAMP(timezone=True), sent="timestamptz"),
        Kind.DURATION: Storage(_CODE_POINTS, str, Duration.parse),
        Kind.ENUMS: Storage(postgresql.ARRAY(_CODE_POINTS), _array_literal, tuple, cast="text[]"),
        "json": Storage(postgresql.JSONB(), dump, load, cast="jsonb"),
    },
)
