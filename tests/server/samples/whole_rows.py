"""All rows of a store, and whether two stores hold the same but for the ids of what was made."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from adapters.store.columns import row_reader
from adapters.store.store import DatabaseStore
from server.house import House

_ID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
# What an installation is, not what happened in it; ``was`` only tells how many numbers were given at once.
_LEFT_OUT = {"layout": ("shape",), "upkeep": ("done",), "serial": ("was",)}

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


async def whole_rows(house: House) -> Rows:
    """Every table with its rows in the order in which they came in (on PostgreSQL: in no order)."""
    store = house.store
    assert isinstance(store, DatabaseStore)
    assert store.tables is not None
    found: dict[str, list[dict[str, Any]]] = {}
    for table in [
        *(one.table for one in store.tables.entities.values()),
        *store.house.metadata.tables.values(),
    ]:
        names = [c.name for c in table.c if c.name not in _LEFT_OUT.get(table.name, ())]
        read = row_reader(store.flavour, table, names)
        ordered = [c for c in table.c if c.identity is not None or table.name == "serial"]
        rows = await store.read(select(*(table.c[name] for name in names)).order_by(*ordered))
        found[table.name] = [{name: _plain(value) for name, value in read(row).items()} for row in rows]
    return found


def _plain(value: Any) -> Any:
    """The same in both databases: how a moment or a list is written does not matter."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in sorted(value.items())}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, bool | int | str) else format(value)


def same_ids(one: Rows, other: Rows) -> dict[str, str]:
    """Id of one store -> id in the other, where both hold the same rows in the same order; fails where they do not."""
    there: dict[str, str] = {}
    for table, rows in one.items():
        assert len(rows) == len(other[table]), table
        for left, right in zip(rows, other[table], strict=True):
            for name in left:
                mine, its = str(left[name]), str(right[name])
                assert _ID.sub("", mine) == _ID.sub("", its), f"{table}.{name}"
                for id, other_id in zip(_ID.findall(mine), _ID.findall(its), strict=True):
                    assert there.setdefault(id, other_id) == other_id, f"{table}.{name}"
    assert len({*there.values()}) == len(there)
    return there


def same_rows(one: Rows, other: Rows, there: Mapping[str, str]) -> bool:
    """Whether both hold the same rows in any order, when some ids are known and the others do not matter."""
    back = {its: its for its in there.values()}
    return all(_texts(one[table], there) == _texts(other[table], back) for table in one)


def _texts(rows: Sequence[Mapping[str, Any]], known: Mapping[str, str]) -> Counter[str]:
    return Counter(_ID.sub(lambda id: known.get(id[0], "-"), str(row)) for row in rows)
