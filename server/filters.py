"""Simple filters from the address: ``filter[state]=new&filter[created_at][gte]=2026-01-01`` becomes a condition.

It is the same condition language as everywhere else, in its smallest form; whoever wants more sends a condition to
``search``. Text becomes a value by the type of the field; what the engine thinks of it is the engine's to say.
"""

import re
from collections.abc import Container, Iterable
from decimal import Decimal, InvalidOperation

from engine.conditions.names import Catalogue
from engine.conditions.types import UNKNOWN, Kind, Type
from engine.values.plain import Json
from server.problem_details import Refused
from server.problems import TOO_MANY_FILTERS, UNKNOWN_KEY

_NAME = re.compile(r"filter\[([A-Za-z0-9_.]{1,200})\](?:\[([a-z_]{1,20})\])?")
_ALONE = frozenset({"present", "absent"})
_SEVERAL = frozenset({"in", "not_in", "between", "any_of", "all_of"})
_NUMBERS = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.MONEY})
MOST = 20


def is_filter(name: str) -> bool:
    """Whether the name of a query parameter is that of a filter."""
    return _NAME.fullmatch(name) is not None


def apart(
    pairs: Iterable[tuple[str, str]], known: Container[str]
) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """The filters of an address, and everything else by its name.

    Refused: too many filters, a name that is not ``known``, and one that is given twice.
    """
    filters: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for pair in pairs:
        (filters if is_filter(pair[0]) else others).append(pair)
    if len(filters) > MOST:
        raise Refused(422, TOO_MANY_FILTERS, {"limit": MOST})
    said: dict[str, str] = {}
    for name, value in others:
        if name not in known or name in said:
            raise Refused(422, UNKNOWN_KEY, {"name": name[:100]})
        said[name] = value
    return filters, said


def equal(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Filters without an operator as a mapping of paths; any other is refused, and one that is given twice."""
    said: dict[str, str] = {}
    for name, text in pairs:
        found = _NAME.fullmatch(name)
        if found is None or found[2] not in (None, "eq") or found[1] in said:
            raise Refused(422, UNKNOWN_KEY, {"name": name[:100]})
        said[found[1]] = text
    return said


def condition_of(pairs: Iterable[tuple[str, str]], catalogue: Catalogue, entity: str) -> Json:
    """The condition of all filters together; None without any. A filter without an operator means ``eq``."""
    leaves: list[Json] = [_leaf(name, text, catalogue, entity) for name, text in pairs]
    return {"all": leaves} if leaves else None


def _leaf(name: str, text: str, catalogue: Catalogue, entity: str) -> Json:
    found = _NAME.fullmatch(name)
    path, op = (found[1], found[2] or "eq") if found else (name, "eq")
    leaf: dict[str, Json] = {"field": path, "op": op}
    if op in _ALONE:
        return leaf
    type_ = type_of(catalogue, entity, path)
    if op in _SEVERAL:
        return {**leaf, "value": [_value(part, type_) for part in text.split(",")]}
    return {**leaf, "value": _value(text, type_)}


def type_of(catalogue: Catalogue, entity: str, path: str) -> Type:
    """The type at the end of a path, or one that is not known."""
    here, found = entity, UNKNOWN
    for name in path.split("."):
        found = catalogue.entities.get(here, {}).get(name, UNKNOWN)
        here = found.to[0] if len(found.to) == 1 else ""
    return found


def _value(text: str, type_: Type) -> Json:
    """JSON of the kind that the field compares with; a text that does not fit is left for the engine to refuse."""
    if type_.kind is Kind.BOOLEAN and text in ("true", "false"):
        return text == "true"
    if type_.kind in _NUMBERS:
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        if not number.is_finite() or abs(number.adjusted()) > MOST:
            return text
        return int(number) if number == number.to_integral_value() else number
    return text
