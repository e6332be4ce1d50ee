"""Who a message is for: duties and teams become persons when it is first looked at, a person gets a language and a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from engine.access.duty import Holding
from engine.ports.outbox import Delivery
from engine.values.ids import stable_id
from engine.values.record import OutboxEntry
from server.house import House


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person, or an ``address`` outside. ``home``: the centre of the first post that the person holds now."""

    person: str | None
    address: str | None
    language: str
    home: str | None = None


def named(delivery: Delivery) -> Mapping[str, Any]:
    """Who a message is for, as it was written down: ``person``, ``address``, or ``duty`` or ``team`` with ``centre``."""
    to = cast("Sequence[Mapping[str, Any]]", delivery.body.get("to") or ({},))
    return to[0]


async def recipient_of(house: House, to: Mapping[str, Any]) -> Recipient:
    """Somebody who is named by person or address."""
    locale = house.live.default_locale
    if to.get("person") is None:
        return Recipient(None, str(to.get("address") or ""), locale)
    person = str(to["person"])
    account = await house.store.people.account(person=person)
    holdings = await house.store.people.holdings(person)
    home = next((one.centre for one in holdings if one.centre and _is_active(one, _today(house))), None)
    return Recipient(person, None, (account.language if account else None) or locale, home)


async def spread(house: House, delivery: Delivery) -> list[OutboxEntry]:
    """The same message for each person who holds the duty, or is in the team, at this moment.

    Its id is the one that this event, message, record and person always have: who is meant twice is told once.
    """
    event = str(delivery.body.get("event") or delivery.id)
    via = named(delivery)
    return [
        OutboxEntry(
            stable_id(event, delivery.name, delivery.record, person),
            delivery.kind,
            delivery.name,
            delivery.entity,
            delivery.record,
            delivery.at,
            {**delivery.body, "to": [{"person": person}], "via": via},
            delivery.lane,
            person,
        )
        for person in await _persons(house, via)
    ]


async def _persons(house: House, to: Mapping[str, Any]) -> list[str]:
    centre = to.get("centre")
    if to.get("duty"):
        duty = house.live.access.duties.get(str(to["duty"]))
        held = await house.store.people.holders(sorted(duty.held_by), centre) if duty else ()
    else:
        roles = sorted(house.live.access.roles)
        held = [
            one for one in await house.store.people.holders(roles, centre) if one[1].team == to.get("team")
        ]
    today = _today(house)
    return sorted({person for person, holding in held if _is_active(holding, today)})


def _today(house: House) -> date:
    return house.clock.now().date()


def _is_active(holding: Holding, today: date) -> bool:
    start, end = holding.active_from, holding.active_until
    return (start is None or start <= today) and (end is None or today <= end)
