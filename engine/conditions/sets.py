"""Roll-up fields: one figure over the rows that point to a record."""

from engine.conditions import set_queries
from engine.conditions.names import Names
from engine.conditions.parse import failed, new_reading
from engine.conditions.problems import NOT_HERE
from engine.conditions.set_queries import inner, inner_facts
from engine.conditions.tree import SetQuery
from engine.conditions.types import INTEGER
from engine.diagnostics.problem import Diagnostic
from engine.values.duration import Duration
from engine.values.plain import Json

__all__ = ["inner", "inner_facts", "rollup_query"]


def rollup_query(
    of: str, function: str, field: str | None, where: Json | None, window: Duration | None, names: Names
) -> tuple[SetQuery | None, list[Diagnostic]]:
    """The figure that a roll-up field of ``names.entity`` holds.

    ``of`` is ``entity.link`` or the name of a list of lines; ``function`` count, sum, min, max or latest; ``field`` a
    path in the row (None only for count); ``window``: only rows created within this span before now. Diagnostics
    point to ``/of``, ``/function``, ``/field`` and ``/where``; the query is None when there is an error.
    """
    reading = new_reading()
    if names.entity is None:
        reading.fault(NOT_HERE, "/of", name=of)
        return None, reading.diagnostics
    found = set_queries.find(of, names.entity, names, reading, "/of")
    if found is None:
        return None, reading.diagnostics
    link, prefix = found
    query = SetQuery("", link.entity, link.link, "", "count", None, None, (), INTEGER, prefix, window)
    typed = set_queries.figure(query, function, field, names, reading)
    whole = set_queries.with_rows(typed or query, where, names, reading, "/where")
    return None if typed is None or failed(reading) else whole, reading.diagnostics
