"""The types of the language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What sort of value it is."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"  # decimal and percent
    MONEY = "money"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    DURATION = "duration"
    ENUM = "enum"
    ENUMS = "enums"  # several options
    LINK = "link"  # a record; persons and centres are links to ``person`` and ``centre``
    LIST = "list"  # a literal list on the right of in / not_in / any_of / all_of
    ABSENT = "absent"  # the literal null
    UNKNOWN = "unknown"  # an error was already reported here


@dataclass(frozen=True, slots=True)
class Type:
    """A type with what belongs to it.

    ``options`` are the ids of an enum in their order (they compare in that order); ``to`` the entities a link may
    point to; ``currency`` the ISO 4217 code of money when it is known; ``item`` the type of a list's items;
    ``many`` is true of a path that reaches several records (only sets may look at those).
    """

    kind: Kind
    options: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    currency: str | None = None
    item: "Type | None" = None
    many: bool = False
    parts: tuple[
        str, ...
    ] = ()  # of a clock: what may stand behind its name; each is a field ``<clock>_<part>``
    # Of ``state``: group -> its leaf states. A mapping has no hash, and equal types have equal hashes without it.
    groups: Mapping[str, tuple[str, ...]] | None = field(default=None, hash=False)


TEXT = Type(Kind.TEXT)
INTEGER = Type(Kind.INTEGER)
NUMBER = Type(Kind.NUMBER)
BOOLEAN = Type(Kind.BOOLEAN)
DATE = Type(Kind.DATE)
TIME = Type(Kind.TIME)
DATETIME = Type(Kind.DATETIME)
DURATION = Type(Kind.DURATION)
UNKNOWN = Type(Kind.UNKNOWN)
PERSON = Type(Kind.LINK, to=("person",))
CENTRE = Type(Kind.LINK, to=("centre",))
