"""Phase one of checking entities: the names and types of a pack, taken from its files alone.

Nothing is refused here: what cannot be typed is UNKNOWN, and ``check`` says why.
"""

from collections.abc import Mapping

from engine.conditions.names import Catalogue, SetLink
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
    UNKNOWN,
    Kind,
    Type,
)
from engine.records.clock_parts import PARTS, part_types
from engine.records.common import common_types
from engine.records.entity import Field
from engine.records.model import (
    ClockField,
    EntityFile,
    EnumField,
    FieldFile,
    LaterField,
    LinesField,
    LinkField,
    MoneyField,
    OptionFile,
    RollupField,
    SameAs,
)

_PLAIN: Mapping[str, Type] = {
    "integer": INTEGER,
    "decimal": NUMBER,
    "percent": NUMBER,
    "boolean": BOOLEAN,
    "date": DATE,
    "time": TIME,
    "datetime": DATETIME,
    "duration": DURATION,
    "person": PERSON,
}


def catalogue(
    files: Mapping[str, EntityFile],
    states: Mapping[str, Type],
    columns: Mapping[str, Mapping[str, Field]] | None = None,
    *,
    parameters: Mapping[str, Type] | None = None,
    decisions: Mapping[str, Mapping[str, Type]] | None = None,
    decision_entities: Mapping[str, str | None] | None = None,
    currency: str | None = None,
) -> Catalogue:
    """All names that conditions of a pack may use.

    Takes every entity file by id (the built-in ones included, see ``builtin.with_builtin``), the type of ``state`` by
    entity that has a workflow, the further common fields by entity (``columns``), the types of parameters and of the
    outputs of decisions, and the pack's currency.
    """
    return Catalogue(
        types_of(files, states, currency, columns),
        lines_of(files),
        parameters or {},
        decisions or {},
        decision_entities or {},
    )


def types_of(
    files: Mapping[str, EntityFile],
    states: Mapping[str, Type],
    currency: str | None = None,
    columns: Mapping[str, Mapping[str, Field]] | None = None,
) -> dict[str, dict[str, Type]]:
    """Entity -> field (own and common) -> type. Money without a currency of its own is in the pack's ``currency``."""
    return {
        entity: common_types(entity, parent_of(file), states.get(entity))
        | {name: field.type for name, field in (columns or {}).get(entity, {}).items()}
        | {name: type_of(field, files, entity, currency) for name, field in file.fields.items()}
        | {
            part: type_
            for name, field in file.fields.items()
            if isinstance(field, ClockField)
            for part, type_ in part_types(name).items()
        }
        for entity, file in files.items()
    }


def lines_of(files: Mapping[str, EntityFile]) -> dict[str, dict[str, SetLink]]:
    """Entity -> field of type lines -> the rows that say they are part of it."""
    found: dict[str, dict[str, SetLink]] = {}
    for row, file in files.items():
        parent, _, name = (file.part_of or "").partition(".")
        if parent in files and isinstance(files[parent].fields.get(name), LinesField):
            found.setdefault(parent, {}).setdefault(name, SetLink(row, "parent"))
    return found


def parent_of(file: EntityFile) -> str | None:
    """The entity whose lines these rows are; None of an entity that stands by itself."""
    return file.part_of.partition(".")[0] if file.part_of else None


def targets(field: LinkField) -> tuple[str, ...]:
    """The entities a link may point to."""
    return (field.to,) if isinstance(field.to, str) else field.to


def options_of(field: EnumField, files: Mapping[str, EntityFile]) -> Mapping[str, OptionFile] | None:
    """The options of an enum, or those of the field that it names; None when that field has none of its own."""
    if not isinstance(field.options, SameAs):
        return field.options
    entity, _, name = field.options.same_as.partition(".")
    other = files[entity].fields.get(name) if entity in files else None
    if isinstance(other, EnumField) and not isinstance(other.options, SameAs):
        return other.options
    return None


def type_of(
    field: FieldFile, files: Mapping[str, EntityFile], entity: str, currency: str | None = None
) -> Type:
    """The type of one field of ``entity``."""
    match field:
        case MoneyField():
            return Type(Kind.MONEY, currency=field.currency or currency)
        case EnumField():
            options = options_of(field, files)
            kind = Kind.ENUM if field.type == "enum" else Kind.ENUMS
            return UNKNOWN if options is None else Type(kind, options=tuple(options))
        case LinkField():
            return Type(Kind.LINK, to=targets(field))
        case RollupField():
            return _rollup_type(field, files, entity, currency)
        case LinesField():
            return Type(Kind.LIST, many=True)  # a path that comes here is told to use a set instead
        case ClockField():
            return Type(Kind.LIST, parts=tuple(PARTS))  # a path that ends here is told to name a part
        case LaterField():
            return UNKNOWN
        case _:
            return _PLAIN.get(field.type, TEXT)


def rows_of(of: str, files: Mapping[str, EntityFile], entity: str) -> SetLink | None:
    """The set that ``entity.link`` names, or (without a dot) the lines of ``entity``; None when there is no such set."""
    row, dot, link = of.partition(".")
    if not dot:
        return lines_of(files).get(entity, {}).get(of)
    if row in files and (link in files[row].fields or link in common_types(row, parent_of(files[row]), None)):
        return SetLink(row, link)
    return None


def _rollup_type(
    field: RollupField, files: Mapping[str, EntityFile], entity: str, currency: str | None
) -> Type:
    if field.function == "count":
        return INTEGER
    rows = rows_of(field.of, files, entity)
    if rows is None or field.field is None:
        return UNKNOWN
    said = files[rows.entity].fields.get(field.field)
    if said is None:
        return common_types(rows.entity, parent_of(files[rows.entity]), None).get(field.field, UNKNOWN)
    # A figure over figures is refused by ``check``: without this stop two of them could name each other for ever.
    return UNKNOWN if isinstance(said, RollupField) else type_of(said, files, rows.entity, currency)
