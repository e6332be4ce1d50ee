"""The actor of a person: the record with all posts, as they are now."""

from engine.access.duty import Actor, Holding
from engine.packs.release import Release
from engine.queries.person import PersonAsk, person_record
from server.house import House


async def actor_of(house: House, person: str) -> Actor | None:
    """The actor of a person; None when there is no such person or it is not active."""
    record = await house.ask(person_record, PersonAsk(house.clock.now(), person))
    if record is None or record.values.get("active") is False:
        return None
    return Actor(person, in_order(house.live, await house.store.people.holdings(person)), record.values)


def in_order(release: Release, holdings: tuple[Holding, ...]) -> tuple[Holding, ...]:
    """By the order of roles, so that the first post that permits is the same every time (A31)."""

    def place(holding: Holding) -> tuple[int, str, str]:
        role = release.access.roles.get(holding.role)
        return (role.order if role else 0, holding.role, holding.centre or "")

    return tuple(sorted(holdings, key=place))
