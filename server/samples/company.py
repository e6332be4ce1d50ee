"""The centres and people of a sample: who they are, which posts they hold, and how each of them acts."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TypeVar

from engine.access.duty import Actor, Holding
from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.facts.scene import Scene
from engine.packs.sample import PersonJson, SampleFile
from engine.ports.store import Command
from engine.queries.person import PersonAsk, person_record
from engine.records.builtin import CENTRE, PERSON
from engine.values.plain import Json, Value
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.house import EVERYTHING, House

Asked = TypeVar("Asked")


@dataclass(slots=True)
class Company:
    """What ``@alias`` means: ``ids`` and ``entities`` of everything that has one, ``actors`` of the people."""

    ids: dict[str, str] = field(default_factory=dict[str, str])
    entities: dict[str, str] = field(default_factory=dict[str, str])
    actors: dict[str, Actor] = field(default_factory=dict[str, Actor])

    def copy(self) -> "Company":
        """One to which further aliases may be added."""
        return Company(dict(self.ids), dict(self.entities), dict(self.actors))

    def within(self, aliases: Mapping[str, str]) -> "Company":
        """The same, but what these aliases mean is what others mean here."""
        made = self.copy()
        for alias, other in aliases.items():
            made.name(alias, self.entities[other], self.ids[other])
            if other in self.actors:
                made.actors[alias] = self.actors[other]
        return made

    def name(self, alias: str, entity: str, id: str) -> None:
        """Let an alias stand for a record."""
        self.ids[alias], self.entities[alias] = id, entity

    def actor_of(self, person: str) -> Actor | None:
        """The actor of a person by id."""
        return next((actor for actor in self.actors.values() if actor.person == person), None)

    def resolved(self, raw: Json, to: tuple[str, ...] = ()) -> Json:
        """The value with every ``@alias`` in it as the id it stands for.

        ``to``: the entities that the link it is meant for may point to; of several, the id says which.
        """
        if isinstance(raw, str) and raw.startswith("@") and raw[1:] in self.ids:
            id = self.ids[raw[1:]]
            return f"{self.entities[raw[1:]]}/{id}" if len(to) > 1 else id
        if isinstance(raw, Mapping):
            return {name: self.resolved(value, to) for name, value in raw.items()}
        if isinstance(raw, list | tuple):
            return [self.resolved(value, to) for value in raw]
        return raw


class SampleRefused(RuntimeError):
    """Centres or people of a sample were not taken: a fault of the pack that its check does not find."""

    def __init__(self, alias: str, refusal: Refusal) -> None:
        """Keep which one it was, and every reason."""
        super().__init__(f"{alias}: " + "; ".join(one.text.get("en", one.code) for one in refusal.reasons))
        self.alias, self.refusal = alias, refusal


def seed_of(*parts: object) -> bytes:
    """The seed of one ask of a sample: the same parts give the same ids."""
    return blake2b("/".join(map(str, parts)).encode(), digest_size=16).digest()


def scene_at(house: House, actor: Actor, moment: datetime, seed: bytes) -> Scene:
    """The circumstances of an ask at another moment, with ids that follow from the seed."""
    return replace(house.scene(actor), now=moment, seed=seed)


async def bring_people(house: House, file: SampleFile, at: datetime) -> Company:
    """Make the centres and people of a sample at this moment, with their posts; raises ``SampleRefused``."""
    company = Company()

    def scene(alias: str, step: str, order: int = 0) -> Scene:
        moment = at + timedelta(milliseconds=order)
        return scene_at(house, EVERYTHING, moment, seed_of(file.seed, step, alias))

    async def make(
        alias: str, entity: str, values: Mapping[str, Json], centre: str | None, order: int
    ) -> None:
        # One after the other, so that the order of their ids is that of the file, in every copy of a centre.
        asked = CreateRecord(scene(alias, entity, order), entity, values, centre=centre)
        decision = await _done(house, alias, create_record, asked)
        company.name(alias, entity, str(decision.answer["id"]))

    await asyncio.gather(
        *(
            make(alias, CENTRE, values, None, order)
            for order, (alias, values) in enumerate(file.centres.items())
        )
    )
    await asyncio.gather(
        *(
            make(alias, PERSON, _values(one), company.ids.get(one.centre or ""), order)
            for order, (alias, one) in enumerate(file.people.items())
        )
    )
    # Persons may point to one another: what they say of others is written when all of them are there.
    for alias, one in file.people.items():
        pointing = company.resolved({**one.values, **({"manager": one.manager} if one.manager else {})})
        if one.manager or pointing != one.values:
            change = ChangeRecord(scene(alias, "pointing"), PERSON, company.ids[alias], pointing)
            await _done(house, alias, change_record, change)
        await house.store.people.set_holdings(company.ids[alias], _holdings(house, one, company))
    await _actors(house, file, company)
    house.people_changed()
    return company


async def _actors(house: House, file: SampleFile, company: Company) -> None:
    for alias, one in file.people.items():
        record = await house.ask(person_record, PersonAsk(house.clock.now(), company.ids[alias]))
        values = record.values if record else dict[str, Value]()
        company.actors[alias] = Actor(company.ids[alias], _holdings(house, one, company), values)


async def _done(house: House, alias: str, command: Command[Asked], asked: Asked) -> Decision:
    outcome = await house.store.submit(command, asked, bulk=True)
    if isinstance(outcome, Refusal):
        raise SampleRefused(alias, outcome)
    return outcome


def _values(person: PersonJson) -> dict[str, Json]:
    own = {name: value for name, value in person.values.items() if not str(value).startswith("@")}
    return {"name": person.name, **({"team": person.team} if person.team else {}), **own}


def _holdings(house: House, person: PersonJson, company: Company) -> tuple[Holding, ...]:
    centre = company.ids[person.centre] if person.centre else None
    order = house.live.access.roles
    roles = sorted(person.all_roles, key=lambda role: (order[role].order, role))
    return tuple(Holding(role, centre, person.team) for role in roles)
