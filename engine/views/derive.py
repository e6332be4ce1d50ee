"""Pages for a pack that has none: worked out from its entities when it is checked.

What somebody should do now comes first, then for each entity its records: by their state where they have one, in a
calendar where they have a moment and a person, and as a list.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from engine.conditions.types import Kind
from engine.records.entity import Entity, Field, FieldKind
from engine.values.plain import Label
from engine.views.page import Block, Page

HOME = "queue"
_OWN = 5  # fields of an entity's own in a list
_LONG = frozenset({FieldKind.LONG_TEXT, FieldKind.ADDRESS, FieldKind.FILE, FieldKind.IMAGE, FieldKind.LINES})
_TO_DO: Label = {"en": "To do", "zh-CN": "待办"}
_BOARD: Label = {"en": "{name}: by state", "zh-CN": "{name}：按状态"}
_CALENDAR: Label = {"en": "{name}: calendar", "zh-CN": "{name}：日历"}
_STEP = 10


def derived_pages(entities: Iterable[Entity]) -> Mapping[str, Page]:
    """By their ids; everybody's, as far as they may see what is on them."""
    queue = Page(HOME, "view", _TO_DO, (Block("queue", "queue", {}),), home=True, derived=True)
    own = [one for one in entities if one.part_of is None and not one.builtin]
    pages = [queue, *(page for place, one in enumerate(own, 1) for page in _of(one, place * _STEP))]
    return {page.id: page for page in pages}


def _of(entity: Entity, order: int) -> Iterator[Page]:
    fields = _fields(entity)
    if entity.has_workflow:
        board = Block("board", "board", {}, entity=entity.id, fields=_without(fields, "state"))
        yield _page(entity, "board", _filled(_BOARD, entity), board, order + 1)
    at = _first(entity, lambda field: field.type.kind is Kind.DATETIME)
    person = _first(entity, lambda field: field.to == ("person",))
    if at is not None and person is not None:
        calendar = Block("calendar", "calendar", {}, entity=entity.id, at=at, person=person, sort=(at,))
        yield _page(entity, "calendar", _filled(_CALENDAR, entity), calendar, order + 2)
    listed = Block("list", "list", {}, entity=entity.id, fields=fields, sort=("-created_at",))
    yield _page(entity, "list", entity.label, listed, order)


def _page(entity: Entity, name: str, label: Label, block: Block, order: int) -> Page:
    return Page(f"{entity.id}.{name}", "view", label, (block,), order=order, derived=True)


def _filled(words: Label, entity: Entity) -> Label:
    return {
        language: text.replace("{name}", entity.label.get(language) or entity.id)
        for language, text in words.items()
    }


def _first(entity: Entity, fits: Callable[[Field], bool]) -> str | None:
    return next((one.id for one in entity.fields.values() if one.stored and fits(one)), None)


def _fields(entity: Entity) -> tuple[str, ...]:
    """What a list shows: what the record is called, its state, and the first of its own fields."""
    head = [
        *((entity.title,) if entity.title else ()),
        *(("number",) if entity.serial else ()),
        *(("state",) if entity.has_workflow else ()),
    ]
    plain = [one.id for one in entity.fields.values() if one.stored and one.kind not in _LONG]
    own = [name for name in plain if name not in head]
    return (*head, *own[:_OWN], "owner")


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(one for one in names if one != name)
