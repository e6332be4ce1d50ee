"""The condition of a partial unique index: only comparisons of the row's own columns with constants can be one."""

from typing import Any

from sqlalchemy import ColumnElement, Table, and_, false, literal_column, not_, or_, true

from adapters.store.storage import Flavour
from engine.conditions.tree import All, Condition, Constant, Leaf, Literal, Not, Path
from engine.conditions.tree import Any as AnyOf
from engine.conditions.types import Kind

_TEXTUAL = (Kind.TEXT, Kind.ENUM, Kind.LINK)


def predicate(tree: Condition, table: Table, flavour: Flavour) -> ColumnElement[bool] | None:
    """The same condition over columns with the constants written out, or None when an index cannot hold it."""
    match tree:
        case Constant():
            return true() if tree.holds else false()
        case All() | AnyOf():
            parts = [predicate(part, table, flavour) for part in tree.parts]
            known = [part for part in parts if part is not None]
            if len(known) < len(parts):
                return None
            return and_(true(), *known) if isinstance(tree, All) else or_(false(), *known)
        case Not():
            part = predicate(tree.part, table, flavour)
            return None if part is None else not_(part)
        case Leaf():
            return _leaf(tree, table, flavour)


def _leaf(leaf: Leaf, table: Table, flavour: Flavour) -> ColumnElement[bool] | None:
    if not isinstance(leaf.left, Path) or leaf.left.path not in table.c:
        return None
    column = table.c[leaf.left.path]
    if leaf.operator == "present":
        return column.is_not(None)
    if leaf.operator == "absent":
        return column.is_(None)
    if not isinstance(leaf.right, Literal):
        return None
    kind = leaf.left.type.kind
    wanted = leaf.right.value if isinstance(leaf.right.value, tuple) else (leaf.right.value,)
    constants = [_constant(value, kind, flavour) for value in wanted]
    if not constants or any(constant is None for constant in constants):
        return None
    # Two-valued: a comparison with an absent value is false, so that its negation is true.
    inside = and_(column.is_not(None), or_(*(column == constant for constant in constants)))
    if leaf.operator in ("eq", "in"):
        return inside
    return not_(inside) if leaf.operator in ("ne", "not_in") else None


def _constant(value: Any, kind: Kind, flavour: Flavour) -> ColumnElement[Any] | None:
    if kind in _TEXTUAL and isinstance(value, str):
        return literal_column("'" + value.replace("'", "''") + "'")
    if kind is Kind.INTEGER and isinstance(value, int):
        return literal_column(str(int(value)))
    if kind is Kind.BOOLEAN and isinstance(value, bool):
        return literal_column(str(value).lower() if flavour.postgres else str(int(value)))
    return None
