"""One search over everything that the caller may see."""

import asyncio
from collections.abc import Mapping, Sequence

from engine.packs.release import Release
from engine.ports.store import Selection
from engine.queries.list_records import ListAsk, select_records, show_rows
from engine.records.entity import Entity, FieldKind
from engine.values.plain import Json, Label
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.problem_details import Refused
from server.problems import MISSING_KEY, WRONG_VALUE
from server.titles import of_rows, titles
from server.ways import Answer, Way

_QUERY = {
    "q": "Words: of a title, a number, a phone number, or how a Chinese title sounds. `/5678` is the end of a phone number.",
    "entity": "Only these entities, separated by commas.",
    "each": "How many of each entity, 1 to 20 (5).",
}
_LONGEST = 100
_EACH, _MOST_EACH = 5, 20
_WORDS: Label = {"en": f"1 to {_LONGEST} characters", "zh-CN": f"1 到 {_LONGEST} 个字符"}
_LIMIT: Label = {"en": f"a whole number from 1 to {_MOST_EACH}", "zh-CN": f"1 到 {_MOST_EACH} 的整数"}
_TOLD = ("number", "state", "owner")


async def search(call: Call) -> Answer | Refusal:
    """Records of every kind that hold all words, the newest first; so many of each kind at the most."""
    said = call.only((*_QUERY,))
    words, only = _words(said), bodies.names(said, "entity")
    limit = bodies.number(said.get("each"), "each", _EACH)
    if not 1 <= limit <= _MOST_EACH:
        raise Refused(422, WRONG_VALUE, {"name": "each", "expected": _LIMIT}, "/each")
    scene = call.scene
    asks = [
        ListAsk(entity.id, fields=_shown(entity), limit=limit, search=words)
        for entity in _searched(scene.release)
        if not only or entity.id in only
    ]
    planned = [
        (ask, selection) for ask in asks if isinstance(selection := select_records(scene, ask), Selection)
    ]
    pages = await asyncio.gather(*(call.house.select(selection) for _, selection in planned))
    found: list[dict[str, Json]] = []
    more: list[Json] = []
    for (ask, _), page in zip(planned, pages, strict=True):
        found += _told(scene.release, show_rows(scene, ask, page.records))
        more += [ask.entity] if page.next_cursor else []
    owners = [{"values": {"owner": one["owner"]}, "entity": one["entity"]} for one in found]
    links = [link for one in owners for link in of_rows(scene.release, str(one["entity"]), [one])]
    named = [
        (str(one["entity"]), str(one["id"]))
        for one in found
        if scene.release.entities[str(one["entity"])].named_by
    ]
    told = await titles(call, [*links, *named])
    for one in found:
        if (str(one["entity"]), str(one["id"])) in named:
            one["title"] = told.pop(f"{one['entity']}/{one['id']}", None)
    return Answer({"data": found, "more": more, "titles": told})


def _words(said: Mapping[str, str]) -> str:
    words = said.get("q")
    if words is None:
        raise Refused(422, MISSING_KEY, {"name": "q"}, "/q")
    if not 1 <= len(words.strip()) <= _LONGEST:
        raise Refused(422, WRONG_VALUE, {"name": "q", "expected": _WORDS}, "/q")
    return words


def _searched(release: Release) -> list[Entity]:
    """The entities whose records have something to be found by; a line is found with its record."""
    return [
        entity
        for entity in release.entities.values()
        if entity.part_of is None
        and (
            entity.title is not None
            or entity.serial is not None
            or any(field.kind is FieldKind.PHONE for field in entity.fields.values())
        )
    ]


def _shown(entity: Entity) -> tuple[str, ...]:
    return (*_TOLD, entity.title) if entity.title else _TOLD


def _told(release: Release, rows: Sequence[Mapping[str, Json]]) -> list[dict[str, Json]]:
    found: list[dict[str, Json]] = []
    for row in rows:
        values = row["values"]
        entity = release.entities[str(row["entity"])]
        if isinstance(values, Mapping):
            told = {name: values.get(name) for name in _TOLD}
            title = values.get(entity.title) if entity.title else None
            found.append({"entity": entity.id, "id": row["id"], "title": title, **told})
    return found


WAYS: Sequence[Way] = (
    Way(
        "GET",
        "/api/v1/search",
        search,
        Access.SIGNED_IN,
        TokenScope.READ,
        "Search everything that you may see.",
        query=_QUERY,
    ),
)
