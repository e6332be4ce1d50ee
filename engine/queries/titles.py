"""What records are called, as one actor may see them: one of them, or all that other records point to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from engine.conditions.tree import Constant
from engine.facts.answers import answering
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.facts.visible import visible_record
from engine.packs.release import Release
from engine.ports.store import Reader, Selection
from engine.queries.get_record import RecordAsk
from engine.queries.list_records import ListAsk, columns, outer_facts, show_rows
from engine.queries.naming import name_of
from engine.queries.reading import visible_rows
from engine.queries.show import right_on
from engine.records.present import present
from engine.values.plain import Json, in_language
from engine.values.record import Record
from engine.values.refusal import Refusal

Link = tuple[str, str]  # entity, id
RecordLinks = tuple[Link, ...]
_NUMBER = "number"


@answering
def record_title(asked: RecordAsk, read: Reader) -> dict[str, Json] | Refusal:
    """``{number, state, title}`` of a record; the title is masked or absent as the actor's right on it says.

    404 as for the record itself.
    """
    view = View(read)
    found = visible_record(asked.scene, view, asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    record, facts = found
    entity = asked.scene.release.entities[asked.entity]
    title = name_of(asked.scene, view, entity, facts, right_on(asked.scene, entity, facts))
    return {"number": present(record.values.get("number")), "state": record.state, "title": title}


# ------------------------------------------------------------ of many at once


def links_in(release: Release, entity: str, values: Mapping[str, Json]) -> Iterator[Link]:
    """What the links among these values (field -> value, as it is shown) point to."""
    kind = release.entities.get(entity)
    for name, value in values.items():
        field = kind.field(name) if kind else None
        if field is None or not field.to or not isinstance(value, str):
            continue
        if len(field.to) == 1:
            yield field.to[0], value
        else:
            to, _, id = value.partition("/")
            yield to, id


def named_by_others(release: Release, links: Iterable[Link]) -> tuple[RecordLinks, RecordLinks]:
    """Links by whether other records say what is behind them: those with a title of their own, and those that others name."""
    plain: dict[Link, None] = {}
    named: dict[Link, None] = {}
    for entity, id in links:
        kind = release.entities.get(entity)
        (named if kind is not None and kind.named_by else plain)[entity, id] = None
    return tuple(plain), tuple(named)


def title_selections(scene: Scene, links: Iterable[Link]) -> list[Selection]:
    """What the store is asked, so that all of these can be named: one selection for each entity they are records of.

    An entity of which the actor sees nothing is not asked about.
    """
    wanted: dict[str, dict[str, None]] = {}
    for entity, id in links:
        wanted.setdefault(entity, {})[id] = None
    selections = (_selection(scene, entity, tuple(ids)) for entity, ids in wanted.items())
    return [one for one in selections if one is not None]


def _selection(scene: Scene, entity: str, ids: tuple[str, ...]) -> Selection | None:
    visible = visible_rows(scene, entity) if entity in scene.release.entities else Constant(holds=False)
    if visible == Constant(holds=False):
        return None
    return Selection(
        entity=entity,
        where=visible,
        facts=outer_facts(scene),
        fields=columns(scene, scene.release.entities[entity], _shown_by(scene, entity)),
        limit=_most(len(ids)),
        only=ids,
    )


def _most(ids: int) -> int:
    """A limit that is not another one for each number of ids, so that the statement is the same."""
    return max(256, 1 << ids.bit_length())


def _shown_by(scene: Scene, entity: str) -> tuple[str, ...]:
    title = scene.release.entities[entity].title
    return (title, _NUMBER) if title else (_NUMBER,)


def titles_of(scene: Scene, entity: str, rows: Sequence[Record], language: str) -> dict[str, str]:
    """``entity/id`` -> what each row is called: its title as the actor may see it, else its number, else nothing."""
    kind = scene.release.entities[entity]
    field = kind.field(kind.title) if kind.title else None
    found: dict[str, str] = {}
    for shown in show_rows(scene, ListAsk(entity, fields=_shown_by(scene, entity)), rows):
        values = cast("Mapping[str, Json]", shown["values"])
        title = values.get(kind.title or "")
        option = field.options.get(str(title)) if field is not None else None
        if option is not None:
            title = in_language(option.label, language, option.id)
        if title is None:
            title = values.get(_NUMBER)
        if title is not None:
            found[f"{entity}/{shown['id']}"] = str(title)
    return found
