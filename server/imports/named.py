"""The people, centres and pools that a mapping names; what is not there is a fault of the mapping."""

from engine.access.duty import Actor
from engine.diagnostics.problem import Diagnostic
from engine.facts.destinations import Destination, sending_steps
from engine.queries.find_records import FindAsk, find_records
from engine.records.accept import ID
from engine.records.builtin import CENTRE
from server.house import House
from server.imports.mapping import ImportMapping
from server.imports.problems import BAD_MAPPING, NO_DESTINATION


async def owner_of(house: House, mapping: ImportMapping, found: list[Diagnostic]) -> str | None:
    """The person whose login the mapping names as the owner of new records."""
    if mapping.owner is None:
        return None
    account = await house.store.people.account(login=mapping.owner.strip().casefold())
    if account is None:
        found.append(Diagnostic(BAD_MAPPING, "/owner", data={"detail": mapping.owner}))
    return account.person if account else None


async def centre_of(house: House, mapping: ImportMapping, found: list[Diagnostic]) -> str | None:
    """The centre of new records, by its id or name."""
    if mapping.centre is None:
        return None
    for name in ("id", "name"):
        records = await house.ask(find_records, FindAsk(house.clock.now(), CENTRE, {name: mapping.centre}))
        if len(records) == 1:
            return records[0].id
    found.append(Diagnostic(BAD_MAPPING, "/centre", data={"detail": mapping.centre}))
    return None


async def destination_of(
    house: House, entity: str, mapping: ImportMapping, actor: Actor, found: list[Diagnostic]
) -> Destination | None:
    """Who gets new records; None: the rules decide. Only the owner of the machine names people by their logins."""
    said = mapping.to
    if said is None or (said.person is None and said.pool is None):
        return None
    person = said.person
    if person is not None and not ID.fullmatch(person):
        login = person.strip().casefold()
        account = await house.store.people.account(login=login) if actor.everything else None
        person = account.person if account is not None else None
    pool = house.live.pools.pools.get(said.pool or "")
    both = said.person is not None and said.pool is not None
    wrong = pool is None or pool.entity != entity if said.pool is not None else person is None
    if both or wrong or mapping.owner is not None:
        found.append(Diagnostic(BAD_MAPPING, "/to", data={"detail": said.person or said.pool or ""}))
        return None
    to = Destination(person=person, pool=said.pool)
    if not any(one.leads_to(to) for one in sending_steps(house.live, entity)):
        found.append(Diagnostic(NO_DESTINATION, "/to"))
    return to
