"""What the generators of a sample make: each value follows from the seed, the entry, the record and the field alone."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from engine.packs.generators import counted
from engine.packs.release import Release
from engine.packs.sample import (
    DayJson,
    JoinJson,
    LiteralJson,
    MaybeJson,
    MomentValueJson,
    NextOfJson,
    NumberJson,
    OneOfJson,
    PatternJson,
    PickJson,
    RowsJson,
    SameJson,
    SampleFile,
    Span,
    WeightedJson,
)
from engine.records.entity import Entity, Field
from engine.records.present import present
from engine.values.duration import Duration, resolve
from engine.values.plain import Json, Value
from server.samples.company import Company

Choice = TypeVar("Choice")
_MINUTES_OF_HOUR = 60


@dataclass(frozen=True, slots=True)
class Born:
    """A record that an entry has made."""

    entity: str
    id: str


@dataclass(slots=True)
class Spot:
    """One record of one entry, while its values are being made.

    ``name`` tells it from every other place of the sample; ``seen`` are its values so far; ``born`` is the record
    itself once it is there; ``taken`` what ``next_of`` gave it, by entry; ``at`` when it is made, or the step is taken
    for which values are made.
    """

    name: str
    index: int
    entity: Entity
    seen: dict[str, Json] = field(default_factory=dict[str, Json])
    born: Born | None = None
    taken: dict[str, Born] = field(default_factory=dict[str, Born])
    at: datetime | None = None


class NoneLeft(RuntimeError):
    """An entry takes more records from another one than that one has made."""


Look = Callable[[Born, str], Awaitable[Value]]


class Values:
    """Makes values for the places of one sample.

    ``made``: what each entry has made so far. ``look`` reads a path from a record as it is now.
    """

    def __init__(
        self, file: SampleFile, release: Release, company: Company, look: Look, copy: int = 0
    ) -> None:
        """``company``: the people of the sample; ``copy``: in which copy of a centre, from 1."""
        self._file, self._release, self._company, self._look = file, release, company, look
        self._copy = copy
        self.zone = ZoneInfo(release.time_zone)
        self.clock = datetime.fromisoformat(file.clock).astimezone(UTC)
        self.made: dict[str, list[Born]] = {}
        self._next: dict[str, int] = {}

    def chance(self, *place: object) -> Random:
        """The chance of one place: always the same."""
        return Random("/".join(map(str, (self._file.seed, *place))))  # noqa: S311 - sample data, no secrets

    async def all(self, generators: Mapping[str, object], spot: Spot) -> dict[str, Json]:
        """The values of several fields of the record, in their order; they are noted in the spot."""
        for name, generator in generators.items():
            made = await self.one(generator, spot.entity.field(name), spot, name)
            if made is not None:
                spot.seen[name] = made
        return spot.seen

    async def one(self, generator: object, field: Field | None, spot: Spot, place: str) -> Json:
        """The value that a generator makes for a field (None: a question of a form that is no field)."""
        chance = self.chance(spot.name, spot.index, place)
        match generator:
            case PickJson():
                return self._plain(chance.choice(generator.pick), field)
            case WeightedJson():
                weights = [float(weight) for weight in generator.weighted.values()]
                return chance.choices([*generator.weighted], weights)[0]
            case JoinJson():
                lists = (self._file.lists[one] if isinstance(one, str) else one for one in generator.join)
                return generator.separator.join(chance.choice(texts) for texts in lists)
            case PatternJson():
                return counted(generator.pattern, spot.index + 1, self._copy)
            case NumberJson():
                return _number(chance, generator.number)
            case MomentValueJson():
                span = generator.moment
                return self.moment(chance, span, self._since(span.since, spot)).isoformat()
            case DayJson():
                since = self._since(generator.since, spot)
                return self._day(since, chance, generator.day[0], generator.day[1]).isoformat()
            case MaybeJson():
                if chance.random() >= float(generator.maybe):
                    return None
                return await self.one(generator.value, field, spot, f"{place}/maybe")
            case LiteralJson():
                return generator.literal
            case NextOfJson() | OneOfJson() | SameJson() | RowsJson():
                return await self._referring(generator, field, spot, place)
            case _:
                return self._plain(cast("Json", generator), field)

    async def _referring(
        self,
        generator: NextOfJson | OneOfJson | SameJson | RowsJson,
        field: Field | None,
        spot: Spot,
        place: str,
    ) -> Json:
        match generator:
            case OneOfJson(one_of=str(name)):
                born = self.chance(spot.name, spot.index, place).choice(self.made[name])
                return _link(born, field)
            case OneOfJson(one_of=aliases):
                chosen = self.chance(spot.name, spot.index, place).choice(cast("Sequence[str]", aliases))
                return self._plain(chosen, field)
            case NextOfJson():
                born = self.take(generator.next_of, spot)
                if generator.path is None:
                    return _link(born, field)
                return present(await self._look(born, generator.path))
            case SameJson():
                return await self.path(generator.same, spot)
            case RowsJson():
                return await self._rows(generator, field, spot, place)

    def take(self, entry: str, spot: Spot) -> Born:
        """The next record of another entry for this one: one and the same for all its fields."""
        if entry not in spot.taken:
            at = self._next.get(entry, 0)
            if at >= len(self.made[entry]):
                raise NoneLeft(f"{spot.name} takes more records of {entry} than there are ({at})")
            self._next[entry] = at + 1
            spot.taken[entry] = self.made[entry][at]
        return spot.taken[entry]

    async def path(self, path: str, spot: Spot) -> Json:
        """What a path from the record leads to: through its values so far, or through the record itself."""
        first, _, rest = path.partition(".")
        if first in spot.seen:
            value = spot.seen[first]
            target = spot.entity.field(first)
            if not rest or target is None or not isinstance(value, str):
                return value
            return present(await self._look(_born(value, target), rest))
        return None if spot.born is None else present(await self._look(spot.born, path))

    def moment(self, chance: Random, span: Span, since: datetime | None = None) -> datetime:
        """A moment between two days at an hour of the local day, in UTC; the days count from ``since``, or the clock."""
        day = self._day_of(self._local(since or self.clock), chance, span)
        if span.by_hour is None:
            ticks = (span.hours[1] - span.hours[0]) * _MINUTES_OF_HOUR // span.minutes
            minutes = span.hours[0] * _MINUTES_OF_HOUR + chance.randint(0, ticks) * span.minutes
        else:
            (hour,) = chance.choices(range(span.hours[0], span.hours[1] + 1), _weights(span.by_hour))
            minutes = hour * _MINUTES_OF_HOUR + chance.randrange(0, _MINUTES_OF_HOUR, span.minutes)
        return resolve(datetime.combine(day, time()) + timedelta(minutes=minutes), self.zone)

    def later(self, chance: Random, moment: datetime, after: Sequence[str]) -> datetime:
        """A moment so long after another one: one duration, or something between two, in whole minutes."""
        spans = [span for text in after if (span := Duration.parse(text)) is not None]
        if len(spans) == 1:
            return spans[0].after(moment, self.zone)
        low, high = sorted(span.rough_seconds // 60 for span in spans)
        return moment + timedelta(minutes=chance.randint(low, high))

    def _since(self, since: str, spot: Spot) -> datetime:
        """The moment from which the days of a value count."""
        return spot.at if since == "made" and spot.at is not None else self.clock

    def _local(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _day_of(self, today: date, chance: Random, span: Span) -> date:
        """A day of a span: first its place in the week, where days of the week are not alike."""
        low, high = span.days
        if span.weekdays is None:
            return today + timedelta(days=chance.randint(low, high))
        first = (today + timedelta(days=low)).weekday()
        week = _weights(span.weekdays)
        whole = [week[(first + place) % 7] for place in range(high - low + 1)]
        (place,) = chance.choices(range(len(whole)), whole)
        return today + timedelta(days=low + place)

    def _day(self, since: datetime, chance: Random, low: int, high: int) -> date:
        return self._local(since) + timedelta(days=chance.randint(low, high))

    def _plain(self, raw: Json, field: Field | None) -> Json:
        return self._company.resolved(raw, field.to if field else ())

    async def _rows(self, generator: RowsJson, field: Field | None, spot: Spot, place: str) -> Json:
        rows: list[Json] = []
        entity = self._release.entities[field.lines] if field and field.lines else spot.entity
        for number, row in enumerate(generator.rows):
            inner = Spot(f"{spot.name}/{place}/{number}", spot.index, entity, taken=spot.taken, at=spot.at)
            rows.append(await self.all(row, inner))
        return rows


@cache
def _weights(weights: tuple[Decimal | int, ...]) -> list[float]:
    return [float(weight) for weight in weights]


def _number(chance: Random, bounds: Sequence[object]) -> Decimal:
    low, high = Decimal(str(bounds[0])), Decimal(str(bounds[1]))
    step = Decimal(str(bounds[2])) if len(bounds) > 2 else Decimal(1)  # noqa: PLR2004 - [low, high, step]
    return low + step * chance.randint(0, int((high - low) / step))


def _link(born: Born, field: Field | None) -> str:
    return f"{born.entity}/{born.id}" if field is not None and len(field.to) > 1 else born.id


def _born(value: str, field: Field) -> Born:
    entity, slash, id = value.partition("/")
    return Born(entity, id) if slash else Born(field.to[0], value)
