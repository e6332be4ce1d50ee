"""Making a house of what a store holds: its live release, those that records in flight run on, what has been set."""

from collections.abc import Collection, Mapping
from typing import cast

from engine.clock.clock import Clock
from engine.packs.check import check
from engine.packs.identity import canonical_text
from engine.packs.release import Release
from engine.packs.source import Document
from engine.ports.books import Published
from engine.ports.store import Store
from engine.values.plain import Json
from server.house import NO_PACK, House
from server.set_values import Known, known_of

_BARE: Mapping[str, Json] = {
    "kind": "pack",
    "format": 1,
    "id": NO_PACK,
    "version": "0.0.0",
    "label": {"en": "Nothing yet", "zh-CN": "尚未发布"},
    "locales": ["zh-CN", "en"],
    "default_locale": "zh-CN",
    "time_zone": "Asia/Shanghai",
    "currency": "CNY",
}


class BrokenRelease(RuntimeError):
    """A release that was published once does not compile on this engine."""


def compiled(source: Mapping[str, Json]) -> Release:
    """The release of files in their canonical form (path -> JSON); raises ``BrokenRelease`` with every fault."""
    texts = {path: canonical_text(path, cast("Document", said)) for path, said in source.items()}
    result = check({path: text.encode() for path, text in texts.items()})
    if result.release is None:
        faults = "; ".join(f"{one.file}{one.pointer}: {one.text('en')}" for one in result.errors)
        raise BrokenRelease(faults)
    return result.release


async def house_of(store: Store, clock: Clock) -> House:
    """The house of an open store. Before the first publish it knows persons and centres only."""
    published = await store.published.live()
    if published is None:
        bare = compiled({"pack.json": _BARE})
        await store.install(bare)
        return House(store, clock, bare, {bare.id: bare})
    live = compiled(published.source)
    await store.use(live)
    house = House(store, clock, live, {live.id: live})
    await _take_older(store, house, published)
    house.take_settings(await settings_of(store, live))
    return house


async def _take_older(store: Store, house: House, live: Published) -> None:
    """Releases under which records in flight were changed last: they may rule them still (A49).

    And those under which open tasks were given: they keep their moments.
    """
    older = [one.id for one in await store.published.all() if one.id != live.id]
    if not older:
        return  # looking through all records is for those who have an older release
    wanted: set[str] = set()
    for name, entity in house.live.entities.items():
        if entity.has_workflow:
            wanted |= {str(release) for (release,) in await store.published.in_flight(name, ("release",))}
    for id in sorted(wanted - {live.id}):
        await _take(house, id)
    missing = set(await store.tasks.timings())
    for id in older:
        missing -= {key for one in house.releases.values() for key in one.tasks.timings}
        if not missing:
            return
        await _take(house, id, missing)


async def _take(house: House, id: str, timings: Collection[str] = ()) -> None:
    """Take an older release; where ``timings`` are named only if it knows one of them."""
    older = await house.store.published.get(id)
    if older is None or id in house.releases:
        return
    release = compiled(older.source)
    if timings and not release.tasks.timings.keys() & timings:
        return
    await house.store.use(release, newest=False)
    house.releases[release.id] = release


async def settings_of(store: Store, release: Release) -> Known:
    """What the company and its centres have set, typed by a release."""
    return known_of(await store.settings.all(), release)
