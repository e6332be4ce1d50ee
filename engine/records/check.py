"""Phase two: what may be wrong with an entity, and the entity ready to run."""

import re

from engine.conditions.compiled import Guard, guard
from engine.conditions.names import RESERVED
from engine.conditions.parse import condition
from engine.conditions.types import UNKNOWN
from engine.diagnostics.problem import Diagnostic, Severity
from engine.diagnostics.suggest import nearest
from engine.records import problems
from engine.records.builtin import BUILTIN, BUILTIN_TYPES
from engine.records.catalogue import parent_of
from engine.records.clock_parts import clock_fields, clocks_of, part_types
from engine.records.common import COMMON_NAMES, common_fields
from engine.records.derived import derived_order
from engine.records.entity import Entity, Field, FieldKind, NextAction, Unique
from engine.records.fields import field_of
from engine.records.flips import flips_of
from engine.records.model import ClockField, EntityFile, LinesField, UniqueFile
from engine.records.naming import check_named_by
from engine.records.scope import Around, Scope
from engine.records.serial import serial
from engine.records.story import story_of

_ID = re.compile(r"[a-z][a-z0-9_]{0,47}")
_MAX_FIELDS = 300
_TOGETHER = frozenset({FieldKind.ENUMS, FieldKind.LINES})
_NOT_COMPARED = frozenset(
    {
        FieldKind.LONG_TEXT,
        FieldKind.ADDRESS,
        FieldKind.FILE,
        FieldKind.IMAGE,
        FieldKind.ENUMS,
        FieldKind.LINES,
    }
)
_MOMENTS = frozenset({FieldKind.DATE, FieldKind.DATETIME})
_SAYS = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.ENUM})


def check(file_id: str, file: EntityFile, around: Around) -> tuple[Entity | None, list[Diagnostic]]:
    """The entity that a file describes, compiled, and everything that is wrong with it.

    ``file`` is the one in ``around.files`` (with the built-in fields, for ``person`` and ``centre``). The entity is
    None when there is an error; diagnostics carry pointers into the file.
    """
    scope = Scope(file_id, around)
    _check_names(file_id, file, scope)
    _check_part(file, scope)
    if file.serial is not None and serial(file.serial) is None:
        scope.fault(problems.BAD_SERIAL, "serial", name=file.serial)
    types = around.catalogue.entities.get(file_id, {})
    compiled = {
        name: field_of(name, said, types.get(name, UNKNOWN), scope, ("fields", name))
        for name, said in file.fields.items()
    }
    fields = {name: field for name, field in compiled.items() if field is not None}
    fields |= clock_fields(file.fields)
    parent = parent_of(file)
    common = common_fields(parent, around.states.get(file_id), around.state_labels.get(file_id))
    common |= around.columns.get(file_id, {})
    _check_title(file, fields, scope)
    check_named_by(file, fields, scope)
    _check_duplicate_of(file, fields, scope)
    entity = Entity(
        file_id,
        file.label,
        fields,
        common,
        title=file.title,
        named_by=file.named_by,
        duplicate_of=file.duplicate_of,
        serial=file.serial,
        part_of=(parent, (file.part_of or "").partition(".")[2]) if parent else None,
        unique={name: _unique(name, said, fields | common, scope) for name, said in file.unique.items()},
        derived_order=derived_order(fields, scope),
        has_workflow=file_id in around.states,
        builtin=file_id in BUILTIN,
        was=file.was,
        next_action=_next_action(file, fields, scope),
        story=story_of(file_id, file, scope),
        stays=file_id in around.staying,
        tells=frozenset(file.duplicates.tells if file.duplicates else ()),
        merge=_merge(file, fields, scope),
        clocks=clocks_of(file.fields),
        flips=flips_of(fields, scope, in_list=parent is not None),
    )
    if file.duplicates is not None and not entity.compared:
        scope.fault(problems.TELLS_OF_NONE, "duplicates", entity=file_id)
    failed = any(found.severity is Severity.ERROR for found in scope.found)
    return None if failed else entity, scope.found


def _merge(file: EntityFile, fields: dict[str, Field], scope: Scope) -> dict[str, str] | None:
    """Field -> how its values become one, for every field that has a value of its own or is a list."""
    if file.merge is None:
        return None
    for name, how in file.merge.items():
        field = fields.get(name)
        if name == "*" and how != "both":
            continue
        if field is None:
            meant = nearest(name, fields)
            more = {"suggestion": meant} if meant else {}
            scope.fault(problems.UNKNOWN_MERGED, "merge", name, name=name, **more)
        elif field.derived or field.kind in (FieldKind.ROLLUP, FieldKind.SERIAL):
            scope.fault(problems.MERGED_DERIVED, "merge", name, name=name)
        elif (how == "both" and field.kind not in _TOGETHER) or (
            how == "newest" and field.kind is FieldKind.LINES
        ):
            scope.fault(problems.NOT_MERGED_SO, "merge", name, name=name, how=how)
    others = file.merge.get("*", "keep")
    kept = {name: one for name, one in fields.items() if one.stored and not one.derived}
    found = {
        name: file.merge.get(name, others) for name, one in kept.items() if one.kind is not FieldKind.SERIAL
    }
    lists = [name for name, one in fields.items() if one.kind is FieldKind.LINES]
    return found | {name: file.merge.get(name, "keep") for name in lists}


def _check_names(file_id: str, file: EntityFile, scope: Scope) -> None:
    if not _ID.fullmatch(file_id):
        scope.fault(problems.BAD_ID, name=file_id)
    if not file.label:
        scope.fault(problems.NO_LABEL, name=file_id)
    if len(file.fields) > _MAX_FIELDS:
        scope.fault(problems.TOO_MANY_FIELDS, "fields", limit=_MAX_FIELDS)
    for name, said in file.fields.items():
        builtin = BUILTIN_TYPES.get(file_id, {}).get(name, said.type)
        if not _ID.fullmatch(name):
            scope.fault(problems.BAD_ID, "fields", name, name=name)
        elif name in COMMON_NAMES or name in scope.around.columns.get(file_id, {}):
            scope.fault(problems.COMMON_FIELD, "fields", name, name=name)
        elif name in RESERVED:
            scope.fault(problems.RESERVED_ID, "fields", name, name=name)
        elif isinstance(said, ClockField) and (taken := sorted(part_types(name).keys() & file.fields.keys())):
            scope.fault(problems.CLOCK_NAMES, "fields", taken[0], name=taken[0], clock=name)
        elif said.type != builtin:
            scope.fault(problems.BUILTIN_TYPE, "fields", name, "type", name=name, type=builtin)


def _check_part(file: EntityFile, scope: Scope) -> None:
    if file.part_of is None:
        return
    parent, _, name = file.part_of.partition(".")
    above = scope.around.files.get(parent)
    lists = [
        f"{e}.{f}"
        for e, other in scope.around.files.items()
        for f, said in other.fields.items()
        if isinstance(said, LinesField)
    ]
    if above is None or not isinstance(above.fields.get(name), LinesField):
        meant = nearest(file.part_of, lists)
        scope.fault(
            problems.UNKNOWN_PARENT, "part_of", name=file.part_of, **({"suggestion": meant} if meant else {})
        )
    if scope.entity in BUILTIN:
        scope.fault(problems.LINE_HAS, "part_of", name=scope.entity)
    for field, said in file.fields.items():
        if isinstance(said, LinesField):
            scope.fault(problems.LINE_OF_LINE, "fields", field)
    if scope.entity in scope.around.states:
        scope.fault(problems.LINE_HAS, "part_of", name="workflow")
    if file.serial is not None:
        scope.fault(problems.LINE_HAS, "serial", name="number")


def _check_title(file: EntityFile, fields: dict[str, Field], scope: Scope) -> None:
    if file.title is None or (file.title == "number" and file.part_of is None):
        return
    field = fields.get(file.title)
    if field is None:
        meant = nearest(file.title, fields)
        scope.fault(
            problems.UNKNOWN_TITLE, "title", name=file.title, **({"suggestion": meant} if meant else {})
        )
    elif not field.stored:
        scope.fault(problems.TITLE_NOT_STORED, "title", name=file.title)


def _check_duplicate_of(file: EntityFile, fields: dict[str, Field], scope: Scope) -> None:
    field = fields.get(file.duplicate_of or "")
    if file.duplicate_of is not None and (field is None or not field.stored or field.to != (scope.entity,)):
        scope.fault(problems.NOT_A_DUPLICATE_LINK, "duplicate_of", name=file.duplicate_of)


def _next_action(file: EntityFile, fields: dict[str, Field], scope: Scope) -> NextAction | None:
    said = file.next_action
    if said is None:
        return None
    if file.part_of is not None:
        scope.fault(problems.LINE_HAS, "next_action", name="next_action")
    for key, name, kinds in (("at", said.at, _MOMENTS), ("what", said.what, _SAYS)):
        field = fields.get(name) if name else None
        if name is not None and (field is None or not field.stored or field.kind not in kinds):
            meant = None if field else nearest(name, fields)
            problem = problems.NOT_A_MOMENT if key == "at" else problems.NOT_AN_ACTION
            scope.fault(problem, "next_action", key, name=name, **({"suggestion": meant} if meant else {}))
    return NextAction(said.at, said.what)


def _unique(name: str, said: UniqueFile, fields: dict[str, Field], scope: Scope) -> Unique:
    at = ("unique", name)
    if not _ID.fullmatch(name):
        scope.fault(problems.BAD_ID, *at, name=name)
    for index, field in enumerate(said.fields):
        found = fields.get(field)
        if found is None or not found.stored or found.kind in _NOT_COMPARED:
            meant = None if found else nearest(field, fields)
            scope.fault(
                problems.UNIQUE_FIELD,
                *at,
                "fields",
                index,
                name=field,
                **({"suggestion": meant} if meant else {}),
            )
    when = None if said.condition is None else _compared(said, fields, scope, at)
    return Unique(name, said.fields, said.label, when, absent_equal=said.absent == "equal")


def _compared(said: UniqueFile, fields: dict[str, Field], scope: Scope, at: tuple[str, ...]) -> Guard | None:
    parsed = condition(said.condition, scope.names())
    scope.add(parsed.diagnostics, *at, "if")
    if parsed.tree is None:
        return None
    found = guard(parsed.tree)
    looked = [
        *sorted(found.needs.paths),
        *(query.entity for query in found.needs.sets),
        *(t for t, _ in found.needs.decisions),
    ]
    for path in looked:
        if path not in fields or not fields[path].stored:
            scope.fault(problems.UNIQUE_CONDITION, *at, "if", name=path)
    return found
