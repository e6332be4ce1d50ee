"""Lists: a selection as one statement, page by page. The one place where scope, search, sort and fields become SQL."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    bindparam,
    func,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import NullType

from adapters.store.clause import where
from adapters.store.clause_target import Element
from adapters.store.cursor import Cursors
from adapters.store.figures import rank, reader
from adapters.store.paths import Row
from adapters.store.rows import Holds
from adapters.store.search import COLUMN as SEARCH
from adapters.store.search import found_by, may_hold
from adapters.store.sql import Statement
from adapters.store.storage import Flavour, dump
from adapters.store.tables import Tables
from engine.conditions.types import INTEGER, TEXT, Kind, Type
from engine.ports.store import Page, Selection, Sort
from engine.values.record import Record

REMEMBERED = 512  # statements that are not made again
COUNTED = 10_000  # a total is exact up to here, and this number when there are more
NEVER_ABSENT = frozenset({"id", "version", "created_at", "changed_at"})
_IDS = ["ids"]  # what stands in a remembered statement where the ids that are wanted go
NEWEST_FIRST = (Sort("created_at", descending=True),)


@dataclass(frozen=True, slots=True)
class _Key:
    """One sort key: what rows are compared by, and how its values are kept."""

    element: Element
    type: Type
    descending: bool
    nullable: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """What a selection became: its statement, and how the rows of the answer are read."""

    statement: Statement
    row: Row
    inside: ColumnElement[bool]
    keys: Sequence[_Key]
    readers: "list[tuple[int, str, Callable[[Any], Any]]]"


class _Noticing(Mapping[str, object]):
    """Facts that notice whether anybody asked for one: what did not depend on them serves everybody."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        self._facts = facts
        self.asked = False

    def __getitem__(self, name: str) -> object:
        self.asked = True
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        self.asked = True
        return iter(self._facts)

    def __len__(self) -> int:
        self.asked = True
        return len(self._facts)


class Selector:
    """Answers selections over the tables in force."""

    def __init__(self, flavour: Flavour, tables: Tables, key: bytes) -> None:
        """``key`` signs the cursors."""
        self._flavour = flavour
        self._tables = tables
        self._cursors = Cursors(key)
        self._remembered: OrderedDict[object, _Made] = OrderedDict()

    async def page(self, store: Holds, selection: Selection) -> Page:
        """One page; raises BadCursor, and NoSuchPath for a path that does not exist."""
        made = self._made(store, selection)
        rows = await store.read(
            made.statement if selection.only is None else self._only(made, selection.only)
        )
        shown = rows[: selection.limit]
        records = [_record(selection.entity, made.readers, found) for found in shown]
        return Page(
            records,
            self._cursor(selection, made.keys, shown[-1]) if len(rows) > selection.limit else None,
            await self._total(store, made) if selection.count else None,
        )

    def _made(self, store: Holds, selection: Selection) -> "_Made":
        """The statement of a selection. The first page of a list that nothing from outside decides on is made once."""
        plain = selection.cursor is None and not selection.search
        few = selection.only is not None
        key = (selection.entity, selection.where, selection.fields, selection.sort, selection.limit, few)
        found = self._remembered.get(key) if plain else None
        if found is not None:
            return found
        facts = _Noticing(selection.facts)
        made = self._make(store, selection, facts)
        if plain and not facts.asked:
            self._remembered[key] = made
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return made

    def _make(self, store: Holds, selection: Selection, facts: Mapping[str, object]) -> "_Made":
        row = Row(self._tables, self._flavour, selection.entity, facts)
        keys = self._keys(row, selection)
        wanted = [row.path(path) for path in selection.fields]
        inside = self._inside(row, selection, facts)
        listed = select(
            row.table.c["id"], row.table.c["version"], *wanted, *(key.element for key in keys)
        ).where(inside)
        if selection.cursor is not None:
            values = self._cursors.take(selection, [key.type.kind for key in keys], selection.cursor)
            listed = listed.where(self._behind(keys, values))
        listed = listed.order_by(*_order(keys)).limit(selection.limit + 1)
        readers = self._readers(row, selection.fields)
        return _Made(store.sql.compiled(listed), row, inside, keys, readers)

    def _inside(self, row: Row, selection: Selection, facts: Mapping[str, object]) -> ColumnElement[bool]:
        scope = where(selection.where, row, facts)
        if selection.only is not None:
            scope = and_(_among(row.table.c["id"], self._flavour), scope)
        if not selection.search:
            return scope
        found = found_by(
            row.table.c[SEARCH],
            selection.search,
            lambda condition: where(condition, row, facts),
            self._flavour,
        )
        texts = self._tables.alias(selection.entity, f"{selection.entity} searched")
        near = may_hold(row.table, texts, selection.search, self._flavour)
        return and_(scope, found) if near is None else and_(scope, near, found)

    def _only(self, made: "_Made", ids: Sequence[str]) -> Statement:
        """The statement with the ids in their place; it is the same one for all ids."""
        given = [*ids] if self._flavour.postgres else dump([*ids])
        return Statement(
            made.statement.text, [given if one is _IDS else one for one in made.statement.parameters]
        )

    def _keys(self, row: Row, selection: Selection) -> list[_Key]:
        keys: list[_Key] = []
        sorts = selection.sort or NEWEST_FIRST
        for sort in sorts:
            element, type = row.path(sort.path), row.type(sort.path)
            if type.kind is Kind.ENUM and type.options:
                element, type = rank(element, type), INTEGER
            elif type.kind is Kind.BOOLEAN:
                element = func.coalesce(element, literal_column("false" if self._flavour.postgres else "0"))
            nullable = sort.path not in NEVER_ABSENT and type.kind is not Kind.BOOLEAN
            keys.append(_Key(element, type, sort.descending, nullable))
        if sorts[-1].path != "id":
            keys.append(_Key(row.table.c["id"], TEXT, sorts[-1].descending, nullable=False))
        return keys

    def _behind(self, keys: list[_Key], values: list[Any]) -> ColumnElement[bool]:
        """Rows that come after these values."""
        bound = [self._bind(key, value) for key, value in zip(keys, values, strict=True)]
        if not any(key.nullable for key in keys) and len({key.descending for key in keys}) == 1:
            left, right = tuple_(*(key.element for key in keys)), tuple_(*bound)
            return left < right if keys[0].descending else left > right
        return _after(
            [
                (key, None if value is None else one)
                for key, value, one in zip(keys, values, bound, strict=True)
            ]
        )

    def _bind(self, key: _Key, value: Any) -> Element:
        storage = self._flavour.storage[key.type.kind]
        return literal(
            value if value is None or storage.write is None else storage.write(value), storage.type
        )

    def _readers(self, row: Row, fields: tuple[str, ...]) -> list[tuple[int, str, Callable[[Any], Any]]]:
        """Each asked path with its place in a row and the conversion of its values."""
        kinds = [row.type(path).kind for path in fields]
        return [
            (place + 2, path, reader(self._flavour.storage[kind], kind))
            for place, (path, kind) in enumerate(zip(fields, kinds, strict=True))
        ]

    def _cursor(self, selection: Selection, keys: Sequence[_Key], last: Any) -> str:
        start = 2 + len(selection.fields)
        values = [
            None
            if (kept := last[start + place]) is None
            else reader(self._flavour.storage[key.type.kind], key.type.kind)(kept)
            for place, key in enumerate(keys)
        ]
        return self._cursors.give(selection, [key.type.kind for key in keys], values)

    async def _total(self, store: Holds, made: "_Made") -> int:
        one = literal_column("1", Integer())
        some: Any = select(one).select_from(made.row.table).where(made.inside).limit(COUNTED)
        rows = await store.read(select(func.count()).select_from(some.subquery()))
        return int(rows[0][0])


def _among(column: ColumnElement[str], flavour: Flavour) -> ColumnElement[bool]:
    """Whether it is one of the ids that stand in place of ``_IDS``."""
    if flavour.postgres:
        return column == func.any(bindparam("ids", _IDS, postgresql.ARRAY(postgresql.TEXT(collation="C"))))
    ids = func.json_each(bindparam("ids", _IDS, NullType())).table_valued("value")
    return column.in_(select(ids.c.value))


def _record(
    entity: str, readers: list[tuple[int, str, Callable[[Any], Any]]], found: Sequence[Any]
) -> Record:
    values = {path: None if (kept := found[place]) is None else read(kept) for place, path, read in readers}
    return Record(entity, found[0], found[1], values)


def _order(keys: list[_Key]) -> list[Any]:
    order: list[Any] = []
    for key in keys:
        if key.nullable:
            order.append(key.element.is_(None))
        order.append(key.element.desc() if key.descending else key.element)
    return order


def _after(keys: list[tuple[_Key, Element | None]]) -> ColumnElement[bool]:
    """Lexicographic: behind in the first key, or equal in it and behind in the rest. Absent comes last."""
    if not keys:
        return literal_column("1 = 0")
    (key, value), rest = keys[0], keys[1:]
    if value is None:
        return and_(key.element.is_(None), _after(rest))
    beyond = key.element < value if key.descending else key.element > value
    if key.nullable:
        beyond = or_(beyond, key.element.is_(None))
    return or_(beyond, and_(key.element == value, _after(rest)))
