"""Records of one entity as rows of a table, page by page, as this actor may see and take them away."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from engine.access.reach import scope_condition
from engine.access.reasons import NOT_EXPORTABLE
from engine.conditions.tree import Condition, Constant
from engine.diagnostics.refuse import refused
from engine.facts.scene import Scene
from engine.ports.store import Selection
from engine.queries.list_records import MOST_ROWS, ListAsk, select_records, show_rows
from engine.queries.reading import conjunction
from engine.records.entity import Entity, Field, FieldKind
from engine.values.plain import Json, in_language
from engine.values.refusal import Kind, Refusal
from server.house import House

# Of the engine's own fields these go along; the others can be asked for by name.
_COMMON = ("number", "state", "owner", "centre", "created_at", "changed_at")
_NUMBERS = frozenset({FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.MONEY, FieldKind.PERCENT})
Row = Sequence[Json]


@dataclass(frozen=True, slots=True)
class ExportAsk:
    """What is to be taken away.

    ``fields`` (none: all that an import could write back, and the engine's own) in their order; ``filter`` and ``sort`` as in lists.
    ``labels``: headers and options in ``language`` as people read them; else ids, as programs do.
    """

    entity: str
    filter: Json = None
    sort: tuple[str, ...] = ("id",)
    fields: tuple[str, ...] = ()
    labels: bool = True
    language: str = "zh-CN"


@dataclass(frozen=True, slots=True)
class Export:
    """A table under way: its headers, and its pages as they are asked for."""

    headers: tuple[str, ...]
    pages: AsyncIterator[list[Row]]


def export(house: House, scene: Scene, ask: ExportAsk) -> Export | Refusal:
    """The records that this actor may see AND that a duty lets it export; masked stays masked, hidden is absent.

    Refused: 404 an entity of which nothing may be seen, 403 no duty allows to export it, 422 faults of filter and sort.
    """
    limit = MOST_ROWS
    listed = ListAsk(ask.entity, ask.filter, ask.sort, (), limit)
    selection = select_records(scene, listed)
    if isinstance(selection, Refusal):
        return selection
    entity = scene.release.entities[ask.entity]
    allowed = _exportable(scene, ask.entity)
    if allowed == Constant(holds=False):
        return refused(Kind.FORBIDDEN, NOT_EXPORTABLE, {"entity": entity.label})
    chosen = replace(selection, where=conjunction([selection.where, allowed]))
    fields = _fields(entity, ask.fields)
    headers = tuple(in_language(one.label, ask.language, one.id) if ask.labels else one.id for one in fields)
    return Export(headers, _pages(house, scene, listed, chosen, fields, ask))


def _exportable(scene: Scene, entity: str) -> Condition:
    """True of the rows that a duty with the right to export reaches."""
    duties = [one for one in scene.release.access.duties.values() if entity in one.export]
    return scope_condition(duties, scene.actor, scene.today())


def _fields(entity: Entity, asked: tuple[str, ...]) -> list[Field]:
    if asked:
        return [
            field for name in asked if (field := entity.field(name)) and field.kind is not FieldKind.LINES
        ]
    common = [entity.common[name] for name in _COMMON if name in entity.common]
    return [*common, *(one for one in entity.fields.values() if one.kind is not FieldKind.LINES)]


async def _pages(
    house: House, scene: Scene, listed: ListAsk, selection: Selection, fields: Sequence[Field], ask: ExportAsk
) -> AsyncIterator[list[Row]]:
    cursor: str | None = None
    while True:
        page = await house.select(replace(selection, cursor=cursor))
        shown = show_rows(scene, listed, page.records)
        yield [_row(cast("Mapping[str, Json]", row), fields, ask) for row in shown]
        cursor = page.next_cursor
        if cursor is None:
            return


def _row(shown: Mapping[str, Json], fields: Sequence[Field], ask: ExportAsk) -> Row:
    values = cast("Mapping[str, Json]", shown["values"])
    masked = cast("Sequence[str]", shown["masked"])
    return [values.get(one.id) if one.id in masked else _cell(one, values.get(one.id), ask) for one in fields]


def _cell(field: Field, value: Json, ask: ExportAsk) -> Json:
    if value is None:
        return None
    if field.kind in _NUMBERS and isinstance(value, str):
        return Decimal(value)
    if not ask.labels:
        return value
    if isinstance(value, bool):
        return ("是" if value else "否") if ask.language.startswith("zh") else ("yes" if value else "no")
    if isinstance(value, list | tuple):
        return [_option(field, str(one), ask.language) for one in value]
    return _option(field, value, ask.language) if isinstance(value, str) else value


def _option(field: Field, value: str, language: str) -> str:
    found = field.options.get(value)
    return in_language(found.label, language, value) if found else value
