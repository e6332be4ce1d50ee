"""What may be wrong with a form, and the form ready to run."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from engine.conditions.compiled import Guard, guard
from engine.conditions.names import Catalogue, Names
from engine.conditions.parse import condition
from engine.conditions.types import Kind, Type
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic, Problem, Severity, inside
from engine.diagnostics.suggest import nearest
from engine.effects.surroundings import Surroundings
from engine.forms import problems
from engine.forms.check_presets import keys_apart, preset_values
from engine.forms.default import row_form
from engine.forms.form import Check, Form, Item, Preset, Section
from engine.forms.model import CheckFile, FormFile, ItemFile, LinesFile, PresetFile, SectionFile
from engine.forms.shape import shape_of
from engine.records.ask import ask_field
from engine.records.entity import Field, FieldKind
from engine.values.plain import Json

_ID = re.compile(r"[a-z][a-z0-9_]{0,47}")
OPTION = "(option)"  # stands for the entity of an enum's candidates: each has nothing but an ``id``


@dataclass(frozen=True, slots=True)
class _Scope:
    form: str
    names: Names
    around: Surroundings
    found: list[Diagnostic] = field(default_factory=list[Diagnostic])

    def fault(self, problem: Problem, *at: str | int, **data: Json) -> None:
        self.found.append(Diagnostic(problem, pointer(*at), data=data))

    def unknown(
        self, problem: Problem, name: str, known: Iterable[str], *at: str | int, **data: Json
    ) -> None:
        meant = nearest(name, known)
        self.fault(problem, *at, name=name, **data, **({"suggestion": meant} if meant else {}))


def check(file_id: str, file: FormFile, around: Surroundings) -> tuple[Form | None, list[Diagnostic]]:
    """The form that a file describes, compiled, and everything that is wrong with it.

    ``around.inputs`` holds what the form brings (``outline.inputs_of``). The form is None when there is an error;
    diagnostics carry pointers into the file.
    """
    names = Names(around.catalogue, file.entity, input=around.inputs.get(file_id, {}))
    scope = _Scope(file_id, names, around)
    if not _ID.fullmatch(file_id):
        scope.fault(problems.BAD_ID, name=file_id)
    if file.entity not in around.entities:
        scope.unknown(problems.UNKNOWN_ENTITY, file.entity, around.entities, "entity")
        return None, scope.found
    _check_steps(file, scope)
    sections = tuple(_section(name, file.sections[name], scope) for name in _ordered(file.sections))
    items: dict[str, Item] = {}
    for section in sections:
        for item in section.items:
            if item.path in items:
                scope.fault(problems.TWICE, "sections", section.id, "items", item.path, name=item.path)
            items[item.path] = item
    if not file.steps and not any(section.items for section in file.sections.values()):
        scope.fault(problems.NO_ITEMS, "sections")
    checks = (_cross_check(name, said, items, scope) for name, said in file.checks.items())
    judged = tuple(found for found in checks if found is not None)
    presets = tuple(_preset(name, file.presets[name], items, scope) for name in _ordered(file.presets))
    scope.found.extend(keys_apart(file))
    failed = any(found.severity is Severity.ERROR for found in scope.found)
    shape = None if failed else shape_of(items)
    form = Form(
        file_id, file.entity, file.label, sections, judged, file.steps, items, file.key, presets, shape
    )
    return None if failed else form, scope.found


def _preset(name: str, said: PresetFile, items: Mapping[str, Item], scope: _Scope) -> Preset:
    if not _ID.fullmatch(name):
        scope.fault(problems.BAD_ID, "presets", name, name=name)
    values, found = preset_values(said, items, scope.names)
    scope.found.extend(inside(found, pointer("presets", name, "values")))
    return Preset(name, said.label, values, said.key)


def _ordered(
    parts: Mapping[str, SectionFile] | Mapping[str, ItemFile] | Mapping[str, PresetFile],
) -> list[str]:
    return sorted(parts, key=lambda name: (parts[name].order, name))


def _check_steps(file: FormFile, scope: _Scope) -> None:
    if file.steps and (file.sections or file.checks or file.presets):
        scope.fault(problems.STEPS_ALONE, "steps")
    for index, step in enumerate(file.steps):
        entity = scope.around.form_entities.get(step)
        if entity is None or step == scope.form:
            scope.unknown(problems.UNKNOWN_STEP, step, scope.around.form_entities, "steps", index)
        elif entity != file.entity:
            scope.fault(problems.STEP_OF_OTHER, "steps", index, name=step, entity=entity)
        elif step in file.steps[:index]:
            scope.fault(problems.STEP_TWICE, "steps", index, name=step)
        elif any("." in name for name in scope.around.inputs.get(step, {})):
            scope.fault(problems.STEP_OF_STEPS, "steps", index, name=step)


def _section(name: str, said: SectionFile, scope: _Scope) -> Section:
    at = ("sections", name)
    if not _ID.fullmatch(name):
        scope.fault(problems.BAD_ID, *at, name=name)
    found = (_item(path, said.items[path], scope, (*at, "items", path)) for path in _ordered(said.items))
    return Section(
        name,
        said.label,
        said.order,
        tuple(item for item in found if item is not None),
        said.columns,
        _judged(said.visible, scope, *at, "visible"),
        _as_written(visible=said.visible),
    )


def _item(path: str, said: ItemFile, scope: _Scope, at: tuple[str, ...]) -> Item | None:
    entity = scope.names.entity or ""
    field = _field_at(entity, path, scope, at) if said.ask is None else _asked(path, said, scope, at)
    if field is None:
        return None
    shown = said.ask is None and (
        "." in path or field.common or field.derived or field.kind is FieldKind.SERIAL
    )
    if shown:
        for key in ("required", "choices"):
            if getattr(said, key):
                scope.fault(problems.NEVER_WRITTEN, *at, key, name=path, key=key)
    return Item(
        path,
        field,
        said.order,
        said.label or field.label,
        said.help or field.help,
        _judged(said.visible, scope, *at, "visible"),
        _judged(said.required, scope, *at, "required"),
        True if shown else _judged(said.readonly, scope, *at, "readonly"),
        None if said.choices is None or shown else _choices(field, said.choices, scope, *at, "choices"),
        said.span,
        own=said.ask is not None,
        lines=_lines(path, field, said.lines, scope, at),
        said=_as_written(
            visible=said.visible,
            required=said.required,
            readonly=said.readonly,
            choices=said.choices,
        ),
    )


def _asked(name: str, said: ItemFile, scope: _Scope, at: tuple[str, ...]) -> Field | None:
    entity = scope.around.entities[scope.names.entity or ""]
    if not _ID.fullmatch(name):
        scope.fault(problems.BAD_ID, *at, name=name)
    if entity.field(name) is not None:
        scope.fault(problems.ASKED_FIELD, *at, "ask", name=name)
    if said.ask is None:
        return None
    found, diagnostics = ask_field(name, said.ask, entity.id, scope.around.catalogue, scope.around.entities)
    scope.found.extend(inside(diagnostics, pointer(*at, "ask")))
    return found


def _field_at(entity: str, path: str, scope: _Scope, at: tuple[str, ...]) -> Field | None:
    """The field at the end of a path; None (reported) when there is none."""
    *links, last = path.split(".")
    for link in links:
        found = scope.around.entities[entity].field(link)
        targets = found.type.to if found and found.type.kind is Kind.LINK else ()
        if len(targets) != 1 or targets[0] not in scope.around.entities:
            scope.unknown(
                problems.UNKNOWN_FIELD, path, scope.around.entities[entity].fields, *at, entity=entity
            )
            return None
        entity = targets[0]
    field = scope.around.entities[entity].field(last)
    if field is None:
        scope.unknown(problems.UNKNOWN_FIELD, last, scope.around.entities[entity].fields, *at, entity=entity)
    elif links and field.kind is FieldKind.LINES:
        scope.fault(problems.UNKNOWN_FIELD, *at, name=path, entity=entity)
        return None
    return field


def _lines(
    path: str, field: Field, said: LinesFile | None, scope: _Scope, at: tuple[str, ...]
) -> Form | None:
    if field.kind is not FieldKind.LINES or field.lines is None:
        if said is not None:
            scope.fault(problems.NO_LINES, *at, "lines")
        return None
    rows = scope.around.entities[field.lines]
    if said is None:
        return row_form(path, rows)
    # In a row plain names are the row's, and record. is the record that the form is about.
    names = Names(scope.around.catalogue, rows.id, outer=scope.names.entity, input=scope.names.input)
    inner = replace(scope, names=names)
    found = (
        _item(name, said.items[name], inner, (*at, "lines", "items", name)) for name in _ordered(said.items)
    )
    items = tuple(item for item in found if item is not None)
    for item in items:
        if item.own:
            scope.fault(
                problems.UNKNOWN_FIELD, *at, "lines", "items", item.path, name=item.path, entity=rows.id
            )
    return Form(
        path, rows.id, rows.label, (Section("row", {}, 0, items),), items={item.path: item for item in items}
    )


def _choices(field: Field, source: Json, scope: _Scope, *at: str) -> Guard | None:
    catalogue = scope.around.catalogue
    if field.kind in (FieldKind.ENUM, FieldKind.ENUMS):
        option = {"id": Type(Kind.ENUM, options=tuple(field.options))}
        catalogue = Catalogue({**catalogue.entities, OPTION: option}, parameters=catalogue.parameters)
        names = Names(catalogue, OPTION, outer=scope.names.entity, input=scope.names.input)
    elif field.type.kind is Kind.LINK and len(field.type.to) == 1:
        names = Names(catalogue, field.type.to[0], outer=scope.names.entity, input=scope.names.input)
    else:
        scope.fault(problems.NO_CHOICES, *at)
        return None
    judged = _judged(source, replace(scope, names=names), *at)
    return judged if isinstance(judged, Guard) else None


def _judged(source: Json, scope: _Scope, *at: str) -> Guard | bool:
    if isinstance(source, bool):
        return source
    parsed = condition(source, scope.names)
    scope.found.extend(inside(parsed.diagnostics, pointer(*at)))
    return False if parsed.tree is None else guard(parsed.tree)


def _cross_check(name: str, said: CheckFile, items: Mapping[str, Item], scope: _Scope) -> Check | None:
    at = ("checks", name)
    if not _ID.fullmatch(name):
        scope.fault(problems.BAD_ID, *at, name=name)
    for index, path in enumerate(said.fields):
        if path not in items:
            scope.unknown(problems.CHECK_FIELD, path, items, *at, "fields", index)
    parsed = condition(said.fails_when, scope.names)
    scope.found.extend(inside(parsed.diagnostics, pointer(*at, "fails_when")))
    tree = parsed.tree
    return None if tree is None else Check(name, guard(tree), said.message, said.fields, said.fails_when)


def _as_written(**said: Json) -> dict[str, Json]:
    """The conditions among these, without those that are plainly true or false."""
    return {
        key: source for key, source in said.items() if source is not None and not isinstance(source, bool)
    }
