"""SQLAlchemy statements as text and parameters in order, for a driver that is called directly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import TextClause
from sqlalchemy.sql.elements import CompilerElement

from adapters.store.storage import Flavour


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement outside the command path, with its parameters in order."""

    text: str
    parameters: Sequence[Any] = ()


class Sql:
    """Compiles for one database. Parameters must already be in the form in which they are kept."""

    def __init__(self, flavour: Flavour) -> None:
        """``flavour`` says which database."""
        self._flavour = flavour

    def compiled(self, statement: "CompilerElement | Statement | str") -> Statement:
        """The text and its parameters. A str is taken as it is, and so is what was compiled before."""
        if isinstance(statement, str):
            return Statement(statement)
        if isinstance(statement, Statement):
            return statement
        compiled = statement.compile(
            dialect=self._flavour.dialect, compile_kwargs={"render_postcompile": True}
        )
        values: Mapping[str, Any] = compiled.params or {}
        if isinstance(statement, TextClause) and not values:
            return Statement(str(compiled))
        order = cast("Sequence[str]", getattr(compiled, "positiontup", None) or ())
        return Statement(str(compiled), [values[name] for name in order])

    def repeated(self, statement: CompilerElement, rows: Sequence[Mapping[str, Any]]) -> list[Statement]:
        """One statement for each row, compiled once; its parameters are called as the keys of the rows."""
        compiled = statement.compile(dialect=self._flavour.dialect)
        order = cast("Sequence[str]", getattr(compiled, "positiontup", None) or ())
        return [Statement(str(compiled), [row[name] for name in order]) for row in rows]
