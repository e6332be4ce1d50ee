"""The real tables of a release: one per entity, with typed columns, foreign keys and indexes."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, ForeignKey, FromClause, Index, MetaData, Table, func

from adapters.store.columns import MAX_NAME, column, row_reader, row_writer
from adapters.store.partial import predicate
from adapters.store.search import COLUMN as SEARCH
from adapters.store.search import search_text, sources
from adapters.store.storage import Flavour
from engine.conditions.decisions.sheet import Sheet
from engine.conditions.types import Kind
from engine.records.entity import Entity, Field, Unique
from engine.values.plain import Label
from engine.values.record import Record

LINKED = ("parent", "owner", "centre")  # common fields that are held by a foreign key


@dataclass(frozen=True, slots=True)
class EntityTable:
    """An entity's table and its conversions.

    ``names``: its columns in their fixed order (id and version first, the search text last). ``uniques``: name of a
    unique index -> (label, its columns); a unique rule whose ``if`` is more than comparisons with constants has none and
    is held by the engine's look before the write alone.
    """

    entity: Entity
    table: Table
    names: tuple[str, ...]
    search: tuple[tuple[str, bool], ...]
    read: Callable[[Sequence[Any]], Record]
    write: Callable[[Record], list[Any]]
    uniques: Mapping[str, tuple[Label, tuple[str, ...]]]

    def columns_of(self, changed: frozenset[str]) -> tuple[str, ...]:
        """The changed columns in their fixed order, the search text among them when one of its sources changed.

        Raises ``KeyError`` for a name that is no column.
        """
        unknown = changed - set(self.names)
        if unknown:
            raise KeyError(f"{self.entity.id} has no column {', '.join(sorted(unknown))}")
        wanted = {*changed, SEARCH} if any(name in changed for name, _ in self.search) else changed
        return tuple(name for name in self.names if name in wanted)


@dataclass(frozen=True, slots=True)
class Tables:
    """All entity tables of a release."""

    metadata: MetaData
    entities: Mapping[str, EntityTable]
    sheets: Mapping[str, Sheet] = field(default_factory=dict[str, Sheet])  # decision tables, by id
    _aliases: dict[str, FromClause] = field(default_factory=dict[str, FromClause])

    def alias(self, entity: str, place: str) -> FromClause:
        """The entity's table under a name of its own; the same one for the same place in a statement.

        Making an alias costs as much as a short query, so each is made once.
        """
        if place not in self._aliases:
            self._aliases[place] = self.entities[entity].table.alias()
        return self._aliases[place]

    def unique_label(self, index: str) -> Label | None:
        """The label of the unique rule that an index holds."""
        return next((t.uniques[index][0] for t in self.entities.values() if index in t.uniques), None)

    def unique_index(self, table: str, columns: tuple[str, ...]) -> str | None:
        """The unique index of a table over just these columns."""
        for found in self.entities.values():
            if found.table.name == table:
                return next((name for name, (_, over) in found.uniques.items() if over == columns), None)
        return None


def table_name(entity: str) -> str:
    """The table of an entity."""
    return short(f"e_{entity}")


def short(name: str) -> str:
    """The name itself, or where the database would cut it, its beginning and a hash of the whole."""
    if len(name) <= MAX_NAME:
        return name
    return f"{name[: MAX_NAME - 9]}_{hashlib.blake2b(name.encode(), digest_size=4).hexdigest()}"


def tables_of(
    entities: Mapping[str, Entity], flavour: Flavour, sheets: Mapping[str, Sheet] = MappingProxyType({})
) -> Tables:
    """The tables for these entities in one database; ``sheets``: the decision tables that derived fields ask."""
    metadata = MetaData()
    return Tables(
        metadata,
        {id: _entity_table(entity, entities, metadata, flavour) for id, entity in entities.items()},
        sheets,
    )


def with_former(
    entities: Mapping[str, Entity],
    former: Iterable[Mapping[str, Entity]],
    kinds: Mapping[str, Mapping[str, str]],
) -> dict[str, Entity]:
    """The entities with what releases before had besides and records in flight may still need.

    ``kinds``: table -> column -> kind, as the tables are: only a column that is there, and of that kind, is added.
    """
    whole = dict(entities)
    for older in former:
        for id, entity in older.items():
            now = whole.get(id)
            there = kinds.get(table_name(id))
            if there is None:
                continue
            if now is None:
                whole[id] = entity
                continue
            more = {
                name: old
                for name, old in entity.fields.items()
                if name not in now.fields and old.stored and there.get(name) == old.type.kind
            }
            if more:
                whole[id] = replace(now, fields={**now.fields, **more})
    return whole


def _entity_table(
    entity: Entity, entities: Mapping[str, Entity], metadata: MetaData, flavour: Flavour
) -> EntityTable:
    name = table_name(entity.id)
    columns = [
        column(flavour, "id", Kind.TEXT, primary_key=True),
        column(flavour, "version", Kind.INTEGER, nullable=False),
        *(_field_column(entity, field, entities, flavour) for field in entity.columns),
        column(flavour, SEARCH, Kind.TEXT),
    ]
    table = Table(name, metadata, *columns)
    names = tuple(c.name for c in columns)
    for index in _plain_indexes(entity, table):
        table.append_constraint(index)
    uniques: dict[str, tuple[Label, tuple[str, ...]]] = {}
    for unique in entity.unique.values():
        index = _unique_index(entity, unique, table, flavour)
        if index is not None:
            uniques[str(index.name)] = (unique.label, unique.fields)
    search = sources(entity)
    return EntityTable(
        entity,
        table,
        names,
        search,
        _reader(entity, table, names, flavour),
        _writer(search, table, names, flavour),
        uniques,
    )


def _field_column(
    entity: Entity, field: Field, entities: Mapping[str, Entity], flavour: Flavour
) -> Column[Any]:
    constraints: list[ForeignKey] = []
    target = _target(entity, field)
    if target in entities and (not field.common or field.id in LINKED):
        constraints.append(
            ForeignKey(
                f"{table_name(target)}.id",
                name=short(f"fk_{entity.id}_{field.id}"),
                deferrable=True,
                initially="DEFERRED",
                use_alter=flavour.postgres,  # tables that point to each other are made first, then tied
            )
        )
    found = column(flavour, field.id, _kind(field), *constraints)
    if field.type.kind is Kind.MONEY and field.type.currency:
        found.info["currency"] = field.type.currency
    return found


def _target(entity: Entity, field: Field) -> str:
    if field.id == "parent" and field.common and entity.part_of is not None:
        return entity.part_of[0]
    return field.type.to[0] if field.type.kind is Kind.LINK and len(field.type.to) == 1 else ""


def _kind(field: Field) -> Kind:
    return field.type.kind


def _plain_indexes(entity: Entity, table: Table) -> list[Index]:
    """Indexes that lists and searches by link need."""
    pairs = [
        *((first, "created_at", "id") for first in ("state", "owner", "centre")),  # lists: newest first
        ("parent", "position") if entity.part_of else ("created_at", "id"),
        ("number",),
        *(
            (field.id,)
            for field in entity.fields.values()
            if field.stored and (field.dedupe or field.type.kind is Kind.LINK)
        ),
        (SEARCH,),
        # Work queues: what goes on of all that an owner ever had, what is to be done next, and what has stayed too long.
        ("owner", "state", "centre", "id"),
        *((("owner", entity.next_action.at, "id"),) if entity.next_action else ()),
        *((("owner", "entered_at", "id"),) if entity.stays else ()),
    ]
    return [
        Index(short(f"ix_{entity.id}_{'_'.join(over).strip('_')}"), *(table.c[name] for name in over))
        for over in pairs
        if all(name in table.c for name in over)
    ]


def _unique_index(entity: Entity, unique: Unique, table: Table, flavour: Flavour) -> Index | None:
    """The index that holds a unique rule, or None when its ``if`` is more than an index can say."""
    options: dict[str, Any] = {}
    if unique.when is not None:
        holds = predicate(unique.when.tree, table, flavour)
        if holds is None:
            return None
        options[f"{flavour.name}_where"] = holds
    over: list[Any] = [table.c[name] for name in unique.fields]
    if unique.absent_equal and flavour.postgres:
        options["postgresql_nulls_not_distinct"] = True
    elif unique.absent_equal:
        over = [func.ifnull(part, "") for part in over]  # no stored value equals the empty text
    return Index(short(f"uq_{entity.id}_{unique.id}"), *over, unique=True, **options)


def _reader(
    entity: Entity, table: Table, names: tuple[str, ...], flavour: Flavour
) -> Callable[[Sequence[Any]], Record]:
    fields = names[2:-1]
    values_of = row_reader(flavour, table, fields)
    kind = entity.id

    def read(row: Sequence[Any]) -> Record:
        return Record(kind, row[0], row[1], MappingProxyType(values_of(row[2:-1])))

    return read


def _writer(
    search: tuple[tuple[str, bool], ...], table: Table, names: tuple[str, ...], flavour: Flavour
) -> Callable[[Record], list[Any]]:
    row_of = row_writer(flavour, table, names[2:-1])

    def write(record: Record) -> list[Any]:
        return [record.id, record.version, *row_of(record.values), search_text(search, record.values)]

    return write
