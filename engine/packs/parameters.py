"""Parameters of a pack: their types for the outline, and the parameters themselves for the release."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import cast

from engine.conditions.names import Catalogue, Names
from engine.conditions.parse import value
from engine.conditions.tree import Literal
from engine.conditions.types import (
    BOOLEAN,
    DATE,
    DURATION,
    INTEGER,
    NUMBER,
    TEXT,
    TIME,
    UNKNOWN,
    Kind,
    Type,
)
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic, inside
from engine.packs import problems
from engine.packs.files import is_id
from engine.packs.model import PackFile, ParameterFile
from engine.packs.release import Parameter
from engine.records.entity import Entity
from engine.records.model import SameAs
from engine.values.duration import Duration
from engine.values.plain import Json, Label, Value

_TYPES: Mapping[str, Type] = {
    "text": TEXT,
    "integer": INTEGER,
    "decimal": NUMBER,
    "percent": NUMBER,
    "boolean": BOOLEAN,
    "date": DATE,
    "time": TIME,
    "duration": DURATION,
}
_NOTHING = Names(Catalogue({}), None, actor=False)
PER_CENTRE = "centre"


def parameter_type(file: ParameterFile, currency: str, roles: Iterable[str]) -> Type:
    """The type of a parameter's values; UNKNOWN where ``check_parameters`` says why there is none."""
    if file.type == "money":
        return Type(Kind.MONEY, currency=file.currency or currency)
    if file.type == "enum" and isinstance(file.options, Mapping):
        return Type(Kind.ENUM, options=tuple(file.options))
    if file.type == "roles":
        return Type(Kind.ENUMS, options=tuple(sorted(roles)))
    return _TYPES.get(file.type, UNKNOWN)


def check_parameters(
    manifest: PackFile, types: Mapping[str, Type], centre: Entity | None
) -> tuple[dict[str, Parameter], list[Diagnostic]]:
    """The parameters of a pack, and everything that is wrong with them (pointers into pack.json).

    ``types``: what their values are, by name; ``centre``: the entity by whose fields they may go.
    """
    made: dict[str, Parameter] = {}
    found: list[Diagnostic] = []
    for name, file in manifest.parameters.items():
        faults: list[Diagnostic] = []
        parameter = _parameter(name, file, types[name], centre, faults)
        found.extend(inside(faults, pointer("parameters", name)))
        if not faults:
            made[name] = parameter
    return made, found


def typed_value(source: Json, type_: Type, found: list[Diagnostic], at: str = "") -> Value:
    """The value that JSON means for a type; None after reporting why there is none."""
    parsed = value(source, _NOTHING, type_)
    found.extend(inside(parsed.diagnostics, at))
    if isinstance(parsed.node, Literal):
        # A list of values stands only right of "in"; a parameter of several texts is a tuple of them.
        return cast("Value", parsed.node.value)
    if parsed.node is not None:
        found.append(Diagnostic(problems.NOT_LITERAL, at))
    return None


def within(parameter: Parameter, given: Value) -> bool:
    """Whether a value lies between the parameter's bounds, both included."""
    size = _size(given)
    low, high = _size(parameter.minimum), _size(parameter.maximum)
    return size is None or ((low is None or low <= size) and (high is None or size <= high))


def _parameter(
    name: str, file: ParameterFile, type_: Type, centre: Entity | None, found: list[Diagnostic]
) -> Parameter:
    if not is_id(name) or "." in name:
        found.append(Diagnostic(problems.BAD_ID, data={"id": name[:60]}))
    if file.type == "enum" and (not file.options or isinstance(file.options, SameAs)):
        found.append(Diagnostic(problems.MISSING_KEY, data={"key": "options"}))
    options = _options(file.per, centre)
    if options is None:
        found.append(Diagnostic(problems.PER_WHAT, "/per", data={"per": str(file.per)[:60]}))
    if found or options is None:
        return Parameter(name, type_, file.label, None)
    made = Parameter(
        name,
        type_,
        file.label,
        default=typed_value(file.default, type_, found, "/default"),
        per=file.per,
        minimum=typed_value(file.minimum, type_, found, "/minimum"),
        maximum=typed_value(file.maximum, type_, found, "/maximum"),
        example=file.example,
        options=options,
    )
    if not found and not within(made, made.default):
        found.append(Diagnostic(problems.DEFAULT_OUTSIDE, "/default", data={"value": str(file.default)}))
    return made


def _options(per: str | None, centre: Entity | None) -> Mapping[str, Label] | None:
    """The options that a parameter may be set for; None for what it cannot go by."""
    if per is None or per == PER_CENTRE or centre is None:  # without a centre worse is reported already
        return {}
    head, _, name = per.partition(".")
    field = centre.field(name) if head == PER_CENTRE else None
    if field is None or field.type.kind is not Kind.ENUM or not field.stored:
        return None
    return {id: option.label for id, option in field.options.items()}


def _size(given: Value) -> Decimal | None:
    """A number to compare values of one type by; None of what has no order."""
    match given:
        case bool() | str() | tuple() | None:
            return None
        case Duration():
            return Decimal(given.rough_seconds)
        case date():
            return Decimal(given.toordinal())
        case time():
            return Decimal((given.hour * 60 + given.minute) * 60 + given.second)
        case _:
            return Decimal(given)
