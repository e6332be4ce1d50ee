"""What the links of an answer point to, by name: one question for each entity, never one for each row."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.packs.release import Release
from engine.queries.get_record import RecordAsk
from engine.queries.titles import (
    Link,
    links_in,
    named_by_others,
    record_title,
    title_selections,
    titles_of,
)
from engine.values.plain import Json
from engine.values.refusal import Refusal
from server.call import Call


async def titles(call: Call, links: Iterable[Link]) -> dict[str, Json]:
    """``entity/id`` -> title, of what the caller may see; masked or left out as the rights of the caller say."""
    scene = call.scene
    plain, named = named_by_others(scene.release, links)
    selections = title_selections(scene, plain)
    pages, others = await asyncio.gather(
        asyncio.gather(*(call.house.select(one) for one in selections)), _named(call, named)
    )
    found: dict[str, Json] = {}
    for selection, page in zip(selections, pages, strict=True):
        found |= titles_of(scene, selection.entity, page.records, call.language)
    return found | others


async def _named(call: Call, links: Sequence[Link]) -> dict[str, Json]:
    """Records that are called by what they point to; what that is, is loaded for all of them together."""
    scene = call.scene
    asks = [RecordAsk(scene, entity, id) for entity, id in links]
    answers = await call.house.store.ask_each(record_title, asks) if asks else ()
    return {
        f"{entity}/{id}": one["title"] if one["title"] is not None else one["number"]
        for (entity, id), one in zip(links, answers, strict=True)
        if not isinstance(one, Refusal) and (one["title"] is not None or one["number"] is not None)
    }


def of_rows(release: Release, entity: str, rows: Iterable[Mapping[str, Any]]) -> list[Link]:
    """What the links of shown records point to."""
    return [link for row in rows for link in links_in(release, entity, row["values"])]


def of_record(release: Release, shown: Mapping[str, Any]) -> list[Link]:
    """What the links of a shown record and of its lines point to, and the record that it was merged into."""
    found = of_rows(release, shown["entity"], [shown])
    lines: Mapping[str, Sequence[Mapping[str, Any]]] = shown.get("lines", {})
    for rows in lines.values():
        found += [link for row in rows for link in links_in(release, row["entity"], row["values"])]
    if shown.get("merged_into"):
        found.append((shown["entity"], shown["merged_into"]))
    return found


def of_history(release: Release, entity: str, lines: Iterable[Mapping[str, Any]]) -> list[Link]:
    """Who did it, where else, and what links pointed to before and after."""
    found: list[Link] = []
    for line in lines:
        if line["actor"]:
            found.append(("person", line["actor"]))
        if line["elsewhere"] and line["elsewhere"]["id"]:
            found.append((line["elsewhere"]["entity"], line["elsewhere"]["id"]))
        for side in ("before", "after"):
            values = {name: change[side] for name, change in line["changes"].items()}
            found += links_in(release, entity, values)
    return found


def of_people(rows: Json, *names: str) -> list[Link]:
    """The persons that these keys of a list of objects name."""
    found = (
        row.get(name)
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, Mapping)
        for name in names
    )
    return [("person", one) for one in found if isinstance(one, str)]
