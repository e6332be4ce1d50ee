"""Sets: the rows that point to a record, and one figure over them."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b

from engine.conditions import paths
from engine.conditions.names import RESERVED, Names, SetLink
from engine.conditions.needs import needs
from engine.conditions.problems import (
    FIGURE_FIELD,
    NOT_A_VALUE,
    SET_IN_SET,
    SET_POINTS_ELSEWHERE,
    UNKNOWN_FIGURE,
    UNKNOWN_SET,
)
from engine.conditions.reading import Reading
from engine.conditions.tree import Condition, Path, SetQuery
from engine.conditions.types import INTEGER, Kind, Type
from engine.values.plain import Json, Value

FUNCTIONS = ("count", "sum", "min", "max", "latest")
_SUMMED = (Kind.INTEGER, Kind.NUMBER, Kind.MONEY)
_ORDERED = (*_SUMMED, Kind.DATE, Kind.TIME, Kind.DATETIME, Kind.DURATION, Kind.ENUM, Kind.TEXT)


def of_leaf(
    source: Mapping[str, Json], shape: str, names: Names, reading: Reading, pointer: str
) -> SetQuery | None:
    """The set of a ``some`` or ``count`` leaf."""
    if names.outer is not None:
        reading.fault(SET_IN_SET, pointer)
        return None
    of, name = source.get("of"), source[shape]
    if not isinstance(name, str) or (
        of is not None and not (isinstance(of, Mapping) and isinstance(of.get("field"), str))
    ):
        reading.fault(NOT_A_VALUE, f"{pointer}/{shape if not isinstance(name, str) else 'of'}")
        return None
    whose = ("", names.entity) if of is None else _whose(of, names, reading, f"{pointer}/of")
    link = whose and find(name, whose[1], names, reading, f"{pointer}/{shape}")
    if not whose or not link:
        return None
    query = SetQuery("", link[0].entity, link[0].link, whose[0], "count", None, None, (), INTEGER, link[1])
    return with_rows(query, source.get("where"), names, reading, f"{pointer}/where")


def find(
    name: str, entity: str | None, names: Names, reading: Reading, pointer: str
) -> tuple[SetLink, str] | None:
    """The set that ``name`` names for a record of ``entity``, and what stands before the id in its link."""
    catalogue = names.catalogue
    own = catalogue.lines.get(entity or "", {})
    if entity is None or name in own:
        found = own.get(name)
        if found is None:
            reading.fault(UNKNOWN_SET, pointer, name=name)
        return None if found is None else (found, "")
    row, _, field = name.partition(".")
    link = catalogue.entities.get(row, {}).get(field)
    if link is None or link.kind is not Kind.LINK:
        known = [
            *own,
            *(
                f"{e}.{f}"
                for e, fields in catalogue.entities.items()
                for f, t in fields.items()
                if entity in t.to
            ),
        ]
        reading.unknown(UNKNOWN_SET, pointer, name, known)
    elif entity not in link.to:
        reading.fault(SET_POINTS_ELSEWHERE, pointer, name=name, targets=", ".join(link.to), entity=entity)
    else:
        return SetLink(row, field), f"{entity}/" if len(link.to) > 1 else ""
    return None


def figure(
    query: SetQuery, function: str, field: str | None, names: Names, reading: Reading
) -> SetQuery | None:
    """The query with its function and field, typed: count is an integer, the others are what the field is."""
    if function not in FUNCTIONS:
        reading.unknown(UNKNOWN_FIGURE, "/function", function, FUNCTIONS)
        return None
    if function == "count":
        if field is not None:
            reading.fault(FIGURE_FIELD, "/field", name=function)
        return replace(query, function="count", type=INTEGER) if field is None else None
    node = (
        None
        if field is None
        else paths.path(field, Names(names.catalogue, query.entity, actor=False), reading, "/field")
    )
    if field is None or (node and not _goes_with(function, node.type.kind)):
        reading.fault(FIGURE_FIELD, "/field", name=function)
        return None
    return (
        replace(query, function=function, field=node.path, type=node.type) if isinstance(node, Path) else None
    )


def with_rows(query: SetQuery, where: Json, names: Names, reading: Reading, pointer: str) -> SetQuery | None:
    """The query with the condition on its rows, the outer values this takes, and its id."""
    holds: Condition | None = None
    if where is not None:
        inside = replace(names, entity=query.entity, outer=names.entity)
        before = len(reading.diagnostics)
        holds = reading.condition(where, inside, reading, pointer)
        if holds is None or len(reading.diagnostics) > before:
            return None
        if needs(holds).decisions or needs(holds).sets:
            reading.fault(SET_IN_SET, pointer)
            return None
    query = replace(query, where=holds, outer=_outer(query, holds))
    return replace(query, id=blake2b(repr(query).encode(), digest_size=12).hexdigest())


def inner(path: str) -> str:
    """How an outer path is spelled inside the condition on the rows."""
    return path if path.split(".", maxsplit=1)[0] in RESERVED else f"record.{path}"


def inner_facts(query: SetQuery, values: tuple[Value, ...]) -> dict[str, object]:
    """The facts that the condition on the rows takes from outside: ``values`` in the order of ``query.outer``."""
    return {inner(path): value for path, value in zip(query.outer, values, strict=True)}


def _outer(query: SetQuery, holds: Condition | None) -> tuple[str, ...]:
    found = {path for path in (needs(holds).paths if holds else ()) if path.split(".")[0] in RESERVED}
    if query.window is not None:
        found |= {"now", "zone"}
    return tuple(sorted(path.removeprefix("record.") for path in found))


def _whose(of: Mapping[str, Json], names: Names, reading: Reading, pointer: str) -> tuple[str, str] | None:
    node = paths.path(str(of["field"]), names, reading, f"{pointer}/field")
    if node is None:
        return None
    kind: Type = node.type
    if not isinstance(node, Path) or kind.kind is not Kind.LINK or len(kind.to) != 1:
        reading.fault(NOT_A_VALUE, pointer)
        return None
    return node.path, kind.to[0]


def _goes_with(function: str, kind: Kind) -> bool:
    if function == "latest":
        return kind not in (Kind.ENUMS, Kind.LIST)
    return kind in (_SUMMED if function == "sum" else _ORDERED)
