"""A page of records: from what was asked to what the store selects, and from its rows to what the actor may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from engine.access.duty import Scope
from engine.access.reach import OWNER_TEAM
from engine.conditions.names import Names, of_parameter
from engine.conditions.needs import Needs, needs
from engine.conditions.parse import condition
from engine.conditions.tree import Condition, Constant
from engine.diagnostics.refuse import as_reason, reason, refused
from engine.facts.answers import no_entity
from engine.facts.in_force import parameter_of
from engine.facts.scene import Scene, zone_of
from engine.ports.store import Selection, Sort
from engine.queries.problems import NO_SETS, TOO_LONG, TOO_MANY_SORTS, UNKNOWN_FIELD
from engine.queries.reading import conjunction, listable, readable_rows, visible_rows
from engine.queries.searching import sought
from engine.queries.show import Showing, shown
from engine.records.builtin import CENTRE
from engine.records.entity import Entity, Field, FieldKind
from engine.values.plain import Json
from engine.values.record import Record
from engine.values.refusal import Kind, Refusal

_PARAMETER = "parameter."
MOST_SORTS = 3
MOST_COMPARISONS = 20
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class ListAsk:
    """What somebody wants to see: a condition (JSON), sort keys (``-created_at``), fields, and a page.

    ``within``: a condition of the release that narrows it besides, such as that of a block of a page.
    """

    entity: str
    filter: Json = None
    sort: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    limit: int = 50
    cursor: str | None = None
    search: str | None = None
    count: bool = False
    purpose: str = "read"
    within: Condition | None = None


def select_records(scene: Scene, ask: ListAsk) -> Selection | Refusal:
    """What the store shall select: the filter, narrowed to what this actor may see and read.

    Refused: an entity of which the actor may see nothing (as one that does not exist), a filter or sort on a field
    that is not there or may not be read, too many sort keys, faults of the filter (each with its JSON Pointer).
    """
    visible = visible_rows(scene, ask.entity)
    if ask.entity not in scene.release.entities or visible == Constant(holds=False):
        return no_entity(ask.entity)
    entity = scene.release.entities[ask.entity]
    wanted = _filter(scene, ask)
    if isinstance(wanted, Refusal):
        return wanted
    if ask.within is not None:
        wanted = conjunction([ask.within, wanted])
    if len(ask.sort) > MOST_SORTS:
        return refused(Kind.INVALID, TOO_MANY_SORTS, {"limit": MOST_SORTS}, "/sort")
    sort = tuple(Sort(entity.spelled(key.lstrip("-")), key.startswith("-")) for key in ask.sort)
    looked_at = {path for path in needs(wanted).paths if not _outside(path)} | {key.path for key in sort}
    scopes = {path: readable_rows(scene, ask.entity, path) for path in sorted(looked_at)}
    unknown = [path for path, scope in scopes.items() if scope is None]
    if unknown:
        return Refusal(Kind.INVALID, tuple(reason(UNKNOWN_FIELD, {"field": path}) for path in unknown))
    readable = [scope for scope in scopes.values() if scope is not None]
    return Selection(
        entity=ask.entity,
        where=conjunction([visible, *readable, wanted]),
        facts=outer_facts(scene),
        fields=columns(scene, entity, ask.fields),
        sort=sort or (Sort("id", descending=True),),
        limit=min(max(ask.limit, 1), MOST_ROWS),
        cursor=ask.cursor,
        search=sought(scene, entity, ask.search, visible) if ask.search else (),
        count=ask.count,
    )


def show_rows(scene: Scene, ask: ListAsk, rows: Sequence[Record]) -> list[dict[str, Json]]:
    """The rows as this actor may see them; a field that is hidden on a row is not there."""
    entity = scene.release.entities[ask.entity]
    fields = _shown_fields(scene, entity, ask.fields)
    facts = outer_facts(scene)
    showing = Showing(scene, entity)
    return [_row(showing, scene, entity, row, fields, facts) for row in rows]


def _row(
    showing: Showing,
    scene: Scene,
    entity: Entity,
    row: Record,
    fields: Sequence[Field],
    facts: Mapping[str, object],
) -> dict[str, Json]:
    def gather(needs: Needs) -> Mapping[str, object]:
        if not needs.paths:
            return row.values
        known = {**row.values, **facts, "id": row.id}
        return known | _own_parameters(scene, entity, needs, known)

    return shown(row, row.values.get, showing.layout(fields, gather))


def _own_parameters(
    scene: Scene, entity: Entity, needs: Needs, known: Mapping[str, object]
) -> dict[str, object]:
    """The parameters that a row's own centre and days choose."""

    def of_centre(name: str) -> object:
        if entity.id == CENTRE:
            return known.get(name)
        return known.get("centre" if name == "id" else f"centre.{name}")

    def zone() -> ZoneInfo:
        name = of_centre("time_zone")
        return zone_of(name if isinstance(name, str) else scene.release.time_zone)

    return {
        path: parameter_of(scene, path.removeprefix(_PARAMETER), of_centre, known.get, zone)
        for path in needs.paths
        if path.startswith(_PARAMETER)
    }


def _filter(scene: Scene, ask: ListAsk) -> Condition | Refusal:
    if ask.filter is None:
        return Constant(holds=True)
    if _comparisons(ask.filter) > MOST_COMPARISONS:
        return refused(Kind.INVALID, TOO_LONG, {"limit": MOST_COMPARISONS}, "/filter")
    parsed = condition(ask.filter, Names(scene.release.catalogue, ask.entity))
    if parsed.tree is None or parsed.diagnostics:
        return Refusal(Kind.INVALID, tuple(as_reason(found, "/filter") for found in parsed.diagnostics))
    if needs(parsed.tree).sets or needs(parsed.tree).decisions:
        return refused(Kind.INVALID, NO_SETS, pointer="/filter")
    return parsed.tree


def _comparisons(said: Json) -> int:
    """How many comparisons a condition holds, at the most."""
    if isinstance(said, Mapping):
        return ("op" in said) + sum(_comparisons(part) for part in said.values())
    return sum(_comparisons(part) for part in said) if isinstance(said, (list, tuple)) else 0


def _outside(path: str) -> bool:
    """Whether a path names something that is no field of a record."""
    return path.split(".", maxsplit=1)[0] in {"actor", "parameter", "now", "zone"}


def outer_facts(scene: Scene) -> Mapping[str, object]:
    """What conditions on rows take from outside: the actor, parameters of the company, the moment, the pack's zone."""
    facts: dict[str, object] = {f"actor.{name}": value for name, value in scene.actor.values.items()}
    facts |= {f"parameter.{name}": scene.parameter(name, None) for name in scene.release.parameters}
    facts |= {"actor": scene.actor.person, "now": scene.now, "zone": zone_of(scene.release.time_zone)}
    # By it the store chooses those parameters that are not the same for all rows.
    return facts | {"settings": scene}


def _shown_fields(scene: Scene, entity: Entity, asked: tuple[str, ...]) -> tuple[Field, ...]:
    wanted = {entity.spelled(name) for name in asked}
    every = (*entity.common.values(), *entity.fields.values())
    return tuple(
        one
        for one in every
        if one.kind is not FieldKind.LINES
        and (not asked or one.id in wanted)
        and listable(scene.release, entity.id, one.id)
    )


def columns(scene: Scene, entity: Entity, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The paths to select: what is shown, and what the scopes of the actor's duties look at."""
    paths = {field.id: None for field in _shown_fields(scene, entity, asked)}
    if entity.part_of is None:
        paths |= {"owner": None, "centre": None}
    if entity.id in scene.release.access.veils:
        paths["state"] = None
    for duty in scene.release.access.reaching.get(entity.id, ()):
        if duty.scope is Scope.TEAM:
            paths[OWNER_TEAM] = None
        elif not isinstance(duty.scope, Scope):
            paths |= {path: None for path in sorted(duty.scope.needs.paths) if not _outside(path)}
            paths |= dict.fromkeys(_choosing(scene, entity, duty.scope.needs))
    return tuple(paths)


def _choosing(scene: Scene, entity: Entity, needs: Needs) -> list[str]:
    """The paths that choose among the values of parameters."""
    names = [
        of_parameter(path.removeprefix(_PARAMETER))[0] for path in needs.paths if path.startswith(_PARAMETER)
    ]
    if not names or (entity.id != CENTRE and entity.field("centre") is None):
        return []
    fields = {"time_zone", *(scene.release.parameters[name].place for name in names)} - {"", "id"}
    return sorted(name if entity.id == CENTRE else f"centre.{name}" for name in fields)
