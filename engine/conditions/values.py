"""The value union: literal | field | parameter | now | formula | decision | choose, wherever a value stands."""

from collections.abc import Mapping

from engine.conditions import formula_text, paths
from engine.conditions.kinds import common, fits
from engine.conditions.literals import literal
from engine.conditions.names import Names
from engine.conditions.operators import same_currency
from engine.conditions.problems import (
    CHOOSE_LAST,
    DOES_NOT_FIT,
    LIST_WANTED,
    MISSING_KEY,
    NOT_A_DAY,
    NOT_A_VALUE,
    SEVERAL_SHAPES,
    UNKNOWN_KEY,
    UNKNOWN_NOW,
)
from engine.conditions.reading import MAX_NODES, Reading
from engine.conditions.tree import Choose, Condition, Literal, Now, ValueNode
from engine.conditions.types import DATE, DATETIME, Kind, Type
from engine.values.duration import Duration
from engine.values.plain import Json

SHAPES = ("field", "parameter", "now", "formula", "decision", "choose")


def value(
    source: Json, names: Names, expected: Type | None, reading: Reading, pointer: str
) -> ValueNode | None:
    """A value that is to become one of type ``expected`` (None: of any type), or None (reported)."""
    node = operand(source, names, expected, reading, pointer, loose=False)
    if node is None or expected is None:
        return node
    if isinstance(node, Now) and expected.kind is Kind.DATE:
        return Now(node.offset, day=True, type=DATE)
    if not fits(node.type, expected):
        reading.fault(DOES_NOT_FIT, pointer, wanted=expected.kind.value, found=node.type.kind.value)
        return None
    return node if same_currency(node.type, expected, reading, pointer) else None


def operand(
    source: Json, names: Names, expected: Type | None, reading: Reading, pointer: str, *, loose: bool = True
) -> ValueNode | None:
    """A value whose literals are read as ``expected``; what is not a literal may be of any type (the caller compares)."""
    if not isinstance(source, Mapping):
        return literal(source, expected, reading, pointer, loose=loose)
    if not reading.enter(pointer):
        reading.leave()
        return None
    node = _shaped(source, names, expected, reading, pointer, loose=loose)
    reading.leave()
    return node


def shape_of(
    source: Mapping[str, Json], shapes: tuple[str, ...], reading: Reading, pointer: str
) -> str | None:
    """Which one of the shapes an object has; None (reported when it has several) otherwise."""
    found = [shape for shape in shapes if shape in source]
    if len(found) > 1:
        reading.fault(SEVERAL_SHAPES, pointer, keys=", ".join(found))
    return found[0] if len(found) == 1 else None


def _shaped(
    source: Mapping[str, Json],
    names: Names,
    expected: Type | None,
    reading: Reading,
    pointer: str,
    *,
    loose: bool,
) -> ValueNode | None:
    before = len(reading.diagnostics)
    shape = shape_of(source, SHAPES, reading, pointer)
    if shape is None:
        if len(reading.diagnostics) == before:
            reading.fault(NOT_A_VALUE, pointer)
        return None
    for key in list(source)[:MAX_NODES]:
        if key != shape and (key, shape) != ("as_of", "parameter"):
            reading.unknown(UNKNOWN_KEY, pointer, key, SHAPES)
    content, below = source[shape], f"{pointer}/{shape}"
    if shape == "choose":
        return _choose(content, names, expected, reading, below, loose=loose)
    if not isinstance(content, str):
        reading.fault(NOT_A_VALUE, below)
        return None
    if "as_of" in source and shape == "parameter":
        return _as_of(content, source["as_of"], names, reading, pointer)
    if shape == "now":
        return now(content, reading, below)
    if shape == "formula":
        return formula_text.read(content, names, reading, below)
    readers = {"field": paths.path, "parameter": paths.parameter, "decision": paths.decision}
    return readers[shape](content, names, reading, below)


def _as_of(name: str, day: Json, names: Names, reading: Reading, pointer: str) -> ValueNode | None:
    below = f"{pointer}/as_of"
    said = day.get("field") if isinstance(day, Mapping) and set(day) == {"field"} else None
    if not isinstance(said, str):
        reading.fault(NOT_A_DAY, below, name="as_of")
        return None
    return paths.parameter_as_of(name, said, names, reading, pointer, f"{below}/field")


def now(text: str, reading: Reading, pointer: str) -> Now | None:
    """``now``, ``today``, or a duration from now."""
    if text in ("now", "today"):
        return Now(None, day=text == "today", type=DATE if text == "today" else DATETIME)
    offset = Duration.parse(text) if len(text) <= 60 else None  # noqa: PLR2004 - longer than any duration
    if offset is None:
        reading.fault(UNKNOWN_NOW, pointer, name=text)
        return None
    return Now(offset, day=False, type=DATETIME)


def _choose(
    source: Json, names: Names, expected: Type | None, reading: Reading, pointer: str, *, loose: bool
) -> ValueNode | None:
    if not isinstance(source, list | tuple) or not source:
        reading.fault(LIST_WANTED, pointer)
        return None
    branches: list[tuple[Condition | None, ValueNode]] = []
    # What is compared with a value may be of a kind that only compares with it, but all branches of one choice are alike.
    kind = None if loose else expected
    for index, branch in enumerate(source):
        found = _branch(
            branch, names, expected, reading, f"{pointer}/{index}", last=index == len(source) - 1, loose=loose
        )
        if found is None:
            continue
        together = common(kind, found[1].type) if kind else found[1].type
        if together is None and kind and (loose or expected is None):
            reading.fault(
                DOES_NOT_FIT, f"{pointer}/{index}", wanted=kind.kind.value, found=found[1].type.kind.value
            )
        elif expected is not None and not loose and not fits(found[1].type, expected):
            reading.fault(
                DOES_NOT_FIT, f"{pointer}/{index}", wanted=expected.kind.value, found=found[1].type.kind.value
            )
        else:
            kind = together or kind
            branches.append(found)
    return Choose(tuple(branches), kind) if kind and len(branches) == len(source) else None


def _branch(
    source: Json,
    names: Names,
    expected: Type | None,
    reading: Reading,
    pointer: str,
    *,
    last: bool,
    loose: bool,
) -> tuple[Condition | None, ValueNode] | None:
    if not isinstance(source, Mapping):
        reading.fault(NOT_A_VALUE, pointer)
        return None
    for key in list(source)[:MAX_NODES]:
        if key not in ("if", "value"):
            reading.unknown(UNKNOWN_KEY, pointer, key, ("if", "value"))
    if ("if" in source) == last:
        reading.fault(CHOOSE_LAST, pointer)
        return None
    if "value" not in source:
        reading.fault(MISSING_KEY, pointer, name="value")
        return None
    holds = None if last else reading.condition(source["if"], names, reading, f"{pointer}/if")
    node = operand(source["value"], names, expected, reading, f"{pointer}/value", loose=loose)
    return None if node is None or (holds is None and not last) else (holds, node)


def is_absent(node: ValueNode) -> bool:
    """Whether it is the literal null."""
    return isinstance(node, Literal) and node.value is None
