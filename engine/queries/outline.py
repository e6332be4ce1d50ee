"""What a release holds, as a client draws it: entities, fields, states, transitions. Made once for each release.

Labels go out in every language at once, so that another language needs no other answer. What is here is everything; what
one actor sees of it is cut out of it (``workspace``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from engine.conditions.types import Kind
from engine.forms.form import Form
from engine.packs.release import Release
from engine.queries.recognized import recognized
from engine.records.entity import Entity, Field, FieldKind
from engine.records.present import plain_number
from engine.values.keyed import Keyed
from engine.values.plain import Json
from engine.workflows.targets import named, resting
from engine.workflows.workflow import Transition, Workflow

_HEADINGS = 2  # as few as tell anything apart
_MOMENTS = frozenset({Kind.DATE, Kind.DATETIME})


@dataclass(frozen=True, slots=True)
class EntityOutline:
    """One entity.

    ``said`` is what everybody is told who may see it. ``fields`` by their ids, without the right. ``forms``: those that
    no transition asks for and that are no step of another, for making and changing a record. ``fillable``: the fields that
    each of them may bring; ``at_steps``: those that only forms of transitions bring. ``days``: the fields with a date or
    moment, for a calendar.
    """

    said: Mapping[str, Json]
    fields: Mapping[str, Mapping[str, Json]]
    forms: tuple[Json, ...]
    fillable: Mapping[str, frozenset[str]]
    at_steps: frozenset[str]
    days: tuple[str, ...]


def outlines(release: Release) -> Mapping[str, EntityOutline]:
    """Every entity of a release, by its id."""
    return _outlines(Keyed(release.id, release))


@lru_cache(maxsize=16)
def _outlines(keyed: Keyed[Release]) -> Mapping[str, EntityOutline]:
    return {id: _entity(keyed.value, entity) for id, entity in keyed.value.entities.items()}


def _entity(release: Release, entity: Entity) -> EntityOutline:
    fields = {field.id: field for field in (*entity.fields.values(), *entity.common.values())}
    workflow = release.workflows.get(entity.id)
    if workflow is None:
        fields.pop("state", None)
        fields.pop("entered_at", None)
    next_action = entity.next_action
    said: dict[str, Json] = {
        "label": dict(entity.label),
        "title": entity.title,
        "named_by": [*entity.named_by],
        "part_of": ".".join(entity.part_of) if entity.part_of else None,
        "numbered": entity.serial is not None,
        "builtin": entity.builtin,
        "next_action": {"at": next_action.at, "what": next_action.what} if next_action else None,
        "mergeable": entity.merge is not None,
        "recognizes": recognized(release, entity),
        "pools": [id for id, pool in release.pools.pools.items() if pool.entity == entity.id],
        "board": workflow is not None,
        "keys": _keys(release, entity),
        "sections": _sections(_plain_forms(release, entity)),
        "story": [
            {
                "entity": one.entity,
                "link": one.link,
                "show": [*one.show],
                "pinned": one.pinned,
                "listed": one.listed,
            }
            for one in entity.story
        ],
        **_moves(workflow),
    }
    days = [id for id, field in fields.items() if field.type.kind in _MOMENTS and field.stored]
    own = [form for form in release.forms.values() if form.entity == entity.id]
    plain = _plain_forms(release, entity)
    fillable = {form.id: _fillable(form) for form in plain}
    steps = frozenset(name for form in own if form.id not in fillable for name in _fillable(form))
    return EntityOutline(
        said,
        {id: _field(entity, field) for id, field in fields.items()},
        tuple({"id": form.id, "label": dict(form.label)} for form in plain),
        fillable,
        steps.difference(*fillable.values()),
        tuple(days),
    )


def _moves(workflow: Workflow | None) -> dict[str, Json]:
    if workflow is None:
        return {"states": {}, "path": [], "transitions": {}, "variants": {}, "tracks": {}}
    moves: dict[str, Json] = {
        id: _transition(workflow.tracks.get(one.track or "", workflow), one)
        for id, one in workflow.transitions.items()
    }
    return {
        "states": _states(workflow),
        "path": [*workflow.path],
        "transitions": moves,
        "variants": {
            one.variant: {"label": dict(one.label), "path": [*one.path]}
            for one in workflow.own
            if one.variant is not None
        },
        "tracks": {
            id: {"label": dict(track.label), "states": _states(track), "path": [*track.path]}
            for id, track in workflow.tracks.items()
        },
    }


def _states(workflow: Workflow) -> dict[str, Json]:
    order = {state: number for number, state in enumerate(workflow.shown, 1)}
    first = {state for one in workflow.own for state in resting(named(one.initial.node), one.states)}
    return {
        id: {
            "label": dict(state.label),
            "group": state.group,
            "parent": state.parent,
            "initial": id in first,
            "final": state.final,
            "order": order.get(id),
            "pool": workflow.pool(id),
            "approval": state.approval,
            "may_go_stale": state.stale is not None,
        }
        for id, state in sorted(workflow.states.items(), key=lambda item: order.get(item[0], 0))
    }


def _transition(workflow: Workflow, one: Transition) -> Json:
    """``workflow``: the machine that it is of, which may be a track."""
    return {
        "label": dict(one.label),
        "from": [state for state in workflow.shown if state in one.sources],
        "to": [state for state in workflow.shown if state in workflow.goes.get(one.id, frozenset())],
        "form": one.form,
        "duty": one.duty,
        "automatic": one.automatic,
        "merges": one.merges,
        "order": one.order,
        "track": one.track,
    }


def _plain_forms(release: Release, entity: Entity) -> list[Form]:
    """By their ids: what can be filled in to make or change a record."""
    asked = {
        form for flow in release.workflows.values() for id in flow.transitions for form in flow.forms(id)
    }
    steps = {step for form in release.forms.values() for step in form.steps}
    return [
        form
        for id, form in sorted(release.forms.items())
        if form.entity == entity.id and id not in asked and id not in steps
    ]


def _fillable(form: Form) -> frozenset[str]:
    return frozenset(
        path
        for path, item in form.items.items()
        if "." not in path and not item.own and item.readonly is not True
    )


def _sections(forms: Sequence[Form]) -> list[Json]:
    """How the fields of a record are read: under the headings of the form that lays out most of them; none without headings."""
    widest = max(forms, key=lambda form: len(_fillable(form)), default=None)
    headed = [one for one in widest.sections if one.label] if widest else []
    if len(headed) < _HEADINGS:
        return []
    return [
        {
            "label": dict(one.label),
            "fields": [item.path for item in one.items if "." not in item.path and not item.own],
        }
        for one in headed
    ]


def _keys(release: Release, entity: Entity) -> list[Json]:
    """What one key does beside a record: the forms that are about it, and those that make something linked to it."""
    found: list[Json] = []
    for id, form in sorted(release.forms.items()):
        link = None if form.entity == entity.id else _link(form, entity.id)
        if form.entity != entity.id and link is None:
            continue
        place: dict[str, Json] = {"form": id, "entity": form.entity, "link": link}
        if form.key is not None:
            found.append({"key": form.key, "label": dict(form.label), **place, "preset": None})
        found += (
            {"key": one.key, "label": dict(one.label), **place, "preset": one.id}
            for one in form.presets
            if one.key is not None
        )
    return found


def _link(form: Form, entity: str) -> str | None:
    """The field of a form that can say which record it is about."""
    fitting = (item.path for item in form.items.values() if not item.own and item.readonly is not True)
    return next((path for path in fitting if entity in form.items[path].field.to), None)


def _field(entity: Entity, field: Field) -> Mapping[str, Json]:
    """What there is to know about a field; what says nothing is left out."""
    clocked = field.clock is not None
    found: dict[str, Json] = {
        "kind": field.kind.value,
        "label": dict(field.label),
        "help": dict(field.help),
        "required": field.required,
        "dedupe": field.dedupe,
        "common": field.common,
        "derived": field.derived or field.kind is FieldKind.SERIAL,
        "stored": field.stored,
        "class": "" if field.sensitivity == "normal" else field.sensitivity,
        "mask": field.mask,
        "max_length": field.max_length,
        "minimum": plain_number(field.minimum) if field.minimum is not None else None,
        "maximum": plain_number(field.maximum) if field.maximum is not None else None,
        "pattern": field.pattern,
        "region": field.region,
        "currency": field.currency or (field.type.currency if field.type.kind is Kind.MONEY else None),
        "to": [*field.to],
        "lines": field.lines,
        "sum_of": _sum_of(entity, field),
        "copy_from": field.copy_from,
        "clock": field.clock if clocked else None,
        "options": _options(field),
    }
    return {name: said for name, said in found.items() if said not in (None, False, "", [], {})}


def _sum_of(entity: Entity, field: Field) -> str | None:
    """``list.column`` of which a roll-up is the sum over all rows."""
    said = field.rollup
    if said is None or said.of or said.where is not None or said.function != "sum" or said.field is None:
        return None
    lists = (one.id for one in entity.fields.values() if one.lines == said.entity)
    return next((f"{one}.{said.field}" for one in lists), None)


def _options(field: Field) -> Json:
    return {
        id: {"label": dict(one.label), "order": number}
        for number, (id, one) in enumerate(field.options.items(), 1)
    }
