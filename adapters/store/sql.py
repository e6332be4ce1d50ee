"""SQLAlchemy statements as text and parameters in order, for a driver that is called directly."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import TextClause
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement, CompilerElement

from adapters.store.storage import Flavour

KEPT = 512  # compiled statements that are remembered


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement outside the command path, with its parameters in order."""

    text: str
    parameters: Sequence[Any] = ()


class Prepared:
    """A statement that is built and compiled once, where it is run again and again; its ``bindparam`` get values later."""

    def __init__(self, flavour: Flavour, statement: ClauseElement) -> None:
        """``flavour`` says for which database."""
        compiled = cast("SQLCompiler", statement.compile(dialect=flavour.dialect))
        self._text = str(compiled)
        self._order = tuple(compiled.positiontup or ())
        self._params: Mapping[str, Any] = compiled.params or {}

    def of(self, **values: object) -> Statement:
        """The statement with these values, in the form in which they are kept."""
        known = {**self._params, **values}
        return Statement(self._text, [known[name] for name in self._order])


class Sql:
    """Compiles for one database. Parameters must already be in the form in which they are kept.

    A statement of the same build as an earlier one is not compiled again: SQLAlchemy tells by its cache key.
    """

    def __init__(self, flavour: Flavour) -> None:
        """``flavour`` says which database."""
        self._flavour = flavour
        self._compiled: OrderedDict[object, tuple[SQLCompiler, str]] = OrderedDict()

    def compiled(self, statement: "CompilerElement | Statement | str") -> Statement:
        """The text and its parameters. A str, and what was compiled before, is taken as it is."""
        if isinstance(statement, Statement):
            return statement
        if isinstance(statement, str):
            return Statement(statement)
        # The key is what SQLAlchemy's own connections remember compiled statements by; None: it cannot be told.
        key = statement._generate_cache_key() if isinstance(statement, ClauseElement) else None  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
        if key is None:
            return self._anew(statement)
        known = self._compiled.get(key.key)
        if known is None:
            made = statement.compile(dialect=self._flavour.dialect, cache_key=key)
            # What is spelled out only with its values (the places of an IN) has another text each time.
            if (
                not isinstance(made, SQLCompiler)
                or made.post_compile_params
                or isinstance(statement, TextClause)
            ):
                return self._anew(statement)
            known = self._compiled[key.key] = (made, str(made))
            if len(self._compiled) > KEPT:
                self._compiled.popitem(last=False)
        compiled, text = known
        values = compiled.construct_params(extracted_parameters=key.bindparams)
        return Statement(text, [values[name] for name in compiled.positiontup or ()])

    def _anew(self, statement: CompilerElement) -> Statement:
        compiled = statement.compile(
            dialect=self._flavour.dialect, compile_kwargs={"render_postcompile": True}
        )
        values: Mapping[str, Any] = compiled.params or {}
        if isinstance(statement, TextClause) and not values:
            return Statement(str(compiled))
        order = cast("Sequence[str]", getattr(compiled, "positiontup", None) or ())
        return Statement(str(compiled), [values[name] for name in order])
