"""Paths: from ``customer.phone`` to a typed node, one link after the other."""

from collections.abc import Mapping, Sequence

from engine.conditions.names import RESERVED, Names
from engine.conditions.problems import (
    DAY_OF_ROW,
    DECISION_OF_OTHER,
    NO_RECORD,
    NOT_A_DAY,
    NOT_HERE,
    NOT_YET,
    PART_OF_CLOCK,
    PATH_PAST_VALUE,
    PATH_TO_MANY,
    PATH_TO_SEVERAL,
    PATH_TOO_LONG,
    UNKNOWN_DECISION,
    UNKNOWN_FIELD,
    UNKNOWN_NAME,
    UNKNOWN_PARAMETER,
)
from engine.conditions.reading import Reading
from engine.conditions.tree import DecisionValue, Now, Path, ValueNode
from engine.conditions.types import DATETIME, PERSON, Kind, Type
from engine.diagnostics.problem import Problem

_MAX_STEPS = 8
_NO_DAYS = frozenset({"parameter", "decision", "due", "now", "actor", "step"})


def path(text: str, names: Names, reading: Reading, pointer: str) -> ValueNode | None:
    """The node that a path names in this scope, or None (reported)."""
    first, *rest = text.split(".")
    if len(rest) >= _MAX_STEPS:
        reading.fault(PATH_TOO_LONG, pointer, limit=_MAX_STEPS)
    elif first not in RESERVED:
        return _of_record(text, names, reading, pointer)
    elif first == "parameter":
        return parameter(".".join(rest), names, reading, pointer)
    elif first == "decision":
        return decision(".".join(rest), names, reading, pointer)
    elif first == "due" and names.outer is None and names.due:
        return _typed(
            text,
            _step(first, dict.fromkeys(names.due, DATETIME), UNKNOWN_NAME, rest, names, reading, pointer),
        )
    elif first == "step" and names.step:
        return _typed(text, _step(first, names.step, UNKNOWN_NAME, rest, names, reading, pointer))
    elif first == "now" and not rest:
        return Now(None, day=False, type=DATETIME)
    elif first in ("actor", "record", "before", "input", "event"):
        return _reserved(first, rest, names, reading, pointer)
    else:
        reading.fault(NOT_HERE, pointer, name=text)
    return None


def parameter(name: str, names: Names, reading: Reading, pointer: str) -> ValueNode | None:
    """The parameter of the pack with this name."""
    found = names.catalogue.parameters.get(name)
    if found is None:
        reading.unknown(UNKNOWN_PARAMETER, pointer, name, names.catalogue.parameters)
        return None
    return Path(f"parameter.{name}", found)


def parameter_as_of(
    name: str, day: str, names: Names, reading: Reading, pointer: str, below: str
) -> ValueNode | None:
    """The parameter with this name, as it was on the day (or at the moment) that a path names.

    Inside a set the day is one of the record: the rows of a set have no parameters of their own.
    """
    found = parameter(name, names, reading, f"{pointer}/parameter")
    at = path(day, names, reading, below)
    if found is None or at is None:
        return None
    plain = isinstance(at, Path) and at.path.partition(".")[0] not in _NO_DAYS
    if not isinstance(at, Path) or not plain or at.type.kind not in (Kind.DATE, Kind.DATETIME):
        reading.fault(NOT_A_DAY, below, name=day)
        return None
    if names.outer is not None and not at.path.startswith("record."):
        reading.fault(DAY_OF_ROW, below, name=day)
        return None
    return Path(f"parameter.{name}@{at.path}", found.type)


def decision(name: str, names: Names, reading: Reading, pointer: str) -> ValueNode | None:
    """The output of a decision table, written ``table.output``."""
    table, _, output = name.partition(".")
    outputs = names.catalogue.decisions.get(table, {})
    if output not in outputs:
        known = [f"{t}.{o}" for t, found in names.catalogue.decisions.items() for o in found]
        reading.unknown(UNKNOWN_DECISION, pointer, name, known)
        return None
    entity = names.catalogue.decision_entities.get(table)
    if entity is not None and entity != names.entity:
        reading.fault(DECISION_OF_OTHER, pointer, name=table, entity=entity)
        return None
    return DecisionValue(table, output, outputs[output])


def _of_record(text: str, names: Names, reading: Reading, pointer: str) -> ValueNode | None:
    if names.entity is None:
        reading.unknown(NO_RECORD, pointer, text, [f"input.{name}" for name in names.input])
        return None
    steps = _joined(names.entity, text.split("."), names)
    return _typed(".".join(steps), _walk(names.entity, steps, names, reading, pointer))


def _reserved(
    first: str, rest: Sequence[str], names: Names, reading: Reading, pointer: str
) -> ValueNode | None:
    whole = ".".join((first, *rest))
    if first == "actor":
        if not names.actor:
            reading.fault(NOT_HERE, pointer, name=whole)
            return None
        rest = _joined("person", rest, names)
        whole = ".".join((first, *rest))
        return _typed(whole, _walk("person", rest, names, reading, pointer) if rest else PERSON)
    if first in ("input", "event"):
        known = names.input if first == "input" else names.event
        return _typed(whole, _step(first, known, UNKNOWN_NAME, rest, names, reading, pointer))
    entity = names.outer or names.entity
    if entity is None or not rest or (first == "before" and not names.before):
        reading.fault(NOT_HERE, pointer, name=whole)
        return None
    rest = _joined(entity, rest, names)
    whole = ".".join((first, *rest))
    found = _walk(entity, rest, names, reading, pointer)
    # Outside a set "record.phone" is another spelling of "phone": one spelling in the tree.
    return _typed(whole if names.outer or first == "before" else ".".join(rest), found)


def _joined(entity: str, steps: Sequence[str], names: Names) -> list[str]:
    """The steps with a part of a clock in its one spelling: ``first_answer.due_at`` is the field ``first_answer_due_at``."""
    for place, step in enumerate(steps[:-1]):
        found = names.catalogue.entities.get(entity, {}).get(step)
        if found is not None and steps[place + 1] in found.parts:
            return [*steps[:place], f"{step}_{steps[place + 1]}", *steps[place + 2 :]]
        entity = found.to[0] if found is not None and len(found.to) == 1 else ""
    return [*steps]


def _typed(text: str, found: Type | None) -> Path | None:
    return None if found is None else Path(text, found)


def _walk(entity: str, steps: Sequence[str], names: Names, reading: Reading, pointer: str) -> Type | None:
    fields = names.catalogue.entities.get(entity, {})
    return _step(entity, fields, UNKNOWN_FIELD, steps, names, reading, pointer)


def _step(
    owner: str,
    fields: Mapping[str, Type],
    problem: Problem,
    steps: Sequence[str],
    names: Names,
    reading: Reading,
    pointer: str,
) -> Type | None:
    name = steps[0] if steps else ""
    found = fields.get(name)
    if found is None:
        if problem is UNKNOWN_FIELD:
            known = [*fields, *RESERVED] if owner == names.entity else fields
            reading.unknown(problem, pointer, name, known, entity=owner)
        else:
            reading.unknown(problem, pointer, name, fields, prefix=owner)
    elif found.parts:
        reading.fault(PART_OF_CLOCK, pointer, name=name, parts=", ".join(found.parts))
    elif found.many:
        reading.fault(PATH_TO_MANY, pointer, name=name)
    elif len(steps) == 1:
        return found
    elif found.kind is Kind.MONEY and steps[1] == "home":
        reading.fault(NOT_YET, pointer, name=f"{name}.home")
    elif found.kind is not Kind.LINK:
        reading.fault(PATH_PAST_VALUE, pointer, name=name)
    elif len(found.to) != 1:
        reading.fault(PATH_TO_SEVERAL, pointer, name=name, targets=", ".join(found.to))
    else:
        return _walk(found.to[0], steps[1:], names, reading, pointer)
    return None
