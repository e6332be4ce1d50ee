"""Plays entries of a sample: their records come into being and move through the commands that people use."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TypeVar

from engine.access.duty import Actor
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.decide_approval import DecideApproval, decide_approval
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.facts.scene import Scene
from engine.packs.sample import AfterJson, MomentJson, NextOfJson, RecordsJson, SampleFile, ThenJson
from engine.packs.sample_copies import NO_COPY, Copy
from engine.ports.store import Command, Reader
from engine.queries.path_values import PathsAsk, path_values
from engine.values.plain import Json, Value
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.house import EVERYTHING, House
from server.leaving import leave
from server.samples.company import Company, scene_at, seed_of
from server.samples.values import Born, Spot, Values

Item = TypeVar("Item")
Asked = TypeVar("Asked", CreateRecord, FireTransition, DecideApproval)
_AT_ONCE = 256
_LATELY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NotTaken:
    """One step of a sample that was refused; ``step`` None is the making of the record."""

    entry: str
    index: int
    step: int | None
    refusal: Refusal


@dataclass(slots=True)
class SampleReport:
    """What came of a sample: records by entity, transitions taken, and what was refused."""

    company: Company
    records: Counter[str] = field(default_factory=Counter[str])
    moves: int = 0
    refused: list[NotTaken] = field(default_factory=list[NotTaken])

    def add(self, other: "SampleReport", times: int) -> None:
        """Take in what came of a part that happened so many times alike."""
        self.records.update({entity: times * count for entity, count in other.records.items()})
        self.moves += times * other.moves
        self.refused += other.refused


@dataclass(slots=True)
class _Life:
    """A record of an entry on its way; ``at`` is the moment of its last step."""

    spot: Spot
    at: datetime


class Playing:
    """Plays entries in one house, for one centre or for all."""

    def __init__(
        self, house: House, file: SampleFile, report: SampleReport, begun: Callable[[int], None]
    ) -> None:
        """``report`` is added to; ``begun`` is told how many records more were begun."""
        self._house, self._file, self._report, self._begun = house, file, report, begun
        self._copy = NO_COPY
        self._company = report.company
        self._values = Values(file, house.live, report.company, self._look)
        self._seen: dict[tuple[str, str], Value] = {}  # what was looked up since something was last written

    def within(self, copy: Copy) -> "Playing":
        """One that plays for this copy, with all that was made so far to take from."""
        other = Playing(self._house, self._file, self._report, self._begun)
        other._copy = copy
        other._company = self._company.within(copy.aliases)
        other._values = Values(self._file, self._house.live, other._company, other._look, copy.number)
        other._values.made.update(self._values.made)
        return other

    def reporting(self, report: SampleReport, begun: Callable[[int], None]) -> "Playing":
        """One that goes on from here and tells what comes of it elsewhere."""
        other = Playing(self._house, self._file, report, begun)
        other._values.made.update(self._values.made)
        return other

    async def run(self, entries: Iterable[str]) -> None:
        """Play these entries, one after the other. Raises ``NoneLeft`` when records run out."""
        for name in entries:
            entry = self._file.records[name]
            lives = await self._births(name, entry)
            for number, step in enumerate(entry.then):
                lives = await self._step(name, number, step, lives)

    async def let_go(self, index: int) -> None:
        """Let this one of the leavers go, and what they hold go over."""
        leaver = self._file.leavers[index]
        chance = self._values.chance("leavers", index)
        at = (
            self._values.moment(chance, leaver.at.moment)
            if isinstance(leaver.at, MomentJson)
            else datetime.fromisoformat(leaver.at).astimezone(UTC)
        )
        steps = count()

        def scene() -> Scene:
            return scene_at(self._house, EVERYTHING, at, self._seed("leavers", index, next(steps)))

        who, to = (self._company.ids[alias[1:]] for alias in (leaver.who, leaver.to))
        outcome = await leave(self._house, scene, who, to, lambda _done: None)
        self._seen.clear()
        if isinstance(outcome, Refusal):
            self._report.refused.append(NotTaken("leavers", index, None, outcome))

    def _seed(self, *place: object) -> bytes:
        return seed_of(self._file.seed, *self._copy.seed(), *place)

    # ------------------------------------------------------------------ making

    async def _births(self, name: str, entry: RecordsJson) -> list[_Life]:
        born = self._values.made[name] = []
        lives: list[_Life] = []
        for part in _parts(range(entry.count)):
            asked = [(index, *await self._birth(name, entry, index)) for index in part]
            outcomes = await self._all(create_record, [ask for _, _, ask in asked])
            self._seen.clear()
            for (index, spot, ask), outcome in zip(asked, outcomes, strict=True):
                if isinstance(outcome, Refusal):
                    self._report.refused.append(NotTaken(name, index, None, outcome))
                    continue
                spot.born = Born(entry.entity, str(outcome.answer["id"]))
                born.append(spot.born)
                lives.append(_Life(spot, ask.scene.now))
                self._report.records[entry.entity] += 1
            self._begun(len(part))
        return lives

    async def _birth(self, name: str, entry: RecordsJson, index: int) -> tuple[Spot, CreateRecord]:
        spot = Spot(name, index, self._house.live.entities[entry.entity])
        at = spot.at = await self._born_at(name, entry, index, spot)
        values = dict(await self._values.all(entry.values, spot))
        actor = EVERYTHING
        match entry.who:
            case tuple() as several:
                actor = self._company.actors[several[index % len(several)][1:]]
            case str() as one if one.startswith("@"):
                actor = self._company.actors[one[1:]]
            case str() as path:
                actor = self._actor(await self._values.path(path, spot))
            case None:
                pass
        scene = scene_at(self._house, actor, at, self._seed(name, index))
        owner = self._owner(entry, index)
        post = owner.holdings[0] if owner is not None and owner.holdings else None
        return spot, CreateRecord(
            scene,
            entry.entity,
            values,
            state=entry.state,
            owner=None if owner is None else owner.person,
            centre=None if post is None else post.centre,
            tracks=entry.tracks,
        )

    def _owner(self, entry: RecordsJson, index: int) -> Actor | None:
        """Whose a record is that nobody made here."""
        owners = (entry.owner,) if isinstance(entry.owner, str) else entry.owner or ()
        return self._company.actors[owners[index % len(owners)][1:]] if owners else None

    async def _born_at(self, name: str, entry: RecordsJson, index: int, spot: Spot) -> datetime:
        chance = self._values.chance(name, index, "at")
        match entry.at:
            case None:
                return self._values.clock
            case MomentJson(moment=span):
                return self._values.moment(chance, span)
            case AfterJson(after=after):
                for generator in entry.values.values():
                    if isinstance(generator, NextOfJson):
                        self._values.take(generator.next_of, spot)
                changed = [await self._look(taken, "changed_at") for taken in spot.taken.values()]
                moments = [moment for moment in changed if isinstance(moment, datetime)]
                return self._values.later(chance, max(moments, default=self._values.clock), after)
            case str() as text:
                return datetime.fromisoformat(text).astimezone(UTC)

    # ------------------------------------------------------------------ moving

    async def _step(self, name: str, number: int, step: ThenJson, lives: list[_Life]) -> list[_Life]:
        going = [life for life in lives if await self._happens(name, number, step, life)]
        moved: list[_Life] = []
        for part in _parts(going):
            asked = [await self._move(name, number, step, life) for life in part]
            outcomes = await self._submit(asked)
            self._seen.clear()
            for life, ask, outcome in zip(part, asked, outcomes, strict=True):
                if isinstance(outcome, Decision):
                    moved.append(_Life(life.spot, ask.scene.now))
                    self._report.moves += 1
                else:
                    self._report.refused.append(NotTaken(name, life.spot.index, number, outcome))
        return moved

    async def _happens(self, name: str, number: int, step: ThenJson, life: _Life) -> bool:
        chance = self._values.chance(name, life.spot.index, number, "chance")
        if step.chance is not None and chance.random() >= float(step.chance):
            return False
        return await self._moment(name, number, step, life) <= self._values.clock

    async def _moment(self, name: str, number: int, step: ThenJson, life: _Life) -> datetime:
        if step.after is None:
            return life.at
        since: Value = life.at
        if step.since is not None and life.spot.born is not None:
            since = await self._look(life.spot.born, step.since)
        chance = self._values.chance(name, life.spot.index, number, "after")
        at = self._values.later(chance, since if isinstance(since, datetime) else life.at, step.after)
        return at if step.since is None else max(at, life.at)

    async def _submit(self, asked: Sequence[FireTransition | DecideApproval]) -> Sequence[Decision | Refusal]:
        """Of one step all fire a transition, or all decide."""
        decisions = [ask for ask in asked if isinstance(ask, DecideApproval)]
        if decisions:
            return await self._all(decide_approval, decisions)
        return await self._all(fire_transition, [ask for ask in asked if isinstance(ask, FireTransition)])

    async def _all(self, command: Command[Asked], asked: Sequence[Asked]) -> Sequence[Decision | Refusal]:
        """Each as it would have gone; nobody is told now of what they have been told, and have read, long ago."""
        lately = self._values.clock - _LATELY

        def told_lately(one: Asked, read: Reader) -> Decision | Refusal:
            outcome = command(one, read)
            return outcome.unsent() if isinstance(outcome, Decision) and one.scene.now < lately else outcome

        return await self._house.store.submit_all(told_lately, asked)

    async def _move(
        self, name: str, number: int, step: ThenJson, life: _Life
    ) -> FireTransition | DecideApproval:
        spot, place = life.spot, f"then/{number}"
        born = spot.born
        if born is None:
            raise RuntimeError("a record moves before it was made")
        entity, _, transition = (step.do or "").partition(".")
        target = (
            born if step.on is None else Born(entity, str(await self._look(born, step.on)).rpartition("/")[2])
        )
        actor = await self._mover(step, spot, target, number)
        at = spot.at = await self._moment(name, number, step, life)
        scene = scene_at(self._house, actor, at, self._seed(name, spot.index, number))
        if step.decide is not None:
            rounds = await self._house.store.approvals.of_record(target.id)
            return DecideApproval(scene, rounds[0] if rounds else "", step.decide, step.reason or "")
        forms = self._house.live.workflows[entity].forms(transition)
        fields = {
            key: item.field for form in forms for key, item in self._house.live.forms[form].items.items()
        }
        sent: dict[str, Json] = {}
        for key, generator in step.input.items():
            made = await self._values.one(generator, fields.get(key), spot, f"{place}/{key}")
            if made is not None:
                sent[key] = made
        return FireTransition(scene, entity, target.id, transition, sent)

    async def _mover(self, step: ThenJson, spot: Spot, target: Born, number: int) -> Actor:
        """Who takes a step: of several the owner of what moves if that is one of them, else any."""
        match step.who:
            case str() as one if one.startswith("@"):
                return self._company.actors[one[1:]]
            case tuple() as several:
                owner = await self._look(target, "owner")
                actors = [self._company.actors[alias[1:]] for alias in several]
                mine = next((actor for actor in actors if actor.person == owner), None)
                return mine or self._values.chance(spot.name, spot.index, number, "as").choice(actors)
            case str() as path:
                return self._actor(await self._values.path(path, spot))
            case None:
                return self._actor(await self._look(target, "owner"))

    def _actor(self, person: Json | Value) -> Actor:
        """The person of this id; a stranger, who may do nothing, when there is none."""
        return self._company.actor_of(str(person)) or Actor(person=None)

    async def _look(self, born: Born, path: str) -> Value:
        seen = (born.id, path)
        if seen not in self._seen:
            scene = scene_at(self._house, EVERYTHING, self._values.clock, b"\0" * 16)
            found = await self._house.ask(path_values, PathsAsk(scene, born.entity, born.id, (path,)))
            self._seen[seen] = None if found is None else found[path]
        return self._seen[seen]


def _parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
