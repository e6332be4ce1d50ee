"""Types of columns as they are written down, and the inputs and outputs that are made of them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from engine.conditions.decisions.model import DecisionFile, InputFile, OutputFile
from engine.conditions.decisions.problems import INPUT_SOURCE, OPTIONS, TYPE_NEEDS_NO_ENTITY, UNSUPPORTED_TYPE
from engine.conditions.decisions.sheet import Column, Result
from engine.conditions.names import Catalogue, Names
from engine.conditions.parse import value
from engine.conditions.tree import Path
from engine.conditions.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    DURATION,
    INTEGER,
    NUMBER,
    PERSON,
    TEXT,
    TIME,
    Kind,
    Type,
)
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic, inside
from engine.diagnostics.suggest import nearest
from engine.values.plain import Json

_TYPES: Mapping[str, Type] = {
    "text": TEXT,
    "long_text": TEXT,
    "integer": INTEGER,
    "decimal": NUMBER,
    "percent": NUMBER,
    "money": Type(Kind.MONEY),
    "boolean": BOOLEAN,
    "date": DATE,
    "time": TIME,
    "datetime": DATETIME,
    "duration": DURATION,
    "enum": Type(Kind.ENUM),
    "person": PERSON,
}
Report = Callable[[Diagnostic], None]


def typed(
    name: str, written: InputFile | OutputFile, catalogue: Catalogue, place: str, report: Report
) -> Type | None:
    """The type of a column called ``name`` that is written at ``place``; None after reporting why there is none."""
    found = _TYPES.get(written.type or "")
    if found is None:
        data = {
            "type": written.type or "",
            "types": ", ".join(_TYPES),
            "suggestion": nearest(written.type or "", _TYPES),
        }
        report(Diagnostic(UNSUPPORTED_TYPE, place + "/type", data=data))
        return None
    if found.kind is Kind.MONEY:
        return replace(found, currency=written.currency)
    if found.kind is not Kind.ENUM:
        return found
    options = _options(written.options, catalogue)
    if not options:
        report(Diagnostic(OPTIONS, place + "/options", data={"column": name}))
        return None
    return replace(found, options=options)


def written_as(type_: Type) -> Mapping[str, Json] | None:
    """How a type is written down in a file (its other names fold into one); None for one that a column cannot have."""
    name = next(
        (name for name, known in _TYPES.items() if (known.kind, known.to) == (type_.kind, type_.to)), None
    )
    if name is None:
        return None
    options = {"options": [*type_.options]} if type_.kind is Kind.ENUM else {}
    return {"type": name, **options, **({"currency": type_.currency} if type_.currency else {})}


def _options(written: object, catalogue: Catalogue) -> tuple[str, ...]:
    """Option ids in their order, from a list, a map, or the field that has the same ones; () when it is none of these."""
    if isinstance(written, Mapping):
        named = cast("Mapping[str, Any]", written)
        if [*named] == ["same_as"] and isinstance(named["same_as"], str):
            entity, _, field = named["same_as"].partition(".")
            type_ = catalogue.entities.get(entity, {}).get(field)
            return type_.options if type_ is not None else ()
        return tuple(named)
    if not isinstance(written, list | tuple):
        return ()
    items = cast("list[object]", written)
    options = tuple(item for item in items if isinstance(item, str) and item)
    return options if len(set(options)) == len(items) else ()


def given_types(file: DecisionFile, catalogue: Catalogue, report: Report) -> Mapping[str, Type]:
    """The types of the inputs that are only typed; they come as ``input.<id>``."""
    found: dict[str, Type] = {}
    for id, written in file.inputs.items():
        if written.type is None:
            continue
        if file.entity is not None:
            data = {"input": id, "entity": file.entity}
            report(Diagnostic(TYPE_NEEDS_NO_ENTITY, pointer("inputs", id, "type"), data=data))
            continue
        type_ = typed(id, written, catalogue, pointer("inputs", id), report)
        if type_ is not None:
            found[id] = type_
    return found


def _source(id: str, written: InputFile) -> Mapping[str, str] | None:
    """The value that an input says it is; None unless it says exactly one thing."""
    ways = {"field": written.field, "formula": written.formula, "decision": written.decision}
    said = {word: text for word, text in ways.items() if text is not None}
    if written.type is not None:
        return None if said else {"field": f"input.{id}"}
    return said if len(said) == 1 else None


def inputs_of(file: DecisionFile, names: Names, report: Report) -> Mapping[str, Column]:
    """Every input that is right; ``names`` already holds the given ones."""
    found: dict[str, Column] = {}
    for id, written in file.inputs.items():
        source = _source(id, written)
        if source is None:
            report(Diagnostic(INPUT_SOURCE, pointer("inputs", id), data={"input": id}))
            continue
        if written.type is not None:
            type_ = names.input.get(id)
            if type_ is not None:
                found[id] = Column(id, Path(f"input.{id}", type_), type_, written.label or {}, given=True)
            continue
        parsed = value(source, names, None)
        for diagnostic in inside(parsed.diagnostics, pointer("inputs", id)):
            report(diagnostic)
        if parsed.node is not None:
            found[id] = Column(id, parsed.node, parsed.node.type, written.label or {})
    return found


def outputs_of(file: DecisionFile, catalogue: Catalogue, report: Report) -> Mapping[str, Result]:
    """Every output that is right."""
    found: dict[str, Result] = {}
    for id, written in file.outputs.items():
        type_ = typed(id, written, catalogue, pointer("outputs", id), report)
        if type_ is not None:
            found[id] = Result(id, type_, written.label or {})
    return found
