"""Faults that only show when the rooms are seen together: what nobody may do, fill, create, send or look at."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.access.duty import Duty, Right
from engine.conditions.names import of_parameter
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic, Problem
from engine.diagnostics.suggest import nearest
from engine.effects.consequence import Consequence
from engine.effects.effect import Create, Send, SetFields
from engine.packs import problems
from engine.packs.check_pages import check_pages
from engine.packs.check_pools import check_pools
from engine.packs.files import MANIFEST
from engine.packs.kinds import KINDS
from engine.packs.outline import Outline
from engine.packs.parts import inside, needs_of
from engine.packs.read import Loaded
from engine.packs.rooms import Rooms
from engine.packs.schemas import model_schema
from engine.packs.shape import walk
from engine.records.entity import Entity, Field, FieldKind
from engine.records.problems import KEPT_NO_FLIP
from engine.rules.loops import check_loops
from engine.values.plain import Json
from engine.workflows.consequences import consequences

_FILLED_BY_ENGINE = frozenset({FieldKind.SERIAL, FieldKind.ROLLUP, FieldKind.LINES})


def check_across(loaded: Loaded, outline: Outline, rooms: Rooms, *, whole: bool) -> list[Diagnostic]:
    """Everything that is wrong, or looks wrong, between the rooms of a pack.

    ``whole``: whether every definition could be compiled. Without it nothing is said of what is unused or never
    filled: the one that uses it may be what is missing.
    """
    found = [*_duties_and_transitions(loaded, rooms), *_loops(loaded, rooms), *_locales(loaded, outline)]
    found += [*check_pools(loaded, rooms), *_kept(loaded, rooms)]
    return (
        [
            *found,
            *_unused(loaded, rooms),
            *_parameters(rooms),
            *_filled(loaded, rooms),
            *check_pages(loaded, rooms),
        ]
        if whole
        else found
    )


def _path(loaded: Loaded, kind: str, id: str) -> str:
    definition = loaded.definitions.get(kind, {}).get(id)
    return definition.path if definition else f"{KINDS[kind].folder}/{id}.json"


def _loops(loaded: Loaded, rooms: Rooms) -> Iterator[Diagnostic]:
    """Rules that feed each other, told at the first of them."""
    moves: dict[str, Consequence] = {}
    for workflow in (one for whole in rooms.workflows.values() for one in whole.machines):
        for ref, one in consequences(workflow).items():
            moves[ref] = moves[ref].joined(one) if ref in moves else one
    for found in check_loops(tuple(rooms.rules.values()), rooms.entities, moves):
        rules = found.data["rules"]
        first = str(rules[0]) if isinstance(rules, list | tuple) else ""
        yield replace(found, file=_path(loaded, "rule", first))


def _kept(loaded: Loaded, rooms: Rooms) -> Iterator[Diagnostic]:
    """Kept fields by decision tables that look at now: nobody can compute when they change (E18)."""
    for name, entity in rooms.entities.items():
        for field in entity.fields.values():
            run = field.condition or field.formula
            tables = (
                {table for table, _ in run.needs.decisions} if run is not None and field.kept else set[str]()
            )
            asked = sorted(tables)
            while asked:
                table = rooms.decisions.get(asked.pop())
                if table is not None and "now" in table.needs.paths:
                    at = pointer("fields", field.id, "kept")
                    yield Diagnostic(KEPT_NO_FLIP, at, _path(loaded, "entity", name))
                    break
                asked += sorted(table.asks - tables) if table is not None else []
                tables |= table.asks if table is not None else set()


def _duties_and_transitions(loaded: Loaded, rooms: Rooms) -> Iterator[Diagnostic]:
    for workflow in (one for whole in rooms.workflows.values() for one in whole.machines):
        for transition in workflow.mine:
            duty = rooms.duties.get(transition.duty or "")
            if duty is not None and transition.ref not in duty.transitions:
                data: dict[str, Json] = {"transition": transition.ref, "duty": duty.id}
                at = pointer("transitions", transition.id, "duty")
                yield Diagnostic(problems.DUTY_SILENT, at, _path(loaded, "workflow", workflow.file), data)
    for duty in rooms.duties.values():
        for ref in sorted(duty.transitions):
            entity, _, name = ref.partition(".")
            workflow = rooms.workflows.get(entity)
            takes = (
                [one.transitions[name].duty for one in workflow.own if name in one.transitions]
                if workflow
                else []
            )
            if takes and duty.id not in takes:
                data = {"transition": ref, "duty": duty.id}
                yield Diagnostic(
                    problems.DUTY_VAIN, "/allows/transitions", _path(loaded, "duty", duty.id), data
                )


def _unused(loaded: Loaded, rooms: Rooms) -> Iterator[Diagnostic]:
    held = {role for duty in rooms.duties.values() for role in duty.held_by}
    sent = {effect.message for effect in inside((rooms.workflows, rooms.rules, rooms.approvals), Send)}
    sent |= {approval.nudge.message for approval in rooms.approvals.values() if approval.nudge is not None}
    sent |= {approval.copied_by for approval in rooms.approvals.values() if approval.copied_by is not None}
    for kind, ids, used, problem in (
        ("role", rooms.roles, held, problems.UNUSED_ROLE),
        ("message", rooms.messages, sent, problems.UNUSED_MESSAGE),
    ):
        yield from (Diagnostic(problem, file=_path(loaded, kind, id)) for id in sorted(set(ids) - used))


def _parameters(rooms: Rooms) -> Iterator[Diagnostic]:
    compiled = (
        rooms.entities,
        rooms.workflows,
        rooms.forms,
        rooms.duties,
        rooms.rules,
        rooms.invariants,
        rooms.decisions,
        rooms.limits,
        rooms.approvals,
        rooms.pools,
        rooms.messages,
        rooms.quiet_hours,
        rooms.metrics,
        rooms.pages,
        rooms.documents,
    )
    looked = {
        of_parameter(path.removeprefix("parameter."))[0]
        for needs in needs_of(compiled)
        for path in needs.paths
    }
    looked |= {message.switch or "" for message in rooms.messages.values()}
    for name in sorted(set(rooms.parameters) - looked):
        yield Diagnostic(problems.UNUSED_PARAMETER, pointer("parameters", name), MANIFEST)


def _filled(loaded: Loaded, rooms: Rooms) -> Iterator[Diagnostic]:
    written = _written(rooms)
    made = {effect.entity for effect in inside((rooms.workflows, rooms.rules, rooms.approvals), Create)}
    for id, entity in rooms.entities.items():
        if entity.builtin or entity.part_of is not None:
            continue
        file = _path(loaded, "entity", id)
        creators = [duty for duty in rooms.duties.values() if id in duty.create]
        if not creators and id not in made:
            yield Diagnostic(problems.NO_CREATOR, file=file)
            continue
        for field in entity.fields.values():
            if _is_entered(field) and field.id not in written.get(id, set()) and field.id not in written[""]:
                yield Diagnostic(
                    problems.NEVER_FILLED, pointer("fields", field.id), file, {"field": field.id}
                )
        for duty in creators:
            yield from _required(entity, duty, rooms, _path(loaded, "duty", duty.id))


def _required(entity: Entity, duty: Duty, rooms: Rooms, file: str) -> Iterator[Diagnostic]:
    """Required fields that somebody who may create a record by this duty may not write."""
    for role in sorted(duty.held_by):
        may = {
            name
            for other in rooms.duties.values()
            if role in other.held_by
            for name, right in other.fields.get(entity.id, {}).items()
            if right is Right.WRITE
        }
        for field in entity.fields.values():
            if _is_entered(field) and field.required and field.default is None and field.id not in may:
                data: dict[str, Json] = {"entity": entity.id, "duty": duty.id, "field": field.id}
                yield Diagnostic(problems.REQUIRED_UNWRITABLE, pointer("allows", "create"), file, data)


def _is_entered(field: Field) -> bool:
    """Whether somebody has to give the field its value."""
    return (
        not field.derived and field.kind not in _FILLED_BY_ENGINE and field.copy_from is None and field.stored
    )


def _written(rooms: Rooms) -> Mapping[str, set[str]]:
    """Entity -> fields that a duty, a form or an effect may fill; under "" those set on some record or other."""
    found: dict[str, set[str]] = {"": set()}
    for duty in rooms.duties.values():
        for entity, rights in duty.fields.items():
            found.setdefault(entity, set()).update(
                name for name, right in rights.items() if right is Right.WRITE
            )
    for form in rooms.forms.values():
        found.setdefault(form.entity, set()).update(item.path for item in form.items.values() if not item.own)
    for effect in inside((rooms.workflows, rooms.rules, rooms.approvals), (SetFields, Create)):
        if isinstance(effect, SetFields):
            found[""].update(effect.values)
        else:
            found.setdefault(effect.entity, set()).update(effect.values)
            found[""].update((effect.link,) if effect.link else ())
    return found


def _locales(loaded: Loaded, outline: Outline) -> Iterator[Diagnostic]:
    declared = outline.manifest.locales
    for path, document in loaded.source.items():
        kind = next(
            (one for one in KINDS.values() if one.folder == path.rpartition("/")[0].partition("/")[0]), None
        )
        if kind is None:
            continue
        for at, key, part, nodes in walk(model_schema(kind.model), document):
            if key not in ("label", "help", "message") or not isinstance(part, Mapping):
                continue
            if any(node.get("properties") for node in nodes):
                continue
            for locale in part:
                if locale not in declared:
                    yield _undeclared(
                        problems.UNDECLARED_LOCALE, at + pointer(locale), path, locale, declared
                    )


def _undeclared(problem: Problem, at: str, path: str, locale: str, declared: tuple[str, ...]) -> Diagnostic:
    suggestion = nearest(locale, declared)
    return Diagnostic(
        problem, at, path, {"locale": locale} | ({"suggestion": suggestion} if suggestion else {})
    )
