"""From JSON to the typed tree: conditions and values. All faults are collected, not only the first."""

from collections.abc import Mapping

from engine.conditions import values
from engine.conditions.leaves import LEFT, SETS, comparison, leaf, set_leaf
from engine.conditions.names import Names
from engine.conditions.problems import LIST_WANTED, NOT_A_CONDITION, UNKNOWN_KEY
from engine.conditions.reading import MAX_NODES, Parsed, ParsedValue, Reading
from engine.conditions.tree import All, Any, Condition, Constant, Not, ValueNode
from engine.conditions.types import Type
from engine.diagnostics.problem import Severity
from engine.values.plain import Json

__all__ = ["Parsed", "ParsedValue", "cell", "condition", "failed", "new_reading", "value"]

_SHAPES = ("all", "any", "not", *LEFT, *SETS)


def condition(source: Json, names: Names) -> Parsed:
    """The tree of a condition in JSON, typed against ``names``; ``true`` and ``false`` are conditions too.

    Diagnostics carry JSON Pointers relative to ``source``. Never raises, whatever the JSON holds.
    """
    reading = new_reading()
    tree = _condition(source, names, reading, "")
    return Parsed(None if failed(reading) else tree, reading.diagnostics)


def value(source: Json, names: Names, expected: Type | None = None) -> ParsedValue:
    """The node of a value (literal, field, parameter, now, formula, decision or choose).

    ``expected`` is the type it must fit; literals are read as that type (``"P1D"`` as a duration, ``"web"`` as an
    option). Without it a literal is what its JSON shows.
    """
    reading = new_reading()
    node = values.value(source, names, expected, reading, "")
    return ParsedValue(None if failed(reading) else node, reading.diagnostics)


def cell(left: ValueNode, source: Json, names: Names) -> Parsed:
    """The comparison of ``left`` by ``{"op": ..., "value": ...}``: a cell of a decision table."""
    reading = new_reading()
    if not isinstance(source, Mapping):
        reading.fault(NOT_A_CONDITION, "")
        return Parsed(None, reading.diagnostics)
    for key in source:
        if key not in ("op", "value"):
            reading.unknown(UNKNOWN_KEY, "", key, ("op", "value"))
    tree = comparison(left, source, names, reading, "")
    return Parsed(None if failed(reading) else tree, reading.diagnostics)


def new_reading() -> Reading:
    """A reading in which nothing has been found yet."""
    return Reading(_condition)


def failed(reading: Reading) -> bool:
    """Whether an error was found."""
    return any(found.severity is Severity.ERROR for found in reading.diagnostics)


def _condition(source: Json, names: Names, reading: Reading, pointer: str) -> Condition | None:
    if isinstance(source, bool):
        return Constant(source)
    allowed = reading.enter(pointer)
    tree = _shaped(source, names, reading, pointer) if allowed else None
    reading.leave()
    return tree


def _shaped(source: Json, names: Names, reading: Reading, pointer: str) -> Condition | None:
    if not isinstance(source, Mapping):
        reading.fault(NOT_A_CONDITION, pointer)
        return None
    before = len(reading.diagnostics)
    shape = values.shape_of(source, _SHAPES, reading, pointer)
    if shape in LEFT:
        return leaf(source, shape, names, reading, pointer)
    if shape in SETS:
        return set_leaf(source, shape, names, reading, pointer)
    if shape is None:
        if len(reading.diagnostics) == before:
            for key in list(source)[:MAX_NODES]:
                reading.unknown(UNKNOWN_KEY, pointer, key, _SHAPES)
            reading.fault(NOT_A_CONDITION, pointer)
        return None
    for key in source:
        if key != shape:
            reading.unknown(UNKNOWN_KEY, pointer, key, _SHAPES)
    return _joined(source[shape], shape, names, reading, f"{pointer}/{shape}")


def _joined(source: Json, shape: str, names: Names, reading: Reading, pointer: str) -> Condition | None:
    if shape == "not":
        part = _condition(source, names, reading, pointer)
        return None if part is None else Not(part)
    if not isinstance(source, list | tuple):
        reading.fault(LIST_WANTED, pointer)
        return None
    parts = [
        _condition(part, names, reading, f"{pointer}/{index}")
        for index, part in enumerate(source[: MAX_NODES + 1])
    ]
    found = tuple(part for part in parts if part is not None)
    if len(found) < len(parts):
        return None
    return All(found) if shape == "all" else Any(found)
