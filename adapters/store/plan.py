"""How the tables come from what they are to what a release wants: planned, told, and only then done.

Nothing that a pack does not mention is ever dropped; only indexes of its own tables come and go with their rules.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from alembic.operations import Operations, ops
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, ForeignKey, Table

from adapters.store.layout import ALONE, Layout, Shape, as_json, shape_of
from adapters.store.plan_checks import amounts, duplicates, empty_required
from adapters.store.plan_texts import sentence
from adapters.store.rows import Holds, adding, removing
from adapters.store.storage import Flavour
from adapters.store.tables import EntityTable, Tables, table_name, tables_of
from engine.packs.release import Release
from engine.ports.store import PlanBlocked
from engine.values.plain import Label

# Kinds that may become another kind; the others need a new field.
WIDER = {
    ("enum", "text"), ("link", "text"), ("integer", "number"), ("integer", "money"), ("number", "money"), ("money", "number"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the tables: what it does in words, the Alembic operation, and its statements."""

    sentence: Label
    operation: ops.MigrateOperation
    sql: tuple[str, ...]


@dataclass(slots=True)
class Plan:
    """All steps in order, what stands in the way (``blocks``) and what is worth knowing (``warnings``)."""

    steps: list[Step] = field(default_factory=list[Step])
    blocks: list[Label] = field(default_factory=list[Label])
    warnings: list[Label] = field(default_factory=list[Label])
    shapes: dict[str, Shape] = field(default_factory=dict[str, Shape])
    renamed: list[str] = field(default_factory=list[str])

    def describe(self, language: str = "en") -> list[str]:
        """The plan in sentences."""
        return [step.sentence.get(language, step.sentence["en"]) for step in self.steps]

    @property
    def sql(self) -> list[str]:
        """Every statement, in order."""
        return [text for step in self.steps for text in step.sql]


async def plan_for(store: Holds, release: Release, live: Layout) -> Plan:
    """The plan from the live tables to those of a release; reads counts, changes nothing."""
    planner = _Planner(store.flavour, tables_of(release.entities, store.flavour), live)
    plan = planner.plan()
    for table, index, was in planner.new_uniques:
        plan.blocks += await duplicates(store, table, index, was)
    for table, name, was in planner.new_required:
        plan.warnings += await empty_required(store, table, name, was)
    for table, name, was, currencies in planner.new_currencies:
        plan.blocks += await amounts(store, table, name, was, currencies)
    return plan


async def apply_plan(store: Holds, plan: Plan) -> None:
    """Run the plan's statements and record the new shapes, in one transaction; raises PlanBlocked."""
    if plan.blocks:
        raise PlanBlocked(plan.blocks)
    if not plan.steps and not plan.shapes:
        return
    layout = store.house.layout
    patience = [ALONE, "set local statement_timeout = 0"] if store.flavour.postgres else []
    records: list[Any] = [
        one
        for name, shape in plan.shapes.items()
        for one in (
            removing(layout, layout.c.name == name),
            adding(store.flavour, layout, {"name": name, "shape": as_json(shape)}),
        )
    ]
    gone = [removing(layout, layout.c.name == name) for name in plan.renamed]
    await store.write(*patience, *plan.sql, *gone, *records)


class _Planner:
    """Compares table by table; steps are collected in ``_plan``."""

    def __init__(self, flavour: Flavour, tables: Tables, live: Layout) -> None:
        self._flavour = flavour
        self._tables = tables
        self._live = live
        self._plan = Plan()
        self.new_uniques: list[tuple[EntityTable, str, str]] = []
        self.new_required: list[tuple[EntityTable, str, str]] = []
        self.new_currencies: list[tuple[EntityTable, str, str, tuple[str, str]]] = []

    def plan(self) -> Plan:
        fresh = [found for found in self._tables.entities.values() if self._was(found) is None]
        for found in fresh:
            self._create(found)
        for found in fresh:
            self._ties(found.table, [*found.table.c])
        for found in self._tables.entities.values():
            was = self._was(found)
            if was is not None:
                self._change(found, was)
        return self._plan

    def _was(self, found: EntityTable) -> str | None:
        """The live table that is, or by a declared rename becomes, this one."""
        if found.table.name in self._live:
            return found.table.name
        wanted = {table.table.name for table in self._tables.entities.values()}
        names = (table_name(old) for old in found.entity.was)
        return next((name for name in names if name in self._live and name not in wanted), None)

    def _create(self, found: EntityTable) -> None:
        table = found.table
        self._step("create_table", ops.CreateTableOp.from_table(table), table=found.entity.id)
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            self._step("create_index", ops.CreateIndexOp.from_index(index), index=str(index.name))
        self._plan.shapes[table.name] = shape_of(table, self._flavour)

    def _ties(self, table: Table, columns: list[Column[Any]]) -> None:
        """Foreign keys as constraints of their own (SQLite has them in the column)."""
        if not self._flavour.postgres:
            return
        for column in columns:
            for key in column.foreign_keys:
                if key.constraint is not None:
                    operation = ops.CreateForeignKeyOp.from_constraint(key.constraint)
                    self._step("tie", operation, column=column.name, table=table.name)

    def _change(self, found: EntityTable, was: str) -> None:
        name, shape, wanted = found.table.name, self._live[was], shape_of(found.table, self._flavour)
        if was != name:
            self._step("rename_table", ops.RenameTableOp(was, name), old=was, new=name)
            self._plan.renamed.append(was)
        columns = {**shape.columns, **self._columns(found, shape, was)}
        for old in {column for column in columns if column in self._renamed(found, shape).values()}:
            del columns[old]
        for index in sorted(shape.indexes.keys() - wanted.indexes.keys()):
            self._step("drop_index", ops.DropIndexOp(index, name), index=index)
        for index in sorted(found.table.indexes, key=lambda one: str(one.name)):
            self._index(found, str(index.name), shape, wanted, was)
        after = Shape(columns, wanted.indexes)
        if after != shape or was != name:
            self._plan.shapes[name] = after

    def _index(self, found: EntityTable, name: str, shape: Shape, wanted: Shape, was: str) -> None:
        if shape.indexes.get(name) == wanted.indexes[name]:
            return
        if name in shape.indexes:
            self._step("drop_index", ops.DropIndexOp(name, found.table.name), index=name)
        index = next(one for one in found.table.indexes if one.name == name)
        self._step("create_index", ops.CreateIndexOp.from_index(index), index=name)
        known = all(column in shape.columns for column in found.uniques.get(name, ({}, ()))[1])
        if index.unique and known:
            self.new_uniques.append((found, name, was))

    def _renamed(self, found: EntityTable, shape: Shape) -> dict[str, str]:
        """New column -> the live column it was."""
        renamed: dict[str, str] = {}
        for field_ in found.entity.columns:
            old = next((one for one in field_.was if one in shape.columns and one not in found.names), None)
            if old is not None and field_.id not in shape.columns:
                renamed[field_.id] = old
        return renamed

    def _columns(self, found: EntityTable, shape: Shape, was: str) -> dict[str, dict[str, str]]:
        wanted = shape_of(found.table, self._flavour).columns
        renamed = self._renamed(found, shape)
        after: dict[str, dict[str, str]] = {}
        for name, holds in wanted.items():
            column = found.table.c[name]
            old = renamed.get(name, name)
            after[name] = dict(holds)
            if old not in shape.columns:
                self._add(found, column)
                continue
            if old != name:
                operation = ops.AlterColumnOp(found.table.name, old, modify_name=name)
                self._step("rename_column", operation, old=old, new=name, table=found.entity.id)
            self._widen(found, column, shape.columns[old], holds)
            currencies = shape.columns[old].get("currency", ""), holds.get("currency", "")
            if all(currencies) and currencies[0] != currencies[1]:
                self.new_currencies.append((found, old, was, currencies))
            field_ = found.entity.field(name)
            if field_ is not None and field_.required and not field_.common:
                self.new_required.append((found, old, was))
        return after

    def _add(self, found: EntityTable, column: Column[Any]) -> None:
        inline = not self._flavour.postgres
        keys = [
            ForeignKey(key.target_fullname, name=key.name, deferrable=True, initially="DEFERRED")
            for key in column.foreign_keys
            if inline
        ]
        plain: Column[Any] = Column(column.name, column.type, *keys)
        operation = ops.AddColumnOp(found.table.name, plain, inline_references=inline)
        self._step("add_column", operation, column=column.name, table=found.entity.id)
        self._ties(found.table, [column])

    def _widen(self, found: EntityTable, column: Column[Any], was: Any, now: Any) -> None:
        if was["kind"] != now["kind"] and (was["kind"], now["kind"]) not in WIDER:
            texts = {"column": column.name, "table": found.entity.id, "was": was["kind"], "now": now["kind"]}
            self._plan.blocks.append(sentence("kind_changed", texts))
            return
        if (
            was.get("to") != now.get("to")
            and was.get("to")
            and now.get("to")
            and not self._same_table(was["to"], now["to"])
        ):
            texts = {"column": column.name, "table": found.entity.id, "was": was["to"], "now": now["to"]}
            self._plan.blocks.append(sentence("target_changed", texts))
            return
        if was["kind"] != now["kind"]:
            for operation in self._convert(found.table.name, column, was["kind"], now["kind"]):
                self._step(
                    "widen",
                    operation,
                    column=column.name,
                    table=found.entity.id,
                    was=was["kind"],
                    now=now["kind"],
                )

    def _same_table(self, was: str, now: str) -> bool:
        return any(t.table.name == now and self._was(t) == was for t in self._tables.entities.values())

    def _convert(self, table: str, column: Column[Any], was: str, now: str) -> Iterator[ops.MigrateOperation]:
        """SQLite keeps decimals as millionths in the same kind of column; PostgreSQL changes the column's type."""
        if was == "integer" and not self._flavour.postgres:
            name = self._flavour.dialect.identifier_preparer.quote(column.name)
            yield ops.ExecuteSQLOp(f"UPDATE {table} SET {name} = {name} * 1000000")  # noqa: S608
        elif self._flavour.postgres and self._flavour.storage[was].sent != self._flavour.storage[now].sent:
            yield ops.AlterColumnOp(table, column.name, modify_type=column.type)

    def _step(self, text: str, operation: ops.MigrateOperation, **data: str) -> None:
        self._plan.steps.append(Step(sentence(text, data), operation, _statements(operation, self._flavour)))


def _statements(operation: ops.MigrateOperation, flavour: Flavour) -> tuple[str, ...]:
    """The statements of one operation, as Alembic writes them for a script."""
    written = io.StringIO()
    context = MigrationContext.configure(
        dialect=flavour.dialect, opts={"as_sql": True, "output_buffer": written, "transactional_ddl": False}
    )
    Operations(context).invoke(operation)
    return tuple(text.strip() for text in written.getvalue().split(";\n") if text.strip())
