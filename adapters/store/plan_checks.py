"""What stored data would break: counted before anything is changed."""

from typing import Any

from sqlalchemy import ColumnClause, ColumnElement, TextClause, and_, func, select, table, text
from sqlalchemy import column as plain_column

from adapters.store.plan_texts import sentence
from adapters.store.rows import Holds
from adapters.store.tables import EntityTable
from engine.values.plain import Label


async def duplicates(store: Holds, found: EntityTable, index: str, live: str) -> list[Label]:
    """What a new unique index would refuse, or nothing; ``live`` is the table's present name."""
    label, over = found.uniques[index]
    unique = next(one for one in found.entity.unique.values() if one.fields == over and one.label == label)
    options = next(one for one in found.table.indexes if one.name == index).dialect_options[
        store.flavour.name
    ]
    columns: list[ColumnClause[Any]] = [plain_column(name) for name in over]
    source = table(live, *columns)
    groups = select(func.count().label("n")).select_from(source).group_by(*columns).having(func.count() > 1)
    if not unique.absent_equal:
        groups = groups.where(and_(*(column.is_not(None) for column in columns)))
    holds = options.get("where")
    if holds is not None:
        groups = groups.where(_unqualified(store, holds))
    rows = await store.read(select(func.count()).select_from(groups.subquery()))
    if not rows[0][0]:
        return []
    english = label.get("en") or index
    texts = sentence("duplicates", {"table": found.entity.id, "count": str(rows[0][0]), "label": english})
    return [texts]


async def empty_required(store: Holds, found: EntityTable, name: str, live: str) -> list[Label]:
    """How many records lack a value that is now required; ``name`` and ``live`` are the present names."""
    column: ColumnClause[Any] = plain_column(name)
    rows = await store.read(select(func.count()).select_from(table(live, column)).where(column.is_(None)))
    if not rows[0][0]:
        return []
    return [sentence("empty_required", {"table": found.entity.id, "count": str(rows[0][0]), "column": name})]


async def amounts(
    store: Holds, found: EntityTable, name: str, live: str, currencies: tuple[str, str]
) -> list[Label]:
    """How many amounts would change their worth with their currency, or nothing (A20); names are the present ones."""
    column: ColumnClause[Any] = plain_column(name)
    rows = await store.read(select(func.count()).select_from(table(live, column)).where(column.is_not(None)))
    if not rows[0][0]:
        return []
    was, now = currencies
    data = {"table": found.entity.id, "count": str(rows[0][0]), "column": name, "was": was, "now": now}
    return [sentence("currency_changed", data)]


def _unqualified(store: Holds, holds: ColumnElement[bool]) -> TextClause:
    """The condition of an index without the table's name, which may be another one still."""
    options = {"literal_binds": True, "include_table": False}
    return text(str(holds.compile(dialect=store.flavour.dialect, compile_kwargs=options)))
