"""The four targets behind one face: is it so, and what is its value?"""

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import asyncpg
from sqlalchemy import Column, Integer, MetaData, Table, case, insert, select
from sqlalchemy.schema import CreateTable

from adapters.store import clause, clause_functions
from adapters.store.storage import POSTGRES, SQLITE, Flavour
from engine.conditions import compile as closures
from engine.conditions.explain import explain
from engine.conditions.needs import needs
from engine.conditions.text import nfc
from engine.conditions.tree import Condition, SetQuery, ValueNode
from engine.conditions.types import Kind, Type
from tests.conformance.job import COLUMNS

Facts = Mapping[str, Any]


class Target(Protocol):
    def holds(self, tree: Condition, facts: Facts) -> bool: ...

    def verdicts(self, trees: Sequence[Condition], facts: Facts) -> list[bool]: ...


class Closure:
    def verdicts(self, trees: Sequence[Condition], facts: Facts) -> list[bool]:
        return [self.holds(tree, facts) for tree in trees]

    def holds(self, tree: Condition, facts: Facts) -> bool:
        return closures.test(tree)(with_sets(tree, facts))

    def value(self, node: ValueNode, facts: Facts) -> Any:
        return closures.value_of(node)(with_sets(node, facts))


class Explaining:
    def verdicts(self, trees: Sequence[Condition], facts: Facts) -> list[bool]:
        return [self.holds(tree, facts) for tree in trees]

    def holds(self, tree: Condition, facts: Facts) -> bool:
        verdict = explain(tree, with_sets(tree, facts)).verdict
        assert verdict is not None
        return verdict


class Sql:
    """A table with one row, in a database; ``holds`` asks it, as the store would."""

    def __init__(self, flavour: Flavour) -> None:
        self.dialect = flavour.name
        self.record_is_fact = True
        self.flavour = flavour
        kinds = {name: flavour.storage[kind.kind] for name, kind in COLUMNS.items()}
        columns = [Column(column(name), kind.type) for name, kind in kinds.items()]
        self.table = Table("job", MetaData(), Column("row", Integer), *columns, prefixes=["TEMPORARY"])

    def path(self, path: str) -> Any:
        return self.table.c[column(path)]

    def type(self, path: str) -> Type:
        return COLUMNS[path]

    def of_centre(self, name: str) -> Any:
        return None

    def set_value(self, query: SetQuery) -> Any:
        return self.table.c["set"]

    def holds(self, tree: Condition, facts: Facts) -> bool:
        return self.verdicts([tree], facts)[0]

    def verdicts(self, trees: Sequence[Condition], facts: Facts) -> list[bool]:
        """The verdicts of several conditions on one row."""
        return self.verdicts_of_rows(trees, [facts])[0]

    def verdicts_of_rows(self, trees: Sequence[Condition], rows: Sequence[Facts]) -> list[list[bool]]:
        """The verdicts of several conditions on several rows (which differ in columns alone), in one statement."""
        known = outside(rows[0])
        assert all(outside(row) == known for row in rows)
        clauses = [clause.where(tree, self, known) for tree in trees]
        columns = [case((found, 1), else_=0).label(f"verdict_{place}") for place, found in enumerate(clauses)]
        statement = select(*columns).select_from(self.table).order_by(self.table.c.row)
        return [[bool(found) for found in row] for row in self.ask(statement, rows)]

    def value(self, node: ValueNode, facts: Facts) -> Any:
        element = clause.column_of(node, self, outside(facts))
        ((found,),) = self.ask(select(element).select_from(self.table), [facts])
        read = self.flavour.storage[node.type.kind].read
        return found if found is None or read is None else read(found)

    def row(self, facts: Facts) -> dict[str, Any]:
        """The row as the store would write it: texts in normal form, nothing empty."""
        written: dict[str, Any] = {}
        for name, kind in COLUMNS.items():
            value = facts.get(name)
            if isinstance(value, str):
                value = nfc(value)
            write = self.flavour.storage[kind.kind].write
            as_list = kind.kind is Kind.ENUMS and self.flavour.postgres
            written[column(name)] = (
                None if value in (None, "", ()) else value if as_list or write is None else write(value)
            )
        return written

    def sql(self, statement: Any) -> tuple[str, list[Any]]:
        compiled = statement.compile(dialect=self.flavour.dialect)
        return str(compiled), [compiled.params[name] for name in getattr(compiled, "positiontup", None) or ()]

    def filling(self, rows: Sequence[Facts]) -> tuple[str, list[list[Any]]]:
        """What fills the table with these rows."""
        written = [{"row": place, **self.row(facts)} for place, facts in enumerate(rows)]
        text, _ = self.sql(insert(self.table).values(**written[0]))
        return text, [[*row.values()] for row in written]

    def ask(self, statement: Any, rows: Sequence[Facts]) -> Sequence[Any]:
        raise NotImplementedError


class OnSqlite(Sql):
    def __init__(self) -> None:
        super().__init__(SQLITE)
        self.connection = sqlite3.connect(":memory:")
        clause_functions.register(self.connection)
        self.connection.execute(self.sql(CreateTable(self.table))[0])

    def ask(self, statement: Any, rows: Sequence[Facts]) -> Sequence[Any]:
        self.connection.execute("delete from job")
        self.connection.executemany(*self.filling(rows))
        return self.connection.execute(*self.sql(statement)).fetchall()

    def close(self) -> None:
        self.connection.close()


class OnPostgres(Sql):
    def __init__(self, url: str) -> None:
        super().__init__(POSTGRES)
        self.runner = asyncio.Runner()
        self.connection: Any = self.runner.run(asyncpg.connect(url))
        self.runner.run(self.connection.execute(self.sql(CreateTable(self.table))[0]))

    def ask(self, statement: Any, rows: Sequence[Facts]) -> Sequence[Any]:
        return self.runner.run(self._ask(statement, rows))

    async def _ask(self, statement: Any, rows: Sequence[Facts]) -> Sequence[Any]:
        await self.connection.execute("delete from job")
        await self.connection.executemany(*self.filling(rows))
        text, values = self.sql(statement)
        return await self.connection.fetch(text, *values)

    def close(self) -> None:
        self.runner.run(self.connection.close())
        self.runner.close()


def column(path: str) -> str:
    """The name of the column of a path."""
    return path.replace(".", "__")


def outside(facts: Facts) -> dict[str, Any]:
    """The facts that are not of the row."""
    return {path: value for path, value in facts.items() if path not in COLUMNS}


def with_sets(tree: Condition | ValueNode, facts: Facts) -> dict[str, Any]:
    """The facts, with the figure ``set`` under the name of every set that the tree looks at."""
    return {**facts, **{f"set.{query.id}": facts.get("set") for query in needs(tree).sets}}
