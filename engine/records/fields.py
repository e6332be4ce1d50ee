"""Checking and compiling one field: what its type allows it to say, and what it says, ready to run."""

import re
from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

import phonenumbers
from babel.numbers import is_currency

from engine.conditions.compiled import Computed, computed, guard
from engine.conditions.names import Names
from engine.conditions.parse import condition, value
from engine.conditions.tree import Literal
from engine.conditions.types import Type
from engine.diagnostics.suggest import nearest
from engine.records import problems
from engine.records.accept import accept_value
from engine.records.builtin import PERSON
from engine.records.catalogue import lines_of, options_of, targets
from engine.records.derived import derived, rolled_up
from engine.records.entity import Field, FieldKind, Option
from engine.records.model import (
    ClockField,
    EnumField,
    FieldFile,
    LaterField,
    LinesField,
    LinkField,
    MoneyField,
    NumberField,
    PersonField,
    RegionalField,
    RollupField,
    SameAs,
    SerialField,
    TextField,
    ValueField,
)
from engine.records.scope import Scope
from engine.records.serial import serial
from engine.records.text import LONG, SHORT, pattern_fault
from engine.values.plain import Json
from engine.values.refusal import Reason

_MASKS: Mapping[str, frozenset[str]] = {
    "phone": frozenset({"phone", "text"}),
    "name": frozenset({"text"}),
    "email": frozenset({"email", "text"}),
    "id": frozenset({"national_id", "text"}),
}
_DEDUPED = frozenset({"text", "phone", "email", "url", "national_id"})
_OPTION_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]{0,47}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_ANY_ZONE = ZoneInfo("UTC")


def field_of(name: str, said: FieldFile, type_: Type, scope: Scope, at: tuple[str, ...]) -> Field | None:
    """A field, compiled; None when its type is not in this release (reported), or it is a clock, which is several fields.

    ``at``: the steps from the file to what is said. What is wrong with it is added to ``scope.found``.
    """
    if isinstance(said, LaterField):
        scope.fault(problems.NOT_YET, *at, "type", name=said.type)
        return None
    if isinstance(said, ClockField):
        if not said.label:
            scope.fault(problems.NO_LABEL, *at, name=name)
        return None
    if not said.label:
        scope.fault(problems.NO_LABEL, *at, name=name)
    if said.mask is not None and said.type not in _MASKS.get(said.mask, {said.type}):
        scope.fault(problems.BAD_MASK, *at, "mask", mask=said.mask, type=said.type)
    base = Field(
        name,
        FieldKind(said.type),
        type_,
        said.label,
        said.help,
        mask=said.mask,
        sensitivity=said.sensitivity,
        was=said.was,
    )
    match said:
        case RollupField():
            return rolled_up(base, said, scope, at)
        case LinesField():
            return _lines(base, said, scope, at)
        case SerialField():
            if serial(said.serial) is None:
                scope.fault(problems.BAD_SERIAL, *at, "serial", name=said.serial)
            return replace(base, serial=said.serial)
        case _:
            return _valued(_specific(base, said, scope, at), said, scope, at)


def _lines(base: Field, said: LinesField, scope: Scope, at: tuple[str, ...]) -> Field:
    whole = f"{scope.entity}.{base.id}"
    rows = [entity for entity, file in scope.around.files.items() if file.part_of == whole]
    if not rows:
        scope.fault(problems.NO_ROWS, *at, name=whole)
    elif len(rows) > 1:
        scope.fault(problems.SEVERAL_ROWS, *at, name=whole, entities=", ".join(rows))
    found = lines_of(scope.around.files).get(scope.entity, {}).get(base.id)
    return replace(base, required=said.required, lines=found and found.entity, stored=False)


def _specific(base: Field, said: ValueField, scope: Scope, at: tuple[str, ...]) -> Field:
    match said:
        case TextField():
            return _text(base, said, scope, at)
        case RegionalField():
            known = (
                said.region in phonenumbers.SUPPORTED_REGIONS
                if said.type == "phone"
                else _COUNTRY.fullmatch(said.region or "")
            )
            if said.region is not None and not known:
                scope.fault(problems.BAD_REGION, *at, "region", name=said.region)
            return replace(base, region=said.region)
        case NumberField() | MoneyField():
            return _number(base, said, scope, at)
        case EnumField():
            return replace(base, options=_options(said, scope, at))
        case LinkField():
            for entity in targets(said):
                if entity not in scope.around.catalogue.entities:
                    meant = nearest(entity, scope.around.catalogue.entities)
                    scope.fault(
                        problems.UNKNOWN_ENTITY,
                        *at,
                        "to",
                        name=entity,
                        **({"suggestion": meant} if meant else {}),
                    )
            if not targets(said):
                scope.fault(problems.NO_TARGET, *at, "to")
            if said.handed_over and targets(said) != (PERSON,):
                scope.fault(problems.NO_PERSON_TO_HAND_OVER, *at, "handed_over")
            return replace(base, to=targets(said), handed_over=said.handed_over)
        case PersonField():
            return replace(base, to=base.type.to, handed_over=said.handed_over)
        case _:
            return base


def _text(base: Field, said: TextField, scope: Scope, at: tuple[str, ...]) -> Field:
    limit = LONG if said.type == "long_text" else SHORT
    if said.max_length is not None and not 1 <= said.max_length <= limit:
        scope.fault(problems.BAD_LENGTH, *at, "max_length", limit=limit)
    fault = None if said.pattern is None else pattern_fault(said.pattern)
    if fault is not None:
        scope.fault(problems.BAD_PATTERN, *at, "pattern", why=fault)
    return replace(base, max_length=said.max_length or limit, pattern=None if fault else said.pattern)


def _number(base: Field, said: NumberField | MoneyField, scope: Scope, at: tuple[str, ...]) -> Field:
    if said.minimum is not None and said.maximum is not None and said.minimum > said.maximum:
        scope.fault(problems.BAD_RANGE, *at, "maximum")
    currency = said.currency if isinstance(said, MoneyField) else None
    if currency is not None and not is_currency(currency):
        scope.fault(problems.BAD_CURRENCY, *at, "currency", name=currency)
    return replace(base, minimum=said.minimum, maximum=said.maximum, currency=base.type.currency)


def _options(said: EnumField, scope: Scope, at: tuple[str, ...]) -> dict[str, Option]:
    options = options_of(said, scope.around.files)
    if isinstance(said.options, SameAs):
        if options is None:
            scope.fault(problems.NO_SUCH_OPTIONS, *at, "options", "same_as", name=said.options.same_as)
    elif not said.options:
        scope.fault(problems.NO_OPTIONS, *at, "options")
    found: dict[str, Option] = {}
    for name, option in (options or {}).items():
        if not isinstance(said.options, SameAs) and not _OPTION_ID.fullmatch(name):
            scope.fault(problems.BAD_OPTION_ID, *at, "options", name, name=name)
        parsed = None if option.condition is None else condition(option.condition, scope.names(actor=True))
        if parsed is not None and isinstance(said.options, SameAs):
            # The condition stands in the other field's file; here only the borrowing can be pointed to.
            scope.add([replace(found, pointer="") for found in parsed.diagnostics], *at, "options", "same_as")
        elif parsed is not None:
            scope.add(parsed.diagnostics, *at, "options", name, "if")
        found[name] = Option(
            name, option.label, guard(parsed.tree) if parsed and parsed.tree else None, option.condition
        )
    return found


def _valued(base: Field, said: ValueField, scope: Scope, at: tuple[str, ...]) -> Field:
    """The field with what every field that holds a value may say: derived, or required, default and copied."""
    if said.formula is not None or said.condition is not None or said.decision is not None:
        return derived(base, said, scope, at)
    if said.kept is not None:
        scope.fault(problems.KEPT_IS_DERIVED, *at, "kept")
    if said.required and base.kind is FieldKind.BOOLEAN:
        scope.fault(problems.REQUIRED_BOOLEAN, *at, "required")
    if said.dedupe and base.kind not in _DEDUPED:
        scope.fault(problems.NO_DEDUPE, *at, "dedupe", type=base.kind.value)
    return replace(
        base,
        required=said.required,
        dedupe=said.dedupe,
        default=None if said.default is None else _default(base, said.default, scope, at),
        copy_from=None if said.copy_from is None else _copied(base, said.copy_from, scope, at),
    )


def _default(base: Field, source: Json, scope: Scope, at: tuple[str, ...]) -> Computed | None:
    if isinstance(source, Mapping):
        # The record is only being made: a default may use the actor, parameters and now, not the record's fields.
        parsed = value(source, Names(scope.around.catalogue, None), base.type)
        scope.add(parsed.diagnostics, *at, "default")
        return None if parsed.node is None else computed(parsed.node)
    accepted = accept_value(base, source, _ANY_ZONE)
    if isinstance(accepted, Reason):
        scope.fault(problems.BAD_DEFAULT, *at, "default", why=accepted.text)
        return None
    return computed(Literal(accepted, base.type))


def _copied(base: Field, path: str, scope: Scope, at: tuple[str, ...]) -> str:
    link, dot, _ = path.partition(".")
    said = scope.around.files[scope.entity].fields.get(link)
    if not dot or not isinstance(said, LinkField | PersonField):
        scope.fault(problems.BAD_COPY, *at, "copy_from", name=path)
    else:
        parsed = value({"field": path}, scope.names(), base.type)
        scope.add(parsed.diagnostics, *at, "copy_from")
    return path
