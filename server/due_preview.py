"""What a publish would make due at once: it is tried on the records in flight, and nothing is written (A27)."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from engine.commands.map_state import MapState, map_state
from engine.commands.move_timers import MoveTimers, move_timers_of
from engine.conditions.tree import SetQuery
from engine.facts.scene import Scene
from engine.packs.release import Release
from engine.ports.store import Reader
from engine.records.entity import Entity
from engine.records.renamed import under_both_names
from engine.values.need import Found, Sure
from engine.values.plain import Json, Value
from engine.values.record import Decision, Record
from engine.workflows.workflow import VARIANT
from server.house import EVERYTHING, House
from server.in_flight import STATE, InFlight, moved_states, records_of, records_with
from server.opening import settings_of

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class DueAtOnce:
    """Records of an entity for which something would be due at once.

    ``name``: the transition or ``<state>.<deadline>``; None where it hangs on figures that come with the new tables, so
    that nobody can tell yet.
    """

    entity: str
    name: str | None
    count: int


def due_json(due: Sequence[DueAtOnce]) -> list[Json]:
    """The same for a program."""
    return [{"entity": one.entity, "name": one.name, "count": one.count} for one in due]


async def due_at_once(house: House, release: Release, in_flight: Sequence[InFlight]) -> list[DueAtOnce]:
    """What would be due at once when this release became the live one; ``in_flight``: records that are mapped by it."""
    settings = (await settings_of(house.store, release)).settings
    releases = {**house.releases, release.id: release}
    known = frozenset(query.id for one in house.releases.values() for query in one.sets.values())

    def scene() -> Scene:
        return replace(house.scene(EVERYTHING), release=release, releases=releases, settings=settings)

    trials: list[_Trial] = []
    found: Counter[tuple[str, str | None]] = Counter()
    for entity, state in moved_states(house.live, release):
        async for record in records_with(house, entity, STATE, state):
            trials.append(_Trial(MoveTimers(scene(), entity, record.id, house.live), known))
            if len(trials) == _AT_ONCE:
                found.update(await _tried(house, trials))
                trials = []
    variants = _variants(in_flight)
    for one in in_flight:
        async for record in records_of(house, release, one, variants.get(one.entity)):
            asked = MapState(scene(), one.entity, record.id, one.source, one.goal, column=one.column)
            trials.append(_Trial(asked, known))
            if len(trials) == _AT_ONCE:
                found.update(await _tried(house, trials))
                trials = []
    found.update(await _tried(house, trials))
    return [
        DueAtOnce(entity, name, count)
        for (entity, name), count in sorted(found.items(), key=lambda one: (one[0][0], one[0][1] or ""))
    ]


def _variants(in_flight: Sequence[InFlight]) -> dict[str, dict[str | None, str | None]]:
    """Entity -> a variant that goes -> the one that takes its place."""
    found: dict[str, dict[str | None, str | None]] = {}
    for one in in_flight:
        if one.column == VARIANT:
            found.setdefault(one.entity, {})[one.state] = one.goal
    return found


@dataclass(frozen=True, slots=True)
class _Trial:
    """``known``: the sets whose figures the tables can tell."""

    asked: MoveTimers | MapState
    known: frozenset[str]

    @property
    def now(self) -> datetime:
        """The moment of the ask."""
        return self.asked.now

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return self.asked.sure


class _NotToldError(LookupError):
    """A figure that only the tables of the new release can tell."""


class _Known:
    """The tables as they are, read as the new release will: fields that it renames are there under both names.

    No figure of a set is told that the tables do not know. Fulfils ``engine.ports.store.Reader``.
    """

    def __init__(self, read: Reader, known: frozenset[str], entities: Mapping[str, Entity]) -> None:
        self._read, self._known, self._entities = read, known, entities
        self.find, self.serial = read.find, read.serial
        self.ahead, self.moved = read.ahead, read.moved

    def record(self, entity: str, id: str) -> Record | None:
        found = self._read.record(entity, id)
        shape = self._entities.get(entity)
        if found is None or shape is None:
            return found
        return replace(found, values=under_both_names(found.values, shape))

    def aggregate(
        self, query: SetQuery, key: str, outer: tuple[Value, ...], excluding: frozenset[str]
    ) -> Found:
        if query.id not in self._known:
            raise _NotToldError
        return self._read.aggregate(query, key, outer, excluding)


async def _tried(house: House, trials: Sequence[_Trial]) -> list[tuple[str, str | None]]:
    found = await asyncio.gather(*(house.ask(_due, one) for one in trials))
    return [one for several in found for one in several]


def _due(trial: _Trial, read: Reader) -> list[tuple[str, str | None]]:
    """(entity, name) of everything that would be due at once."""
    asked = trial.asked
    reader = _Known(read, trial.known, asked.scene.release.entities)
    try:
        outcome = map_state(asked, reader) if isinstance(asked, MapState) else move_timers_of(asked, reader)
    except _NotToldError:
        return [(asked.entity, None)]
    if not isinstance(outcome, Decision):
        return []
    return [(one.entity.lstrip("_"), one.name) for one in outcome.overdue(trial.now)]
