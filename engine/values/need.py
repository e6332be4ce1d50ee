"""What a command may ask to see; the store answers, the command never reads by itself."""

from collections.abc import Mapping

from engine.values.frozen import frozen
from engine.values.plain import Value
from engine.values.record import Record

CHANGED = "_changed"
"""The name under which a reader gives when each field of a record was changed last: field -> moment, by the record's id."""


@frozen
class LoadNeed:
    """One record by its id."""

    entity: str
    id: str


@frozen
class FindNeed:
    """The records of an entity whose columns equal these values (at most ``limit``, oldest first).

    ``match`` is a tuple of (column, value) pairs; an absent value matches absent.
    """

    entity: str
    match: tuple[tuple[str, Value], ...]
    limit: int = 1_001


@frozen
class AggregateNeed:
    """One figure over a set of records: ``query`` is the id of a set of the release.

    ``key`` is the record whose set it is; ``outer`` the values, in the order of the set's ``outer`` paths, that its
    condition takes from outside; ``excluding`` the rows whose newer values the asker adds itself.
    """

    query: str
    key: str
    outer: tuple[Value, ...] = ()
    excluding: frozenset[str] = frozenset()


@frozen
class SerialNeed:
    """The last number a counter has given; the next command of the group sees the one taken before it."""

    counter: str


Need = LoadNeed | FindNeed | AggregateNeed | SerialNeed
Sure = tuple[str, str] | Need
"""What an ask names in advance: mostly a record, by entity and id."""


def need_of(sure: Sure) -> Need:
    """The need that an ask named in advance."""
    return LoadNeed(*sure) if isinstance(sure, tuple) else sure


class Missing(BaseException):
    """Raised by a reader for needs that are not in the picture yet: the store loads them and runs the command again.

    It derives from BaseException so that no ``except Exception`` on the way can swallow it.
    """

    def __init__(self, *needs: Need) -> None:
        """Remember what is missing: one need, or several that are loaded together."""
        super().__init__(*needs)
        self.needs = needs

    @property
    def need(self) -> Need:
        """The first of them; a question for one thing misses just that."""
        return self.needs[0]


@frozen
class Found:
    """An answer to an AggregateNeed: the figure, and for ``latest`` the row's moment it was taken at.

    ``rows``: of ``spans``, what was asked of each row, in order.
    """

    value: Value
    at: Value = None
    rows: tuple[tuple[Value, ...], ...] = ()


Answers = Mapping[Need, object]
Move = tuple[Record | None, Record | None]
"""A row of a set as the store holds it, and as it is now; None where it does not belong to the set."""
